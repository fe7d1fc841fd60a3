import type { ColumnProfile } from '../../quality/profile'
import { formatDateTime, formatNumber } from '../../text/format'
import { m } from '../../text/paraglide/messages.js'

/** A number, a time, or characters: what the extremes and quantiles of a column are written as. */
export function measureText({ kind }: ColumnProfile, value: number | null): string {
  if (kind === 'time') return formatDateTime(value === null ? null : Math.round(value))
  const digits = value !== null && Math.abs(value) < 1000 ? 2 : 0
  return formatNumber(value, digits)
}

/** What the column is, in a word. */
export function typeWord({ kind, type }: ColumnProfile): string {
  if (type === 'empty') return m.warehouse_type_empty()
  if (kind === 'time') return /^date$/i.test(type) ? m.warehouse_type_date() : m.warehouse_type_time()
  if (kind === 'text') return m.warehouse_type_text()
  return /^(U?(TINY|SMALL|BIG|HUGE)?INT|integer)/i.test(type)
    ? m.warehouse_type_integer()
    : m.warehouse_type_number()
}
