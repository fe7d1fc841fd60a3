import { join, list, sql, type Sql } from '../sql/sql'
import { CALENDARS, calendarOf } from './calendars'
import { calendarText } from './calendars.sql'
import { CLOCK_NUMBERS, USUAL_CLOCKS, type ClockNumber } from './clocks'
import { AFTERNOON, MORNING, WEEKDAYS, ZONE } from './dates'
import { EDGES, NARROW, WIDE } from './narrow'
import type { ColumnReport } from './types'
import {
  CREDIT,
  CURRENCY_SIGNS,
  CURRENCY_WORDS,
  DEBIT,
  LOST_DIGITS,
  MISSING_WORDS,
  NOTE,
  NOTHING_WORDS,
  SCALES,
} from './values'

/**
 * Reads the text of a column on the engine. The expressions never throw: what cannot be read is null. They take the
 * fast way first; COALESCE and CASE evaluate the slower forms only for the rows that still need them. That holds as
 * long as no part of a slow form is written twice: the engine computes repeated parts once, up front, for every row.
 * No extension is needed.
 */

/**
 * Whether a cell holds nothing, or one of the words people write for nothing. Never null.
 * @param words the column's own, in place of the usual ones.
 */
export function isMissing(column: Sql, words: readonly string[] = MISSING_WORDS): Sql {
  const found = isOneOf(column, words.includes('') ? words : ['', ...words])
  if (words.some((word) => /^[0-9]/.test(word))) return sql`coalesce(${found}, true)`
  const tooLong = sql`strlen(${column}) > ${longest(words)} and ${hasPlainEnds(column)}`
  return sql`case when ${column} is null then true when ${column} >= '0' and ${column} < ':' then false when ${tooLong} then false else ${found} end`
}

/** In bytes, as the engine's strlen counts; a letter in the other case may take one more. */
const longest = (words: readonly string[]): number =>
  Math.max(0, ...words.map((word) => new TextEncoder().encode(word).length)) + 2

/**
 * Whether a text surely has nothing to trim: first and last are ASCII, or Chinese and what stands near it. A few
 * comparisons, where a pattern or a trim by a set of characters takes five times as long.
 */
function hasPlainEnds(column: Sql): Sql {
  const isPlain = (text: Sql) =>
    sql`(${text} >= '!' and ${text} < '\u0060' or ${text} >= 'a' and ${text} < '\u007f' or ${text} >= '\u3001' and ${text} < '\ufe00')`
  return sql`(${isPlain(column)} and ${isPlain(sql`${column}[-1]`)})`
}

/** Whether a cell is one of the words, in any case and with any space around it; null for null. */
export function isOneOf(column: Sql, words: readonly string[]): Sql {
  // A pattern is given up at the first wrong letter. An IN of many words is a join, done for every row before any CASE.
  return sql`regexp_full_match(${column}, ${anyOf(words)}, 'i')`
}

/** As `isOneOf`, of texts that say several things, divided by commas: 已取消，退款成功. */
export function saysOneOf(column: Sql, words: readonly string[]): Sql {
  return sql`regexp_full_match(${column}, ${`(?:[^${DIVIDERS}]*[${DIVIDERS}])*${anyOf(words)}(?:[${DIVIDERS}].*)?`}, 'i')`
}

const DIVIDERS = ',;|，、；'

const anyOf = (words: readonly string[]): string => {
  const choice = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('|')
  return `[${EDGES}]*(?:${choice})[${EDGES}]*`
}

/**
 * Text to DECIMAL(18,4), or null. Reads 1,234.56 and, where the column's report says so, 1.234,56; currency signs
 * before or after; (123.00), -123.00 and 123.00-; 12.5 % as .125; full-width digits; 1.2万, 3亿, 1.2k; ="123".
 */
