import { normalTwoSided } from './proportions'

const Z95 = 1.959963984540054

/** One sample's size, mean and variance (÷ n − 1). */
export interface Sample {
  n: number
  mean: number
  variance: number
}

export interface EffectSize {
  value: number
  /** 95 % interval. */
  low: number
  high: number
  /** Two-sided, of the value against none. */
  p: number
}

const UNDEFINED: EffectSize = { value: NaN, low: NaN, high: NaN, p: NaN }

/**
 * Hedges' g: the difference a − b of two means in pooled standard deviations, with Hedges' correction for small
 * samples and its large-sample variance (Hedges & Olkin 1985, ch. 5). Undefined (NaN) where a sample has fewer than 2
 * rows; 0 where neither varies and the means are equal, undefined where they are not.
 */
export function hedges(a: Sample, b: Sample): EffectSize {
  if (!(a.n >= 2 && b.n >= 2)) return UNDEFINED
  const df = a.n + b.n - 2
  const pooled = Math.sqrt(((a.n - 1) * a.variance + (b.n - 1) * b.variance) / df)
  const apart = a.mean - b.mean
  if (!(pooled > 0)) return apart === 0 ? { value: 0, low: 0, high: 0, p: 1 } : UNDEFINED
  const value = (1 - 3 / (4 * df - 1)) * (apart / pooled)
  return around(value, Math.sqrt((a.n + b.n) / (a.n * b.n) + value ** 2 / (2 * (a.n + b.n))))
}

/** Cohen's h of two proportions, k of n: 2·asin√p − 2·asin√q, variance 1/n + 1/m (Cohen 1988, ch. 6). NaN where n is 0. */
export function cohenH(a: { k: number; n: number }, b: { k: number; n: number }): EffectSize {
  if (!(a.n > 0 && b.n > 0)) return UNDEFINED
  const angle = ({ k, n }: { k: number; n: number }) => 2 * Math.asin(Math.sqrt(k / n))
  return around(angle(a) - angle(b), Math.sqrt(1 / a.n + 1 / b.n))
}

const around = (value: number, error: number): EffectSize => ({
  value,
  low: value - Z95 * error,
  high: value + Z95 * error,
  p: normalTwoSided(value / error),
})
