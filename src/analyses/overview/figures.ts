import type { Figure } from '../analysis'
import { words } from './words'

const VIEW = {
  en: 'Orders before the as-of date, gross or net as chosen; rows as cleaned.',
  zh: '截止日之前的订单,按所选毛额或净额;以清洗后的数据计。',
}
const NO_MEMBER = {
  en: 'Orders without a member; rows that a cleaning rule sets aside.',
  zh: '没有会员号的订单;被清洗规则搁置的行。',
}
const SET_ASIDE = {
  en: 'Rows that a cleaning rule sets aside; under net, orders that came back whole.',
  zh: '被清洗规则搁置的行;净额口径下,全额退回的订单。',
}

const figure = (
  name: string,
  unit: Figure['unit'],
  label: Figure['label'],
  formula: Figure['formula'],
  exclusions: Figure['exclusions'] = SET_ASIDE,
): Figure => ({
  name,
  unit,
  label,
  formula,
  basis: VIEW,
  exclusions,
  version: 1,
  from: ['overview_summary', name],
})

/** The headline figures of the overview. */
export const figures: readonly Figure[] = [
  figure('members', 'integer', words.members, words.membersAbout, NO_MEMBER),
  figure('orders', 'integer', words.orders, words.ordersAbout),
  figure('gross', 'money', words.gross, {
    en: 'Σ amount of the orders, before returns.',
    zh: 'Σ 订单金额,未扣退货。',
  }),
  figure(
    'returned',
    'money',
    { en: 'Returned', zh: '退回金额' },
    {
      en: 'Σ money that went back: matched returns, refund columns, statuses that say so; per order never more than its amount.',
      zh: 'Σ 退回的金额:已对应的退货、退款列、退款状态;每单不超过订单金额。',
    },
  ),
  figure('net', 'money', words.net, { en: 'Gross − returned.', zh: '毛额 − 退回金额。' }),
  figure('average_order', 'money', words.averageOrder, {
    en: 'Revenue by basis ÷ orders.',
    zh: '按口径的收入 ÷ 订单数。',
  }),
  figure(
    'orders_per_member',
    'number',
    words.ordersPerMember,
    {
      en: 'Orders that have a member ÷ members.',
      zh: '有会员号的订单数 ÷ 会员数。',
    },
    NO_MEMBER,
  ),
  figure(
    'amount_per_member',
    'money',
    { en: 'Revenue per member', zh: '客单价' },
    {
      en: 'Revenue by basis of orders that have a member ÷ members.',
      zh: '有会员号的订单按口径的收入 ÷ 会员数。',
    },
    NO_MEMBER,
  ),
  figure(
    'median_per_member',
    'money',
    { en: 'Median revenue of a member', zh: '会员金额中位数' },
    {
      en: 'Median over members of the sum of their order amounts by basis.',
      zh: '按口径,会员订单金额合计的中位数。',
    },
    NO_MEMBER,
  ),
  figure(
    'repeat_rate',
    'share',
    words.repeatRate,
    {
      en: 'Members with two or more orders ÷ members with an order.',
      zh: '有两单及以上的会员 ÷ 有单会员。',
    },
    NO_MEMBER,
  ),
  figure(
    'repeat_rate_days',
    'share',
    { en: 'Repeat rate by days', zh: '按天复购率' },
    {
      en: 'Members with orders on two or more different days ÷ members with an order.',
      zh: '在两个及以上不同日期有单的会员 ÷ 有单会员。',
    },
    NO_MEMBER,
  ),
]
