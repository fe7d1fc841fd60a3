import type { Figure } from '../analysis'

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'buyers_expected',
    label: { en: 'Buyers expected', zh: '预期购买人数' },
    unit: 'number',
    formula: {
      en: 'Σ over members of the probability to have an order within the window.',
      zh: '逐会员求和:窗口内下单的概率。',
    },
    basis: {
      en: 'Members with an order before the as-of date; orders of one day are one purchase.',
      zh: '截止日之前有订单的会员;同一天的订单算一次购买。',
    },
    exclusions: {
      en: 'Orders without a member; members yet to come.',
      zh: '没有会员号的订单;尚未出现的会员。',
    },
    version: 1,
    from: ['prediction_summary', 'expected'],
  },
  {
    name: 'auc',
    label: { en: 'Area under the ROC curve', zh: 'ROC 曲线下面积' },
    unit: 'share',
    formula: {
      en: 'Chance that a member who bought has the higher probability than one who did not; equal ones count half.',
      zh: '购买者的概率高于未购买者的机会;相等算一半。',
    },
    basis: {
      en: 'Members known one window before the as-of date, by a fit on the window before that.',
      zh: '截止日前一个窗口时已知的会员,由再前一个窗口拟合。',
    },
    exclusions: { en: 'Orders without a member.', zh: '没有会员号的订单。' },
    version: 1,
    from: ['prediction_quality', 'auc'],
  },
]
