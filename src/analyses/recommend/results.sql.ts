import { idealGain, type Accuracy, type Conventions } from '../../numerics/recommend/metrics'
import type { Seen } from '../../numerics/recommend/trial'
import { empty, ident, join, sql, type Sql } from '../../sql/sql'
import { KS } from './parameters'

/** What a model's trial gives: see `recommenderTrial`. */
export const NO_TRIAL = sql`select
  cast(null as varchar) as kind, cast(null as varchar) as seen, cast(null as varchar) as metric, cast(null as double) as k,
  cast(null as double) as value, cast(null as double) as member, cast(null as double) as had, cast(null as double) as length,
  cast(null as double) as hits, cast(null as double) as gain, cast(null as double) as averaged, cast(null as double) as first,
  cast(null as double) as relevant, cast(null as double) as ideal
where false`

/** A trial of each model by its name. */
export type Trials = readonly (readonly [model: string, table: Sql])[]

const together = (trials: Trials, of: (model: string, table: Sql) => Sql, none: Sql): Sql =>
  trials.length === 0
    ? none
    : join(
        trials.map(([model, table]) => of(model, table)),
        '\nunion all\n',
      )

/**
 * model, seen, k, member, had (items she has in training), relevant, and every accuracy of her list by the conventions: the
 * same formulas as `accuracyOf`.
 */
export const ofMembers = (trials: Trials, conventions: Conventions): Sql => {
  const precision = conventions.precisionBy === 'k' ? sql`hits / k` : sql`hits / greatest(1, length)`
  const recall = conventions.recallBy === 'relevant' ? sql`hits / relevant` : sql`hits / least(k, relevant)`
  const averaged = conventions.averageBy === 'k' ? sql`averaged / k` : sql`averaged / least(k, relevant)`
  const ideal =
    conventions.idealBy === 'k'
      ? sql`case k ${join(
          KS.map((k) => sql`when ${k} then ${idealGain(k)}`),
          ' ',
        )} end`
      : sql`ideal`
  return together(
    trials,
    (model, table) => sql`select
  ${model} as model, seen, k::integer as k, member::integer as member, had::integer as had, relevant::integer as relevant,
  ${precision} as precision, ${recall} as recall,
  case when hits = 0 then 0 else 2 * (${precision}) * (${recall}) / (${precision} + ${recall}) end as f1,
  (hits > 0)::double as hit, case when first = 0 then 0 else 1 / first end as mrr, ${averaged} as map, gain / ${ideal} as ndcg
from ${table} where kind = 'member'`,
    sql`select
  cast(null as varchar) as model, cast(null as varchar) as seen, 0 as k, 0 as member, 0 as had, 0 as relevant,
  0::double as precision, 0::double as recall, 0::double as f1, 0::double as hit, 0::double as mrr, 0::double as map,
  0::double as ndcg
where false`,
  )
}

/** model, seen, k, members, and the means of every accuracy. */
export const means = (members: Sql): Sql => sql`select
  model, seen, k, count(*) as members, avg(precision) as precision, avg(recall) as recall, avg(f1) as f1, avg(hit) as hit,
  avg(mrr) as mrr, avg(map) as map, avg(ndcg) as ndcg
from ${members} group by model, seen, k order by model, seen, k`

/** model, kind (list, cost or epoch), seen, metric, k, value: all that is no accuracy of a member. */
export const besides = (trials: Trials): Sql =>
  together(
    trials,
    (model, table) =>
      sql`select ${model} as model, kind, seen, metric, k::integer as k, value from ${table} where kind <> 'member'`,
    sql`select
  cast(null as varchar) as model, cast(null as varchar) as kind, cast(null as varchar) as seen,
  cast(null as varchar) as metric, 0 as k, 0::double as value
where false`,
  )

/**
 * model, member, value, bar: what models are compared by; the bar is what did best of `bars` (model, value), of equals
 * the most popular, which the others' lists were completed with. `known`: those
 * alone who have something in training, and nobody where no one is new.
 */
export function compared(
  members: Sql,
  bars: Sql,
  seen: Seen,
  k: number,
  metric: Accuracy,
  whom: 'all' | 'known' = 'all',
): Sql {
  const ofKnown = sql` and had > 0 and exists (from ${members} as n where n.seen = ${seen} and n.had = 0)`
  return sql`select
  model, member::double as member, ${ident(metric)} as value,
  coalesce(model = (select b.model from ${bars} as b order by b.value desc, b.model <> 'popular', b.model limit 1), false)::double as bar
from ${members} where seen = ${seen} and k = ${k}${whom === 'known' ? ofKnown : empty}`
}

/** Values of a grouping that stand alone, the most frequent. */
const MOST_GROUPS = 6

/**
 * kind (activity, relevant or group), place, label, model, members, value: the mean of one accuracy among members alike. Activity is the
 * number of items she has in training, 0 for somebody new.
 */
export function byGroup(
  members: Sql,
  numbered: Sql,
  groups: Sql | null,
  seen: Seen,
  k: number,
  metric: Accuracy,
): Sql {
  const chosen = sql`select model, member, had, ${ident(metric)} as value from ${members} where seen = ${seen} and k = ${k}`
  const bands = sql`select
  'activity' as kind,
  case when had = 0 then 0 when had < 5 then 1 when had < 10 then 2 when had < 20 then 3 when had < 50 then 4 else 5 end as place,
  cast(null as varchar) as label, model, count(*) as members, avg(value) as value
from chosen group by model, place`
  const named = groups
    ? sql`
union all
select 'group' as kind, place, label, model, count(*) as members, avg(value) as value
from (
  select c.model, c.value, coalesce(l.place, case when g.value is null then 99 else 98 end) as place, l.value as label
  from chosen as c
  join ${numbered} as m on m.member = c.member
  left join (${groups}) as g on g.member_id = m.member_id
  left join levels as l on l.value = g.value
)
group by place, label, model`
    : empty
  const levels = groups
    ? sql`,
levels as (
  select value, row_number() over (order by count(*) desc, value) as place
  from (${groups}) where value is not null group by value qualify place <= ${MOST_GROUPS}
)`
    : empty
  return sql`with chosen as (${chosen})${levels}
${bands}${named}
order by kind, place, model`
}
