import { sql } from '../../../sql/sql'
import { integer, memberId, money, number, share, text } from '../../columns'
import type { Split } from '../../splits.sql'
import { segmentTotals, segmentValues } from '../segments.sql'
import type { ClvSteps } from './columns'

/** An interval and a range, as columns are named after the figure and after what may come of it. */
const ends = (make: typeof money, expectation: string, itself: string, en: string, zh: string) =>
  (
    [
      ['low', 'from', '下限'],
      ['high', 'to', '上限'],
    ] as const
  ).flatMap(([end, from, wordZh]) => [
    make(
      `${expectation}_${end}`,
      `95 % interval of the expectation of ${en}, ${from}`,
      `${zh}期望值的 95 % 区间,${wordZh}`,
    ),
    make(
      `${itself}_${end}`,
      `95 % range of ${en} that may come, chance included, ${from}`,
      `${zh}实际可能值(含偶然)的 95 % 范围,${wordZh}`,
    ),
  ])

/** Members taken together. */
export const totals: ClvSteps = [
  ({ shop, parameters, table }) => ({
    name: 'clv_segment_values',
    about: { en: 'One row per member: what the split says.', zh: '每位会员一行:拆分取值。' },
    columns: [memberId, text('value', 'What the split says', '拆分取值')],
    select: segmentValues(shop, table('clv_members'), parameters.split as Split),
  }),
  ({ parameters, table }) => ({
    name: 'clv_segments',
    about: {
      en: 'Totals of all members and of each group: how well the expectation is known, and what may come.',
      zh: '全部会员与各组的合计:期望值有多确定,实际又可能是多少。',
    },
    columns: [
      integer('grp', 'Group of the split, 0 for all', '拆分的组,0 为全部'),
      text('kind', 'all, value, others or unknown', 'all 全部、value 取值、others 其他、unknown 未知'),
      text('label', 'The value of the group', '该组的取值'),
      integer('members', 'Members', '会员数'),
      number('expected', 'Purchases expected over the horizon', '预测期内的预期购买'),
      ...ends(number, 'expected', 'orders', 'purchases', '购买次数'),
      money('clv', 'Value', '价值'),
      ...ends(money, 'clv', 'money', 'value', '价值'),
    ],
    select: segmentTotals(table, {
      model: parameters.model,
      margin: parameters.margin / 100,
      split: parameters.split as Split,
    }),
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
      money('top_member', 'Value of the member with the highest', '价值最高会员的价值'),
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
  max(c.clv) as top_member,
  avg(c.p_alive) as p_alive,
  (select corr(x, mean_repeat) from ${table('clv_members')} where x > 0 and mean_repeat > 0) as correlation,
  max(c.t) + 1 as span,
  (select max(horizon) from ${table('clv_before')}) as horizon
from (
  select *, row_number() over (order by clv desc nulls last, member_id) as place, count(*) over () as members
  from ${table('member_clv')}
) as c`,
  }),
]
