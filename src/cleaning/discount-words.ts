import type { Bilingual } from '../text/bilingual'
import type { DiscountAccount } from './discounts.sql'

/** What discounts did to the amounts of a file, in words. */
export function discountWords(
  { orders, amount, above }: DiscountAccount,
  number: (value: number) => string,
): Bilingual {
  const [n, money, left] = [orders, Math.round(amount * 100) / 100, above].map(number)
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
