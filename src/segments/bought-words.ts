import type { Bilingual } from '../text/bilingual'
import type { BoughtRule, Goods, SequenceRule } from './rule'
import { money, type ValueContext } from './value-words'

const BY: Readonly<Record<Exclude<Goods['by'], 'any'>, Bilingual>> = {
  category: { en: 'category', zh: '品类' },
  brand: { en: 'brand', zh: '品牌' },
  product: { en: 'product', zh: '商品' },
  channel: { en: 'channel', zh: '渠道' },
}

/** Purchases in a window: at least 2 orders of category “tea” in the last 30 days. */
export function boughtWords(rule: BoughtRule, context: ValueContext): Bilingual {
  const goods = goodsWords(rule.goods)
  const when: Bilingual =
    rule.days === null
      ? { en: 'ever', zh: '历来' }
      : {
          en: rule.days === 1 ? 'in the last day' : `in the last ${rule.days} days`,
          zh: `近 ${rule.days} 天`,
        }
  if (isNone(rule)) {
    return {
      en: rule.goods.by === 'any' ? `no order ${when.en}` : `no purchase of ${goods.en} ${when.en}`,
      zh: `${when.zh}未购买${rule.goods.by === 'any' ? '' : goods.zh}`,
    }
  }
  const amount = amountWords(rule, context)
  const bought = rule.goods.by === 'channel' ? 'in ' : 'of '
  const of =
    rule.goods.by === 'any'
      ? ''
      : ` ${rule.measure === 'amount' && bought === 'of ' ? 'on ' : bought}${goods.en}`
  const most = rule.test.op === 'between' ? rule.test.to : rule.test.value
  const counted = (noun: string) => (most === 1 ? noun : `${noun}s`)
  return {
    en: {
      orders: `${amount.en} ${counted('order')}${of} ${when.en}`,
      days: `orders${of} on ${amount.en} ${counted('day')} ${when.en}`,
      amount: `${amount.en} spent${of} ${when.en}`,
      pieces: `${amount.en} ${counted('piece')}${of} ${when.en}`,
    }[rule.measure],
    zh: {
      orders: `${when.zh}购买${goods.zh}${amount.zh} 单`,
      days: `${when.zh}购买${goods.zh}的天数${amount.zh} 天`,
      amount: `${when.zh}购买${goods.zh}的金额${amount.zh}`,
      pieces: `${when.zh}购买${goods.zh}${amount.zh} 件`,
    }[rule.measure],
  }
}

const isNone = ({ measure, test }: BoughtRule): boolean =>
  (test.op === 'at_most' && test.value === 0) ||
  (test.op === 'below' && test.value === 1 && measure !== 'amount' && measure !== 'pieces')

function amountWords({ measure, test }: BoughtRule, { currency }: ValueContext): Bilingual {
  const write = (value: number) =>
    measure === 'amount' ? money(value, currency) : new Intl.NumberFormat('en').format(value)
  switch (test.op) {
    case 'at_least':
      return { en: `at least ${write(test.value)}`, zh: `不少于 ${write(test.value)}` }
    case 'at_most':
      return { en: `at most ${write(test.value)}`, zh: `不超过 ${write(test.value)}` }
    case 'above':
      return { en: `more than ${write(test.value)}`, zh: `多于 ${write(test.value)}` }
    case 'below':
      return { en: `less than ${write(test.value)}`, zh: `少于 ${write(test.value)}` }
    case 'between':
      if (test.from === test.to) return { en: `exactly ${write(test.to)}`, zh: `恰为 ${write(test.to)}` }
      return {
        en: `from ${write(test.from)} to ${write(test.to)}`,
        zh: ` ${write(test.from)} 至 ${write(test.to)}`,
      }
  }
}

/** Bought one, and later another: bought category “tea”, and on a later day within 30 days brand “leaf”. */
export function sequenceWords({ first, then, days }: SequenceRule): Bilingual {
  const [a, b] = [goodsWords(first), goodsWords(then)]
  const what = (goods: Goods, words: Bilingual) => (goods.by === 'channel' ? `in ${words.en}` : words.en)
  return {
    en: `bought ${what(first, a)}, and ${what(then, b)} on a later day at most ${days} ${days === 1 ? 'day' : 'days'} after`,
    zh: `购买${a.zh}后,${days} 天内(非同日)又购买${b.zh}`,
  }
}

/** category “tea” or “cups”. */
export function goodsWords(goods: Goods): Bilingual {
  if (goods.by === 'any') return { en: 'anything', zh: '任意商品' }
  const { en, zh } = BY[goods.by]
  const quoted = goods.values.map((value) => `“${value}”`)
  if (quoted.length === 0) return { en: `no ${en}`, zh: `空的${zh}列表` }
  const shown = quoted.slice(0, MOST_NAMED)
  const more = quoted.length - shown.length
  return {
    en: `${en} ${shown.join(' or ')}${more > 0 ? ` or ${more} more` : ''}`,
    zh: `${zh}${shown.join('或')}${more > 0 ? `或另外 ${more} 个` : ''}`,
  }
}

const MOST_NAMED = 8
