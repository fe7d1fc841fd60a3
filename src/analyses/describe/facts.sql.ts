import { factByName, isNumeric, knownFacts, MEMBER_FACTS, ownFacts } from '../../segments/facts/catalogue'
import type { MemberFact } from '../../segments/facts/fact'
import { ident, join, sql, type Sql } from '../../sql/sql'
import { factColumns } from '../fact-columns.sql'

/** Bars of a distribution, and levels that a fact of categories shows. */
export const BARS = 20
/** One more than the kernels take: so many stand for too many. */
export const MOST_CODES = 1001

export const numericFacts = (known: ReadonlySet<string>): readonly MemberFact[] =>
  knownFacts(known).filter(isNumeric)

export const categoryFacts = (known: ReadonlySet<string>): readonly MemberFact[] =>
  knownFacts(known).filter(({ type }) => type === 'category')

/** member_id, every fact of the catalogue, null where the shop does not know it, and the shop's own. */
export const members = (facts: Sql, known: ReadonlySet<string>): Sql =>
  sql`select member_id, ${factColumns([...MEMBER_FACTS, ...ownFacts(known)], known)}
from ${facts}`

/**
 * One row per fact. Of numbers: mean, sd (÷ n − 1), quartiles (type 7), extremes, Tukey's fences (quartiles ∓ 1.5 × the
 * distance between them) and how many lie beyond. Of categories: levels, and the share of the most frequent.
 */
export function summary(facts: Sql, known: ReadonlySet<string>): Sql {
  const rows = [
    ...numericFacts(known).map(({ name }) => numberRow(facts, name)),
    ...categoryFacts(known).map(({ name }) => categoryRow(facts, name)),
  ]
  return rows.length === 0 ? sql`${NO_ROW}` : join(rows, '\nunion all\n')
}

const NO_ROW = sql`select
  cast(null as varchar) as fact, 'number' as type, 0::bigint as n, 0::bigint as missing, 0::bigint as levels,
  0::double as mean, 0::double as sd, 0::double as minimum, 0::double as q1, 0::double as median, 0::double as q3,
  0::double as maximum, 0::double as low_fence, 0::double as high_fence, 0::bigint as outliers, 0::double as top_share
where false`

function numberRow(facts: Sql, name: string): Sql {
  const x = sql`${ident(name)}::double`
  return sql`select
  ${name} as fact, 'number' as type, s.n, s.missing, s.levels, s.mean, s.sd, s.minimum,
  s.q[1] as q1, s.q[2] as median, s.q[3] as q3, s.maximum,
  s.q[1] - 1.5 * (s.q[3] - s.q[1]) as low_fence, s.q[3] + 1.5 * (s.q[3] - s.q[1]) as high_fence,
  (
    select count(*) from ${facts}
    where ${x} < s.q[1] - 1.5 * (s.q[3] - s.q[1]) or ${x} > s.q[3] + 1.5 * (s.q[3] - s.q[1])
  ) as outliers,
  cast(null as double) as top_share
from (
  select
    count(${ident(name)}) as n, count(*) - count(${ident(name)}) as missing,
    case when min(${x}) is null then 0 when min(${x}) = max(${x}) then 1 else 2 end::bigint as levels,
    avg(${x}) as mean, stddev_samp(${x}) as sd, min(${x}) as minimum, max(${x}) as maximum,
    quantile_cont(${x}, [0.25, 0.5, 0.75]) as q
  from ${facts}
) as s`
}

const categoryRow = (facts: Sql, name: string): Sql => sql`select
  ${name} as fact, 'category' as type, coalesce(sum(members) filter (where level is not null), 0)::bigint as n,
  coalesce(sum(members) filter (where level is null), 0)::bigint as missing, count(level) as levels,
  null as mean, null as sd, null as minimum, null as q1, null as median, null as q3, null as maximum,
  null as low_fence, null as high_fence, null as outliers,
  max(members) filter (where level is not null)::double
    / nullif(sum(members) filter (where level is not null), 0)::double as top_share
from (select ${ident(name)} as level, count(*) as members from ${facts} group by 1)`

