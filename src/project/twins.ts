import type { FileReport } from '../ingest/types'

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
