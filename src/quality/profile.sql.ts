import { isCellMissing, numberFromCell, textOf, timeFromCell } from '../ingest/typed-values.sql'
import type { SourcePlan } from '../cleaning/recipe'
import { ident, join, sql, type Sql } from '../sql/sql'

/** What a column's values are, as far as its profile differs. */
export type ProfileKind = 'number' | 'time' | 'text'

/** How one column is read for its profile. */
export interface ProfiledColumn {
  name: string
  kind: ProfileKind
  /** As the engine calls it, or as the inspection found it in a raw file. */
  type: string
  /** Over the table's columns: the value, typed; null where it is missing or cannot be read. */
  value: Sql
  /** Over the table's columns: whether the cell holds nothing; never null. */
  missing: Sql
}

/** Quantiles of a profile, as shares of the values below. */
export const QUANTILES = [0.05, 0.25, 0.5, 0.75, 0.95] as const

export const HISTOGRAM_BINS = 20
export const TOP_VALUES = 6

/** A column of a file as it is, read as what the inspection took it for. */
export function rawColumn(column: SourcePlan['columns'][number]): ProfiledColumn {
  const cell = { column: ident(column.name), ...column }
  const kind = kindOfRaw(column.type)
  const missing = isCellMissing(cell)
  const read =
    kind === 'number'
      ? sql`cast(${numberFromCell(cell)} as double)`
      : kind === 'time'
        ? timeFromCell(cell)
        : sql`case when not ${missing} then ${textOf(cell)} end`
  return { name: column.name, kind, type: column.type, value: read, missing }
}

/** A column of a typed table; `type` as the engine describes it. */
export function typedColumn(name: string, type: string): ProfiledColumn {
  const column = ident(name)
  const kind = kindOfType(type)
  const value =
    kind === 'number'
      ? sql`cast(${column} as double)`
      : kind === 'time'
        ? sql`cast(${column} as timestamp)`
        : sql`cast(${column} as varchar)`
  return { name, kind, type, value, missing: sql`${column} is null` }
}

function kindOfRaw(type: SourcePlan['columns'][number]['type']): ProfileKind {
  if (type === 'integer' || type === 'decimal') return 'number'
  return type === 'date' || type === 'time' ? 'time' : 'text'
}

function kindOfType(type: string): ProfileKind {
  if (/^(DECIMAL|DOUBLE|FLOAT|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?)/i.test(type)) return 'number'
  return /^(DATE|TIMESTAMP)/i.test(type) ? 'time' : 'text'
}

/**
 * One row over the whole table in one pass: rows, then for the i-th column missing_i, unreadable_i, distinct_i
 * (counted where `exact`; else estimated by the engine's HyperLogLog: P. Flajolet et al. 2007), and low_i, high_i, mean_i of what is measured: the
 * number, the time as epoch milliseconds, the characters of a text.
 */
export function wholeTable(table: Sql, columns: readonly ProfiledColumn[], exact: boolean): Sql {
  const cells = columns.map(
    (column, i) =>
      sql`${measured(column)} as ${ident(`m_${i}`)}, ${column.value} as ${ident(`v_${i}`)}, ${column.missing} as ${ident(`x_${i}`)}`,
  )
  return sql`select count(*) as "rows", ${join(columns.map((_, i) => aggregates(i, exact)))}
from (select ${join(cells)} from ${table})`
}

/** What is measured of a value: the number, the time as epoch milliseconds, the characters of a text. */
function measured({ kind, value }: ProfiledColumn): Sql {
  if (kind === 'number') return value
  return kind === 'time' ? sql`cast(epoch_ms(${value}) as double)` : sql`cast(length(${value}) as double)`
}

