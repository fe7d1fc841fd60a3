import { beginWithRocYear, isTaiwanese } from './calendars'
import { clockFormatsOf } from './clocks'
import { leastHashed } from './keys'
import { narrow } from './narrow'
import { withRatingTimes } from './ratings'
import { namesDate, serialFormat } from './serial-dates'
import type { ColumnReport, ValueType } from './types'
import { mixedCoding } from './standard/gender.sql'
import { asComma, currencyIn, readValue, type NumberValue } from './values'
import { beginWithShortYear, rocShape, shortYearShape, type DateShape } from './dates'

/** What each column holds, from sampled records; the first `consecutive` of them follow each other in the file. */
export function reportColumns(
  names: readonly string[],
  headers: readonly string[],
  rows: readonly string[][],
  consecutive: number,
): ColumnReport[] {
  const cells = names.map((_, i) => rows.map((row) => row[i] ?? ''))
  const taiwanese = isTaiwanese(headers)
  const contents = cells.map((column, i) =>
    reportColumn(column, headers[i] ?? '', consecutive, false, taiwanese),
  )
  // A file keeps to one decimal separator: where a column shows the comma, 1.200 in another is a thousand and more.
  const comma =
    contents.some((column) => column.decimal === ',') && !contents.some((column) => column.pointSeen)
  return withRatingTimes(
    names.map((name, i) => {
      const { pointSeen: _, ...content } = comma
        ? reportColumn(cells[i] ?? [], headers[i] ?? '', consecutive, true, taiwanese)
        : contents[i]!
      return { name, header: headers[i] ?? '', ...content }
    }),
  )
}

/** The currencies that a column of nothing else names; none for any other column. */
function namedCurrencies(seen: ReadonlySet<string>, header: string): string[] {
  if (seen.size === 0 || seen.size > MOST_CURRENCIES || !SPEAKS_OF_CURRENCY.test(header)) return []
  const codes = [...seen].map(currencyIn)
  return codes.includes('') ? [] : codes
}

const MOST_CURRENCIES = 30
const SPEAKS_OF_CURRENCY = /curr|w[äa]e?hrung|devise|moned|moeda|valuta|币|幣|通貨/i
const CLOCKS_LOOKED_AT = 500

type Contents = Omit<ColumnReport, 'name' | 'header'> & { pointSeen: boolean }

function reportColumn(
  cells: readonly string[],
  header: string,
  consecutive: number,
  fileHasComma: boolean,
  taiwanese: boolean,
): Contents {
  const seen = new Set<string>()
  const first: string[] = []
  let dates: DateShape[] = []
  let numbers: NumberValue[] = []
  let missing = 0
  let booleans = 0
  let longest = 0
  let idLike = 0
  let lostDigits = 0
  for (const cell of cells) {
    if (cell.length > longest) longest = cell.length
    const value = readValue(cell)
    if (value.kind === 'missing') {
      missing++
      continue
    }
    seen.add(cell)
    if (first.length < CLOCKS_LOOKED_AT) first.push(cell)
    if (value.kind === 'date') dates.push(value.shape)
    else if (value.kind === 'number') numbers.push(value)
    else if (value.kind === 'boolean') booleans++
    else if (value.kind === 'lost_digits') lostDigits++
    else if (/^[A-Za-z]{1,4}[-_]?\d{3,}$|^\d{3,}[A-Za-z]{1,3}$/.test(narrow(cell))) idLike++
  }
  const present = cells.length - missing
  if (beginWithShortYear([...seen].map(narrow)))
    dates = cells.flatMap((cell) => (seen.has(cell) ? (shortYearShape(narrow(cell)) ?? []) : []))
  const roc = (taiwanese || namesDate(header)) && seen.size > 0 && beginWithRocYear([...seen].map(narrow))
  if (roc) dates = cells.flatMap((cell) => (seen.has(cell) ? (rocShape(narrow(cell)) ?? []) : []))
  const pointSeen = numbers.some((number) => number.decimal === '.')
  const comma = decidesComma(numbers) || (fileHasComma && numbers.some((number) => number.separator !== ''))
  if (comma) numbers = numbers.map(asComma)
  const serial = serialFormat(seen, header)
  const type = serial?.type ?? decideType(present, dates, numbers, booleans, idLike, header)
  const isDate = type === 'date' || type === 'time'
  const isNumber = type === 'integer' || type === 'decimal'
  const values = isNumber ? numbers.map((number) => number.value) : []
  const clocks = type === 'date' ? [] : clockFormatsOf(first, header)
  const coding = mixedCoding(seen)
  const currencies = isNumber
    ? numbers.map((number) => number.currency).filter(Boolean)
    : namedCurrencies(seen, header)
  const several = [...new Set(currencies)]
  return {
    type,
    ...(coding && { coding }),
    ...(clocks.length > 0 && { clockFormats: clocks }),
    ...(serial
      ? { dateFormats: [serial.format], ambiguousDayMonth: false }
      : isDate
        ? decideFormats(dates)
        : { dateFormats: [], ambiguousDayMonth: false }),
    ...count('zones', isDate ? dates.filter((date) => date.zone).length : 0),
    ...count('percents', isNumber ? numbers.filter((number) => number.percent).length : 0),
    ...count('lostDigits', lostDigits),
    ...count('marked', isNumber ? numbers.filter((number) => number.marked).length : 0),
    decimal: isNumber && comma ? ',' : '.',
    pointSeen: isNumber && pointSeen,
    currency: several.length > 1 ? '' : (several[0] ?? ''),
    ...(several.length > 1 && { currencies: several }),
    examples: [...seen].slice(0, 5).map((example) => example.slice(0, 300)),
    sampled: cells.length,
    missing,
    distinct: seen.size,
    negative: values.length === 0 ? 0 : values.filter((value) => value < 0).length / values.length,
    range: values.length === 0 ? null : [least(values), greatest(values)],
    repeats: repeatsOf(cells.slice(0, consecutive)),
    longest,
    keys: type === 'decimal' || isDate || type === 'boolean' || longest > 64 ? [] : leastHashed(seen, 200),
  }
}

