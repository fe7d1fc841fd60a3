import type { SourceColumn } from '../../project/export-columns'
import { formatDateTime } from '../../text/format'
import type { Cell, CellType } from '../../ui/cell-text'
import type { RowColumn } from '../../ui/row-columns'

/** A column of a result as the table shows it: values bare, as one would copy them. */
export function resultColumn({ name, kind }: SourceColumn): RowColumn {
  const type = typeOf(kind)
  const base = { key: name, label: name, title: name, type, sortable: true }
  if (type === 'number') return { ...base, format: bareNumber }
  return type === 'time' ? { ...base, format: bareTime } : base
}

function typeOf(kind: SourceColumn['kind']): CellType {
  switch (kind) {
    case 'integer':
    case 'bigint':
    case 'wide':
    case 'number':
    case 'decimal':
      return 'number'
    case 'date':
    case 'time':
      return 'time'
    default:
      return 'text'
  }
}

const MISSING = '–'
/** What a Date can hold, in milliseconds. */
const LAST_TIME = 8.64e15

/** Without grouping, for years and ids are numbers too; long fractions lose what a double made up. */
function bareNumber(value: Cell): string {
  if (value === null) return MISSING
  if (typeof value === 'string' || Number.isInteger(value)) return String(value)
  return String(Number(value.toPrecision(15)))
}

function bareTime(value: Cell): string {
  if (value === null) return MISSING
  return typeof value === 'number' && Math.abs(value) <= LAST_TIME ? formatDateTime(value) : String(value)
}
