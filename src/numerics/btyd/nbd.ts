import { digamma, logGamma } from '../gamma'
import type { Objective } from '../minimise'
import { fitPositive } from './fit'
import { distinct, MANY_GROUPS, sum, thinned, type Fit, type Summary } from './summary'

/**
 * The NBD (Ehrenberg 1959): a member buys at a rate of her own, gamma(r, α) over members, and never leaves. It is what
 * BG/NBD and Pareto/NBD come to where dropout goes to nothing, and has a maximum where theirs lies on that edge.
 * O(groups) an evaluation, with gamma functions and logarithms for distinct x and T only.
 */
export const fitNbd = (summary: Summary): Fit<'r' | 'alpha'> =>
  fitPositive(
    ['r', 'alpha'],
    negativeLogLikelihood(summary),
    [1, Math.max(meanTime(summary) / 4, 1e-3)],
    summary.n.length > MANY_GROUPS ? negativeLogLikelihood(thinned(summary, MANY_GROUPS / 2)) : null,
  )

const meanTime = ({ T, n }: Summary): number =>
  T.reduce((total, time, i) => total + time * (n[i] ?? 0), 0) / Math.max(1, sum(n))

/** Minus the log likelihood and its gradient in (ln r, ln α); the last purchase says nothing more. */
function negativeLogLikelihood({ x, T, n }: Summary): Objective {
  const counts = distinct(x)
  const ends = distinct(T)
  return (theta, gradient) => {
    const [r = 0, alpha = 0] = theta.map(Math.exp)
    const [constant, psi] = [r * Math.log(alpha) - logGamma(r), digamma(r)]
    const value = counts.values.map((purchases) => constant + logGamma(r + purchases))
    const byR = counts.values.map((purchases) => digamma(r + purchases) - psi + Math.log(alpha))
    const logEnd = ends.values.map((time) => Math.log(alpha + time))
    let [total, slopeR, slopeAlpha] = [0, 0, 0]
    for (let i = 0; i < n.length; i++) {
      const [members, purchases] = [n[i] as number, x[i] as number]
      const [at, end] = [counts.place[i] as number, ends.place[i] as number]
      total += members * ((value[at] as number) - (r + purchases) * (logEnd[end] as number))
      slopeR += members * ((byR[at] as number) - (logEnd[end] as number))
      slopeAlpha += members * (r - ((r + purchases) * alpha) / (alpha + (T[i] as number)))
    }
    gradient[0] = -r * slopeR
    gradient[1] = -slopeAlpha
    return -total
  }
}
