import { assignAll } from './nearest'
import { centreOf, squaredDistance, take, type Points } from './points'

/**
 * Silhouette of each point, (b − a) ÷ max(a, b), by Euclidean distances (Rousseeuw 1987): a to the others of its
 * cluster, b to the nearest other cluster; 0 for a cluster of one. NaN with fewer than two clusters. O(n² width).
 */
export function silhouettes(
  { rows, width, values }: Points,
  labels: ArrayLike<number>,
  k: number,
): Float64Array {
  const sums = new Float64Array(rows * k)
  const sizes = new Float64Array(k)
  for (let i = 0; i < rows; i++) sizes[labels[i]!]!++
  for (let i = 0; i < rows; i++) {
    for (let other = 0; other < i; other++) {
      const distance = Math.sqrt(squaredDistance(values, i * width, values, other * width, width))
      sums[i * k + labels[other]!]! += distance
      sums[other * k + labels[i]!]! += distance
    }
  }
  if (sizes.filter((size) => size > 0).length < 2) return new Float64Array(rows).fill(NaN)
  return Float64Array.from({ length: rows }, (_, i) => {
    const own = labels[i]!
    if (sizes[own] === 1) return 0
    let nearest = Infinity
    for (let c = 0; c < k; c++)
      if (c !== own && sizes[c]! > 0) nearest = Math.min(nearest, sums[i * k + c]! / sizes[c]!)
    return ratio(sums[i * k + own]! / (sizes[own]! - 1), nearest)
  })
}

export interface MeanSilhouette {
  mean: number
  /** Standard error of the mean; 0 where every row was asked. */
  error: number
  /** Rows asked. */
  rows: number
}

/**
 * The mean silhouette; of more than `most` rows, of the rows at the first `most` places of `order` among themselves,
 * with the standard error of a mean of so many. Clusters without a row in the sample do not count there.
 */
export function meanSilhouette(
  points: Points,
  labels: Int32Array,
  k: number,
  order: Int32Array,
  most = 3000,
): MeanSilhouette {
  const isSample = points.rows > most
  const places = isSample ? order.subarray(0, most) : order
  const values = silhouettes(
    take(points, places),
    Int32Array.from(places, (place) => labels[place]!),
    k,
  )
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(n - 1, 1)
  return { mean, error: isSample ? Math.sqrt(variance / n) : 0, rows: n }
}

/** Simplified silhouette: a and b are the distances to the own and to the nearest other centre. O(n k width). */
export function simplifiedSilhouette(points: Points, centres: Float64Array): number {
  if (centres.length < 2 * points.width) return NaN
  const nearest = new Float64Array(points.rows)
  const second = new Float64Array(points.rows)
  assignAll(points, centres, new Int32Array(points.rows), nearest, second)
  let sum = 0
  for (let i = 0; i < points.rows; i++) sum += ratio(nearest[i]!, second[i]!)
  return sum / points.rows
}

const ratio = (a: number, b: number): number => (a === b ? 0 : (b - a) / Math.max(a, b))

/** Calinski and Harabasz (1974): [B ÷ (k − 1)] ÷ [W ÷ (n − k)]; NaN where k is 1 or n, ∞ where W is 0. */
export function calinskiHarabasz(points: Points, { centres, sizes, inertia }: Clustered): number {
  const k = sizes.length
  if (k < 2 || points.rows <= k) return NaN
  const mean = centreOf(points)
  let between = 0
  sizes.forEach((size, c) => {
    between += size * squaredDistance(centres, c * points.width, mean, 0, points.width)
  })
  return between / (k - 1) / (inertia / (points.rows - k))
}

/** Davies and Bouldin (1979), by mean distances to the centre: lower is better. NaN where k is 1. */
export function daviesBouldin(
  { rows, width, values }: Points,
  { centres, labels, sizes }: Clustered,
): number {
  const k = sizes.length
  if (k < 2) return NaN
  const spread = new Float64Array(k)
  for (let i = 0; i < rows; i++) {
    const c = labels[i]!
    spread[c]! += Math.sqrt(squaredDistance(values, i * width, centres, c * width, width)) / sizes[c]!
  }
  let sum = 0
  for (let a = 0; a < k; a++) {
    let worst = 0
    for (let b = 0; b < k; b++) {
      if (a === b) continue
      const apart = Math.sqrt(squaredDistance(centres, a * width, centres, b * width, width))
      worst = Math.max(worst, (spread[a]! + spread[b]!) / apart)
    }
    sum += worst
  }
  return sum / k
}

export interface Clustered {
  /** k × width. */
  centres: Float64Array
  labels: Int32Array
  sizes: ArrayLike<number> & Iterable<number> & { forEach: Int32Array['forEach'] }
  inertia: number
}

/**
 * Adjusted Rand index of two labellings (Hubert & Arabie 1985): 1 for the same partition, about 0 by chance. 1 where
 * both put all in one cluster, or each in its own. Labels are integers from 0; O(n + clusters²).
 */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const n = a.length
  const [ka, kb] = [a, b].map((labels) => 1 + Math.max(0, maxOf(labels))) as [number, number]
  const cells = new Float64Array(ka * kb)
  const rows = new Float64Array(ka)
  const columns = new Float64Array(kb)
  for (let i = 0; i < n; i++) {
    cells[a[i]! * kb + b[i]!]!++
    rows[a[i]!]!++
    columns[b[i]!]!++
  }
  const pairs = (counts: Float64Array) => counts.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0)
  const [both, left, right] = [pairs(cells), pairs(rows), pairs(columns)]
  const expected = n > 1 ? (left * right) / ((n * (n - 1)) / 2) : 0
  const most = (left + right) / 2
  return most === expected ? 1 : (both - expected) / (most - expected)
}

function maxOf(values: ArrayLike<number>): number {
  let most = -1
  for (let i = 0; i < values.length; i++) if (values[i]! > most) most = values[i]!
  return most
}
