import type { Bilingual } from '../../text/bilingual'
import type { Analysis } from '../analysis'
import { windowParameter } from '../window'

/** A type, not an interface: parameters are indexed by name. */
export type TierParameters = {
  measure: string
  /** Days before the as-of date that count; 'all' for the whole period. */
  window: string
  /** How many tiers are proposed. */
  tiers: number
  method: string
  /** Own cut points, ascending; '' for those proposed. */
  cuts: string
}

export const MOST_TIERS = 6

/** "2, 5, 12" as ascending numbers above zero; null where it is none, or too many. */
export function cutPoints(text: string): number[] | null {
  const numbers = text
    .split(/[\s,,、;;]+/)
    .filter((part) => part !== '')
    .map(Number)
  const ascending = numbers.every((value, i) => Number.isFinite(value) && value > (numbers[i - 1] ?? 0))
  return ascending && numbers.length < MOST_TIERS ? numbers : null
}

export interface Method {
  value: 'natural' | 'share' | 'knee'
  label: Bilingual
  about: Bilingual
}

/** Three ways to find cut points in the data. */
export const METHODS: readonly Method[] = [
  {
    value: 'natural',
    label: { en: 'Natural breaks', zh: '自然断点' },
    about: {
      en: 'Where members part best on a logarithmic scale: one-dimensional k-means, exact (Wang & Song 2011).',
      zh: '对数刻度上分得最开之处:一维 k-means 精确解(Wang & Song 2011)。',
    },
  },
  {
    value: 'share',
    label: { en: 'Shares of members', zh: '按人数占比' },
    about: {
      en: 'Each tier goes on to at most two fifths of the members in it and above: 40 %, 16 %, 6.4 %, …',
      zh: '每一层之上至多留下该层及以上人数的五分之二:40 %、16 %、6.4 %……',
    },
  },
  {
    value: 'knee',
    label: { en: 'Knees', zh: '拐点' },
    about: {
      en: 'The mean, where the curve of concentration turns; then the mean of those above it, and so on (head/tail breaks, Jiang 2013).',
      zh: '均值,即集中度曲线的转折处;再取其上会员的均值,依次类推(头尾断点,Jiang 2013)。',
    },
  },
]

export const parameters: Analysis<TierParameters>['parameters'] = {
  measure: {
    kind: 'choice',
    label: { en: 'Tiers by', zh: '分层依据' },
    initial: 'orders',
    options: [
      { value: 'orders', label: { en: 'Orders', zh: '订单数' } },
      { value: 'days', label: { en: 'Order days', zh: '有单天数' } },
      { value: 'spend', label: { en: 'Spend', zh: '金额' } },
    ],
  },
  window: windowParameter([730, 365, 180]),
  tiers: { kind: 'number', label: { en: 'Tiers', zh: '层数' }, min: 2, max: MOST_TIERS, initial: 4 },
  method: {
    kind: 'choice',
    label: { en: 'Cut points', zh: '切点' },
    initial: 'natural',
    options: METHODS,
  },
  cuts: { kind: 'text', initial: '', valid: (text) => cutPoints(text) !== null },
}
