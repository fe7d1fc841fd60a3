import type { Figure } from '../analysis'

export const figures: readonly Figure[] = [
  {
    name: 'usual_gap',
    label: { en: 'Usual gap', zh: '惯常间隔' },
    unit: 'number',
    formula: {
      en: '(Days from her first to her last purchase of the product + 2 × the product’s median gap) ÷ (purchases − 1 + 2).',
      zh: '(她首次至末次购买该商品的天数 + 2 × 商品间隔中位数)÷(购买次数 − 1 + 2)。',
    },
    basis: {
      en: 'Days with a purchase before the as-of date, one a day.',
      zh: '截至日前有购买的日子,每日计一次。',
    },
    exclusions: {
      en: 'Products with fewer than 5 gaps of all members have none.',
      zh: '全体会员间隔不足 5 个的商品不计。',
    },
    version: 1,
    from: ['slot_due', 'usual_gap'],
  },
]
