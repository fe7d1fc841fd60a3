import { sql } from '../../../sql/sql'
import { integer, money, number, share } from '../../columns'
import type { ClvSteps } from './columns'

/** Members taken together. */
export const totals: ClvSteps = [
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
]
