import type { Columns } from '../../engine/database'
import type { CurvePoint } from '../../charts/curve-layout'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { formatNumber, formatPercent } from '../../text/format'
import type { GroupNames } from '../member-groups'
import type { RunResult } from '../runner'
import { words } from './words'

type Row = Record<string, string | number | null>

export interface Rate {
  definition: string
  part: number
  whole: number
  rate: number
  low: number
  high: number
}

export interface LadderStep {
  nth: number
  members: number
  next: number
  rate: number
  followed: number
  within: number
  rateWithin: number
  median: number
  q1: number
  q3: number
}

export interface CurveRow extends CurvePoint {
  atRisk: number
  events: number
  censored: number
}

/** Members of one group on their way to an event; y of its points is the share that has had it. */
export interface TimedGroup {
  grp: number
  name: Bilingual
  members: number
  points: CurveRow[]
}

export interface Compared {
  grp: number
  name: Bilingual
  members: number
  observed: number
  expected: number
  median: number
  low: number
  high: number
}

/** Times to an event: curves, medians by group, and the test over the groups. */
export interface Timed {
  groups: TimedGroup[]
  compared: Compared[]
  chiSquare: number
  df: number
  p: number
}

export interface RepurchaseData {
  members: number
  again: number
  /** Whether anybody bought again, or had a day for it after the first purchase. */
  known: boolean
  /** Splits of which the shop says something. */
  splits: ReadonlySet<string>
  rates: Rate[]
  ladder: LadderStep[]
  second: Timed
  cohorts: { time: number; members: number; within: number; rate: number }[]
  months: { time: number; purchases: number; afterFirst: number; beforeMonth: number }[]
  activation: Timed & { joined: number; early: number; active: number }
}

type Query = (statement: Sql, key?: string) => Promise<Columns>

/** Reads what the page shows: some thousand rows of curves, else at most some hundred. */
export async function readRepurchase(
  run: RunResult,
  query: Query,
  groupNames: GroupNames,
): Promise<RepurchaseData> {
  const rows = async (name: string, order: Sql) =>
    rowObjects(
      await query(sql`select * from ${run.tables[name] ?? sql`(select 1 where false)`} order by ${order}`),
    )
  const [splits, summary, followed, rates, ladder, cohorts, months] = await Promise.all([
    rows('repurchase_splits', sql`1`),
    rows('repurchase_summary', sql`1`),
    rowObjects(
      await query(
        sql`select max(followed) as days from ${run.tables['repurchase_members'] ?? sql`(select 0 as followed)`}`,
      ),
    ),
    rows('repurchase_rates', sql`case definition when 'twice' then 1 when 'within' then 2 else 3 end`),
    rows('repurchase_ladder', sql`nth`),
    rows('repurchase_cohorts', sql`cohort`),
    rows('repurchase_months', sql`month`),
  ])
  const timed = async (name: string) =>
    timedOf(
      (level) => groupNames.level(String(run.parameters['split']), 'value', level),
      ...(await Promise.all([
        rows(`${name}_groups`, sql`grp`),
        rows(`${name}_survival`, sql`grp, time`),
        rows(`${name}_test`, sql`grp`),
      ])),
    )
  const one = summary[0] ?? {}
  const known = number(one, 'again') > 0 || number(followed[0] ?? {}, 'days') > 0
  const share = (row: Row, name: string) => (known ? number(row, name) : NaN)
  return {
    members: number(one, 'members'),
    again: number(one, 'again'),
    known,
    splits: new Set(splits.map(({ split }) => String(split))),
    rates: rates.map((row) => ({
      definition: String(row['definition']),
      part: number(row, 'part'),
      whole: number(row, 'whole'),
      rate: share(row, 'rate'),
      low: share(row, 'low'),
      high: share(row, 'high'),
    })),
    ladder: ladder.map((row) => ({
      nth: number(row, 'nth'),
      members: number(row, 'members'),
      next: number(row, 'next'),
      rate: number(row, 'rate'),
      followed: number(row, 'followed'),
      within: number(row, 'within'),
      rateWithin: number(row, 'rate_within'),
      median: number(row, 'median_days'),
      q1: number(row, 'q1_days'),
      q3: number(row, 'q3_days'),
    })),
    second: await timed('repurchase'),
    cohorts: cohorts.map((row) => ({
      time: number(row, 'cohort'),
      members: number(row, 'members'),
      within: number(row, 'within'),
      rate: number(row, 'rate'),
    })),
    months: months.map((row) => ({
      time: number(row, 'month'),
      purchases: number(row, 'purchases'),
      afterFirst: number(row, 'after_first'),
      beforeMonth: number(row, 'before_month'),
    })),
    activation: {
      ...(await timed('activation')),
      joined: number(one, 'joined'),
      early: number(one, 'early'),
      active: number(one, 'active'),
    },
  }
}

