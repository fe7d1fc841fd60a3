import { digamma, logGamma } from '../gamma'
import { logHyp2f1Rest } from '../hypergeometric'
import type { Objective } from '../minimise'
import { fitPositive } from './fit'
import { distinct, type Fit, type Fitted, type Summary } from './summary'

export type BetaGeometric = Fitted<'r' | 'alpha' | 'a' | 'b'>

/**
 * Two models of one shape. In BG/NBD (Fader, Hardie & Lee 2005) a member may leave after each repeat purchase, so one
 * without any is certainly there; in MBG/NBD (Batislam, Denizel & Filiztekin 2007) after the first purchase, too.
 */
export type Variant = 'bg' | 'mbg'

const NAMES = ['r', 'alpha', 'a', 'b'] as const

/** Fits by maximum likelihood. One evaluation takes O(groups), and gamma functions only for distinct x. */
export const fitBetaGeometric = (summary: Summary, variant: Variant): Fit<'r' | 'alpha' | 'a' | 'b'> =>
  fitPositive(NAMES, negativeLogLikelihood(summary, variant), [1, Math.max(meanOf(summary), 1e-3), 1, 2])

const meanOf = ({ T, n }: Summary): number => {
  let sum = 0
  let count = 0
  for (let i = 0; i < n.length; i++) {
    sum += (T[i] ?? 0) * (n[i] ?? 0)
    count += n[i] ?? 0
  }
  return count > 0 ? sum / count / 4 : 1
}

/** Minus the log likelihood and its gradient in (ln r, ln α, ln a, ln b). */
export function negativeLogLikelihood(summary: Summary, variant: Variant): Objective {
  const { values, place } = distinct(summary.x)
  const blocks = { value: new Float64Array(values.length), r: new Float64Array(values.length) }
  const byA = new Float64Array(values.length)
  const byB = new Float64Array(values.length)
  const more = variant === 'mbg' ? 1 : 0
  return (theta, gradient) => {
    const [r = 0, alpha = 0, a = 0, b = 0] = theta.map(Math.exp)
    const [psiR, psiB, psiAB] = [digamma(r), digamma(b), digamma(a + b)]
    const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b)
    values.forEach((x, i) => {
      blocks.value[i] = constant + logGamma(r + x) + logGamma(b + x + more) - logGamma(a + b + x + more)
      blocks.r[i] = digamma(r + x) - psiR + Math.log(alpha)
      const rest = digamma(a + b + x + more)
      byA[i] = psiAB - rest
      byB[i] = psiAB + digamma(b + x + more) - psiB - rest
    })
    let total = 0
    gradient.fill(0)
    for (let i = 0; i < place.length; i++) {
      const x = summary.x[i] ?? 0
      const n = summary.n[i] ?? 0
      const block = place[i] ?? 0
      const end = Math.log(alpha + (summary.T[i] ?? 0))
      const last = Math.log(alpha + (summary.tx[i] ?? 0))
      const stayed = -(r + x) * end
      const mayLeave = variant === 'mbg' || x > 0
      const left = mayLeave ? Math.log(a / (b + x - 1 + more)) - (r + x) * last : -Infinity
      const both = logAdd(stayed, left)
      // Share of the likelihood that comes from having left.
      const share = mayLeave ? Math.exp(left - both) : 0
      total += n * ((blocks.value[block] ?? 0) + both)
      const towards = (1 - share) * Math.exp(-end) + share * Math.exp(-last)
      add(gradient, 0, n * r * ((blocks.r[block] ?? 0) - (1 - share) * end - share * last))
      add(gradient, 1, n * (r - (r + x) * alpha * towards))
      add(gradient, 2, n * (a * (byA[block] ?? 0) + share))
      add(gradient, 3, n * b * ((byB[block] ?? 0) - (mayLeave ? share / (b + x - 1 + more) : 0)))
    }
    for (let i = 0; i < 4; i++) gradient[i] = -(gradient[i] ?? 0)
    return -total
  }
}

/** P(still a customer at T | x, tx, T): 1 for x = 0 under BG/NBD, which MBG/NBD mends. */
export function alive(model: BetaGeometric, variant: Variant, x: number, tx: number, T: number): number {
  return 1 / (1 + oddsOfLeaving(model, variant, x, tx, T))
}

/** Expected purchases in the time `t` after the first purchase of someone about whom nothing else is known. */
export function expectedSinceFirst(model: BetaGeometric, variant: Variant, t: number): number {
  return expectedFurther(model, variant, t, 0, 0, 0)
}

/** Expected purchases in the time `t` after T, given x, tx and T. */
export function expectedFurther(
  model: BetaGeometric,
  variant: Variant,
  t: number,
  x: number,
  tx: number,
  T: number,
): number {
  return expectedIfThere(model, variant, t, x, T) * alive(model, variant, x, tx, T)
}

/**
 * Expected purchases in the time `t` after T of a member still there at T: the factor of `expectedFurther` that takes
 * long, and is the same for all members of the same x and T.
 *
 * The formula of the papers, c ⁄ (a − 1) · (1 − k ₂F₁(r + x, b + x; c; z)), with the function's first term apart: so it
 * holds where c = a + b + x − 1 is negative or nothing, too.
 */
export function expectedIfThere(
  model: BetaGeometric,
  variant: Variant,
  t: number,
  x: number,
  T: number,
): number {
  if (t <= 0) return 0
  const { r, alpha, b } = model
  // A removable hole lies at a = 1.
  const a = Math.abs(model.a - 1) < 1e-7 ? 1 + 1e-7 : model.a
  const more = variant === 'mbg' ? 1 : 0
  const c = a + b + x - 1 + more
  const z = t / (alpha + T + t)
  const logK = -(r + x) * Math.log1p(t / (alpha + T))
  const rest = Math.exp(
    logK + Math.log((r + x) * (b + x + more) * z) + logHyp2f1Rest(r + x, b + x + more, c, z),
  )
  return (-c * Math.expm1(logK) - rest) / (a - 1)
}

function oddsOfLeaving(
  { r, alpha, a, b }: BetaGeometric,
  variant: Variant,
  x: number,
  tx: number,
  T: number,
): number {
  if (variant === 'bg' && x === 0) return 0
  const share = variant === 'mbg' ? a / (b + x) : a / (b + x - 1)
  return share * Math.exp((r + x) * Math.log((alpha + T) / (alpha + tx)))
}

const add = (into: Float64Array, at: number, amount: number): void => {
  into[at] = (into[at] ?? 0) + amount
}

const logAdd = (a: number, b: number): number => {
  const high = Math.max(a, b)
  return high === -Infinity ? high : high + Math.log(Math.exp(a - high) + Math.exp(b - high))
}
