import { empty, join, list, sql, type Sql } from '../../sql/sql'
import { buyers, LEAST_GAPS } from '../order-days.sql'
import type { ShopViews } from '../analysis'
import { FALLBACK, type LifecycleParameters } from './parameters'
import { STATES, type StateId } from './states'

/**
 * Four fifths of the gaps between a member's order days are at most `declining` long, nine tenths at most `dormant`,
 * nineteen in twenty at most `lost` (type-7 quantiles, rounded up to whole days); three quarters of the members who
 * came back have fewer than `mature` order days, or as many. A threshold below the one before it is raised to it.
 */
export const thresholds = (
  days: Sql,
  buyers: Sql,
  { declining, dormant, lost, mature }: LifecycleParameters,
): Sql => {
  const proposed = (quantile: Sql, otherwise: number) =>
    sql`case when gaps >= ${LEAST_GAPS} then ceil(${quantile})::integer else ${otherwise} end`
  const chosen = (value: number, proposed: Sql) => (value > 0 ? sql`${value}` : proposed)
  return sql`with quantiles as (
  select count(gap) as gaps, quantile_cont(gap, [0.5, 0.8, 0.9, 0.95])::double[] as q from ${days}
),
gaps as (
  select
    gaps, q[1] as median, q[2] as p80, q[3] as p90, q[4] as p95,
    ${proposed(sql`q[2]`, FALLBACK.declining)} as proposed_declining,
    ${proposed(sql`q[3]`, FALLBACK.dormant)} as proposed_dormant,
    ${proposed(sql`q[4]`, FALLBACK.lost)} as proposed_lost
  from quantiles
),
repeaters as (
  select
    count(*) as repeaters,
    case when count(*) >= ${LEAST_GAPS} then greatest(3, ceil(quantile_cont(order_days, 0.75)))::integer
    else ${FALLBACK.mature} end as proposed_mature
  from ${buyers} where order_days > 1
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
 * day has exactly one row around it. States are numbered by their place in `STATES`, from 0.
 */
export const spells = (days: Sql, members: Sql, limits: Sql, asOf: string): Sql => {
  const after = (begin: Sql, end: Sql | null, state: Sql) => sql`select
    member, ${state}::tinyint as state, day + ${begin} + 1 as begins,
    ${end === null ? sql`next + 1` : sql`least(day + ${end} + 1, next + 1)`} as ends
  from limited
  where (next is null or day + ${begin} < next)${end === null ? empty : sql` and ${begin} < ${end}`}`
  return sql`with limited as (
  select d.*, t.declining, t.dormant, t.lost, t.mature from ${days} as d cross join ${limits} as t
),
bought as (
  ${join(
    [
      after(
        sql`0`,
        sql`declining`,
        sql`case
      when place = 1 then ${place('new')}
      when gap > dormant then ${place('returned')}
      when place < mature then ${place('growing')}
      else ${place('mature')}
    end`,
      ),
      after(sql`declining`, sql`dormant`, sql`${place('declining')}`),
      after(sql`dormant`, sql`lost`, sql`${place('dormant')}`),
      after(sql`lost`, null, sql`${place('lost')}`),
    ],
    '\nunion all\n',
  )}
),
prospects as (
  select
    member, ${place('prospect')}::tinyint as state,
    coalesce(joined + 1, (select min(first_order) + 1 from ${members} where listed), cast(${asOf} as date)) as begins,
    first_order + 1 as ends
  from ${members}
  where listed and (first_order is null or joined < first_order)
)
select member, state, begins, ends from bought where begins <= cast(${asOf} as date)
union all
select member, state, begins, ends from prospects where begins <= cast(${asOf} as date)`
}

const place = (state: StateId): number => STATES.findIndex(({ id }) => id === state)

/** The name of a state by its number. */
const stateName = (state: Sql): Sql => sql`(${list(STATES.map(({ id }) => id))})[${state} + 1]`

/** `spells` with member_id and the states' names. */
export const namedSpells = (table: Sql, members: Sql): Sql => sql`select
  m.member_id, ${stateName(sql`s.state`)} as state, s.begins, s.ends
from ${table} as s join ${members} as m on m.member = s.member`

/** Buyers, and members on the list: those of `buyers`, listed (whether on the list), joined (day of joining). */
export const knownMembers = ({ memberOrders, memberNumbers, members }: ShopViews): Sql => sql`select
  n.member, n.member_id, b.order_days, b.spent, b.first_order, b.last_order, l.member is not null as listed, l.joined
from ${memberNumbers} as n
left join (${buyers(memberOrders)}) as b on b.member = n.member
left join (
  select n.member, min(m.joined_at)::date as joined
  from ${members} as m join ${memberNumbers} as n on n.member_id = m.member_id group by n.member
) as l on l.member = n.member
where b.member is not null or l.member is not null`

/** As of when somebody had bought; without a buyer, as of when somebody was known. */
const FIRST = sql`coalesce(min(begins) filter (where state <> ${place('prospect')}), min(begins))`

/** Members by state as of the first day of every month, and as of the lens's day. O(spells). */
export const counts = (table: Sql, asOf: string): Sql => sql`with grid as (
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
every as (select day, state from grid cross join (select unnest(range(${STATES.length})) as state) as s)
select e.day, ${stateName(sql`e.state`)} as state, coalesce(sum(c.n), 0)::bigint as members
from every as e left join changes as c on c.state = e.state and c.day <= e.day
group by e.day, e.state
order by e.day, 2`

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
  select p.before, s.member, s.state
  from pairs as p join ${table} as s on s.begins <= p.before and (s.ends is null or s.ends > p.before)
),
later as (
  select p.before, s.member, s.state
  from pairs as p join ${table} as s on s.begins <= p.after and (s.ends is null or s.ends > p.after)
)
select coalesce(${stateName(sql`e.state`)}, 'none') as before, ${stateName(sql`l.state`)} as after, count(*) as members
from later as l left join earlier as e on e.before = l.before and e.member = l.member
group by e.state, l.state
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
  select period, previous, count(*) as members
  from (
    select
      date_trunc(${period}, day)::timestamp as period,
      date_trunc(${period}, day - gap)::timestamp as previous
    from ${days}
  )
  where previous is distinct from period
  group by period, previous
),
calendar as (
  select unnest(generate_series(min(period), max(period), ${step})) as period from active
),
bought as (
  select
    period,
    sum(members)::bigint as active,
    coalesce(sum(members) filter (where previous is null), 0)::bigint as newcomers,
    coalesce(sum(members) filter (where previous + ${step} = period), 0)::bigint as returning_members,
    coalesce(sum(members) filter (where previous + ${step} < period), 0)::bigint as resurrected
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
export const membersNow = (members: Sql, spellsTable: Sql, asOf: string, compare: string): Sql => {
  const back = compare === 'months' ? sql`interval 1 month` : sql`${Number(compare)}::integer`
  return sql`with now as (
  select member, state from ${spellsTable} where ends is null or ends > cast(${asOf} as date)
),
before as (
  select member, state from ${spellsTable}
  where begins <= cast(${asOf} as date) - ${back} and (ends is null or ends > cast(${asOf} as date) - ${back})
)
select
  m.member_id,
  ${stateName(sql`n.state`)} as state,
  coalesce(${stateName(sql`b.state`)}, 'none') as state_before,
  coalesce(m.order_days, 0) as order_days,
  date_diff('day', m.last_order, cast(${asOf} as date)) as days_since,
  date_diff('day', m.first_order, m.last_order) / nullif(m.order_days - 1, 0) as mean_gap,
  coalesce(m.spent, 0) as spent,
  m.first_order,
  m.last_order
from now as n
join ${members} as m on m.member = n.member
left join before as b on b.member = n.member`
}
