import { sql, type Sql } from '../../sql/sql'
import { purchaseDays } from '../purchase-days.sql'
import { DAYS_OF_MONTH } from './units'

/** An age with fewer members than this says nothing about the trend. */
export const LEAST_OF_AN_AGE = 30
/** Months without an order from here on are one state. */
export const LAST_STATE = 12

/** The two ends at which each way is tried: the end of the days held out, and their beginning. */
export const ends = (
  before: Sql,
  asOf: string,
): Sql => sql`select 'now' as until, cast(${asOf} as date) as ending
union all
select 'before', cast(${asOf} as date) - max(horizon)::integer from ${before} having max(horizon) > 0`

const daysOf = (orders: Sql, before: Sql, asOf: string): Sql => sql`ends as (
${ends(before, asOf)}
),
days as (
  select e.until, e.ending, d.member_id, d.day, d.amount::double as amount
  from (${purchaseDays(orders)}) as d join ends as e on d.day < e.ending
)`

/**
 * Money of members by their age in whole months of 30.44 days since the first order. A member counts at an age once
 * that month of hers is over; members with a whole month at an age are those with more months than that.
 */
export const ageCurve = (
  orders: Sql,
  before: Sql,
  asOf: string,
): Sql => sql`with ${daysOf(orders, before, asOf)},
firsts as (
  select until, member_id, min(day) as first_day, floor(date_diff('day', min(day), any_value(ending)) / ${DAYS_OF_MONTH})::integer as months
  from days group by until, member_id
),
ages as (
  select until, unnest(range(0, max(months)))::integer as age from firsts group by until
),
known as (
  select until, age, sum(members) over (partition by until order by age desc) as members
  from (
    select a.until, a.age, coalesce(f.members, 0) as members
    from ages as a
    left join (select until, months - 1 as age, count(*) as members from firsts group by until, months) as f
      on f.until = a.until and f.age = a.age
  )
),
spent as (
  select d.until, floor(date_diff('day', f.first_day, d.day) / ${DAYS_OF_MONTH})::integer as age, sum(d.amount) as amount
  from days as d join firsts as f on f.until = d.until and f.member_id = d.member_id
  where floor(date_diff('day', f.first_day, d.day) / ${DAYS_OF_MONTH}) < f.months
  group by d.until, 2
)
select
  k.until, k.age, k.members::bigint as members, coalesce(s.amount, 0) as amount,
  coalesce(s.amount, 0) / k.members as mean,
  sum(coalesce(s.amount, 0) / k.members) over (partition by k.until order by k.age) as cumulative
from known as k left join spent as s on s.until = k.until and s.age = k.age
where k.members > 0
order by k.until desc, k.age`

/**
 * How the money of an age goes on: a line through the logarithms of the mean, weighted by members, over the ages from
 * one month on that enough members have reached. Money that grows with age is taken as constant: growth for ever is no
 * forecast. Without three such ages nothing is said.
 */
export const ageTrend = (curve: Sql): Sql => sql`select
  until, ages, last_age,
  case when ages >= 3 then least(1, exp(slope)) end as ratio,
  case when ages >= 3 then exp((wy - least(0, slope) * wx) / w) end as level
from (
  select *, (w * wxy - wx * wy) / nullif(w * wxx - wx * wx, 0) as slope
  from (
    select
      until,
      count(*) as ages,
      max(age) as last_age,
      sum(members)::double as w,
      sum(members * age)::double as wx,
      sum(members * ln(mean)) as wy,
      sum(members * age * ln(mean)) as wxy,
      sum(members * age * age)::double as wxx
    from ${curve}
    where age > 0 and mean > 0 and members >= ${LEAST_OF_AN_AGE}
    group by until
  )
)`

/**
 * Of members whose last month with an order is `state` whole months ago: how many bought in the month after it. Months
 * of 30.44 days are counted back from the end; the one that holds a member's first order is her first. A gap of g
 * months between two such months passes through the states 0 to g − 1 and buys in the last.
 */
export const recencyStates = (
  orders: Sql,
  before: Sql,
  asOf: string,
): Sql => sql`with ${daysOf(orders, before, asOf)},
months as (
  select
    until, member_id, floor((date_diff('day', day, ending) - 1) / ${DAYS_OF_MONTH})::integer as back, sum(amount) as amount
  from days group by until, member_id, back
),
gaps as (
  select *, back - lead(back) over (partition by until, member_id order by back desc) as gap,
    row_number() over (partition by until, member_id order by back desc) as nth
  from months
),
ended as (
  select until, gap - 1 as state, count(*) as bought, 0 as silent from gaps where gap is not null group by until, gap
  union all
  -- Silent until the end: the states before the one she is in now have passed without an order.
  select until, back - 1, 0, count(*) from gaps where gap is null and back > 0 group by until, back
),
passed as (
  select until, state, sum(bought) as bought, sum(sum(bought) + sum(silent)) over (partition by until order by state desc) as months
  from ended group by until, state
),
reached as (
  select until, unnest(range(0, max(state) + 1)) as state from ended group by until
),
filled as (
  select
    r.until, least(r.state, ${LAST_STATE}) as state, coalesce(p.bought, 0) as bought,
    -- A state in which no series ended was passed by all that ended later.
    coalesce(p.months, max(p.months) over (partition by r.until order by r.state desc rows between unbounded preceding and current row)) as months
  from reached as r left join passed as p on p.until = r.until and p.state = r.state
),
now as (
  select until, least(back, ${LAST_STATE}) as state, count(*) as members
  from gaps where gap is null group by until, 2
)
select
  e.until, s.state::integer as state, coalesce(any_value(n.members), 0) as members,
  coalesce(sum(f.months), 0)::bigint as months, coalesce(sum(f.bought), 0)::bigint as bought,
  sum(f.bought)::double / nullif(sum(f.months), 0) as share,
  (select coalesce(avg(amount) filter (where nth > 1), avg(amount)) from gaps as g where g.until = e.until) as spend
from ends as e
cross join range(0, ${LAST_STATE + 1}) as s(state)
left join filled as f on f.until = e.until and f.state = s.state
left join now as n on n.until = e.until and n.state = s.state
where exists (select 1 from days where days.until = e.until)
group by e.until, s.state
order by e.until desc, s.state`

/**
 * Expected money of a member in each state over 1, 2, … months: V(h, s) = d · (p(s) · (spend + V(h − 1, 0)) + (1 − p(s)) ·
 * V(h − 1, s + 1)), V(0, s) = 0; `d` discounts a month. A chain whose states are months since the last order (Pfeifer
 * and Carraway 2000). Undiscounted for the days held out. O(months × states).
 */
export const recencyValues = (states: Sql, months: Sql, discount: Sql): Sql => sql`with recursive shares as (
  select until, list(share order by state) as p, any_value(spend) as spend, ${months} as most, ${discount} as d
  from (
    -- Nobody has been silent that long yet: as the state before.
    select until, state, spend,
      coalesce(last_value(share ignore nulls) over (partition by until order by state), 0) as share
    from ${states}
  )
  group by until
),
steps as (
  select until, 0 as h, list_transform(p, lambda x: 0::double) as v, p, spend, most, d from shares
  union all
  select
    until, h + 1,
    list_transform(range(1, len(p) + 1), lambda s: d * (p[s] * (spend + v[1]) + (1 - p[s]) * v[least(s + 1, len(p))])),
    p, spend, most, d
  from steps where h < most
)
select until, h, unnest(range(0, len(v)))::integer as state, unnest(v) as value from steps`
