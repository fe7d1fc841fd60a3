import type { Random } from '../random'

/** A place with a chance in proportion to its weight. O(1) where all weights are equal, else O(log n). */
export function weightedDraw(weights: Float64Array): (random: Random) => number {
  const n = weights.length
  if (weights.every((weight) => weight === weights[0])) return (random) => random.below(n)
  const ends = weights.slice()
  for (let at = 1; at < n; at++) ends[at]! += ends[at - 1]!
  return (random) => {
    const drawn = random.unit() * ends[n - 1]!
    let [low, high] = [0, n - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (ends[middle]! <= drawn) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** An item that is not among the sorted ones, each as likely; −1 where there is none. */
export function absentItem(
  sorted: Int32Array,
  from: number,
  to: number,
  items: number,
  random: Random,
): number {
  if (to - from >= items) return -1
  // The place of the item among the absent ones, moved up by the present ones before it.
  let [low, high] = [from, to]
  const place = random.below(items - (to - from))
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! - (middle - from) <= place) low = middle + 1
    else high = middle
  }
  return place + (low - from)
}
