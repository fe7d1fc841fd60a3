import { listedProducts } from '../../segments/listed-products.sql'
import type { ShopRelations } from '../../segments/relations'
import type { TableName } from '../../shop/tables'
import { join, sql, type Sql } from '../../sql/sql'

/** Orders that are listed with their lines; earlier ones are counted. */
export const LISTED_ORDERS = 100

/** The member's orders, the last first: order_id, ordered_at, lines, quantity, amount, returned, channel. */
export const ordersOf = ({ orders }: ShopRelations, id: string): Sql => sql`select
  order_id, ordered_at, lines, quantity, amount::double as amount, returned::double as returned, channel
from ${orders} where member_id = ${id}
order by ordered_at desc, order_id limit ${LISTED_ORDERS}`

/** The lines of those orders: order_id, name, quantity, amount. */
export const linesOf = (
  { order_items, products }: ShopRelations,
  id: string,
  since: number,
): Sql => sql`select
  i.order_id, coalesce(i.product_name, p.product_name, i.product_id) as name, i.quantity, i.amount::double as amount
from ${order_items} as i
left join ${listedProducts(products, 'product_name')} as p on p.product_id = i.product_id
where i.member_id = ${id} and i.ordered_at >= make_timestamp(${since * 1000}::bigint)
order by i.order_id, amount desc, name`

/** Every day with an order, the first one first: day, orders, amount. */
export const orderDaysOf = ({ orders }: ShopRelations, id: string): Sql => sql`select
  ordered_at::date as day, count(*) as orders, sum(amount)::double as amount
from ${orders} where member_id = ${id} group by 1 order by 1`

/** As many of each table as are listed. */
const LISTED_RECORDS = 20

/** What else is on record of a member. */
export const RECORDS = ['reviews', 'events', 'messages', 'coupons', 'coupon_redemptions', 'returns'] as const
export type RecordKind = (typeof RECORDS)[number]

const SELECTS: Readonly<Record<RecordKind, (id: string) => Sql>> = {
  reviews: (id) =>
    sql`select reviewed_at as happened, concat_ws(' · ', '★ ' || rating::varchar, product_id, review_title, review_text) as detail
from reviews where member_id = ${id}`,
  events: (
    id,
  ) => sql`select occurred_at as happened, concat_ws(' · ', event, category, product_id, page) as detail
from events where member_id = ${id}`,
  messages: (id) =>
    sql`select sent_at as happened, concat_ws(' · ', channel, campaign_id, case when unsubscribed then 'unsubscribed' when clicked then 'clicked' when opened then 'opened' when delivered then 'delivered' end) as detail
from messages where member_id = ${id}`,
  coupons: (id) =>
    sql`select issued_at as happened, concat_ws(' · ', coupon_id, face_value::varchar, status) as detail
from coupons where member_id = ${id}`,
  coupon_redemptions: (id) =>
    sql`select redeemed_at as happened, concat_ws(' · ', coupon_id, discount::varchar, order_id) as detail
from coupon_redemptions where member_id = ${id}`,
  returns: (id) =>
    sql`select returned_at as happened, concat_ws(' · ', r.order_id, refund::varchar) as detail
from returns as r join (select distinct order_id from orders where member_id = ${id}) as o on o.order_id = r.order_id`,
}

/**
 * What the tables of records say of a member before the as-of date, the latest first: what (the table), total (its rows),
 * happened, detail. Null where the shop has none of them.
 */
export function recordsOf(tables: readonly TableName[], asOf: string, id: string): Sql | null {
  const there = RECORDS.filter((name) => tables.includes(name))
  if (there.length === 0) return null
  const parts = there.map(
    (name) => sql`(select ${name} as what, count(*) over () as total, happened, detail
from (${SELECTS[name](id)}) where happened is null or happened < cast(${asOf} as date)
order by happened desc nulls last, detail limit ${LISTED_RECORDS})`,
  )
  return join(parts, '\nunion all\n')
}
