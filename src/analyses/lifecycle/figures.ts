import type { Figure } from '../analysis'

const basis = {
  en: 'Orders of members under the lens; orders of one day are one. States by the thresholds in lifecycle_thresholds.',
  zh: '当前范围内会员的订单;同一天的订单合一。状态按 lifecycle_thresholds 中的阈值。',
}
const exclusions = {
  en: 'Orders without a member; members who joined on the as-of day or later.',
  zh: '没有会员号的订单;截止日及之后才入会的会员。',
}

const flow = (name: string, label: Figure['label'], formula: Figure['formula']): Figure => ({
  name,
  label,
  unit: 'integer',
  formula,
  basis: {
    en: 'Calendar weeks (from Monday), months or quarters; the last one may be incomplete.',
    zh: '日历周(周一起)、月或季;最后一个可能不完整。',
  },
  exclusions: { en: 'Orders without a member.', zh: '没有会员号的订单。' },
  version: 1,
  from: ['lifecycle_flows', name],
})

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'members',
    label: { en: 'Members by state', zh: '各状态会员数' },
    unit: 'integer',
    formula: {
      en: 'Members in a state; the states exclude each other, and each known member is in one.',
      zh: '处于某状态的会员数;各状态互斥,每位已知会员恰在其一。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['lifecycle_states', 'members'],
  },
  flow(
    'new_members',
    { en: 'New in the period', zh: '时段新客' },
    { en: 'Members whose first order falls in the period.', zh: '首单落在该时段的会员。' },
  ),
  flow(
    'returning_members',
    { en: 'Returning', zh: '持续购买' },
    {
      en: 'Members with an order in the period and in the one before.',
      zh: '该时段与上一时段都有单的会员。',
    },
  ),
  flow(
    'resurrected',
    { en: 'Resurrected', zh: '回流' },
    {
      en: 'Members with an order in the period, none in the one before, and one earlier.',
      zh: '该时段有单、上一时段无单、更早有单的会员。',
    },
  ),
  flow(
    'dormant',
    { en: 'Fell silent', zh: '转入沉默' },
    {
      en: 'Members with an order in the period before and none in this.',
      zh: '上一时段有单、该时段无单的会员。',
    },
  ),
]
