import { chebyshev, pointsOver } from '../chebyshev'
import { digamma, logGamma } from '../gamma'
import { logHyp2f1One } from '../hypergeometric'
import type { Objective } from '../minimise'
import { fitPositive } from './fit'
import { distinct, MANY_GROUPS, thinned, type Fit, type Fitted, type Summary } from './summary'

/** Purchasing while alive ~ Gamma(r, α), dropout ~ Gamma(s, β). */
export type Pareto = Fitted<'r' | 'alpha' | 's' | 'beta'>

const NAMES = ['r', 'alpha', 's', 'beta'] as const

/**
 * Pareto/NBD (Schmittlein, Morrison & Colombo 1987), in the form of Fader & Hardie's note of 2005. An evaluation takes
 * O(groups), and a hypergeometric function at some thirty points for each distinct x only: see `slopesOver`.
 */
export function fitPareto(summary: Summary): Fit<'r' | 'alpha' | 's' | 'beta'> {
  const fit = fitPositive(
    NAMES,
    within(negativeLogLikelihood(summary)),
    [1, middle(summary.T), 1, middle(summary.T)],
    summary.n.length > MANY_GROUPS / 5
      ? within(negativeLogLikelihood(thinned(summary, MANY_GROUPS / 10)))
      : null,
  )
  const apart = Math.abs(Math.log(fit.parameters.alpha / fit.parameters.beta))
  return apart > APART - 0.5 ? { ...fit, covariance: null, converged: false } : fit
}

/**
 * As far as ln α and ln β may part. Beyond, buying and leaving have nothing of their scales in common: nobody leaves, or
 * all do at once, the likelihood is a ridge, and ₂F₁ at z next to 1 takes minutes.
 */
const APART = 10

const within =
  (negative: Objective): Objective =>
  (theta, gradient) =>
    Math.abs((theta[1] ?? 0) - (theta[3] ?? 0)) > APART ? Infinity : negative(theta, gradient)

const middle = (values: Float64Array): number =>
  Math.max(1e-3, values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length) / 2)

/** Minus the log likelihood and its gradient in (ln r, ln α, ln s, ln β). */
export function negativeLogLikelihood(summary: Summary): Objective {
  const { values, place } = distinct(summary.x)
  const pairs = pairsOf(values, place, summary)
  // The part of each pair, and behind it its four slopes.
  const parts = Array.from({ length: 5 }, () => new Float64Array(pairs.time.length))
  const [part, byR, byAlpha, byS, byBeta] = parts as [Column, Column, Column, Column, Column]
  return (theta, gradient) => {
    const [r = 0, alpha = 0, s = 0, beta = 0] = theta.map(Math.exp)
    const model = { r, alpha, s, beta }
    values.forEach((x, at) => {
      const [from, to] = [pairs.start[at] ?? 0, pairs.start[at + 1] ?? 0]
      slopesOver(model, x, pairs.longest, to - from).forEach((slope, k) => {
        const column = parts[k] as Column
        for (let i = from; i < to; i++) column[i] = slope(pairs.time[i] as number)
      })
    })
    const [logAlpha, logBeta, gammaR, psiR] = [Math.log(alpha), Math.log(beta), logGamma(r), digamma(r)]
    const blocks = values.map((x) => r * logAlpha + s * logBeta - gammaR + logGamma(r + x))
    const psi = values.map((x) => logAlpha - psiR + digamma(r + x))
    let total = 0
    let [slopeR, slopeAlpha, slopeS, slopeBeta] = [0, 0, 0, 0]
    for (let i = 0; i < place.length; i++) {
      const at = place[i] as number
      const x = values[at] as number
      const n = summary.n[i] as number
      const T = summary.T[i] as number
      const [since, until] = [pairs.last[i] as number, pairs.end[i] as number]
      const [logA, logB] = [Math.log(alpha + T), Math.log(beta + T)]
      const stayed = -(r + x) * logA - s * logB
      const left = logLeft(model, x, part[since] as number, part[until] as number)
      const odds = Math.exp(-Math.abs(left - stayed))
      total += n * ((blocks[at] as number) + Math.max(stayed, left) + Math.log1p(odds))
      // Share of the likelihood that comes from having left; and the weight of the end in its slopes.
      const share = left > stayed ? 1 / (1 + odds) : odds / (1 + odds)
      const stay = 1 - share
      const between = (part[until] as number) - (part[since] as number)
      const weight = Math.exp(between)
      const leave = share > 0 ? share / -Math.expm1(between) : 0
      const slope = (by: Column) => leave * ((by[since] as number) - weight * (by[until] as number))
      const all = r + s + x
      slopeR += n * (r * (psi[at] as number) - stay * r * logA - (share * r) / all + slope(byR))
      slopeAlpha += n * (r - (stay * (r + x) * alpha) / (alpha + T) + slope(byAlpha))
      slopeS += n * (s * logBeta - stay * s * logB + share * (1 - s / all) + slope(byS))
      slopeBeta += n * (s - (stay * s * beta) / (beta + T) + slope(byBeta))
    }
    gradient[0] = -slopeR
    gradient[1] = -slopeAlpha
    gradient[2] = -slopeS
    gradient[3] = -slopeBeta
    return -total
  }
}

