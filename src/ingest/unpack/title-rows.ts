/** Titles stand above the first table of a sheet, never this deep. */
const LOOKED_AT = 40
const MOST_TITLES = 20

/**
 * How many rows stand above the header: titles, merged over the columns, and notes, which fill far fewer cells than the
 * rows of the table do. A row of three or more names right above the header is left to be its upper row.
 *
 * @param rows the first rows of a sheet, those without a value left out
 */
export function titleRows(rows: readonly (readonly string[])[]): number {
  const filled = rows.slice(0, LOOKED_AT).map((row) => row.filter((cell) => cell.trim() !== '').length)
  const several = filled.filter((count) => count > 1)
  if (several.length < filled.length / 3) return 0
  const typical = median(several)
  const header = filled.findIndex((count) => count >= Math.max(2, typical * 0.5))
  if (header <= 0 || header > MOST_TITLES) return 0
  const above = filled[header - 1] ?? 0
  return above >= 3 ? header - 1 : header
}

function median(counts: readonly number[]): number {
  const sorted = [...counts].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** Lines that rows take as text: a cell may hold line ends. */
export const linesOf = (rows: readonly (readonly string[])[]): number =>
  rows.reduce((sum, row) => sum + 1 + lineEnds(row), 0)

const lineEnds = (row: readonly string[]): number =>
  row.reduce((sum, cell) => sum + (cell.match(/\r\n|\r|\n/g)?.length ?? 0), 0)
