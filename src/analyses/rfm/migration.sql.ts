import { join, sql, type Sql } from '../../sql/sql'
import { MAP_IDS, type MapId } from './maps'

const COLUMN: Readonly<Record<MapId, Sql>> = {
  four: sql`group4`,
  eight: sql`group8`,
  ten: sql`group10`,
  eleven: sql`group11`,
}

/** The column of `member_rfm` that holds the groups of a map. */
export const groupColumn = (map: MapId): Sql => COLUMN[map]

/** In place of a group: not a member yet, or without an order in the window any more. */
export const ABSENT = 'absent'

/**
 * For each map: from_group on the earlier day, to_group now ('absent' where there is none), members, and their money
 * as it was and is. Counted by cell first, of which there are some hundred on either side.
 */
export const migration = (before: Scored, now: Scored): Sql => sql`with moves as (
  select
    b.cell as from_cell, n.cell as to_cell,
    count(*) as members,
    coalesce(sum(b.monetary), 0) as monetary_before,
    coalesce(sum(n.monetary), 0) as monetary
  from ${before.scores} as b
  full join ${now.scores} as n on n.member = b.member
  where exists (from ${before.scores})
  group by b.cell, n.cell
),
named as (
  select
    ${join(
      MAP_IDS.flatMap((map) => [
        sql`coalesce(b.${COLUMN[map]}, ${ABSENT}) as from_${COLUMN[map]}`,
        sql`coalesce(n.${COLUMN[map]}, ${ABSENT}) as to_${COLUMN[map]}`,
      ]),
    )},
    m.members, m.monetary_before, m.monetary
  from moves as m
  left join ${before.groups} as b on b.cell = m.from_cell
  left join ${now.groups} as n on n.cell = m.to_cell
)
${join(
  MAP_IDS.map(
    (map) => sql`select ${map} as map, from_${COLUMN[map]} as from_group, to_${COLUMN[map]} as to_group,
  sum(members) as members, sum(monetary_before)::decimal(18, 4) as monetary_before, sum(monetary)::decimal(18, 4) as monetary
from named group by all`,
  ),
  '\nunion all\n',
)}
order by map, members desc, from_group, to_group`

/** The members by cell, and the groups of the cells. */
interface Scored {
  scores: Sql
  groups: Sql
}

/** Members who moved, for a list: as they were and are. */
export const movedMembers = (before: Sql, now: Sql, map: MapId, from: string, to: string): Sql => sql`select
  coalesce(n.member_id, b.member_id) as member_id,
  b.recency_days as recency_before, n.recency_days as recency_days,
  b.frequency as frequency_before, n.frequency as frequency,
  b.monetary::double as monetary_before, n.monetary::double as monetary,
  coalesce(n.last_order, b.last_order) as last_order
from ${before} as b
full join ${now} as n on n.member_id = b.member_id
where coalesce(b.${COLUMN[map]}, ${ABSENT}) = ${from} and coalesce(n.${COLUMN[map]}, ${ABSENT}) = ${to}`
