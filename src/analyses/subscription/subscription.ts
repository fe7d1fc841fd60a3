import { sql } from '../../sql/sql'
import { defineAnalysis, type Lens } from '../analysis'
import { date, integer, memberId, money, number, share } from '../columns'
import { figures } from './figures'
import { parameters, type SubscriptionParameters } from './parameters'
import { base, cohorts, hazards, holdOut, paymentDays, periodOf, subscribers, summary } from './steps.sql'

/** Periods the curve is drawn beyond those seen. */
const AHEAD = 24

const before = integer('before', '1: known before the held-out periods; 0: now', '1 为留出期之前,0 为现在')
const fitted = (name: string, en: string, zh: string) => [
  number(name, en, zh),
  number(`${name}_low`, `${en}, lower end of 95 %`, `${zh},95 % 下限`),
  number(`${name}_high`, `${en}, upper end of 95 %`, `${zh},95 % 上限`),
]

/**
 * Members who pay by a period: who renews, for how long (sBG), and what they are still worth; and whether the shop has
 * such members at all. Fader & Hardie (2007, 2010); numerics/btyd/shifted-beta-geometric.
 */
export const subscription = defineAnalysis<SubscriptionParameters>({
  id: 'subscription',
  group: 'value',
  title: { en: 'Subscriptions', zh: '订阅续费' },
  needs: ['orders'],
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop, parameters }) => ({
      name: 'subscription_days',
      about: { en: 'One row per member and day with a payment.', zh: '每位会员每个付款日一行。' },
      columns: [
        memberId,
        date('day', 'Day', '日期'),
        money('amount', 'Money of the day, by basis', '当日金额,按口径'),
      ],
      select: paymentDays(shop, parameters),
    }),
    ({ parameters, table }) => ({
      name: 'subscription_period',
      about: { en: 'The period, and how many gaps keep to it.', zh: '周期,以及有多少间隔符合它。' },
      columns: [
        integer('gaps', 'Gaps between payments', '付款间隔数'),
        number('median', 'Median gap, days', '间隔中位数,天'),
        number('period', 'Period, days', '周期,天'),
        integer('regular', 'Gaps near the period', '接近周期的间隔数'),
        share('share', 'The same ÷ gaps', '其占比'),
        share('by_chance', 'Share to be expected without any period', '毫无周期时的预期占比'),
      ],
      select: periodOf(table('subscription_days'), parameters),
    }),
    ({ shop, parameters, table }) => ({
      name: 'member_subscription',
      about: { en: 'One row per subscriber.', zh: '每位订阅者一行。' },
      columns: [
        memberId,
        date('start', 'First payment that counts', '起算的首笔付款日'),
        integer('renewals', 'Renewals in a row', '连续续费次数'),
        integer('decided', 'Renewals that were due by the end', '期末前到期的续费次数'),
        money('paid', 'Money of these renewals', '这些续费的金额'),
      ],
      select: subscribers(table('subscription_days'), table('subscription_period'), shop.asOf, parameters),
    }),
    ({ table }) => ({
      name: 'subscription_hazards',
      about: { en: 'Renewals due and not made, by period.', zh: '各期到期与未续的人数。' },
      columns: [
        before,
        integer('period', 'Which renewal, 1 is the first', '第几次续费,1 为首次'),
        integer('at_risk', 'Members for whom it was due', '到期人数'),
        integer('lost', 'Of these, who did not renew', '其中未续'),
      ],
      select: hazards(table('member_subscription')),
    }),
    ({ parameters, table }) => ({
      name: 'subscription_curve',
      about: { en: 'sBG fitted to the renewals.', zh: '对续费拟合的 sBG。' },
      columns: [
        before,
        integer('period', 'Renewals', '续费次数'),
        share('survival', 'Share still there', '仍在的比例'),
        share('low', 'Its 95 % interval, from', '95 % 区间下限'),
        share('high', 'The same, to', '95 % 区间上限'),
        share('retention', 'Of these, who renew once more', '其中会再续一次的比例'),
        number('residual', 'Payments still to come from one, discounted', '一人未来付款次数,已折现'),
        number('s1', 'Slope of its logarithm in ln α', '其对数对 ln α 的斜率'),
        number('s2', 'Slope of its logarithm in ln β', '其对数对 ln β 的斜率'),
        ...fitted('alpha', 'α', 'α'),
        ...fitted('beta', 'β', 'β'),
        number('c11', 'Variance of ln α', 'ln α 的方差'),
        number('c12', 'Covariance of ln α and ln β', 'ln α 与 ln β 的协方差'),
        number('c22', 'Variance of ln β', 'ln β 的方差'),
        number('log_likelihood', 'Log likelihood', '对数似然'),
        integer('converged', '1: the search ended at a maximum', '1 表示收敛'),
        integer('lost', 'Members lost', '流失人次'),
        integer('kept', 'Renewals made', '续费人次'),
      ],
      select: sql`select h.*, p.period as days
from ${table('subscription_hazards')} as h cross join ${table('subscription_period')} as p order by before, h.period`,
      kernel: {
        name: 'subscriptionCurves',
        options: { ahead: AHEAD, yearly: parameters.discount / 100 },
      },
    }),
    ({ table }) => ({
      name: 'subscription_cohorts',
      about: {
        en: 'Survival by cohort of start; blank until the period is over for all.',
        zh: '按起始期的存续;该期未对所有人到期则空。',
      },
      columns: [
        date('cohort', 'First day of the month, quarter or year of start', '起始月、季或年的首日'),
        integer('members', 'Subscribers', '订阅者'),
        integer('period', 'Renewals', '续费次数'),
        share('kept', 'Share still there', '仍在的比例'),
      ],
      select: cohorts(table('member_subscription'), table('subscription_period')),
    }),
    ({ table }) => ({
      name: 'subscription_holdout',
      about: {
        en: 'Members active before the held-out periods, expected and actual.',
        zh: '留出期之前在订者的后续:预期与实际。',
      },
      columns: [
        integer('ahead', 'Periods later', '其后期数'),
        integer('active', 'Active before', '留出期前在订'),
        number('expected', 'Expected to be left', '预期仍在'),
        integer('actual', 'Left', '实际仍在'),
      ],
      select: holdOut(table('member_subscription'), table('subscription_curve')),
    }),
    ({ table }) => ({
      name: 'subscription_base',
      about: { en: 'Active members by the renewals behind them.', zh: '在订会员,按已续次数。' },
      columns: [
        integer('period', 'Renewals behind them', '已续次数'),
        integer('members', 'Members', '会员数'),
        share('retention', 'Who renew once more', '再续一次的比例'),
        number('residual', 'Payments still to come from one, discounted', '一人未来付款次数,已折现'),
        number('s1', 'Slope of its logarithm in ln α', '其对数对 ln α 的斜率'),
        number('s2', 'Slope of its logarithm in ln β', '其对数对 ln β 的斜率'),
      ],
      select: base(table('member_subscription'), table('subscription_curve')),
    }),
    ({ parameters, table }) => ({
      name: 'subscription_summary',
      about: { en: 'Totals.', zh: '合计。' },
      columns: [
        integer('members', 'Subscribers', '订阅者'),
        integer('active', 'Active: every renewal due was made', '在订:到期的续费都已续'),
        integer('renewed', 'Renewals made', '续费人次'),
        integer('longest', 'Most renewals due for one', '单人最多到期次数'),
        money('payment', 'Mean payment of a renewal', '每次续费平均金额'),
        number('period', 'Period, days', '周期,天'),
        integer('gaps', 'Gaps between payments', '付款间隔数'),
        number('median', 'Median gap, days', '间隔中位数,天'),
        share('share', 'Gaps near the period', '接近周期的间隔占比'),
        share('by_chance', 'Share to be expected without any period', '毫无周期时的预期占比'),
        integer('held_out', 'Periods held out', '留出期数'),
        money(
          'value',
          'Residual value of the active members, discounted, by margin',
          '在订会员剩余价值(折现、按毛利)',
        ),
        money('value_low', 'Its 95 % interval, from', '95 % 区间下限'),
        money('value_high', 'The same, to', '95 % 区间上限'),
        money('value_new', 'The same of one who has just started', '刚开始订阅者的剩余价值'),
      ],
      select: summary(
        {
          members: table('member_subscription'),
          period: table('subscription_period'),
          base: table('subscription_base'),
          curve: table('subscription_curve'),
        },
        parameters.margin / 100,
      ),
    }),
  ],
})

function describe({ products, grace, who, discount, margin }: SubscriptionParameters, { asOf, basis }: Lens) {
  const of = products.trim()
  return {
    en: `Payments${of ? ` for products or categories with “${of}”` : ''} before ${asOf}, ${basis}; those of one day are one. Counted from ${who === 'all' ? 'the first payment' : 'the first payment that came one period after another'}; a renewal may be ${grace} % of a period early or late, and the first that is missed ends the contract. Payments still to come without an end, discounted by ${discount} % a year, the next one not; margin ${margin} %.`,
    zh: `${asOf} 之前${of ? `商品或类目含「${of}」的` : '的'}付款(${basis === 'net' ? '净额' : '毛额'}),同日合一。自${who === 'all' ? '首笔付款' : '第一次按周期续费的那笔'}起算;续费可提前或推迟周期的 ${grace} %,第一次未续即视为终止。未来付款不设终点,年折现率 ${discount} %,下一笔不折现;毛利率 ${margin} %。`,
  }
}
