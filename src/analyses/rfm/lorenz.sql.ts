import { join, sql, type Sql } from '../../sql/sql'

const TOP_SHARES = [1, 5, 10, 20] as const

/** Pieces of the curve. */
const PIECES = 200

/**
 * One row per amount of money, the least first, those below zero taken for zero: value, n (members who have it), upto
 * (members who have no more), running (their money).
 */
export const lorenzValues = (totals: Sql): Sql => sql`select
  value, n,
  cast(sum(n) over least_first as bigint) as upto,
  sum(n * value) over least_first as running
from (select greatest(cast(monetary as double), 0) as value, count(*) as n from ${totals} group by 1)
window least_first as (order by value)`

/** One row: members and money of all. */
const whole = (values: Sql): Sql => sql`(select max(upto) as members, max(running) as total from ${values})`

/** members, money: cumulative shares from the member with the least money, at up to 201 points, (0, 0) first. */
export const lorenzPoints = (values: Sql): Sql => sql`select 0.0::double as members, 0.0::double as money
union all
select
  i::double / members as members,
  case when total > 0 then (running - (upto - i) * value) / total else 0 end as money
from (
  select distinct value, upto, running, members, total, piece * members // ${PIECES} as i
  from (
    select
      v.value, v.upto, v.running, a.members, a.total,
      ((v.upto - v.n + 1) * ${PIECES} + a.members - 1) // a.members as low,
      ((v.upto + 1) * ${PIECES} + a.members - 1) // a.members as high
    from ${values} as v cross join ${whole(values)} as a
  ), unnest(range(low, high)) as pieces(piece)
  where low < high
)
order by members`

/**
 * One row: members, frequency, monetary, once, gini, top_01, top_05, top_10, top_20.
 * Gini = Σ (2i − n − 1)·xᵢ / (n·Σx) with x ascending; the top p % are the round(n·p/100) members with the most money,
 * at least one.
 */
export function lorenzSummary(totals: Sql, values: Sql): Sql {
  const top = TOP_SHARES.map(
    (share) =>
      sql`case when any_value(a.total) > 0 then sum(v.value * greatest(0, least(v.n, v.upto - a.members + greatest(round(a.members * ${share} / 100.0), 1)))) / any_value(a.total) end as ${TOP_NAMES[share]}`,
  )
  return sql`select *
from (
  select
    count(*) as members,
    coalesce(sum(frequency), 0) as frequency,
    coalesce(sum(monetary), 0) as monetary,
    count(*) filter (where frequency = 1) as once
  from ${totals}
), (
  select
    case when any_value(a.total) > 0 then
      sum(v.n * (2 * v.upto - v.n - a.members) * v.value) / any_value(a.members * a.total)
    end as gini,
    ${join(top)}
  from ${values} as v cross join ${whole(values)} as a
)`
}

const TOP_NAMES = { 1: sql`top_01`, 5: sql`top_05`, 10: sql`top_10`, 20: sql`top_20` } as const
