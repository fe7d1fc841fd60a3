import type { LoggedLines } from './off-policy'
import { itemMeans } from './off-policy-means'

/** A policy to be valued. */
export interface TargetPolicy {
  /** πₑ(item | context); `line` is the line asked for, −1 where none is. `fold` is the half of the line's cluster. */
  probability: (line: number, context: number, item: number, fold: number) => number
  /** Whether it says its probabilities for all items, not just for those shown. */
  whole: boolean
  /** Probability of items that the log never shows, in every context. */
  beyond: number
}

/** Every item that the log shows equally likely. @param count of the items, where there are more than the log shows. */
export function uniformTarget(items: number, count = 0): TargetPolicy {
  const among = Math.max(items, count)
  return { probability: () => 1 / among, whole: true, beyond: (among - items) / among }
}

/**
 * Always the item with the highest shrunk mean reward of its context, found in one half of the clusters and valued in
 * the other, so that it is not praised for the luck it was chosen by. Equal ones: the first item.
 */
export function bestItemTarget(lines: LoggedLines, half: Uint8Array): TargetPolicy {
  const best = [bestItems(lines, half, 1), bestItems(lines, half, 0)]
  return {
    probability: (_, context, item, fold) => (best[fold]?.[context] === item ? 1 : 0),
    whole: true,
    beyond: 0,
  }
}

/** By context, as found in the half `use`; −1 where that half shows nothing in the context. */
export function bestItems(lines: LoggedLines, half: Uint8Array, use: number): Int32Array {
  const means = itemMeans(lines, half, use)
  return Int32Array.from({ length: lines.contexts }, (_, context) => {
    let best = -1
    for (let item = 0; item < lines.items; item++) {
      if (means.seen(context, item) === 0) continue
      if (best < 0 || means.of(context, item) > means.of(context, best)) best = item
    }
    return best
  })
}

/** What another policy showed: its share of each item in each context; where it showed nothing, none. */
export function shownTarget(
  { contexts, items }: Pick<LoggedLines, 'contexts' | 'items'>,
  shown: { context: Int32Array; item: Int32Array },
): TargetPolicy {
  const counts = new Float64Array(contexts * items)
  const totals = new Float64Array(contexts)
  shown.context.forEach((context, i) => {
    const at = context * items + (shown.item[i] ?? 0)
    counts[at] = (counts[at] ?? 0) + 1
    totals[context] = (totals[context] ?? 0) + 1
  })
  return {
    probability: (_, context, item) =>
      (counts[context * items + item] ?? 0) / Math.max(1, totals[context] ?? 0),
    whole: true,
    beyond: 0,
  }
}

/** Probabilities given with the lines, for what was shown alone. */
export const givenTarget = (probabilities: Float64Array): TargetPolicy => ({
  probability: (line) => (line < 0 ? NaN : (probabilities[line] ?? NaN)),
  whole: false,
  beyond: 0,
})

/**
 * Of all that the target would show, the share that the log never shows in that context: nothing can be said of it.
 * NaN where the target says probabilities of shown items alone.
 */
export function withoutSupport(lines: LoggedLines, target: TargetPolicy, half: Uint8Array): number {
  if (!target.whole) return NaN
  const { context, item, cluster, contexts, items } = lines
  const seen = new Uint8Array(contexts * items)
  const traffic = [new Float64Array(contexts), new Float64Array(contexts)]
  context.forEach((c, i) => {
    seen[c * items + (item[i] ?? 0)] = 1
    const of = traffic[half[cluster[i] ?? 0] ?? 0]
    if (of) of[c] = (of[c] ?? 0) + 1
  })
  let without = 0
  traffic.forEach((counts, fold) =>
    counts.forEach((count, c) => {
      if (count === 0) return
      let supported = 0
      for (let a = 0; a < items; a++)
        if (seen[c * items + a] === 1) supported += target.probability(-1, c, a, fold)
      without += count * (1 - supported)
    }),
  )
  return Math.max(0, without) / context.length
}
