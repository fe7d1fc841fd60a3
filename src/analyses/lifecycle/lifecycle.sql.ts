import { list, sql, type Sql } from '../../sql/sql'
import { LEAST_GAPS } from '../order-days.sql'
import { FALLBACK, type LifecycleParameters } from './parameters'

/**
 * Four fifths of the gaps between a member's order days are at most `declining` long, nine tenths at most `dormant`,
 * nineteen in twenty at most `lost` (type-7 quantiles, rounded up to whole days); three quarters of the members who
 * came back have fewer than `mature` order days, or as many. A threshold below the one before it is raised to it.
 */
export const thresholds = (days: Sql, { declining, dormant, lost, mature }: LifecycleParameters): Sql => {
  const quantile = (share: number, otherwise: number) =>
    sql`case when count(gap) >= ${LEAST_GAPS} then ceil(quantile_cont(gap, ${share}))::integer else ${otherwise} end`
  const chosen = (value: number, proposed: Sql) => (value > 0 ? sql`${value}` : proposed)
  return sql`with gaps as (
  select
    count(gap) as gaps,
    quantile_cont(gap, 0.5)::double as median,
    quantile_cont(gap, 0.8)::double as p80,
    quantile_cont(gap, 0.9)::double as p90,
    quantile_cont(gap, 0.95)::double as p95,
    ${quantile(0.8, FALLBACK.declining)} as proposed_declining,
    ${quantile(0.9, FALLBACK.dormant)} as proposed_dormant,
    ${quantile(0.95, FALLBACK.lost)} as proposed_lost
  from ${days}
),
repeaters as (
  select
    count(*) as repeaters,
    case when count(*) >= ${LEAST_GAPS} then greatest(3, ceil(quantile_cont(order_days, 0.75)))::integer
    else ${FALLBACK.mature} end as proposed_mature
  from (select member_id, max(place) as order_days from ${days} group by member_id having max(place) > 1)
),
chosen as (
  select
    *,
    ${chosen(declining, sql`proposed_declining`)}::integer as first,
    ${chosen(dormant, sql`proposed_dormant`)}::integer as second,
    ${chosen(lost, sql`proposed_lost`)}::integer as third,
    greatest(2, ${chosen(mature, sql`proposed_mature`)})::integer as mature
  from gaps cross join repeaters
)
select
  gaps, median, p80, p90, p95, repeaters,
  proposed_declining, proposed_dormant, proposed_lost, proposed_mature,
  first as declining, greatest(first, second) as dormant, greatest(first, second, third) as lost, mature
from chosen`
}

/**
 * The days on which a member is in a state: as of `begins` and every day before `ends`, where null is for good. As of
 * a day means before it, as in the lens: who orders on 1 March is new as of 2 March. Every member who is known as of a
 * day has exactly one row around it.
 */
export const spells = (days: Sql, members: Sql, limits: Sql, asOf: string): Sql => sql`with phases as (
  select
    d.*, t.dormant as long, t.mature,
    p.phase,
    case p.phase when 1 then 0 when 2 then t.declining when 3 then t.dormant else t.lost end as after,
    case p.phase when 1 then t.declining when 2 then t.dormant when 3 then t.lost end as until
  from ${days} as d
  cross join ${limits} as t
  cross join (values (1), (2), (3), (4)) as p(phase)
),
bought as (
  select
    member_id,
    case
      when phase = 2 then 'declining'
      when phase = 3 then 'dormant'
      when phase = 4 then 'lost'
      when place = 1 then 'new'
      when gap > long then 'returned'
      when place < mature then 'growing'
      else 'mature'
    end as state,
    day + after + 1 as begins,
    case
      when until is null or day + until >= next then next + 1
      else day + until + 1
    end as ends
  from phases
  where (until is null or until > after) and (next is null or day + after < next)
),
firsts as (select member_id, day from ${days} where place = 1),
known as (
  select m.member_id, min(m.joined_at)::date as joined, min(f.day) as day
  from ${members} as m left join firsts as f on f.member_id = m.member_id
  where m.member_id is not null
  group by m.member_id
),
prospects as (
  select
    member_id, 'prospect' as state,
    coalesce(joined + 1, (select min(day) + 1 from firsts), cast(${asOf} as date)) as begins,
    day + 1 as ends
  from known
  where day is null or joined < day
)
select member_id, state, begins, ends from bought where begins <= cast(${asOf} as date)
union all
select member_id, state, begins, ends from prospects where begins <= cast(${asOf} as date)`

/** As of when somebody had bought; without a buyer, as of when somebody was known. */
const FIRST = sql`coalesce(min(begins) filter (where state <> 'prospect'), min(begins))`

