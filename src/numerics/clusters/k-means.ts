import { seeded, type Random } from '../random'
import { Unfit } from '../unfit'
import { contentOrder } from './content-order'
import { lloyd, sumUp, type LloydResult } from './lloyd'
import { assignAll, nearestOf } from './nearest'
import { firstOf, squaredDistance, take, type Points } from './points'

export interface KMeansOptions {
  k: number
  seed?: number
  restarts?: number
  /** Largest sum of squared moves of the centres, as a share of the mean variance of the coordinates. */
  tolerance?: number
  iterations?: number
}

/** A partition by centres; clusters are numbered by their centres, ascending by the first coordinate, then the next. */
export type Partition = LloydResult

/** Restarts begin on a sample of this many rows. */
const START_ROWS = 10_000

/**
 * k-means: the partition of least inertia over `restarts` starts by greedy k-means++ (Arthur & Vassilvitskii 2007),
 * each refined on a sample of 10,000 rows (Bradley & Fayyad 1998) and then on all of them by Lloyd's algorithm;
 * starts that come to the same partition of the sample are one. Up to 10,000 rows the tolerance is zero. The same
 * rows, options and seed give the same partition to the last bit, in any row order and on any machine: rows are taken
 * in their content order, and only + − × ÷ √ are used. Throws `Unfit` fewerDistinctThanClusters.
 */
export function kMeans(
  given: Points,
  { k, seed = 1, restarts = 10, tolerance = 1e-4, iterations = 300 }: KMeansOptions,
  report: (share: number) => void = () => undefined,
): Partition {
  const { order, distinct } = contentOrder(given, seed)
  if (k < 1 || distinct < k) throw new Unfit('fewerDistinctThanClusters', distinct)
  const points = take(given, order)
  const sample = firstOf(points, START_ROWS)
  const enough = tolerance * meanVariance(points)
  const onSample = { iterations, nearest: nearestOf(sample, k) }
  const isAll = sample.rows === points.rows
  const onAll = isAll ? onSample : { iterations, tolerance: enough, nearest: nearestOf(points, k) }
  const seen = new Set<string>()
  let best: LloydResult | null = null
  for (let restart = 0; restart < restarts; restart++) {
    const random = seeded(seed + restart * 2 ** 32)
    const start = lloyd(sample, startingCentres(sample, k, random), onSample)
    const place = [...sortedCentres(start.centres, points.width).centres].join()
    if (seen.has(place)) continue
    seen.add(place)
    const found = isAll ? start : lloyd(points, start.centres, onAll)
    if (!best || found.inertia < best.inertia * (1 - 1e-12)) best = found
    report((restart + 1) / (restarts + 1))
  }
  if (!best) throw new Unfit('noCompleteRows', 0)
  return canonical(best, order, points.width)
}

/**
 * k-means for very many rows: batches of `batch` rows move the centres (Sculley 2010), each centre towards the mean
 * of its rows by their share of all it has had, over `epochs` passes in content order; then every row is assigned
 * once. An approximation: `converged` is false unless the last pass moved the centres within the tolerance.
 */
export function miniBatchKMeans(
  given: Points,
  {
    k,
    seed = 1,
    restarts = 3,
    tolerance = 1e-4,
    batch = 4096,
    epochs = 3,
  }: KMeansOptions & { batch?: number; epochs?: number },
  report: (share: number) => void = () => undefined,
): Partition {
  const { order, distinct } = contentOrder(given, seed)
  if (k < 1 || distinct < k) throw new Unfit('fewerDistinctThanClusters', distinct)
  const points = take(given, order)
  const { rows, width } = points
  const sample = firstOf(points, START_ROWS)
  const starts = Array.from({ length: Math.max(1, restarts) }, (_, restart) =>
    lloyd(sample, startingCentres(sample, k, seeded(seed + restart * 2 ** 32))),
  )
  const start = starts.reduce((a, b) => (b.inertia < a.inertia * (1 - 1e-12) ? b : a))
  const centres = start.centres.slice()
  const had = new Float64Array(k)
  const enough = tolerance * meanVariance(points)
  let converged = false
  let epoch = 0
  while (epoch < epochs && !converged) {
    epoch++
    const before = centres.slice()
    for (let from = 0; from < rows; from += batch) {
      const part: Points = {
        rows: Math.min(batch, rows - from),
        width,
        values: points.values.subarray(from * width),
      }
      moveBy(part, centres, had)
    }
    converged = squaredDistance(before, 0, centres, 0, centres.length) <= enough
    report(epoch / (epochs + 1))
  }
  const labels = new Int32Array(rows)
  const distances = new Float64Array(rows)
  const inertia = assignAll(points, centres, labels, distances, distances.slice())
  const sizes = new Int32Array(k)
  sumUp(points, labels, new Float64Array(k * width), sizes)
  if (sizes.some((size) => size === 0)) {
    // A centre that lost all its rows: the exact method knows what to do.
    const mended = lloyd(points, centres, { tolerance: enough })
    return canonical(mended, order, width)
  }
  return canonical({ centres, labels, sizes, inertia, iterations: epoch, converged }, order, width)
}

