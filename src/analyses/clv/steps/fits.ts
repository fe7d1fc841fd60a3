import { sql } from '../../../sql/sql'
import { date, integer, memberId, money, number } from '../../columns'
import { purchaseDays } from '../../purchase-days.sql'
import { grouped, membersUntil } from '../members.sql'
import { daysOfUnit } from '../units'
import { covarianceColumns, FIT_COLUMNS, PERIODS, type ClvSteps } from './columns'

/** Members as the models see them, and the models fitted to the whole period. */
export const fits: ClvSteps = [
  ({ shop }) => ({
    name: 'clv_days',
    about: { en: 'One row per member and day with an order.', zh: '每位会员每个有单日一行。' },
    columns: [
      memberId,
      date('day', 'Day with an order', '有单日'),
      money('amount', 'Money of the day, by basis', '当日金额,按口径'),
    ],
    select: purchaseDays(shop.orders),
  }),
  ({ shop, table }) => ({
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
    select: membersUntil(table('clv_days'), shop.asOf),
  }),
  ({ parameters, table }) => ({
    name: 'clv_models',
    about: { en: 'The models fitted to the whole period.', zh: '用整段时间拟合的各模型。' },
    columns: [...FIT_COLUMNS, ...covarianceColumns(4)],
    select: grouped(table('clv_members')),
    kernel: { name: 'clvFit', options: { unit: daysOfUnit(parameters), covariance: 1 } },
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
      ...covarianceColumns(3),
    ],
    select: sql`select x, mean_repeat as m, count(*) as n
from ${table('clv_members')} where x > 0 and mean_repeat > 0
group by x, mean_repeat order by x, mean_repeat`,
    kernel: { name: 'spendFit', options: {} },
  }),
]
