import type { CellObject, WorkSheet } from '@e965/xlsx'
import type { ChartColumnType, ChartTable } from './chart-table'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const DAY_MS = 86_400_000
/** What spreadsheets count days from. */
const DAY_ZERO = Date.UTC(1899, 11, 30)

/**
 * A chart's table as a workbook of one sheet: text is text whatever it looks like, days and times are numbers with a
 * format, shares are shown in percent. The library is large and fetched when it is first needed.
 */
export async function toXlsx(table: ChartTable, sheetName: string): Promise<Blob> {
  const { utils, write } = await import('@e965/xlsx')
  const sheet: WorkSheet = {}
  const put = (row: number, column: number, cell: CellObject | null) => {
    if (cell) sheet[utils.encode_cell({ r: row, c: column })] = cell
  }
  table.columns.forEach(({ label }, c) => put(0, c, { t: 's', v: label }))
  table.rows.forEach((row, r) =>
    table.columns.forEach(({ type }, c) => put(r + 1, c, cellOf(row[c] ?? null, type))),
  )
  const last = { r: table.rows.length, c: Math.max(0, table.columns.length - 1) }
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: last })
  sheet['!cols'] = table.columns.map(({ label }) => ({ wch: Math.max(10, label.length + 2) }))
  const book = utils.book_new(sheet, nameOf(sheetName))
  const bytes = write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer
  return new Blob([bytes], { type: TYPE })
}

function cellOf(value: string | number | null, type: ChartColumnType): CellObject | null {
  if (value === null || value === '') return null
  if (typeof value === 'string') return { t: 's', v: value.slice(0, 32_767) }
  if (!Number.isFinite(value)) return null
  if (type !== 'time') return { t: 'n', v: value, ...(FORMATS[type] && { z: FORMATS[type] }) }
  const days = (value - DAY_ZERO) / DAY_MS
  return { t: 'n', v: days, z: Number.isInteger(days) ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm:ss' }
}

const FORMATS: Partial<Record<ChartColumnType, string>> = { percent: '0.0%', money: '#,##0.00' }

/** Sheets' names are short, and some characters are not allowed in them (ECMA-376, part 1, 18.2.19). */
const nameOf = (name: string): string =>
  name
    .replace(/[\\/?*[\]:']/g, ' ')
    .slice(0, 31)
    .trim() || 'Sheet1'
