import { frameOf, numbers, type Kernel } from '../kernel'
import { modelsIn, variantOf, type ModelName, type Parameters } from './model'
import { outlookOf, type Asked, type Horizon, type Outlook } from './outlook'
import { countAt, predictiveBetaGeometric, predictivePareto, type Predictive } from './predictive'

/** Slopes of ln expected and of ln discounted, as columns are named. */
const EXPECTED_SLOPES = ['e1', 'e2', 'e3', 'e4'] as const
const DISCOUNTED_SLOPES = ['d1', 'd2', 'd3', 'd4'] as const

/**
 * What is to be expected of each group. In: model, its parameters, x, tx, t (days). Options: `unit`, `months`,
 * `month` (days of one), `discount` (share a month), `intervals` (1 for what uncertainty needs). Out: x, tx, t as they
 * came, p_alive, expected (orders over the months), discounted (the same, each month's orders discounted to now).
 *
 * With `intervals`, too: orders_low and orders_high, between which the orders of one member fall with probability 95 %
 * or more; variance of that number; and the slopes e1 … e4 of ln expected, d1 … d4 of ln discounted in the logarithms
 * of the model's four parameters, for the delta method.
 *
 * O(rows × 30), and for each distinct x what `outlookOf` says; with intervals O(counts) more for each x and T.
 */
export const clvScores: Kernel = (input, options, report) => {
  const unit = Number(options['unit'])
  if (!(unit > 0)) throw new Error('The unit of time is missing.')
  const months = Number(options['months'])
  const month = Number(options['month']) / unit
  const horizon: Horizon = { months, month, discount: Number(options['discount']) }
  const intervals = options['intervals'] === 1
  const [x, days, ends] = ['x', 'tx', 't'].map((name) => numbers(input, name)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const { names, parameters, place } = modelsIn(input)
  const asked = askedOf(x, ends, place, names.length, unit)
  const known = names.map(() => new Map<number, Outlook>())
  const outlook = (at: number, purchases: number): Outlook => {
    const found = known[at]?.get(purchases)
    if (found) return found
    const range = asked[at]?.get(purchases) ?? { count: 1, from: 0, to: 0 }
    const [name, own] = [names[at] as ModelName, parameters[at] as Parameters]
    const made = outlookOf(name, own, purchases, range, horizon, intervals)
    known[at]?.set(purchases, made)
    return made
  }
  const column = () => new Float64Array(x.length)
  const [alive, expected, discounted] = [column(), column(), column()]
  const spread = intervals ? { low: column(), high: column(), variance: column() } : null
  const slopes = intervals ? [...EXPECTED_SLOPES, ...DISCOUNTED_SLOPES].map(column) : []
  const odds = intervals ? new Float64Array(4) : null
  const kept = { at: -1, x: 0, T: 0, chances: { upTo: new Float64Array(0), mean: 0, square: 0 } }
  for (let i = 0; i < x.length; i++) {
    if (i % 20_000 === 0) report(i / x.length)
    const at = place[i] as number
    const purchases = x[i] as number
    const T = (ends[i] as number) / unit
    const ahead = outlook(at, purchases)
    const there = 1 / (1 + Math.exp(ahead.logOdds((days[i] as number) / unit, T, odds)))
    alive[i] = there
    expected[i] = there * Math.exp(ahead.logExpected(T))
    discounted[i] = there * Math.exp(ahead.logDiscounted(T))
    if (!odds || !spread) continue
    for (let k = 0; k < 4; k++) {
      // ln P(alive) = −ln(1 + odds).
      const leaving = (there - 1) * (odds[k] as number)
      const [byExpected, byDiscounted] = [slopes[k] as Float64Array, slopes[k + 4] as Float64Array]
      // A model of fewer parameters has no slope in the others.
      byExpected[i] = leaving + (ahead.expectedSlopes[k]?.(T) ?? 0)
      byDiscounted[i] = leaving + (ahead.discountedSlopes[k]?.(T) ?? 0)
    }
    if (kept.at !== at || kept.x !== purchases || kept.T !== T)
      Object.assign(kept, {
        at,
        x: purchases,
        T,
        chances: chancesOf(names[at], parameters[at], months * month, purchases, T),
      })
    const { chances } = kept
    spread.low[i] = countAt(chances, there, 0.025)
    spread.high[i] = countAt(chances, there, 0.975)
    spread.variance[i] = there * chances.square - (there * chances.mean) ** 2
  }
  return frameOf({
    x,
    tx: days,
    t: ends,
    p_alive: alive,
    expected,
    discounted,
    ...(spread && { orders_low: spread.low, orders_high: spread.high, variance: spread.variance }),
    ...Object.fromEntries(slopes.map((values, k) => [SLOPES[k] ?? '', values])),
  })
}

const SLOPES = [...EXPECTED_SLOPES, ...DISCOUNTED_SLOPES]

function chancesOf(
  name: ModelName | undefined,
  parameters: Parameters | undefined,
  t: number,
  x: number,
  T: number,
): Predictive {
  if (!parameters || !name) throw new Error('The model of a row is missing.')
  return name === 'pareto'
    ? predictivePareto(parameters, t, x, T)
    : predictiveBetaGeometric(parameters, variantOf(name), t, x, T)
}

/** By model and x: how many rows, and between which T. */
function askedOf(
  x: Float64Array,
  ends: Float64Array,
  place: Int32Array,
  models: number,
  unit: number,
): Map<number, Asked>[] {
  const asked = Array.from({ length: models }, () => new Map<number, Asked>())
  for (let i = 0; i < x.length; i++) {
    const T = (ends[i] as number) / unit
    const known = asked[place[i] as number]?.get(x[i] as number)
    if (known) {
      known.count += 1
      known.from = Math.min(known.from, T)
      known.to = Math.max(known.to, T)
    } else asked[place[i] as number]?.set(x[i] as number, { count: 1, from: T, to: T })
  }
  return asked
}
