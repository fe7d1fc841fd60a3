const EPSILON = 1e-16
const MOST_TERMS = 5_000_000
const RESCALE = 1e280

/**
 * ln of (₂F₁(a, b; c; z) − 1) · c ⁄ (a b z), for a, b > 0, c > −1 and 0 ≤ z < 1: what is left of the function when its
 * first term is taken off. Unlike the function itself it is positive and smooth where c passes through zero.
 */
export const logHyp2f1Rest = (a: number, b: number, c: number, z: number): number =>
  a > 0 && b > 0 && c > -1 && z >= 0 && z < 1 ? logSeries(a + 1, b + 1, c + 1, 2, z) : NaN

/**
 * ln ₂F₁(1, b; c; z) for 0 < b < c and 0 ≤ z < 1 by Gauss's continued fraction (Lentz's method): about
 * 10 ⁄ √(1 − z) steps, where the series would take 40 ⁄ (1 − z).
 */
export function logHyp2f1One(b: number, c: number, z: number): number {
  if (!(b > 0 && c > b && z >= 0 && z < 1)) return NaN
  let numerator = 1
  let denominator = 0
  let value = 1
  for (let n = 1; n < MOST_TERMS; n++) {
    const m = n >> 1
    const k = n % 2 === 1 ? (b + m) * (c - 1 + m) : m * (c - b + m - 1)
    const step = (k * z) / ((c + n - 2) * (c + n - 1))
    denominator = 1 / (1 - step * denominator)
    numerator = 1 - step / numerator
    value *= numerator * denominator
    if (Math.abs(numerator * denominator - 1) < EPSILON * 4) break
  }
  return -Math.log(value)
}

/** ln Σ (a)ₙ(b)ₙ ⁄ ((c)ₙ(d)ₙ) zⁿ with a, b ≥ 0 and c, d > 0: no term is negative, so nothing cancels. */
function logSeries(a: number, b: number, c: number, d: number, z: number): number {
  let term = 1
  let sum = 1
  let scale = 0
  for (let n = 0; n < MOST_TERMS; n++) {
    const ratio = (((a + n) * (b + n)) / ((c + n) * (d + n))) * z
    term *= ratio
    sum += term
    if (sum > RESCALE) {
      sum /= RESCALE
      term /= RESCALE
      scale += Math.log(RESCALE)
    }
    // Behind its peak the rest is at most a geometric series.
    if (ratio < 1 && term < sum * EPSILON * (1 - ratio)) break
  }
  return scale + Math.log(sum)
}
