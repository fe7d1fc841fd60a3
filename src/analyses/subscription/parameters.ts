import type { Analysis } from '../analysis'

/** A type, not an interface: parameters are indexed by name. */
export type SubscriptionParameters = {
  /** What a product, its id or its category must hold to count; '' for every order. */
  products: string
  /** Days, 'month' for 365.25 ÷ 12, or 'auto' for what the gaps say. */
  period: string
  /** Percent of a period that a payment may be early or late. */
  grace: number
  who: string
  /** Yearly, in percent. */
  discount: number
  /** Percent of money that stays. */
  margin: number
}

export const parameters: Analysis<SubscriptionParameters>['parameters'] = {
  products: {
    kind: 'text',
    label: { en: 'Product or category holds', zh: '商品或类目包含' },
    about: {
      en: 'Only orders with such a product count; empty for every order. Needs order lines.',
      zh: '只算含有这种商品的订单;留空则全部订单都算。需要订单明细。',
    },
    initial: '',
    valid: (text) => text.length <= 100,
    fault: { en: 'At most 100 characters.', zh: '不超过 100 个字。' },
  },
  period: {
    kind: 'choice',
    label: { en: 'Period', zh: '订阅周期' },
    initial: 'auto',
    options: [
      {
        value: 'auto',
        label: { en: 'From the gaps', zh: '按间隔推断' },
        about: {
          en: 'The mean of the gaps within a quarter of their median.',
          zh: '取与中位数相差四分之一以内的间隔的平均值。',
        },
      },
      { value: '7', label: { en: 'Week', zh: '周' } },
      { value: '14', label: { en: 'Two weeks', zh: '两周' } },
      { value: '30', label: { en: '30 days', zh: '30 天' } },
      { value: 'month', label: { en: 'Month', zh: '月' } },
      { value: '91.3125', label: { en: 'Quarter', zh: '季' } },
      { value: '365.25', label: { en: 'Year', zh: '年' } },
    ],
  },
  grace: {
    kind: 'number',
    label: { en: 'Early or late by, % of it', zh: '允许提前或推迟,周期的 %' },
    min: 5,
    max: 50,
    initial: 25,
  },
  who: {
    kind: 'choice',
    label: { en: 'Subscribers are', zh: '订阅者指' },
    initial: 'regular',
    options: [
      {
        value: 'regular',
        label: { en: 'Who renewed once in time', zh: '按期续过一次的人' },
        about: {
          en: 'Counted from the first payment that came one period after another: who bought once is no subscriber.',
          zh: '从第一次按周期续费的那笔算起:只买过一次的不算订阅者。',
        },
      },
      {
        value: 'all',
        label: { en: 'Everyone who bought', zh: '所有买过的人' },
        about: {
          en: 'Counted from the first payment: right where whatever is sold is the subscription.',
          zh: '从第一笔算起:适合所售即为订阅的情形。',
        },
      },
    ],
  },
  discount: {
    kind: 'number',
    label: { en: 'Discount a year, %', zh: '年折现率,%' },
    min: 1,
    max: 100,
    initial: 10,
  },
  margin: { kind: 'number', label: { en: 'Margin, %', zh: '毛利率,%' }, min: 1, max: 100, initial: 100 },
}
