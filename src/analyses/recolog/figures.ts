import type { Figure } from '../analysis'

const basis = {
  en: 'Lines of the recommendation log under the lens; a blank click is none.',
  zh: '当前范围内的推荐日志各行;点击为空视为未点击。',
}
const propensities = {
  en: 'Lines without a propensity above 0 and at most 1, and without a product.',
  zh: '没有 0 到 1 之间概率的行,以及没有商品的行。',
}

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'rate',
    label: { en: 'CTR or CVR', zh: 'CTR 或 CVR' },
    unit: 'share',
    formula: {
      en: 'CTR: clicked ÷ shown. CVR: bought ÷ shown, or bought after a click ÷ clicked, as chosen and printed.',
      zh: 'CTR:点击 ÷ 曝光。CVR:购买 ÷ 曝光,或点击后购买 ÷ 点击,按所选并写明分母。',
    },
    basis,
    exclusions: {
      en: 'For CVR by orders: lines without member or product, or shown so late that the window has not ended.',
      zh: '按订单计 CVR 时:无会员或商品的行,以及窗口未满的行。',
    },
    version: 1,
    from: ['recolog_rates', 'rate'],
  },
  {
    name: 'policy_value',
    label: { en: 'Value of another policy', zh: '另一策略的价值' },
    unit: 'share',
    formula: {
      en: 'IPS mean(w·r), w = πₑ ÷ π_b; clipped IPS; SNIPS Σwr ÷ Σw; direct Σₐ πₑ(a)·q(position, a); DR = direct + mean(w·(r − q)). 95 % bootstrap by member.',
      zh: 'IPS mean(w·r),w = πₑ ÷ π_b;截断 IPS;SNIPS Σwr ÷ Σw;直接法 Σₐ πₑ(a)·q(位置, a);DR = 直接法 + mean(w·(r − q))。按会员自助法取 95 % 区间。',
    },
    basis,
    exclusions: propensities,
    version: 1,
    from: ['recolog_policy_value', 'value'],
  },
]
