import { logBeta, logGamma } from './gamma'

const EPSILON = 1e-16
const TINY = 1e-300
const MOST_TERMS = 100_000

/**
 * Regularised upper incomplete gamma function Q(a, x) for a > 0, x ≥ 0, without loss where it is small: one minus the
 * series below a + 1, else the continued fraction (Abramowitz & Stegun 6.5.29 and 6.5.31, the latter by Lentz's method).
 */
export function gammaQ(a: number, x: number): number {
  if (!(a > 0) || !(x >= 0)) return NaN
  if (x === 0) return 1
  if (x === Infinity) return 0
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x)
}

/** Probability that a χ² variable of `df` degrees of freedom exceeds `x`. */
export const chiSquareUpper = (x: number, df: number): number => gammaQ(df / 2, x / 2)

function gammaSeries(a: number, x: number): number {
  let term = 1 / a
  let sum = term
  for (let n = 1; n < MOST_TERMS && term > sum * EPSILON; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum * Math.exp(-x + a * Math.log(x) - logGamma(a))
}

function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let value = d
  for (let n = 1; n < MOST_TERMS; n++) {
    const an = -n * (n - a)
    b += 2
    d = 1 / away(an * d + b)
    c = away(b + an / c)
    value *= d * c
    if (Math.abs(d * c - 1) < EPSILON * 4) break
  }
  return value * Math.exp(-x + a * Math.log(x) - logGamma(a))
}

/**
 * Regularised incomplete beta function I_x(a, b) for a, b > 0 and 0 ≤ x ≤ 1, by its continued fraction (Abramowitz &
 * Stegun 26.5.8, Lentz's method), on the side of the mean where it converges.
 */
export function betaI(x: number, a: number, b: number): number {
  if (!(a > 0) || !(b > 0) || !(x >= 0 && x <= 1)) return NaN
  if (x === 0 || x === 1) return x
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b))
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let n = 1; n < MOST_TERMS; n++) {
    const even = (n * (b - n) * x) / ((a + 2 * n - 1) * (a + 2 * n))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    value *= d * c
    const odd = (-(a + n) * (a + b + n) * x) / ((a + 2 * n) * (a + 2 * n + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < EPSILON * 4) break
  }
  return value
}

const away = (value: number): number => (Math.abs(value) < TINY ? TINY : value)
