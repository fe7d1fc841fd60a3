import type { Taste } from './interactions'
import { usualGap } from './personal'
import type { SlotShop } from './slot-shop'
import type { Stage } from './stages'

/** Gaps after which somebody who did not come back for an item is taken to have stopped. */
const STOPPED = 3

/**
 * Whether it is time for the item at place `i` of a taste: from the usual gap less the spread (half the gap at most) on, and not longer than three
 * gaps, after which she has stopped. A product without a usual gap is never due.
 */
export function isDue(shop: SlotShop, taste: Taste, i: number): boolean {
  const item = taste.items[i]!
  if (!(shop.goods.gap[item]! > 0)) return false
  const gap = usualGap(taste, i, shop.goods.gap[item]!)
  const since = shop.now - (taste.last?.[i] ?? NaN)
  return gap > 0 && since >= gap - Math.min(shop.goods.spread[item] || 0, gap / 2) && since <= STOPPED * gap
}

/** The place in a taste of the latest item that begins a stage in which the member is now; −1 without. */
export function stageCause({ isFrom, after, until }: Stage, taste: Taste, now: number): number {
  let [found, latest] = [-1, -Infinity]
  for (let i = 0; i < taste.items.length; i++) {
    const last = taste.last?.[i] ?? NaN
    if (!isFrom[taste.items[i]!] || now - last < after || now - last > until || !(last > latest)) continue
    ;[found, latest] = [i, last]
  }
  return found
}
