import { sql, type Sql } from '../../sql/sql'
import { LAST_STATE, LEAST_OF_AN_AGE } from './other-ways.sql'
import type { ClvParameters } from './parameters'
import { DAYS_OF_MONTH, monthlyDiscount } from './units'

type Table = (name: string) => Sql

export interface Ways {
  model: string
  months: number
  /** By how much less money is worth a month later. */
  discount: number
  /** Share of money that stays. */
  margin: number
}

export const waysUnder = (parameters: ClvParameters): Ways => ({
  model: parameters.model,
  months: parameters.months,
  discount: 1 / (1 + monthlyDiscount(parameters)),
  margin: parameters.margin / 100,
})

/** Mean money of every age that is asked for: as seen while enough members are that old, else by the trend. */
export const agesAhead = (ages: Sql, trend: Sql, months: number): Sql => sql`select
  g.until, g.age, (coalesce(a.members, 0) >= ${LEAST_OF_AN_AGE})::integer as observed,
  case when a.members >= ${LEAST_OF_AN_AGE} then a.mean else t.level * pow(t.ratio, g.age) end as mean
from (
  select until, unnest(range(0, 2 * max(age) + 2 + ${months})) as age from ${ages} group by until
) as g
left join ${ages} as a on a.until = g.until and a.age = g.age
left join ${trend} as t on t.until = g.until`

/**
 * The four ways of clv_ways. The held-out days are neither discounted nor taken times the margin: they are money. Null
 * where a way has nothing to go by: no member known for a whole month, whose rate could be carried on, or no month after
 * one with an order; `actual` where no day is held out.
 */
export function waysTotals({ model, months, discount, margin }: Ways, table: Table): Sql {
  return sql`with horizons as (
  select 'now' as until, ${months}::double as months, ${discount}::double as d, ${margin}::double as margin
  union all
  select 'before', max(horizon) / ${DAYS_OF_MONTH}, 1, 1 from ${table('clv_before')} having max(horizon) > 0
),
-- The months ahead, the last one perhaps in part.
ahead as (
  select until, j, margin * pow(d, j + 1) * least(1, months - j) as worth
  from (select *, unnest(range(0, ceil(months)::integer)) as j from horizons)
),
members as (
  select 'now' as until, floor((t + 1) / ${DAYS_OF_MONTH})::integer as age, spent::double / (t + 1) * ${DAYS_OF_MONTH} as a_month
  from ${table('clv_members')}
  union all
  select 'before', floor((t + 1) / ${DAYS_OF_MONTH})::integer, spent::double / (t + 1) * ${DAYS_OF_MONTH}
  from ${table('clv_before')}
),
own as (
  select m.until, case when max(m.age) > 0 then sum(m.a_month) * any_value(w.worth) end as value
  from members as m join (select until, sum(worth) as worth from ahead group by until) as w on w.until = m.until
  group by m.until
),
cohort as (
  select m.until, case when count(*) = count(g.mean) then sum(m.members * g.mean * a.worth) end as value
  from (select until, age, count(*) as members from members group by until, age) as m
  join ahead as a on a.until = m.until
  left join (${agesAhead(table('clv_ages'), table('clv_age_trend'), months)}) as g
    on g.until = m.until and g.age = m.age + a.j
  group by m.until
),
-- Between two whole numbers of months, on the line between their values.
markov as (
  select s.until, case when sum(s.months) > 0 then sum(s.members * v.value * h.margin) end as value
  from ${table('clv_states')} as s
  join horizons as h on h.until = s.until
  join (
    select v.until, v.state, sum(v.value * greatest(0, 1 - abs(v.h - h.months))) as value
    from ${table('clv_state_values')} as v join horizons as h on h.until = v.until
    group by v.until, v.state
  ) as v on v.until = s.until and v.state = least(s.state, ${LAST_STATE})
  where s.spend is not null
  group by s.until
),
model as (
  select 'now' as until, sum(clv) as value from ${table('member_clv')}
  union all
  select 'before', sum(expected) * (select sum(spent)::double / nullif(sum(x + 1), 0) from ${table('clv_before')})
  from ${table('clv_holdout')} where model = ${model}
),
ways as (
  select 1 as place, 'model' as way, * from model
  union all select 2, 'cohort', * from cohort
  union all select 3, 'markov', * from markov
  union all select 4, 'own', * from own
)
select
  way,
  max(value) filter (where until = 'now') as value,
  max(value) filter (where until = 'before') as expected,
  (select sum(actual_spent)::double from ${table('clv_before')} having max(horizon) > 0) as actual
from ways group by place, way order by place`
}
