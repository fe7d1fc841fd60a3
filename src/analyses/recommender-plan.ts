import type { Bilingual } from '../text/bilingual'
import type { Cost, Known, RecommenderWords, Shape } from './recommenders'

/** What training and asking one model comes to, and why it cannot be or only in part. */
export interface Planned {
  words: RecommenderWords
  cost: Cost
  lacks: keyof Known | null
  isTooLarge: boolean
  isPartial: boolean
}

/** A tab has some GB; a model that takes more than this at its peak is not begun. */
const MOST_BYTES = 2 ** 30

/** Nanoseconds for the score of one item for one member, and for its place in the list, both ways. */
const ASKING = 40

/** A model with its estimate for a shop; `options` are those chosen in place of the usual (ease.ridge). */
export function planOf(
  words: RecommenderWords,
  shape: Shape,
  known: Known,
  options: Readonly<Record<string, number>>,
): Planned {
  const of = (name: string) =>
    options[`${words.name}.${name}`] ?? words.options.find((one) => one.name === name)?.initial ?? 0
  const training = words.cost(shape, of)
  const cost = { ms: training.ms + (ASKING * shape.asked * shape.items) / 1e6, bytes: training.bytes }
  return {
    words,
    cost,
    lacks: words.wants?.find((wanted) => !known[wanted]) ?? null,
    isTooLarge: cost.bytes > MOST_BYTES,
    isPartial: words.mostItems !== undefined && shape.items > words.mostItems,
  }
}

/** What a model lacks where it cannot be trained. */
export const WANTS: Readonly<Record<keyof Known, Bilingual>> = {
  times: { en: 'needs times', zh: '需要时间' },
  texts: {
    en: 'needs names, categories, brands or prices of items',
    zh: '需要物品的名称、类目、品牌或价格',
  },
  segments: { en: 'choose groups of members in the settings first', zh: '请先在设置中选择会员分组' },
  simd: {
    en: 'needs a browser with WebAssembly SIMD: Chrome 91, Edge 91, Firefox 89, Safari 16.4 or later',
    zh: '需要支持 WebAssembly SIMD 的浏览器:Chrome 91、Edge 91、Firefox 89、Safari 16.4 或更新',
  },
}

export const tooLarge = (size: string): Bilingual => ({
  en: `would need about ${size}: more than a tab has`,
  zh: `约需 ${size},超过浏览器标签页所能提供`,
})
