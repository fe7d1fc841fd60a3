import { sql } from '../../../sql/sql'
import { date, integer, memberId, money, number, share } from '../../columns'
import { endOf, numbered, quadratic, spendSlopes, withKnownSpend } from '../intervals.sql'
import { daysOfUnit, DAYS_OF_MONTH, monthlyDiscount } from '../units'
import { PERIODS, type ClvSteps } from './columns'

/** For the delta method: see the kernel. */
const SLOPES = [
  ...[1, 2, 3, 4].map((k) =>
    number(`e${k}`, `Slope of ln expected in ln of parameter ${k}`, `ln 预期购买对第 ${k} 个参数对数的斜率`),
  ),
  ...[1, 2, 3, 4].map((k) =>
    number(
      `d${k}`,
      `Slope of ln discounted in ln of parameter ${k}`,
      `ln 折现购买对第 ${k} 个参数对数的斜率`,
    ),
  ),
]

/** What is to be expected of every member. */
export const scores: ClvSteps = [
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
      integer('orders_low', 'Purchases that may come: 95 % lie from', '可能的购买次数:95 % 不少于'),
      integer('orders_high', 'The same, to', '同上,不多于'),
      number('variance', 'Variance of that number', '该次数的方差'),
      ...SLOPES,
    ],
    select: sql`select m.model, m.r, m.alpha, m.a, m.b, m.s, m.beta, g.x, g.tx, g.t
from (select distinct x, tx, t from ${table('clv_members')}) as g
cross join ${table('clv_models')} as m
-- Where the likelihood has no maximum its last parameters are no estimate, and nothing follows from them.
where m.model = ${parameters.model} and m.converged = 1
order by g.x, g.t, g.tx`,
    kernel: {
      name: 'clvScores',
      options: {
        unit: daysOfUnit(parameters),
        months: parameters.months,
        month: DAYS_OF_MONTH,
        discount: monthlyDiscount(parameters),
        intervals: 1,
      },
    },
  }),
  ({ shop, parameters, table }) => ({
    name: 'member_clv',
    about: { en: 'Expected orders and value of every member.', zh: '每位会员的预期购买与价值。' },
    columns: [
      memberId,
      ...PERIODS,
      money('mean_repeat', 'Mean money of the days after the first', '首日之后各日的平均金额'),
      share('p_alive', 'Probability of being a customer still', '仍活跃的概率'),
      number('expected', 'Purchases expected over the horizon', '预测期内的预期购买'),
      number(
        'expected_low',
        'Its 95 % interval (parameters alone), from',
        '其 95 % 区间(仅参数不确定性)下限',
      ),
      number('expected_high', 'The same, to', '同上,上限'),
      integer(
        'orders_low',
        'Purchases that may come, chance included: 95 % lie from',
        '实际可能的购买次数(含偶然):95 % 不少于',
      ),
      integer('orders_high', 'The same, to', '同上,不多于'),
      money('expected_spend', 'Expected money of a purchase', '每次购买的预期金额'),
      money('clv', 'Expected value over the horizon, discounted, by margin', '预测期价值(折现、按毛利)'),
      money('clv_low', 'Its 95 % interval (parameters alone), from', '其 95 % 区间(仅参数不确定性)下限'),
      money('clv_high', 'The same, to', '同上,上限'),
      money('spent', 'Money so far', '至今金额'),
      number('overdue', 'Days since the last order ÷ mean days between orders', '距上次下单天数 ÷ 平均间隔'),
      date('first_order', 'Day of the first order', '首单日期'),
      date('last_order', 'Day of the last order', '末单日期'),
      date(
        'next_order',
        'Day by which, if a customer still, she has ordered again with probability one half',
        '若仍活跃,有一半概率已再次下单的日期',
      ),
    ],
    select: sql`select
  member_id, x, tx, t, mean_repeat, p_alive, expected,
  ${endOf(sql`expected`, sql`v_expected`, 'low')} as expected_low,
  ${endOf(sql`expected`, sql`v_expected`, 'high')} as expected_high,
  orders_low, orders_high, expected_spend, clv,
  ${endOf(sql`clv`, sql`v_clv`, 'low')} as clv_low,
  ${endOf(sql`clv`, sql`v_clv`, 'high')} as clv_high,
  spent,
  case when x > 0 then (t - tx)::double / (tx::double / x) end as overdue,
  first_order, last_order,
  -- Past a century a date says no more than that it is not to be expected.
  case when wait < 36500 then cast(${shop.asOf} as date) - 1 + ceil(wait)::integer end as next_order
from (
  select
    w.*, discounted * expected_spend * ${parameters.margin / 100} as clv,
    ${quadratic(numbered('w', 'e', 4), 'm')} as v_expected,
    ${quadratic(numbered('w', 'd', 4), 'm')} + ${quadratic(numbered('w', 'h', 3), 'g')} as v_clv
  from (
    select
      c.*, s.* exclude (x, tx, t), ${spendSlopes},
      -- Of a customer still, the rate of purchases is gamma(r + x, α + T): the median wait is that of a Pareto II.
      (m.alpha * ${daysOfUnit(parameters)} + c.t) * (pow(2, 1 / (m.r + c.x)) - 1) as wait,
      case
        -- Without a mean over members (q at most 1, or too few repeat purchases to fit): what members have spent.
        when g.q is null or g.q <= 1 then coalesce(case when c.mean_repeat > 0 then c.mean_repeat end, a.mean)
        else g.p * (g.gamma + c.kx * c.km) / (g.p * c.kx + g.q - 1)
      end as expected_spend
    from ${withKnownSpend(table('clv_members'))} as c
    left join ${table('clv_scores')} as s on s.x = c.x and s.tx = c.tx and s.t = c.t
    left join ${table('clv_models')} as m on m.model = ${parameters.model} and m.converged = 1
    cross join ${table('clv_spend')} as g
    cross join (
      select coalesce(sum(mean_repeat * x) / nullif(sum(x) filter (where mean_repeat is not null), 0), sum(spent)::double / nullif(count(*), 0)) as mean
      from ${table('clv_members')}
    ) as a
  ) as w
  left join ${table('clv_models')} as m on m.model = ${parameters.model} and m.converged = 1
  cross join ${table('clv_spend')} as g
)`,
  }),
]
