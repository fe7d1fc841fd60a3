import type { Columns, Database, StatementOptions } from '../engine/database'
import { rowObjects } from '../sql/rows'
import { sql, type Sql } from '../sql/sql'
import {
  HISTOGRAM_BINS,
  missingPatterns,
  shapes,
  wholeTable,
  type Bars,
  type ProfiledColumn,
  type ProfileKind,
} from './profile.sql'

/** What is to be seen of a column at a glance. Counts are of rows. */
export interface ColumnProfile {
  name: string
  kind: ProfileKind
  type: string
  missing: number
  /** Not missing, but not what the column's type says. */
  unreadable: number
  /** How many different values; above `EXACT_UP_TO` rows an estimate, with a standard error of about 13 %. */
  distinct: number
  /** Numbers as they are, times as epoch milliseconds, texts by their number of characters; null without values. */
  low: number | null
  high: number | null
  mean: number | null
  /** At 5, 25, 50, 75 and 95 %; none for texts. */
  quantiles: readonly number[]
  /** Equally wide bars from `low` to `high`; empty where values are named instead. */
  bars: readonly number[]
  /** The most frequent values. */
  top: readonly { value: string; n: number }[]
}

export interface TableProfile {
  rows: number
  /** Whether `distinct` was counted, or estimated. */
  exact: boolean
  /** Rows behind bars, quantiles, frequent values and patterns: all of them, or those of a sample. */
  sampled: number
  columns: ColumnProfile[]
  /** Which columns (by index) are missing together, the most frequent pattern first; n of `sampled`. */
  patterns: { missing: number[]; n: number }[]
}

/** Above this, shapes and patterns come from a sample of about as many rows. */
export const SAMPLE_ABOVE = 500_000

/** Different values of longer tables are estimated: counting them takes memory for every one. */
export const EXACT_UP_TO = 1_000_000

/** A statement that reads more columns than this is slow to plan. */
const COLUMNS_AT_ONCE = 40
const PATTERNS = 8
/** Patterns of more columns than this cannot be read. */
const PATTERN_COLUMNS = 60

/**
 * The profile of a table: one pass over all rows for counts and extremes, and a second one, bounded, for the
 * shapes. Tables of more than 40 columns take one pass per 40.
 */
export async function profileTable(
  db: Database,
  table: Sql,
  columns: readonly ProfiledColumn[],
  options: StatementOptions = {},
): Promise<TableProfile> {
  const parts = Array.from({ length: Math.ceil(columns.length / COLUMNS_AT_ONCE) }, (_, i) =>
    columns.slice(i * COLUMNS_AT_ONCE, (i + 1) * COLUMNS_AT_ONCE),
  )
  const [counted] = rowObjects(await db.query(sql`select count(*) as n from ${table}`, options))
  const rows = Number(counted?.['n'] ?? 0)
  const profile: TableProfile = { rows, exact: rows <= EXACT_UP_TO, sampled: 0, columns: [], patterns: [] }
  for (const part of parts) {
    options.signal?.throwIfAborted()
    const whole = rowObjects(await db.query(wholeTable(table, part, profile.exact), options))[0] ?? {}
    const read = part.map((column, i) => readColumn(column, whole, i))
    const spans = read.map(barsOf)
    options.signal?.throwIfAborted()
    const shape = await db.query(shapes(table, part, spans, sampleShare(profile.rows)), options)
    profile.sampled = addShapes(read, shape)
    profile.columns.push(...read)
  }
  options.signal?.throwIfAborted()
  const some = columns.slice(0, PATTERN_COLUMNS)
  if (profile.columns.slice(0, PATTERN_COLUMNS).some(({ missing }) => missing > 0)) {
    const found = rowObjects(
      await db.query(missingPatterns(table, some, PATTERNS, sampleShare(profile.rows)), options),
    )
    profile.patterns = found.map((row) => ({
      missing: [...String(row['pattern'])].flatMap((mark, i) => (mark === '1' ? [i] : [])),
      n: Number(row['n']),
    }))
  }
  return profile
}

/** In per cent, or null for all rows. */
const sampleShare = (rows: number): number | null =>
  rows <= SAMPLE_ABOVE ? null : Math.max(0.01, Math.round((SAMPLE_ABOVE / rows) * 10_000) / 100)

function readColumn(
  { name, kind, type }: ProfiledColumn,
  row: Record<string, string | number | null>,
  i: number,
): ColumnProfile {
  const number = (key: string) => (row[`${key}_${i}`] == null ? null : Number(row[`${key}_${i}`]))
  return {
    name,
    kind,
    type,
    missing: number('missing') ?? 0,
    unreadable: number('unreadable') ?? 0,
    distinct: number('distinct') ?? 0,
    low: number('low'),
    high: number('high'),
    mean: number('mean'),
    quantiles: [],
    bars: [],
    top: [],
  }
}

/** Few different numbers are named; the others fall into bars. */
function barsOf({ kind, low, high, distinct }: ColumnProfile): Bars {
  if (kind === 'text' || low === null || high === null || distinct <= 2) return null
  const width = (high - low) / HISTOGRAM_BINS
  return width > 0 && Number.isFinite(width) ? { low, width } : null
}

/** Gives the rows that were looked at. */
function addShapes(columns: ColumnProfile[], shape: Columns): number {
  let sampled = 0
  const bars = new Map<ColumnProfile, number[]>()
  for (const row of rowObjects(shape)) {
    const [n, at] = [row['n'] === null ? null : Number(row['n']), Number(row['at'])]
    const column = columns[Number(row['column'])]
    if (!column) sampled = n ?? 0
    else if (n === null) continue
    else if (row['kind'] === 'top') column.top = [...column.top, { value: String(row['value']), n }]
    else if (row['kind'] === 'quantile') column.quantiles = [...column.quantiles, n]
    else {
      const counts = bars.get(column) ?? new Array<number>(HISTOGRAM_BINS).fill(0)
      counts[at] = n
      bars.set(column, counts)
    }
  }
  for (const column of columns) {
    column.top = [...column.top].sort((a, b) => b.n - a.n)
    column.quantiles = [...column.quantiles].sort((a, b) => a - b)
    column.bars = bars.get(column) ?? []
  }
  return sampled
}
