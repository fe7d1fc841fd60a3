import { logGamma } from '../gamma'
import { logHyp2f1One } from '../hypergeometric'
import { numericGradient, type Objective } from '../minimise'
import { fitPositive } from './fit'
import { distinct, type Fit, type Fitted, type Summary } from './summary'

/** Purchasing while alive ~ Gamma(r, α), dropout ~ Gamma(s, β). */
export type Pareto = Fitted<'r' | 'alpha' | 's' | 'beta'>

const NAMES = ['r', 'alpha', 's', 'beta'] as const

/** Pareto/NBD (Schmittlein, Morrison & Colombo 1987), in the form of Fader & Hardie's note of 2005. */
export const fitPareto = (summary: Summary): Fit<'r' | 'alpha' | 's' | 'beta'> =>
  fitPositive(NAMES, negativeLogLikelihood(summary), [1, middle(summary.T), 1, middle(summary.T)])

const middle = (values: Float64Array): number =>
  Math.max(1e-3, values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length) / 2)

export function negativeLogLikelihood(summary: Summary): Objective {
  const { values, place } = distinct(summary.x)
  return numericGradient((theta) => {
    const [r = 0, alpha = 0, s = 0, beta = 0] = theta.map(Math.exp)
    const model = { r, alpha, s, beta }
    const constant = r * Math.log(alpha) + s * Math.log(beta) - logGamma(r)
    const blocks = values.map((x) => constant + logGamma(r + x))
    let total = 0
    for (let i = 0; i < place.length; i++) {
      const { stayed, left } = logParts(model, summary.x[i] ?? 0, summary.tx[i] ?? 0, summary.T[i] ?? 0)
      total +=
        (summary.n[i] ?? 0) * ((blocks[place[i] ?? 0] ?? 0) + stayed + Math.log1p(Math.exp(left - stayed)))
    }
    return -total
  })
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

/** Logarithms of the two ways to x, tx and T: still there at T, or gone between tx and T. */
function logParts(
  { r, alpha, s, beta }: Pareto,
  x: number,
  tx: number,
  T: number,
): { stayed: number; left: number } {
  const stayed = -(r + x) * Math.log(alpha + T) - s * Math.log(beta + T)
  const low = Math.min(alpha, beta)
  const high = Math.max(alpha, beta)
  // ₂F₁(r+s+x, s+1 or r+x; r+s+x+1; z) by Euler's transformation: its first parameter becomes 1.
  const other = alpha >= beta ? r + x : s + 1
  const power = alpha >= beta ? -s : 1 - r - x
  const part = (time: number) => {
    const z = (high - low) / (high + time)
    return (
      power * Math.log1p(-z) + logHyp2f1One(other, r + s + x + 1, z) - (r + s + x) * Math.log(high + time)
    )
  }
  const since = part(tx)
  const until = part(T)
  if (!(since > until)) return { stayed, left: -Infinity }
  return { stayed, left: Math.log(s / (r + s + x)) + since + Math.log(-Math.expm1(until - since)) }
}
