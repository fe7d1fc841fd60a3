import type { Matches } from './propose'
import type { FileReport } from './types'

/**
 * Exports with one row per article often write what belongs to the whole order in its first row alone. These are the
 * meanings whose empty cells stand below a row of the same order that has them.
 */
export function filledOnce(report: FileReport, matches: Matches): string[] {
  const place = new Map(report.columns.map((column, i) => [column.name, i]))
  const at = (role: string) => place.get(matches.get(role)?.column ?? '')
  const order = at('order_id')
  if (order === undefined) return []
  const cell = (row: number, column: number) => report.preview[row]?.[column]?.trim() ?? ''
  return [...matches.keys()].filter((role) => {
    const column = at(role)
    if (column === undefined || NOT_OF_THE_ORDER.has(role)) return false
    let below = 0
    let last = ''
    for (let row = 0; row < report.preview.length; row++) {
      const own = cell(row, order)
      const again = row > 0 && (own === '' || own === last)
      if (own !== '') last = own
      if (cell(row, column) !== '') continue
      if (!again) return false
      below++
    }
    return below > 0
  })
}

/** What may differ, or be left empty for a reason, from row to row of one order. */
const NOT_OF_THE_ORDER = new Set([
  ...['product_id', 'product_name', 'category', 'quantity', 'unit_price', 'amount', 'brand', 'cost'],
  ...['discount', 'order_discount', 'order_subtotal'],
])
