import { empty, sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import type { RfmParameters } from './parameters'

/**
 * member_id, recency_days, frequency, monetary, first_order, last_order of every member with an order in the window
 * before `day`. The margin is taken where any product sold has a cost; else monetary is the total.
 */
export function memberTotals(shop: ShopViews, p: RfmParameters, day: string): Sql {
  const inWindow = windowBefore(p, day)
  const total = sql`sum(amount)::decimal(18, 4)`
  const mean = sql`cast(sum(amount)::double / count(*) as decimal(18, 4))`
  const totals = sql`select
  member_id,
  date_diff('day', max(ordered_at)::date, cast(${day} as date)) as recency_days,
  ${p.frequency === 'days' ? sql`count(distinct ordered_at::date)` : sql`count(*)`} as frequency,
  ${p.monetary === 'mean' ? mean : total} as monetary,
  min(ordered_at)::date as first_order,
  max(ordered_at)::date as last_order
from ${shop.orders}
where member_id is not null${day === shop.asOf ? empty : sql` and ordered_at < cast(${day} as date)`}${inWindow}
group by member_id`
  if (p.monetary !== 'margin') return totals
  return sql`with margins as (
  select member_id, sum(margin)::decimal(18, 4) as margin
  from (${lineMargins(shop)})
  where ordered_at < cast(${day} as date)${inWindow}
  group by member_id
)
select
  t.member_id, recency_days, frequency,
  case when exists (from margins) then coalesce(g.margin, 0)::decimal(18, 4) else t.monetary end as monetary,
  first_order, last_order
from (${totals}) as t
left join margins as g on g.member_id = t.member_id`
}

/** One row: money of the window's order lines, that of lines whose product has a cost, and its margin. */
export const marginCoverage = (shop: ShopViews, p: RfmParameters): Sql => sql`select
  coalesce(sum(amount), 0)::double as amount,
  coalesce(sum(amount) filter (where margin is not null), 0)::double as costed,
  coalesce(sum(margin), 0)::double as margin,
  count(*) as lines,
  count(margin) as costed_lines
from (${lineMargins(shop, true)})
where true${windowBefore(p, shop.asOf)}`

const windowBefore = (p: RfmParameters, day: string): Sql =>
  p.window === 'all'
    ? empty
    : sql` and ordered_at >= cast(${day} as date) - ${Number(p.window)} * interval 1 day`

/** A line's amount by basis, less the product's cost times the pieces. A line without a quantity is one piece. */
const lineMargins = (shop: ShopViews, all = false): Sql => sql`select
    i.member_id, i.ordered_at, i.amount,
    (i.amount - p.cost * coalesce(i.quantity, 1))::decimal(18, 4) as margin
  from ${shop.order_items} as i
  ${all ? sql`left join` : sql`join`} (
    select product_id, any_value(cost) as cost from ${shop.products} where cost is not null group by product_id
  ) as p on p.product_id = i.product_id
  where i.member_id is not null`
