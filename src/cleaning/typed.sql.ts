import {
  clockFromCell,
  idFromCell,
  isCellMissing,
  numberFromCell,
  realFromCell,
  textFromCell,
  textOf,
  timeFromCell,
  type Cell,
} from '../ingest/typed-values.sql'
import { MISSING_WORDS, NOBODY_WORDS } from '../ingest/values'
import { isStandardRole, standardForm } from '../ingest/standard/standard.sql'
import { isOneOf, noteIn, saysOneOf } from '../ingest/values.sql'
import { headerScale } from '../shop/headers'
import type { ColumnType } from '../shop/tables'
import { empty, ident, join, sql, type Sql } from '../sql/sql'
import { afterDiscounts, hasDiscounts } from './discounts.sql'
import { filledRows } from './fill-down.sql'
import { rawTable } from './load.sql'
import type { SourcePlan } from './recipe'
import { CANCELLED_WORDS, REFUNDED_WORDS } from './status-words'

/** Reads one mapped column of a raw table: to its type, null where it is missing or unreadable. */
export function readColumn(source: SourcePlan, role: string, type: ColumnType): Sql {
  const cell = cellOf(source, role)
  if (cell === null) return sql`cast(null as ${SQL_TYPE[type]})`
  switch (type) {
    case 'time':
      return role === 'ordered_at' ? withClock(source, dayOf(source, cell)) : timeFromCell(cell)
    case 'date':
      return sql`cast(${timeFromCell(cell)} as date)`
    case 'money':
      return scaled(numberFromCell(cell), source.mapping[role] ?? '')
    case 'number':
      return realFromCell(cell)
    case 'id':
      return standardised(role, idFromCell(role === 'member_id' ? unlessNobody(cell) : cell), cell)
    case 'flag':
      return flagFromText(textOf(cell))
    default:
      return standardised(role, textFromCell(cell), cell)
  }
}

/** A buyer who is no member is missing among members: ids written in figures are somebody's. */
const unlessNobody = (cell: Cell): Cell =>
  cell.missingWords === undefined && (cell.stored ?? 'VARCHAR') === 'VARCHAR'
    ? { ...cell, missingWords: MEMBERLESS }
    : cell

const MEMBERLESS = [...MISSING_WORDS, ...NOBODY_WORDS]

/** The time as one column says it; where month and day stand in columns of their own, it says the year. */
function dayOf(source: SourcePlan, year: Cell): Sql {
  const [month, day] = [cellOf(source, 'ordered_month'), cellOf(source, 'ordered_day')]
  if (!month || !day) return timeFromCell(year)
  const part = (cell: Cell) => sql`try_cast(${numberFromCell(cell)} as integer)`
  return sql`try_strptime(concat(${part(year)}, '-', ${part(month)}, '-', ${part(day)}), '%Y-%m-%d')`
}

/** A day with the time of day that another column says; what cannot be read there leaves the day as it is. */
function withClock(source: SourcePlan, time: Sql): Sql {
  const clock = readClock(source)
  return clock === null ? time : sql`coalesce(cast(${time} as date) + ${clock}, ${time})`
}

/** The time of day (TIME) of a sale, where a column of its own says it; null where none does. */
export function readClock(source: SourcePlan): Sql | null {
  const cell = cellOf(source, 'ordered_time')
  return cell && clockFromCell(cell)
}

/** Where the header says that amounts are in ten thousands, they are. What then has no room in the type is unreadable. */
function scaled(amount: Sql, header: string): Sql {
  const scale = headerScale(header)
  if (!scale) return amount
  return sql`try_cast(cast(${amount} as double) * ${10 ** scale.power} as decimal(18, 4))`
}

/** Genders, places and contacts in one form each. */
const standardised = (role: string, value: Sql, { coding }: Cell): Sql =>
  isStandardRole(role) ? standardForm(role, value, coding) : value

/** The cells that supply a role, as text; null where no column does. */
export function writtenText(source: SourcePlan, role: string): Sql | null {
  const cell = cellOf(source, role)
  return cell && textOf(cell)
}

/** The column that supplies a role; null where none does. */
function cellOf(source: SourcePlan, role: string): Cell | null {
  const name = source.mapping[role]
  if (name === undefined) return null
  return { column: ident(name), ...source.columns.find((column) => column.name === name) }
}

