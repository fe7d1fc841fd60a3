import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { formatDate, formatNumber, formatPercent } from '../../text/format'
import type { GroupNames } from '../member-groups'
import type { RunResult } from '../runner'
import type { RetentionParameters } from './parameters'
import { dayRanges, lastPeriod } from './periods'
import { periodNames, words } from './words'

/** What is counted, of one cohort or of several, in one period. NaN where the period is not over. */
export interface Cell {
  size: number
  members: number
  orders: number
  amount: number
  cumulative: number
}

export interface Group {
  /** 0 is all members. */
  grp: number
  name: Bilingual
  members: number
  /** By period; what no cohort has seen the end of has size 0. */
  means: Cell[]
  /** Cohorts in which the period is over, by period. */
  cohorts: number[]
}

export interface RetentionData {
  /** Beginnings: each member once, or as often as she began anew. */
  members: number
  persons: number
  cohorts: number
  /** Splits of which the shop says something. */
  splits: ReadonlySet<string>
  first: number
  last: number
  /** The last period looked at. */
  periods: number
  groups: Group[]
}

/** A cohort of the triangle: its first day and its cells by period. */
export interface Cohort {
  start: number
  size: number
  cells: Cell[]
}

type Query = (statement: Sql, key?: string) => Promise<Columns>

const NOTHING: Cell = { size: 0, members: NaN, orders: NaN, amount: NaN, cumulative: NaN }

const tableIn = (run: RunResult, name: string): Sql => run.tables[name] ?? sql`(select 1 where false)`

/** Reads the totals and the means: at most some hundred rows. */
export async function readRetention(
  run: RunResult,
  query: Query,
  groupNames: GroupNames,
): Promise<RetentionData> {
  const [splits, summary, groups, means] = await Promise.all([
    query(sql`select split from ${tableIn(run, 'retention_splits')}`),
    query(sql`select * from ${tableIn(run, 'retention_summary')}`),
    query(sql`select * from ${tableIn(run, 'retention_groups')} order by grp`),
    query(sql`select * from ${tableIn(run, 'retention_means')} order by grp, k`),
  ])
  const one = rowObjects(summary)[0] ?? {}
  const periods = lastPeriod(run.parameters as RetentionParameters)
  const rows = rowObjects(means)
  const groupOf = (grp: number, name: Bilingual, members: number): Group => {
    const own = new Map(rows.filter((row) => row['grp'] === grp).map((row) => [Number(row['k']), row]))
    const ks = Array.from({ length: periods + 1 }, (_, k) => own.get(k))
    return {
      grp,
      name,
      members,
      means: ks.map((row) => (row ? cellOf(row) : NOTHING)),
      cohorts: ks.map((row) => Number(row?.['cohorts'] ?? 0)),
    }
  }
  const members = Number(one['members'] ?? 0)
  return {
    members,
    persons: Number(one['persons'] ?? 0),
    cohorts: Number(one['cohorts'] ?? 0),
    splits: new Set(rowObjects(splits).map(({ split }) => String(split))),
    first: Number(one['first_order'] ?? NaN),
    last: Number(one['last_order'] ?? NaN),
    periods,
    groups: [
      groupOf(0, words.allGroups, members),
      ...rowObjects(groups)
        .filter(({ kind }) => kind !== 'all')
        .map((row) =>
          groupOf(
            Number(row['grp']),
            nameOf(row, String(run.parameters['split']), groupNames),
            Number(row['members']),
          ),
        ),
    ],
  }
}

/** The triangle of one group, or of all members (0), the earliest cohort first. */
export async function readCohorts(run: RunResult, query: Query, grp: number): Promise<Cohort[]> {
  const cells = tableIn(run, 'retention_cells')
  const rows = rowObjects(
    await query(
      grp > 0
        ? sql`select * from ${cells} where grp = ${grp} order by cohort, k`
        : sql`select
  cohort, k, sum(size)::double as size, sum(members)::double as members, sum(orders)::double as orders,
  sum(amount)::double as amount, sum(cumulative)::double as cumulative
from ${cells} group by cohort, k order by cohort, k`,
      'retention-cohorts',
    ),
  )
  const cohorts: Cohort[] = []
  for (const row of rows) {
    const start = Number(row['cohort'])
    if (cohorts.at(-1)?.start !== start) cohorts.push({ start, size: Number(row['size']), cells: [] })
    cohorts.at(-1)?.cells.push(cellOf(row))
  }
  return cohorts
}

function cellOf(row: Record<string, string | number | null>): Cell {
  const number = (name: string) => Number(row[name] ?? NaN)
  return {
    size: number('size'),
    members: number('members'),
    orders: number('orders'),
    amount: number('amount'),
    cumulative: number('cumulative'),
  }
}

const nameOf = (
  row: Record<string, string | number | null>,
  split: string,
  groupNames: GroupNames,
): Bilingual =>
  row['kind'] === 'others'
    ? words.others
    : row['kind'] === 'unknown'
      ? words.unknown
      : groupNames.level(split, 'value', String(row['label']))

export type Measure = 'share' | 'orders' | 'money' | 'total'

/** A measure of a cell, per member of the cohort; NaN where there is none. */
export function measured(cell: Cell | undefined, measure: Measure): number {
  if (!cell || cell.size === 0) return NaN
  const value = { share: cell.members, orders: cell.orders, money: cell.amount, total: cell.cumulative }[
    measure
  ]
  return value / cell.size
}

export const namesFor = (run: RunResult) => {
  const parameters = run.parameters as RetentionParameters
  return periodNames(parameters.period, parameters.definition === 'bracket' ? dayRanges(parameters) : null)
}

/** How a cohort is called: its month, or its first day. */
export const cohortName = (start: number, period: string): string =>
  period === 'month' ? formatDate(start).slice(0, 7) : formatDate(start)

/** The page's title and its line of context, from the figures, by rule. */
export function findings(data: RetentionData, run: RunResult): { title: Bilingual; context: Bilingual } {
  if (data.members === 0) return { title: words.titleEmpty, context: words.none }
  const all = data.groups[0]
  const names = namesFor(run)
  const [cohorts, from] = [formatNumber(data.cohorts), formatDate(data.first)]
  const context =
    Number(run.parameters['restart']) > 0
      ? words.contextAnew(formatNumber(data.members), formatNumber(data.persons), cohorts, from)
      : words.context(formatNumber(data.members), cohorts, from)
  const seen = (k: number) => measured(all?.means[k], 'share')
  if (!(data.periods >= 1) || Number.isNaN(seen(1)))
    return {
      title: words.titleNone,
      context: { en: `${context.en} ${words.fewPeriods.en}`, zh: context.zh + words.fewPeriods.zh },
    }
  const later = [6, 3, 2].find((k) => k <= data.periods && !Number.isNaN(seen(k)))
  const [one, two] = [names.said(1), names.said(later ?? 1)]
  const share = formatPercent(seen(1))
  const then = formatPercent(seen(later ?? 1))
  return {
    title: later
      ? {
          en: words.titleLater(share, one.en, then, two.en).en,
          zh: words.titleLater(share, one.zh, then, two.zh).zh,
        }
      : { en: words.title(share, one.en).en, zh: words.title(share, one.zh).zh },
    context,
  }
}