/** fact, code from 0 (the most frequent first), level, members: the levels of facts of categories, a thousand at most. */
export function levels(facts: Sql, known: ReadonlySet<string>): Sql {
  const rows = categoryFacts(known).map(
    ({ name }) => sql`select ${name} as fact, code, level, members
from (
  select ${ident(name)} as level, count(*) as members, (row_number() over (order by count(*) desc, ${ident(name)}) - 1)::integer as code
  from ${facts} where ${ident(name)} is not null group by 1
)
where code < ${MOST_CODES}`,
  )
  return rows.length === 0
    ? sql`select cast(null as varchar) as fact, 0 as code, cast(null as varchar) as level, 0::bigint as members where false`
    : join(rows, '\nunion all\n')
}

/**
 * fact, bar from 0, from_value, to_value, members: bars of equal width between the fences, cut to what occurs; the first and the
 * last hold what lies beyond. Of whole numbers every bar holds as many of them as the next: one, where that is enough.
 */
export function bars(facts: Sql, summaryTable: Sql, known: ReadonlySet<string>): Sql {
  const rows = numericFacts(known).map(({ name }) => {
    const x = sql`f.${ident(name)}::double`
    const isWhole = isWholeFact(name)
    return sql`select
  ${name} as fact, b.bar, min(b.low) + b.bar * min(b.step) as from_value, min(b.low) + (b.bar + 1) * min(b.step) as to_value, count(*) as members
from (
  select
    s.low, s.step,
    least(${isWhole ? sql`ceil((s.high - s.low) / s.step)` : sql`${BARS}`} - 1, greatest(0, floor((${x} - s.low) / nullif(s.step, 0))))::integer as bar
  from ${facts} as f
  cross join (
    select *, ${isWhole ? sql`ceil((high - low) / ${BARS})` : sql`(high - low) / ${BARS}`} as step
    from (
      select
        ${isWhole ? sql`ceil(low)` : sql`low`} as low, ${isWhole ? sql`floor(high) + 1` : sql`high`} as high
      from (
        select
          case when q3 > q1 then greatest(minimum, low_fence) else minimum end as low,
          case when q3 > q1 then least(maximum, high_fence) else maximum end as high
        from ${summaryTable} where fact = ${name} and levels > 1
      )
    )
  ) as s
  where f.${ident(name)} is not null
) as b
group by b.bar`
  })
  return rows.length === 0
    ? sql`select cast(null as varchar) as fact, 0 as bar, 0::double as from_value, 0::double as to_value, 0::bigint as members where false`
    : join(rows, '\nunion all\n')
}

/** Whether a fact counts something, and so has no value between two whole numbers. */
export const isWholeFact = (name: string): boolean => factByName(name)?.type === 'integer'

/**
 * One row per member, for the kernels: numbers as doubles, not a number where missing; categories as codes of `levels`.
 * What has no value has no code, and a level beyond the thousandth stands for too many.
 */
export function forKernels(
  facts: Sql,
  levelTable: Sql,
  known: ReadonlySet<string>,
  extra: Sql | null = null,
): Sql {
  const categories = categoryFacts(known)
  const columns = [
    ...numericFacts(known).map(
      ({ name }) => sql`coalesce(f.${ident(name)}::double, 'nan'::double) as ${ident(name)}`,
    ),
    ...categories.map(
      ({ name }) =>
        sql`coalesce(case when f.${ident(name)} is not null then coalesce(${ident(name, 'code')}, ${MOST_CODES}) end::double, 'nan'::double) as ${ident(name)}`,
    ),
    ...(extra ? [extra] : []),
  ]
  const joins = categories.map(
    ({ name }) =>
      sql`left join (select level, code from ${levelTable} where fact = ${name}) as ${ident(name)} on ${ident(name, 'level')} = f.${ident(name)}`,
  )
  return sql`select ${columns.length === 0 ? sql`0::double as nothing` : join(columns)}
from ${facts} as f
${join(joins, '\n')}`
}