function timedOf(
  levelName: (level: string) => Bilingual,
  groups: readonly Row[],
  curve: readonly Row[],
  test: readonly Row[],
): Timed {
  const named = new Map(groups.map((row) => [number(row, 'grp'), row]))
  const nameOf = (grp: number): Bilingual => {
    const row = named.get(grp)
    if (!row || row['kind'] === 'all') return words.everybody
    if (row['kind'] === 'others') return words.others
    if (row['kind'] === 'unknown') return words.unknown
    return levelName(String(row['label']))
  }
  const found = new Map<number, TimedGroup>()
  for (const row of curve) {
    const grp = number(row, 'grp')
    const group = found.get(grp) ?? { grp, name: nameOf(grp), members: number(row, 'at_risk'), points: [] }
    found.set(grp, group)
    group.points.push({
      x: number(row, 'time'),
      y: 1 - number(row, 'survival'),
      low: 1 - number(row, 'high'),
      high: 1 - number(row, 'low'),
      atRisk: number(row, 'at_risk'),
      events: number(row, 'events'),
      censored: number(row, 'censored'),
    })
  }
  const order = (a: { name: Bilingual; grp: number }, b: { name: Bilingual; grp: number }) =>
    placeOf(a) - placeOf(b)
  return {
    groups: [...found.values()].sort(order),
    compared: test
      .map((row) => ({
        grp: number(row, 'grp'),
        name: nameOf(number(row, 'grp')),
        members: number(row, 'members'),
        observed: number(row, 'observed'),
        expected: number(row, 'expected'),
        median: number(row, 'median'),
        low: number(row, 'median_low'),
        high: number(row, 'median_high'),
      }))
      .sort(order),
    chiSquare: number(test[0] ?? {}, 'chi_square'),
    df: number(test[0] ?? {}, 'df'),
    p: number(test[0] ?? {}, 'p'),
  }
}

/** Bands of amounts and years in their own order; other values by size, as they are numbered. */
function placeOf({ grp, name }: { grp: number; name: Bilingual }): number {
  const band = /^(≤ |> )?(\d+(?:\.\d+)?)( – [\d.]+)?$/.exec(name.en)
  if (grp === 0 || grp > 5 || !band) return grp === 0 ? -Infinity : grp > 5 ? 1e15 + grp : grp
  return Number(band[2]) + (band[1] === '≤ ' ? -0.001 : band[1] === '> ' ? 0.001 : 0)
}

const number = (row: Row, name: string): number => {
  const value = row[name]
  return value === null || value === undefined ? NaN : Number(value)
}

export const rateOf = (data: RepurchaseData, definition: string): Rate =>
  data.rates.find((rate) => rate.definition === definition) ?? {
    definition,
    part: 0,
    whole: 0,
    rate: NaN,
    low: NaN,
    high: NaN,
  }

/** The curve of everybody: with groups it is one of its own. */
export const everybody = ({ groups }: Timed): TimedGroup | undefined =>
  groups.find(({ grp }) => grp === 0) ?? (groups.length === 1 ? groups[0] : undefined)

/** The first day by which half have had the event; NaN where fewer have. */
export const medianOf = (group: TimedGroup | undefined): number =>
  group?.points.find(({ y }) => y >= 0.5 - 1e-12)?.x ?? NaN

/** The page's title and its line of context, from the figures, by rule. */
export function findings(data: RepurchaseData, days: number): { title: Bilingual; context: Bilingual } {
  if (!(data.members > 0)) return { title: words.titleEmpty, context: words.none }
  const context = words.context(formatNumber(data.members), formatNumber(data.again))
  if (data.again === 0) return { title: data.known ? words.titleNone : words.titleTooSoon, context }
  const [twice, within] = [rateOf(data, 'twice').rate, rateOf(data, 'within').rate]
  if (Number.isNaN(twice)) return { title: words.titleEmpty, context }
  return {
    title: Number.isNaN(within)
      ? words.titleShort(formatPercent(twice))
      : words.title(formatPercent(twice), formatPercent(within), days),
    context,
  }
}
