import type { SourcePlan } from '../cleaning/recipe'
import type { FileReport } from '../ingest/types'
import { columnsOf } from './plan'

/**
 * Which file each source of a saved recipe means now: the file of the same name if it has the mapped columns, else
 * any file that has them. Each file is used once; a source without a file is null.
 */
export function matchFiles(
  sources: readonly SourcePlan[],
  reports: readonly FileReport[],
): (number | null)[] {
  const free = new Set(reports.keys())
  const fits = (source: SourcePlan, report: FileReport) => {
    const names = new Set(report.columns.map((column) => column.name))
    const needed =
      source.table === null ? source.columns.map((column) => column.name) : Object.values(source.mapping)
    return needed.length > 0 && needed.every((name) => names.has(name))
  }
  const take = (found: number | undefined): number | null => {
    if (found === undefined) return null
    free.delete(found)
    return found
  }
  const byName = sources.map((source) =>
    take([...free].find((i) => reports[i]?.name === source.file.name && fits(source, reports[i]))),
  )
  return sources.map((source, s) => {
    const named = byName[s] ?? null
    return (
      named ??
      take(
        [...free].find((i) => {
          const report = reports[i]
          return report !== undefined && fits(source, report)
        }),
      )
    )
  })
}

/**
 * For each file the first one before it that holds the same, else null: a file dropped twice counts once. Compared are
 * size, records, every column's sampled values and the first rows, which no two exports of a shop share by chance.
 */
export function twinsOf(reports: readonly FileReport[]): (number | null)[] {
  const seen = new Map<string, number>()
  return reports.map((report, i) => {
    if (report.records === 0) return null
    const { size, records, lines, longestRecord, columns, preview } = report
    const content = JSON.stringify([size, records, lines, longestRecord, columns, preview])
    const twin = seen.get(content)
    if (twin === undefined) seen.set(content, i)
    return twin ?? null
  })
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
