import type { Figure } from '../analysis'

const basis = { en: 'Order lines under the lens, by its basis.', zh: '当前范围内的订单明细,按口径。' }
const exclusions = {
  en: 'Lines whose category, brand or product is not known; lines without a member where members are counted.',
  zh: '品类、品牌或商品未知的明细;计会员时不含无会员号的明细。',
}

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'penetration',
    label: { en: 'Penetration', zh: '渗透率' },
    unit: 'share',
    formula: {
      en: 'Members who bought of the category ÷ members with any line.',
      zh: '购买该品类的会员 ÷ 有明细的会员。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['preference_mix', 'penetration'],
  },
  {
    name: 'abc',
    label: { en: 'ABC and XYZ classes', zh: 'ABC 与 XYZ 分类' },
    unit: 'text',
    formula: {
      en: 'A: the kinds that begin below 80 % of the cumulative revenue, B below 95 %, C the rest. X: coefficient of variation of the revenue by month at most 0.5, Y 1, Z above; from three months on.',
      zh: 'A:累计金额 80% 之前的品类,B:95% 之前,C:其余。X:月金额变异系数不超过 0.5,Y 不超过 1,Z 更高;至少三个月。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['preference_mix', 'abc'],
  },
  {
    name: 'affinity',
    label: { en: 'Affinity', zh: '偏好指数' },
    unit: 'number',
    formula: {
      en: 'Share of a category in a group’s revenue ÷ its share of all revenue, drawn towards the mean of all cells by gamma–Poisson (Marshall 1991) the more, the fewer orders it rests on.',
      zh: '品类占本组金额 ÷ 占全部金额,按 Gamma–Poisson(Marshall 1991)向全部单元均值收缩,依据的订单越少收缩越多。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['preference_affinity', 'shrunk'],
  },
]
