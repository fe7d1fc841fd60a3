import type { Interactions, Taste } from './interactions'
import type { Recommender } from './model'
import { trainUserBased } from './user-based'

export interface PersonalOptions {
  /** Now, in the unit of the times; the last time of the training unless told. */
  now?: number
  /** How much tempo counts, 0 to 1; .5 unless told, 0 leaves frequency alone. */
  tempo?: number
  /** Share of the nearest members in the score, 0 to 1 (TIFU-KNN's 1 − α); .3 unless told, 0 leaves her own alone. */
  others?: number
  /** Nearest members asked; 100 unless told. */
  k?: number
}

/** Weight of the item's common gap beside a member's own gaps, in gaps. */
const PRIOR_GAPS = 2

/**
 * Repeat purchases, for the next basket: what a member buys often and is due for, and what members like her have, after
 * TIFU-KNN (Hu et al. 2020). Own score of an item: her weight (decayed by the caller) × (1 − tempo + tempo × due), with
 * due = x e^(1 − x) and x = days since she had it ÷ her usual gap: 1 when it is time, small just after a purchase and long after it is
 * over. Her gap is the mean of her own gaps and of two of the item's common gaps, so that one purchase is judged by what
 * others do; where nobody bought an item twice, or there are no times, due is 1. Both parts are divided by their largest
 * score and mixed.
 */
export function trainPersonal(
  interactions: Interactions,
  { now = latest(interactions.last), tempo = 0.5, others = 0.3, k = 100 }: PersonalOptions = {},
): Recommender & { gaps: Float64Array } {
  const gaps = commonGaps(interactions)
  const neighbours = trainUserBased(interactions, { k })
  const own = new Float64Array(interactions.items)
  return {
    items: interactions.items,
    floor: 0,
    bytes: neighbours.bytes + gaps.byteLength,
    gaps,
    score: (taste, into) => {
      if (others > 0) neighbours.score(taste, into)
      else into.fill(0)
      own.fill(0)
      for (let i = 0; i < taste.items.length; i++) {
        const item = taste.items[i]!
        own[item]! += taste.weights[i]! * (1 - tempo + tempo * due(taste, i, gaps[item]!, now))
      }
      const [scale, ownScale] = [others / largest(into), (1 - others) / largest(own)]
      for (let item = 0; item < into.length; item++) into[item] = scale * into[item]! + ownScale * own[item]!
    },
  }
}

/** How much it is time for the item at place `i` of a taste: 0 to 1. */
export function due(taste: Taste, i: number, commonGap: number, now: number): number {
  const gap = usualGap(taste, i, commonGap)
  const x = Math.max(0, now - (taste.last?.[i] ?? NaN)) / gap
  return gap > 0 && Number.isFinite(x) ? x * Math.exp(1 - x) : 1
}

/** Days between purchases of the item at place `i` of a taste: her own gaps and two common ones; NaN without any. */
export function usualGap({ times, first, last }: Taste, i: number, commonGap: number): number {
  const [n, from, to] = [times?.[i] ?? 1, first?.[i] ?? NaN, last?.[i] ?? NaN]
  const hasCommon = commonGap > 0
  const gaps = n - 1 + (hasCommon ? PRIOR_GAPS : 0)
  return ((n > 1 ? to - from : 0) + (hasCommon ? PRIOR_GAPS * commonGap : 0)) / gaps
}

/** Mean gap of each item, over all its gaps; NaN where it was never bought twice. */
function commonGaps({ items, byMember, times, first, last }: Interactions): Float64Array {
  const [spans, counts] = [new Float64Array(items), new Float64Array(items)]
  byMember.columns.forEach((item, cell) => {
    if (!(last[cell]! > first[cell]!)) return
    spans[item]! += last[cell]! - first[cell]!
    counts[item]! += times[cell]! - 1
  })
  return spans.map((span, item) => span / counts[item]!)
}

const latest = (times: Float64Array): number =>
  times.reduce((most, time) => (time > most ? time : most), -Infinity)

function largest(scores: Float64Array): number {
  let most = 0
  for (const score of scores) if (score > most) most = score
  return most > 0 ? most : 1
}
