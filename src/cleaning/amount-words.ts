import type { Bilingual } from '../text/bilingual'
import type { SourceAccount } from './accounting'
import type { PartAccount } from './amount-parts.sql'
import type { DiscountAccount } from './discounts.sql'
import type { SharedAccount } from './shared-discounts.sql'

type Format = (value: number) => string

/** What discounts, shipping and tax did to the amounts of a file, a sentence for each that did anything. */
export function amountWords(
  account: Pick<SourceAccount, 'discounts' | 'shared' | 'parts'>,
  number: Format,
): Bilingual[] {
  const { discounts, shared, parts } = account
  return [
    ...(discounts ? [discountWords(discounts, number)] : []),
    ...(shared ? [sharedWords(shared, number)] : []),
    ...(parts ? [partWords(parts, number)] : []),
  ]
}

const cents = (value: number): number => Math.round(value * 100) / 100

function discountWords({ orders, amount, above }: DiscountAccount, number: Format): Bilingual {
  const [n, money, left] = [orders, cents(amount), above].map(number)
  const rest =
    above === 0
      ? { en: '', zh: '' }
      : {
          en: ` ${left} orders say a total above their lines, with shipping or tax in it: their lines count as written.`,
          zh: `另有 ${left} 单写明的合计高于各行之和(含运费或税),按各行原样计算。`,
        }
  return {
    en: `Discounts of ${money} were taken off ${n} orders, shared over their lines: amounts are what was paid for the goods.${rest.en}`,
    zh: `从 ${n} 单中扣除优惠 ${money},分摊到各行:金额为商品实付。${rest.zh}`,
  }
}

function sharedWords({ orders, amount, files }: SharedAccount, number: Format): Bilingual {
  const [n, money] = [number(orders), number(cents(amount))]
  return orders === 0
    ? {
        en: `The lines are already after the discounts that ${files.join(', ')} states: they count as written.`,
        zh: `各行已扣除 ${files.join('、')} 写明的优惠,按原样计算。`,
      }
    : {
        en: `${files.join(', ')} states discounts of whole orders: ${money} was taken off the lines of ${n} orders, shared over them by their amounts.`,
        zh: `${files.join('、')} 写明整单优惠:从 ${n} 单的明细中扣除 ${money},按金额分摊。`,
      }
}

function partWords({ rows, shipping, tax }: PartAccount, number: Format): Bilingual {
  const parts: Bilingual[] = [
    ...(shipping > 0
      ? [{ en: `shipping of ${number(cents(shipping))}`, zh: `运费 ${number(cents(shipping))}` }]
      : []),
    ...(tax > 0 ? [{ en: `tax of ${number(cents(tax))}`, zh: `税 ${number(cents(tax))}` }] : []),
  ]
  if (parts.length === 0)
    return {
      en: 'No row states any shipping or tax: amounts are as written.',
      zh: '没有一行写有运费或税:金额按原样计算。',
    }
  return {
    en: `The amounts of ${number(rows)} rows held ${parts.map(({ en }) => en).join(' and ')}: taken off, so that an amount is what was paid for the goods.`,
    zh: `${number(rows)} 行的金额含${parts.map(({ zh }) => zh).join('、')}:已扣除,金额为商品实付。`,
  }
}
