import type { Recipe } from '../../cleaning/recipe'
import type { Columns } from '../../engine/database'
import { formatDate, formatNumber } from '../../text/format'
import { m } from '../../text/paraglide/messages.js'
import type { Cell, CellType } from '../../ui/cell-text'
import type { RowColumn } from '../../ui/row-columns'

/** As many columns as can be read across; the SQL page has all. */
const MOST_COLUMNS = 60

/** How the columns of any result are shown: files by their names, dates without a clock, ids as they are. */
export const columnsOf = (result: Columns, recipe: Recipe | null): RowColumn[] =>
  result.columns.slice(0, MOST_COLUMNS).map(({ name, type }) => ({
    key: name,
    label: name === 'source' ? m.warehouse_file() : name === 'source_row' ? m.warehouse_record() : name,
    type: cellType(type),
    ...(name === 'source' && {
      type: 'text' as const,
      format: (value: Cell) => recipe?.sources[Number(value)]?.file.name ?? '–',
    }),
    ...(name === 'source_row' && { width: 96, format: (value: Cell) => formatNumber(Number(value)) }),
    ...(type === 'date' && { format: (value: Cell) => formatDate(value === null ? null : Number(value)) }),
  }))

function cellType(type: Columns['columns'][number]['type']): CellType {
  if (type === 'number') return 'number'
  return type === 'time' || type === 'date' ? 'time' : 'text'
}
