import { sql } from '../../sql/sql'
import { defineAnalysis, type OutputColumn } from '../analysis'
import { date, integer, memberId, money, number, share, text } from '../columns'
import { describe } from './describe'
import { figures } from './figures'
import { grouped, membersBefore, membersUntil } from './members.sql'
import { parameters, type ClvParameters } from './parameters'
import { daysOfUnit, DAYS_OF_MONTH, monthlyDiscount } from './units'

const PARAMETER_COLUMNS: OutputColumn[] = [
  ['r', 'Shape of purchase rates', '购买率的形状参数'],
  ['alpha', 'Scale of purchase rates', '购买率的尺度参数'],
  ['a', 'Leaving, first parameter (BG, MBG)', '流失参数 a(BG、MBG)'],
  ['b', 'Leaving, second parameter (BG, MBG)', '流失参数 b(BG、MBG)'],
  ['s', 'Shape of dropout rates (Pareto)', '流失率的形状参数(Pareto)'],
  ['beta', 'Scale of dropout rates (Pareto)', '流失率的尺度参数(Pareto)'],
].flatMap(([name = '', en = '', zh = '']) => [number(name, en, zh)])

const FIT_COLUMNS: OutputColumn[] = [
  text('model', 'Model: bg, mbg or pareto', '模型:bg、mbg 或 pareto'),
  ...PARAMETER_COLUMNS,
  ...PARAMETER_COLUMNS.map(({ name, about }) =>
    number(`${name}_low`, `${about.en}, lower end of 95 %`, `${about.zh},95 % 下限`),
  ),
  ...PARAMETER_COLUMNS.map(({ name, about }) =>
    number(`${name}_high`, `${about.en}, upper end of 95 %`, `${about.zh},95 % 上限`),
  ),
  number('log_likelihood', 'Log likelihood', '对数似然'),
  number('aic', 'Akaike’s criterion', 'AIC'),
  integer('converged', '1: the search ended at a maximum', '1 表示收敛'),
  integer('members', 'Members', '会员数'),
  integer('repeaters', 'Members with a repeat purchase', '有复购的会员数'),
]

const PERIODS: OutputColumn[] = [
  integer('x', 'Days with an order, minus one', '有单天数减一'),
  integer('tx', 'Days from the first to the last order', '首单到末单的天数'),
  integer('t', 'Days from the first order to the end', '首单到期末的天数'),
]

/**
 * Lifetime value of members without a contract: BG/NBD, MBG/NBD and Pareto/NBD for orders, Gamma-Gamma for their
 * worth, with a hold-out that says whether to believe them. Formulas and sources: numerics/btyd.
 */
