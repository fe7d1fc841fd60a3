import type { Figure } from '../analysis'

const basis = {
  en: 'Payments of subscribers under the lens; payments of one day are one.',
  zh: '当前范围内订阅者的付款;同一天的付款算一次。',
}
const exclusions = {
  en: 'Orders without a member, and of other products where some are named.',
  zh: '没有会员号的订单;指定商品时,其他商品。',
}

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'active',
    label: { en: 'Active subscribers', zh: '在订会员' },
    unit: 'integer',
    formula: {
      en: 'Subscribers who made every renewal that was due by the end, with its grace.',
      zh: '到期(含宽限)的续费都已续的订阅者。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['subscription_summary', 'active'],
  },
  {
    name: 'residual_value',
    label: { en: 'Residual value', zh: '剩余价值' },
    unit: 'money',
    formula: {
      en: 'Σ over active members: (β + k) ÷ (α + β + k) × ₂F₁(1, β + k + 1; α + β + k + 1; 1 ÷ (1 + d)) × mean payment × margin, k renewals behind them.',
      zh: '对在订会员求和:(β + k) ÷ (α + β + k) × ₂F₁(1, β + k + 1; α + β + k + 1; 1 ÷ (1 + d)) × 平均付款 × 毛利率,k 为已续次数。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['subscription_summary', 'value'],
  },
]
