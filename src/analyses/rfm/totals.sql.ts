import { empty, ident, join, sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { sinceWindow } from '../window'
import { besides, NEW_DAY } from '../order-days.sql'
import type { RfmParameters } from './parameters'

/** Of every member with an order in the window before a day. */
const TOTALS = ['recency_days', 'frequency', 'monetary', 'first_order', 'last_order'] as const

/**
 * One row per member with an order in the window before the as-of date, or before `earlier` where there is such a day:
 * member (a number), recency_days, frequency, monetary, first_order, last_order, and the same of the earlier day with
 * _before; all null where there is no order. The margin is taken where any product sold has a cost; else
 * monetary is the total. One pass over the orders.
 */
export function memberPurchases(shop: ShopViews, p: RfmParameters, earlier: string | null): Sql {
  const days = [
    { day: shop.asOf, suffix: '' },
    ...(earlier === null ? [] : [{ day: earlier, suffix: '_before' }]),
  ]
  const margin = p.monetary === 'margin'
  const inAny =
    p.window === 'all'
      ? empty
      : sql` and (${join(
          days.map(({ day }) => sql`(${inWindow(p, day, shop.asOf)})`),
          ' or ',
        )})`
  const totals = sql`select
  member,
  ${join(days.flatMap(({ day, suffix }) => totalsOf(p, day, suffix, days.length > 1 ? inWindow(p, day, shop.asOf) : null)))}
from ${p.frequency === 'days' ? sql`(${besides(shop.memberOrders)})` : shop.memberOrders}
where true${inAny}
group by member`
  if (!margin) return totals
  return sql`with margins as (
  select
    n.member,
    ${join(days.map(({ day, suffix }) => sql`sum(l.margin) filter (where ${inWindow(p, day)})::decimal(18, 4) as ${ident(`margin${suffix}`)}`))}
  from (${lineMargins(shop)}) as l
  join ${shop.memberNumbers} as n on n.member_id = l.member_id
  group by n.member
)
select t.* replace (${join(
    days.map(
      ({ suffix }) => sql`case
  when (select count(${ident(`margin${suffix}`)}) from margins) = 0 then t.${ident(`monetary${suffix}`)}
  when t.${ident(`frequency${suffix}`)} is not null then coalesce(g.${ident(`margin${suffix}`)}, 0)
end::decimal(18, 4) as ${ident(`monetary${suffix}`)}`,
    ),
  )})
from (${totals}) as t
left join margins as g on g.member = t.member`
}

/** member, recency_days, frequency, monetary, first_order, last_order as of one of the two days. */
export const totalsAt = (purchases: Sql, suffix: '' | '_before', known: boolean): Sql =>
  known
    ? sql`select
  member, ${join(TOTALS.map((name) => sql`${ident(`${name}${suffix}`)} as ${ident(name)}`))}
from ${purchases}
where ${ident(`frequency${suffix}`)} is not null`
    : sql`select * from ${purchases} where false`

function totalsOf(p: RfmParameters, day: string, suffix: string, condition: Sql | null): Sql[] {
  const of = (value: Sql, also: Sql | null = null) => {
    const both = [condition, also].filter((one) => one !== null)
    return both.length === 0 ? value : sql`${value} filter (where ${join(both, ' and ')})`
  }
  // A window begins and ends with a day, so the first order of a day is in it where any of them is.
  const frequency = of(sql`count(*)`, p.frequency === 'days' ? NEW_DAY : null)
  const named = (value: Sql, name: (typeof TOTALS)[number]) => sql`${value} as ${ident(`${name}${suffix}`)}`
  return [
    named(sql`date_diff('day', ${of(sql`max(ordered_at)`)}::date, cast(${day} as date))`, 'recency_days'),
    named(condition === null ? frequency : sql`nullif(${frequency}, 0)`, 'frequency'),
    named(
      p.monetary === 'mean'
        ? sql`cast(${of(sql`sum(amount)`)}::double / ${of(sql`count(*)`)} as decimal(18, 4))`
        : sql`${of(sql`sum(amount)`)}::decimal(18, 4)`,
      'monetary',
    ),
    named(sql`${of(sql`min(ordered_at)`)}::date`, 'first_order'),
    named(sql`${of(sql`max(ordered_at)`)}::date`, 'last_order'),
  ]
}

/** One row: money of the window's order lines, that of lines whose product has a cost, and its margin. */
export const marginCoverage = (shop: ShopViews, p: RfmParameters): Sql => sql`select
  coalesce(sum(amount), 0)::double as amount,
  coalesce(sum(amount) filter (where margin is not null), 0)::double as costed,
  coalesce(sum(margin), 0)::double as margin,
  count(*) as lines,
  count(margin) as costed_lines
from (${lineMargins(shop, true)})
where ${inWindow(p, shop.asOf, shop.asOf)}`

/** Whether an order lies in the window before a day; that it lies before `seen`, the lens says already. */
function inWindow(p: RfmParameters, day: string, seen?: string): Sql {
  const since = sinceWindow(p.window, day)
  const conditions = [
    ...(day === seen ? [] : [sql`ordered_at < cast(${day} as date)`]),
    ...(since ? [since] : []),
  ]
  return conditions.length === 0 ? sql`true` : join(conditions, ' and ')
}

/** A line's amount by basis, less the product's cost times the pieces. A line without a quantity is one piece. */
const lineMargins = (shop: ShopViews, all = false): Sql => sql`select
    i.member_id, i.ordered_at, i.amount,
    (i.amount - p.cost * coalesce(i.quantity, 1))::decimal(18, 4) as margin
  from ${shop.order_items} as i
  ${all ? sql`left join` : sql`join`} (
    select product_id, any_value(cost) as cost from ${shop.products} where cost is not null group by product_id
  ) as p on p.product_id = i.product_id
  where i.member_id is not null`
