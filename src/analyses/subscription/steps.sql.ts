import { listedProducts } from '../../segments/listed-products.sql'
import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { purchaseDays } from '../purchase-days.sql'
import type { SubscriptionParameters } from './parameters'

const MONTH = 365.25 / 12

/** Days of the chosen period; null where it is to be taken from the gaps. */
const chosenDays = ({ period }: SubscriptionParameters): number | null =>
  period === 'auto' ? null : period === 'month' ? MONTH : Number(period)

const lastDay = (asOf: string): Sql => sql`(cast(${asOf} as date) - 1)`

/** member_id, day, amount: one row per member and day with a payment; of chosen products only where some are named. */
export function paymentDays(shop: ShopViews, { products }: SubscriptionParameters): Sql {
  const text = products.trim().toLowerCase()
  if (text === '') return purchaseDays(shop.orders)
  return sql`select o.member_id, o.ordered_at::date as day, sum(i.amount) as amount
from ${shop.order_items} as i
join ${shop.orders} as o on o.order_id = i.order_id and (i.member_id = o.member_id or i.member_id is null)
left join ${listedProducts(shop.products, 'category', 'product_name')} as p on p.product_id = i.product_id
where o.member_id is not null
  and contains(
    lower(concat_ws(' ', i.product_id, i.product_name, i.category, p.product_name, p.category)), ${text}
  )
group by o.member_id, o.ordered_at::date`
}

/** One row: the period in days, and how many gaps between payments keep to it. */
export const periodOf = (days: Sql, parameters: SubscriptionParameters): Sql => {
  const chosen = chosenDays(parameters)
  const grace = parameters.grace / 100
  return sql`with gaps as (
  select gap::double as gap
  from (
    select date_diff('day', lag(day) over (partition by member_id order by day), day) as gap from ${days}
  )
  where gap is not null
),
middle as (select count(*) as gaps, quantile_cont(gap, 0.5) as median from gaps),
chosen as (
  select any_value(m.gaps) as gaps, any_value(m.median) as median,
    ${chosen === null ? sql`avg(g.gap) filter (where g.gap between 0.75 * m.median and 1.25 * m.median)` : sql`${chosen}::double`} as period
  from middle as m left join gaps as g on true
)
select
  c.gaps, c.median, c.period,
  (select count(*) from gaps where abs(gap / c.period - 1) <= ${grace}) as regular,
  (select count(*) from gaps where abs(gap / c.period - 1) <= ${grace})::double / nullif(c.gaps, 0) as share,
  -- Of gaps that keep to nothing, exponential with the period for their mean, so many would be near it.
  exp(${grace} - 1) - exp(-1 - ${grace}) as by_chance
from chosen as c`
}

/**
 * One row per subscriber: start, renewals made one after the other, and decided, those that were due with their grace
 * by the end. Renewal j is made by a payment from (j − 1 + grace) to (j + grace) periods after the start, so that
 * each payment counts for one renewal; the first without one ends the contract.
 */
export const subscribers = (
  days: Sql,
  period: Sql,
  asOf: string,
  { who, grace }: SubscriptionParameters,
): Sql => {
  const late = grace / 100
  const start =
    who === 'all'
      ? sql`select member_id, min(day) as start from ${days} group by member_id`
      : sql`select member_id, min(day) as start
  from (
    select member_id, day, date_diff('day', lag(day) over (partition by member_id order by day), day) as gap
    from ${days}
  ) cross join ${period} as p
  where abs(gap / p.period - 1) <= ${late}
  group by member_id`
  return sql`with starts as (${start}),
payments as (
  select d.member_id, d.amount, ceil(date_diff('day', s.start, d.day) / p.period - ${late})::integer as due
  from ${days} as d
  join starts as s on s.member_id = d.member_id and d.day >= s.start
  cross join ${period} as p
),
made as (
  select member_id, due, sum(amount) as amount, row_number() over (partition by member_id order by due) as place
  from payments where due > 0 group by member_id, due
),
runs as (
  select member_id, count(*) as renewals, sum(amount) as amount from made where due = place group by member_id
)
select
  s.member_id, s.start, coalesce(r.renewals, 0)::integer as renewals,
  greatest(0, floor(date_diff('day', s.start, ${lastDay(asOf)}) / p.period - ${late}))::integer as decided,
  r.amount::double as paid
from starts as s
cross join ${period} as p
left join runs as r on r.member_id = s.member_id
where p.period > 0`
}

