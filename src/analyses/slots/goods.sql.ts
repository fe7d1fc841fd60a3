import { listedProducts } from '../../segments/listed-products.sql'
import { sql, type Sql } from '../../sql/sql'

/** Own gaps of a product that its median stands for, as in `usualGap` of the numerics. */
const PRIOR_GAPS = 2
/** Gaps of all members below which a product has no usual gap. */
export const LEAST_GAPS = 5
/** Usual gaps without a purchase after which a member has stopped. */
const STOPPED = 3

/** member_id, product, gap: days between two days on which a member bought a product, one after the other. */
export const purchaseGaps = (
  lines: Sql,
): Sql => sql`select member_id, product, date_diff('day', before, day) as gap
from (
  select l.member_id, l.product, l.happened::date as day,
    lag(l.happened::date) over (partition by l.member_id, l.product order by l.happened) as before
  from ${lines} as l where l.kind = 'buy' and l.happened is not null
)
where before is not null`

/** The items with what filters and replenishment need: see the columns of the step. */
export const goods = (items: Sql, gaps: Sql, products: Sql): Sql => sql`select
  i.*,
  case when p.price > 0 then (p.price - p.cost)::double / p.price::double end as margin,
  p.stock::double as stock,
  case when g.gaps >= ${LEAST_GAPS} then g.gap end as gap,
  case when g.gaps >= ${LEAST_GAPS} then g.spread end as spread,
  coalesce(g.gaps, 0)::integer as gaps
from ${items} as i
left join ${listedProducts(products, 'price', 'cost', 'stock')} as p on p.product_id = i.product_id
left join (
  select product, count(*) as gaps, median(gap)::double as gap,
    (quantile_cont(gap, 0.75) - quantile_cont(gap, 0.25))::double / 2 as spread
  from ${gaps} group by product
) as g on g.product = i.product_id
order by i.item`

/**
 * Who is due for what: her usual gap is the mean of her own gaps and two of the product's median gap. From the spread, half
 * the gap at most, before the day it is due on, until three gaps after the last purchase; `ahead` days ahead.
 */
export const dueAgain = (lines: Sql, goodsTable: Sql, asOf: string, ahead: number): Sql => sql`select *
from (
  select
    b.member_id, g.product_id, g.name, g.category, b.times, b.last_day, g.gap as product_gap, g.spread,
    (b.span + ${PRIOR_GAPS} * g.gap) / (b.times - 1 + ${PRIOR_GAPS}) as usual_gap,
    b.last_day + cast(round((b.span + ${PRIOR_GAPS} * g.gap) / (b.times - 1 + ${PRIOR_GAPS})) as integer) as due_on,
    g.price
  from (
    select l.member_id, l.product, count(*)::integer as times, max(l.happened)::date as last_day,
      date_diff('day', min(l.happened)::date, max(l.happened)::date) as span
    from ${lines} as l where l.kind = 'buy' and l.happened is not null
    group by l.member_id, l.product
  ) as b
  join ${goodsTable} as g on g.product_id = b.product
  where g.gap is not null
)
where due_on - cast(round(least(spread, usual_gap / 2)) as integer) <= cast(${asOf} as date) + ${ahead}
  and date_diff('day', last_day, cast(${asOf} as date)) <= ${STOPPED} * usual_gap`