/** Yes and no in the words people write; null for anything else. */
const flagFromText = (raw: Sql): Sql =>
  sql`case when ${isOneOf(raw, YES)} then true when ${isOneOf(raw, NO)} then false end`

const YES = [
  '1',
  '1.0',
  'true',
  't',
  'yes',
  'y',
  '是',
  '有',
  '已退',
  '已退货',
  '真',
  '对',
  'x',
  '√',
  'ja',
  'oui',
  'sí',
  'si',
  'sim',
  'sì',
]
const NO = ['0', '0.0', 'false', 'f', 'no', 'n', '否', '无', '没有', '假', 'nein', 'non', 'não', 'nao']

const SQL_TYPE: Record<ColumnType, Sql> = {
  id: sql`varchar`,
  text: sql`varchar`,
  money: sql`decimal(18, 4)`,
  number: sql`double`,
  time: sql`timestamp`,
  date: sql`date`,
  flag: sql`boolean`,
}

/**
 * One row per row of the file, typed, with what the rules ask of it:
 * source, source_row (1-based, in the file's order), order_id, member_id, ordered_at, product_id (the name where no
 * column says an id), product_name, category, quantity, unit_price, amount (quantity × unit price where no column
 * says it), refund (positive, whichever sign the file writes), status, channel, region; time_missing, amount_missing,
 * is_cancelled, is_refunded; row_hash over all cells; and `more`. `slice`: a condition of `slices`.
 */
export function readSales(
  source: SourcePlan,
  index: number,
  more: readonly Sql[] = [],
  slice: Sql = empty,
): Sql {
  const columns = [
    sql`${index}::usmallint as source`,
    sql`rowid + 1 as source_row`,
    sql`${readColumn(source, 'order_id', 'id')} as order_id`,
    sql`${readColumn(source, 'member_id', 'id')} as member_id`,
    sql`${readColumn(source, 'ordered_at', 'time')} as ordered_at`,
    ...productColumns(source),
    sql`${hasDiscounts(source) ? writtenRefund(source) : readRefund(source)} as refund`,
    sql`${readColumn(source, 'status', 'text')} as status`,
    sql`${readColumn(source, 'channel', 'text')} as channel`,
    sql`${readColumn(source, 'region', 'text')} as region`,
    sql`${missing(source, 'ordered_at')} as time_missing`,
    sql`${amountMissing(source)} as amount_missing`,
    sql`(${statusIn(source, CANCELLED_WORDS)}${orClosed(source, index)}) as is_cancelled`,
    sql`${statusIn(source, REFUNDED_WORDS)} as is_refunded`,
    sql`${rowHash(source)} as row_hash`,
    ...more,
  ]
  const from = filledRows(source, index)
  if (!hasDiscounts(source)) return sql`select\n  ${join(columns)}\nfrom ${from}${slice}`
  // What went back beyond the goods is shipping and tax.
  const refund = source.fill?.includes('refund')
    ? sharedRefund(sql`refund`, sql`amount`, sql`order_id`)
    : sql`refund`
  const shared = sql` replace (least(${refund}, case when refund is not null then greatest(amount, 0) end) as refund)`
  return sql`select * exclude (amount_before, is_above)${shared}\nfrom (\n${discounted(source, columns, from)}\n)`
}

/** A line of an order whose member and time stand in another file. Columns as in `readSales`, those it can have. */
export function readDetails(
  source: SourcePlan,
  index: number,
  more: readonly Sql[] = [],
  slice: Sql = empty,
): Sql {
  const columns = [
    sql`${index}::usmallint as source`,
    sql`rowid + 1 as source_row`,
    sql`${readColumn(source, 'order_id', 'id')} as order_id`,
    ...productColumns(source),
    sql`${amountMissing(source)} as amount_missing`,
    sql`${rowHash(source)} as row_hash`,
    ...more,
  ]
  const from = filledRows(source, index)
  return hasDiscounts(source)
    ? sql`select * exclude (amount_before, is_above)\nfrom (\n${discounted(source, columns, from)}\n)`
    : sql`select\n  ${join(columns)}\nfrom ${from}${slice}`
}

/** The orders of a file with their amounts before and after discounts; see `afterDiscounts`. */
export const readDiscounts = (source: SourcePlan, index: number): Sql =>
  discounted(
    source,
    [
      sql`rowid + 1 as source_row`,
      sql`${readColumn(source, 'order_id', 'id')} as order_id`,
      sql`${readAmount(source)} as amount`,
    ],
    filledRows(source, index),
  )

