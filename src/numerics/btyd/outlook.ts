import { chebyshev, pointsOver } from '../chebyshev'
import { logOddsOfLeaving } from './bg-nbd'
import { modelOf, variantOf, type ModelName, type Parameters } from './model'
import { oddsOver } from './pareto-nbd'

/** What is looked ahead: months of `month` units of time, each month's purchases worth 1 ⁄ (1 + discount)^month. */
export interface Horizon {
  months: number
  month: number
  discount: number
}

/** Members of one x: how many of them are asked about, and between which T they lie. */
export interface Asked {
  count: number
  from: number
  to: number
}

/** The parameters of a model that its likelihood is in, in the order of its covariance. */
export const OWN: Readonly<Record<ModelName, readonly (keyof Parameters)[]>> = {
  bg: ['r', 'alpha', 'a', 'b'],
  mbg: ['r', 'alpha', 'a', 'b'],
  pareto: ['r', 'alpha', 's', 'beta'],
  nbd: ['r', 'alpha'],
}

/** What members of x purchases may be expected to do: all in logarithms, slopes in those of the parameters. */
export interface Outlook {
  /** ln of the odds of having left; its slopes into `slopes` where given. */
  logOdds(tx: number, T: number, slopes: Float64Array | null): number
  /** ln of the purchases expected over the horizon of one still there, and of the same discounted. */
  logExpected(T: number): number
  logDiscounted(T: number): number
  /** Their slopes each, one a parameter of the model's own; none where no slopes were asked for. */
  expectedSlopes: readonly ((T: number) => number)[]
  discountedSlopes: readonly ((T: number) => number)[]
}

/**
 * The outlook of members of x purchases. What takes long, hypergeometric functions for each month, depends on T alone:
 * for many members it is computed at some thirty values of T, and read off polynomials in ln(scale + T) that are good
 * to some ten digits. O(months × points × 40 ⁄ (1 − z)) to make, nine times as much with slopes, whatever the number
 * of members; O(points) a member.
 */
export function outlookOf(
  name: ModelName,
  parameters: Parameters,
  x: number,
  asked: Asked,
  horizon: Horizon,
  slopes: boolean,
): Outlook {
  const step = 1e-5
  const low = name === 'pareto' ? Math.min(parameters.alpha, parameters.beta) : parameters.alpha
  const points = pointsOver(low + asked.from, asked.to - asked.from)
  const over = (f: (T: number) => number): ((T: number) => number) => {
    if (asked.count <= points || !(low > 0)) return f
    const [from, to] = [Math.log(low + asked.from), Math.log(low + asked.to)]
    const smooth = chebyshev((u) => f(Math.exp(u) - low), from, to, points)
    return (T) => smooth(Math.log(low + T))
  }
  const ahead = (shifted: Parameters) => logsAhead(name, shifted, x, horizon)
  const here = ahead(parameters)
  const sides = slopes
    ? OWN[name].map((own) =>
        [1, -1].map((sign) => ahead({ ...parameters, [own]: parameters[own] * Math.exp(sign * step) })),
      )
    : []
  const slopesOf = (pick: 0 | 1) =>
    sides.map(([above, below]) =>
      over((T) => ((above?.(T)[pick] ?? NaN) - (below?.(T)[pick] ?? NaN)) / (2 * step)),
    )
  const odds = name === 'pareto' ? oddsOver(parameters, x, asked.to, asked.count) : null
  return {
    logOdds: (tx, T, into) =>
      odds && name === 'pareto'
        ? odds(tx, T, into)
        : logOddsOfLeaving(parameters, variantOf(name), x, tx, T, into),
    logExpected: over((T) => here(T)[0]),
    logDiscounted: over((T) => here(T)[1]),
    expectedSlopes: slopesOf(0),
    discountedSlopes: slopesOf(1),
  }
}

/** ln of purchases over the horizon of one still there, plain and discounted; each T once. */
function logsAhead(
  name: ModelName,
  parameters: Parameters,
  x: number,
  { months, month, discount }: Horizon,
): (T: number) => readonly [expected: number, discounted: number] {
  const model = modelOf(name, parameters)
  const known = new Map<number, readonly [number, number]>()
  return (T) => {
    const found = known.get(T)
    if (found) return found
    let before = 0
    let discounted = 0
    for (let k = 1; k <= months; k++) {
      const upTo = model.expectedIfThere(k * month, x, T)
      discounted += (upTo - before) / (1 + discount) ** k
      before = upTo
    }
    const value = [Math.log(before), Math.log(discounted)] as const
    known.set(T, value)
    return value
  }
}
