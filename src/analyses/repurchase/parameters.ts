import type { Bilingual } from '../../text/bilingual'
import type { Analysis } from '../analysis'
import { SPLITS } from '../splits.sql'

/** A type, not an interface: parameters are indexed by name. */
export type RepurchaseParameters = {
  counts: string
  /** Days before the as-of date, or 'all'. */
  window: string
  /** Days in which a next purchase counts as soon. */
  days: number
  returning: string
  split: string
}

/** By what groups are compared: as elsewhere, and by the first order itself, which every shop has. */
export const OWN_SPLITS: readonly { value: string; label: Bilingual }[] = [
  ...SPLITS,
  { value: 'value', label: { en: 'Amount of the first order', zh: '首单金额' } },
  { value: 'year', label: { en: 'Year of the first order', zh: '首单年份' } },
]

/** Those that every shop with orders has. */
export const ALWAYS: readonly string[] = ['year', 'value']

export const SPLIT_LABEL: Bilingual = { en: 'Compare by', zh: '分组比较' }

export const parameters: Analysis<RepurchaseParameters>['parameters'] = {
  counts: {
    kind: 'choice',
    label: { en: 'A purchase is', zh: '一次购买是' },
    initial: 'orders',
    options: [
      { value: 'orders', label: { en: 'An order', zh: '一单' } },
      {
        value: 'days',
        label: { en: 'A day with orders', zh: '有单的一天' },
        about: { en: 'Orders of one day are one purchase.', zh: '同一天的订单算一次购买。' },
      },
    ],
  },
  window: {
    kind: 'choice',
    label: { en: 'Window', zh: '时间窗' },
    initial: 'all',
    options: [
      { value: 'all', label: { en: 'All time', zh: '全部' } },
      { value: '365', label: { en: 'Last 365 days', zh: '近 365 天' } },
      { value: '180', label: { en: 'Last 180 days', zh: '近 180 天' } },
      { value: '90', label: { en: 'Last 90 days', zh: '近 90 天' } },
      { value: '30', label: { en: 'Last 30 days', zh: '近 30 天' } },
    ],
  },
  days: { kind: 'number', label: { en: 'Within days', zh: '天数 N' }, min: 1, max: 730, initial: 90 },
  returning: {
    kind: 'choice',
    label: { en: 'Old member', zh: '老会员指' },
    initial: 'first',
    options: [
      {
        value: 'first',
        label: { en: 'After the first order', zh: '首单之后' },
        about: {
          en: 'Every purchase but the first one ever is that of an old member.',
          zh: '除历史首单外,每次购买都算老会员购买。',
        },
      },
      {
        value: 'window',
        label: { en: 'Before the window', zh: '窗口前买过' },
        about: {
          en: 'An old member has bought before the window begins; whoever is new stays so to its end.',
          zh: '窗口开始之前买过的是老会员;新会员在整个窗口内都算新(京东商智口径)。',
        },
      },
    ],
  },
  split: {
    kind: 'choice',
    label: SPLIT_LABEL,
    initial: 'none',
    options: OWN_SPLITS,
    groups: true,
    // The page offers those that the shop has.
    when: () => false,
  },
}
