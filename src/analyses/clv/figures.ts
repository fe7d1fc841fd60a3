import type { Figure } from '../analysis'

const basis = {
  en: 'Orders of members under the lens; orders of one day are one purchase.',
  zh: '当前范围内会员的订单;同一天的订单算一次购买。',
}
const noMember = { en: 'Orders without a member.', zh: '没有会员号的订单。' }

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'clv',
    label: { en: 'Lifetime value', zh: '生命周期价值' },
    unit: 'money',
    formula: {
      en: 'Σ over months (E[Y(k)] − E[Y(k − 1)]) ÷ (1 + d)^k × E[M] × margin, from the last day on.',
      zh: '自期末起逐月求和:(E[Y(k)] − E[Y(k − 1)]) ÷ (1 + d)^k × E[M] × 毛利率。',
    },
    basis,
    exclusions: noMember,
    version: 1,
    from: ['clv_summary', 'clv'],
  },
  {
    name: 'expected',
    label: { en: 'Expected purchases', zh: '预期购买' },
    unit: 'number',
    formula: {
      en: 'E[Y(t) | x, tx, T] of the chosen model, summed over members.',
      zh: '所选模型的 E[Y(t) | x, tx, T],逐会员求和。',
    },
    basis,
    exclusions: noMember,
    version: 1,
    from: ['clv_summary', 'expected'],
  },
  {
    name: 'p_alive',
    label: { en: 'P(alive)', zh: '仍活跃概率' },
    unit: 'share',
    formula: {
      en: 'Probability, given x, tx and T, that the member has not left yet; the mean over members.',
      zh: '已知 x、tx、T 时会员尚未流失的概率;对会员取平均。',
    },
    basis,
    exclusions: noMember,
    version: 1,
    from: ['clv_summary', 'p_alive'],
  },
]
