import { frameOf, numbers, type Kernel } from '../kernel'
import { logBeta, logGamma } from '../gamma'
import type { BetaGeometric } from './bg-nbd'
import { firstWithMaximum } from './first-fit'
import { PARAMETERS } from './model'
import type { Summary } from './summary'

/** The last count of its own; beyond it all are one. */
const LAST = 10

/**
 * P(X(t) = x) of BG/NBD, x = 0 … LAST − 1: how likely so many repeat purchases are in a time t after the first (Fader,
 * Hardie & Lee 2005, equation 8). With a = 0 nobody leaves: the NBD.
 */
export function frequencyChances({ r, alpha, a, b }: BetaGeometric, t: number): Float64Array {
  const out = new Float64Array(LAST)
  const logStay = r * Math.log(alpha / (alpha + t))
  const logMove = Math.log(t / (alpha + t))
  const base = logBeta(a, b)
  // Chance of fewer than x purchases of one who never leaves.
  let fewer = 0
  for (let x = 0; x < LAST; x++) {
    const counted = t > 0 || x === 0
    const poisson = counted
      ? Math.exp(logGamma(r + x) - logGamma(r) - logGamma(x + 1) + logStay + (x > 0 ? x * logMove : 0))
      : 0
    const stayed = a > 0 ? Math.exp(logBeta(a, b + x) - base) * poisson : poisson
    const left = a > 0 && x > 0 ? Math.exp(logBeta(a + 1, b + x - 1) - base) * Math.max(0, 1 - fewer) : 0
    out[x] = stayed + left
    fewer += poisson
  }
  return out
}

/**
 * Members by repeat purchases as they are and as BG/NBD, fitted to them, expects; where it has no maximum, the NBD. In:
 * x, tx, t (days), n. Options: `unit`, days. Out: x from 0 to 10 (10 and more), members, expected (NaN where neither
 * has a maximum), model, r, alpha, a, b, converged. O(iterations × groups).
 */
export const frequencyExpected: Kernel = (input, options) => {
  const summary = summaryOf(input, Number(options['unit']))
  const actual = new Float64Array(LAST + 1)
  summary.n.forEach((n, i) => {
    const at = Math.min(LAST, summary.x[i] ?? 0)
    actual[at] = (actual[at] ?? 0) + n
  })
  const fit = firstWithMaximum(summary, ['bg', 'nbd'])
  const { r = NaN, alpha = NaN, a = 0, b = 2 } = fit?.parameters ?? {}
  const expected = new Float64Array(LAST + 1).fill(fit?.converged ? 0 : NaN)
  if (fit?.converged) {
    const byTime = new Map<number, number>()
    summary.T.forEach((t, i) => byTime.set(t, (byTime.get(t) ?? 0) + (summary.n[i] ?? 0)))
    for (const [t, n] of byTime) {
      let rest = 1
      frequencyChances({ r, alpha, a, b }, t).forEach((chance, x) => {
        expected[x] = (expected[x] ?? 0) + n * chance
        rest -= chance
      })
      expected[LAST] = (expected[LAST] ?? 0) + n * Math.max(0, rest)
    }
  }
  const all = (value: number | undefined) => new Float64Array(LAST + 1).fill(value ?? NaN)
  return frameOf({
    x: Float64Array.from({ length: LAST + 1 }, (_, x) => x),
    members: actual,
    expected,
    model: Array.from({ length: LAST + 1 }, () => fit?.model ?? ''),
    r: all(fit?.parameters.r),
    alpha: all(fit?.parameters.alpha),
    a: all(fit?.parameters.a),
    b: all(fit?.parameters.b),
    converged: all(Number(fit?.converged ?? false)),
  })
}

/**
 * One model of what members will buy: MBG/NBD, and where its likelihood has no maximum the first of Pareto/NBD, BG/NBD
 * and NBD that has one. In: x, tx, t (days), n. Options: `unit`. Out: one row: model, its parameters, log_likelihood,
 * converged (0 or 1: then none has a maximum), as the kernel clvScores reads them; no row where nobody came back.
 * O(iterations × groups).
 */
export const buyingFit: Kernel = (input, options) => {
  const fit = firstWithMaximum(summaryOf(input, Number(options['unit'])), ['mbg', 'pareto', 'bg', 'nbd'])
  const one = (value: number | undefined) => (fit ? Float64Array.of(value ?? NaN) : new Float64Array(0))
  return frameOf({
    model: fit ? [fit.model] : [],
    ...Object.fromEntries(PARAMETERS.map((name) => [name, one(fit?.parameters[name])])),
    log_likelihood: one(fit?.logLikelihood),
    converged: one(Number(fit?.converged ?? false)),
  })
}

function summaryOf(input: Parameters<Kernel>[0], unit: number): Summary {
  if (!(unit > 0)) throw new Error('The unit of time is missing.')
  return {
    x: numbers(input, 'x'),
    tx: numbers(input, 'tx').map((days) => days / unit),
    T: numbers(input, 't').map((days) => days / unit),
    n: numbers(input, 'n'),
  }
}
