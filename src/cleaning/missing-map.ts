import type { Database } from '../engine/database'
import { rowObjects } from '../sql/rows'
import { ident, join, list, sql, type Sql } from '../sql/sql'
import { ALL_COLUMNS, filledColumns, NUMBER_COLUMNS } from './kinds/columns'
import type { Recipe } from './recipe'

/** Which cells of the typed sales rows are empty, column by column and together. */
export interface MissingMap {
  rows: number
  /** The mapped columns, and how many of their cells are empty or unreadable. */
  columns: { name: string; missing: number }[]
  /** Columns that are empty together, as indices; the most frequent first, the complete rows among them. */
  patterns: { missing: number[]; rows: number; means: (number | null)[] }[]
  /** Numbers whose means are compared between the patterns: amounts and quantities as signed ln(1 + |x|), times in days. */
  measured: { name: string; mean: number }[]
  /** Covariances of the measured numbers, each over the rows that have both. */
  covariance: number[][]
}

/** Two passes over `sales_rows`: one by pattern, one over all. */
export async function missingMap(db: Database, recipe: Recipe): Promise<MissingMap> {
  const names = filledColumns(recipe, 'sales', ALL_COLUMNS).map(({ value }) => value)
  const measured = names.filter((name) => name in MEASURES)
  const measure = (name: string) => MEASURES[name] ?? sql`null`
  const mask = names.map((name, i) => sql`if(${ident(name)} is null, ${2 ** i}::bigint, 0)`)
  const patterns = rowObjects(
    await db.query(sql`select
  list_sum(${list([sql`0::bigint`, ...mask])})::double as mask,
  count(*) as n${join(
    measured.map((name, i) => sql`, avg(${measure(name)}) as ${ident(`mean_${i}`)}`),
    ' ',
  )}
from sales_rows
group by 1
order by n desc, 1`),
  )
  const [all] = rowObjects(await db.query(momentsOf(measured.map(measure))))
  const varies = measured.map((_, i) => Number(all?.[`cov_${i}_${i}`] ?? 0) > 0)
  const used = measured.flatMap((_, i) => (varies[i] ? [i] : []))
  const missingIn = (mask: unknown) =>
    names.flatMap((_, i) => (Math.floor(Number(mask) / 2 ** i) % 2 === 1 ? [i] : []))
  const counted = patterns.map((row) => ({
    missing: missingIn(row['mask']),
    rows: Number(row['n']),
    means: used.map((i) => (row[`mean_${i}`] == null ? null : Number(row[`mean_${i}`]))),
  }))
  return {
    rows: counted.reduce((sum, { rows }) => sum + rows, 0),
    columns: names.map((name, i) => ({
      name,
      missing: counted.reduce((sum, { missing, rows }) => sum + (missing.includes(i) ? rows : 0), 0),
    })),
    patterns: counted,
    measured: used.map((i) => ({ name: measured[i] ?? '', mean: Number(all?.[`mean_${i}`] ?? 0) })),
    covariance: used.map((i) =>
      used.map((j) => Number(all?.[`cov_${Math.min(i, j)}_${Math.max(i, j)}`] ?? 0)),
    ),
  }
}

const signedLog = (name: string): Sql => {
  const value = sql`${ident(name)}::double`
  return sql`(sign(${value}) * ln(1 + abs(${value})))`
}

const MEASURES: Record<string, Sql> = {
  ...Object.fromEntries(NUMBER_COLUMNS.map((name) => [name, signedLog(name)])),
  ordered_at: sql`(epoch(ordered_at) / 86400)`,
}

function momentsOf(measures: readonly Sql[]): Sql {
  const means = measures.map((measure, i) => sql`avg(${measure}) as ${ident(`mean_${i}`)}`)
  const pairs = measures.flatMap((a, i) =>
    measures.slice(i).map((b, k) => sql`covar_samp(${a}, ${b}) as ${ident(`cov_${i}_${i + k}`)}`),
  )
  return sql`select ${join([sql`count(*) as n`, ...means, ...pairs])} from sales_rows`
}
