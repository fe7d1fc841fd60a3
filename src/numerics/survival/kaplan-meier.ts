/** What happened at each time, ascending and once each: how many had the event, how many were last seen then. */
export interface Life {
  time: Float64Array
  events: Float64Array
  censored: Float64Array
}

/** A survival curve at the times of a `Life`; each value holds from its time until the next. */
export interface SurvivalCurve {
  time: Float64Array
  /** Those neither with the event nor out of sight before this time. */
  atRisk: Float64Array
  survival: Float64Array
  /** Greenwood's standard error of `survival`; NaN once it is 0. */
  error: Float64Array
  low: Float64Array
  high: Float64Array
}

const Z95 = 1.959963984540054

/**
 * The product-limit estimate S(t) = Π (1 − dᵢ ⁄ nᵢ) (Kaplan and Meier 1958, J. Amer. Statist. Assoc. 53:457) with
 * Greenwood's variance S² Σ d ⁄ (n (n − d)) (1926) and 95 % limits by log(−log S) (Kalbfleisch and Prentice 1980), which
 * stay between 0 and 1. Those last seen at a time are at risk at it. Before the first event the limits are 1; once S is
 * 0 there are none (NaN). O(times).
 */
export function kaplanMeier({ time, events, censored }: Life): SurvivalCurve {
  const length = time.length
  const curve: SurvivalCurve = {
    time,
    atRisk: new Float64Array(length),
    survival: new Float64Array(length),
    error: new Float64Array(length),
    low: new Float64Array(length),
    high: new Float64Array(length),
  }
  let atRisk = events.reduce((sum, n) => sum + n, 0) + censored.reduce((sum, n) => sum + n, 0)
  let survival = 1
  let variance = 0
  for (let i = 0; i < length; i++) {
    const d = events[i] ?? 0
    curve.atRisk[i] = atRisk
    if (d > 0) {
      survival *= 1 - d / atRisk
      variance += d / (atRisk * (atRisk - d))
    }
    const limits = logLogLimits(survival, variance)
    curve.survival[i] = survival
    curve.error[i] = survival > 0 ? survival * Math.sqrt(variance) : NaN
    curve.low[i] = limits.low
    curve.high[i] = limits.high
    atRisk -= d + (censored[i] ?? 0)
  }
  return curve
}

function logLogLimits(survival: number, variance: number): { low: number; high: number } {
  if (survival === 1) return { low: 1, high: 1 }
  if (!(survival > 0)) return { low: NaN, high: NaN }
  const width = (Z95 * Math.sqrt(variance)) / Math.abs(Math.log(survival))
  return { low: survival ** Math.exp(width), high: survival ** Math.exp(-width) }
}

/** A quantile of the time to the event, with the limits at which the limits of S pass it; NaN where they do not. */
export interface TimeQuantile {
  time: number
  low: number
  high: number
}

/**
 * The first time at which the share `p` has had the event: S(t) ≤ 1 − p. Its limits are those of Brookmeyer and
 * Crowley (1982, Biometrics 38:29) on the scale of the curve's own limits.
 */
export function timeQuantile(curve: SurvivalCurve, p: number): TimeQuantile {
  const first = (values: Float64Array) => {
    const place = values.findIndex((value) => value <= 1 - p + TINY)
    return place < 0 ? NaN : (curve.time[place] ?? NaN)
  }
  return { time: first(curve.survival), low: first(curve.low), high: first(curve.high) }
}

/** Products of shares miss a half by a rounding error. */
const TINY = 1e-12
