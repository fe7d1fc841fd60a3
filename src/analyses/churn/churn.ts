import { sql } from '../../sql/sql'
import { defineAnalysis, type Lens } from '../analysis'
import { date, integer, memberId, money, number, share, text } from '../columns'
import { buyerColumns, orderDayColumns, orderDays } from '../order-days.sql'
import { beforeSilence } from './before.sql'
import { DEFINITIONS } from './definitions'
import { figures } from './figures'
import { judged, limits, purchases } from './members.sql'
import { parameters, type ChurnParameters } from './parameters'
import { agreement, byDefinition, hazardByOrder, hazardBySince } from './tables.sql'

/** Days of a unit in which the model is fitted, and of a month of value. */
const WEEK = 7
const MONTH = 365.25 / 12

const flag = (name: string, en: string, zh: string) =>
  integer(name, `${en}: 1 churned, 0 not, empty not judged`, `${zh}:1 流失,0 未流失,空为不判断`)

const HAZARD = [
  integer('silent', 'Of these, without another order in the wait', '其中在等待期内没有再下单'),
  share('share', 'Share without another order', '没有再下单的占比'),
]

/**
 * Churn without a contract: five definitions on the same members, how far they agree, when members fall silent, what
 * stood in their last orders, and who is at risk with what value, split at random into contacted and left alone.
 */
