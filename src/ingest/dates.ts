import { calendarDay } from './calendars'

/** A date as written: the strptime format that reads it, in two readings when day and month could be swapped. */
export interface DateShape {
  /** Without a year where the text has none: %m-%d %H. */
  format: string
  /** The other reading (day first for month first), when both are possible. */
  swapped: string | null
  /** Whether it carries a time of day. */
  time: boolean
  /** Whether it carries a time zone, which is no part of the format. */
  zone: boolean
}

const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const LONG_MONTHS = 'january|february|march|april|june|july|august|september|october|november|december'
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/
const CHINESE = /^(\d{4})年(\d{1,2})月(\d{1,2})日/
const CHINESE_MONTH = /^(\d{4})年(\d{1,2})月$/
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/
const YEARLESS = /^(\d{1,2})([-/])(\d{1,2})(?= |$)/
const CHINESE_YEARLESS = /^(\d{1,2})月(\d{1,2})日/
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/
const COMPACT_CLOCK = /^(\d{4})(\d{2})(\d{2})([ T])(\d{2})(\d{2})(\d{2})?$/
const DAY_MONTH = new RegExp(
  `^(\\d{1,2})([- ]?)(${LONG_MONTHS}|${MONTHS})(,? |-)?(\\d{4}|\\d{2})(?!\\d)`,
  'i',
)
const MONTH_DAY = new RegExp(`^(${LONG_MONTHS}|${MONTHS}) (\\d{1,2})(,?) (\\d{4})(?!\\d)`, 'i')
const MONTH_DAY_JOINED = new RegExp(
  `^(${LONG_MONTHS}|${MONTHS})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})(?!\\d)`,
  'i',
)
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)(,? )/i
const CLOCK = /^([T ]|: ?| ?)(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?( ?[AaPp][Mm])?$/
const HOUR = /^ (\d{1,2})$/
const CHINESE_CLOCK = /^( ?)(\d{1,2})([时点])(?:(\d{1,2})分(?:(\d{1,2})秒)?)?$/

const FRENCH_CLOCK = /^( ?)(\d{1,2})h(\d{2})$/

/** A time zone behind a clock, or the word for it. Shop times are clock times: it is dropped, here and on the engine. */
export const ZONE =
  '(:[0-9]{2}(?:[.][0-9]+)?(?: ?[AaPp][Mm])?) ?(?:Z|UTC|GMT|CST|Uhr|uhr|UHR|hrs|h)?(?: ?[+-][0-9]{2}:?[0-9]{2})?(?: [(][A-Za-z ]+[)])?$'
/** Weekdays in Chinese, anywhere behind a date. */
export const WEEKDAYS = ' ?[(]?(?:星期|周|礼拜)[一二三四五六日天][)]?'
/** Halves of the day in Chinese, before the clock; the engine knows AM and PM behind it. */
export const MORNING = '(?:上午|凌晨|早上|清晨) ?([0-9:.]+)'
export const AFTERNOON = '(?:下午|晚上|傍晚|中午) ?([0-9:.]+)'
const zone = new RegExp(ZONE)
const weekdays = new RegExp(WEEKDAYS)
const halves: [RegExp, string][] = [
  [new RegExp(MORNING), '$1 AM'],
  [new RegExp(AFTERNOON), '$1 PM'],
]

/**
 * The shape of a date, or null. Years run from 1900 to 2199; month and day must exist.
 * @param text trimmed and half-width.
 */
export function dateShape(text: string): DateShape | null {
  if (text.length < 3 || text.length > 50) return null
  const compact = compactShape(text)
  return compact === undefined ? (shapeBy(text, datePart) ?? calendarShape(text)) : compact
}

/** As `dateShape`, of years of the Republic of China without a word: 113/05/06. Which they are, a column tells. */
export const rocShape = (text: string): DateShape | null => calendarShape(text, true)

/** As `dateShape`, of dates whose year has two digits and comes first: 24-03-17. Which they are, a column tells. */
export const shortYearShape = (text: string): DateShape | null =>
  text.length > 50 ? null : shapeBy(text, shortYearPart)

/**
 * Whether the dates of a column begin with a year of two digits: they all can, and either one of them cannot be read
 * otherwise, or what would be the year hardly changes while what stands last does.
 *
 * @param texts trimmed and half-width, each different one once.
 */
export function beginWithShortYear(texts: readonly string[]): boolean {
  const dates = texts.flatMap((text) => {
    const found = SHORT_YEAR.exec(text)
    return found ? [{ text, first: found[1] ?? '', last: found[4] ?? '' }] : []
  })
  if (dates.length < 2 || dates.length < 0.8 * texts.length) return false
  if (dates.some(({ text }) => shortYearShape(text) === null)) return false
  if (dates.some(({ text }) => dateShape(text) === null)) return true
  const [years, days] = [new Set(dates.map(({ first }) => first)), new Set(dates.map(({ last }) => last))]
  return years.size <= 6 && days.size >= 2 * years.size + 2
}

const SHORT_YEAR = /^(\d{2})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/

function shortYearPart(text: string): DatePart | null {
  const [all, year, separator, month, day] = SHORT_YEAR.exec(text) ?? []
  return all !== undefined && exists(year, month, day)
    ? { length: all.length, format: `%y${separator}%m${separator}%d`, swapped: null }
    : null
}

/**
 * The strptime format of a time of day that stands alone, or null: 14:30, 2:30 PM, 下午2:30, 14时30分.
 * @param text trimmed and half-width.
 */
export function clockShape(text: string): string | null {
  if (text.length < 4 || text.length > 30) return null
  const plain = inPlainClock(text.replace(zone, '$1'))
  return /^\d/.test(plain) ? clockFormat(plain) : null
}

function calendarShape(text: string, bare = false): DateShape | null {
  const plain = text.replace(zone, '$1')
  const found = calendarDay(inPlainClock(plain), bare)
  if (!found || !exists(found.year, found.month, found.day)) return null
  const clock = found.rest === '' ? '' : clockFormat(found.rest)
  if (clock === null) return null
  const year = found.year.length === 4 ? '%Y' : '%y'
  const format = found.calendar === 'words' ? `%d %m ${year}` : '%Y-%m-%d'
  const zoned = plain !== text && !/\d ?(?:uhr|hrs|h)$/i.test(text)
  return { format: `${found.calendar}:${format}${clock}`, swapped: null, time: clock !== '', zone: zoned }
}

function shapeBy(text: string, datePart: (plain: string) => DatePart | null): DateShape | null {
  let plain = text.replace(zone, '$1')
  const zoned = plain !== text && !/\d ?(?:uhr|hrs|h)$/i.test(text)
  plain = inPlainClock(plain)
  const weekday = WEEKDAY.exec(plain)
  if (weekday) plain = plain.slice(weekday[0].length)
  const date = datePart(plain)
  if (!date) return null
  const before = weekday ? `%a${weekday[1]}` : ''
  const rest = plain.slice(date.length)
  const clock = rest === '' ? '' : clockFormat(rest)
  if (clock === null) return null
  return {
    format: before + date.format + clock,
    swapped: date.swapped === null ? null : before + date.swapped + clock,
    time: clock !== '',
    zone: zoned,
  }
}

/** Without a weekday in Chinese, and with halves of the day behind the clock. */
function inPlainClock(text: string): string {
  if (!/[\u4e00-\u9fff]/.test(text)) return text
  let plain = text.replace(weekdays, '')
  for (const [half, behind] of halves) plain = plain.replace(half, behind)
  return plain
}

/** undefined: not compact at all. */
function compactShape(text: string): DateShape | null | undefined {
  const found = COMPACT.exec(text)
  const clocked = found ? null : COMPACT_CLOCK.exec(text)
  const [, year, month, day, a, b, c, d] = found ?? clocked ?? []
  if (year === undefined) return undefined
  const [gap, hour, minute, second] = found ? ['', a, b, c] : [a ?? '', b, c, d]
  if (!exists(year, month, day) || !isClock(hour, minute, second)) return null
  const clock = hour === undefined ? '' : `${gap}%H%M${second === undefined ? '' : '%S'}`
  return { format: `%Y%m%d${clock}`, swapped: null, time: hour !== undefined, zone: false }
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
  found = CHINESE.exec(text) ?? CHINESE_MONTH.exec(text)
  if (found) {
    const [all, year, month, day] = found
    const format = day === undefined ? '%Y年%m月' : '%Y年%m月%d日'
    return exists(year, month, day ?? '1') ? { length: all.length, format, swapped: null } : null
  }
  found = YEAR_LAST.exec(text)
  if (found) {
    const [all, first, separator, second, year = ''] = found
    const y = year.length === 4 ? '%Y' : '%y'
    const monthFirst = exists(year, first, second) ? `%m${separator}%d${separator}${y}` : null
    const dayFirst = exists(year, second, first) ? `%d${separator}%m${separator}${y}` : null
    const format = monthFirst ?? dayFirst
    return format ? { length: all.length, format, swapped: monthFirst && dayFirst } : null
  }
  return namedMonth(text) ?? yearless(text)
}

function namedMonth(text: string): DatePart | null {
  let found = DAY_MONTH.exec(text)
  if (found) {
    const [all, day, before = '', month = '', after = '', year = ''] = found
    if (!exists(year, monthNumber(month), day)) return null
    const format = `%d${before}${monthFormat(month)}${after}${year.length === 4 ? '%Y' : '%y'}`
    return { length: all.length, format, swapped: null }
  }
  found = MONTH_DAY_JOINED.exec(text)
  if (found) {
    const [all, month = '', separator, day, year = ''] = found
    if (!exists(year, monthNumber(month), day)) return null
    const format = `${monthFormat(month)}${separator}%d${separator}${year.length === 4 ? '%Y' : '%y'}`
    return { length: all.length, format, swapped: null }
  }
  found = MONTH_DAY.exec(text)
  if (!found) return null
  const [all, month = '', day, comma = '', year] = found
  if (!exists(year, monthNumber(month), day)) return null
  return { length: all.length, format: `${monthFormat(month)} %d${comma} %Y`, swapped: null }
}

/** 6-4 and 6月4日: a month and a day. Which year, nobody but the user knows. */
function yearless(text: string): DatePart | null {
  const chinese = CHINESE_YEARLESS.exec(text)
  if (chinese)
    return exists('2000', chinese[1], chinese[2])
      ? { length: chinese[0].length, format: '%m月%d日', swapped: null }
      : null
  const found = YEARLESS.exec(text)
  if (!found) return null
  const [all, first, separator, second] = found
  const monthFirst = exists('2000', first, second) ? `%m${separator}%d` : null
  const dayFirst = exists('2000', second, first) ? `%d${separator}%m` : null
  const format = monthFirst ?? dayFirst
  return format ? { length: all.length, format, swapped: monthFirst && dayFirst } : null
}

const monthFormat = (month: string): string => (month.length === 3 ? '%b' : '%B')
const monthNumber = (month: string): string =>
  String(MONTHS.split('|').indexOf(month.slice(0, 3).toLowerCase()) + 1)

function clockFormat(text: string): string | null {
  const hourOnly = HOUR.exec(text)
  if (hourOnly) return isClock(hourOnly[1]) ? ' %H' : null
  const chinese = CHINESE_CLOCK.exec(text)
  if (chinese) {
    const [, gap = '', hour, word = '', minute, second] = chinese
    if (!isClock(hour, minute, second)) return null
    return `${gap}%H${word}${minute === undefined ? '' : '%M分'}${second === undefined ? '' : '%S秒'}`
  }
  const french = FRENCH_CLOCK.exec(text)
  if (french) return isClock(french[2], french[3]) ? `${french[1]}%Hh%M` : null
  const clock = CLOCK.exec(text)
  if (!clock) return null
  const [, gap, hour, minute, second, fraction, half] = clock
  if (!isClock(hour, minute, second)) return null
  if (half && (Number(hour) < 1 || Number(hour) > 12)) return null
  const hours = half ? '%I' : '%H'
  return `${gap}${hours}:%M${second ? ':%S' : ''}${fraction ? '.%f' : ''}${half ? `${half.startsWith(' ') ? ' ' : ''}%p` : ''}`
}

const isClock = (hour = '0', minute = '0', second = '0'): boolean =>
  Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59

/** Two digits of a year stand for 1969 to 2068, as strptime has it. */
function exists(year = '', month = '', day = ''): boolean {
  const y = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 69 ? 2000 : 1900)
  const m = Number(month)
  const d = Number(day)
  if (y < 1900 || y > 2199 || m < 1 || m > 12 || d < 1) return false
  return d <= new Date(Date.UTC(y, m, 0)).getUTCDate()
}
