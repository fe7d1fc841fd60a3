import { take, type Points } from './points'

export const SCALINGS = ['none', 'standard', 'robust', 'log', 'rank'] as const
export type Scaling = (typeof SCALINGS)[number]

/**
 * How one feature became a coordinate, in numbers that SQL can use again:
 * none, standard, robust: (x − shift) ÷ by; log: (sign(x) · ln(1 + |x|) − shift) ÷ by; rank: x's place between
 * `knots`, from `places` by straight lines between them, the outermost beyond. A feature that does not vary has
 * by = 1 and the coordinate 0, and `isConstant`.
 */
export interface FeatureScale {
  scaling: Scaling
  shift: number
  by: number
  isConstant: boolean
  knots: Float64Array
  places: Float64Array
}

const KNOTS = 200

/**
 * The scale of each coordinate. standard: mean and population standard deviation; robust: median and interquartile
 * range (type 7), the standard deviation where that range is 0; log: standard after sign(x) · ln(1 + |x|); rank:
 * the share of rows below plus half of those equal, exact at 200 quantiles. O(n log n) for robust and rank.
 */
export function fitScales({ rows, width, values }: Points, scaling: Scaling): FeatureScale[] {
  return Array.from({ length: width }, (_, j) => {
    const column = Float64Array.from({ length: rows }, (_, i) => values[i * width + j]!)
    return fitScale(column, scaling)
  })
}

/** New points on the given scales. */
export function applyScales({ rows, width, values }: Points, scales: readonly FeatureScale[]): Points {
  const scaled = new Float64Array(values.length)
  scales.forEach((scale, j) => {
    for (let at = j; at < rows * width; at += width) scaled[at] = scaleValue(scale, values[at]!)
  })
  return { rows, width, values: scaled }
}

/** The coordinates that vary. Those that do not tell nobody apart. */
export function varying(points: Points, scales: readonly FeatureScale[]): { points: Points; kept: number[] } {
  const kept = scales.flatMap(({ isConstant }, j) => (isConstant ? [] : [j]))
  if (kept.length === points.width) return { points, kept }
  const { rows, width } = points
  const places = Array.from({ length: rows * kept.length }, (_, at) => {
    return Math.floor(at / kept.length) * width + kept[at % kept.length]!
  })
  const { values } = take({ rows: rows * width, width: 1, values: points.values }, places)
  return { points: { rows, width: kept.length, values }, kept }
}

export function scaleValue(
  { scaling, shift, by, isConstant, knots, places }: FeatureScale,
  x: number,
): number {
  if (isConstant) return 0
  if (scaling === 'log') return (signedLog(x) - shift) / by
  if (scaling !== 'rank') return (x - shift) / by
  let low = 0
  let high = knots.length - 1
  if (x <= knots[low]!) return places[low]!
  if (x >= knots[high]!) return places[high]!
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (x >= knots[middle]!) low = middle
    else high = middle
  }
  const share = (x - knots[low]!) / (knots[high]! - knots[low]!)
  return places[low]! + share * (places[high]! - places[low]!)
}

/** Linear quantile (type 7) of ascending values. */
export function quantileOf(sorted: Float64Array, share: number): number {
  const at = (sorted.length - 1) * share
  const low = Math.floor(at)
  const from = sorted[low]!
  return from + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)]! - from)
}

const signedLog = (x: number): number => (x < 0 ? -Math.log1p(-x) : Math.log1p(x))

function fitScale(column: Float64Array, scaling: Scaling): FeatureScale {
  const none = { scaling, shift: 0, by: 1, knots: new Float64Array(0), places: new Float64Array(0) }
  const isConstant = column.every((value) => value === column[0])
  if (isConstant) return { ...none, shift: column[0]!, isConstant }
  if (scaling === 'none') return { ...none, isConstant }
  if (scaling === 'rank') return { ...none, ...rankKnots(column.slice().sort()), isConstant }
  if (scaling === 'robust') {
    const sorted = column.slice().sort()
    const range = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25)
    return { ...none, shift: quantileOf(sorted, 0.5), by: range > 0 ? range : moments(column).by, isConstant }
  }
  return { ...none, ...moments(scaling === 'log' ? column.map(signedLog) : column), isConstant }
}

function moments(column: Float64Array): { shift: number; by: number } {
  const n = column.length
  const shift = column.reduce((sum, value) => sum + value / n, 0)
  const by = Math.sqrt(column.reduce((sum, value) => sum + (value - shift) ** 2, 0) / n)
  return { shift, by: by > 0 ? by : 1 }
}

/** Distinct quantiles, each with the share of values below it plus half of those equal to it. */
function rankKnots(sorted: Float64Array): { knots: Float64Array; places: Float64Array } {
  const n = sorted.length
  const knots = [
    ...new Set(Array.from({ length: KNOTS + 1 }, (_, q) => sorted[Math.round((q * (n - 1)) / KNOTS)]!)),
  ]
  const places = knots.map(
    (knot) => (firstAbove(sorted, knot, false) + firstAbove(sorted, knot, true)) / (2 * n),
  )
  return { knots: Float64Array.from(knots), places: Float64Array.from(places) }
}

/** Place of the first value above `limit`, or of the first not below it. */
function firstAbove(sorted: Float64Array, limit: number, isStrict: boolean): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    const value = sorted[middle]!
    if (value > limit || (!isStrict && value === limit)) high = middle
    else low = middle + 1
  }
  return low
}
