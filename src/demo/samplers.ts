import { exactExp, exactLog } from './exact-math'
import type { Random } from './random'

/** Exponential with the given rate: mean 1 / rate. */
export const exponential = (random: Random, rate: number): number => -exactLog(random.unit()) / rate

/** Standard normal, by Marsaglia's polar method (Marsaglia & Bray 1964); the second value is let go. */
export function normal(random: Random): number {
  for (;;) {
    const x = 2 * random.unit() - 1
    const y = 2 * random.unit() - 1
    const s = x * x + y * y
    if (s > 0 && s < 1) return x * Math.sqrt((-2 * exactLog(s)) / s)
  }
}

/**
 * Gamma with mean shape · scale and variance shape · scale².
 * Marsaglia, G., Tsang, W. W. (2000). A simple method for generating gamma variables. ACM Transactions on
 * Mathematical Software 26(3), 363–372; shapes below 1 by their boost U^(1/shape).
 */
export function gamma(random: Random, shape: number, scale: number): number {
  if (shape < 1) {
    const boost = exactExp(Math.max(exactLog(random.unit()) / shape, -700))
    return boost * gamma(random, shape + 1, scale)
  }
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random)
    const root = 1 + c * x
    if (root <= 0) continue
    const v = root * root * root
    if (exactLog(random.unit()) < 0.5 * x * x + d - d * v + d * exactLog(v)) return d * v * scale
  }
}

/** Beta, as a ratio of gammas: mean a / (a + b). */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a, 1)
  const y = gamma(random, b, 1)
  return x / (x + y)
}

/** Poisson, by Knuth's product of uniforms; a large mean is a sum of smaller independent ones. */
export function poisson(random: Random, mean: number): number {
  let count = 0
  for (let left = mean; left > 0; left -= 30) count += smallPoisson(random, exactExp(-Math.min(left, 30)))
  return count
}

function smallPoisson(random: Random, limit: number): number {
  let count = 0
  for (let product = random.unit(); product > limit; product *= random.unit()) count++
  return count
}

/** Zipf's weights: the k-th of n weighs 1 / k^exponent. */
export const zipfWeights = (n: number, exponent: number): number[] =>
  Array.from({ length: n }, (_, index) => exactExp(-exponent * exactLog(index + 1)))

/** Draws an index with a probability in proportion to its weight. */
export type Draw = (random: Random) => number

/**
 * A draw in constant time by the alias method.
 * Vose, M. D. (1991). A linear algorithm for generating random numbers with a given distribution. IEEE
 * Transactions on Software Engineering 17(9), 972–975.
 */
export function aliasDraw(weights: readonly number[]): Draw {
  const n = weights.length
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (!(total > 0)) throw new RangeError('A draw needs at least one weight above 0.')
  const share = Float64Array.from(weights, (weight) => (weight * n) / total)
  const keep = new Float64Array(n).fill(1)
  const alias = Uint16Array.from(weights, (_, index) => index)
  const small: number[] = []
  const large: number[] = []
  share.forEach((value, index) => (value < 1 ? small : large).push(index))
  while (small.length > 0 && large.length > 0) {
    const low = small.pop()!
    const high = large.pop()!
    keep[low] = share[low]!
    alias[low] = high
    share[high] = share[high]! + share[low]! - 1
    ;(share[high]! < 1 ? small : large).push(high)
  }
  return (random) => {
    const index = random.below(n)
    return random.unit() < keep[index]! ? index : alias[index]!
  }
}
