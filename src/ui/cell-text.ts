import { formatDateTime, formatMoney, formatNumber, formatPercent } from '../text/format'

export type Cell = string | number | null
export type CellType = 'text' | 'number' | 'money' | 'time' | 'percent'

export interface ColumnLook {
  type: CellType
  format?: (value: Cell) => string
}

/** What a cell shows: numbers with up to two decimals, times from epoch milliseconds, nothing as a dash. */
export function cellText(value: Cell, { type, format }: ColumnLook): string {
  if (format) return format(value)
  if (value === null) return '–'
  if (typeof value === 'string' || type === 'text') return String(value)
  return {
    number: () => formatNumber(value, 2),
    money: () => formatMoney(value),
    time: () => formatDateTime(value),
    percent: () => formatPercent(value),
  }[type]()
}

/** Amounts line up on the right, words and dates on the left. */
export const alignsRight = (type: CellType): boolean => type !== 'text' && type !== 'time'
