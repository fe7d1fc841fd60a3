import { headerMatch } from '../shop/headers'
import { AMOUNT_PARTS } from '../shop/discounts'
import type { ColumnMatch, ColumnReport, FileReport } from './types'
import { asComma, readNumber } from './values'

const SHOWN = 60
/** Enough to judge by, and few enough to be looked at between two frames. */
const KEPT = { head: 250, runs: 8 }

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
  const [head = [], ...later] = runs.filter((run) => run.length > 0)
  const step = Math.max(1, later.length / KEPT.runs)
  const spread = Array.from(
    { length: Math.min(later.length, KEPT.runs) },
    (_, i) => later[Math.floor((i + 1) * step) - 1] ?? [],
  )
  return { runs: [head.slice(0, KEPT.head), ...spread].map((run) => run.map(short)) }
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
  const columns = new Map<string, readonly (number | null)[]>()
  const numbers = (role: string) => {
    const known = columns.get(role) ?? numbersOf(report, matches.get(role)?.column)
    columns.set(role, known)
    return known
  }
  return ordersBy(report, matches.get('order_id')?.column).map((rows) =>
    rows.map(
      (row): Read =>
        (role) =>
          numbers(role)[row] ?? null,
    ),
  )
}

/** What was read of a report's sample: the same columns are asked for again and again. */
interface Sight {
  numbers: Map<string, (number | null)[]>
  orders: Map<string, number[][]>
}
const sights = new WeakMap<FileReport, Sight>()

function sightOf(report: FileReport): Sight {
  const sight = sights.get(report) ?? { numbers: new Map(), orders: new Map() }
  sights.set(report, sight)
  return sight
}

const runsOf = (report: FileReport) => report.runs ?? [report.preview]

const PLAIN = /^-?\d{1,12}(\.\d{1,6})?$/

/** The numbers of a column in all sampled rows; none for a column that is not there. */
function numbersOf(report: FileReport, name: string | undefined): readonly (number | null)[] {
  const place = report.columns.findIndex((column) => column.name === name)
  const column = report.columns[place]
  if (!column) return []
  const { numbers } = sightOf(report)
  const known = numbers.get(column.name)
  if (known) return known
  const comma = column.decimal === ','
  const read = runsOf(report)
    .flat()
    .map((row) => {
      const cell = (row[place] ?? '').trim()
      if (cell === '') return null
      if (!comma && PLAIN.test(cell)) return Number(cell)
      const number = readNumber(cell)
      return number ? (comma ? asComma(number).value : number.value) : null
    })
  numbers.set(column.name, read)
  return read
}

/** The places of the sampled rows, by the order that a column of ids says; each row by itself without one. */
function ordersBy(report: FileReport, name: string | undefined): readonly number[][] {
  const { orders } = sightOf(report)
  const known = orders.get(name ?? '')
  if (known) return known
  const key = report.columns.findIndex((column) => column.name === name)
  let at = 0
  const found = runsOf(report).flatMap((run, r) => {
    const byKey = new Map<string, number[]>()
    let last = ''
    for (const row of run) {
      const order = key < 0 ? String(at) : (row[key] ?? '').trim() || last
      last = order
      byKey.set(order, [...(byKey.get(order) ?? []), at++])
    }
    const whole = [...byKey.values()]
    if (key < 0 || whole.length < 3) return whole
    return whole.slice(r === 0 ? 0 : 1, run.length < report.records ? -1 : undefined)
  })
  orders.set(name ?? '', found)
  return found
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
