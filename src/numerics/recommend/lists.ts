import type { Csr } from '../csr'
import type { Interactions } from './interactions'
import { isAmong } from './metrics'
import type { Trial } from './trial'

/** What lists are like beside being right; of the lists of all members asked, each cut to one k. */
export interface ListFigures {
  /** Share of the catalogue that is in some list. */
  coverage: number
  /** Mean −log₂ p over recommended items, p the share of training members who have the item, at least one of them. */
  novelty: number
  /** Mean over lists of two and more of 1 − mean cosine of the pairs' members. */
  diversity: number
  /** Mean over members of the share of her list that is a hit, each hit × (1 − mean cosine to what she had). */
  serendipity: number
  /** 0: every item of the catalogue as often; near 1: few items only. */
  gini: number
  /** Mean share of training members who have a recommended item. */
  popularity: number
}

/**
 * The figures for each of `ks`, over the same lists. O(lists × k² × members of an item) for the largest k, pairs met again
 * looked up. An empty list counts 0 for serendipity only.
 */
export function listFigures(
  lists: readonly Int32Array[],
  { train, asked }: Trial,
  ks: readonly number[],
): ListFigures[] {
  const cosine = cosines(train.byItem)
  const sums = ks.map((k) => new Sums(k, train.items))
  const longest = Math.max(...ks)
  const popularity = popularities(train)
  const novelty = popularity.map((share) => -Math.log2(Math.max(1 / train.members, share)))
  lists.forEach((whole, at) => {
    const list = whole.subarray(0, longest)
    const { taste, relevant } = asked[at]!
    let [unexpected, likeness] = [0, 0]
    list.forEach((item, place) => {
      if (isAmong(item, relevant)) unexpected += 1 - meanOf(taste.items, (own) => cosine(item, own))
      for (let before = 0; before < place; before++) likeness += cosine(item, list[before]!)
      for (const sum of sums) {
        if (place >= sum.k) continue
        sum.add(item, popularity[item]!, novelty[item]!)
        const isLast = place + 1 === Math.min(sum.k, list.length)
        if (isLast) sum.close(place + 1, unexpected, likeness)
      }
    })
  })
  return sums.map((sum) => sum.figures(lists.length))
}

/** Σ (2i − n − 1) c ⁄ (n Σ c) over counts in rising order; NaN where all are 0. */
export function gini(counts: Float64Array): number {
  const sorted = counts.slice().sort()
  const n = sorted.length
  let [weighted, sum] = [0, 0]
  sorted.forEach((count, place) => {
    weighted += (2 * (place + 1) - n - 1) * count
    sum += count
  })
  return weighted / (n * sum)
}

/** Pairs of items for which a table is kept, 64 MB of it where all are touched: those of 4,000 items. */
const MOST_TABLED = 2 ** 23

/** Beyond, pairs remembered at most: a map holds some 16 million, and long lists of many members make more. */
const MOST_KNOWN = 4e6

/** Cosine of the sets of members of two items; 0 where one has none. Remembers what it was asked. */
function cosines(byItem: Csr): (a: number, b: number) => number {
  const { rows } = byItem
  const pairs = (rows * (rows + 1)) / 2
  if (pairs > MOST_TABLED) return cosinesInMap(byItem)
  // 0 is not asked yet, −1 a cosine of 0: a table of zeros takes no memory where it is not touched.
  const known = new Float64Array(pairs)
  return (a, b) => {
    const [low, high] = a < b ? [a, b] : [b, a]
    const place = (high * (high + 1)) / 2 + low
    const before = known[place]!
    if (before !== 0) return before < 0 ? 0 : before
    const value = cosineOf(byItem, low, high)
    known[place] = value === 0 ? -1 : value
    return value
  }
}

function cosinesInMap(byItem: Csr): (a: number, b: number) => number {
  const known = new Map<number, number>()
  return (a, b) => {
    const [low, high] = a < b ? [a, b] : [b, a]
    const key = low * byItem.rows + high
    const before = known.get(key)
    if (before !== undefined) return before
    const value = cosineOf(byItem, low, high)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, value)
    return value
  }
}

function cosineOf({ starts, columns }: Csr, low: number, high: number): number {
  let [i, j, common] = [starts[low]!, starts[high]!, 0]
  const [toI, toJ] = [starts[low + 1]!, starts[high + 1]!]
  const product = (toI - i) * (toJ - j)
  while (i < toI && j < toJ) {
    const p = columns[i]!
    const q = columns[j]!
    if (p === q) common++
    if (p <= q) i++
    if (q <= p) j++
  }
  return common === 0 ? 0 : common / Math.sqrt(product)
}

/** What the lists cut to one k add up to. */
class Sums {
  readonly #shown: Float64Array
  #items = 0
  #severals = 0
  #novelty = 0
  #popularity = 0
  #diversity = 0
  #serendipity = 0

  constructor(
    readonly k: number,
    items: number,
  ) {
    this.#shown = new Float64Array(items)
  }

  add(item: number, popularity: number, novelty: number): void {
    this.#shown[item]!++
    this.#items++
    this.#popularity += popularity
    this.#novelty += novelty
  }

  /** A list that has ended: the unexpectedness of its hits and the cosines of its pairs, summed. */
  close(length: number, unexpected: number, likeness: number): void {
    this.#serendipity += unexpected / length
    if (length < 2) return
    this.#severals++
    this.#diversity += 1 - likeness / ((length * (length - 1)) / 2)
  }

  figures(lists: number): ListFigures {
    return {
      coverage: this.#shown.filter((n) => n > 0).length / this.#shown.length,
      novelty: this.#novelty / this.#items,
      diversity: this.#diversity / this.#severals,
      serendipity: this.#serendipity / lists,
      gini: gini(this.#shown),
      popularity: this.#popularity / this.#items,
    }
  }
}

/** Share of training members who have each item. */
const popularities = ({ byItem: { starts }, items, members }: Interactions): Float64Array =>
  Float64Array.from({ length: items }, (_, item) => (starts[item + 1]! - starts[item]!) / members)

/** 0 of nothing: nothing had is like nothing. */
function meanOf(items: Int32Array, of: (item: number) => number): number {
  let sum = 0
  for (const item of items) sum += of(item)
  return items.length === 0 ? 0 : sum / items.length
}
