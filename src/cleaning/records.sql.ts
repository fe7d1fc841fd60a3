import { isRecordTable, SHOP_TABLES, shopTable, type RecordTable } from '../shop/tables'
import { empty, ident, join, sql, type Sql } from '../sql/sql'
import type { Recipe } from './recipe'

/** The tables of records that a recipe's files bring, in the shop's order. */
export const recordTables = (recipe: Recipe): RecordTable[] =>
  SHOP_TABLES.flatMap(({ name }) =>
    isRecordTable(name) && recipe.sources.some((source) => source.table === name) ? [name] : [],
  )

export const hasRecords = (recipe: Recipe, table: RecordTable): boolean =>
  recipe.sources.some((source) => source.table === table)

/**
 * A view over the kept rows of a table of records: its columns, source, source_row. A record that names an order and
 * no member takes the order's member, where there are orders.
 */
export function records(table: RecordTable, withOrders: boolean): Sql {
  const { columns } = shopTable(table)
  const names = columns.map(({ name }) => name)
  const joins = withOrders && names.includes('order_id') && names.includes('member_id')
  const read = columns.map(({ name }) =>
    joins && name === 'member_id'
      ? sql`coalesce(r.member_id, o.member_id) as member_id`
      : sql`r.${ident(name)}`,
  )
  return sql`create or replace view ${ident(table)} as
select ${join(read)}, r.source, r.source_row
from ${ident(`checked_${table}`)} as r${joins ? MEMBER_OF_ORDER : empty}
where r.rule is null`
}

const MEMBER_OF_ORDER = sql`
left join (select order_id, min(member_id) as member_id from orders group by order_id) as o on o.order_id = r.order_id`

/**
 * Orders with `paid`, the sum of their payments, and `payments`, how many there were. Where no file says what an order
 * is worth, what was paid for it is its gross.
 */
export const withPayments = (orders: Sql, moneyElsewhere: boolean): Sql => sql`select
  ${moneyElsewhere ? sql`o.*` : PAID_IS_GROSS},
  p.paid,
  coalesce(p.payments, 0)::integer as payments
from (
${orders}
) as o
left join (
  select order_id, sum(amount)::decimal(18, 4) as paid, count(*) as payments
  from checked_payments
  where rule is null
  group by order_id
) as p on p.order_id = o.order_id`

const PAID_IS_GROSS = sql`o.* replace (
    coalesce(p.paid, 0)::decimal(18, 4) as gross,
    0::decimal(18, 4) as returned,
    coalesce(p.paid, 0)::decimal(18, 4) as net
  )`

/**
 * The checked sales with what a list of returned orders says: without a refund amount the order came back whole, with
 * one it is spread over the order's kept rows by their amounts.
 */
export function withReturnedOrders(recipe: Recipe): Sql {
  const refunds = recipe.sources.some(
    ({ table, mapping }) => table === 'returns' && mapping['refund'] !== undefined,
  )
  const back = sql`select order_id, sum(abs(refund)) as refund
  from checked_returns
  where rule is null and coalesce(is_returned, true)
  group by order_id`
  if (!refunds)
    return sql`select c.* replace (c.is_refunded or b.order_id is not null as is_refunded)
from checked_sales as c
left join (
  ${back}
) as b on b.order_id = c.order_id`
  return sql`select
  c.* replace (
    c.is_refunded or (b.order_id is not null and b.refund is null) as is_refunded,
    greatest(
      c.refund,
      cast(b.refund::double * coalesce(c.amount::double / nullif(t.amount, 0), 1) as decimal(18, 4))
    ) as refund
  )
from checked_sales as c
left join (
  ${back}
) as b on b.order_id = c.order_id
left join (
  select order_id, sum(greatest(amount, 0))::double as amount
  from checked_sales
  where rule is null and order_id in (select order_id from checked_returns)
  group by order_id
) as t on t.order_id = c.order_id`
}
