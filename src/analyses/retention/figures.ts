import type { Figure } from '../analysis'
import { words } from './words'

const basis = {
  en: 'Orders of members under the lens, by cohort of the first order.',
  zh: '当前范围内会员的订单,按首单同期群。',
}
const exclusions = {
  en: 'Orders without a member; cohorts in which the period is not over yet.',
  zh: '没有会员号的订单;该期尚未结束的同期群。',
}

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'share',
    label: words.retention,
    unit: 'share',
    formula: {
      en: 'Σ members of the cohorts who bought in the k-th period after the first order ÷ Σ members of those cohorts.',
      zh: 'Σ 各同期群在首单后第 k 期购买的会员 ÷ Σ 这些同期群的会员。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['retention_means', 'share'],
  },
  {
    name: 'cumulative',
    label: words.cumulative,
    unit: 'money',
    formula: {
      en: 'Σ money of the cohorts from the first order to the end of the k-th period ÷ Σ members of those cohorts.',
      zh: 'Σ 各同期群自首单至第 k 期末的金额 ÷ Σ 这些同期群的会员。',
    },
    basis,
    exclusions,
    version: 1,
    from: ['retention_means', 'cumulative'],
  },
]
