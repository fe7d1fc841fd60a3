import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { besides, NEW_DAY } from '../order-days.sql'

/**
 * One row per member: orders, amount, margin (null where no line of hers has a cost), x, tx, t (repeat purchase days
 * and their times, in days), mean_repeat (mean money of the days after the first), first_order, last_order (days), member (a
 * number), first_at (the moment of the first order).
 */
export const members = (shop: ShopViews): Sql => sql`with bought as (
  select
    o.member,
    count(*) as orders,
    sum(o.amount)::decimal(18, 4) as amount,
    count(*) filter (where ${NEW_DAY}) as days,
    sum(o.amount) filter (where o.day > f.first_at::date) as amount_after,
    min(o.day) as first_order,
    max(o.day) as last_order,
    min(o.ordered_at) as first_at
  from (
  ${besides(shop.memberOrders)}
  ) as o
  join (
    select member, min(ordered_at) as first_at from ${shop.memberOrders} group by member
  ) as f on f.member = o.member
  group by o.member
),
margins as (
  select i.member_id, sum(i.amount - p.cost * coalesce(i.quantity, 1))::double as margin
  from ${shop.order_items} as i
  join (
    select product_id, any_value(cost) as cost from ${shop.products} where cost is not null group by product_id
  ) as p on p.product_id = i.product_id
  where i.member_id is not null
  group by i.member_id
)
select
  n.member_id,
  b.orders,
  b.amount,
  g.margin,
  b.days - 1 as x,
  date_diff('day', b.first_order, b.last_order) as tx,
  date_diff('day', b.first_order, cast(${shop.asOf} as date) - 1) as t,
  (coalesce(b.amount_after, 0) / nullif(b.days - 1, 0))::double as mean_repeat,
  b.first_order,
  b.last_order,
  b.member,
  b.first_at
from bought as b
join ${shop.memberNumbers} as n on n.member = b.member
left join margins as g on g.member_id = n.member_id`

/** Members with the same numbers, counted: what fitting needs. */
export const grouped = (table: Sql): Sql =>
  sql`select x, tx, t, count(*) as n from ${table} group by x, tx, t`

/**
 * Every member's amount, margin and what is to be expected of her: predicted = expected purchases over the horizon ×
 * expected money of one (Gamma-Gamma; where it has no mean, what members have spent); p_alive is null by a model that
 * takes nobody to leave. top_… is 1 for the tenth with the
 * most of it, at least one member; band: heavy, the first fifth by amount, medium, the next three tenths, light.
 */
export const memberValues = (tables: {
  members: Sql
  scores: Sql
  model: Sql
  spend: Sql
}): Sql => sql`with valued as (
  select
    m.member_id, m.orders, m.amount, m.margin,
    case when f.model <> 'nbd' then s.p_alive end as p_alive,
    s.expected * case
      when g.q is null or isnan(g.q) or g.q <= 1 then coalesce(case when m.mean_repeat > 0 then m.mean_repeat end, a.mean)
      when m.x > 0 and m.mean_repeat > 0 then g.p * (g.gamma + m.x * m.mean_repeat) / (g.p * m.x + g.q - 1)
      else g.p * g.gamma / (g.q - 1)
    end as predicted,
    m.first_order, m.last_order
  from ${tables.members} as m
  left join ${tables.scores} as s on s.x = m.x and s.tx = m.tx and s.t = m.t
  left join ${tables.model} as f on true
  left join ${tables.spend} as g on true
  cross join (
    select coalesce(
      sum(mean_repeat * x) / nullif(sum(x) filter (where mean_repeat is not null), 0),
      sum(amount)::double / nullif(count(*), 0)
    ) as mean
    from ${tables.members}
  ) as a
),
ranked as (
  select
    *,
    row_number() over (order by amount desc, member_id) as by_amount,
    row_number() over (order by predicted desc nulls last, member_id) as by_predicted,
    row_number() over (order by margin desc nulls last, member_id) as by_margin,
    count(*) over () as members
  from valued
)
select
  member_id, orders, amount, margin, predicted, p_alive,
  cast(by_amount <= greatest(1, members // 10) as integer) as top_amount,
  cast(by_predicted <= greatest(1, members // 10) and predicted is not null as integer) as top_predicted,
  cast(by_margin <= greatest(1, members // 10) and margin is not null as integer) as top_margin,
  case
    when by_amount <= ceil(members * 0.2) then 'heavy'
    when by_amount <= ceil(members * 0.5) then 'medium'
    else 'light'
  end as band,
  first_order, last_order
from ranked`

/** low, high, members, amount: bins 1, 2, 5, 10, 20, …; amounts of zero or less are one bin, with low null. */
export const spendBins = (table: Sql): Sql => sql`select
  low,
  case when low is null then 0 else low * case when digit = 2 then 2.5 else 2 end end as high,
  count(*) as members,
  sum(amount)::double as amount
from (
  select
    amount,
    case when amount > 0 then
      case
        when amount >= 5 * power(10, place) then 5
        when amount >= 2 * power(10, place) then 2
        else 1
      end
    end as digit,
    case when amount > 0 then digit * power(10, place) end as low
  from (select cast(amount as double) as amount, floor(log10(greatest(cast(amount as double), 1e-4)) + 1e-12) as place from ${table})
)
group by low, digit
order by low nulls first`
