import { seeded, type Random } from '../random'
import { Unfit } from '../unfit'
import { contentOrder } from './content-order'
import { canonical, drawn, type Partition } from './k-means'
import { firstOf, sideBySide, take, type Points } from './points'

/** Numeric coordinates, and for each category feature a code per row, from 0; what is missing has a code of its own. */
export interface MixedPoints {
  numeric: Points
  /** `features` codes a row, row by row; whole numbers. */
  codes: Points
}

export interface Prototypes extends Partition {
  /** k × category features: the most common code of each cluster, the lowest of equals. */
  modes: Int32Array
  /** Weight of a category that differs, against a squared distance of 1. */
  gamma: number
}

interface Options {
  k: number
  seed?: number
  restarts?: number
  gamma?: number
  iterations?: number
}

/** Restarts begin on a sample of this many rows. */
const START_ROWS = 10_000
/** Beyond them, this share of the sum gained in an iteration counts as none. */
const LARGE_TOLERANCE = 1e-5

/**
 * k-prototypes (Huang 1998): least sum of squared distances of the numeric coordinates plus γ for each category that
 * differs from the cluster's mode, over `restarts` k-means++ starts. Without `gamma` it is half the mean standard
 * deviation of the numeric coordinates, as Huang proposes; 1 where there are none. `inertia` is that sum. Codes have to
 * be given in an order of their own (of the categories' names), not of appearance. Labels are numbered by the numeric
 * centres, then by the modes. Throws `Unfit` fewerDistinctThanClusters. O(iterations × n × k × features).
 */
export function kPrototypes(
  given: MixedPoints,
  { k, seed = 1, restarts = 5, gamma: chosen, iterations = 100 }: Options,
  report: (share: number) => void = () => undefined,
): Prototypes {
  const joined = sideBySide(given.numeric, given.codes)
  const { order, distinct } = contentOrder(joined, seed)
  if (k < 1 || distinct < k) throw new Unfit('fewerDistinctThanClusters', distinct)
  const points = take(joined, order)
  const numbers = given.numeric.width
  const gamma = chosen ?? huangGamma(points, numbers)
  const sample = firstOf(points, START_ROWS)
  let best: Found | null = null
  for (let restart = 0; restart < restarts; restart++) {
    const start = startingPrototypes(sample, k, numbers, gamma, seeded(seed + restart * 2 ** 32))
    let found = iterate(sample, start, numbers, gamma, iterations)
    if (sample.rows < points.rows)
      found = iterate(points, found.centres, numbers, gamma, iterations, LARGE_TOLERANCE)
    if (!best || found.inertia < best.inertia * (1 - 1e-12)) best = found
    report((restart + 1) / restarts)
  }
  if (!best) throw new Unfit('noCompleteRows', 0)
  const found = canonical(best, order, points.width)
  const centres = new Float64Array(k * numbers)
  const modes = new Int32Array(k * given.codes.width)
  for (let c = 0; c < k; c++) {
    centres.set(found.centres.subarray(c * points.width, c * points.width + numbers), c * numbers)
    modes.set(
      found.centres.subarray(c * points.width + numbers, (c + 1) * points.width),
      c * given.codes.width,
    )
  }
  return { ...found, centres, modes, gamma }
}

/** Half the mean standard deviation of the numeric coordinates. */
function huangGamma({ rows, width, values }: Points, numbers: number): number {
  if (numbers === 0) return 1
  let sum = 0
  for (let j = 0; j < numbers; j++) {
    let mean = 0
    for (let i = 0; i < rows; i++) mean += values[i * width + j]! / rows
    let square = 0
    for (let i = 0; i < rows; i++) square += (values[i * width + j]! - mean) ** 2
    sum += Math.sqrt(square / rows)
  }
  return sum > 0 ? sum / numbers / 2 : 1
}

type Found = Partition

