import { sql } from '../../../sql/sql'
import { integer, money, number, share, text } from '../../columns'
import { ageCurve, ageTrend, recencyStates, recencyValues } from '../other-ways.sql'
import { DAYS_OF_MONTH, monthlyDiscount } from '../units'
import { agesAhead, waysTotals, waysUnder } from '../ways.sql'
import type { ClvSteps } from './columns'

const until = text(
  'until',
  'now, or before: as it was before the held-out days',
  'now 为现在,before 为留出期之前',
)

/** Lifetime value without a model of single members: by age, by months since the last order, by what was so far. */
export const otherWays: ClvSteps = [
  ({ shop, table }) => ({
    name: 'clv_ages',
    about: {
      en: 'Money of members by whole months since their first order.',
      zh: '会员金额,按首单以来的整月数。',
    },
    columns: [
      until,
      integer('age', 'Whole months since the first order', '首单以来的整月数'),
      integer('members', 'Members who have passed that month', '已过完该月的会员数'),
      money('amount', 'Their money in that month', '他们该月的金额'),
      money('mean', 'The same a member', '人均金额'),
      money(
        'cumulative',
        'Money a member from the first order to the end of that month',
        '自首单至该月末的人均累计金额',
      ),
    ],
    select: ageCurve(shop.orders, table('clv_before'), shop.asOf),
  }),
  ({ table }) => ({
    name: 'clv_age_trend',
    about: { en: 'How the money of an age goes on.', zh: '金额随月龄的走势。' },
    columns: [
      until,
      integer('ages', 'Months the line goes through', '参与拟合的月数'),
      integer('last_age', 'The last of them', '其中最后一个月龄'),
      number('ratio', 'Money of an age ÷ that of the age before, at most 1', '相邻月龄金额之比,不超过 1'),
      number('level', 'Money at age 0 on that line', '该线在月龄 0 处的金额'),
    ],
    select: ageTrend(table('clv_ages')),
  }),
  ({ shop, table }) => ({
    name: 'clv_states',
    about: {
      en: 'Members by months since the last order, and how often members there bought in the next month.',
      zh: '会员按距末单的月数,以及处于该状态的会员下个月购买的频率。',
    },
    columns: [
      until,
      integer(
        'state',
        'Whole months since the month of the last order, 12 for 12 and more',
        '距末单所在月的整月数,12 表示 12 个月及以上',
      ),
      integer('members', 'Members there at the end', '期末处于该状态的会员数'),
      integer('months', 'Months in which a member was there', '会员处于该状态的月次'),
      integer('bought', 'Of these, followed by a month with an order', '其中下个月有单的月次'),
      share('share', 'The same as a share', '下个月有单的比例'),
      money(
        'spend',
        'Mean money of a month with an order, after the first such month',
        '首个有单月之后,有单月的平均金额',
      ),
    ],
    select: recencyStates(shop.orders, table('clv_before'), shop.asOf),
  }),
  ({ parameters, table }) => ({
    name: 'clv_state_values',
    about: {
      en: 'Money expected of a member in a state over so many months.',
      zh: '处于某状态的会员在若干个月内的预期金额。',
    },
    columns: [
      until,
      integer('h', 'Months ahead', '未来月数'),
      integer('state', 'Months since the last order now', '现在距末单的月数'),
      money('value', 'Money expected, discounted for now', '预期金额,now 已折现'),
    ],
    select: recencyValues(
      table('clv_states'),
      sql`case until when 'now' then ${parameters.months} else (select ceil(max(horizon) / ${DAYS_OF_MONTH})::integer from ${table('clv_before')}) end`,
      sql`case until when 'now' then ${1 / (1 + monthlyDiscount(parameters))}::double else 1::double end`,
    ),
  }),
  ({ parameters, table }) => ({
    name: 'clv_new_member',
    about: {
      en: 'What a new member brings by each month, as seen, and from where too few are that old by the trend.',
      zh: '新会员到各月累计带来的价值:先按实际,月龄样本不足处按走势外推。',
    },
    columns: [
      integer('month', 'Months since the first order', '首单以来的月数'),
      integer('observed', '1: seen; 0: by the trend', '1 为实际,0 为外推'),
      money('mean', 'Money a member in that month', '该月人均金额'),
      money('value', 'So far, discounted, times the margin', '至该月累计,折现并乘以毛利率'),
    ],
    select: sql`select
  (age + 1)::integer as month, observed, mean,
  sum(mean * ${parameters.margin / 100} / pow(1 + ${monthlyDiscount(parameters)}, age)) over (order by age) as value
from (${agesAhead(table('clv_ages'), table('clv_age_trend'), parameters.months)})
where until = 'now' and age < ${parameters.months} and mean is not null
order by age`,
  }),
  ({ parameters, table }) => ({
    name: 'clv_ways',
    about: {
      en: 'The value of all members in four ways, and how near each came in the held-out days.',
      zh: '四种算法下全部会员的价值,以及各自在留出期内的准确程度。',
    },
    columns: [
      text(
        'way',
        'model, cohort, markov or own: at the rate so far',
        'model、cohort、markov 或 own(照过去速度)',
      ),
      money('value', 'Value over the horizon, discounted, by margin', '预测期价值(折现、按毛利)'),
      money('expected', 'Money expected of the held-out days', '留出期的预期金额'),
      money('actual', 'Money in the held-out days', '留出期的实际金额'),
    ],
    select: waysTotals(waysUnder(parameters), table),
  }),
  ({ table }) => ({
    name: 'clv_tenths',
    about: {
      en: 'Tenths of the members by value, and what would be won by keeping one.',
      zh: '会员按价值分十等份,以及留住一位会员能挽回的价值。',
    },
    columns: [
      integer('tenth', '1 is the tenth with the highest value', '1 为价值最高的一份'),
      integer('members', 'Members', '会员数'),
      money('value', 'Value', '价值'),
      money('mean', 'Value a member', '人均价值'),
      share('p_alive', 'Mean probability of being a customer still', '平均仍活跃概率'),
      money(
        'at_risk',
        'A member’s value if certainly a customer still, less the value expected',
        '确定仍活跃时的人均价值减去预期价值',
      ),
    ],
    select: sql`select
  tenth, count(*) as members, sum(clv) as value, avg(clv) as mean, avg(p_alive) as p_alive,
  avg(clv / nullif(p_alive, 0) - clv) as at_risk
from (
  -- By place, not by ntile: members of equal value stay in the order of their ids, whatever the order of rows.
  select *, ((row_number() over (order by clv desc, member_id) - 1) * 10 // count(*) over ())::integer + 1 as tenth
  from ${table('member_clv')} where clv is not null
)
group by tenth order by tenth`,
  }),
]
