import type { LoggedLines } from './off-policy'

/** The mean reward of an item in a context, shrunk; item −1 is one the log has not shown. */
export interface ItemMeans {
  of: (context: number, item: number) => number
  /** Lines of that item in that context that it was learnt from. */
  seen: (context: number, item: number) => number
}

/** As many lines as a mean of less detail counts for. */
export const PRIOR_LINES = 50

/**
 * The direct model: the mean reward by item and context from the lines of one half. The mean of an item is drawn to
 * that of all lines, that of an item in a context to the item's mean times how the context differs from all, each as if
 * PRIOR_LINES lines had said so.
 * @param half of each cluster; the lines of clusters in half `use` are learnt from.
 */
export function itemMeans(lines: LoggedLines, half: Uint8Array, use: number): ItemMeans {
  const { context, item, reward, cluster, contexts, items } = lines
  const shown = new Float64Array(contexts * items)
  const earned = new Float64Array(contexts * items)
  for (let i = 0; i < context.length; i++) {
    if (half[cluster[i] ?? 0] !== use) continue
    const at = (context[i] ?? 0) * items + (item[i] ?? 0)
    shown[at] = (shown[at] ?? 0) + 1
    earned[at] = (earned[at] ?? 0) + (reward[i] ?? 0)
  }
  const byItem = new Float64Array(items)
  const byContext = new Float64Array(contexts)
  const nItem = new Float64Array(items)
  const nContext = new Float64Array(contexts)
  let [n, r] = [0, 0]
  for (let c = 0; c < contexts; c++)
    for (let a = 0; a < items; a++) {
      const [lineCount, sum] = [shown[c * items + a] ?? 0, earned[c * items + a] ?? 0]
      byItem[a] = (byItem[a] ?? 0) + sum
      nItem[a] = (nItem[a] ?? 0) + lineCount
      byContext[c] = (byContext[c] ?? 0) + sum
      nContext[c] = (nContext[c] ?? 0) + lineCount
      n += lineCount
      r += sum
    }
  const all = n > 0 ? r / n : 0
  const shrunk = (sum: number, count: number, towards: number) =>
    (sum + PRIOR_LINES * towards) / (count + PRIOR_LINES)
  const tilt = byContext.map((sum, c) => (all > 0 ? shrunk(sum, nContext[c] ?? 0, all) / all : 1))
  const ofItem = byItem.map((sum, a) => shrunk(sum, nItem[a] ?? 0, all))
  return {
    of: (c, a) => {
      const tilted = (a < 0 ? all : (ofItem[a] ?? all)) * (tilt[c] ?? 1)
      return a < 0 ? tilted : shrunk(earned[c * items + a] ?? 0, shown[c * items + a] ?? 0, tilted)
    },
    seen: (c, a) => shown[c * items + a] ?? 0,
  }
}
