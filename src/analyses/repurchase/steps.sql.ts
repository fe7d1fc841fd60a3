import { empty, sql, type Sql } from '../../sql/sql'
import { wilsonLimit } from '../wilson.sql'
import type { ShopViews } from '../analysis'
import { inGroup, splitValues, unknownGroup, type Split } from '../splits.sql'
import type { RepurchaseParameters } from './parameters'

/** Steps of the ladder that are shown: from the first purchase to the eleventh. */
export const LADDER = 10

/** The last day that counts: the one before the as-of date. */
export const lastDay = (asOf: string): Sql => sql`(cast(${asOf} as date) - 1)`

/** The first day of the window; null for all time. */
export const windowStart = (asOf: string, { window }: RepurchaseParameters): Sql =>
  window === 'all' ? sql`cast(null as date)` : sql`(cast(${asOf} as date) - ${Number(window)})`

/** One row per member with an order, with a number that joins and sorts faster than an id. */
export const firstOrders = (shop: ShopViews): Sql => sql`select
  row_number() over ()::integer as member, member_id, min(ordered_at) as first_order
from ${shop.orders} where member_id is not null group by member_id`

/**
 * One row per purchase of a member, in their order: member, day, amount, nth. Of orders at the same moment the one with
 * the least money is first. O(orders × log orders).
 */
export const purchases = (shop: ShopViews, first: Sql, { counts }: RepurchaseParameters): Sql =>
  counts === 'days'
    ? sql`select
  member, day, amount, row_number() over (partition by member order by day)::integer as nth
from (
  select f.member, o.ordered_at::date as day, sum(o.amount)::decimal(18, 4) as amount
  from ${shop.orders} as o join ${first} as f on f.member_id = o.member_id
  group by f.member, o.ordered_at::date
)`
    : sql`select
  f.member, o.ordered_at::date as day, o.amount::decimal(18, 4) as amount,
  row_number() over (partition by f.member order by o.ordered_at, o.amount)::integer as nth
from ${shop.orders} as o join ${first} as f on f.member_id = o.member_id`

/** The members again, with what the split says of each. */
export function valued(shop: ShopViews, first: Sql, bought: Sql, split: string): Sql {
  switch (split) {
    case 'year':
      return sql`select member, member_id, first_order, year(first_order)::varchar as value from ${first}`
    case 'value':
      return sql`with cuts as (
  select quantile_cont(amount, [0.25, 0.5, 0.75])::decimal(18, 2)[] as at from ${bought} where nth = 1
)
select f.member, f.member_id, f.first_order, ${valueBand} as value
from ${first} as f
join ${bought} as p on p.member = f.member and p.nth = 1
cross join cuts`
    default:
      return sql`select f.member, f.member_id, f.first_order, v.value
from ${first} as f
left join (${splitValues(shop, first, split as Split)}) as v on v.member_id = f.member_id`
  }
}

/** Quarters of the first purchases by amount; equal amounts are in one. */
const valueBand = sql`case
  when p.amount is null then null
  when p.amount <= cuts.at[1] then concat('≤ ', cuts.at[1])
  when p.amount <= cuts.at[2] then concat(cuts.at[1], ' – ', cuts.at[2])
  when p.amount <= cuts.at[3] then concat(cuts.at[2], ' – ', cuts.at[3])
  else concat('> ', cuts.at[3])
end`

/** One row per member: purchases, those in the window, days to the second one, days followed. */
export const membersWithPurchases = (
  shop: ShopViews,
  bought: Sql,
  members: Sql,
  groups: Sql,
  parameters: RepurchaseParameters,
): Sql => {
  const start = windowStart(shop.asOf, parameters)
  return sql`select
  p.member, m.member_id, m.first_order, p.last_day, p.purchases, p.in_window, p.amount,
  p.second_day - p.first_day as days_to_second,
  ${lastDay(shop.asOf)} - p.first_day as followed,
  p.first_day, p.before_window,
  g.grp
from (
  select
    member,
    min(day) as first_day,
    max(day) as last_day,
    min(day) filter (where nth = 2) as second_day,
    count(*) as purchases,
    count(*) filter (where ${start} is null or day >= ${start}) as in_window,
    count(*) filter (where day < ${start}) as before_window,
    sum(amount)::decimal(18, 4) as amount
  from ${bought} group by member
) as p
join ${members} as m on m.member = p.member
${inGroup(groups, parameters.split as Split)}`
}

