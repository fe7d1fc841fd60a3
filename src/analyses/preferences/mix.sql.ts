import { lineCategory, listedProducts } from '../../segments/listed-products.sql'
import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import type { KindBy } from './parameters'

/** Bounds of the classes: cumulative share of the revenue, and coefficient of variation by month. */
export const ABC = [0.8, 0.95] as const
export const XYZ = [0.5, 1] as const
/** Fewer months than this say nothing of how steady sales are. */
export const LEAST_MONTHS = 3

/** order_id, member_id, day, kind, amount: the order lines, with what tells them apart. Lines without it stay out. */
export const kindLines = ({ order_items, products }: ShopViews, by: KindBy | null): Sql => {
  const product = sql`left join ${listedProducts(products, 'category', 'brand', 'product_name')} as p on p.product_id = i.product_id`
  const kind =
    by === 'category'
      ? lineCategory
      : by === 'brand'
        ? sql`p.brand`
        : by === 'product'
          ? sql`coalesce(p.product_name, n.product_name, i.product_id)`
          : sql`cast(null as varchar)`
  const names =
    by === 'product'
      ? sql`left join (select product_id, min(product_name) as product_name from ${order_items} group by product_id) as n on n.product_id = i.product_id`
      : sql``
  return sql`select i.order_id, i.member_id, i.ordered_at::date as day, ${kind} as kind, i.amount::double as amount
from ${order_items} as i
${product}
${names}
where ${kind} is not null`
}

/**
 * One row per kind, most revenue first: members and orders with it, revenue, share; penetration (members ÷ members with
 * any line); revenue of the last `days` days and of as many before, growth; abc by cumulative revenue; cv of the revenue by
 * month since its first sale, xyz.
 */
export const kindMix = (lines: Sql, asOf: string, days: number): Sql => {
  const end = sql`cast(${asOf} as date)`
  return sql`with totals as (
  select
    kind, count(distinct member_id) as members, count(distinct order_id) as orders, sum(amount) as revenue,
    coalesce(sum(amount) filter (where day >= ${end} - ${days}), 0) as lately,
    coalesce(sum(amount) filter (where day < ${end} - ${days} and day >= ${end} - ${2 * days}), 0) as before,
    date_trunc('month', min(day)) as first_month
  from ${lines} group by kind
),
ends as (
  select date_trunc('month', max(day)) as last_month, min(day) as first_day, count(distinct member_id) as members from ${lines}
),
monthly as (
  select kind, sum(revenue) as revenue, sum(revenue * revenue) as squares
  from (select kind, date_trunc('month', day) as month, sum(amount) as revenue from ${lines} group by 1, 2)
  group by kind
),
steady as (
  select
    t.kind, date_diff('month', t.first_month, e.last_month) + 1 as months, m.revenue, m.squares
  from totals as t join monthly as m on m.kind = t.kind cross join ends as e
),
varied as (
  select
    kind, months,
    case when months >= ${LEAST_MONTHS} and revenue > 0 then
      sqrt(greatest(0, squares - revenue * revenue / months) / (months - 1)) / (revenue / months)
    end as cv
  from steady
),
ranked as (
  select
    t.*, v.months, v.cv, e.members as everybody, e.first_day,
    t.revenue / nullif(sum(t.revenue) over (), 0) as share,
    coalesce(sum(greatest(t.revenue, 0)) over (order by t.revenue desc, t.kind rows between unbounded preceding and 1 preceding), 0)
      / nullif(sum(greatest(t.revenue, 0)) over (), 0) as above
  from totals as t join varied as v on v.kind = t.kind cross join ends as e
)
select
  row_number() over (order by revenue desc, kind)::integer as place, kind, members, orders, revenue, share,
  members::double / nullif(everybody, 0) as penetration,
  lately, before,
  case when first_day <= ${end} - ${2 * days} then lately / nullif(before, 0) - 1 end as growth,
  case when above < ${ABC[0]} then 'A' when above < ${ABC[1]} then 'B' else 'C' end as abc,
  months, cv,
  case when cv is null then null when cv <= ${XYZ[0]} then 'X' when cv <= ${XYZ[1]} then 'Y' else 'Z' end as xyz
from ranked
order by place`
}
