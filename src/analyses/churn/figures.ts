import type { Figure } from '../analysis'

const basis = {
  en: 'Buyers under the lens, as of its day; orders of one day are one.',
  zh: '当前范围内、截至该日的购买会员;同一天的订单合一。',
}
const exclusions = {
  en: 'Orders without a member; members whom the definition does not judge.',
  zh: '没有会员号的订单;该定义不作判断的会员。',
}

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'share',
    label: { en: 'Churn rate', zh: '流失率' },
    unit: 'share',
    formula: {
      en: 'Members churned under a definition ÷ members whom it judges.',
      zh: '按某定义流失的会员 ÷ 该定义作出判断的会员。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['churn_definitions', 'share'],
  },
  {
    name: 'value_at_risk',
    label: { en: 'Value at risk', zh: '风险价值' },
    unit: 'money',
    formula: {
      en: 'Σ over the churned: (1 − P(alive)) × purchases expected over the months of one who is still a customer (MBG/NBD, or the model that the page names) × mean money of her order days.',
      zh: '对流失会员求和:(1 − 仍活跃概率)× 若仍是顾客的各月预期购买(MBG/NBD,或页面注明的模型)× 其有单日平均金额。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['churn_definitions', 'value_at_risk'],
  },
  {
    name: 'kappa',
    label: { en: 'Agreement beyond chance', zh: '超出偶然的一致' },
    unit: 'number',
    formula: {
      en: 'Cohen’s κ: (agreement − agreement by chance) ÷ (1 − agreement by chance), over members both judge.',
      zh: 'Cohen κ:(一致率 − 偶然一致率)÷(1 − 偶然一致率),对两者都判断的会员。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['churn_agreement', 'kappa'],
  },
]