function aggregates(i: number, exact: boolean): Sql {
  const [measure, value, missing] = [ident(`m_${i}`), ident(`v_${i}`), ident(`x_${i}`)]
  return join([
    sql`count(*) filter (where ${missing}) as ${ident(`missing_${i}`)}`,
    sql`count(*) filter (where not ${missing} and ${value} is null) as ${ident(`unreadable_${i}`)}`,
    sql`${exact ? sql`count(distinct ${value})` : sql`approx_count_distinct(${value})`} as ${ident(`distinct_${i}`)}`,
    sql`cast(min(${measure}) as double) as ${ident(`low_${i}`)}`,
    sql`cast(max(${measure}) as double) as ${ident(`high_${i}`)}`,
    sql`cast(avg(${measure}) as double) as ${ident(`mean_${i}`)}`,
  ])
}

/** Where the bars of a column's histogram begin and how wide they are; null: its most frequent values instead. */
export type Bars = { low: number; width: number } | null

/**
 * The shapes of the columns, over the table or `sample` per cent of it: kind, "column" (its index), "at", value, n.
 * - rows: n is how many were looked at
 * - bar: the at-th bar of the histogram holds n
 * - quantile: n is the at-th of `QUANTILES`
 * - top: value (shortened) is one of the most frequent, n times
 */
export function shapes(
  table: Sql,
  columns: readonly ProfiledColumn[],
  bars: readonly Bars[],
  sample: number | null,
): Sql {
  const cells = columns.map((column, i) =>
    column.kind === 'text'
      ? sql`${column.value} as ${ident(`v_${i}`)}`
      : sql`${measured(column)} as ${ident(`m_${i}`)}, ${column.value} as ${ident(`v_${i}`)}`,
  )
  const parts = columns.flatMap(({ kind }, i) => {
    const span = bars[i]
    return [...(kind === 'text' ? [] : [quantiles(i)]), span ? histogram(i, span) : topValues(i)]
  })
  return sql`with sampled as materialized (
  select ${join(cells)} from ${sampledFrom(table, sample)}
)
select 'rows' as kind, -1 as "column", 0 as "at", cast(null as varchar) as value, cast(count(*) as double) as n from sampled
union all
${join(parts, '\nunion all\n')}`
}

const sampledFrom = (table: Sql, sample: number | null): Sql =>
  sample === null
    ? table
    : sql`(select * from ${table} using sample ${sample} percent (system, ${SAMPLE_SEED}))`

const quantiles = (i: number): Sql =>
  sql`select 'quantile', ${i}, unnest([${join(QUANTILES.map((_, q) => sql`${q}`))}]), cast(null as varchar), unnest(quantile_cont(${ident(`m_${i}`)}, [${join(QUANTILES.map((share) => sql`${share}`))}])) from sampled`

function histogram(i: number, { low, width }: NonNullable<Bars>): Sql {
  const bar = sql`least(${HISTOGRAM_BINS - 1}, greatest(0, floor((${ident(`m_${i}`)} - ${low}) / ${width})))`
  return sql`select 'bar', ${i}, cast(${bar} as integer) as bar, cast(null as varchar), cast(count(*) as double) from sampled where ${ident(`m_${i}`)} is not null group by bar`
}

const SAMPLE_SEED = 20240607

/** As many as are shown; equal counts in the order of the values, so that it is the same every time. */
const topValues = (i: number): Sql => sql`select * from (
  select 'top', ${i}, 0, left(cast(${ident(`v_${i}`)} as varchar), 80), cast(count(*) as double) as n
  from sampled where ${ident(`v_${i}`)} is not null
  group by ${ident(`v_${i}`)} order by n desc, ${ident(`v_${i}`)} limit ${TOP_VALUES}
)`

/**
 * Which columns are missing together, over the table or `sample` per cent of it: pattern (one character per column, 1:
 * missing), n, the most frequent first.
 */
export const missingPatterns = (
  table: Sql,
  columns: readonly ProfiledColumn[],
  limit: number,
  sample: number | null,
): Sql =>
  sql`select pattern, count(*) as n
from (select concat(${join(columns.map(({ missing }) => sql`case when ${missing} then '1' else '0' end`))}) as pattern from ${sampledFrom(table, sample)})
group by pattern
order by n desc, pattern
limit ${limit}`
