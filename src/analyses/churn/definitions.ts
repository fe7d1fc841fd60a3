import type { Bilingual } from '../../text/bilingual'

export type DefinitionId = 'fixed' | 'quantile' | 'own' | 'alive' | 'calendar'

export interface ChurnDefinition {
  id: DefinitionId
  label: Bilingual
  about: Bilingual
}

/** Five ways to say that a member without a contract has gone. Each judges the same members. */
export const DEFINITIONS: readonly ChurnDefinition[] = [
  {
    id: 'fixed',
    label: { en: 'Fixed days silent', zh: '固定沉默天数' },
    about: {
      en: 'No order for more than a number of days, the same for all.',
      zh: '超过固定天数没有订单,对所有人相同。',
    },
  },
  {
    id: 'quantile',
    label: { en: 'Longer than most gaps', zh: '超过多数间隔' },
    about: {
      en: 'Silent for longer than most gaps between order days in these data.',
      zh: '沉默时间超过数据中多数有单日间隔。',
    },
  },
  {
    id: 'own',
    label: { en: 'Overdue by own gap', zh: '超过自身间隔' },
    about: {
      en: 'Silent for several times the member’s own mean gap; who bought once is held to the median gap of all.',
      zh: '沉默时间为会员自身平均间隔的若干倍;只买过一次的按总体间隔中位数。',
    },
  },
  {
    id: 'alive',
    label: { en: 'P(alive) low', zh: '仍活跃概率低' },
    about: {
      en: 'Probability of still being a customer, by the MBG/NBD model fitted to these orders, or by another that the page names where it has no maximum.',
      zh: '由对这些订单拟合的 MBG/NBD 模型给出的仍是顾客的概率;若其似然无极大值,则用页面注明的另一模型。',
    },
  },
  {
    id: 'calendar',
    label: { en: 'Calendar period missed', zh: '日历期缺席' },
    about: {
      en: 'Bought in the last but one complete calendar period and not in the last. Others are not judged.',
      zh: '在倒数第二个完整日历期买过,最后一个完整期没有。其余会员不判断。',
    },
  },
]

/** What was compared between last orders before silence and other orders. */
export const DIMENSIONS: readonly { id: string; label: Bilingual }[] = [
  { id: 'product', label: { en: 'Product', zh: '商品' } },
  { id: 'category', label: { en: 'Category', zh: '类目' } },
  { id: 'channel', label: { en: 'Channel', zh: '渠道' } },
  { id: 'discount', label: { en: 'Discount', zh: '折扣' } },
]

/** How far an order stays below the listed prices of its products. */
export const DISCOUNTS: Readonly<Record<string, Bilingual>> = {
  none: { en: 'below 2 %', zh: '不足 2 %' },
  low: { en: '2 % to 10 %', zh: '2 % 至 10 %' },
  middle: { en: '10 % to 30 %', zh: '10 % 至 30 %' },
  high: { en: '30 % and more', zh: '30 % 及以上' },
}
