import type { Csr } from '../csr'
import type { Trial } from './trial'
import { isAmong } from './metrics'

/** What lists are like beside being right; of the lists of all members asked, each cut to k. */
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

/** O(lists × k² × members of an item), pairs met again looked up. An empty list counts 0 for serendipity only. */
export function listFigures(lists: readonly Int32Array[], { train, asked }: Trial, k: number): ListFigures {
  const cosine = cosines(train.byItem)
  const shown = new Float64Array(train.items)
  const [novelties, diversities, popularities] = [new Mean(), new Mean(), new Mean()]
  let serendipity = 0
  lists.forEach((whole, at) => {
    const list = whole.subarray(0, k)
    const { taste, relevant } = asked[at]!
    let unexpected = 0
    list.forEach((item) => {
      shown[item]!++
      const having = train.byItem.starts[item + 1]! - train.byItem.starts[item]!
      popularities.add(having / train.members)
      novelties.add(-Math.log2(Math.max(1, having) / train.members))
      if (isAmong(item, relevant)) unexpected += 1 - meanOf(taste.items, (own) => cosine(item, own))
    })
    if (list.length > 0) serendipity += unexpected / list.length
    if (list.length > 1) diversities.add(1 - meanOfPairs(list, cosine))
  })
  return {
    coverage: shown.filter((n) => n > 0).length / train.items,
    novelty: novelties.value,
    diversity: diversities.value,
    serendipity: serendipity / lists.length,
    gini: gini(shown),
    popularity: popularities.value,
  }
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

/** Pairs remembered at most: a map holds some 16 million, and long lists of many members make more. */
const MOST_KNOWN = 4e6

/** Cosine of the sets of members of two items; 0 where one has none. Remembers what it was asked. */
function cosines({ rows, starts, columns }: Csr): (a: number, b: number) => number {
  const known = new Map<number, number>()
  return (a, b) => {
    const [low, high] = a < b ? [a, b] : [b, a]
    const key = low * rows + high
    const before = known.get(key)
    if (before !== undefined) return before
    const [x, y] = [low, high].map((item) => columns.subarray(starts[item], starts[item + 1])) as [
      Int32Array,
      Int32Array,
    ]
    let [i, j, common] = [0, 0, 0]
    while (i < x.length && j < y.length) {
      const [p, q] = [x[i]!, y[j]!]
      if (p === q) common++
      if (p <= q) i++
      if (q <= p) j++
    }
    const value = common === 0 ? 0 : common / Math.sqrt(x.length * y.length)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(key, value)
    return value
  }
}

class Mean {
  #sum = 0
  #n = 0

  add(value: number): void {
    this.#sum += value
    this.#n++
  }

  /** NaN of nothing. */
  get value(): number {
    return this.#sum / this.#n
  }
}

/** 0 of nothing: nothing had is like nothing. */
function meanOf(items: Int32Array, of: (item: number) => number): number {
  let sum = 0
  for (const item of items) sum += of(item)
  return items.length === 0 ? 0 : sum / items.length
}

function meanOfPairs(list: Int32Array, of: (a: number, b: number) => number): number {
  let sum = 0
  for (let a = 1; a < list.length; a++) for (let b = 0; b < a; b++) sum += of(list[a]!, list[b]!)
  return sum / ((list.length * (list.length - 1)) / 2)
}
