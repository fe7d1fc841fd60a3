import { sql } from '../../../sql/sql'
import { date, memberId, money, number, share } from '../../columns'
import { daysOfUnit, DAYS_OF_MONTH, monthlyDiscount } from '../units'
import { PERIODS, type ClvSteps } from './columns'

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
      },
    },
  }),
  ({ shop, parameters, table }) => ({
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
  member_id, x, tx, t, p_alive, expected,
  expected_spend,
  discounted * expected_spend * ${parameters.margin / 100} as clv,
  spent,
  case when x > 0 then (t - tx)::double / (tx::double / x) end as overdue,
  first_order, last_order,
  -- Past a century a date says no more than that it is not to be expected.
  case when wait < 36500 then cast(${shop.asOf} as date) - 1 + ceil(wait)::integer end as next_order
from (
  select
    c.*, s.p_alive, s.expected, s.discounted,
    -- Of a customer still, the rate of purchases is gamma(r + x, α + T): the median wait is that of a Pareto II.
    (m.alpha * ${daysOfUnit(parameters)} + c.t) * (pow(2, 1 / (m.r + c.x)) - 1) as wait,
    case
      -- Without a mean over members (q at most 1, or too few repeat purchases to fit): what members have spent.
      when g.q is null or g.q <= 1 then coalesce(case when c.mean_repeat > 0 then c.mean_repeat end, a.mean)
      when c.x > 0 and c.mean_repeat > 0 then g.p * (g.gamma + c.x * c.mean_repeat) / (g.p * c.x + g.q - 1)
      else g.p * g.gamma / (g.q - 1)
    end as expected_spend
  from ${table('clv_members')} as c
  left join ${table('clv_scores')} as s on s.x = c.x and s.tx = c.tx and s.t = c.t
  left join ${table('clv_models')} as m on m.model = ${parameters.model} and m.converged = 1
  cross join ${table('clv_spend')} as g
  cross join (
    select coalesce(sum(mean_repeat * x) / nullif(sum(x) filter (where mean_repeat is not null), 0), sum(spent)::double / nullif(count(*), 0)) as mean
    from ${table('clv_members')}
  ) as a
)`,
  }),
]