/** Members by state as of the first day of every month, and as of the lens's day. O(spells). */
export const counts = (table: Sql, states: readonly string[], asOf: string): Sql => sql`with grid as (
  select day from (
    select unnest(generate_series(
      date_trunc('month', ${FIRST} - 1) + interval 1 month, cast(${asOf} as date)::timestamp, interval 1 month
    ))::date as day
    from ${table}
  )
  union select cast(${asOf} as date) as day where (select count(*) from ${table}) > 0
),
changes as (
  select state, day, sum(n) as n
  from (
    select state, begins as day, 1 as n from ${table}
    union all
    select state, ends as day, -1 as n from ${table} where ends is not null
  )
  group by state, day
),
every as (select day, state from grid cross join (select unnest(${list(states)}) as state) as s)
select e.day, e.state, coalesce(sum(c.n), 0)::bigint as members
from every as e left join changes as c on c.state = e.state and c.day <= e.day
group by e.day, e.state
order by e.day, e.state`

/** Members by the state they were in and the one they are in, between two days or all successive months. */
export const transitions = (table: Sql, asOf: string, compare: string): Sql => {
  const pairs =
    compare === 'months'
      ? sql`select month::date as before, (month + interval 1 month)::date as after
  from (
    select unnest(generate_series(
      date_trunc('month', ${FIRST} - 1) + interval 1 month, cast(${asOf} as date) - interval 1 month, interval 1 month
    )) as month
    from ${table}
  )`
      : sql`select cast(${asOf} as date) - ${Number(compare)}::integer as before, cast(${asOf} as date) as after`
  return sql`with pairs as (
  ${pairs}
),
earlier as (
  select p.before, s.member_id, s.state
  from pairs as p join ${table} as s on s.begins <= p.before and (s.ends is null or s.ends > p.before)
),
later as (
  select p.before, s.member_id, s.state
  from pairs as p join ${table} as s on s.begins <= p.after and (s.ends is null or s.ends > p.after)
)
select coalesce(e.state, 'none') as before, l.state as after, count(*) as members
from later as l left join earlier as e on e.before = l.before and e.member_id = l.member_id
group by coalesce(e.state, 'none'), l.state
order by 1, 2`
}

/**
 * Who bought in each calendar period: for the first time, after buying in the period before (returning), or again
 * after at least one whole period without (resurrected); and who bought in the one before and not in this (dormant).
 */
export const flows = (days: Sql, period: string): Sql => {
  const step =
    {
      week: sql`interval 7 day`,
      quarter: sql`interval 3 month`,
    }[period] ?? sql`interval 1 month`
  return sql`with active as (
  select member_id, period, lag(period) over (partition by member_id order by period) as previous
  from (select distinct member_id, date_trunc(${period}, day)::timestamp as period from ${days})
),
calendar as (
  select unnest(generate_series(min(period), max(period), ${step})) as period from active
),
bought as (
  select
    period,
    count(*) as active,
    count(*) filter (where previous is null) as newcomers,
    count(*) filter (where previous + ${step} = period) as returning_members,
    count(*) filter (where previous + ${step} < period) as resurrected
  from active group by period
)
select
  c.period,
  coalesce(b.active, 0) as active,
  coalesce(b.newcomers, 0) as new_members,
  coalesce(b.returning_members, 0) as returning_members,
  coalesce(b.resurrected, 0) as resurrected,
  coalesce(p.active, 0) - coalesce(b.returning_members, 0) as dormant
from calendar as c
left join bought as b on b.period = c.period
left join bought as p on p.period + ${step} = c.period
order by c.period`
}

/** Every known member as of the lens's day: state, the state before, orders and money. */
export const membersNow = (days: Sql, spellsTable: Sql, asOf: string, compare: string): Sql => {
  const back = compare === 'months' ? sql`interval 1 month` : sql`${Number(compare)}::integer`
  return sql`with now as (
  select member_id, state from ${spellsTable} where ends is null or ends > cast(${asOf} as date)
),
before as (
  select member_id, state from ${spellsTable}
  where begins <= cast(${asOf} as date) - ${back} and (ends is null or ends > cast(${asOf} as date) - ${back})
),
bought as (
  select
    member_id,
    count(*) as order_days,
    sum(amount) as spent,
    min(day) as first_order,
    max(day) as last_order,
    avg(gap) as mean_gap
  from ${days} group by member_id
)
select
  n.member_id,
  n.state,
  coalesce(b.state, 'none') as state_before,
  coalesce(o.order_days, 0) as order_days,
  date_diff('day', o.last_order, cast(${asOf} as date)) as days_since,
  o.mean_gap,
  coalesce(o.spent, 0) as spent,
  o.first_order,
  o.last_order
from now as n
left join before as b on b.member_id = n.member_id
left join bought as o on o.member_id = n.member_id`
}
