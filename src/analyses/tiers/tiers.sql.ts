import { join, sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { sinceWindow } from '../window'
import { cutPoints, type TierParameters } from './parameters'

/** One row per member with an order in the window: member_id, value (the measure), orders, amount, last_order, current. */
export const members = (shop: ShopViews, { measure, window }: TierParameters): Sql => {
  const values: Readonly<Record<string, Sql>> = {
    days: sql`count(distinct ordered_at::date)`,
    spend: sql`sum(amount)`,
  }
  return sql`select b.*, m.current
from (
  select
    member_id,
    (${values[measure] ?? sql`count(*)`})::double as value,
    count(*) as orders,
    sum(amount)::decimal(18, 4) as amount,
    max(ordered_at)::date as last_order
  from ${shop.orders}
  where member_id is not null and ${sinceWindow(window, shop.asOf) ?? sql`true`}
  group by member_id
) as b
left join (
  select member_id, min(tier) as current from ${shop.members} group by member_id
) as m on m.member_id = b.member_id`
}

/** value, n, amount: members by each value of the measure, the least first. */
export const values = (table: Sql): Sql =>
  sql`select value, count(*) as n, sum(amount) as amount from ${table} group by value order by value`

/** A value on the scale on which breaks are looked for; money in steps of one in a hundred. */
const scaled = ({ measure }: TierParameters): Sql =>
  measure === 'spend' ? sql`round(ln(value), 2)` : sql`ln(value)`

/** What k-means needs: measure (1), value on its scale, n. Members at zero or less are in the first tier. */
export const forBreaks = (table: Sql, p: TierParameters): Sql => sql`select
  1 as measure, ${scaled(p)} as value, sum(n)::double as n
from ${table} where value > 0 group by 2 order by 2`

/**
 * method, place (from 1), start: the least value of each tier but the first, by each method. A cut that would leave the
 * first tier empty, or equals the one before, falls away, so there may be fewer tiers than asked for. Money is rounded
 * to two digits.
 */
export const proposals = (table: Sql, breaks: Sql, p: TierParameters): Sql => {
  const count = p.tiers - 1
  const places = Array.from({ length: count }, (_, i) => i + 1)
  const start = p.measure === 'spend' ? twoDigits : sql`start`
  return sql`with ranked as (
  select value, sum(n) over (order by value desc)::double / sum(n) over () as above from ${table}
),
knee_0 as (select -1e300::double as mean),
${join(
  places.map(
    (place) => sql`${knee(place)} as (
  select sum(value * n) / sum(n) as mean from ${table} where value > (select mean from ${knee(place - 1)})
)`,
  ),
)},
found as (
  select 'natural' as method, (select min(value) from ${table} where value > 0 and ${scaled(p)} > cut) as start from ${breaks}
  ${join(
    places.flatMap((place) => [
      sql`union all select 'share', (select min(value) from ranked where above <= ${0.4 ** place})`,
      sql`union all select 'knee', (select min(value) from ${table} where value > (select mean from ${knee(place)}))`,
    ]),
    '\n',
  )}
)
select method, row_number() over (partition by method order by start) as place, start
from (select distinct method, ${start} as start from found where start is not null)
where start > (select min(value) from ${table})
order by method, place`
}

const KNEES = [sql`knee_0`, sql`knee_1`, sql`knee_2`, sql`knee_3`, sql`knee_4`, sql`knee_5`] as const
const knee = (place: number): Sql => KNEES[place] ?? sql`knee_0`

const twoDigits = sql`case when start > 0 then round(start / power(10, floor(log10(start)) - 1)) * power(10, floor(log10(start)) - 1) end`

/** place, start: the cut points in use: one's own, else those proposed by the chosen method. */
export function cuts(table: Sql, { method, cuts }: TierParameters): Sql {
  const own = cutPoints(cuts) ?? []
  return own.length === 0
    ? sql`select place, start from ${table} where method = ${method} order by place`
    : sql`select place, start from (values ${join(own.map((at, i) => sql`(${i + 1}, ${at}::double)`))}) as own(place, start)`
}

/** member_id, value, orders, amount, last_order, current, tier: 1 is the lowest. */
export const tiered = (table: Sql, cuts: Sql): Sql => sql`select
  m.*, (1 + len(list_filter(c.cuts, lambda start: start <= m.value)))::integer as tier
from ${table} as m
cross join (select coalesce(list(start), []) as cuts from ${cuts}) as c`

/** Every tier, also one without a member: tier, from_value (null for the first), to_value, members, orders, amount. */
export const totals = (table: Sql, cuts: Sql): Sql => sql`select
  t.tier, t.from_value,
  lead(t.from_value) over (order by t.tier) as to_value,
  coalesce(m.members, 0) as members, coalesce(m.orders, 0) as orders, coalesce(m.amount, 0) as amount
from (
  select 1 as tier, cast(null as double) as from_value
  union all select place + 1, start from ${cuts}
) as t
left join (
  select tier, count(*) as members, sum(orders)::bigint as orders, sum(amount)::double as amount from ${table} group by tier
) as m on m.tier = t.tier
order by t.tier`

/** current (the shop's own tier; null where it says none), tier, members, amount. */
export const against = (table: Sql): Sql => sql`select
  current, tier, count(*) as members, sum(amount)::double as amount
from ${table}
where exists (from ${table} where current is not null)
group by current, tier order by current nulls last, tier`

/** low (null for zero and less), high, members, amount: each value up to 20 where it is a count, else 1, 2, 5, 10, … */
export const bins = (table: Sql, { measure }: TierParameters): Sql => {
  const single = measure === 'spend' ? sql`false` : sql`value <= 20`
  return sql`select
  low, high, sum(n)::bigint as members, sum(amount)::double as amount
from (
  select
    n, amount,
    case when value <= 0 then null when ${single} then value else digit * unit end as low,
    case when value <= 0 then 0 when ${single} then value + 1 when digit = 2 then 5 * unit else 2 * digit * unit end as high
  from (
    select *, case when value >= 5 * unit then 5 when value >= 2 * unit then 2 else 1 end as digit
    from (select *, power(10, floor(log10(greatest(value, 1e-4)) + 1e-12)) as unit from ${table})
  )
)
group by low, high order by low nulls first`
}
