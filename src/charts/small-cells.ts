import { isCountName, isSmallCount, USUAL_K } from '../text/small-counts'
import type { ChartTable } from './chart-table'

/** How many cells of a table count members, orders or rows, but fewer than `k` of them: never those of zero. */
export const smallCells = (table: ChartTable, k = USUAL_K): number =>
  table.rows.reduce((sum, row) => sum + row.filter((cell, i) => isSmall(table, cell, i, k)).length, 0)

/** The table with those cells left empty. What totals and shares give away stays. */
export const withoutSmallCells = (table: ChartTable, k = USUAL_K): ChartTable => ({
  columns: table.columns,
  rows: table.rows.map((row) => row.map((cell, i) => (isSmall(table, cell, i, k) ? null : cell))),
})

const isSmall = ({ columns }: ChartTable, cell: string | number | null, i: number, k: number): boolean =>
  typeof cell === 'number' &&
  columns[i]?.type === 'number' &&
  isCountName(columns[i].name) &&
  isSmallCount(cell, k)
