import { headerMatch } from '../shop/headers'
import { SHOP_TABLES } from '../shop/tables'
import { isMissingText } from './values'
import { narrow } from './narrow'

export interface SerialFormat {
  format: 'excel' | 'epoch_s' | 'epoch_ms' | 'epoch_us'
  type: 'date' | 'time'
}

const RANGES: readonly { format: SerialFormat['format']; low: number; high: number }[] = [
  // 1950 to 2099 as a spreadsheet counts days; 1990 to 2100 as seconds and less since 1970.
  { format: 'excel', low: 18_264, high: 73_050 },
  { format: 'epoch_s', low: 631_152_000, high: 4_102_444_800 },
  { format: 'epoch_ms', low: 631_152_000_000, high: 4_102_444_800_000 },
  { format: 'epoch_us', low: 631_152_000_000_000, high: 4_102_444_800_000_000 },
]

/** Whether the numbers of a column are dates, counted in days or seconds: its header says so, and all lie in reach. */
export function serialFormat(values: Iterable<string>, header: string): SerialFormat | null {
  if (!namesDate(header)) return null
  let low = Infinity
  let high = -Infinity
  let whole = true
  for (const value of values) {
    if (isMissingText(value)) continue
    const text = narrow(value)
    if (!/^\d{5,16}(?:\.\d+)?$/.test(text)) return null
    const number = Number(text)
    low = Math.min(low, number)
    high = Math.max(high, number)
    whole &&= Number.isInteger(number)
  }
  const range = RANGES.find((candidate) => low >= candidate.low && high <= candidate.high)
  if (!range) return null
  return { format: range.format, type: range.format === 'excel' && whole ? 'date' : 'time' }
}

/** Whether a header speaks of a date or a time. */
export const namesDate = (header: string): boolean =>
  headerMatch(header, DATE_WORDS).score > 0.5 || SOME_DATE.test(header.trim())

const DATE_WORDS = SHOP_TABLES.flatMap((table) =>
  table.columns.flatMap((column) => (column.type === 'time' || column.type === 'date' ? column.words : [])),
)
const SOME_DATE =
  /(?:^|[^a-z])(?:date|time|datetime|timestamp|ts|created|updated|birthday|dob|day)$|(?:Date|Time|_at|_on)$|(?:日期|时间|生日|时刻|月日)$/i
