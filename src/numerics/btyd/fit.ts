import { invert } from '../invert'
import { hessian, minimise, type Objective } from '../minimise'
import type { Fit } from './summary'

/**
 * Maximum likelihood over positive parameters, sought in their logarithms. `negative(θ, gradient)` gives minus the log
 * likelihood at θ = ln parameters, and its gradient in θ. `rough` is the same of some of the data, weighted to stand
 * for all: where it is given the search begins at its minimum, with its curvature, so that the whole data is gone
 * through some ten times and not a hundred. The covariance is the inverse of the observed information of all.
 */
export function fitPositive<Name extends string>(
  names: readonly Name[],
  negative: Objective,
  start: readonly number[],
  rough: Objective | null = null,
): Fit<Name> {
  const first = rough && minimise(within(rough), start.map(Math.log))
  const known = first?.converged
    ? { from: first.x, inverse: invert(hessian(within(rough ?? negative), first.x), names.length) }
    : { from: start.map(Math.log), inverse: null }
  const { x, value, converged } = minimise(within(negative), known.from, { inverse: known.inverse })
  const parameters = Object.fromEntries(names.map((name, i) => [name, Math.exp(x[i] ?? 0)])) as Record<
    Name,
    number
  >
  const covariance = x.some((entry) => Math.abs(entry) > 11)
    ? null
    : invert(hessian(negative, x), names.length)
  const isMaximum = covariance !== null && names.every((_, i) => isKnown(covariance[i * names.length + i]))
  return {
    parameters,
    logLikelihood: -value,
    covariance: isMaximum ? covariance : null,
    converged: converged && isMaximum,
  }
}

/**
 * Whether the likelihood bends at all in a parameter's direction: on a ridge the search ends where it can climb no
 * further, and a parameter could as well be a hundred times as large.
 */
const isKnown = (variance: number | undefined): boolean =>
  variance !== undefined && variance > 0 && variance < Math.log(100) ** 2

/** No model of buying has a parameter beyond e^±12: there the likelihood is flat, and the search would wander. */
const within =
  (negative: Objective): Objective =>
  (theta, gradient) =>
    theta.some((entry) => Math.abs(entry) > 12) ? Infinity : negative(theta, gradient)