/** Rare counts are left out where they are zero. */
const count = <K extends string>(name: K, n: number): Partial<Record<K, number>> =>
  n > 0 ? ({ [name]: n } as Record<K, number>) : {}

function decideType(
  present: number,
  dates: readonly DateShape[],
  numbers: readonly NumberValue[],
  booleans: number,
  idLike: number,
  header: string,
): ValueType {
  if (present === 0) return 'empty'
  // 6-4 may be a score, a size or a share: without a clock it is a date where the header says so.
  const bare = dates.filter((date) => !date.time && /^%[md][-/]%[md]$/.test(date.format)).length
  if (bare > 0.5 * dates.length && !namesDate(header)) return 'text'
  const compact = dates.filter((date) => date.format === '%Y%m%d').length
  // 20180101 among other whole numbers is a number.
  const loneDates = numbers.length > 0.05 * present ? dates.length - compact : dates.length
  if (loneDates >= 0.8 * present) return dates.some((date) => date.time) ? 'time' : 'date'
  if (numbers.length + (dates.length - loneDates) >= 0.9 * present && idLike === 0)
    return numbers.every((number) => number.whole) ? 'integer' : 'decimal'
  if (booleans >= 0.95 * present) return 'boolean'
  return 'text'
}

const DAY_FIRST = /^%d[-/.]%m/

/** Day first or month first is decided by the dates that leave no choice; without any, the column is ambiguous. */
function decideFormats(dates: readonly DateShape[]): Pick<ColumnReport, 'dateFormats' | 'ambiguousDayMonth'> {
  const open = dates.filter((date) => date.swapped !== null)
  const settled = dates.filter((date) => date.swapped === null)
  const dayFirst = settled.filter((date) => DAY_FIRST.test(date.format)).length
  const monthFirst = settled.filter((date) => date.format.startsWith('%m')).length
  const undecided = open.length > 0 && dayFirst === 0 && monthFirst === 0
  // Dots are written day first; slashes alone do not tell.
  const swap = undecided ? (open[0]?.format.includes('.') ?? false) : dayFirst > monthFirst
  const counts = new Map<string, number>()
  for (const date of dates) {
    const format = swap && date.swapped !== null ? date.swapped : date.format
    counts.set(format, (counts.get(format) ?? 0) + 1)
  }
  const dateFormats = [...counts].sort((a, b) => b[1] - a[1]).map(([format]) => format)
  return { dateFormats: dateFormats.slice(0, 8), ambiguousDayMonth: undecided }
}

function decidesComma(numbers: readonly NumberValue[]): boolean {
  const commas = numbers.filter((number) => number.decimal === ',').length
  return commas > 0 && commas > numbers.filter((number) => number.decimal === '.').length
}

function repeatsOf(cells: readonly string[]): number {
  const present = cells.filter((cell) => cell.trim() !== '')
  return present.length === 0 ? 0 : present.length / new Set(present).size
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Infinity)
const greatest = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b), -Infinity)
