import { lineCategory, listedProducts } from '../../segments/listed-products.sql'
import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'

/** A value in fewer orders than this says nothing. */
export const LEAST_ORDERS = 10
/** So many values of a dimension are tested, the most frequent ones. */
export const MOST_VALUES = 200

/**
 * For each product, category, channel and band of discount: in how many orders of the last order day before silence
 * (`here`, of `here_all` whose dimension is known) and in how many other orders of members (`other`, of `other_all`).
 * The discount of an order is how far its lines stay below the prices in `products`, and known where all lines have
 * one. Columns: dimension, value, here, here_all, other, other_all.
 */
export const beforeSilence = (shop: ShopViews, members: Sql): Sql => sql`with marked as (
  select
    o.order_id, o.member_id, o.channel,
    coalesce(o.ordered_at::date = c.silent_from, false) as before
  from ${shop.orders} as o
  left join (select member_id, silent_from from ${members} where churned = 1) as c on c.member_id = o.member_id
  where o.member_id is not null
),
lines as (
  select
    m.order_id, m.member_id, m.before,
    coalesce(i.product_name, p.product_name, i.product_id) as product,
    ${lineCategory} as category,
    i.amount::double as amount,
    i.quantity * p.price::double as listed
  from marked as m
  join ${shop.order_items} as i
    on i.order_id = m.order_id and (i.member_id = m.member_id or i.member_id is null)
  left join ${listedProducts(shop.products, 'product_name', 'category', 'price')} as p on p.product_id = i.product_id
),
discounts as (
  select
    order_id, member_id, before,
    1 - sum(amount) / nullif(sum(listed), 0) as discount
  from lines
  group by order_id, member_id, before
  having count(*) = count(case when listed > 0 and amount >= 0 then 1 end)
),
facts as (
  select 'channel' as dimension, channel as value, ${COUNTED}
  from marked where channel is not null group by channel
  union all
  select 'product', product, ${COUNTED}
  from (select distinct order_id, member_id, product, before from lines where product is not null) group by product
  union all
  select 'category', category, ${COUNTED}
  from (select distinct order_id, member_id, category, before from lines where category is not null) group by category
  union all
  select
    'discount',
    case when discount < 0.02 then 'none' when discount < 0.1 then 'low' when discount < 0.3 then 'middle' else 'high' end as band,
    ${COUNTED}
  from discounts where discount is not null group by band
),
totals(dimension, here_all, other_all) as (
  select 'channel', ${COUNTED} from marked where channel is not null
  union all
  select 'product', ${COUNTED}
  from (select distinct order_id, member_id, before from lines where product is not null)
  union all
  select 'category', ${COUNTED}
  from (select distinct order_id, member_id, before from lines where category is not null)
  union all
  select 'discount', ${COUNTED} from discounts where discount is not null
),
ranked as (
  select *, row_number() over (partition by dimension order by here + other desc, value) as place
  from facts where here + other >= ${LEAST_ORDERS}
)
select r.dimension, r.value, r.here, t.here_all, r.other, t.other_all
from ranked as r join totals as t on t.dimension = r.dimension
where r.place <= ${MOST_VALUES}
order by r.dimension, r.value`

/** Orders of the last order day before silence, and all others. */
const COUNTED = sql`count(*) filter (where before) as here, count(*) filter (where not before) as other`
