import type { Figure } from '../analysis'
import { words } from './words'

const BASIS = {
  en: 'Orders before the as-of date, amounts gross or net as chosen.',
  zh: '截止日之前的订单,金额按所选毛额或净额。',
}

const figure = (
  name: string,
  unit: Figure['unit'],
  label: Figure['label'],
  formula: Figure['formula'],
  exclusions: Figure['exclusions'],
): Figure => ({
  name,
  unit,
  label,
  formula,
  basis: BASIS,
  exclusions,
  version: 1,
  from: ['revenue_summary', name],
})

const NO_MEMBER = { en: 'Orders without a member.', zh: '没有会员号的订单。' }
const ASIDE = { en: 'Rows that a cleaning rule sets aside.', zh: '被清洗规则搁置的行。' }

/** The figures of the revenue page. */
export const figures: readonly Figure[] = [
  figure('amount', 'money', words.amount, words.amountAbout, ASIDE),
  figure('per_order', 'money', words.perOrder, words.perOrderAbout, ASIDE),
  figure('order_median', 'money', words.orderMedian, words.orderMedianAbout, ASIDE),
  figure('per_member', 'money', words.perMember, words.perMemberAbout, NO_MEMBER),
  figure('member_median', 'money', words.memberMedian, words.memberMedianAbout, NO_MEMBER),
  figure('predicted', 'money', words.predicted, words.predictedAbout, NO_MEMBER),
]