/** Cost of row `at` beside the prototype at `from`. */
function costOf(
  x: Float64Array,
  at: number,
  y: Float64Array,
  from: number,
  numbers: number,
  width: number,
  gamma: number,
): number {
  let sum = 0
  for (let j = 0; j < numbers; j++) {
    const apart = x[at + j]! - y[from + j]!
    sum += apart * apart
  }
  for (let j = numbers; j < width; j++) if (x[at + j] !== y[from + j]) sum += gamma
  return sum
}

function startingPrototypes(
  { rows, width, values }: Points,
  k: number,
  numbers: number,
  gamma: number,
  random: Random,
): Float64Array {
  const centres = new Float64Array(k * width)
  const apart = new Float64Array(rows).fill(Infinity)
  let row = random.below(rows)
  for (let c = 0; c < k; c++) {
    centres.set(values.subarray(row * width, (row + 1) * width), c * width)
    let total = 0
    for (let i = 0; i < rows; i++) {
      const cost = costOf(values, i * width, centres, c * width, numbers, width, gamma)
      if (cost < apart[i]!) apart[i] = cost
      total += apart[i]!
    }
    row = drawn(apart, random.unit() * total)
  }
  return centres
}

/** Prototypes and rows by turns, until no row changes its cluster, or the sum falls by at most a share of `tolerance`. */
function iterate(
  points: Points,
  start: Float64Array,
  numbers: number,
  gamma: number,
  most: number,
  tolerance = 0,
): Found {
  const { rows, width, values } = points
  const k = start.length / width
  let centres = start
  const labels = new Int32Array(rows).fill(-1)
  const costs = new Float64Array(rows)
  const sizes = new Int32Array(k)
  let before = Infinity
  for (let iteration = 1; ; iteration++) {
    let changed = 0
    let inertia = 0
    sizes.fill(0)
    for (let i = 0, at = 0; i < rows; i++, at += width) {
      let label = 0
      let least = Infinity
      for (let c = 0, from = 0; c < k; c++, from += width) {
        let cost = 0
        for (let j = 0; j < numbers; j++) {
          const apart = values[at + j]! - centres[from + j]!
          cost += apart * apart
        }
        for (let j = numbers; j < width && cost < least; j++)
          if (values[at + j] !== centres[from + j]) cost += gamma
        if (cost < least) {
          least = cost
          label = c
        }
      }
      if (labels[i] !== label) changed++
      labels[i] = label
      costs[i] = least
      sizes[label]!++
      inertia += least
    }
    const empty = sizes.indexOf(0)
    if (empty >= 0) {
      // An empty cluster takes the row that lies worst.
      const worst = costs.indexOf(costs.reduce((a, b) => Math.max(a, b)))
      centres = centres.slice()
      centres.set(values.subarray(worst * width, (worst + 1) * width), empty * width)
      if (iteration < most) continue
    }
    const converged = changed === 0 || before - inertia <= tolerance * inertia
    if (converged || iteration >= most)
      return { centres, labels, sizes, inertia, iterations: iteration, converged }
    before = inertia
    centres = prototypes(points, labels, sizes, numbers)
  }
}

/** Means of the numeric coordinates and modes of the codes. */
function prototypes(points: Points, labels: Int32Array, sizes: Int32Array, numbers: number): Float64Array {
  const { rows, width, values } = points
  const centres = new Float64Array(sizes.length * width)
  for (let j = 0; j < numbers; j++) {
    for (let i = 0; i < rows; i++) centres[labels[i]! * width + j]! += values[i * width + j]!
    sizes.forEach((size, c) => (centres[c * width + j]! /= Math.max(size, 1)))
  }
  for (let j = numbers; j < width; j++) {
    let most = 0
    for (let i = 0; i < rows; i++) if (values[i * width + j]! > most) most = values[i * width + j]!
    const counts = new Int32Array(sizes.length * (most + 1))
    for (let i = 0; i < rows; i++) counts[labels[i]! * (most + 1) + values[i * width + j]!]!++
    for (let c = 0; c < sizes.length; c++) {
      let mode = 0
      for (let code = 1; code <= most; code++)
        if (counts[c * (most + 1) + code]! > counts[c * (most + 1) + mode]!) mode = code
      centres[c * width + j] = mode
    }
  }
  return centres
}
