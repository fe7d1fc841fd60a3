import type { LongNumbers } from './long-numbers'
import { serialDate, type NumberKind } from './serial-dates'

/** What the cells of a sheet refer to, and what was met among them. */
export interface CellContext {
  strings: readonly string[]
  /** The kind of number by the index of a cell's style. */
  kinds: readonly NumberKind[]
  from1904: boolean
  long: LongNumbers
  /** Columns, from 0, whose long numbers are known to be cut. */
  cut: ReadonlySet<number>
  /** Cells that hold an error such as #N/A, and where the first one stands. */
  errors: number
  firstError: string
}

/** The text of a cell of a type of ECMA-376 part 1, 18.18.11, from the value as written. */
export function cellText(
  type: string,
  value: string,
  style: number,
  reference: string,
  context: CellContext,
): string {
  switch (type) {
    case 's':
      return context.strings[Number(value)] ?? ''
    case 'b':
      return value === '1' ? 'true' : value === '0' ? 'false' : value
    case 'e':
      if (context.errors++ === 0) context.firstError = `${reference} ${value}`
      return ''
    case 'd':
      return isoDate(value)
    case 'str':
    case 'inlineStr':
      return value
    default:
      return numberText(value, context.kinds[style] ?? 'number', context.from1904)
  }
}

const isoDate = (value: string): string =>
  value.replace(/^(\d{4}-\d{2}-\d{2})T/, '$1 ').replace(/(\.\d+)?Z?$/, '')

/**
 * A number as its cell means it: dates as ISO writes them, whole numbers with every digit that the file holds, others
 * with the 15 digits that a spreadsheet keeps, so that 19.989999999999998 is 19.99. A whole number that was stored
 * with an exponent has lost its last digits, and keeps the exponent as the sign of it.
 */
export function numberText(value: string, kind: NumberKind, from1904: boolean): string {
  if (kind !== 'number') {
    const date = serialDate(Number(value), kind, from1904)
    if (date !== null) return date
  }
  if (PLAIN.test(value)) return value
  const number = Number(value)
  if (!Number.isFinite(number) || value.trim() === '') return value
  const rounded = Number(number.toPrecision(15))
  if (Math.abs(rounded) >= 1e15) return rounded.toExponential().replace('e', 'E')
  return Math.abs(rounded) < 1e-6 ? plainSmall(rounded) : String(rounded)
}

const PLAIN = /^-?(0|[1-9]\d*)(\.\d{1,9})?$/

const plainSmall = (number: number): string =>
  number === 0 ? '0' : number.toFixed(20).replace(/0+$/, '').replace(/\.$/, '')