type Column = Float64Array

/** Each x with each of its times once: `time`, by x from `start` on; and for each group the places of its tx and T. */
function pairsOf(values: Float64Array, place: Int32Array, { tx, T }: Summary) {
  const known = Array.from(values, () => new Map<number, number>())
  for (let i = 0; i < place.length; i++) {
    const times = known[place[i] ?? 0]
    for (const time of [tx[i] ?? 0, T[i] ?? 0]) if (!times?.has(time)) times?.set(time, times.size)
  }
  const start = new Int32Array(values.length + 1)
  known.forEach((times, at) => (start[at + 1] = (start[at] ?? 0) + times.size))
  const placeOf = (time: number, i: number): number =>
    (start[place[i] ?? 0] ?? 0) + (known[place[i] ?? 0]?.get(time) ?? 0)
  return {
    time: Float64Array.from(known.flatMap((times) => [...times.keys()])),
    start,
    last: Int32Array.from(tx, placeOf),
    end: Int32Array.from(T, placeOf),
    longest: T.reduce((most, time) => Math.max(most, time), 0),
  }
}

/** P(still a customer at T | x, tx, T). */
export function alive(model: Pareto, x: number, tx: number, T: number): number {
  const { stayed, left } = logParts(model, x, tx, T)
  return 1 / (1 + Math.exp(left - stayed))
}

/** Expected purchases in the time `t` after the first purchase of someone about whom nothing else is known. */
export function expectedSinceFirst({ r, alpha, s, beta }: Pareto, t: number): number {
  return ((r * beta) / alpha) * lifetimeShare(s, t / beta)
}

/** Expected purchases in the time `t` after T, given x, tx and T. */
export function expectedFurther(model: Pareto, t: number, x: number, tx: number, T: number): number {
  return expectedIfThere(model, t, x, T) * alive(model, x, tx, T)
}

/** Expected purchases in the time `t` after T of a member still there at T. */
export const expectedIfThere = ({ r, alpha, s, beta }: Pareto, t: number, x: number, T: number): number =>
  (((r + x) * (beta + T)) / (alpha + T)) * lifetimeShare(s, t / (beta + T))

/** (1 − (1 + u)^(1−s)) ⁄ (s − 1), and ln(1 + u) at s = 1. */
function lifetimeShare(s: number, u: number): number {
  const exponent = (1 - s) * Math.log1p(u)
  return Math.abs(s - 1) < 1e-12 ? Math.log1p(u) : Math.expm1(exponent) / (1 - s)
}

/**
 * ln of the odds of having left by T, for members of x purchases and times up to `longest`; and into `slopes`, where
 * given, its slopes in (ln r, ln α, ln s, ln β). Made once for `count` members.
 */
