import { frameOf, numbers, type Frame, type Kernel } from '../kernel'
import { kaplanMeier, timeQuantile, type Life } from './kaplan-meier'
import { logRank } from './log-rank'

/**
 * Survival curves of groups. In: grp, time, events, censored; by ascending grp and time, each time once in a group.
 * Out: the same rows with at_risk, survival, error, low, high. O(rows).
 */
export const survivalCurves: Kernel = (input) => {
  const groups = groupsIn(input)
  const curves = groups.map(({ life }) => kaplanMeier(life))
  const column = (pick: (curve: (typeof curves)[number]) => Float64Array) =>
    Float64Array.from(curves.flatMap((curve) => [...pick(curve)]))
  return frameOf({
    grp: numbers(input, 'grp'),
    time: numbers(input, 'time'),
    at_risk: column(({ atRisk }) => atRisk),
    events: numbers(input, 'events'),
    censored: numbers(input, 'censored'),
    survival: column(({ survival }) => survival),
    error: column(({ error }) => error),
    low: column(({ low }) => low),
    high: column(({ high }) => high),
  })
}

/**
 * The groups compared. In: as `survivalCurves`. Out: a row per group with members, observed and expected events, the
 * median time and its limits; and on every row chi_square, df, p of the log-rank test over all. O(rows × groups²).
 */
export const survivalTest: Kernel = (input) => {
  const groups = groupsIn(input)
  const test = logRank(groups.map(({ life }) => life))
  const medians = groups.map(({ life }) => timeQuantile(kaplanMeier(life), 0.5))
  const of = (pick: (place: number) => number) => Float64Array.from(groups, (_, place) => pick(place))
  return frameOf({
    grp: Float64Array.from(groups, ({ grp }) => grp),
    members: Float64Array.from(groups, ({ life }) => sum(life.events) + sum(life.censored)),
    observed: test.observed,
    expected: test.expected,
    median: of((place) => medians[place]?.time ?? NaN),
    median_low: of((place) => medians[place]?.low ?? NaN),
    median_high: of((place) => medians[place]?.high ?? NaN),
    chi_square: of(() => test.chiSquare),
    df: of(() => test.df),
    p: of(() => test.p),
  })
}

function groupsIn(input: Frame): { grp: number; life: Life }[] {
  const grp = numbers(input, 'grp')
  const [time, events, censored] = ['time', 'events', 'censored'].map((name) => numbers(input, name))
  const starts = [...grp.keys()].filter((i) => i === 0 || grp[i] !== grp[i - 1])
  return starts.map((from, place) => {
    const to = starts[place + 1] ?? grp.length
    const part = (values: Float64Array | undefined) => values?.subarray(from, to) ?? new Float64Array(0)
    return {
      grp: grp[from] ?? NaN,
      life: { time: part(time), events: part(events), censored: part(censored) },
    }
  })
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)
