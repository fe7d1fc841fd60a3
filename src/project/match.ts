import type { SourcePlan } from '../cleaning/recipe'
import type { FileReport } from '../ingest/types'
import { columnsOf } from './plan'

/**
 * Which file each source of a saved recipe means now: among the files that have its mapped columns, the one of the
 * same name, else the one whose columns are most alike. Each file is used once; a source without a file is null.
 */
export function matchFiles(
  sources: readonly SourcePlan[],
  reports: readonly FileReport[],
): (number | null)[] {
  const pairs = sources.flatMap((source, s) =>
    reports.flatMap((report, r) => {
      const names = new Set(report.columns.map((column) => column.name))
      const needed = neededBy(source)
      if (needed.length === 0 || !needed.every((name) => names.has(name))) return []
      const score = (report.name === source.file.name ? 1 : 0) + likeness(source, names)
      return [{ s, r, score }]
    }),
  )
  pairs.sort((a, b) => b.score - a.score || a.s - b.s || a.r - b.r)
  const found = sources.map((): number | null => null)
  const taken = new Set<number>()
  for (const { s, r } of pairs) {
    if (found[s] !== null || taken.has(r)) continue
    found[s] = r
    taken.add(r)
  }
  return found
}

const neededBy = (source: SourcePlan): string[] =>
  source.table === null ? source.columns.map((column) => column.name) : Object.values(source.mapping)

/** Columns in common ÷ columns of either, below 1 so that a name always says more. */
function likeness(source: SourcePlan, names: ReadonlySet<string>): number {
  const common = source.columns.filter((column) => names.has(column.name)).length
  return common / (source.columns.length + names.size - common + 1)
}

/** A saved plan for a file of today: the decisions stay, the counts and the value formats are the new file's. */
export function replan(source: SourcePlan, report: FileReport): SourcePlan {
  return {
    ...source,
    file: { name: report.name, size: report.size, records: report.records },
    dialect: report.dialect,
    columns: columnsOf(report).map((column) => {
      const decided = source.columns.find((saved) => saved.name === column.name)
      const ambiguous = report.columns.find((seen) => seen.name === column.name)?.ambiguousDayMonth ?? false
      return decided && ambiguous ? { ...column, dateFormats: decided.dateFormats } : column
    }),
  }
}
