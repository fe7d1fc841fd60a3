import { headerMatch } from '../../../shop/headers'
import { MEMBER_COLUMNS } from '../../../shop/people'
import { memberId } from '../../../shop/columns'
import { joinHeaders } from '../../titles'
import { readValue } from '../../values'
import { periodOf, type Period } from './periods'
import type { Head, Row } from './rows'

/** How a sheet with a column per period is laid out. */
export interface WideHeader {
  /** Up to the last that is not blank. */
  names: string[]
  /** Columns of the sheet: those right of the names have no header. */
  width: number
  /** Physical lines up to and with the header. */
  above: number
  /** Columns by the period they stand for, each with its measure's place in `measures`. */
  periods: { column: number; start: string; measure: number }[]
  measures: string[]
  grain: Period['grain']
  /** Columns that say something of the member: these go along with every row. */
  carried: number[]
  /** Columns of sums over the periods: these would say the same money again. */
  totals: number[]
  /** The year that was taken for headers without one; null where all name theirs. */
  yearTaken: number | null
}

const LEAST_PERIODS = 3
const LEAST_SHARE = 0.4
const LEAST_NUMBERS = 0.95
const MOST_TITLES = 10
const PERSON = [
  ...memberId.words,
  ...MEMBER_COLUMNS.filter(({ name }) => name === 'name' || name === 'phone' || name === 'email').flatMap(
    ({ words }) => words,
  ),
]
const TOTAL =
  /^(?:.{0,6}(?:合计|总计|累计|小计|总和|汇总)|(?:grand |sub)?totals?|sum|ytd|summe|gesamt|average|平均|均值)$/i

/**
 * The header of a sheet with a row per member and a column per period, at one of the first rows; null for every other
 * table. Below the periods stand numbers, and beside them a column says which member.
 */
export function wideHeader({ rows }: Head, year: number): WideHeader | null {
  for (let at = 0; at < Math.min(rows.length - 1, MOST_TITLES); at++) {
    const [upper, lower] = [rows[at]!, rows[at + 1]!]
    const gaps = upper.cells.slice(1).some((cell) => cell.trim() === '')
    const double =
      gaps && rows.length > at + 2
        ? layoutOf(joinHeaders(upper.cells, lower.cells), rows.slice(at + 2), lower.line, year)
        : null
    const single = layoutOf(upper.cells, rows.slice(at + 1), upper.line, year)
    // A record joined to the header above it names no period more: only a header of two rows does.
    const found = double && double.periods.length > (single?.periods.length ?? 0) ? double : single
    if (found) return found
  }
  return null
}

function layoutOf(
  cells: readonly string[],
  below: readonly Row[],
  above: number,
  year: number,
): WideHeader | null {
  const names = cells.slice(0, cells.findLastIndex((cell) => cell.trim() !== '') + 1)
  const found = names.map((name) => periodOf(name, year))
  const [lead] = found.filter((period) => period !== null)
  if (!lead) return null
  const measures = [...new Set(found.flatMap((period) => period?.rest ?? []))]
  const periods = found.flatMap((period, column) =>
    period ? [{ column, start: period.start, measure: measures.indexOf(period.rest) }] : [],
  )
  const others = names.flatMap((name, i) => (found[i] || name.trim() === '' ? [] : [i]))
  const starts = new Set(periods.map(({ start }) => start))
  const distinct = new Set(periods.map(({ start, measure }) => `${start} ${measure}`)).size
  const totals = others.filter((i) => TOTAL.test(names[i]?.trim() ?? ''))
  const carried = others.filter((i) => !totals.includes(i))
  const yearless = found.some((period) => period?.yearless)
  if (
    starts.size < (periods.length >= others.length ? 2 : LEAST_PERIODS) ||
    distinct < periods.length ||
    periods.length < LEAST_SHARE * (periods.length + others.length) ||
    found.some((period) => period && (period.grain !== lead.grain || period.yearless !== lead.yearless)) ||
    (yearless && starts.size < LEAST_PERIODS) ||
    !carried.some((i) => headerMatch(names[i] ?? '', PERSON).score >= 0.6) ||
    !holdNumbers(
      below,
      periods.map(({ column }) => column),
    )
  )
    return null
  const yearTaken = yearless ? year : null
  return {
    names,
    width: cells.length,
    above,
    periods,
    measures,
    grain: lead.grain,
    carried,
    totals,
    yearTaken,
  }
}

function holdNumbers(rows: readonly Row[], columns: readonly number[]): boolean {
  const kinds = rows.flatMap(({ cells }) => columns.map((column) => readValue(cells[column] ?? '').kind))
  const present = kinds.filter((kind) => kind !== 'missing')
  const numbers = present.filter((kind) => kind === 'number').length
  return numbers > 0 && numbers >= LEAST_NUMBERS * present.length
}

/** The total below the records, where a row is one. */
export const isTotalRow = (cells: readonly string[]): boolean =>
  TOTAL.test(cells.find((cell) => cell.trim() !== '')?.trim() ?? '')
