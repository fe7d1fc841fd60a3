import { CSV_LINE_END, csvRow, UTF8_BOM } from '../text/csv'

/** How a column is shown: `percent` holds a share from 0 to 1, `time` epoch milliseconds read as UTC. */
export type ChartColumnType = 'number' | 'text' | 'time' | 'percent' | 'money'

export interface ChartColumn {
  readonly name: string
  readonly label: string
  readonly type: ChartColumnType
}

/** The data behind a chart: shown as its table, and saved as its CSV. */
export interface ChartTable {
  readonly columns: readonly ChartColumn[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

export interface CsvOptions {
  /** Start with a byte order mark, so that spreadsheets read the file as UTF-8. */
  readonly bom?: boolean
  /** Head the columns with their labels (default) or with their names in the data dictionary. */
  readonly header?: 'label' | 'name'
}

/** All rows as CSV: plain numbers, shares from 0 to 1, times as ISO 8601 without a zone. */
export function toCsv(table: ChartTable, { bom = false, header = 'label' }: CsvOptions = {}): string {
  const lines = [
    csvRow(table.columns.map((column) => column[header])),
    ...table.rows.map((row) =>
      csvRow(table.columns.map((column, index) => rawCell(row[index] ?? null, column.type))),
    ),
  ]
  return (bom ? UTF8_BOM : '') + lines.map((line) => line + CSV_LINE_END).join('')
}

/** Sums of cents carry a rounding error in the sixteenth digit, which nobody wants to read in a file. */
const SIGNIFICANT = 12

function rawCell(value: string | number | null, type: ChartColumnType): string | number | null {
  if (typeof value !== 'number') return value
  if (type !== 'time') return Number.isInteger(value) ? value : Number(value.toPrecision(SIGNIFICANT))
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return null
  const text = date.toISOString()
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19)
}
