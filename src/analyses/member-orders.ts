import type { Database } from '../engine/database'
import { rowObjects } from '../sql/rows'
import type { TableName } from '../shop/tables'
import { ident, sql, type Sql } from '../sql/sql'

/** member (from 1), member_id: a number for everybody. */
export const MEMBER_NUMBERS = ident('lens', 'member_numbers')

/** The orders of members, whatever the lens: member, ordered_at, quantity, gross, returned, net. */
export const MEMBER_ORDERS = ident('lens', 'member_orders')

/**
 * Makes both tables: once for all lenses and analyses, since grouping and joining by the text of an id is what costs
 * most. The orders are sorted by member and moment and read in that order, so that what a row has to do with the one
 * before is known without another sort: `lag(…) over ()`. O(n log n) in the orders.
 */
export async function makeMemberOrders(
  db: Database,
  tables: readonly TableName[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const request = signal ? { signal } : {}
  const make = async (members: Sql) => {
    await db.run(numbered(members), request)
    await db.run(SORTED, request)
  }
  if (!tables.includes('orders')) {
    await db.run(numbered(tables.includes('members') ? sql`select member_id from members` : NOBODY), request)
    return db.run(NO_ORDERS, request)
  }
  // Everybody with an order is in `members`, of which there are fewer.
  if (tables.includes('members')) {
    await make(sql`select member_id from members`)
    const [found] = rowObjects(await db.query(MISSING, request))
    if (Number(found?.['missing'] ?? 0) === 0) return
  }
  await make(
    tables.includes('members')
      ? sql`select member_id from members union all select member_id from orders`
      : sql`select member_id from orders`,
  )
}

const numbered = (members: Sql): Sql => sql`create or replace table ${MEMBER_NUMBERS} as
select row_number() over ()::integer as member, member_id
from (select distinct member_id from (${members}) where member_id is not null)`

const SORTED = sql`create or replace table ${MEMBER_ORDERS} as
select n.member, o.ordered_at, o.quantity, o.gross, o.returned, o.net
from orders as o
join ${MEMBER_NUMBERS} as n on n.member_id = o.member_id
order by n.member, o.ordered_at`

const NOBODY = sql`select cast(null as varchar) as member_id`

const NO_ORDERS = sql`create or replace table ${MEMBER_ORDERS} as
select
  cast(null as integer) as member, cast(null as timestamp) as ordered_at, cast(null as double) as quantity,
  cast(null as decimal(18, 4)) as gross, cast(null as decimal(18, 4)) as returned, cast(null as decimal(18, 4)) as net
where false`

const MISSING = sql`select (select count(member_id) from orders) - (select count(*) from ${MEMBER_ORDERS}) as missing`

/** The numbers of a population, as a table of one column: member. */
export const populationNumbers = (table: Sql, population: Sql): Sql => sql`create or replace table ${table} as
select member from ${MEMBER_NUMBERS} where member_id in (select member_id from ${population})`

/** @param conditions of an order that counts, and the amount by basis. */
export const memberOrdersView = (view: Sql, amount: Sql, conditions: Sql): Sql =>
  sql`create or replace view ${view} as
${seen(amount)} where ${conditions}`

/** The same of some members, as a table: a join promises no order of rows, so they are sorted again. */
export const memberOrdersOf = (table: Sql, amount: Sql, conditions: Sql, members: Sql): Sql =>
  sql`create or replace table ${table} as
${seen(amount)} where ${conditions} and member in (select member from ${members})
order by member, ordered_at`

const seen = (amount: Sql): Sql =>
  sql`select member, ordered_at, quantity, gross, returned, ${amount} as amount from ${MEMBER_ORDERS}`
