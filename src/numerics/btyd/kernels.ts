import { frameOf, numbers, type Kernel } from '../kernel'
import { fitBetaGeometric } from './bg-nbd'
import { fitGammaGamma } from './gamma-gamma'
import { MODELS, modelsIn, PARAMETERS } from './model'
import { fitNbd } from './nbd'
import { fitPareto } from './pareto-nbd'
import { sum, type Fit, type Summary } from './summary'

const Z95 = 1.959963984540054

/**
 * Fits all models. In: x, tx, t (days), n; one row per group of members. Options: `unit`, days; `only`, the one
 * model to fit, the others left empty. Out: a row per model with its parameters in that unit, `<name>_low` and
 * `<name>_high` (95 %, delta method in logarithms), log_likelihood, aic, converged (0 or 1), members, repeaters.
 * Option `covariance`: 1 for c11, c12 … c44, too, the covariance of the logarithms of the model's own parameters, in
 * the order of `OWN`, from the observed information; 0 where it has fewer. O(iterations × groups).
 */
export const clvFit: Kernel = (input, options, report) => {
  const summary = summaryOf(input, Number(options['unit']))
  const members = sum(summary.n)
  const repeaters = summary.n.reduce((total, n, i) => total + ((summary.x[i] ?? 0) > 0 ? n : 0), 0)
  // Without a repeat purchase there is no rate to learn: the likelihood rises for ever.
  const fits = MODELS.map((name, i) => {
    report(i / MODELS.length)
    if (members === 0 || repeaters === 0) return null
    if (options['only'] !== undefined && options['only'] !== name) return null
    if (name === 'nbd') return fitNbd(summary)
    return name === 'pareto' ? fitPareto(summary) : fitBetaGeometric(summary, name)
  })
  const column = (pick: (fit: Fit<string>) => number) =>
    Float64Array.from(fits, (fit) => (fit ? pick(fit) : NaN))
  const bound = (name: string, sign: number) =>
    column(({ parameters, covariance }) => {
      const place = Object.keys(parameters).indexOf(name)
      const variance = covariance?.[place * Object.keys(parameters).length + place] ?? NaN
      return place < 0 ? NaN : (parameters[name] ?? NaN) * Math.exp(sign * Z95 * Math.sqrt(variance))
    })
  return frameOf({
    model: [...MODELS],
    ...Object.fromEntries(
      PARAMETERS.map((name) => [name, column(({ parameters }) => parameters[name] ?? NaN)]),
    ),
    ...Object.fromEntries(PARAMETERS.map((name) => [`${name}_low`, bound(name, -1)])),
    ...Object.fromEntries(PARAMETERS.map((name) => [`${name}_high`, bound(name, 1)])),
    log_likelihood: column((fit) => fit.logLikelihood),
    aic: column((fit) => 2 * Object.keys(fit.parameters).length - 2 * fit.logLikelihood),
    converged: column((fit) => Number(fit.converged)),
    members: new Float64Array(MODELS.length).fill(members),
    repeaters: new Float64Array(MODELS.length).fill(repeaters),
    ...(options['covariance'] === 1 &&
      Object.fromEntries(
        upperOf(4).map(([name, at]) => [
          name,
          column((fit) => covarianceAt(fit, Math.floor(at / 4), at % 4)),
        ]),
      )),
  })
}

/**
 * What each model expects of groups in a period that it has not seen. In: model, its parameters, x, tx, t, actual
 * (purchases of one member in the period), n, `horizon` (days, the same in all rows). Options: `unit`. Out: by model and x: members, actual,
 * expected, and absolute_error summed over members. O(rows × 40 ⁄ (1 − z)), once for each x and T.
 */
export const clvHoldout: Kernel = (input, options) => {
  const unit = Number(options['unit'])
  const horizon = (numbers(input, 'horizon')[0] ?? 0) / unit
  const { x, tx, T, n } = summaryOf(input, unit)
  const actual = numbers(input, 'actual')
  const { names, models, place } = modelsIn(input)
  const expect = models.map((model) =>
    memo((purchases, time) => model.expectedIfThere(horizon, purchases, time)),
  )
  const rows = new Map<string, { model: string; x: number; sums: Float64Array }>()
  for (let i = 0; i < n.length; i++) {
    const at = place[i] ?? 0
    const key = `${at} ${x[i]}`
    const row = rows.get(key) ?? { model: names[at] ?? '', x: x[i] ?? 0, sums: new Float64Array(4) }
    rows.set(key, row)
    const expected =
      (expect[at]?.(x[i] ?? 0, T[i] ?? 0) ?? NaN) *
      (models[at]?.alive(x[i] ?? 0, tx[i] ?? 0, T[i] ?? 0) ?? NaN)
    const members = n[i] ?? 0
    const bought = actual[i] ?? 0
    const adds = [members, members * bought, members * expected, members * Math.abs(bought - expected)]
    adds.forEach((value, k) => (row.sums[k] = (row.sums[k] ?? 0) + value))
  }
  const all = [...rows.values()]
  const column = (k: number) => Float64Array.from(all, ({ sums }) => sums[k] ?? NaN)
  return frameOf({
    model: all.map(({ model }) => model),
    x: Float64Array.from(all, (row) => row.x),
    members: column(0),
    actual: column(1),
    expected: column(2),
    absolute_error: column(3),
  })
}

