import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import type { RevenueParameters } from './parameters'

interface Unit {
  trunc: (time: Sql) => Sql
  step: Sql
  /** The period a year before: for days the same date, for weeks 52 weeks. */
  yearBefore: (period: Sql) => Sql
  cycle: number
}

const UNITS: Readonly<Record<string, Unit>> = {
  day: {
    trunc: (time) => sql`cast(${time} as date)`,
    step: sql`interval 1 day`,
    yearBefore: (period) => sql`cast(${period} - interval 1 year as date)`,
    cycle: 7,
  },
  week: {
    trunc: (time) => sql`cast(date_trunc('week', ${time}) as date)`,
    step: sql`interval 7 day`,
    yearBefore: (period) => sql`cast(${period} - interval 364 day as date)`,
    cycle: 52,
  },
}

const MONTH: Unit = {
  trunc: (time) => sql`cast(date_trunc('month', ${time}) as date)`,
  step: sql`interval 1 month`,
  yearBefore: (period) => sql`cast(${period} - interval 1 year as date)`,
  cycle: 12,
}

const unitOf = (p: RevenueParameters): Unit => UNITS[p.period] ?? MONTH

/** Periods in a cycle of the season. */
export const cycleOf = (p: RevenueParameters): number => unitOf(p).cycle

/**
 * Every period from the first order on, those without an order too: period (its first day), complete (1 where it ends
 * before the as-of date and begins with or after the first order), amount, new_amount (orders of members on the day of
 * their first), returning_amount, other_amount (orders without a member), orders, year_before (amount a year earlier,
 * null where there were no data yet). `members`: member and first_order, the day. Members are joined by their numbers.
 */
export function periods({ orders, memberOrders, asOf }: ShopViews, members: Sql, p: RevenueParameters): Sql {
  const { trunc, step, yearBefore } = unitOf(p)
  return sql`with sums as (
  select
    ${trunc(sql`ordered_at`)} as period,
    count(*) as orders,
    sum(amount)::double as amount,
    coalesce(sum(amount) filter (where member_id is null), 0)::double as other_amount
  from ${orders}
  where ordered_at is not null
  group by 1
),
theirs as (
  select
    ${trunc(sql`o.ordered_at`)} as period,
    coalesce(sum(o.amount) filter (where o.ordered_at::date = f.first_order), 0)::double as new_amount,
    coalesce(sum(o.amount) filter (where o.ordered_at::date > f.first_order), 0)::double as returning_amount
  from ${memberOrders} as o
  join ${members} as f on f.member = o.member
  where o.ordered_at is not null
  group by 1
),
span as (
  select min(ordered_at)::date as first_day, ${trunc(sql`min(ordered_at)`)} as first, ${trunc(sql`max(ordered_at)`)} as last from ${orders}
),
every as (
  select cast(unnest(generate_series(cast(first as timestamp), cast(last as timestamp), ${step})) as date) as period, first_day
  from span where first is not null
),
filled as (
  select
    e.period,
    cast(e.period >= e.first_day and e.period + ${step} <= cast(${asOf} as date) as integer) as complete,
    coalesce(s.amount, 0) as amount,
    coalesce(t.new_amount, 0) as new_amount,
    coalesce(t.returning_amount, 0) as returning_amount,
    coalesce(s.other_amount, 0) as other_amount,
    coalesce(s.orders, 0) as orders
  from every as e
  left join sums as s on s.period = e.period
  left join theirs as t on t.period = e.period
)
select f.*, y.amount as year_before
from filled as f
left join filled as y on y.period = ${yearBefore(sql`f.period`)}
order by f.period`
}
