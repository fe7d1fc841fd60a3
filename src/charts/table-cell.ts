import { formatDateTime, formatMoney, formatNumber, formatPercent } from '../text/format'
import type { ChartColumnType } from './chart-table'

/** A value of the chart's table as the reader sees it. */
export function tableCell(value: string | number | null, type: ChartColumnType): string {
  if (typeof value === 'string') return value
  switch (type) {
    case 'percent':
      return formatPercent(value)
    case 'money':
      return formatMoney(value)
    case 'time':
      return formatDateTime(value)
    default:
      return formatNumber(value, 2)
  }
}
