import { join, sql, type Sql } from '../../sql/sql'
import { MAP_IDS } from './maps'
import { groupColumn } from './migration.sql'
import type { RfmParameters } from './parameters'
import { fives } from './scores.sql'

/** Size, money and medians of each group, for every map. */
export const groupTotals = (members: Sql): Sql => sql`select * from (
${join(
  MAP_IDS.map(
    (map) => sql`select
  ${map} as map, ${groupColumn(map)} as group_id,
  count(*) as members,
  sum(monetary) as monetary,
  median(recency_days) as r_median,
  median(frequency) as f_median,
  median(monetary)::double as m_median
from ${members}
group by ${groupColumn(map)}`,
  ),
  '\nunion all\n',
)}
)
order by map, members desc`

const AXES = [
  { axis: 'r', value: sql`r5` },
  { axis: 'f', value: sql`f5` },
  { axis: 'm', value: sql`m5` },
  { axis: 'fm', value: sql`fm5` },
  { axis: 'recent', value: sql`cast(r_high as integer)` },
  { axis: 'often', value: sql`cast(f_high as integer)` },
  { axis: 'much', value: sql`cast(m_high as integer)` },
] as const

/** axis, value, members: how often each score and each bit occurs. */
export const scoreCounts = (totals: Sql, cuts: Sql, p: RfmParameters): Sql => sql`with cells as (
  select r5, f5, m5, fm5, r_high, f_high, m_high, count(*) as members
  from (${fives(totals, cuts, p)})
  group by all
)
select * from (
${join(
  AXES.map(
    ({ axis, value }) =>
      sql`select ${axis} as axis, ${value} as value, sum(members)::bigint as members from cells group by ${value}`,
  ),
  '\nunion all\n',
)}
)
order by axis, value`
