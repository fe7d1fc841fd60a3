import { join, sql, type Sql } from '../../sql/sql'

const TOP_SHARES = [1, 5, 10, 20] as const

/** monetary as a double, never below zero, with its rank from the least and the running sum. */
const ranked = (totals: Sql): Sql => sql`
  select
    value,
    row_number() over (order by value) as i,
    count(*) over () as n,
    sum(value) over (order by value rows between unbounded preceding and current row) as running,
    sum(value) over () as total
  from (select greatest(cast(monetary as double), 0) as value from ${totals})`

/** members, money: cumulative shares from the member with the least money, at up to 201 points, (0, 0) first. */
export const lorenzPoints = (totals: Sql): Sql => sql`select 0.0::double as members, 0.0::double as money
union all
select max(i)::double / max(n) as members, case when max(total) > 0 then max(running) / max(total) else 0 end as money
from (${ranked(totals)})
group by ceil(i * 200.0 / n)
order by members`

/**
 * One row: members, frequency, monetary, once, gini, top_01, top_05, top_10, top_20.
 * Gini = Σ (2i − n − 1)·xᵢ / (n·Σx) with x ascending; the top p % are the round(n·p/100) members with the most money,
 * at least one.
 */
export function lorenzSummary(totals: Sql): Sql {
  const top = TOP_SHARES.map(
    (share) =>
      sql`case when max(total) > 0 then sum(value) filter (where i > n - greatest(round(n * ${share} / 100.0), 1)) / max(total) end as ${TOP_NAMES[share]}`,
  )
  return sql`select
  (select count(*) from ${totals}) as members,
  (select coalesce(sum(frequency), 0) from ${totals}) as frequency,
  (select coalesce(sum(monetary), 0) from ${totals}) as monetary,
  (select count(*) from ${totals} where frequency = 1) as once,
  case when max(total) > 0 then sum((2 * i - n - 1) * value) / (max(n) * max(total)) end as gini,
  ${join(top)}
from (${ranked(totals)})`
}

const TOP_NAMES = { 1: sql`top_01`, 5: sql`top_05`, 10: sql`top_10`, 20: sql`top_20` } as const
