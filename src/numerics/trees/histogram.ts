import type { Categories } from '../association/categories'

/** What a split may go by: finite numbers (anything else is missing), or categories. */
export type TreeFeature = { values: Float64Array } | Categories

/**
 * A feature as small whole numbers: number features by quantile cuts, bin b holding values up to cuts[b], the last bin
 * all above; category features by their codes. What is missing has the last bin, `bins` − 1, of its own.
 */
export interface Binned {
  isNumber: boolean
  bins: number
  codes: Uint16Array
  cuts: Float64Array
}

const MOST_BINS = 65_000

/** The feature in at most `most` bins of numbers. Cuts are values that occur. */
export function histogramOf(feature: TreeFeature, most: number): Binned {
  if ('codes' in feature) {
    const bins = Math.min(feature.levels.length, MOST_BINS) + 1
    const codes = Uint16Array.from(feature.codes, (code) => (code < 0 || code >= bins - 1 ? bins - 1 : code))
    return { isNumber: false, bins, codes, cuts: new Float64Array(0) }
  }
  const sorted = feature.values.filter(Number.isFinite).sort()
  const cuts: number[] = []
  for (let b = 1; b < most; b++) {
    const value = sorted[Math.ceil((b * sorted.length) / most) - 1]
    if (value !== undefined && value < sorted.at(-1)! && value !== cuts.at(-1)) cuts.push(value)
  }
  const bins = cuts.length + 2
  const codes = Uint16Array.from(feature.values, (value) =>
    Number.isFinite(value) ? binOf(cuts, value) : bins - 1,
  )
  return { isNumber: true, bins, codes, cuts: Float64Array.from(cuts) }
}

function binOf(cuts: readonly number[], value: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (value <= cuts[middle]!) high = middle
    else low = middle + 1
  }
  return low
}
