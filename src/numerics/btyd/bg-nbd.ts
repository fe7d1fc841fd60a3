import { digamma, logGamma } from '../gamma'
import { logHyp2f1Rest } from '../hypergeometric'
import type { Objective } from '../minimise'
import { fitPositive } from './fit'
import { distinct, MANY_GROUPS, thinned, type Fit, type Fitted, type Summary } from './summary'

export type BetaGeometric = Fitted<'r' | 'alpha' | 'a' | 'b'>

/**
 * Two models of one shape. In BG/NBD (Fader, Hardie & Lee 2005) a member may leave after each repeat purchase, so one
 * without any is certainly there; in MBG/NBD (Batislam, Denizel & Filiztekin 2007) after the first purchase, too.
 */
export type Variant = 'bg' | 'mbg'

const NAMES = ['r', 'alpha', 'a', 'b'] as const

/**
 * Fits by maximum likelihood. An evaluation takes O(groups + distinct x, tx and T), with gamma functions and logarithms
 * of times only for what is distinct; of more than 10,000 groups a tenth part or less leads the search to where the
 * whole is gone through some ten times.
 */
export const fitBetaGeometric = (summary: Summary, variant: Variant): Fit<'r' | 'alpha' | 'a' | 'b'> =>
  fitPositive(
    NAMES,
    negativeLogLikelihood(summary, variant),
    [1, Math.max(meanOf(summary), 1e-3), 1, 2],
    summary.n.length > MANY_GROUPS ? negativeLogLikelihood(thinned(summary, MANY_GROUPS / 2), variant) : null,
  )

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
  const ends = distinct(summary.T)
  const lasts = distinct(summary.tx)
  const [logEnd, inverseEnd] = [new Float64Array(ends.values.length), new Float64Array(ends.values.length)]
  const [logLast, inverseLast] = [
    new Float64Array(lasts.values.length),
    new Float64Array(lasts.values.length),
  ]
  const block = () => new Float64Array(values.length)
  const [value, leaving, byR, byA, byB] = [block(), block(), block(), block(), block()]
  const more = variant === 'mbg' ? 1 : 0
  const { x: purchases, n: members } = summary
  return (theta, gradient) => {
    const [r = 0, alpha = 0, a = 0, b = 0] = theta.map(Math.exp)
    const [psiR, psiB, psiAB] = [digamma(r), digamma(b), digamma(a + b)]
    const constant = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b)
    values.forEach((x, i) => {
      value[i] = constant + logGamma(r + x) + logGamma(b + x + more) - logGamma(a + b + x + more)
      leaving[i] = variant === 'mbg' || x > 0 ? Math.log(a / (b + x - 1 + more)) : -Infinity
      byR[i] = digamma(r + x) - psiR + Math.log(alpha)
      const rest = digamma(a + b + x + more)
      byA[i] = psiAB - rest
      byB[i] = psiAB + digamma(b + x + more) - psiB - rest
    })
    timesOf(ends.values, alpha, logEnd, inverseEnd)
    timesOf(lasts.values, alpha, logLast, inverseLast)
    let total = 0
    let [slopeR, slopeAlpha, slopeA, slopeB] = [0, 0, 0, 0]
    for (let i = 0; i < place.length; i++) {
      const x = purchases[i] as number
      const n = members[i] as number
      const at = place[i] as number
      const end = ends.place[i] as number
      const last = lasts.place[i] as number
      const endLog = logEnd[end] as number
      const lastLog = logLast[last] as number
      // The likelihood is that of having stayed times one plus the odds of having left.
      const logOdds = (leaving[at] as number) + (r + x) * (endLog - lastLog)
      const odds = Math.exp(-Math.abs(logOdds))
      // Share of the likelihood that comes from having left.
      const share = logOdds > 0 ? 1 / (1 + odds) : odds / (1 + odds)
      total += n * ((value[at] as number) - (r + x) * endLog + Math.max(0, logOdds) + Math.log1p(odds))
      const towards = (1 - share) * (inverseEnd[end] as number) + share * (inverseLast[last] as number)
      slopeR += n * ((byR[at] as number) - (1 - share) * endLog - share * lastLog)
      slopeAlpha += n * (r - (r + x) * alpha * towards)
      slopeA += n * (a * (byA[at] as number) + share)
      slopeB += n * ((byB[at] as number) - (share > 0 ? share / (b + x - 1 + more) : 0))
    }
    gradient[0] = -r * slopeR
    gradient[1] = -slopeAlpha
    gradient[2] = -slopeA
    gradient[3] = -b * slopeB
    return -total
  }
}

function timesOf(times: Float64Array, alpha: number, logs: Float64Array, inverses: Float64Array): void {
  for (let i = 0; i < times.length; i++) {
    const time = alpha + (times[i] ?? 0)
    logs[i] = Math.log(time)
    inverses[i] = 1 / time
  }
}

/** P(still a customer at T | x, tx, T): 1 for x = 0 under BG/NBD, which MBG/NBD mends. */
export function alive(model: BetaGeometric, variant: Variant, x: number, tx: number, T: number): number {
  return 1 / (1 + Math.exp(logOddsOfLeaving(model, variant, x, tx, T)))
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

/**
 * ln of the odds of having left by T, and into `slopes`, where given, its slopes in (ln r, ln α, ln a, ln b).
 * −Infinity where nobody can have left: x = 0 under BG/NBD.
 */
export function logOddsOfLeaving(
  { r, alpha, a, b }: BetaGeometric,
  variant: Variant,
  x: number,
  tx: number,
  T: number,
  slopes: Float64Array | null = null,
): number {
  slopes?.fill(0)
  if (variant === 'bg' && x === 0) return -Infinity
  const stays = variant === 'mbg' ? b + x : b + x - 1
  const silence = Math.log((alpha + T) / (alpha + tx))
  if (slopes) {
    slopes[0] = r * silence
    slopes[1] = (r + x) * alpha * (1 / (alpha + T) - 1 / (alpha + tx))
    slopes[2] = 1
    slopes[3] = -b / stays
  }
  return Math.log(a / stays) + (r + x) * silence
}
