import { ident, join, sql, type Sql } from '../../sql/sql'
import { categoryFacts, forKernels, numericFacts } from './facts.sql'

/** Groups that stand alone in a comparison. */
export const MOST_GROUPS = 12

/** fact, place, n, mean, sd, median of each fact of numbers in each group. */
export function groupMeans(facts: Sql, groups: Sql, known: ReadonlySet<string>): Sql {
  const rows = numericFacts(known).map(
    ({ name }) => sql`select
  ${name} as fact, g.place, count(f.${ident(name)}) as n, avg(f.${ident(name)}::double) as mean,
  stddev_samp(f.${ident(name)}::double) as sd, median(f.${ident(name)}::double) as median
from ${facts} as f join ${groups} as g on g.member_id = f.member_id
group by g.place`,
  )
  return rows.length === 0
    ? sql`select cast(null as varchar) as fact, 0 as place, 0::bigint as n, 0::double as mean, 0::double as sd, 0::double as median where false`
    : join(rows, '\nunion all\n')
}

/** What the kernel of effects takes: the facts, and grp, the code of the group; who has no group has none. */
export function forEffects(
  facts: Sql,
  groups: Sql,
  groupLevels: Sql,
  levels: Sql,
  known: ReadonlySet<string>,
): Sql {
  const withGroup = sql`(
  select f.*, case when l.kind <> 'unknown' then g.place end as place
  from ${facts} as f
  join ${groups} as g on g.member_id = f.member_id
  join ${groupLevels} as l on l.place = g.place
)`
  return forKernels(withGroup, levels, known, sql`coalesce((f.place - 1)::double, 'nan'::double) as grp`)
}

/** Options of the kernels: the features of a shop. */
export const featureOptions = (known: ReadonlySet<string>) => ({
  features: numericFacts(known)
    .map(({ name }) => name)
    .join(','),
  categories: categoryFacts(known)
    .map(({ name }) => name)
    .join(','),
})