export function oddsOver(
  model: Pareto,
  x: number,
  longest: number,
  count: number,
): (tx: number, T: number, slopes: Float64Array | null) => number {
  const { r, alpha, s, beta } = model
  const all = r + s + x
  const [part, ...by] = slopesOver(model, x, longest, 2 * count)
  return (tx, T, slopes) => {
    const since = part(tx)
    const until = part(T)
    if (slopes) {
      const weight = Math.exp(until - since)
      const rest = -Math.expm1(until - since)
      by.forEach((slope, k) => (slopes[k] = rest > 0 ? (slope(tx) - weight * slope(T)) / rest : 0))
      slopes[0] = (slopes[0] ?? 0) - r / all + r * Math.log(alpha + T)
      slopes[1] = (slopes[1] ?? 0) + ((r + x) * alpha) / (alpha + T)
      slopes[2] = (slopes[2] ?? 0) + 1 - s / all + s * Math.log(beta + T)
      slopes[3] = (slopes[3] ?? 0) + (s * beta) / (beta + T)
    }
    return logLeft(model, x, since, until) - logStayed(model, x, T)
  }
}

/** Logarithms of the two ways to x, tx and T: still there at T, or gone between tx and T. */
function logParts(model: Pareto, x: number, tx: number, T: number): { stayed: number; left: number } {
  const part = partOf(model, x)
  return { stayed: logStayed(model, x, T), left: logLeft(model, x, part(tx), part(T)) }
}

const logStayed = ({ r, alpha, s, beta }: Pareto, x: number, T: number): number =>
  -(r + x) * Math.log(alpha + T) - s * Math.log(beta + T)

/** From `partOf` at tx and at T. */
function logLeft({ r, s }: Pareto, x: number, since: number, until: number): number {
  if (!(since > until)) return -Infinity
  return Math.log(s / (r + s + x)) + since + Math.log(-Math.expm1(until - since))
}

/** ₂F₁(r+s+x, s+1 or r+x; r+s+x+1; z) ⁄ (high + time)^(r+s+x), its logarithm, by Euler's transformation. */
function partOf({ r, alpha, s, beta }: Pareto, x: number): (time: number) => number {
  const low = Math.min(alpha, beta)
  const high = Math.max(alpha, beta)
  // The transformation makes the first parameter 1.
  const other = alpha >= beta ? r + x : s + 1
  const power = alpha >= beta ? -s : 1 - r - x
  return (time) => {
    const z = (high - low) / (high + time)
    return (
      power * Math.log1p(-z) + logHyp2f1One(other, r + s + x + 1, z) - (r + s + x) * Math.log(high + time)
    )
  }
}

type OfTime = (time: number) => number

/**
 * `partOf` and its slopes in (ln r, ln α, ln s, ln β), by differences; where `count` times are asked for, and not a
 * few, by polynomials in ln(low + time) good to some twelve digits.
 */
function slopesOver(
  model: Pareto,
  x: number,
  longest: number,
  count: number,
): [part: OfTime, byR: OfTime, byAlpha: OfTime, byS: OfTime, byBeta: OfTime] {
  const step = 1e-5
  const shifted = (name: keyof Pareto, by: number) =>
    partOf({ ...model, [name]: model[name] * Math.exp(by * step) }, x)
  const slope = (name: keyof Pareto): OfTime => {
    const [above, below] = [shifted(name, 1), shifted(name, -1)]
    return (time) => (above(time) - below(time)) / (2 * step)
  }
  const low = Math.min(model.alpha, model.beta)
  const points = pointsOver(low, longest)
  const [from, to] = [Math.log(low), Math.log(low + longest)]
  const over = (one: OfTime): OfTime => {
    if (count <= points) return one
    const smooth = chebyshev((u) => one(Math.exp(u) - low), from, to, points)
    return (time) => smooth(Math.log(low + time))
  }
  return [
    over(partOf(model, x)),
    over(slope('r')),
    over(slope('alpha')),
    over(slope('s')),
    over(slope('beta')),
  ]
}
