import { logGamma } from './gamma'
import { gammaQ } from './incomplete'

const Z95 = 1.959963984540054
/** Tables as probable as the one seen, but for rounding, count as such (R's fisher.test does the same). */
const ROUNDING = 1 + 1e-7

/** Two-sided p of a standard normal z. */
export const normalTwoSided = (z: number): number => gammaQ(0.5, (z * z) / 2)

/**
 * Two proportions, a of n and b of m: z by the pooled standard error, two-sided p, and the 95 % interval of the
 * difference b/m − a/n by the unpooled one. NaN where a group is empty; z is 0 where nobody or everybody has it.
 */
export function twoProportions(a: number, n: number, b: number, m: number) {
  const [p, q] = [a / n, b / m]
  const pooled = (a + b) / (n + m)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
  const z = error > 0 ? (q - p) / error : p === q ? 0 : NaN
  const apart = Z95 * Math.sqrt((p * (1 - p)) / n + (q * (1 - q)) / m)
  return { z, p: normalTwoSided(z), low: q - p - apart, high: q - p + apart }
}

/**
 * Fisher's exact test of a of n against b of m, two-sided: the probability, with both margins fixed, of all tables at
 * most as probable as this one. O(min(n, a + b)).
 */
export function fisherExact(a: number, n: number, b: number, m: number): number {
  const having = a + b
  const logChoose = (of: number, take: number) =>
    logGamma(of + 1) - logGamma(take + 1) - logGamma(of - take + 1)
  const all = logChoose(n + m, having)
  const probability = (k: number) => Math.exp(logChoose(n, k) + logChoose(m, having - k) - all)
  const seen = probability(a) * ROUNDING
  let total = 0
  for (let k = Math.max(0, having - m); k <= Math.min(n, having); k++) {
    const one = probability(k)
    if (one <= seen) total += one
  }
  return Math.min(1, total)
}

/** Wilson's 95 % interval of a proportion, k of n; NaN where n is 0. */
export function wilson(k: number, n: number): { low: number; high: number } {
  const z2 = Z95 * Z95
  const p = k / n
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n)
  const half = (Z95 * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n))) / (1 + z2 / n)
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) }
}

/** P values after Holm (1979): the chance that any of those at or below a level is wrong is at most that level. */
export function holm(values: ArrayLike<number>): Float64Array {
  const m = values.length
  const order = Array.from({ length: m }, (_, i) => i).sort((a, b) => values[a]! - values[b]!)
  const adjusted = new Float64Array(m)
  let highest = 0
  order.forEach((place, rank) => {
    highest = Math.max(highest, Math.min(1, (m - rank) * values[place]!))
    adjusted[place] = highest
  })
  return adjusted
}

/**
 * Benjamini and Hochberg (1995): p values adjusted so that among those below α at most the share α is false in
 * expectation. NaN stays NaN and does not count as a test. O(n log n).
 */
export function benjaminiHochberg(values: ArrayLike<number>): Float64Array {
  const adjusted = Float64Array.from(values)
  const order = Array.from(adjusted.keys())
    .filter((i) => !Number.isNaN(adjusted[i]))
    .sort((i, j) => (adjusted[j] ?? 0) - (adjusted[i] ?? 0))
  let least = 1
  order.forEach((i, place) => {
    least = Math.min(least, (adjusted[i] ?? 1) * (order.length / (order.length - place)))
    adjusted[i] = least
  })
  return adjusted
}
