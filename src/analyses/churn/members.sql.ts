import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { buyers, LEAST_GAPS } from '../order-days.sql'
import { DEFINITIONS } from './definitions'
import type { ChurnParameters } from './parameters'

/** Days taken in its place. */
export const USUAL_DAYS = 90

/**
 * The gaps between order days and what follows from them, one row: gaps (ended), median, p40, p80 (type 7), km40, km80
 * (the days within which so many of all silences have ended, by Kaplan and Meier 1958; empty where that was not
 * reached), quantile_days (the chosen quantile in whole days), watch (days for which a return is waited for), reach (days
 * from the first order of all to `asOf`), and the last complete calendar period.
 */
export const limits = (
  days: Sql,
  asOf: string,
  { definition, days: fixed, quantile, gaps, period }: ChurnParameters,
): Sql => {
  const step = STEPS[period] ?? sql`interval 3 month`
  const reached = (share: number) => sql`(select min(days) from curve where ended_share >= ${share})`
  return sql`with silences as (
  select gap as days, 1 as ended from ${days} where gap is not null
  union all
  select date_diff('day', day, cast(${asOf} as date)) - 1, 0 from ${days} where next is null
),
risk as (
  select days, sum(ended) as ended, sum(count(*)) over (order by days desc) as at_risk
  from silences group by days
),
curve as (
  select
    days,
    case
      when bool_or(ended = at_risk) over (order by days) then 1
      else 1 - exp(sum(case when ended < at_risk then ln(1 - ended::double / at_risk) else 0 end) over (order by days))
    end as ended_share
  from risk
),
of_gaps as (
  select
    gaps, q[1] as median, q[2] as p40, q[3] as p80,
    case when gaps >= ${LEAST_GAPS} then ceil(q[4])::integer else ${USUAL_DAYS} end as ended_days
  from (
    select count(gap) as gaps, quantile_cont(gap, [0.5, 0.4, 0.8, ${quantile / 100}])::double[] as q from ${days}
  )
)
select
  gaps, median, p40, p80,
  ${reached(0.4)} as km40,
  ${reached(0.8)} as km80,
  ${gaps === 'all' ? sql`${reached(quantile / 100)}::integer` : sql`ended_days`} as quantile_days,
  ${definition === 'fixed' ? sql`${fixed}::integer` : sql`ended_days`} as watch,
  (select date_diff('day', min(day), cast(${asOf} as date)) from ${days}) as reach,
  (date_trunc(${period}, cast(${asOf} as date)) - ${step} - ${step})::date as period_before,
  (date_trunc(${period}, cast(${asOf} as date)) - ${step})::date as period_begins,
  date_trunc(${period}, cast(${asOf} as date))::date as period_ends
from of_gaps`
}

const STEPS: Readonly<Record<string, Sql>> = {
  month: sql`interval 1 month`,
  quarter: sql`interval 3 month`,
  year: sql`interval 12 month`,
}

/**
 * `buyers` with what the models need: x, order days less one; tx, t, days from the first to the last and to the day
 * before `asOf`; own_gap, the mean of her gaps.
 */
export const purchases = ({ memberOrders, asOf }: ShopViews): Sql => sql`select
  member, order_days, spent, first_order, last_order,
  order_days - 1 as x,
  date_diff('day', first_order, last_order) as tx,
  date_diff('day', first_order, cast(${asOf} as date) - 1) as t,
  date_diff('day', first_order, last_order) / nullif(order_days - 1, 0) as own_gap
from (${buyers(memberOrders)})`

/**
 * Each buyer under all five definitions: 1 churned, 0 not, null not judged: by a silence longer than the data reach back
 * nobody could have churned, so nobody is called a customer by it either. The expected money of a purchase is the
 * mean of her order days, none below zero; what would be lost is what she would be expected to bring as a customer,
 * times the probability that she is none any more, which a model that takes everybody to stay does not say. The arm is drawn by the MD5 of seed and id: the same in any order
 * of the rows and on any engine.
 */
export const judged = (
  tables: { purchases: Sql; scores: Sql; model: Sql; limits: Sql; days: Sql; numbers: Sql },
  asOf: string,
  { definition, days, ratio, alive, holdout, seed }: ChurnParameters,
): Sql => {
  const chosen = DEFINITIONS.find(({ id }) => id === definition)?.id ?? 'quantile'
  return sql`with calendar as (
  select
    d.member,
    max(d.day) filter (where d.day < l.period_begins) as before_last,
    bool_or(d.day >= l.period_before and d.day < l.period_begins) as bought_before,
    bool_or(d.day >= l.period_begins and d.day < l.period_ends) as bought_then
  from ${tables.days} as d cross join ${tables.limits} as l
  group by d.member
),
measured as (
  select
    n.member_id, p.*,
    date_diff('day', p.last_order, cast(${asOf} as date)) as days_since,
    coalesce(p.own_gap, l.median) as typical_gap,
    case when m.model <> 'nbd' then s.p_alive end as p_alive,
    s.expected / nullif(s.p_alive, 0) * greatest(p.spent / p.order_days, 0) as value_if_customer,
    l.quantile_days,
    l.reach,
    c.before_last, c.bought_before, c.bought_then
  from ${tables.purchases} as p
  join ${tables.numbers} as n on n.member = p.member
  cross join ${tables.limits} as l
  left join ${tables.scores} as s on s.x = p.x and s.tx = p.tx and s.t = p.t
  left join ${tables.model} as m on true
  left join calendar as c on c.member = p.member
),
marked as (
  select
    *,
    case when reach > ${days} then (days_since > ${days})::integer end as by_fixed,
    case when reach > quantile_days then (days_since > quantile_days)::integer end as by_quantile,
    (days_since > ${ratio} * typical_gap)::integer as by_own,
    (p_alive < ${alive / 100})::integer as by_alive,
    case when bought_before then (not bought_then)::integer end as by_calendar
  from measured
)
select
  member_id, order_days, days_since, own_gap,
  days_since / nullif(typical_gap, 0) as overdue,
  p_alive,
  value_if_customer,
  (1 - p_alive) * value_if_customer as value_at_risk,
  spent, first_order, last_order,
  by_fixed, by_quantile, by_own, by_alive, by_calendar,
  ${BY[chosen]} as churned,
  case when ${BY[chosen]} = 1 then ${chosen === 'calendar' ? sql`before_last` : sql`last_order`} end as silent_from,
  case
    when ${BY[chosen]} = 1 then
      case when substr(md5(concat(${String(seed)}, ':', member_id)), 1, 8) < ${holdoutBound(holdout)} then 'holdout' else 'contact' end
  end as arm
from marked`
}

/** The column of each definition. */
export const BY = {
  fixed: sql`by_fixed`,
  quantile: sql`by_quantile`,
  own: sql`by_own`,
  alive: sql`by_alive`,
  calendar: sql`by_calendar`,
} as const

/** Eight hexadecimal digits: a uniform text of that length lies below it with the given chance, in percent. */
export const holdoutBound = (percent: number): string =>
  Math.round((percent / 100) * 2 ** 32)
    .toString(16)
    .padStart(8, '0')
