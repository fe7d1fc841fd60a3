import type { Figure } from '../analysis'
import { words } from './words'

const basis = {
  en: 'Orders of members under the lens; a purchase is an order, or a day with orders.',
  zh: '当前范围内会员的订单;一次购买为一单,或有单的一天。',
}
const noMember = { en: 'Orders without a member.', zh: '没有会员号的订单。' }

/** For the metric dictionary: the rates are told apart by `definition`. */
export const figures: readonly Figure[] = [
  {
    name: 'twice',
    label: words.twice,
    unit: 'share',
    formula: words.twiceFormula,
    basis,
    exclusions: noMember,
    version: 1,
    from: ['repurchase_rates', 'rate'],
  },
  {
    name: 'within',
    label: words.within,
    unit: 'share',
    formula: words.withinFormula,
    basis,
    exclusions: {
      en: 'Orders without a member; members whose first purchase is less than N days ago.',
      zh: '没有会员号的订单;首次购买不满 N 天的会员。',
    },
    version: 1,
    from: ['repurchase_rates', 'rate'],
  },
  {
    name: 'purchases',
    label: words.ofPurchases,
    unit: 'share',
    formula: words.ofPurchasesFormula,
    basis,
    exclusions: noMember,
    version: 1,
    from: ['repurchase_rates', 'rate'],
  },
  {
    name: 'median',
    label: words.median,
    unit: 'integer',
    formula: words.medianFormula,
    basis,
    exclusions: noMember,
    version: 1,
    from: ['repurchase_test', 'median'],
  },
]