/**
 * Repeat purchases expected up to each week. In: model, its parameters, day (since the first order of all), births
 * (members with their first order on it), `days` in all. Options: `unit`. Out: model, day (the last of each week),
 * expected (repeat purchases up to and with it). O(days² ⁄ 7) a model.
 */
export const clvTracking: Kernel = (input, options) => {
  const unit = Number(options['unit'])
  const days = numbers(input, 'days')[0] ?? 0
  const day = numbers(input, 'day')
  const births = numbers(input, 'births')
  const { names, models, place } = modelsIn(input)
  const weeks = Math.ceil(days / 7)
  const ends = Float64Array.from({ length: weeks }, (_, week) => Math.min(days, 7 * week + 7) - 1)
  const expected = models.map((model, at) => {
    const upTo = Float64Array.from({ length: days }, (_, age) => model.expectedSinceFirst(age / unit))
    return ends.map((end) => {
      let total = 0
      for (let i = 0; i < day.length; i++) {
        const age = end - (day[i] ?? 0)
        if (place[i] === at && age > 0) total += (births[i] ?? 0) * (upTo[age] ?? 0)
      }
      return total
    })
  })
  return frameOf({
    model: names.flatMap((name) => [...ends].map(() => name)),
    day: Float64Array.from(names.flatMap(() => [...ends])),
    expected: Float64Array.from(expected.flatMap((values) => [...values])),
  })
}

/**
 * Fits the Gamma-Gamma model. In: x, m (mean spend of the x repeat purchases, above zero), n. Out: one row: p, q,
 * gamma, log_likelihood, converged (0 or 1), members; c11, c12 … c33, the covariance of ln p, ln q and ln γ.
 * O(iterations × rows).
 */
export const spendFit: Kernel = (input) => {
  const spend = { x: numbers(input, 'x'), m: numbers(input, 'm'), n: numbers(input, 'n') }
  const members = sum(spend.n)
  // Two numbers of spend cannot carry three parameters.
  const fit = members >= 3 ? fitGammaGamma(spend) : null
  return frameOf({
    p: Float64Array.of(fit?.parameters.p ?? NaN),
    q: Float64Array.of(fit?.parameters.q ?? NaN),
    gamma: Float64Array.of(fit?.parameters.gamma ?? NaN),
    log_likelihood: Float64Array.of(fit?.logLikelihood ?? NaN),
    converged: Float64Array.of(Number(fit?.converged ?? false)),
    members: Float64Array.of(members),
    ...Object.fromEntries(
      upperOf(3).map(([name, at]) => [name, Float64Array.of(fit?.covariance?.[at] ?? NaN)]),
    ),
  })
}

function covarianceAt({ parameters, covariance }: Fit<string>, row: number, column: number): number {
  if (!covariance) return NaN
  const own = Object.keys(parameters).length
  return row < own && column < own ? (covariance[row * own + column] ?? NaN) : 0
}

/** c11, c12 … of a symmetric n × n matrix, with the place of each. */
const upperOf = (n: number): [name: string, place: number][] =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n - i }, (_, k): [string, number] => [`c${i + 1}${i + k + 1}`, i * n + i + k]),
  ).flat()

/** Days to units of time. */
function summaryOf(input: Parameters<Kernel>[0], unit: number): Summary {
  if (!(unit > 0)) throw new Error('The unit of time is missing.')
  return {
    x: numbers(input, 'x'),
    tx: numbers(input, 'tx').map((days) => days / unit),
    T: numbers(input, 't').map((days) => days / unit),
    n: numbers(input, 'n'),
  }
}

/** A function of x and T, computed once for each pair. */
function memo<Value>(compute: (x: number, T: number) => Value): (x: number, T: number) => Value {
  const known = new Map<number, Map<number, Value>>()
  return (x, T) => {
    const byTime = known.get(x) ?? new Map<number, Value>()
    known.set(x, byTime)
    const found = byTime.get(T)
    if (found !== undefined) return found
    const value = compute(x, T)
    byTime.set(T, value)
    return value
  }
}
