import { join, sql, type Sql } from '../../sql/sql'
import { MAP_IDS } from './maps'
import { groupColumn } from './migration.sql'
import type { RfmParameters } from './parameters'
import { bits, fives, wholeMoney } from './scores.sql'

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

const SCORES = [
  { axis: 'r', value: sql`r5` },
  { axis: 'f', value: sql`f5` },
  { axis: 'm', value: sql`m5` },
  { axis: 'fm', value: sql`(f5 + m5 + 1) // 2` },
] as const

const BITS = [
  { axis: 'recent', high: sql`r_high` },
  { axis: 'often', high: sql`f_high` },
  { axis: 'much', high: sql`m_high` },
] as const

/** axis, value, members: how often each score scaled to five and each bit occurs. */
export const scoreCounts = (
  members: Sql,
  totals: Sql,
  cuts: Sql,
  p: RfmParameters,
): Sql => sql`with cells as (
  select ${fives(p)}, s.members
  from (select r, f, m, count(*) as members from ${members} group by r, f, m) as s
  cross join ${cuts} as c
),
sides as (
  select
    count(*) as members,
    ${join(BITS.map(({ high }) => sql`count(*) filter (where ${high}) as ${high}`))}
  from (
    select ${bits(p)}
    from ${totals} as s
    cross join ${cuts} as c
    cross join ${wholeMoney(totals)} as a
  )
)
select axis, value, members from (
${join(
  [
    ...SCORES.map(
      ({ axis, value }) =>
        sql`select ${axis} as axis, ${value} as value, sum(members)::bigint as members from cells group by ${value}`,
    ),
    ...BITS.flatMap(({ axis, high }) => [
      sql`select ${axis}, 1, ${high} from sides`,
      sql`select ${axis}, 0, members - ${high} from sides`,
    ]),
  ],
  '\nunion all\n',
)}
)
where members > 0
order by axis, value`
