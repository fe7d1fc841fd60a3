import type { Taste } from './interactions'
import type { Recommender } from './model'
import { usualGap } from './personal'
import type { SlotContext, SlotList, SlotSettings } from './slot-lists'
import type { SlotShop } from './slot-shop'
import { isDue, stageCause } from './slot-times'

/** Why an item is in a list. */
export type Reason =
  /** It goes with what is looked at or in the cart. */
  | { kind: 'with'; item: number }
  /** Bought so many days ago, usually again after `gap` ± `spread` days. */
  | { kind: 'due'; since: number; gap: number; spread: number }
  /** The item that a rule of life stages begins with, and days since she had it. */
  | { kind: 'stage'; item: number; since: number }
  /** Of what she has, the item that brought it most. */
  | { kind: 'because'; item: number }
  | { kind: 'often'; times: number }
  /** Had so many times as much in the context. */
  | { kind: 'context'; index: number }
  /** Share of the members of her segment, or of all, who had it lately. */
  | { kind: 'segment'; share: number }
  | { kind: 'everybody'; share: number }
  /** The model's score, where nothing more can be said of it. */
  | { kind: 'model' }

/** From what a reason is found. */
interface Asked {
  item: number
  taste: Taste
  about: readonly number[]
  source: SlotList['source']
  shop: SlotShop
  settings: SlotSettings
  context: SlotContext
  cause: Cause
}

/** What the item at a place of a taste brings to another. */
export type Cause = (from: number, to: number, weight: number) => number

/** An index below this is not worth a word. */
const WORTH_SAYING = 1.2
const OFTEN = 2
const MOST_REASONS = 2

/**
 * What the model says one item brings to another; where it cannot say, the cosine of who had the two, of the nearest of
 * each.
 */
export function because({ similar }: SlotShop, model: Recommender): Cause {
  const { pull } = model
  if (pull) return (from, to, weight) => weight * pull(from, to)
  const { starts, columns, values } = similar
  return (from, to, weight) => {
    for (let at = starts[from]!; at < starts[from + 1]!; at++)
      if (columns[at] === to) return weight * values[at]!
    return 0
  }
}

/** The strongest reasons first, at most two. */
export function reasonsFor(asked: Asked): Reason[] {
  const found = [nearby, again, nextStage, neighbour, inContext].flatMap((of) => of(asked) ?? [])
  return (found.length > 0 ? found : [general(asked)]).slice(0, MOST_REASONS)
}

function nearby({ item, about, shop: { similar } }: Asked): Reason | null {
  let [best, most] = [-1, 0]
  for (const from of about) {
    for (let at = similar.starts[from]!; at < similar.starts[from + 1]!; at++)
      if (similar.columns[at] === item && similar.values[at]! > most)
        [best, most] = [from, similar.values[at]!]
  }
  return best < 0 ? null : { kind: 'with', item: best }
}

function again({ item, taste, shop }: Asked): Reason | null {
  const i = taste.items.indexOf(item)
  if (i < 0) return null
  if (isDue(shop, taste, i)) {
    const since = shop.now - (taste.last?.[i] ?? NaN)
    const gap = usualGap(taste, i, shop.goods.gap[item]!)
    return { kind: 'due', since, gap, spread: shop.goods.spread[item] || 0 }
  }
  const times = taste.times?.[i] ?? 1
  return times >= OFTEN ? { kind: 'often', times } : null
}

function nextStage({ item, taste, shop, settings, context }: Asked): Reason | null {
  if (settings.stage <= 0) return null
  for (const stage of context.stages) {
    if (!stage.isTo[item]) continue
    const i = stageCause(stage, taste, shop.now)
    if (i >= 0) return { kind: 'stage', item: taste.items[i]!, since: shop.now - (taste.last?.[i] ?? NaN) }
  }
  return null
}

/** Of what she does not have: why she has what she has is no news to her. */
function neighbour({ item, taste, about, cause }: Asked): Reason | null {
  if (taste.items.includes(item)) return null
  let [best, most] = [-1, 0]
  for (let i = 0; i < taste.items.length; i++) {
    const from = taste.items[i]!
    if (about.includes(from)) continue
    const brought = cause(from, item, taste.weights[i]!)
    if (brought > most) [best, most] = [from, brought]
  }
  return best < 0 ? null : { kind: 'because', item: best }
}

function inContext({ item, settings, context }: Asked): Reason | null {
  const index = context.lift.index[item]!
  return settings.context > 0 && index >= WORTH_SAYING ? { kind: 'context', index } : null
}

function general({ item, taste, source, shop: { popular } }: Asked): Reason {
  if (taste.items.includes(item))
    return { kind: 'often', times: taste.times?.[taste.items.indexOf(item)] ?? 1 }
  const last = popular.counts.length - 1
  const row = source === 'segment' ? (popular.segments.get(taste.segment ?? '') ?? last) : last
  const share = popular.counts[row]![item]! / Math.max(1, popular.members[row]!)
  if (share === 0) return { kind: 'model' }
  return { kind: row === last ? 'everybody' : 'segment', share }
}