export function numberFromText(column: Sql, report?: Pick<ColumnReport, 'decimal' | 'marked'>): Sql {
  if (report?.marked !== undefined)
    return sql`coalesce(${numberFromText(column, { decimal: report.decimal })}, ${cleanedNumber(unmarked(column), report.decimal)})`
  // The plain cast would take 1.234 for one and a bit where it means a thousand and more.
  if (report?.decimal === ',') return cleanedNumber(column, ',')
  return sql`coalesce(try_cast(${column} as decimal(18, 4)), ${cleanedNumber(column, '.')})`
}

/** Without CR, DR and notes in brackets; CR is negative. */
const unmarked = (column: Sql): Sql =>
  [
    [NOTE, '\\1'],
    [CREDIT, '-\\1'],
    [DEBIT, '\\1'],
  ].reduce(
    (text, [mark = '', kept = '']) => sql`regexp_replace(${text}, ${mark}, ${kept})`,
    sql`trim(translate(${column}, ${WIDE}, ${NARROW}), ${EDGES})`,
  )

/** The note in brackets behind an amount; '' where there is none. */
export const noteIn = (column: Sql): Sql =>
  sql`regexp_extract(trim(translate(${column}, ${WIDE}, ${NARROW}), ${EDGES}), ${NOTE}, 2)`

/**
 * Text to TIMESTAMP, or null, by the formats in the column's report: strptime's, and `excel`, `epoch_s`, `epoch_ms`,
 * `epoch_us` for numbers. A zone at the end is dropped: shop times are clock times. Years outside 1900 to 2199 are
 * misreadings: null.
 * @param year of dates that name none.
 */
export function timeFromText(column: Sql, formats: readonly string[], year?: number): Sql {
  const read = reading(column, formats, year)
  return sql`case when ${read} between timestamp '1900-01-01 00:00:00' and timestamp '2199-12-31 23:59:59' then ${read} end`
}

function reading(column: Sql, formats: readonly string[], year: number | undefined): Sql {
  const numeric = formats.find((format) => format in SERIALS)
  if (numeric !== undefined)
    return SERIALS[numeric]!(
      sql`try_cast(trim(translate(${column}, ${WIDE}, ${NARROW}), ${`${EDGES}="'`}) as double)`,
    )
  const others = CALENDARS.flatMap((calendar) => {
    const own = formats.map(calendarOf).filter((format) => format.calendar === calendar)
    const plain = own.map((format) => format.plain)
    return own.length === 0
      ? []
      : [sql`try_strptime(${calendarText(calendar, datedText(column, plain))}, ${list(plain)})`]
  })
  const usual = formats.filter((format) => calendarOf(format).calendar === null)
  if (others.length === 0) return readingUsual(column, formats, year)
  const parts = usual.length === 0 ? others : [readingUsual(column, usual, year), ...others]
  return sql`coalesce(${join(parts)})`
}

function readingUsual(column: Sql, formats: readonly string[], year: number | undefined): Sql {
  const text = datedText(column, formats)
  const dated = formats.filter(hasYear)
  const yearless = formats.filter((format) => !hasYear(format))
  const slow = dated.length === 0 ? sql`null::timestamp` : sql`try_strptime(${text}, ${list(dated)})`
  if (yearless.length > 0) {
    const completed = year === undefined ? sql`null` : sql`concat(${String(year)}, ' ', ${text})`
    const read = sql`try_strptime(${completed}, ${list(yearless.map((format) => `%Y ${format}`))})`
    return dated.length === 0 ? read : sql`coalesce(${slow}, ${read})`
  }
  // The plain cast takes 12/1/10 for the year 12, so it goes first only where years do.
  const yearFirst = formats.every((format) => /^%Y[-/]/.test(format))
  return yearFirst
    ? sql`coalesce(try_cast(${column} as timestamp), ${slow})`
    : sql`coalesce(${slow}, case when regexp_matches(${column}, ${YEAR_FIRST}) then try_cast(${column} as timestamp) end)`
}

