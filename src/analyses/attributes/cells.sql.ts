import { sql, type Sql } from '../../sql/sql'
import { HALF } from './members.sql'

export const MOST_ROWS = 14
export const MOST_COLUMNS = 10

/** member_id, row_place, column_place, spent: where each member stands in the cross-table. */
export const placedMembers = (members: Sql, rows: Sql, columns: Sql): Sql => sql`select
  m.member_id, m.spent,
  coalesce(r.place, case when m.row_level is null then (select min(place) from ${rows} where kind = 'unknown')
    else (select min(place) from ${rows} where kind = 'others') end)::integer as row_place,
  coalesce(c.place, case when m.column_level is null then (select min(place) from ${columns} where kind = 'unknown')
    else (select min(place) from ${columns} where kind = 'others') end)::integer as column_place
from ${members} as m
left join ${rows} as r on r.kind = 'value' and r.level = m.row_level
left join ${columns} as c on c.kind = 'value' and c.level = m.column_level`

/**
 * A row for each cell: members, revenue; share of its row; base, the column's share of all; index = 100 × share ÷ base;
 * expected members (row total × column total ÷ all); by members or revenue as `measure` says.
 */
export const crossTable = (placed: Sql, rows: Sql, columns: Sql, measure: string): Sql => {
  const counted = measure === 'revenue' ? sql`revenue` : sql`members`
  return sql`select
  row_place, column_place, members, revenue, share, base, expected,
  100 * share / nullif(base, 0) as index
from (
  select
    *,
    ${counted}::double / nullif(sum(${counted}) over (partition by row_place), 0)::double as share,
    sum(${counted}) over (partition by column_place)::double / nullif(sum(${counted}) over (), 0)::double as base,
    sum(members) over (partition by row_place)::double * sum(members) over (partition by column_place)::double
      / nullif(sum(members) over (), 0)::double as expected
  from (
    select
      r.place as row_place, c.place as column_place,
      coalesce(p.members, 0) as members, coalesce(p.revenue, 0) as revenue
    from ${rows} as r
    cross join ${columns} as c
    left join (
      select row_place, column_place, count(*) as members, sum(spent) as revenue from ${placed} group by 1, 2
    ) as p on p.row_place = r.place and p.column_place = c.place
  )
)
order by row_place, column_place`
}

/** dimension, level, members, buyers, revenue, repurchased (members), asked (members who have had the time). */
export const places = (members: Sql, dimensions: readonly { id: string; value: Sql }[]): Sql =>
  dimensions.length === 0
    ? sql`select cast(null as varchar) as dimension, cast(null as varchar) as level, 0::bigint as members, 0::bigint as buyers,
  0::double as revenue, 0::bigint as repurchased, 0::bigint as asked where false`
    : dimensions
        .map(
          ({ id, value }) => sql`select
  ${id} as dimension, ${value} as level, count(*) as members, count(*) filter (where orders > 0) as buyers,
  sum(spent) as revenue, count(*) filter (where repurchased = 1) as repurchased, count(repurchased) as asked
from ${members} group by ${value}`,
        )
        .reduce((text, part) => sql`${text}\nunion all\n${part}`)

/** age, gender, members, revenue: the pyramid's bars. */
export const pyramid = (members: Sql, known: ReadonlySet<string>): Sql =>
  known.has('age_band') && known.has('gender')
    ? sql`select age_band as age, gender, count(*) as members, sum(spent) as revenue
from ${members} group by 1, 2 order by 1, 2`
    : sql`select cast(null as varchar) as age, cast(null as varchar) as gender, 0::bigint as members, 0::double as revenue where false`

/**
 * The market by one dimension: level, members, share, buyers, revenue, per_member, lately, before (revenue of the last 180
 * days and of the 180 before), growth = lately ÷ before − 1; null where nothing was bought before, or the data does not
 * reach back so far.
 */
export const market = (
  members: Sql,
  dimensions: readonly string[],
  orders: Sql,
  asOf: string,
  named: (id: string) => Sql,
): Sql =>
  dimensions.length === 0
    ? sql`select cast(null as varchar) as dimension, cast(null as varchar) as level, 0::bigint as members, 0::double as share, 0::bigint as buyers,
  0::double as revenue, 0::double as per_member, 0::double as lately, 0::double as before, 0::double as growth where false`
    : dimensions
        .map(
          (id) => sql`select
  ${id} as dimension, ${named(id)} as level, count(*) as members, count(*)::double / sum(count(*)) over ()::double as share,
  count(*) filter (where orders > 0) as buyers, sum(spent) as revenue, sum(spent) / count(*) as per_member,
  sum(lately) as lately, sum(before) as before,
  case when (select min(ordered_at)::date from ${orders}) <= cast(${asOf} as date) - ${2 * HALF} then sum(lately) / nullif(sum(before), 0) - 1 end as growth
from ${members} group by ${named(id)}`,
        )
        .reduce((text, part) => sql`${text}\nunion all\n${part}`)
