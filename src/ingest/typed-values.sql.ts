import { sql, type Sql } from '../sql/sql'
import type { GenderCoding, StoredType } from './types'
import {
  clockFromText,
  idFromText,
  isMissing,
  numberFromText,
  textFromText,
  timeFromText,
} from './values.sql'

/** A column of a raw table, with what its values' readers need to know. */
export interface Cell {
  column: Sql
  stored?: StoredType
  dateFormats?: readonly string[]
  clockFormats?: readonly string[]
  decimal?: '.' | ','
  marked?: number
  year?: number
  missingWords?: readonly string[]
  coding?: GenderCoding
}

/**
 * Reads a column by the short way its type allows, to the same results as values.sql.ts would from its values as
 * text: 12345.0 is the id 12345, NaN is missing, money is rounded to four places as written. Text, a type that does
 * not fit what is asked, and a column with words of its own for nothing go by text. The expressions never throw.
 */

export function isCellMissing(cell: Cell): Sql {
  const stored = typeOf(cell)
  if (stored === 'VARCHAR') return isMissing(textOf(cell), cell.missingWords)
  return isFloat(stored)
    ? sql`(${cell.column} is null or isnan(${cell.column}))`
    : sql`(${cell.column} is null)`
}

/** To DECIMAL(18,4), or null. */
export const numberFromCell = (cell: Cell): Sql => unlessMissing(cell, numberOf(cell))

function numberOf(cell: Cell): Sql {
  const { column, decimal = '.' } = cell
  const stored = typeOf(cell)
  const short = sql`try_cast(${column} as decimal(18, 4))`
  if (isWhole(stored) || stored.startsWith('DECIMAL')) return short
  if (!isFloat(stored))
    return numberFromText(textOf(cell), {
      decimal: stored === 'VARCHAR' ? decimal : '.',
      ...(cell.marked !== undefined && { marked: cell.marked }),
    })
  // Fifteen digits come back from a double as they went in; for others, and for floats, the digits as written decide.
  const written = sql`try_cast(${textOf(cell)} as decimal(18, 4))`
  if (stored === 'FLOAT') return written
  return sql`case when abs(${column}) < 1e11 and cast(${short} as double) = ${column} then ${short} else ${written} end`
}

/** To DOUBLE, or null: a plain number with all its digits, any other as `numberFromCell` reads it. */
export const realFromCell = (cell: Cell): Sql => unlessMissing(cell, realOf(cell))

function realOf(cell: Cell): Sql {
  const rounded = sql`cast(${numberOf(cell)} as double)`
  if ((cell.decimal === ',' && typeOf(cell) === 'VARCHAR') || cell.marked !== undefined) return rounded
  const whole = sql`try_cast(${textOf(cell)} as double)`
  return sql`coalesce(case when isfinite(${whole}) then ${whole} end, ${rounded})`
}

/** To TIMESTAMP, or null; years outside 1900 to 2199 are misreadings. */
export const timeFromCell = (cell: Cell): Sql => unlessMissing(cell, timeOf(cell))

/** To a time of day (TIME), or null. */
export function clockFromCell(cell: Cell): Sql {
  const clock =
    typeOf(cell) === 'TIMESTAMP'
      ? sql`cast(${cell.column} as time)`
      : clockFromText(textOf(cell), cell.clockFormats)
  return unlessMissing(cell, clock)
}

/** Words of a column's own may look like numbers: 9999. */
const unlessMissing = (cell: Cell, value: Sql): Sql =>
  cell.missingWords === undefined ? value : sql`case when ${isCellMissing(cell)} then null else ${value} end`

function timeOf(cell: Cell): Sql {
  const { column, dateFormats = [], year } = cell
  const stored = typeOf(cell)
  if (stored !== 'TIMESTAMP' && stored !== 'DATE') return timeFromText(textOf(cell), dateFormats, year)
  return sql`case when ${column} between ${FIRST} and ${LAST} then cast(${column} as timestamp) end`
}

const FIRST = sql`timestamp '1900-01-01 00:00:00'`
const LAST = sql`timestamp '2199-12-31 23:59:59'`

export const idFromCell = (cell: Cell): Sql =>
  isWhole(typeOf(cell)) ? textOf(cell) : idFromText(textOf(cell), cell.missingWords)

export function textFromCell(cell: Cell): Sql {
  const stored = typeOf(cell)
  return stored === 'VARCHAR' || isFloat(stored)
    ? textFromText(textOf(cell), cell.missingWords)
    : textOf(cell)
}

/** The column as text, as the engine writes its type. */
export const textOf = ({ column, stored = 'VARCHAR' }: Cell): Sql =>
  stored === 'VARCHAR' ? column : sql`cast(${column} as varchar)`

const typeOf = ({ stored = 'VARCHAR', missingWords }: Cell): StoredType =>
  missingWords === undefined ? stored : 'VARCHAR'

const isWhole = (stored: StoredType): boolean => stored === 'BIGINT' || stored === 'UBIGINT'
const isFloat = (stored: StoredType): boolean => stored === 'FLOAT' || stored === 'DOUBLE'

/** The type as SQL writes it. */
export function sqlType(stored: StoredType): Sql {
  switch (stored) {
    case 'VARCHAR':
      return sql`varchar`
    case 'BOOLEAN':
      return sql`boolean`
    case 'BIGINT':
      return sql`bigint`
    case 'UBIGINT':
      return sql`ubigint`
    case 'FLOAT':
      return sql`float`
    case 'DOUBLE':
      return sql`double`
    case 'DATE':
      return sql`date`
    case 'TIMESTAMP':
      return sql`timestamp`
    default: {
      const [, precision, scale] = DECIMAL.exec(stored) ?? []
      return sql`decimal(${Number(precision)}, ${Number(scale)})`
    }
  }
}

const DECIMAL = /^DECIMAL\((\d+),(\d+)\)$/

/** Whether a text, of a project file, names a type. */
export const isStoredType = (text: string): text is StoredType =>
  /^(VARCHAR|BOOLEAN|U?BIGINT|FLOAT|DOUBLE|DATE|TIMESTAMP)$/.test(text) ||
  (DECIMAL.test(text) && Number(DECIMAL.exec(text)?.[1]) <= 38)