/** The three repurchase rates, a row each: definition, part, whole, rate, low, high. */
export const rates = (members: Sql, { window, days, returning }: RepurchaseParameters): Sql => sql`select
  definition, part, whole,
  part::double / nullif(whole, 0) as rate,
  ${wilsonLimit(-1)} as low,
  ${wilsonLimit(1)} as high
from (
  select 1 as place, 'twice' as definition,
    count(*) filter (where in_window >= 2) as part,
    count(*) filter (where in_window >= 1) as whole
  from ${members}
  union all
  select 2, 'within',
    count(*) filter (where followed >= ${days} and days_to_second <= ${days}),
    count(*) filter (where followed >= ${days})
  from ${members}
  union all
  select 3, 'purchases', ${
    returning === 'first'
      ? sql`coalesce(sum(in_window - (case when before_window = 0 then 1 else 0 end)) filter (where in_window > 0), 0)::bigint,
    coalesce(sum(in_window), 0)::bigint`
      : window === 'all'
        ? sql`max(cast(null as bigint)), 0::bigint`
        : sql`coalesce(sum(in_window) filter (where before_window > 0), 0)::bigint, coalesce(sum(in_window), 0)::bigint`
  }
  from ${members}
)
order by place`

/** From each purchase to the next: who took the step at all, and who in N days of those followed for so long. */
export const ladder = (shop: ShopViews, bought: Sql, { days }: RepurchaseParameters): Sql => sql`select
  nth, part as next, whole as members,
  part::double / whole as rate,
  ${wilsonLimit(-1)} as low,
  ${wilsonLimit(1)} as high,
  followed, within,
  within::double / nullif(followed, 0) as rate_within,
  median_days, q1_days, q3_days
from (
  select
    nth,
    count(*) as whole,
    count(next_day) as part,
    count(*) filter (where ${lastDay(shop.asOf)} - day >= ${days}) as followed,
    count(*) filter (where ${lastDay(shop.asOf)} - day >= ${days} and next_day - day <= ${days}) as within,
    median(next_day - day)::double as median_days,
    quantile_cont(next_day - day, 0.25)::double as q1_days,
    quantile_cont(next_day - day, 0.75)::double as q3_days
  from (
    select nth, day, lead(day) over (partition by member order by nth) as next_day
    from ${bought} where nth <= ${LADDER + 1}
  )
  where nth <= ${LADDER}
  group by nth
)
order by nth`

/** Per month of the first purchase; shares only where all of the month could be followed for N days. */
export const cohorts = (shop: ShopViews, members: Sql, { days }: RepurchaseParameters): Sql => sql`select
  cohort, members,
  case when over then within end as within,
  case when over then within::double / members end as rate,
  again,
  again::double / members as rate_so_far
from (
  select
    date_trunc('month', first_day)::date as cohort,
    count(*) as members,
    count(*) filter (where days_to_second <= ${days}) as within,
    count(days_to_second) as again,
    date_trunc('month', first_day)::date + interval 1 month + ${days} * interval 1 day <= cast(${shop.asOf} as date) as over
  from ${members} group by date_trunc('month', first_day)::date, over
)
order by cohort`

/** Per month that is over: purchases, and those of old members by both definitions. The month is the window. */
export const months = (shop: ShopViews, bought: Sql, members: Sql): Sql => sql`select
  month,
  count(*) as purchases,
  count(*) filter (where nth > 1) as after_first,
  count(*) filter (where first_day < month) as before_month
from (
  select p.nth, m.first_day, date_trunc('month', p.day)::date as month
  from ${bought} as p join ${members} as m on m.member = p.member
)
where month + interval 1 month <= cast(${shop.asOf} as date)
group by month order by month`

/** Times to the second purchase, counted: grp, time, events, censored. With groups, grp 0 is everybody. */
export const secondTimes = (members: Sql, only: 'groups' | 'all and groups', split: string): Sql => {
  const of = (grp: Sql, where: Sql) => sql`select
  ${grp} as grp,
  coalesce(days_to_second, followed)::double as time,
  count(days_to_second)::double as events,
  count(*) filter (where days_to_second is null)::double as censored
from ${members}${where}
group by 1, 2`
  if (split === 'none') return sql`${of(sql`1::double`, empty)} order by grp, time`
  const groups = of(
    sql`grp::double`,
    only === 'groups' ? sql` where grp < ${unknownGroup(split as Split)}` : empty,
  )
  return only === 'groups'
    ? sql`${groups} order by grp, time`
    : sql`${of(sql`0::double`, empty)}
union all
${groups} order by grp, time`
}
