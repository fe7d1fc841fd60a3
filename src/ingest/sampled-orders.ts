import { headerMatch } from '../shop/headers'
import { AMOUNT_PARTS } from '../shop/discounts'
import type { ColumnMatch, ColumnReport, FileReport } from './types'
import { asComma, readNumber } from './values'

const SHOWN = 60

/** The runs of a file's sample, where it has a column of discounts, shipping or tax; nothing where none asks for them. */
export function sampledRuns(
  headers: readonly string[],
  runs: readonly (readonly (readonly string[])[])[],
): Pick<FileReport, 'runs'> {
  const asks = headers.some((header) =>
    AMOUNT_PARTS.some(({ words }) => headerMatch(header, words).score > 0),
  )
  if (!asks) return {}
  const short = (row: readonly string[]) => row.map((cell) => cell.slice(0, SHOWN))
  return { runs: runs.filter((run) => run.length > 0).map((run) => run.map(short)) }
}

/** What a row says in the column that supplies a role. */
export type Read = (role: string) => number | null
export type Value = (read: Read) => number | null

/** Quantity × unit price; the unit price alone where no column says how many. */
export const priced: Value = (read) => {
  const [price, quantity] = [read('unit_price'), read('quantity')]
  return price === null ? null : price * (quantity ?? 1)
}
export const written: Value = (read) => read('amount') ?? priced(read)

export const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 0.005 + 1e-9 * Math.abs(a)

export const columnOf = (
  report: FileReport,
  matches: ReadonlyMap<string, ColumnMatch>,
  role: string,
): ColumnReport | undefined => report.columns.find(({ name }) => name === matches.get(role)?.column)

/**
 * The sampled rows by their order. Of an order at the edge of a run, rows may be missing: it is left out where others
 * stand for it.
 */
export function sampledOrders(report: FileReport, matches: ReadonlyMap<string, ColumnMatch>): Read[][] {
  const place = new Map(report.columns.map((column, i) => [column.name, i]))
  const at = (role: string) => place.get(matches.get(role)?.column ?? '') ?? -1
  const read =
    (row: readonly string[]): Read =>
    (role) => {
      const number = readNumber(row[at(role)] ?? '')
      if (!number) return null
      return columnOf(report, matches, role)?.decimal === ',' ? asComma(number).value : number.value
    }
  const key = at('order_id')
  return (report.runs ?? [report.preview]).flatMap((run, r) => {
    const orders = new Map<string, Read[]>()
    let last = ''
    for (const [i, row] of run.entries()) {
      const order = key < 0 ? String(i) : (row[key] ?? '').trim() || last
      last = order
      orders.set(order, [...(orders.get(order) ?? []), read(row)])
    }
    const found = [...orders.values()]
    if (key < 0 || found.length < 3) return found
    return found.slice(r === 0 ? 0 : 1, run.length < report.records ? -1 : undefined)
  })
}

/** The sampled orders of which a column says one value, beside what their lines come to. */
export function statedOrders(
  report: FileReport,
  matches: ReadonlyMap<string, ColumnMatch>,
  role: string,
  value: Value,
) {
  const all = sampledOrders(report, matches).map((rows) => {
    const values = rows.map(value)
    const stated = [...new Set(rows.flatMap((read) => read(role) ?? []))]
    const line = values.some((own) => own === null)
      ? null
      : values.reduce<number>((sum, own) => sum + (own ?? 0), 0)
    return { rows, values, stated, lines: line }
  })
  const orders = all.flatMap(({ rows, values, stated, lines }) => {
    const [only] = stated
    if (only === undefined || stated.length > 1 || lines === null) return []
    const ofAll = (own: number) => !isNear(own, only) && Math.abs(lines - only) < Math.abs(own - only)
    const proven = rows.length > 1 && values.every((own) => own !== null && ofAll(own))
    const discounted = rows.some((read) => (read('order_discount') ?? 0) !== 0)
    return [{ stated: only, lines, proven, discounted }]
  })
  return {
    orders,
    several: all.filter(({ rows }) => rows.length > 1).length,
    /** In some orders, and not in a stray one, the rows say different things. */
    differs:
      all.filter(({ stated }) => stated.length > 1).length >
      0.02 * all.filter(({ rows }) => rows.length > 1).length,
  }
}
