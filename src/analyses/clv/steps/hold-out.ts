import { sql } from '../../../sql/sql'
import { date, integer, memberId, money, number, text } from '../../columns'
import { grouped, membersBefore } from '../members.sql'
import { daysOfUnit } from '../units'
import { FIT_COLUMNS, PERIODS, type ClvSteps } from './columns'

/** The models fitted without the held-out days, and what these days say of them. */
export const holdOut: ClvSteps = [
  ({ shop, parameters, table }) => ({
    name: 'clv_before',
    about: {
      en: 'Members as they were before the held-out days, and what they did in them.',
      zh: '留出期之前的会员状态,以及他们在留出期内的购买。',
    },
    columns: [
      memberId,
      ...PERIODS,
      integer('actual', 'Days with an order in the held-out period', '留出期内的有单天数'),
      money('spent', 'Money before the held-out period', '留出期之前的金额'),
      money('actual_spent', 'Money in the held-out period', '留出期内的金额'),
      date('first_order', 'Day of the first order', '首单日期'),
      integer('horizon', 'Days held out', '留出天数'),
    ],
    select: membersBefore(table('clv_days'), shop.asOf, parameters.holdout),
  }),
  ({ parameters, table }) => ({
    name: 'clv_calibration',
    about: {
      en: 'The models fitted to the days before.',
      zh: '只用留出期之前的数据拟合的各模型。',
    },
    columns: FIT_COLUMNS,
    select: grouped(table('clv_before')),
    kernel: { name: 'clvFit', options: { unit: daysOfUnit(parameters) } },
  }),
  ({ parameters, table }) => ({
    name: 'clv_holdout',
    about: {
      en: 'Repeat purchases in the held-out days by x before them: actual and as each model expected.',
      zh: '留出期内的复购,按此前的复购次数:实际与各模型预期。',
    },
    columns: [
      text('model', 'Model', '模型'),
      integer('x', 'Repeat purchases before', '此前的复购次数'),
      integer('members', 'Members', '会员数'),
      integer('actual', 'Purchases in the held-out days', '留出期内的购买'),
      number('expected', 'Purchases expected', '预期购买'),
      number('absolute_error', 'Sum of |actual − expected| over members', '逐会员 |实际 − 预期| 之和'),
    ],
    select: sql`select m.model, m.r, m.alpha, m.a, m.b, m.s, m.beta, g.*
from (
  select x, tx, t, actual, horizon, count(*) as n from ${table('clv_before')}
  group by x, tx, t, actual, horizon
) as g
cross join ${table('clv_calibration')} as m
where m.r is not null and m.converged = 1
order by m.model, g.x, g.t, g.tx, g.actual`,
    kernel: { name: 'clvHoldout', options: { unit: daysOfUnit(parameters) } },
  }),
  ({ table }) => ({
    name: 'clv_baselines',
    about: {
      en: 'What two rules of thumb expected of the held-out days: each member at her own rate; all at the mean rate.',
      zh: '两条经验法则对留出期的预期:各按自己的频率;全部按平均频率。',
    },
    columns: [
      integer('members', 'Members', '会员数'),
      integer('actual', 'Purchases in the held-out days', '留出期内的购买'),
      number('own_rate', 'Expected at each member’s own rate', '按各自频率的预期'),
      number('own_rate_error', 'Its sum of |actual − expected|', '其 |实际 − 预期| 之和'),
      number('mean_rate', 'Expected at the mean rate', '按平均频率的预期'),
      number('mean_rate_error', 'Its sum of |actual − expected|', '其 |实际 − 预期| 之和'),
    ],
    select: sql`select
  count(*) as members,
  sum(actual) as actual,
  sum(own) as own_rate,
  sum(abs(actual - own)) as own_rate_error,
  sum(mean) as mean_rate,
  sum(abs(actual - mean)) as mean_rate_error
from (
  select
    actual,
    coalesce(x::double * horizon / nullif(t, 0), 0) as own,
    coalesce((sum(x) over ())::double * horizon / nullif(sum(t) over (), 0), 0) as mean
  from ${table('clv_before')}
)`,
  }),
  ({ parameters, table }) => ({
    name: 'clv_tracking',
    about: {
      en: 'Repeat purchases of the members known before the held-out days, expected up to each week.',
      zh: '留出期前已知会员的累计复购,各模型逐周预期。',
    },
    columns: [
      text('model', 'Model', '模型'),
      integer('day', 'Last day of the week, from the first order of all', '该周最后一天,自最早订单起'),
      number('expected', 'Repeat purchases expected so far', '至该日的预期复购'),
    ],
    select: sql`select m.model, m.r, m.alpha, m.a, m.b, m.s, m.beta, b.*
from (
  select date_diff('day', first.day, first_order) as day, count(*) as births, any_value(first.days) as days
  from ${table('clv_before')}
  cross join (
    select min(first_order) as day, max(date_diff('day', first_order, first_order + (t + horizon)::integer)) + 1 as days
    from ${table('clv_before')}
  ) as first
  group by 1
) as b
cross join ${table('clv_calibration')} as m
where m.r is not null and m.converged = 1
order by m.model, b.day`,
    kernel: { name: 'clvTracking', options: { unit: daysOfUnit(parameters) } },
  }),
  ({ table }) => ({
    name: 'clv_weeks',
    about: {
      en: 'The same repeat purchases as they were, up to each week.',
      zh: '同一批会员的实际累计复购,逐周。',
    },
    columns: [
      integer('day', 'Last day of the week, from the first order of all', '该周最后一天,自最早订单起'),
      date('date', 'That day', '该日日期'),
      integer('actual', 'Repeat purchases so far', '至该日的复购'),
    ],
    select: sql`with first as (
  select min(first_order) as day, max(date_diff('day', first_order, first_order + (t + horizon)::integer)) as last
  from ${table('clv_before')}
),
weeks as (
  select least(7 * week + 6, first.last) as day, first.day + least(7 * week + 6, first.last)::integer as date
  from first, range(0, first.last // 7 + 1) as w(week)
),
repeats as (
  select date_diff('day', first.day, d.day) as day, count(*) as n
  from ${table('clv_days')} as d
  join ${table('clv_before')} as b on b.member_id = d.member_id and d.day > b.first_order
  cross join first
  group by 1
)
select w.day, w.date, coalesce(sum(r.n), 0) as actual
from weeks as w left join repeats as r on r.day <= w.day
group by w.day, w.date order by w.day`,
  }),
]
