import type { Recipe } from '../cleaning/recipe'
import type { Database } from '../engine/database'
import { rowObjects } from '../sql/rows'
import { ident, join, sql } from '../sql/sql'
import type { Bilingual } from '../text/bilingual'
import type { Check, CheckResult } from './checks'
import { rowChecks, type CheckContext } from './row-checks'
import { DEFAULT_WEIGHTS, scoreOf, type Score, type Weights } from './score'
import { subjectsOf, type Subject } from './subjects'
import { tableChecks } from './table-checks'

/** The quality of everything that was loaded, as plain data. */
export interface QualityReport {
  /** The day the files were loaded and the as-of date, YYYY-MM-DD. */
  today: string
  asOf: string | null
  tables: TableQuality[]
}

export interface TableQuality {
  /** The shop table's name, or file_1 for a file that is none. */
  key: string
  label: Bilingual
  files: string[]
  rows: number
  checks: CheckResult[]
  /** By the default weights. */
  score: Score
}

export interface ReportOptions {
  signal?: AbortSignal | undefined
  /** Called before each table, and with the count of tables when all are done. */
  onProgress?: (done: number, total: number, label: Bilingual) => void
}

/**
 * Judges every loaded file as it was delivered, before any rule set rows aside: what is missing stays visible,
 * whatever cleaning made of it.
 */
export async function qualityReport(
  db: Database,
  recipe: Recipe,
  asOf: string | null,
  { signal, onProgress }: ReportOptions = {},
): Promise<QualityReport> {
  const subjects = subjectsOf(recipe)
  const context: CheckContext = { today: recipe.today, asOf }
  const tables: TableQuality[] = []
  for (const [i, subject] of subjects.entries()) {
    signal?.throwIfAborted()
    onProgress?.(i, subjects.length, subject.label)
    const checks = [...rowChecks(subject, context), ...tableChecks(subject, subjects, recipe, context)]
    tables.push(await judge(db, subject, checks, recipe, signal))
  }
  return { today: recipe.today, asOf, tables }
}

async function judge(
  db: Database,
  subject: Subject,
  checks: readonly Check[],
  recipe: Recipe,
  signal: AbortSignal | undefined,
): Promise<TableQuality> {
  const results: CheckResult[] = []
  const single = checks.filter(({ row }) => row !== null)
  const { rows, counts } = await countRows(db, subject, single, signal)
  results.push(...single.map((check, i) => resultOf(check, counts[i]?.n ?? 0, counts[i]?.failing ?? 0)))
  for (const check of checks.filter(({ row }) => row === null)) {
    signal?.throwIfAborted()
    const [row] = rowObjects(await db.query(check.count, { signal }))
    results.push(resultOf(check, Number(row?.['n'] ?? 0), Number(row?.['failing'] ?? 0)))
  }
  return {
    key: subject.key,
    label: subject.label,
    files: subject.sources.flatMap((index) => recipe.sources[index]?.file.name ?? []),
    rows,
    checks: results,
    score: scoreOf(results, DEFAULT_WEIGHTS),
  }
}

/** All checks of single rows in one pass over the subject's rows. */
async function countRows(
  db: Database,
  subject: Subject,
  checks: readonly Check[],
  signal: AbortSignal | undefined,
): Promise<{ rows: number; counts: { n: number; failing: number }[] }> {
  const parts = checks.flatMap(({ row }, i) =>
    row === null
      ? []
      : [
          sql`count(*) filter (where ${row.applies}) as ${ident(`n_${i}`)}`,
          sql`count(*) filter (where ${row.applies} and ${row.fails}) as ${ident(`failing_${i}`)}`,
        ],
  )
  const statement = sql`select ${join([sql`count(*) as "rows"`, ...parts])}
from (
${subject.rows}
)`
  const row = rowObjects(await db.query(statement, { signal }))[0] ?? {}
  return {
    rows: Number(row['rows'] ?? 0),
    counts: checks.map((_, i) => ({
      n: Number(row[`n_${i}`] ?? 0),
      failing: Number(row[`failing_${i}`] ?? 0),
    })),
  }
}

function resultOf(check: Check, n: number, failing: number): CheckResult {
  const { id, dimension, column, label, about, unit, count, failing: sample } = check
  return {
    id,
    dimension,
    column,
    label,
    about,
    unit,
    n,
    failing,
    passing: n === 0 ? null : (n - failing) / n,
    sql: count.text,
    failingSql: sample.text,
  }
}

/** The report by other weights. */
export const reweighed = (report: QualityReport, weights: Weights): QualityReport => ({
  ...report,
  tables: report.tables.map((table) => ({ ...table, score: scoreOf(table.checks, weights) })),
})

/** The mean of the tables' scores, each table alike; null where none has one. */
export function overallScore(report: QualityReport): number | null {
  const totals = report.tables.flatMap(({ score }) => (score.total === null ? [] : [score.total]))
  return totals.length === 0 ? null : totals.reduce((sum, total) => sum + total, 0) / totals.length
}