/** Periods held out: a third of those that the oldest subscriber has behind her, at least one. */
const heldOut = (members: Sql): Sql =>
  sql`(select greatest(1, max(decided) // 3)::integer as periods from ${members})`

/** before, period, at_risk, lost: renewals that were due, and that were not made, as known now and before the hold-out. */
export const hazards = (members: Sql): Sql => sql`select
  before, period, count(*) as at_risk, count(*) filter (where renewals < period) as lost
from (
  select k.before, m.renewals, unnest(range(1, least(m.renewals + 1, m.decided - k.before * h.periods) + 1)) as period
  from ${members} as m
  cross join (select unnest([0, 1]) as before) as k
  cross join ${heldOut(members)} as h
)
group by before, period order by before, period`

/** By cohort of start and period: of those whose renewal was due, the share still there; only where all were due. */
export const cohorts = (members: Sql, period: Sql): Sql => sql`with started as (
  select
    m.renewals, m.decided,
    case
      when p.period < 45 then date_trunc('month', m.start)
      when p.period < 200 then date_trunc('quarter', m.start)
      else date_trunc('year', m.start)
    end::date as cohort
  from ${members} as m cross join ${period} as p
)
select
  c.cohort, c.members, k.period,
  count(*) filter (where m.renewals >= k.period)::double / c.members as kept
from started as m
join (select cohort, count(*) as members, min(decided) as whole from started group by cohort) as c
  on c.cohort = m.cohort
join (select unnest(range(0, 61)) as period) as k on k.period <= c.whole
group by c.cohort, c.members, k.period
order by c.cohort, k.period`

/** ahead, active, expected, actual: members active before the hold-out, and how many were left after so many periods. */
export const holdOut = (members: Sql, curve: Sql): Sql => sql`select
  a.ahead, count(*) as active, sum(later.survival / now.survival) as expected,
  count(*) filter (where m.renewals >= m.decided - h.periods + a.ahead) as actual
from ${members} as m
cross join ${heldOut(members)} as h
join (select unnest(range(1, 1001)) as ahead) as a on a.ahead <= h.periods
join ${curve} as now on now.before = 1 and now.converged = 1 and now.period = m.decided - h.periods
join ${curve} as later on later.before = 1 and later.period = m.decided - h.periods + a.ahead
where m.decided >= h.periods and m.renewals >= m.decided - h.periods
group by a.ahead order by a.ahead`

/**
 * Members active now by the renewals behind them: members, residual (discounted payments still to come from one), and
 * its slopes for the delta method.
 */
export const base = (members: Sql, curve: Sql): Sql => sql`select
  m.decided as period, count(*) as members, any_value(c.retention) as retention, any_value(c.residual) as residual,
  any_value(c.s1) as s1, any_value(c.s2) as s2
from ${members} as m
join ${curve} as c on c.before = 0 and c.converged = 1 and c.period = m.decided
where m.renewals >= m.decided
group by m.decided order by m.decided`

/** One row: totals, the mean payment of a renewal, and the value of the active members with its 95 % interval. */
export const summary = (
  { members, period, base: active, curve }: Readonly<Record<'members' | 'period' | 'base' | 'curve', Sql>>,
  margin: number,
): Sql => sql`with totals as (
  select
    count(*) as members, count(*) filter (where renewals >= decided) as active,
    sum(least(renewals, decided)) as renewed, max(decided) as longest,
    sum(paid) / nullif(sum(renewals), 0) as payment
  from ${members}
),
worth as (
  select
    sum(b.members * b.residual) as payments, sum(b.members * b.residual * b.s1) as g1,
    sum(b.members * b.residual * b.s2) as g2
  from ${active} as b
),
fit as (select * from ${curve} where before = 0 and period = 0 and converged = 1)
select
  t.*, p.period, p.gaps, p.median, p.share, p.by_chance, h.periods as held_out,
  w.payments * t.payment * ${margin} as value,
  w.payments * t.payment * ${margin} * exp(-1.959963984540054 * w.spread) as value_low,
  w.payments * t.payment * ${margin} * exp(1.959963984540054 * w.spread) as value_high,
  f.residual * t.payment * ${margin} as value_new
from totals as t
left join ${period} as p on true
left join ${heldOut(members)} as h on true
left join fit as f on true
left join (
  select
    w.payments,
    sqrt(f.c11 * w.g1 * w.g1 + 2 * f.c12 * w.g1 * w.g2 + f.c22 * w.g2 * w.g2) / nullif(w.payments, 0) as spread
  from worth as w left join fit as f on true
) as w on true`