/**
 * Text to a time of day (TIME), or null, by the formats in the column's report: strptime's, and those of
 * CLOCK_NUMBERS for numbers. A day beside it, and a zone, are dropped.
 */
export function clockFromText(column: Sql, formats: readonly string[] = USUAL_CLOCKS): Sql {
  const number = CLOCK_NUMBERS.find((known) => formats.includes(known))
  if (number !== undefined)
    return CLOCKS[number](sql`trim(translate(${column}, ${WIDE}, ${NARROW}), ${EDGES})`)
  return sql`cast(try_strptime(${datedText(column, formats)}, ${list(formats)}) as time)`
}

/** A fraction of a day is read to the second. */
const CLOCKS: Readonly<Record<ClockNumber, (text: Sql) => Sql>> = {
  day_fraction: (text) =>
    sql`case when try_cast(${text} as double) >= 0 and try_cast(${text} as double) < 1 then time '00:00:00' + to_seconds(least(cast(round(86400 * try_cast(${text} as double)) as bigint), 86399)) end`,
  hour: (text) => digitsOfClock(text, 2, '%H'),
  hhmm: (text) => digitsOfClock(text, 4, '%H%M'),
  hhmmss: (text) => digitsOfClock(text, 6, '%H%M%S'),
}

const digitsOfClock = (text: Sql, digits: number, format: string): Sql =>
  sql`cast(try_strptime(case when regexp_full_match(${text}, ${`[0-9]{1,${digits}}`}) then lpad(${text}, ${digits}, '0') end, ${format}) as time)`

const hasYear = (format: string): boolean => /%[Yy]/.test(format)

/** The text as strptime wants it. Halves of the day are looked for only where a format has them. */
function datedText(column: Sql, formats: readonly string[]): Sql {
  // No date ends in the ="…" or begins with the apostrophe that keep spreadsheets from reading it.
  const trimmedText = sql`trim(translate(${column}, ${WIDE}, ${NARROW}), ${`${EDGES}="'`})`
  const plain = sql`regexp_replace(${trimmedText}, ${`${ZONE}|${WEEKDAYS}`}, '\\1', 'g')`
  if (!formats.some((format) => format.includes('%p'))) return plain
  const morning = sql`regexp_replace(${plain}, ${MORNING}, '\\1 AM')`
  return sql`regexp_replace(${morning}, ${AFTERNOON}, '\\1 PM')`
}

/**
 * Days since 1899-12-30, as spreadsheets count them; before March 1900 they are a day off, for they take 1900 for a
 * leap year (ECMA-376, part 1, 18.17.4.1). Seconds, ms and µs since 1970, UTC. To the second.
 */
const SERIALS: Readonly<Record<string, (number: Sql) => Sql>> = {
  excel: (days) =>
    sql`case when ${days} between 1 and 109574 then timestamp '1899-12-30 00:00:00' + to_seconds(cast(round(86400 * (${days} + (case when ${days} < 60 then 1 else 0 end))) as bigint)) end`,
  epoch_s: (seconds) => epoch(seconds, 1_000_000),
  epoch_ms: (ms) => epoch(ms, 1000),
  epoch_us: (us) => epoch(us, 1),
}

const epoch = (number: Sql, microseconds: number): Sql =>
  sql`case when abs(${number}) < ${7.3e15 / microseconds} then make_timestamp(cast(${number} * ${microseconds} as bigint)) end`

/**
 * Text to the form in which ids are compared, or null where missing: trimmed, half-width, without a spreadsheet's ="…"
 * or leading apostrophe, and without the .0 that programs add to ids in a column with gaps. Null too for an id that
 * lost its last digits in a spreadsheet: 1.23E+17 is many ids.
 */
