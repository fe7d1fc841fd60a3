import { empty, ident, join, sql, type Sql } from '../sql/sql'
import { RECORD_TIMES } from '../shop/record-times'
import { shopTable, type ColumnType, type TableName } from '../shop/tables'
import type { GroupTable, Lens, ShopViews } from './analysis'
import { MEMBER_NUMBERS, memberOrdersOf, memberOrdersView, populationNumbers } from './member-orders'

/** Names that stay the same for the same lens on the same data, and differ otherwise. */
const viewName = (key: string, table: TableName): Sql => ident('lens', `${table}_${key}`)

/**
 * The statements that prepare the shop's tables as views under a lens.
 * @param population a relation with the member_id of those who are looked at; without it all.
 */
export function lensViews(
  key: string,
  lens: Omit<Lens, 'population'>,
  tables: readonly TableName[],
  population?: Sql,
): Sql[] {
  const { within, amount, happened } = seenThrough(lens)
  const inPeriod = within(sql`ordered_at`)
  const among = (joint: Sql) =>
    population ? sql`${joint}member_id in (select member_id from ${population})` : empty
  const lacking = OPTIONAL.filter((table) => !tables.includes(table)).map(
    (table) => sql`create or replace view ${viewName(key, table)} as ${emptyView(table)}`,
  )
  const there = tables.map((table) => {
    switch (table) {
      case 'orders':
        return sql`create or replace view ${viewName(key, table)} as
select *, ${amount} as amount from orders where ${inPeriod}${happened(sql`gross`)}${among(sql` and `)}`
      // Baskets of a file that says no time belong to every period.
      case 'order_items':
        return sql`create or replace view ${viewName(key, table)} as
select * exclude (amount), (${lens.basis === 'net' ? sql`amount - returned` : sql`amount`})::decimal(18, 4) as amount
from order_items where ${tables.includes('orders') ? inPeriod : sql`true`}${happened(sql`order_items.amount`)}${among(sql` and `)}`
      case 'members':
        return sql`create or replace view ${viewName(key, table)} as select * from members${among(sql` where `)}`
      default:
        return sql`create or replace view ${viewName(key, table)} as select * from ${ident(table)}${
          isSeen(table)
            ? sql` where (${ident(RECORD_TIMES[table])} is null or ${within(ident(RECORD_TIMES[table]))})${among(sql` and `)}`
            : empty
        }`
    }
  })
  return [...there, ...lacking]
}

// A row without a time is of every period.
const isSeen = (table: TableName): table is keyof typeof RECORD_TIMES => table in RECORD_TIMES

/** Tables that an analysis may look at without needing them. */
const OPTIONAL = [
  'orders',
  'order_items',
  'members',
  'products',
  'reviews',
  'events',
  'messages',
  'reco_log',
  'surveys',
] as const satisfies readonly TableName[]

const TYPES: Readonly<Record<ColumnType, Sql>> = {
  id: sql`varchar`,
  text: sql`varchar`,
  flag: sql`boolean`,
  number: sql`double`,
  money: sql`decimal(18, 4)`,
  time: sql`timestamp`,
  date: sql`date`,
}

/** The columns of the tables that cleaning builds, beside those that a file may supply. */
const BUILT: Partial<Record<TableName, readonly { name: string; type: ColumnType }[]>> = {
  orders: [
    { name: 'lines', type: 'number' },
    { name: 'gross', type: 'money' },
    { name: 'returned', type: 'money' },
    { name: 'net', type: 'money' },
  ],
  order_items: [{ name: 'returned', type: 'money' }],
  reco_log: [
    { name: 'source', type: 'number' },
    { name: 'source_row', type: 'number' },
  ],
}

/** A view with a table's columns and no row. */
const emptyView = (table: (typeof OPTIONAL)[number]): Sql =>
  sql`select ${join(
    [...shopTable(table).columns.filter(({ of }) => of === undefined), ...(BUILT[table] ?? [])].map(
      ({ name, type }) => sql`cast(null as ${TYPES[type]}) as ${ident(name)}`,
    ),
  )} where false`

type Days = Pick<Lens, 'asOf' | 'from' | 'basis'>

/** By which rows and amounts of orders a lens goes. */
const seenThrough = ({ asOf, from, basis }: Days) => ({
  within: (time: Sql) =>
    sql`${time} < cast(${asOf} as date)${from === null ? empty : sql` and ${time} >= cast(${from} as date)`}`,
  amount: basis === 'net' ? sql`net` : sql`gross`,
  // Under net, an order that came back whole is no order, and such a line no line.
  happened: (written: Sql) =>
    basis === 'net' ? sql` and not coalesce(${written} > 0 and returned >= ${written}, false)` : empty,
})

/** The view of `shop.memberOrders`; its table, see member-orders.ts, has to be there. */
export function memberOrderViews(key: string, lens: Days, population?: Sql): Sql[] {
  const { within, amount, happened } = seenThrough(lens)
  const among = ident('lens', `numbers_${key}`)
  const view = ident('lens', `member_orders_${key}`)
  const some = ident('lens', `member_orders_of_${key}`)
  const conditions = sql`${within(sql`ordered_at`)}${happened(sql`gross`)}`
  return population
    ? [
        populationNumbers(among, population),
        memberOrdersOf(some, amount, conditions, among),
        sql`create or replace view ${view} as select * from ${some}`,
      ]
    : [memberOrdersView(view, amount, conditions)]
}

/** member_facts of the members that are looked at, as a view under the lens. */
export const factsView = (key: string, facts: Sql, population?: Sql): Sql =>
  sql`create or replace view ${ident('lens', `facts_${key}`)} as select * from ${facts}${
    population ? sql` where member_id in (select member_id from ${population})` : empty
  }`

/** The same with a column for each of the groups, named by its id. */
export const groupedFactsView = (facts: Sql, grouped: Sql, groups: readonly GroupTable[]): Sql =>
  sql`create or replace view ${grouped} as select f.*, ${join(
    groups.map(({ id }, i) => sql`${ident(`g${i}`)}.level as ${ident(id)}`),
  )}
from ${facts} as f
${join(
  groups.map(({ levels }, i) => {
    const group = ident(`g${i}`)
    return sql`left join ${levels} as ${group} on ${group}.member_id = f.member_id`
  }),
  '\n',
)}`

/** @param known the columns of member_facts, where it was prepared. */
export const shopViews = (key: string, lens: Lens, known: ReadonlySet<string> = new Set()): ShopViews => ({
  orders: viewName(key, 'orders'),
  order_items: viewName(key, 'order_items'),
  members: viewName(key, 'members'),
  products: viewName(key, 'products'),
  reviews: viewName(key, 'reviews'),
  events: viewName(key, 'events'),
  messages: viewName(key, 'messages'),
  reco_log: viewName(key, 'reco_log'),
  surveys: viewName(key, 'surveys'),
  memberOrders: ident('lens', `member_orders_${key}`),
  memberNumbers: MEMBER_NUMBERS,
  asOf: lens.asOf,
  facts: ident('lens', `facts_${key}`),
  known,
  groups: [],
})
