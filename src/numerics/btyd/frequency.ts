import { frameOf, numbers, type Kernel } from '../kernel'
import { logBeta, logGamma } from '../gamma'
import { fitBetaGeometric, type BetaGeometric, type Variant } from './bg-nbd'
import { PARAMETERS } from './model'
import type { Summary } from './summary'

/** The last count of its own; beyond it all are one. */
const LAST = 10

/**
 * P(X(t) = x) of BG/NBD, x = 0 … LAST − 1: how likely so many repeat purchases are in a time t after the first (Fader,
 * Hardie & Lee 2005, equation 8).
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
    const stayed = Math.exp(logBeta(a, b + x) - base) * poisson
    const left = x > 0 ? Math.exp(logBeta(a + 1, b + x - 1) - base) * Math.max(0, 1 - fewer) : 0
    out[x] = stayed + left
    fewer += poisson
  }
  return out
}

/**
 * Members by repeat purchases as they are and as BG/NBD, fitted to them, expects. In: x, tx, t (days), n. Options:
 * `unit`, days. Out: x from 0 to 10 (10 and more), members, expected (NaN where nothing could be fitted), r, alpha, a,
 * b, converged. O(iterations × groups).
 */
export const frequencyExpected: Kernel = (input, options) => {
  const summary = summaryOf(input, Number(options['unit']))
  const actual = new Float64Array(LAST + 1)
  summary.n.forEach((n, i) => {
    const at = Math.min(LAST, summary.x[i] ?? 0)
    actual[at] = (actual[at] ?? 0) + n
  })
  const fit = fitOf(summary, 'bg')
  const expected = new Float64Array(LAST + 1).fill(fit ? 0 : NaN)
  if (fit) {
    const byTime = new Map<number, number>()
    summary.T.forEach((t, i) => byTime.set(t, (byTime.get(t) ?? 0) + (summary.n[i] ?? 0)))
    for (const [t, n] of byTime) {
      let rest = 1
      frequencyChances(fit.parameters, t).forEach((chance, x) => {
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
    r: all(fit?.parameters.r),
    alpha: all(fit?.parameters.alpha),
    a: all(fit?.parameters.a),
    b: all(fit?.parameters.b),
    converged: all(Number(fit?.converged ?? false)),
  })
}

/**
 * Fits MBG/NBD alone. In: x, tx, t (days), n. Options: `unit`. Out: one row: model, its parameters, converged (0 or
 * 1), as the kernel clvScores reads them; no row where nobody came back. O(iterations × groups).
 */
export const mbgFit: Kernel = (input, options) => {
  const fit = fitOf(summaryOf(input, Number(options['unit'])), 'mbg')
  const parameters: Partial<Record<string, number>> = fit?.parameters ?? {}
  const one = (value: number) => (fit ? Float64Array.of(value) : new Float64Array(0))
  return frameOf({
    model: fit ? ['mbg'] : [],
    ...Object.fromEntries(PARAMETERS.map((name) => [name, one(parameters[name] ?? NaN)])),
    converged: one(Number(fit?.converged ?? false)),
  })
}

/** Null where nobody came back: without a repeat purchase there is no rate to learn. */
const fitOf = (summary: Summary, variant: Variant) =>
  summary.x.some((x) => x > 0) ? fitBetaGeometric(summary, variant) : null

function summaryOf(input: Parameters<Kernel>[0], unit: number): Summary {
  if (!(unit > 0)) throw new Error('The unit of time is missing.')
  return {
    x: numbers(input, 'x'),
    tx: numbers(input, 'tx').map((days) => days / unit),
    T: numbers(input, 't').map((days) => days / unit),
    n: numbers(input, 'n'),
  }
}
