import { seeded } from '../random'
import { Unfit } from '../unfit'
import { contentOrder } from './content-order'
import { canonical, startingRows, type Partition } from './k-means'
import { assignAll } from './nearest'
import { squaredDistance, take, type Points } from './points'

export interface Medoids extends Partition {
  /** The row of the points given that stands for each cluster; `centres` are its coordinates. */
  medoids: Int32Array
  /** Sum of distances to the own medoid. `inertia` is that of their squares. */
  loss: number
  /** Rows that medoids were looked for among, at a time. */
  sampleRows: number
}

/**
 * k-medoids by Euclidean distances. Up to `sample` rows by FasterPAM (Schubert & Rousseeuw 2021) from a k-means++
 * start; more of them by CLARA (Kaufman & Rousseeuw 1990): FasterPAM on `samples` parts of the content order, the best
 * medoids so far joined to each, and those kept whose loss over all rows is least. The same in any row order, except
 * which of several equal rows is named. Throws `Unfit` fewerDistinctThanClusters.
 * O(samples × (sample² width + n k width)).
 */
export function kMedoids(
  given: Points,
  {
    k,
    seed = 1,
    sample = 1500,
    samples = 5,
  }: { k: number; seed?: number; sample?: number; samples?: number },
  report: (share: number) => void = () => undefined,
): Medoids {
  const { order, distinct } = contentOrder(given, seed)
  if (k < 1 || distinct < k) throw new Unfit('fewerDistinctThanClusters', distinct)
  const points = take(given, order)
  const { rows, width } = points
  const isWhole = rows <= sample
  const rounds = isWhole ? 1 : samples
  let best = { medoids: startingRows(points, k, seeded(seed)), loss: Infinity }
  for (let round = 0; round < rounds; round++) {
    const part = isWhole ? Int32Array.from(order.keys()) : partOf(round, sample, rows, best.medoids)
    const found = fasterPam(
      take(points, part),
      Int32Array.from(best.medoids, (row) => part.indexOf(row)),
    )
    const medoids = found.map((at) => part[at]!)
    const loss = lossOf(points, medoids)
    if (loss < best.loss) best = { medoids, loss }
    report((round + 1) / rounds)
  }
  const centres = take(points, best.medoids).values
  const labels = new Int32Array(rows)
  const inertia = assignAll(points, centres, labels, new Float64Array(rows), new Float64Array(rows))
  // A medoid is in its own cluster, and so none is empty.
  const sizes = new Int32Array(k)
  for (const label of labels) sizes[label]!++
  const partition = canonical({ centres, labels, sizes }, order, width)
  const medoids = Int32Array.from(Array.from({ length: k }).keys(), (c) => {
    const at = best.medoids.find((row) => partition.labels[order[row]!] === c) ?? 0
    return order[at]!
  })
  return {
    ...partition,
    medoids,
    inertia,
    loss: best.loss,
    iterations: rounds,
    converged: true,
    sampleRows: Math.min(sample, rows),
  }
}

/** The round's part of the rows, around the end if need be, with the medoids so far in front. */
function partOf(round: number, sample: number, rows: number, medoids: Int32Array): Int32Array {
  const some = Array.from({ length: sample }, (_, i) => (round * sample + i) % rows)
  return Int32Array.from(new Set([...medoids, ...some]))
}

function lossOf({ rows, width, values }: Points, medoids: Int32Array): number {
  let loss = 0
  for (let i = 0; i < rows; i++) {
    let nearest = Infinity
    for (const row of medoids)
      nearest = Math.min(nearest, squaredDistance(values, i * width, values, row * width, width))
    loss += Math.sqrt(nearest)
  }
  return loss
}

/**
 * FasterPAM: swaps a medoid for another row as soon as that lowers the sum of distances, until no swap does. Takes
 * and gives rows of `points`. O(rows²) memory and a pass.
 */
export function fasterPam({ rows, width, values }: Points, start: Int32Array): Int32Array {
  const k = start.length
  const medoids = start.slice()
  const apart = new Float64Array(rows * rows)
  for (let a = 0; a < rows; a++) {
    for (let b = 0; b < a; b++) {
      const distance = Math.sqrt(squaredDistance(values, a * width, values, b * width, width))
      apart[a * rows + b] = apart[b * rows + a] = distance
    }
  }
  const state = nearestTwo(apart, rows, medoids)
  const change = new Float64Array(k)
  let since = 0
  for (let candidate = 0; since < rows; candidate = (candidate + 1) % rows) {
    since++
    if (medoids.includes(candidate)) continue
    change.set(state.removal)
    let gain = 0
    for (let i = 0; i < rows; i++) {
      const distance = apart[candidate * rows + i]!
      if (distance < state.first[i]!) {
        gain += distance - state.first[i]!
        change[state.near[i]!]! += state.first[i]! - state.second[i]!
      } else if (distance < state.second[i]!) change[state.near[i]!]! += distance - state.second[i]!
    }
    let out = 0
    for (let c = 1; c < k; c++) if (change[c]! < change[out]!) out = c
    const total = k === 1 ? gainOfOnly(apart, rows, candidate, medoids[0]!) : change[out]! + gain
    if (total < -1e-12 * state.loss) {
      medoids[out] = candidate
      Object.assign(state, nearestTwo(apart, rows, medoids))
      since = 0
    }
  }
  return medoids
}

function gainOfOnly(apart: Float64Array, rows: number, candidate: number, medoid: number): number {
  let gain = 0
  for (let i = 0; i < rows; i++) gain += apart[candidate * rows + i]! - apart[medoid * rows + i]!
  return gain
}

function nearestTwo(apart: Float64Array, rows: number, medoids: Int32Array) {
  const near = new Int32Array(rows)
  const first = new Float64Array(rows).fill(Infinity)
  const second = new Float64Array(rows).fill(Infinity)
  const removal = new Float64Array(medoids.length)
  let loss = 0
  for (let i = 0; i < rows; i++) {
    medoids.forEach((medoid, c) => {
      const distance = apart[medoid * rows + i]!
      if (distance < first[i]!) {
        second[i] = first[i]!
        first[i] = distance
        near[i] = c
      } else if (distance < second[i]!) second[i] = distance
    })
    loss += first[i]!
    removal[near[i]!]! += second[i]! - first[i]!
  }
  return { near, first, second, removal, loss }
}
