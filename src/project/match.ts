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

/**
 * A saved recipe on the files of today: the plan of each file that some source means, else null, and the sources that
 * no file is for. A file left over joins as one more of the shape of a source, as a thirteenth month does; of sources
 * of one shape some may lack their file as long as one has it. A file that is another's twin joins nothing.
 */
export function followRecipe(
  sources: readonly SourcePlan[],
  reports: readonly FileReport[],
  twins: readonly (number | null)[] = [],
): { plans: (SourcePlan | null)[]; missing: SourcePlan[] } {
  const found = matchFiles(sources, reports)
  const sourceOf = new Map(found.flatMap((file, s) => (file === null ? [] : [[file, s] as const])))
  const plans = reports.map((report, r) => {
    const source = sources[sourceOf.get(r) ?? -1] ?? (twins[r] == null ? moreOf(sources, report) : undefined)
    return source ? replan(source, report) : null
  })
  const shapes = new Set(sources.flatMap(({ shape }, s) => (found[s] === null ? [] : (shape ?? []))))
  const missing = sources.filter(({ shape }, s) => found[s] === null && !(shape && shapes.has(shape)))
  return { plans, missing }
}

/** The source that a file is one more of: it has the source's mapped columns and most of the others. */
function moreOf(sources: readonly SourcePlan[], report: FileReport): SourcePlan | undefined {
  if (report.columns.length === 0) return undefined
  const names = new Set(report.columns.map((column) => column.name))
  const alike = sources
    .filter((source) => source.table !== null && neededBy(source).every((name) => names.has(name)))
    .map((source) => ({ source, share: likeness(source, names) }))
    .sort((a, b) => b.share - a.share)[0]
  return alike && alike.share >= 0.55 ? alike.source : undefined
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
  const { asWritten: _, ...decisions } = source
  return {
    ...decisions,
    ...(report.asWritten && { asWritten: report.asWritten }),
    file: { name: report.name, size: report.size, records: report.records },
    dialect: report.dialect,
    columns: columnsOf(report).map((column) => {
      const decided = source.columns.find((saved) => saved.name === column.name)
      const ambiguous = report.columns.find((seen) => seen.name === column.name)?.ambiguousDayMonth ?? false
      return {
        ...column,
        ...(decided && ambiguous && { dateFormats: decided.dateFormats }),
        ...(decided?.year !== undefined && column.year !== undefined && { year: decided.year }),
        ...(decided?.coding && { coding: decided.coding }),
        ...(decided?.missingWords && { missingWords: decided.missingWords }),
      }
    }),
  }
}
