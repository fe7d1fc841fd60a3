import { csrOf, denseCodes } from '../csr'
import { ItemsetIndex } from './itemset-index'
import { mineItemsets, type ItemsetForest } from './miner'

export interface ItemsetOptions {
  /** Least share of baskets, 0 to 1; at least one basket is always asked. */
  minSupport: number
  /** Least baskets, where the share asks for fewer; 1 unless told. */
  minCount?: number
  /** Most items in an itemset; 5 unless told. */
  maxLength?: number
  /** Most itemsets kept; 1,000,000 unless told. */
  most?: number
}

/** Frequent itemsets of baskets, one entry each. Itemset `i` holds the items of `itemsOf(itemsets, i)`. */
export interface Itemsets extends ItemsetForest {
  baskets: number
  /** Distinct items in all baskets. */
  items: number
  /** Distinct pairs of basket and item. */
  occurrences: number
  /** Ids of the items by rank: commonest first, equally common ones by id. */
  idOf: Float64Array
  /** Baskets asked for by `minSupport` and `minCount`. */
  askedCount: number
  /** Baskets that itemsets given here are in at least. Above `askedCount`, there were more than `most`. */
  minCount: number
  /** No itemset with one item more is in as many baskets (as far as `maxLength` reaches). */
  closed: Uint8Array
  /** No itemset with one item more is frequent (as far as `maxLength` reaches). */
  maximal: Uint8Array
  index: ItemsetIndex
}

const LONGEST = 12
const MAX_LENGTH = 5
const MOST_ITEMSETS = 1_000_000

/**
 * Every itemset in at least the share `minSupport` of the baskets. `basketIds` and `itemIds` name the cells, one line
 * each, in any order; an item twice in a basket counts once; a line without basket or item is left out. Itemsets of at
 * most 12 items. The order is that of the search, and the same for any order of lines.
 */
export function frequentItemsets(
  basketIds: Float64Array,
  itemIds: Float64Array,
  { minSupport, minCount = 1, maxLength = MAX_LENGTH, most = MOST_ITEMSETS }: ItemsetOptions,
  report: (share: number) => void = () => undefined,
): Itemsets {
  const whole = basketIds.map((basket, i) => (Number.isFinite(itemIds[i]) ? basket : NaN))
  const baskets = denseCodes(whole.filter(Number.isFinite))
  const items = denseCodes(itemIds.filter((_, i) => Number.isFinite(whole[i])))
  const size = [baskets.ids.length, items.ids.length] as const
  const byCode = csrOf(size, baskets.codes, items.codes)
  const support = new Int32Array(size[1])
  for (const item of byCode.columns) support[item]!++
  const order = Int32Array.from(support.keys()).sort((a, b) => support[b]! - support[a]! || a - b)
  const rankOf = new Int32Array(size[1])
  order.forEach((item, rank) => (rankOf[item] = rank))
  const byRank = csrOf(
    size,
    baskets.codes,
    items.codes.map((item) => rankOf[item]!),
  )
  const askedCount = Math.max(minCount, countOfSupport(minSupport, size[0]))
  const limits = { minCount: askedCount, maxLength: Math.min(LONGEST, Math.max(1, maxLength)), most }
  const mined = mineItemsets(byRank, limits, report)
  const index = new ItemsetIndex(mined)
  return {
    ...mined,
    baskets: size[0],
    items: size[1],
    occurrences: byCode.columns.length,
    idOf: Float64Array.from(order, (item) => items.ids[item]!),
    askedCount,
    ...extremes(mined, index),
    index,
  }
}

/** Ids of the items of one itemset, commonest last. */
export function itemsOf({ parent, rank, idOf }: Pick<Itemsets, 'parent' | 'rank' | 'idOf'>, itemset: number) {
  const ids: number[] = []
  for (let at = itemset; at >= 0; at = parent[at]!) ids.push(idOf[rank[at]!]!)
  return ids.reverse()
}

/** Ranks of the items of one itemset, falling, written to `into`; gives how many. */
export function ranksOf({ parent, rank, length }: ItemsetForest, itemset: number, into: Int32Array): number {
  const size = length[itemset]!
  for (let at = itemset, place = size - 1; at >= 0; at = parent[at]!) into[place--] = rank[at]!
  return size
}

/** Least whole number of baskets that is the share, forgiving the rounding of the product. */
const countOfSupport = (minSupport: number, baskets: number): number =>
  Math.max(1, Math.ceil(minSupport * baskets - 1e-9 * baskets))

function extremes(forest: ItemsetForest, index: ItemsetIndex): { closed: Uint8Array; maximal: Uint8Array } {
  const { length, count } = forest
  const [closed, maximal] = [new Uint8Array(count.length).fill(1), new Uint8Array(count.length).fill(1)]
  const ranks = new Int32Array(LONGEST)
  for (let itemset = 0; itemset < count.length; itemset++) {
    const size = ranksOf(forest, itemset, ranks)
    if (length[itemset]! < 2) continue
    for (let without = 0; without < size; without++) {
      const subset = index.find(ranks, size, ~(1 << without))
      maximal[subset] = 0
      if (count[subset] === count[itemset]) closed[subset] = 0
    }
  }
  return { closed, maximal }
}
