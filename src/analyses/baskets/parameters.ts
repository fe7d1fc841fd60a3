import type { Analysis } from '../analysis'
import { LEFT_OUT } from '../left-out.sql'
import { words as goodsWords } from '../no-goods-words'

/** A type, not an interface: parameters are indexed by name. */
export type BasketsParameters = {
  /** product, category or brand; the first that the shop knows where it does not know this one. */
  level: string
  /** order: an order is a basket. day: all that a member buys on one day is. */
  basket: string
  /** all, first (of each member) or later. */
  which: string
  /** all, or part of the year. */
  season: string
  /** Least support in percent as somebody wrote it; empty: by itself. */
  support: string
  /** Least confidence in percent. */
  confidence: number
  /** Most items in an itemset. */
  longest: number
  /** Names that stay out, separated by semicolons: carriage, vouchers. */
  without: string
  /** What the page was last asked, as JSON: it makes nothing anew. */
  cart: string
  bundle: string
}

export const LEVELS = ['product', 'category', 'brand'] as const
export type Level = (typeof LEVELS)[number]

/** Months and days of a part of the year: [from, to] as month × 100 + day. */
export const SEASONS: Readonly<Record<string, readonly [number, number]>> = {
  spring: [301, 531],
  summer: [601, 831],
  autumn: [901, 1130],
  winter: [1201, 229],
  midyear: [601, 620],
  singles: [1101, 1112],
  yearend: [1124, 1231],
}

/** "0.5", "0.5 %", "0,5%": a share in percent above 0, at most 100; null where it is none. */
export function readSupport(text: string): number | null {
  const found = /^\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*[%%]?\s*$/.exec(text)
  const percent = Number(found?.[1]?.replace(',', '.'))
  return found && percent > 0 && percent <= 100 ? percent / 100 : null
}

const SHORT_JSON = 4000
const isShort = (text: string) => text.length <= SHORT_JSON

export const parameters: Analysis<BasketsParameters>['parameters'] = {
  level: {
    kind: 'choice',
    label: { en: 'By', zh: '维度' },
    initial: 'product',
    options: [
      { value: 'product', label: { en: 'Product', zh: '商品' } },
      { value: 'category', label: { en: 'Category', zh: '品类' } },
      { value: 'brand', label: { en: 'Brand', zh: '品牌' } },
    ],
  },
  basket: {
    kind: 'choice',
    label: { en: 'A basket is', zh: '购物篮' },
    initial: 'order',
    options: [
      { value: 'order', label: { en: 'An order', zh: '一笔订单' } },
      {
        value: 'day',
        label: { en: 'A member’s day', zh: '会员的一天' },
        about: {
          en: 'All that one member buys on one day; lines without a member stay out.',
          zh: '同一会员同一天所购;无会员号的明细不计。',
        },
      },
    ],
  },
  which: {
    kind: 'choice',
    label: { en: 'Which baskets', zh: '哪些购物篮' },
    initial: 'all',
    options: [
      { value: 'all', label: { en: 'All', zh: '全部' } },
      { value: 'first', label: { en: 'First of each member', zh: '会员首单' } },
      { value: 'later', label: { en: 'Later ones', zh: '首单之后' } },
    ],
  },
  season: {
    kind: 'choice',
    label: { en: 'Season', zh: '季节' },
    initial: 'all',
    options: [
      { value: 'all', label: { en: 'Whole year', zh: '全年' } },
      { value: 'spring', label: { en: 'March to May', zh: '3–5 月' } },
      { value: 'summer', label: { en: 'June to August', zh: '6–8 月' } },
      { value: 'autumn', label: { en: 'September to November', zh: '9–11 月' } },
      { value: 'winter', label: { en: 'December to February', zh: '12–2 月' } },
      { value: 'midyear', label: { en: '1 to 20 June (618)', zh: '618(6 月 1–20 日)' } },
      { value: 'singles', label: { en: '1 to 12 November (Singles’ Day)', zh: '双 11(11 月 1–12 日)' } },
      { value: 'yearend', label: { en: '24 November to 31 December', zh: '11 月 24 日–12 月 31 日' } },
    ],
  },
  support: {
    kind: 'text',
    label: { en: 'Least support, %', zh: '最小支持度(%)' },
    about: { en: 'by itself', zh: '自动' },
    initial: '',
    valid: (text) => text.trim() === '' || readSupport(text) !== null,
    fault: {
      en: 'A percentage above 0 and at most 100, such as 0.5; or nothing, then it is chosen.',
      zh: '请输入大于 0 且不超过 100 的百分数,如 0.5;留空则自动选取。',
    },
  },
  confidence: {
    kind: 'number',
    label: { en: 'Least confidence, %', zh: '最小置信度(%)' },
    min: 0,
    max: 100,
    initial: 5,
  },
  longest: {
    kind: 'number',
    label: { en: 'Most items in a set', zh: '项集最多项数' },
    min: 2,
    max: 8,
    initial: 4,
  },
  without: { ...LEFT_OUT, label: goodsWords.leftOut, about: goodsWords.hint },
  cart: { kind: 'text', initial: '', valid: isShort, aside: true },
  bundle: { kind: 'text', initial: '', valid: isShort, aside: true },
}