export const clv = defineAnalysis<ClvParameters>({
  id: 'clv',
  group: 'value',
  title: { en: 'Lifetime value', zh: '生命周期价值' },
  needs: ['orders'],
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop }) => ({
      name: 'clv_members',
      about: {
        en: 'One row per member: repeat purchase days and their times.',
        zh: '每位会员一行:复购天数与时间。',
      },
      columns: [
        memberId,
        ...PERIODS,
        money('mean_repeat', 'Mean money of the days after the first', '首日之后各日的平均金额'),
        money('spent', 'Money so far', '至今金额'),
        date('first_order', 'Day of the first order', '首单日期'),
        date('last_order', 'Day of the last order', '末单日期'),
      ],
      select: membersUntil(shop.orders, shop.asOf),
    }),
    ({ parameters, table }) => ({
      name: 'clv_models',
      about: { en: 'The three models fitted to the whole period.', zh: '用整段时间拟合的三个模型。' },
      columns: FIT_COLUMNS,
      select: grouped(table('clv_members')),
      kernel: { name: 'clvFit', options: { unit: daysOfUnit(parameters) } },
    }),
    ({ table }) => ({
      name: 'clv_spend',
      about: {
        en: 'The Gamma-Gamma model of money per purchase day.',
        zh: '每个购买日金额的 Gamma-Gamma 模型。',
      },
      columns: [
        number('p', 'Shape of a member’s spend', '会员内金额的形状参数'),
        number('q', 'Shape over members', '会员间的形状参数'),
        number('gamma', 'Scale over members', '会员间的尺度参数'),
        number('log_likelihood', 'Log likelihood', '对数似然'),
        integer('converged', '1: the search ended at a maximum', '1 表示收敛'),
        integer('members', 'Members with a repeat purchase worth something', '有正金额复购的会员数'),
      ],
      select: sql`select x, mean_repeat as m, count(*) as n
from ${table('clv_members')} where x > 0 and mean_repeat > 0
group by x, mean_repeat order by x, mean_repeat`,
      kernel: { name: 'spendFit', options: {} },
    }),
    ({ shop, parameters }) => ({
      name: 'clv_before',
      about: {
        en: 'Members as they were before the held-out days, and what they did in them.',
        zh: '留出期之前的会员状态,以及他们在留出期内的购买。',
      },
      columns: [
        memberId,
        ...PERIODS,
        integer('actual', 'Days with an order in the held-out period', '留出期内的有单天数'),
        date('first_order', 'Day of the first order', '首单日期'),
        integer('horizon', 'Days held out', '留出天数'),
      ],
      select: membersBefore(shop.orders, shop.asOf, parameters.holdout),
    }),
    ({ parameters, table }) => ({
      name: 'clv_calibration',
      about: {
        en: 'The three models fitted to the days before.',
        zh: '只用留出期之前的数据拟合的三个模型。',
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
where m.r is not null
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
where m.r is not null
order by m.model, b.day`,
      kernel: { name: 'clvTracking', options: { unit: daysOfUnit(parameters) } },
    }),
    ({ shop, table }) => ({
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
  from (select distinct member_id, ordered_at::date as day from ${shop.orders}) as d
  join ${table('clv_before')} as b on b.member_id = d.member_id and d.day > b.first_order
  cross join first
  group by 1
)
select w.day, w.date, coalesce(sum(r.n), 0) as actual
from weeks as w left join repeats as r on r.day <= w.day
group by w.day, w.date order by w.day`,
    }),
    ({ parameters, table }) => ({
      name: 'clv_scores',
      about: {
        en: 'What is to be expected of members with the same x, tx and t.',
        zh: '相同 x、tx、t 的会员的预期。',
      },
      columns: [
        ...PERIODS,
        share('p_alive', 'Probability of being a customer still', '仍活跃的概率'),
        number('expected', 'Purchases expected over the horizon', '预测期内的预期购买'),
        number('discounted', 'The same, discounted to now', '折现后的预期购买'),
      ],
      select: sql`select m.model, m.r, m.alpha, m.a, m.b, m.s, m.beta, g.x, g.tx, g.t
from (select distinct x, tx, t from ${table('clv_members')}) as g
cross join ${table('clv_models')} as m
where m.model = ${parameters.model} and m.r is not null
order by g.x, g.t, g.tx`,
      kernel: {
        name: 'clvScores',
        options: {
          unit: daysOfUnit(parameters),
          months: parameters.months,
          month: DAYS_OF_MONTH,
          discount: monthlyDiscount(parameters),
        },
      },
    }),
    ({ parameters, table }) => ({
      name: 'member_clv',
      about: { en: 'Expected orders and value of every member.', zh: '每位会员的预期购买与价值。' },
      columns: [
        memberId,
        ...PERIODS,
        share('p_alive', 'Probability of being a customer still', '仍活跃的概率'),
        number('expected', 'Purchases expected over the horizon', '预测期内的预期购买'),
        money('expected_spend', 'Expected money of a purchase', '每次购买的预期金额'),
        money('clv', 'Expected value over the horizon, discounted, by margin', '预测期价值(折现、按毛利)'),
        money('spent', 'Money so far', '至今金额'),
        number(
          'overdue',
          'Days since the last order ÷ mean days between orders',
          '距上次下单天数 ÷ 平均间隔',
        ),
        date('first_order', 'Day of the first order', '首单日期'),
        date('last_order', 'Day of the last order', '末单日期'),
      ],
      select: sql`select
  member_id, x, tx, t, p_alive, expected,
  expected_spend,
  discounted * expected_spend * ${parameters.margin / 100} as clv,
  spent,
  case when x > 0 then (t - tx)::double / (tx::double / x) end as overdue,
  first_order, last_order
from (
  select
    c.*, s.p_alive, s.expected, s.discounted,
    case
      -- Without a mean over members (q at most 1, or too few repeat purchases to fit): what members have spent.
      when g.q is null or g.q <= 1 then coalesce(case when c.mean_repeat > 0 then c.mean_repeat end, a.mean)
      when c.x > 0 and c.mean_repeat > 0 then g.p * (g.gamma + c.x * c.mean_repeat) / (g.p * c.x + g.q - 1)
      else g.p * g.gamma / (g.q - 1)
    end as expected_spend
  from ${table('clv_members')} as c
  join ${table('clv_scores')} as s on s.x = c.x and s.tx = c.tx and s.t = c.t
  cross join ${table('clv_spend')} as g
  cross join (
    select coalesce(sum(mean_repeat * x) / nullif(sum(x) filter (where mean_repeat is not null), 0), sum(spent)::double / nullif(count(*), 0)) as mean
    from ${table('clv_members')}
  ) as a
)`,
    }),
    ({ table }) => ({
      name: 'clv_matrix',
      about: {
        en: 'Members by repeat purchases and by days since the last order.',
        zh: '会员按复购次数与距上次下单天数。',
      },
      columns: [
        integer(
          'band',
          'Band of days since the last order, 1 is the most recent',
          '距上次下单天数的档,1 为最近',
        ),
        integer('since_from', 'Days since, from', '天数下限'),
        integer('since_to', 'Days since, to', '天数上限'),
        integer('purchases', 'Repeat purchases, 10 for 10 and more', '复购次数,10 表示 10 次及以上'),
        integer('members', 'Members', '会员数'),
        share('p_alive', 'Mean probability of being a customer still', '平均仍活跃概率'),
        number('expected', 'Purchases expected', '预期购买'),
        money('clv', 'Value', '价值'),
      ],
      select: sql`with widths as (select greatest(1, ceil((max(t - tx) + 1) / 8.0))::bigint as width from ${table('member_clv')})
select
  (t - tx) // width + 1 as band,
  ((t - tx) // width) * any_value(width) as since_from,
  ((t - tx) // width + 1) * any_value(width) - 1 as since_to,
  least(x, 10) as purchases,
  count(*) as members,
  avg(p_alive) as p_alive,
  sum(expected) as expected,
  sum(clv) as clv
from ${table('member_clv')} cross join widths
group by (t - tx) // width, least(x, 10) order by band, purchases`,
    }),
    ({ table }) => ({
      name: 'clv_summary',
      about: { en: 'Totals, and what the models assume.', zh: '合计,以及模型的前提。' },
      columns: [
        integer('members', 'Members', '会员数'),
        integer('repeaters', 'Members with a repeat purchase', '有复购的会员数'),
        number('expected', 'Purchases expected over the horizon', '预测期内的预期购买'),
        money('clv', 'Value of all', '全部价值'),
        money('top_tenth', 'Value of the tenth with the highest', '价值最高的一成会员的价值'),
        share('p_alive', 'Mean probability of being a customer still', '平均仍活跃概率'),
        number(
          'correlation',
          'Correlation of repeat purchases and their mean money',
          '复购次数与平均金额的相关系数',
        ),
        integer('span', 'Days from the first order of all to the end', '最早订单到期末的天数'),
        integer('horizon', 'Days held out', '留出天数'),
      ],
      select: sql`select
  count(*) as members,
  count(*) filter (where c.x > 0) as repeaters,
  sum(c.expected) as expected,
  sum(c.clv) as clv,
  sum(c.clv) filter (where c.place <= ceil(c.members / 10.0)) as top_tenth,
  avg(c.p_alive) as p_alive,
  (select corr(x, mean_repeat) from ${table('clv_members')} where x > 0 and mean_repeat > 0) as correlation,
  max(c.t) + 1 as span,
  (select max(horizon) from ${table('clv_before')}) as horizon
from (
  select *, row_number() over (order by clv desc nulls last, member_id) as place, count(*) over () as members
  from ${table('member_clv')}
) as c`,
    }),
  ],
})
