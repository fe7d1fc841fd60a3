import type { Figure } from '../analysis'

const basis = { en: 'All members under the lens, as of its day.', zh: '当前范围内截至该日的全部会员。' }

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'index',
    label: { en: 'Index against base', zh: '对基准的指数' },
    unit: 'number',
    formula: {
      en: '100 × the column’s share within the row ÷ its share among all members (or of all revenue): 100 is as the base.',
      zh: '100 × 该列在本行中的占比 ÷ 在全体会员(或全部金额)中的占比,100 为与基准相同。',
    },
    basis,
    exclusions: { en: 'Nobody: unknown is a level.', zh: '无:未知为一个取值。' },
    version: 1,
    from: ['attribute_cells', 'index'],
  },
  {
    name: 'v',
    label: { en: 'Cramér’s V of the cross-table', zh: '交叉表的 Cramér V' },
    unit: 'number',
    formula: {
      en: '√(φ² ÷ min(rows − 1, columns − 1)) with Bergsma’s bias correction: 0 none, 1 complete.',
      zh: '√(φ² ÷ min(行 − 1, 列 − 1)),经 Bergsma 偏差校正:0 无关,1 完全。',
    },
    basis,
    exclusions: { en: 'Nobody: unknown is a level.', zh: '无:未知为一个取值。' },
    version: 1,
    from: ['attribute_test', 'value'],
  },
  {
    name: 'growth',
    label: { en: 'Growth of a part of the market', zh: '细分市场增长' },
    unit: 'share',
    formula: {
      en: 'Revenue of the last 180 days ÷ revenue of the 180 days before − 1.',
      zh: '近 180 天金额 ÷ 此前 180 天金额 − 1。',
    },
    basis,
    exclusions: {
      en: 'Not said where the orders do not reach back 360 days, or nothing was bought in the earlier half.',
      zh: '订单不足 360 天或前半段无购买时不给出。',
    },
    version: 1,
    from: ['attribute_market', 'growth'],
  },
]
