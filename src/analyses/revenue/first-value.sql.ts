import { lineCategory, listedProducts } from '../../segments/listed-products.sql'
import { join, sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import type { RevenueParameters } from './parameters'

/**
 * Value of members by what their first order was: what (all, month, channel, region, product, category), key, members,
 * mean (money in the days after the first order, that one included), low, high (95 %, mean ± 1.96 standard errors; null
 * below the least n). Members count whose first order is at least so many days old. A first order of several products
 * counts for each of them. `members`: member, member_id, first_order (the day), first_at (its moment).
 */
export const firstValues = (shop: ShopViews, members: Sql, p: RevenueParameters): Sql => {
  const days = Number(p.horizon)
  return sql`with valued as (
  select
    any_value(f.member_id) as member_id,
    any_value(f.first_at) as first_at,
    min(o.order_id) filter (where o.ordered_at = f.first_at) as order_id,
    arg_min(o.channel, o.order_id) filter (where o.ordered_at = f.first_at) as channel,
    arg_min(o.region, o.order_id) filter (where o.ordered_at = f.first_at) as region,
    sum(o.amount)::double as value
  from ${members} as f
  join ${shop.orders} as o
    on o.member_id = f.member_id and o.ordered_at::date < f.first_order + ${days}
  where f.first_order + ${days} <= cast(${shop.asOf} as date)
  group by f.member
),
bought as (
  select distinct
    v.member_id, v.value,
    coalesce(i.product_name, p.product_name, i.product_id) as product,
    ${lineCategory} as category
  from valued as v
  join ${shop.order_items} as i on i.order_id = v.order_id and i.member_id = v.member_id
  left join ${listedProducts(shop.products, 'product_name', 'category')} as p on p.product_id = i.product_id
),
keyed as (
  ${join(
    [
      sql`select 'all' as what, '' as key, value from valued`,
      sql`select 'month', strftime(first_at, '%Y-%m'), value from valued`,
      sql`select 'channel', channel, value from valued where channel is not null`,
      sql`select 'region', region, value from valued where region is not null`,
      sql`select 'product', product, value from (select distinct member_id, value, product from bought) where product is not null`,
      sql`select 'category', category, value from (select distinct member_id, value, category from bought) where category is not null`,
    ],
    '\nunion all\n',
  )}
)
select
  what, key,
  count(*) as members,
  avg(value) as mean,
  case when count(*) >= ${p.least} then avg(value) - 1.96 * stddev_samp(value) / sqrt(count(*)) end as low,
  case when count(*) >= ${p.least} then avg(value) + 1.96 * stddev_samp(value) / sqrt(count(*)) end as high
from keyed
group by what, key
order by what, members desc, key`
}