const discounted = (source: SourcePlan, columns: readonly Sql[], from: Sql): Sql =>
  sql`select * exclude (discount, order_discount, order_subtotal)
from (
${afterDiscounts(sql`select
  ${join([...columns, ...DISCOUNTS.map((role) => sql`${readColumn(source, role, 'money')} as ${ident(role)}`)])}
from ${from}`)}
)`

const DISCOUNTS = ['discount', 'order_discount', 'order_subtotal']

const productColumns = (source: SourcePlan): Sql[] => [
  sql`${readProduct(source)} as product_id`,
  sql`${readColumn(source, 'product_name', 'text')} as product_name`,
  sql`${readColumn(source, 'category', 'text')} as category`,
  sql`${readColumn(source, 'quantity', 'number')} as quantity`,
  sql`${readColumn(source, 'unit_price', 'money')} as unit_price`,
  sql`${readAmount(source)} as amount`,
]

/** Whether a file says what its rows are worth. */
export const hasMoney = (source: SourcePlan): boolean =>
  source.mapping['amount'] !== undefined || source.mapping['unit_price'] !== undefined

const readProduct = (source: SourcePlan): Sql =>
  readColumn(source, source.mapping['product_id'] === undefined ? 'product_name' : 'product_id', 'id')

/** Always positive. Where the first row of an order says what went back of all of it, each row has its share. */
function readRefund(source: SourcePlan): Sql {
  const refund = writtenRefund(source)
  if (!source.fill?.includes('refund')) return refund
  return sharedRefund(refund, readAmount(source), readColumn(source, 'order_id', 'id'))
}

const writtenRefund = (source: SourcePlan): Sql => sql`abs(${readColumn(source, 'refund', 'money')})`

const sharedRefund = (refund: Sql, amount: Sql, order: Sql): Sql =>
  sql`cast(cast(${refund} as double) * cast(${amount} as double) / nullif(sum(cast(${amount} as double)) over (partition by ${order}), 0) as decimal(18, 4))`

/** The amount as written; else quantity × unit price; else the unit price, one piece per row. */
function readAmount(source: SourcePlan): Sql {
  const has = (role: string) => source.mapping[role] !== undefined
  if (has('amount') || !has('unit_price')) return readColumn(source, 'amount', 'money')
  const price = readColumn(source, 'unit_price', 'money')
  if (!has('quantity')) return price
  const quantity = readColumn(source, 'quantity', 'number')
  return sql`try_cast(${quantity} * cast(${price} as double) as decimal(18, 4))`
}

function amountMissing(source: SourcePlan): Sql {
  if (source.mapping['amount'] !== undefined) return missing(source, 'amount')
  if (source.mapping['quantity'] === undefined) return missing(source, 'unit_price')
  return sql`(${missing(source, 'quantity')} or ${missing(source, 'unit_price')})`
}

function missing(source: SourcePlan, role: string): Sql {
  const cell = cellOf(source, role)
  return cell === null ? sql`true` : isCellMissing(cell)
}

const rowHash = (source: SourcePlan): Sql =>
  sql`hash(${join(source.columns.map((column) => ident(column.name)))})`

/** Where most sales are “closed”, as in a till, that is how they end; where some are, it is how they fail. */
function orClosed(source: SourcePlan, index: number): Sql {
  const cell = cellOf(source, 'status')
  if (cell === null) return empty
  const isClosed = sql`coalesce(${textOf(cell)} in ('closed', 'Closed', 'CLOSED'), false)`
  return sql` or (${isClosed} and (select 2 * count(*) filter (where ${isClosed}) <= count(*) from ${rawTable(index)}))`
}

/** A status of its own, or a note behind the amount: 12.50 (refunded). */
function statusIn(source: SourcePlan, words: readonly string[]): Sql {
  const [cell, amount] = [cellOf(source, 'status'), cellOf(source, 'amount')]
  const parts = [
    ...(cell === null ? [] : [saysOneOf(textOf(cell), words)]),
    ...(amount?.marked === undefined ? [] : [isOneOf(noteIn(textOf(amount)), words)]),
  ]
  return parts.length === 0
    ? sql`false`
    : sql`(${join(
        parts.map((part) => sql`coalesce(${part}, false)`),
        ' or ',
      )})`
}
