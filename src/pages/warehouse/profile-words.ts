import type { ColumnProfile } from '../../quality/profile'
import { formatDate, formatDateTime, formatNumber } from '../../text/format'
import { sensitiveKinds } from '../../text/mask'
import { m } from '../../text/paraglide/messages.js'
import { shownValue } from '../../ui/masking.svelte'

/** A number, a time, or characters: what the extremes and quantiles of a column are written as. */
export function measureText(column: ColumnProfile, value: number | null): string {
  if (column.kind === 'time') return formatDateTime(value === null ? null : Math.round(value))
  if (value !== null && isWhole(column)) return formatNumber(Math.round(value))
  const digits = value !== null && Math.abs(value) < 1000 ? 2 : 0
  return formatNumber(value, digits)
}

/** The same in a table of many columns: the day of a time will do. */
export const briefText = (column: ColumnProfile, value: number | null): string =>
  column.kind === 'time' ? formatDate(value) : measureText(column, value)

/** A frequent value as it may be shown: what says who somebody is, masked. */
export const topValueText = ({ name }: ColumnProfile, value: string): string =>
  shownValue(value, sensitiveKinds([name])[0] ?? null)

/** How long the texts of a column are. */
export function lengthsText({ low, high }: ColumnProfile): string {
  const [shortest, longest] = [formatNumber(low), formatNumber(high)]
  return low === high
    ? m.warehouse_length({ length: shortest })
    : m.warehouse_lengths({ low: shortest, high: longest })
}

const isWhole = ({ type }: ColumnProfile) => /^(U?(TINY|SMALL|BIG|HUGE)?INT|integer)/i.test(type)

/** What the column is, in a word. */
export function typeWord(column: ColumnProfile): string {
  const { kind, type } = column
  if (type === 'empty') return m.warehouse_type_empty()
  if (kind === 'time') return /^date$/i.test(type) ? m.warehouse_type_date() : m.warehouse_type_time()
  if (kind === 'text') return m.warehouse_type_text()
  return isWhole(column) ? m.warehouse_type_integer() : m.warehouse_type_number()
}
