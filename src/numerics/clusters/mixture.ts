import { cholesky } from '../invert'
import { Unfit } from '../unfit'
import { contentOrder } from './content-order'
import { canonical, kMeans } from './k-means'
import { centreOf, firstOf, take, type Points } from './points'
import { covariance } from './principal-components'

export const SHAPES = ['full', 'tied', 'diagonal'] as const
export type Shape = (typeof SHAPES)[number]

export interface Mixture {
  /** Most probable component of each row, the first of equals. */
  labels: Int32Array
  /** Its probability. */
  probabilities: Float64Array
  sizes: Int32Array
  /** k × width. */
  centres: Float64Array
  weights: Float64Array
  /** k × width × width, whatever the shape. */
  covariances: Float64Array
  /** Of the rows fitted; `bic` = parameters · ln(rows) − 2 · logLikelihood, lower is better. */
  logLikelihood: number
  bic: number
  parameters: number
  fittedRows: number
  iterations: number
  converged: boolean
}

interface Options {
  k: number
  shape?: Shape
  seed?: number
  restarts?: number
  iterations?: number
  /** Change of the mean log likelihood that counts as none. */
  tolerance?: number
  sample?: number
}

/** Added to each variance, as a share of the mean variance: components never collapse on a point. */
const RIDGE = 1e-6
const LOG_2PI = Math.log(2 * Math.PI)

/**
 * A mixture of k normal distributions by expectation–maximisation (Dempster, Laird & Rubin 1977) from a k-means
 * partition, fitted to the first `sample` rows in content order and applied to all. Collinear and constant coordinates
 * are held apart by the ridge. `converged` is false where the iterations ran out. Throws `Unfit`
 * fewerDistinctThanClusters. O(iterations × sample × k × width²).
 */
export function gaussianMixture(
  given: Points,
  { k, shape = 'full', seed = 1, restarts = 5, iterations = 300, tolerance = 1e-6, sample = 20_000 }: Options,
  report: (share: number) => void = () => undefined,
): Mixture {
  const { order, distinct } = contentOrder(given, seed)
  if (k < 1 || distinct < k) throw new Unfit('fewerDistinctThanClusters', distinct)
  const points = take(given, order)
  const { width } = points
  const part = firstOf(points, sample)
  const spread = covariance(part, centreOf(part), part.rows)
  let ridge = 0
  for (let j = 0; j < width; j++) ridge += (RIDGE * spread[j * width + j]!) / width
  if (ridge === 0) ridge = RIDGE
  const start = kMeans(part, { k, seed, restarts })
  const shares = new Float64Array(part.rows * k)
  start.labels.forEach((label, i) => (shares[i * k + label] = 1))
  let model = maximise(part, shares, k, shape, ridge)
  let [last, converged, step] = [-Infinity, false, 0]
  while (step < iterations && !converged) {
    step++
    const likelihood = expect(part, model, shares)
    converged = Math.abs(likelihood - last) <= tolerance * part.rows
    last = likelihood
    if (!converged) model = maximise(part, shares, k, shape, ridge)
    report(step / iterations)
  }
  const all = part.rows === points.rows ? shares : new Float64Array(points.rows * k)
  const logLikelihood = expect(part, model, shares)
  if (all !== shares) expect(points, model, all)
  const { labels, probabilities, sizes } = mostProbable(all, k)
  const free =
    shape === 'full' ? k * width * (width + 1) : shape === 'tied' ? width * (width + 1) : 2 * k * width
  const parameters = k - 1 + k * width + free / 2
  const sorted = canonical({ centres: model.means, labels, sizes }, order, width)
  const places = Array.from(sorted.sizes.keys(), (c) => placeOf(model.means, sorted.centres, c, width))
  const placed = new Float64Array(points.rows)
  order.forEach((row, at) => (placed[row] = probabilities[at]!))
  const square = width * width
  return {
    ...sorted,
    probabilities: placed,
    weights: Float64Array.from(places, (c) => model.weights[c]!),
    covariances: Float64Array.from(
      places.flatMap((c) => [...model.covariances.subarray(c * square, (c + 1) * square)]),
    ),
    logLikelihood,
    bic: parameters * Math.log(part.rows) - 2 * logLikelihood,
    parameters,
    fittedRows: part.rows,
    iterations: step,
    converged,
  }
}

interface Model {
  weights: Float64Array
  means: Float64Array
  covariances: Float64Array
}

