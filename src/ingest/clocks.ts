import { clockShape } from './dates'
import { narrow } from './narrow'
import { readNumber } from './values'

/**
 * Times of day written as numbers: a fraction of a day, as spreadsheets keep them; the hour alone; 930 and 1430; 93005
 * and 143005.
 */
export const CLOCK_NUMBERS = ['day_fraction', 'hour', 'hhmm', 'hhmmss'] as const
export type ClockNumber = (typeof CLOCK_NUMBERS)[number]

/** What reads the times of day of a column of which nothing is known. */
export const USUAL_CLOCKS: readonly string[] = ['%H:%M:%S', '%H:%M', '%H:%M:%S.%f', '%I:%M:%S %p', '%I:%M %p']

/** From here on a column is one of clocks; the rest cannot be read. */
const MOST = 0.8

/**
 * How the values of a column write times of day, most frequent first; none where they do not. Numbers are times only
 * under a header that says so.
 *
 * @param values as they come, those that mean nothing left out.
 */
export function clockFormatsOf(values: readonly string[], header: string): string[] {
  if (values.length === 0) return []
  const texts = values.map(narrow)
  const written = countFormats(texts.flatMap((text) => clockShape(text) ?? []))
  if (written.total >= MOST * texts.length) return completed(written.formats)
  const onOneDay = clocksOfNoDay(texts)
  if (onOneDay.length > 0) return onOneDay
  if (!SPEAKS_OF_TIME.test(header)) return []
  const number = clockNumber(texts, header)
  if (number !== null) return [number]
  return texts.every((text) => DOTTED.test(text) && isClock(twoDigits(text))) ? ['%H.%M', '%H.%M.%S'] : []
}

/** 14.30, as some countries write it; 9.5 is none. */
const DOTTED = /^\d{1,2}[.]\d{2}(?:[.]\d{2})?$/
const twoDigits = (dotted: string): string =>
  dotted
    .split('.')
    .map((part) => part.padStart(2, '0'))
    .join('')
const SPEAKS_OF_HOURS = /hour|stunde|heure|hora|(?:^|[^a-z])ora(?:$|[^a-z])|小时|时段/i

const SPEAKS_OF_TIME =
  /time|clock|hour|tijd|zeit|stunde|hora|heure|(?:^|[^a-z])ora(?:$|[^a-z])|小时|时段|时间|時間|时刻|時刻|钟点/i

/** Formats with seconds, without them, and with fractions of one: which of them a cell has, varies within a column. */
function completed(formats: readonly string[]): string[] {
  const all = formats.flatMap((format) => {
    const bare = format.replace(/:%S(\.%f)?/, '')
    return /%[HI]:%M/.test(format)
      ? [format, ...[':%S', '', ':%S.%f'].map((end) => bare.replace('%M', `%M${end}`))]
      : [format]
  })
  return [...new Set(all)]
}

/** Databases without a type for it write a time of day on the day their calendar begins: it is a part of the format. */
function clocksOfNoDay(texts: readonly string[]): string[] {
  const found = texts.flatMap((text) => {
    const day = NO_DAY.exec(text)?.[0] ?? ''
    const clock = day === '' ? null : clockShape(text.slice(day.length))
    return clock === null ? [] : [day + clock]
  })
  return found.length < texts.length ? [] : countFormats(found).formats
}

const NO_DAY = /^(?:1899-12-3[01]|1900-0?1-0?[01]|1904-0?1-0?1|1970-0?1-0?1)[ T]/

function clockNumber(texts: readonly string[], header: string): ClockNumber | null {
  if (SPEAKS_OF_HOURS.test(header) && texts.every((text) => /^\d{1,2}$/.test(text) && Number(text) < 24))
    return 'hour'
  if (texts.every((text) => /^\d{1,4}$/.test(text) && isClock(text.padStart(4, '0'))))
    return texts.some((text) => text.length >= 3) ? 'hhmm' : null
  if (texts.every((text) => /^\d{1,6}$/.test(text) && isClock(text.padStart(6, '0')))) return 'hhmmss'
  const numbers = texts.map((text) => readNumber(text)?.value ?? NaN)
  return numbers.every((number) => number >= 0 && number < 1) && numbers.some((number) => number > 0)
    ? 'day_fraction'
    : null
}

/** Of hours, minutes and, where there are any, seconds, two digits each. */
const isClock = (digits: string): boolean =>
  (digits.match(/../g) ?? []).every((part, i) => Number(part) < (i === 0 ? 24 : 60))

function countFormats(found: readonly string[]): { formats: string[]; total: number } {
  const counts = new Map<string, number>()
  for (const format of found) counts.set(format, (counts.get(format) ?? 0) + 1)
  return {
    formats: [...counts].sort((a, b) => b[1] - a[1]).map(([format]) => format),
    total: found.length,
  }
}
