import type { Figure } from '../analysis'

const basis = { en: 'Baskets under the lens, by its basis.', zh: '当前范围内的购物篮,按口径。' }
const exclusions = {
  en: 'Lines without an item, and without an order number (or member and day).',
  zh: '无项名、无订单号(或无会员与日期)的明细。',
}
const figure = (
  name: string,
  en: string,
  zh: string,
  formula: Figure['formula'],
  unit: Figure['unit'] = 'number',
): Figure => ({
  name,
  label: { en, zh },
  unit,
  formula,
  basis,
  exclusions,
  version: 1,
  from: ['basket_rules', name],
})

/** For the metric dictionary; s is a share of baskets, A the left side of a rule, C the right. */
export const figures: readonly Figure[] = [
  figure(
    'support',
    'Support',
    '支持度',
    { en: 's = baskets with A and C ÷ all baskets.', zh: 's = 同含 A 与 C 的购物篮 ÷ 全部购物篮。' },
    'share',
  ),
  figure(
    'confidence',
    'Confidence',
    '置信度',
    { en: 's ÷ s(A): of the baskets with A, those with C.', zh: 's ÷ s(A):含 A 的购物篮中含 C 者。' },
    'share',
  ),
  figure('lift', 'Lift', '提升度', {
    en: 'Confidence ÷ s(C); 1 where A and C are independent.',
    zh: '置信度 ÷ s(C),独立时为 1。',
  }),
  figure('leverage', 'Leverage', '杠杆率', { en: 's − s(A)·s(C).', zh: 's − s(A)·s(C)。' }),
  figure('conviction', 'Conviction', '确信度', {
    en: '(1 − s(C)) ÷ (1 − confidence); infinite at confidence 1.',
    zh: '(1 − s(C)) ÷ (1 − 置信度),置信度为 1 时无穷。',
  }),
  figure('zhang', 'Zhang', 'Zhang', {
    en: 'Leverage ÷ max(s·(1 − s(A)), s(A)·(s(C) − s)); −1 to 1.',
    zh: '杠杆率 ÷ max(s·(1 − s(A)), s(A)·(s(C) − s)),取值 −1 至 1。',
  }),
  figure('jaccard', 'Jaccard', 'Jaccard', { en: 's ÷ (s(A) + s(C) − s).', zh: 's ÷ (s(A) + s(C) − s)。' }),
  figure('certainty', 'Certainty', '确定性', {
    en: '(Confidence − s(C)) ÷ (1 − s(C)).',
    zh: '(置信度 − s(C)) ÷ (1 − s(C))。',
  }),
  figure('kulczynski', 'Kulczynski', 'Kulczynski', {
    en: 'Mean of s ÷ s(A) and s ÷ s(C).',
    zh: 's ÷ s(A) 与 s ÷ s(C) 的均值。',
  }),
  figure('p_adjusted', 'Corrected p', '校正 p', {
    en: 'Fisher’s exact test, one-sided, corrected by Benjamini–Hochberg over the rules given.',
    zh: 'Fisher 精确检验(单侧),在所列规则中按 Benjamini–Hochberg 校正。',
  }),
  {
    ...figure('equal_yule', 'Yule’s Q at equal basket size', '同篮大小 Yule Q', {
      en: '(OR − 1) ÷ (OR + 1) of the common odds ratio OR of Mantel and Haenszel over baskets with equally many other items.',
      zh: '(OR − 1) ÷ (OR + 1),OR 为按其他项数分层的 Mantel–Haenszel 共同比值比。',
    }),
    from: ['basket_relations', 'equal_yule'],
  },
]
