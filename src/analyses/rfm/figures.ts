import type { Figure } from '../analysis'
import { words } from './words'

const BASIS = {
  en: 'Orders before the as-of date within the window, amounts gross or net as chosen.',
  zh: '截止日之前、时间窗之内的订单,金额按所选毛额或净额。',
}
const EXCLUSIONS = {
  en: 'Orders without a member, and members without an order in the window.',
  zh: '没有会员号的订单,时间窗内没有订单的会员。',
}

const figure = (
  name: string,
  unit: Figure['unit'],
  label: Figure['label'],
  formula: Figure['formula'],
  from: Figure['from'],
): Figure => ({ name, unit, label, formula, basis: BASIS, exclusions: EXCLUSIONS, version: 1, from })

/** The figures of the RFM page. */
export const figures: readonly Figure[] = [
  figure('members', 'integer', words.members, words.membersAbout, ['rfm_summary', 'members']),
  figure(
    'recency',
    'integer',
    { en: 'Recency', zh: '近度' },
    {
      en: 'Days from the day of the last order to the as-of date.',
      zh: '末单日期到截止日的天数。',
    },
    ['rfm_totals', 'recency_days'],
  ),
  figure(
    'frequency',
    'integer',
    { en: 'Frequency', zh: '频次' },
    {
      en: 'Number of orders, or of different days with one, as chosen.',
      zh: '订单数,或有单的不同天数(按所选)。',
    },
    ['rfm_totals', 'frequency'],
  ),
  figure(
    'monetary',
    'money',
    { en: 'Monetary', zh: '金额' },
    {
      en: 'Σ amount of the member’s orders by basis.',
      zh: '按口径,会员订单金额合计。',
    },
    ['rfm_totals', 'monetary'],
  ),
  figure(
    'score',
    'integer',
    { en: 'R, F, M scores', zh: 'R、F、M 分' },
    {
      en: 'Members in the order of the value, cut into the chosen number of bins; the best value has the highest score. Equal values by the chosen policy.',
      zh: '会员按取值排序,分成所选档数;越好分越高。同值按所选方式处理。',
    },
    ['member_rfm', 'r'],
  ),
  figure('money', 'money', words.money, words.moneyAbout, ['rfm_summary', 'monetary']),
  figure('once', 'share', words.once, words.onceAbout, ['rfm_summary', 'once']),
  figure(
    'gini',
    'number',
    words.gini,
    {
      en: 'Twice the area between the Lorenz curve of members’ money and the diagonal; members below zero count as 0.',
      zh: '会员金额洛伦兹曲线与对角线之间面积的两倍;负数按 0 计。',
    },
    ['rfm_summary', 'gini'],
  ),
  ...(['01', '05', '10', '20'] as const).map((top) =>
    figure(
      `top_${top}`,
      'share',
      words.top(Number(top)),
      {
        en: `Money of the ${Number(top)} % of members with the most ÷ all money.`,
        zh: `金额最多的 ${Number(top)} % 会员的金额 ÷ 总金额。`,
      },
      ['rfm_summary', `top_${top}`],
    ),
  ),
]