export const idFromText = (column: Sql, words?: readonly string[]): Sql =>
  sql`case when regexp_full_match(${column}, '[A-Za-z_-]*[0-9][0-9A-Za-z_-]*')${ownWords(column, words)} then ${column} when ${isMissing(column, words)} then null else nullif(regexp_replace(trim(translate(${column}, ${WIDE}, ${NARROW}), ${EDGES}), ${DRESSED_ID}, '\\1\\2\\3'), '') end`

const ownWords = (column: Sql, words: readonly string[] | undefined): Sql =>
  words === undefined ? sql`` : sql` and not ${isMissing(column, words)}`

/** Whether a cell is an id whose last digits a spreadsheet dropped. Never null. */
export const hasLostDigits = (column: Sql): Sql =>
  sql`coalesce(regexp_full_match(${column}, ${`[${EDGES}]*${LOST_DIGITS}[${EDGES}]*`}), false)`

/** Text without the spaces and tabs around it, or null where missing. 未知 is a level of its own. */
export const textFromText = (column: Sql, words: readonly string[] = NOTHING_WORDS): Sql =>
  sql`case when ${isMissing(column, words)} then null else ${trimmed(column)} end`

/** The engine is slow to trim characters of a set: most cells have none of them to lose. */
const trimmed = (column: Sql): Sql =>
  sql`case when ${hasPlainEnds(column)} then ${column} when regexp_matches(${column}, ${`^[${EDGES}]|[${EDGES}]$`}) then trim(${column}, ${EDGES}) else ${column} end`

const YEAR_FIRST = '^\\s*[0-9]{4}[-/]'
const DRESSED_ID = `^${LOST_DIGITS}$|^="?([^"]*)"?$|^'(.*)$|^([0-9]+)[.]0+$`

/** Each step once, from the inside out: narrow, undress, strip, sign, check, drop the grouping, scale. */
function cleanedNumber(column: Sql, decimal: '.' | ','): Sql {
  // One sign stands for every currency.
  const narrowed = sql`trim(translate(${column}, ${WIDE + CURRENCY_SIGNS}, ${NARROW.replace('¥', '$') + ONE_SIGN}), ${EDGES})`
  const undressed = sql`regexp_replace(${narrowed}, '^="([^"]*)"$|^''(.*)$', '\\1\\2')`
  const bare = sql`regexp_replace(${undressed}, ${CURRENCY}, '\\1\\2', 'gi')`
  const tight = sql`regexp_replace(${bare}, '(^|[-+(]) +| +($|[-)])', '\\1\\2', 'g')`
  const signed = sql`regexp_replace(${tight}, '^[(](.*)[)]$|^([^-(].*)-$', '-\\1\\2')`
  const checked = sql`regexp_extract(${signed}, ${decimal === ',' ? COMMA_NUMBER : DOT_NUMBER})`
  const dotted = sql`translate(${checked}, ${decimal === ',' ? ",. '’" : "., '’"}, '.')`
  const scaled = SCALES.reduce(
    (text, [unit, power]) => sql`replace(${text}, ${unit}, ${`e${power}`})`,
    dotted,
  )
  return sql`try_cast(${scaled} as decimal(18, 4))`
}

const ONE_SIGN = '$'.repeat(CURRENCY_SIGNS.length)
const CURRENCY = `^([-+(]? *)(?:${CURRENCY_WORDS})|(?:${CURRENCY_WORDS})( *[-)]?)$`
const UNIT = `(?: ?(?:${SCALES.map(([unit]) => unit).join('|')}))?$`
const DOT_NUMBER = `^[-+]?(?:\\d{1,3}(?:[, '’]\\d{2,3})*[, '’]\\d{3}(?:[.]\\d*)?|\\d+(?:[.]\\d*)?|[.]\\d+)(?:[Ee][-+]?\\d{1,2})?${UNIT}`
const COMMA_NUMBER = `^[-+]?(?:\\d{1,3}(?:[. '’]\\d{2,3})*[. '’]\\d{3}(?:,\\d*)?|\\d+(?:,\\d*)?|,\\d+)${UNIT}`
