import { sharedKeys } from './keys'
import type { Link } from './roles'
import type { ColumnReport, FileReport, SourceProposal } from './types'

const ID_ROLES = new Set(['order_id', 'member_id', 'product_id'])

/** For each file, by column name: the id columns of other files that hold the same values. */
export function findLinks(
  reports: readonly FileReport[],
  proposals: readonly SourceProposal[],
): Map<string, readonly Link[]>[] {
  const anchors = reports.flatMap((report, file) =>
    (proposals[file]?.matches ?? [])
      .filter((match) => ID_ROLES.has(match.role) && match.confidence >= 0.6)
      .flatMap((match) => {
        const column = report.columns.find((candidate) => candidate.name === match.column)
        return column && isTelling(column) ? [{ file, role: match.role, column }] : []
      }),
  )
  return reports.map((report, file) => {
    const links = new Map<string, readonly Link[]>()
    for (const column of report.columns) {
      if (!isTelling(column)) continue
      const found: Link[] = []
      for (const anchor of anchors) {
        if (anchor.file === file || found.some((link) => link.role === anchor.role)) continue
        const shared = sharedKeys(column.keys, anchor.column.keys)
        const compared = Math.min(column.keys.length, anchor.column.keys.length)
        if (shared >= Math.max(5, 0.03 * compared))
          found.push({ role: anchor.role, file: reports[anchor.file]?.name ?? '', shared, compared })
      }
      if (found.length > 0) links.set(column.name, found)
    }
    return links
  })
}

/** Values that meet by chance say nothing: whole numbers close together count rows, or pieces, in any file. */
function isTelling(column: ColumnReport): boolean {
  if (column.keys.length < 20) return false
  if (column.range === null) return column.type === 'text'
  return column.range[1] - column.range[0] > 50 * column.distinct
}
