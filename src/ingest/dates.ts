/** A date as written: the strptime format that reads it, in two readings when day and month could be swapped. */
export interface DateShape {
  format: string
  /** The other reading (day first for month first), when both are possible. */
  swapped: string | null
  /** Whether it carries a time of day. */
  time: boolean
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const LONG_MONTHS = 'january|february|march|april|june|july|august|september|october|november|december'
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})日/
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/
const DAY_MONTH = new RegExp(
  `^(\\d{1,2})([- ]?)(${LONG_MONTHS}|${MONTHS})(,? |-)?(\\d{4}|\\d{2})(?!\\d)`,
  'i',
)
const MONTH_DAY = new RegExp(`^(${LONG_MONTHS}|${MONTHS}) (\\d{1,2})(,?) (\\d{4})(?!\\d)`, 'i')
const CLOCK =
  /^([T ]|: ?| ?)(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?( ?[AaPp][Mm])?( ?(?:Z|UTC|GMT|[+-]\d{2}:?\d{2}))?$/
const CHINESE_CLOCK = /^( ?)(\d{1,2})[时点](\d{1,2})分(?:(\d{1,2})秒)?$/

/**
 * The shape of a date, or null. Years run from 1900 to 2099; month and day must exist. A zone at the end is no part
 * of the format: shop times are clock times, and values.sql.ts drops the zone before it reads them.
 */
export function dateShape(text: string): DateShape | null {
  if (text.length < 6 || text.length > 40) return null
  const compact = COMPACT.exec(text)
  if (compact) {
    if (!exists(compact[1], compact[2], compact[3])) return null
    return { format: compact[4] ? '%Y%m%d%H%M%S' : '%Y%m%d', swapped: null, time: compact[4] !== undefined }
  }
  const date = datePart(text)
  if (!date) return null
  const rest = text.slice(date.length)
  if (rest === '') return { format: date.format, swapped: date.swapped, time: false }
  const clock = clockFormat(rest)
  if (clock === null) return null
  return {
    format: date.format + clock,
    swapped: date.swapped === null ? null : date.swapped + clock,
    time: true,
  }
}

interface DatePart {
  length: number
  format: string
  swapped: string | null
}

function datePart(text: string): DatePart | null {
  let found = YEAR_FIRST.exec(text)
  if (found) {
    const [all, year, separator, month, day] = found
    return exists(year, month, day)
      ? { length: all.length, format: `%Y${separator}%m${separator}%d`, swapped: null }
      : null
  }
  found = CHINESE.exec(text)
  if (found)
    return exists(found[1], found[2], found[3])
      ? { length: found[0].length, format: '%Y年%m月%d日', swapped: null }
      : null
  found = YEAR_LAST.exec(text)
  if (found) {
    const [all, first, separator, second, year = ''] = found
    const y = year.length === 4 ? '%Y' : '%y'
    const monthFirst = exists(year, first, second) ? `%m${separator}%d${separator}${y}` : null
    const dayFirst = exists(year, second, first) ? `%d${separator}%m${separator}${y}` : null
    const format = monthFirst ?? dayFirst
    return format ? { length: all.length, format, swapped: monthFirst && dayFirst } : null
  }
  found = DAY_MONTH.exec(text)
  if (found) {
    const [all, , before = '', month = '', after = '', year = ''] = found
    const format = `%d${before}${monthFormat(month)}${after}${year.length === 4 ? '%Y' : '%y'}`
    return { length: all.length, format, swapped: null }
  }
  found = MONTH_DAY.exec(text)
  if (found)
    return {
      length: found[0].length,
      format: `${monthFormat(found[1] ?? '')} %d${found[3]} %Y`,
      swapped: null,
    }
  return null
}

const monthFormat = (month: string): string => (month.length === 3 ? '%b' : '%B')

function clockFormat(text: string): string | null {
  const chinese = CHINESE_CLOCK.exec(text)
  if (chinese) return `${chinese[1]}%H${text.includes('点') ? '点' : '时'}%M分${chinese[4] ? '%S秒' : ''}`
  const clock = CLOCK.exec(text)
  if (!clock) return null
  const [, gap, hour, minute, second, fraction, half] = clock
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null
  const hours = half ? '%I' : '%H'
  return `${gap}${hours}:%M${second ? ':%S' : ''}${fraction ? '.%f' : ''}${half ? `${half.startsWith(' ') ? ' ' : ''}%p` : ''}`
}

function exists(year = '', month = '', day = ''): boolean {
  const y = Number(year)
  const m = Number(month)
  const d = Number(day)
  if (year.length === 4 && (y < 1900 || y > 2099)) return false
  return (
    m >= 1 && m <= 12 && d >= 1 && d <= (m === 2 ? 29 : m === 4 || m === 6 || m === 9 || m === 11 ? 30 : 31)
  )
}