function moveBy(part: Points, centres: Float64Array, had: Float64Array): void {
  const { rows, width } = part
  const labels = new Int32Array(rows)
  const distances = new Float64Array(rows)
  assignAll(part, centres, labels, distances, distances.slice())
  const sums = new Float64Array(centres.length)
  const sizes = new Int32Array(had.length)
  sumUp(part, labels, sums, sizes)
  sizes.forEach((size, c) => {
    if (size === 0) return
    had[c]! += size
    for (let j = c * width; j < (c + 1) * width; j++) centres[j]! += (sums[j]! - size * centres[j]!) / had[c]!
  })
}

/** The coordinates of `startingRows`. */
export const startingCentres = (points: Points, k: number, random: Random): Float64Array =>
  take(points, startingRows(points, k, random)).values

/**
 * k rows by greedy k-means++: each the best of 2 + ⌊ln k⌋ drawn by squared distance to those before; different ones
 * if there are k. O(n k log k width).
 */
export function startingRows({ rows, width, values }: Points, k: number, random: Random): Int32Array {
  const chosen = new Int32Array(k)
  chosen[0] = random.below(rows)
  let apart = new Float64Array(rows)
  let total = 0
  for (let i = 0; i < rows; i++)
    total += apart[i] = squaredDistance(values, i * width, values, chosen[0]! * width, width)
  const trials = 2 + Math.floor(Math.log(k))
  for (let c = 1; c < k; c++) {
    let best = { row: 0, apart, total: Infinity }
    for (let trial = 0; trial < trials; trial++) {
      const row = drawn(apart, random.unit() * total)
      const nearer = new Float64Array(rows)
      let sum = 0
      for (let i = 0; i < rows; i++) {
        const square = squaredDistance(values, i * width, values, row * width, width)
        sum += nearer[i] = square < apart[i]! ? square : apart[i]!
      }
      if (sum < best.total) best = { row, apart: nearer, total: sum }
    }
    chosen[c] = best.row
    ;({ apart, total } = best)
  }
  return chosen
}

/** The first place where the running sum of `weights` passes `target`; never one of weight zero, if another is there. */
export function drawn(weights: Float64Array, target: number): number {
  let sum = 0
  let last = 0
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue
    sum += weights[i]!
    last = i
    if (sum > target) return i
  }
  return last
}

/** The partition with its clusters numbered by their centres, its labels in the order of the rows given. */
export function canonical<T extends Pick<Partition, 'centres' | 'labels' | 'sizes'>>(
  partition: T,
  order: Int32Array,
  width: number,
): T {
  const { centres, places } = sortedCentres(partition.centres, width)
  const number = new Int32Array(places.length)
  places.forEach((old, at) => (number[old] = at))
  const labels = new Int32Array(order.length)
  for (let at = 0; at < order.length; at++) labels[order[at]!] = number[partition.labels[at]!]!
  return { ...partition, centres, labels, sizes: Int32Array.from(places, (old) => partition.sizes[old]!) }
}

/** Centres ascending by their first coordinate, then by the next; `places[new]` is the old number. */
export function sortedCentres(
  centres: Float64Array,
  width: number,
): { centres: Float64Array; places: number[] } {
  const places = Array.from({ length: centres.length / width }, (_, c) => c)
  places.sort((a, b) => {
    for (let j = 0; j < width; j++) {
      const apart = centres[a * width + j]! - centres[b * width + j]!
      if (apart !== 0) return apart
    }
    return a - b
  })
  const sorted = new Float64Array(centres.length)
  places.forEach((old, at) => sorted.set(centres.subarray(old * width, (old + 1) * width), at * width))
  return { centres: sorted, places }
}

function meanVariance({ rows, width, values }: Points): number {
  const sums = new Float64Array(width)
  const squares = new Float64Array(width)
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < width; j++, at++) {
      const value = values[at]! - values[j]!
      sums[j]! += value
      squares[j]! += value * value
    }
  }
  return squares.reduce((all, square, j) => all + (square - sums[j]! ** 2 / rows) / rows, 0) / width
}
