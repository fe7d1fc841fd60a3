import { join, sql, type Sql } from '../../sql/sql'
import { MAP_IDS } from './maps'
import { groupColumn } from './migration.sql'

/** Size, money and medians of each group, for every map. */
export const groupTotals = (scores: Sql, groups: Sql): Sql => sql`select * from (
${join(
  MAP_IDS.map(
    (map) => sql`select
  ${map} as map, g.${groupColumn(map)} as group_id,
  count(*) as members,
  sum(s.monetary) as monetary,
  median(s.recency_days) as r_median,
  median(s.frequency) as f_median,
  median(s.monetary)::double as m_median
from ${scores} as s
join ${groups} as g on g.cell = s.cell
group by g.${groupColumn(map)}`,
  ),
  '\nunion all\n',
)}
)
order by map, members desc`

const SCORES = [
  { axis: 'r', value: sql`r5` },
  { axis: 'f', value: sql`f5` },
  { axis: 'm', value: sql`m5` },
  { axis: 'fm', value: sql`fm5` },
] as const

const BITS = [
  { axis: 'recent', high: sql`r_high` },
  { axis: 'often', high: sql`f_high` },
  { axis: 'much', high: sql`m_high` },
] as const

/** axis, value, members: how often each score scaled to five and each bit occurs, from the cells. */
export const scoreCounts = (groups: Sql): Sql => sql`select axis, value, sum(members)::bigint as members
from (
${join(
  [
    ...SCORES.map(
      ({ axis, value }) => sql`select ${axis} as axis, ${value} as value, members from ${groups}`,
    ),
    ...BITS.map(({ axis, high }) => sql`select ${axis}, ${high}::integer, members from ${groups}`),
  ],
  '\nunion all\n',
)}
)
group by axis, value
order by axis, value`