/** The old number of the component that is now number `c`; of equal means, each once. */
function placeOf(means: Float64Array, sorted: Float64Array, c: number, width: number): number {
  const isAt = (from: Float64Array, a: number, b: number) =>
    Array.from({ length: width }).every((_, j) => from[a * width + j] === sorted[b * width + j])
  let earlier = 0
  for (let b = c - 1; b >= 0 && isAt(sorted, b, c); b--) earlier++
  for (let a = 0; a < means.length / width; a++) if (isAt(means, a, c) && earlier-- === 0) return a
  return c
}

function maximise(points: Points, shares: Float64Array, k: number, shape: Shape, ridge: number): Model {
  const { rows, width, values } = points
  const square = width * width
  const totals = new Float64Array(k)
  const means = new Float64Array(k * width)
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < k; c++) {
      const share = shares[i * k + c]!
      if (share === 0) continue
      totals[c]! += share
      for (let j = 0; j < width; j++) means[c * width + j]! += share * values[i * width + j]!
    }
  }
  // A component that has lost its rows keeps a trace of weight, so that its mean stays a number.
  for (let c = 0; c < k; c++) totals[c]! += 10 * Number.EPSILON
  for (let at = 0; at < means.length; at++) means[at]! /= totals[Math.floor(at / width)]!
  const covariances = new Float64Array(k * square)
  const apart = new Float64Array(width)
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < k; c++) {
      const share = shares[i * k + c]!
      if (share < 1e-14) continue
      for (let j = 0; j < width; j++) apart[j] = values[i * width + j]! - means[c * width + j]!
      for (let a = 0; a < width; a++) {
        const left = share * apart[a]!
        const from = c * square + a * width
        for (let b = shape === 'diagonal' ? a : 0; b <= a; b++) covariances[from + b]! += left * apart[b]!
      }
    }
  }
  if (shape === 'tied') {
    for (let at = 0; at < square; at++) {
      let sum = 0
      for (let c = 0; c < k; c++) sum += covariances[c * square + at]!
      for (let c = 0; c < k; c++) covariances[c * square + at] = sum / rows
    }
  } else for (let at = 0; at < covariances.length; at++) covariances[at]! /= totals[Math.floor(at / square)]!
  for (let c = 0; c < k; c++) {
    for (let a = 0; a < width; a++) {
      covariances[c * square + a * width + a]! += ridge
      for (let b = 0; b < a; b++)
        covariances[c * square + b * width + a] = covariances[c * square + a * width + b]!
    }
  }
  return { weights: totals.map((total) => total / rows), means, covariances }
}

/** Writes each row's probabilities of the components; gives the log likelihood. */
function expect({ rows, width, values }: Points, model: Model, shares: Float64Array): number {
  const k = model.weights.length
  const square = width * width
  const lowers = Array.from({ length: k }, (_, c) => {
    const lower = cholesky(model.covariances.slice(c * square, (c + 1) * square), width)
    if (!lower) throw new Error('A covariance lost its ridge.')
    return lower
  })
  const fronts = lowers.map((lower, c) => {
    let log = Math.log(model.weights[c]!) - (width * LOG_2PI) / 2
    for (let j = 0; j < width; j++) log -= Math.log(lower[j * width + j]!)
    return log
  })
  const solved = new Float64Array(width)
  let likelihood = 0
  for (let i = 0; i < rows; i++) {
    let most = -Infinity
    for (let c = 0; c < k; c++) {
      const lower = lowers[c]!
      let distance = 0
      for (let a = 0; a < width; a++) {
        let rest = values[i * width + a]! - model.means[c * width + a]!
        for (let b = 0; b < a; b++) rest -= lower[a * width + b]! * solved[b]!
        rest /= lower[a * width + a]!
        solved[a] = rest
        distance += rest * rest
      }
      const log = fronts[c]! - distance / 2
      shares[i * k + c] = log
      if (log > most) most = log
    }
    let sum = 0
    for (let at = i * k; at < (i + 1) * k; at++) sum += shares[at] = Math.exp(shares[at]! - most)
    for (let at = i * k; at < (i + 1) * k; at++) shares[at]! /= sum
    likelihood += most + Math.log(sum)
  }
  return likelihood
}

function mostProbable(shares: Float64Array, k: number) {
  const rows = shares.length / k
  const labels = new Int32Array(rows)
  const probabilities = new Float64Array(rows)
  const sizes = new Int32Array(k)
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < k; c++) {
      if (shares[i * k + c]! > probabilities[i]!) {
        probabilities[i] = shares[i * k + c]!
        labels[i] = c
      }
    }
    sizes[labels[i]!]!++
  }
  return { labels, probabilities, sizes }
}