export const churn = defineAnalysis<ChurnParameters>({
  id: 'churn',
  group: 'members',
  title: { en: 'Churn', zh: '流失' },
  needs: ['orders'],
  usesMemberOrders: true,
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop }) => ({
      name: 'churn_purchases',
      about: {
        en: 'One row per buyer: order days, and what models of buying until leaving need.',
        zh: '每位买过的会员一行:有单日,以及购买直至离开模型所需的数据。',
      },
      columns: [
        ...buyerColumns.filter(({ name }) => name !== 'member_id'),
        integer('x', 'Order days less one', '有单天数减一'),
        integer('tx', 'Days from the first to the last order', '首单到末单的天数'),
        integer('t', 'Days from the first order to the end', '首单到期末的天数'),
        number('own_gap', 'Mean days between order days', '平均间隔天数'),
      ],
      select: purchases(shop),
    }),
    ({ shop }) => ({
      name: 'churn_days',
      about: {
        en: 'One row per member and day with an order, with the days since the one before.',
        zh: '每位会员每个有单日一行,含距上一有单日的天数。',
      },
      columns: orderDayColumns,
      select: orderDays(shop.memberOrders),
    }),
    ({ shop, parameters, table }) => ({
      name: 'churn_limits',
      about: {
        en: 'The gaps between order days and the limits taken from them.',
        zh: '有单日间隔与由此得出的界限。',
      },
      columns: [
        integer('gaps', 'Gaps between order days', '间隔数'),
        number('median', 'Median gap, days', '间隔中位数,天'),
        number('p40', '40 % quantile, days', '40 % 分位数,天'),
        number('p80', '80 % quantile, days', '80 % 分位数,天'),
        integer(
          'km40',
          'Days within which 40 % of all silences ended, Kaplan–Meier',
          '40 % 的沉默结束所需天数(Kaplan–Meier)',
        ),
        integer('km80', 'The same for 80 %; empty if never', '80 %,同上;达不到则空'),
        integer(
          'quantile_days',
          'The chosen quantile, whole days; empty if never reached',
          '所选分位数,整天;达不到则空',
        ),
        integer('watch', 'Days for which a return is waited for', '等待回来的天数'),
        integer(
          'reach',
          'Days from the first order of all to the as-of day: nobody can be silent for longer',
          '最早订单到截止日的天数:没有人能沉默更久',
        ),
        date(
          'period_before',
          'First day of the last but one complete calendar period',
          '倒数第二个完整日历期首日',
        ),
        date('period_begins', 'First day of the last complete one', '最后一个完整日历期首日'),
        date('period_ends', 'First day after it', '其后第一天'),
      ],
      select: limits(table('churn_days'), shop.asOf, parameters),
    }),
    ({ table }) => ({
      name: 'churn_model',
      about: {
        en: 'MBG/NBD fitted to the order days; where it has no maximum, Pareto/NBD, BG/NBD or NBD.',
        zh: '对有单日拟合的 MBG/NBD;若无极大值,则为 Pareto/NBD、BG/NBD 或 NBD。',
      },
      columns: [
        text('model', 'Model', '模型'),
        ...['r', 'alpha', 'a', 'b', 's', 'beta'].map((name) =>
          number(name, `Parameter ${name}`, `参数 ${name}`),
        ),
        number('log_likelihood', 'Log likelihood', '对数似然'),
        integer('converged', '1: the search ended at a maximum', '1 表示收敛'),
      ],
      select: sql`select x, tx, t, count(*) as n from ${table('churn_purchases')} group by x, tx, t order by x, tx, t`,
      kernel: { name: 'buyingFit', options: { unit: WEEK } },
    }),
    ({ parameters, table }) => ({
      name: 'churn_scores',
      about: {
        en: 'What is to be expected of members with the same x, tx and t.',
        zh: '相同 x、tx、t 的会员的预期。',
      },
      columns: [
        integer('x', 'Order days less one', '有单天数减一'),
        integer('tx', 'Days from the first to the last order', '首单到末单的天数'),
        integer('t', 'Days from the first order to the end', '首单到期末的天数'),
        share('p_alive', 'Probability of being a customer still', '仍活跃的概率'),
        number('expected', 'Purchases expected over the months', '各月预期购买'),
        number('discounted', 'The same; nothing is discounted here', '同上,此处不折现'),
      ],
      select: sql`select m.model, m.r, m.alpha, m.a, m.b, m.s, m.beta, g.x, g.tx, g.t
from (select distinct x, tx, t from ${table('churn_purchases')}) as g
cross join ${table('churn_model')} as m
where m.converged = 1
order by g.x, g.t, g.tx`,
      kernel: {
        name: 'clvScores',
        options: { unit: WEEK, months: parameters.months, month: MONTH, discount: 0 },
      },
    }),
    ({ shop, parameters, table }) => ({
      name: 'member_churn',
      about: {
        en: 'Every buyer under the five definitions, with the value at risk and the arm of the test.',
        zh: '每位买过的会员在五种定义下的判断、风险价值与试验分组。',
      },
      columns: [
        memberId,
        integer('order_days', 'Days with an order', '有单天数'),
        integer('days_since', 'Days from the last order to the as-of day', '末单到截止日的天数'),
        number('own_gap', 'Mean days between order days', '平均间隔天数'),
        number(
          'overdue',
          'Days since ÷ own mean gap, or the median of all',
          '距末单天数 ÷ 自身平均间隔(或总体中位数)',
        ),
        share(
          'p_alive',
          'Probability of being a customer still; empty where the model takes nobody to leave',
          '仍活跃的概率;模型假定无人流失时为空',
        ),
        money(
          'value_if_customer',
          'Money expected over the months, if still a customer',
          '若仍是顾客,各月预期金额',
        ),
        money('value_at_risk', 'The same × (1 − P(alive))', '同上 ×(1 − 仍活跃概率)'),
        money('spent', 'Money so far, by basis', '至今金额,按口径'),
        date('first_order', 'Day of the first order', '首单日期'),
        date('last_order', 'Day of the last order', '末单日期'),
        flag('by_fixed', 'Fixed days', '固定天数'),
        flag('by_quantile', 'Longer than most gaps', '超过多数间隔'),
        flag('by_own', 'Overdue by own gap', '超过自身间隔'),
        flag('by_alive', 'P(alive) low', '仍活跃概率低'),
        flag('by_calendar', 'Calendar period missed', '日历期缺席'),
        flag('churned', 'By the chosen definition', '按所选定义'),
        date('silent_from', 'Last order day before that silence', '该沉默之前的末个有单日'),
        text(
          'arm',
          'Of the churned: contact, or holdout (left alone)',
          '流失会员的分组:contact 联系,holdout 不打扰',
        ),
      ],
      select: judged(
        {
          purchases: table('churn_purchases'),
          scores: table('churn_scores'),
          model: table('churn_model'),
          limits: table('churn_limits'),
          days: table('churn_days'),
          numbers: shop.memberNumbers,
        },
        shop.asOf,
        parameters,
      ),
    }),
    ({ table }) => ({
      name: 'churn_definitions',
      about: { en: 'The five definitions side by side.', zh: '五种定义对照。' },
      columns: [
        text('definition', 'Definition', '定义'),
        integer('judged', 'Members judged', '作出判断的会员'),
        integer('churned', 'Churned', '流失'),
        share('share', 'Churned ÷ judged', '流失 ÷ 作出判断'),
        money('spent', 'Money of the churned so far', '流失会员的至今金额'),
        money('value_at_risk', 'Their value at risk', '其风险价值'),
        money(
          'value_if_customer',
          'Money expected of them over the months, if still customers',
          '若仍是顾客,其各月预期金额',
        ),
      ],
      select: byDefinition(table('member_churn')),
    }),
    ({ table }) => ({
      name: 'churn_agreement',
      about: { en: 'How far each two definitions agree.', zh: '每两种定义的一致程度。' },
      columns: [
        text('one', 'One definition', '一种定义'),
        text('other', 'The other', '另一种'),
        integer('judged', 'Members whom both judge', '两者都判断的会员'),
        integer('in_both', 'Churned by both', '两者都判流失'),
        integer('only_one', 'Churned by the one only', '仅前者判流失'),
        integer('only_other', 'Churned by the other only', '仅后者判流失'),
        integer('in_neither', 'Churned by neither', '两者都未判流失'),
        share('agree', 'Judged alike ÷ judged', '判断相同 ÷ 都判断'),
        number('kappa', 'Cohen’s kappa', 'Cohen κ'),
      ],
      select: agreement(table('member_churn')),
    }),
    ({ shop, table }) => ({
      name: 'churn_by_order',
      about: {
        en: 'Who had no other order in the wait, by order day.',
        zh: '等待期内没有再下单的人,按第几个有单日。',
      },
      columns: [
        integer(
          'order_day',
          'Which order day, 10 for the 10th and later',
          '第几个有单日,10 为第 10 个及以后',
        ),
        integer('members', 'Order days with the whole wait in the data', '等待期完整可见的有单日'),
        ...HAZARD,
      ],
      select: hazardByOrder(table('churn_days'), table('churn_limits'), shop.asOf),
    }),
    ({ shop, table }) => ({
      name: 'churn_by_silence',
      about: {
        en: 'Of silences that had lasted so many days, those that went on for another wait.',
        zh: '已沉默若干天者中,又沉默一个等待期的占比。',
      },
      columns: [
        integer('since', 'Days silent', '已沉默天数'),
        integer(
          'silences',
          'Such silences with the whole further wait in the data',
          '后续等待期完整可见的沉默',
        ),
        ...HAZARD,
      ],
      select: hazardBySince(table('churn_days'), table('churn_limits'), shop.asOf),
    }),
    ({ shop, table }) => ({
      name: 'churn_before',
      about: {
        en: 'What stood in the last orders before silence, against all other orders.',
        zh: '沉默前最后订单中的内容,与其他订单对比。',
      },
      columns: [
        text('dimension', 'Product, category, channel or discount', '商品、类目、渠道或折扣'),
        text('value', 'Value', '取值'),
        integer('here', 'Last orders with it', '含有它的最后订单'),
        share('share_here', 'Share of the last orders', '占最后订单'),
        integer('other', 'Other orders with it', '含有它的其他订单'),
        share('share_other', 'Share of the other orders', '占其他订单'),
        number('index', 'One share ÷ the other', '两占比之比'),
        text('test', 'z or fisher', 'z 或 fisher'),
        number('p', 'p, two-sided', '双侧 p'),
        number(
          'p_adjusted',
          'p after Benjamini–Hochberg over all rows',
          '对所有行作 Benjamini–Hochberg 校正后的 p',
        ),
      ],
      select: beforeSilence(shop, table('member_churn')),
      kernel: { name: 'overRepresentation', options: {} },
    }),
  ],
})

function describe({ definition, months, holdout, seed }: ChurnParameters, { asOf, from, basis }: Lens) {
  const chosen = DEFINITIONS.find(({ id }) => id === definition)
  const [since, sinceZh] = from ? [` from ${from}`, `${from} 起、`] : ['', '']
  return {
    en: `${chosen?.label.en ?? definition}, as of ${asOf}; ${basis} orders${since} before that day, orders of one day as one. Value of ${months} months, not discounted. Hold-out ${holdout} % by MD5 of seed ${seed} and member.`,
    zh: `${chosen?.label.zh ?? definition},截至 ${asOf};${sinceZh}该日之前的订单(${basis === 'net' ? '净额' : '毛额'}),同日订单合一。价值为 ${months} 个月,不折现。按种子 ${seed} 与会员号的 MD5 留出 ${holdout} %。`,
  }
}
