import { invert } from '../invert'
import { hessian, minimise, type Objective } from '../minimise'
import type { Fit } from './summary'

/**
 * Maximum likelihood over positive parameters, sought in their logarithms. `negative(θ, gradient)` gives minus the log
 * likelihood at θ = ln parameters, and its gradient in θ.
 */
export function fitPositive<Name extends string>(
  names: readonly Name[],
  negative: Objective,
  start: readonly number[],
): Fit<Name> {
  // No model of buying has a parameter beyond e^±12: there the likelihood is flat, and the search would wander.
  const bounded: Objective = (theta, gradient) =>
    theta.some((entry) => Math.abs(entry) > 12) ? Infinity : negative(theta, gradient)
  const { x, value, converged } = minimise(bounded, start.map(Math.log))
  const parameters = Object.fromEntries(names.map((name, i) => [name, Math.exp(x[i] ?? 0)])) as Record<
    Name,
    number
  >
  const atEdge = x.some((entry) => Math.abs(entry) > 11)
  return {
    parameters,
    logLikelihood: -value,
    covariance: atEdge ? null : invert(hessian(negative, x), names.length),
    converged: converged && !atEdge,
  }
}
