import { frameOf, numbers, type Frame, type Kernel } from '../kernel'
import {
  fitShiftedBetaGeometric,
  residualLifetime,
  retention,
  survival,
  type ShiftedBetaGeometric,
} from './shifted-beta-geometric'
import type { Fit } from './summary'

const Z95 = 1.959963984540054
const STEP = 1e-5

/**
 * sBG fitted to renewals, twice: `before` is 0 for all that is known, 1 for what was known before the held-out periods.
 * In: before, period (1, 2, … without gaps), at_risk, lost, days (of a period, the same in all rows). Options: `ahead`,
 * periods to go beyond those seen; `yearly`, the discount of a year, above 0. Out, by before and period from 0 on: survival with low and high (95 %, delta
 * method), retention (to the next period), residual (discounted payments still to come from one who is there), s1 and
 * s2 (slopes of its logarithm in ln α and ln β); and on every row alpha, beta with their intervals, c11, c12, c22
 * (covariance of ln α and ln β), log_likelihood, converged (0 or 1), lost and kept (renewals the fit rests on). Nothing
 * for a `before` in which nobody left or nobody renewed: then one of the parameters has no maximum.
 * O(iterations × periods).
 */
export const subscriptionCurves: Kernel = (input, options) => {
  const ahead = Number(options['ahead'])
  const discount = (1 + Number(options['yearly'])) ** ((numbers(input, 'days')[0] ?? 0) / 365.25) - 1
  return frameOf(joined([0, 1].map((before) => curveOf(input, before, ahead, discount))))
}

const NAMES = [
  ...['before', 'period', 'survival', 'low', 'high', 'retention', 'residual', 's1', 's2'],
  ...['alpha', 'alpha_low', 'alpha_high', 'beta', 'beta_low', 'beta_high', 'c11', 'c12', 'c22'],
  ...['log_likelihood', 'converged', 'lost', 'kept'],
]

type Rows = number[][]

function curveOf(input: Frame, before: number, ahead: number, discount: number): Rows {
  const [which, atRisk, gone] = ['before', 'at_risk', 'lost'].map((name) => numbers(input, name))
  const mine = (values: Float64Array | undefined) =>
    [...(values ?? [])].filter((_, i) => which?.[i] === before)
  const [risk, lost] = [mine(atRisk), mine(gone)]
  const left = lost.reduce((sum, n) => sum + n, 0)
  const kept = risk.reduce((sum, n) => sum + n, 0) - left
  if (left === 0 || kept === 0) return []
  const fit = fitShiftedBetaGeometric(risk, lost)
  const head = headOf(fit, left, kept)
  return Array.from({ length: risk.length + ahead + 1 }, (_, period) => [
    before,
    period,
    ...survivalOf(fit, period),
    retention(fit.parameters, period),
    residualLifetime(fit.parameters, period, discount),
    ...slopesOf(fit.parameters, (model) => Math.log(residualLifetime(model, period, discount))),
    ...head,
  ])
}

function headOf(
  { parameters, covariance, logLikelihood, converged }: Fit<'alpha' | 'beta'>,
  lost: number,
  kept: number,
) {
  const [c11 = NaN, c12 = NaN, , c22 = NaN] = covariance ?? []
  const ends = (value: number, variance: number) => [
    value,
    ...[-Z95, Z95].map((z) => value * Math.exp(z * Math.sqrt(variance))),
  ]
  return [
    ...ends(parameters.alpha, c11),
    ...ends(parameters.beta, c22),
    ...[c11, c12, c22, logLikelihood, Number(converged), lost, kept],
  ]
}

/** With its interval, taken on the scale of ln(−ln S), where it cannot leave 0 to 1. */
function survivalOf({ parameters, covariance }: Fit<'alpha' | 'beta'>, period: number): number[] {
  const share = survival(parameters, period)
  if (period === 0) return [1, 1, 1]
  const [c11 = NaN, c12 = NaN, , c22 = NaN] = covariance ?? []
  const [one, other] = slopesOf(parameters, (model) => Math.log(-Math.log(survival(model, period))))
  const spread = Z95 * Math.sqrt(one * one * c11 + 2 * one * other * c12 + other * other * c22)
  return [share, share ** Math.exp(spread), share ** Math.exp(-spread)]
}

/** Slopes of a function of the model in ln α and ln β. */
function slopesOf(model: ShiftedBetaGeometric, f: (model: ShiftedBetaGeometric) => number): [number, number] {
  const slope = (name: 'alpha' | 'beta') => {
    const at = (sign: number) => f({ ...model, [name]: model[name] * Math.exp(sign * STEP) })
    return (at(1) - at(-1)) / (2 * STEP)
  }
  return [slope('alpha'), slope('beta')]
}

function joined(parts: readonly Rows[]): Record<string, Float64Array> {
  const rows = parts.flat()
  return Object.fromEntries(NAMES.map((name, at) => [name, Float64Array.from(rows, (row) => row[at] ?? NaN)]))
}
