import type { Analysis } from '../analysis'
import { DEFINITIONS } from './definitions'

/** A type, not an interface: parameters are indexed by name. */
export type ChurnParameters = {
  definition: string
  /** Days of silence. */
  days: number
  /** Percent of the gaps. */
  quantile: number
  /** Which gaps the quantile is of: those that ended, or all by Kaplan and Meier. */
  gaps: string
  /** Times the own gap. */
  ratio: number
  /** P(alive) below this percent. */
  alive: number
  period: string
  /** Months of value looked ahead. */
  months: number
  /** Percent of the list that is left alone. */
  holdout: number
  seed: number
}

/** Every definition is computed, whichever is chosen: all limits matter always. */
export const parameters: Analysis<ChurnParameters>['parameters'] = {
  definition: {
    kind: 'choice',
    label: { en: 'Churned means', zh: '流失指' },
    initial: 'quantile',
    options: DEFINITIONS.map(({ id, label, about }) => ({ value: id, label, about })),
  },
  days: { kind: 'number', label: { en: 'Silent days', zh: '沉默天数' }, min: 1, max: 3650, initial: 90 },
  quantile: {
    kind: 'number',
    label: { en: 'Quantile of gaps, %', zh: '间隔分位,%' },
    min: 1,
    max: 99,
    initial: 80,
  },
  gaps: {
    kind: 'choice',
    label: { en: 'of', zh: '取自' },
    initial: 'ended',
    options: [
      {
        value: 'ended',
        label: { en: 'Ended gaps', zh: '已结束的间隔' },
        about: {
          en: 'Gaps that ended in an order; short ones are more likely to have ended, so this leans to the short side.',
          zh: '以再次下单结束的间隔;短的更容易已结束,故偏短。',
        },
      },
      {
        value: 'all',
        label: { en: 'All silences', zh: '全部沉默' },
        about: {
          en: 'Kaplan–Meier: silences that still last count as far as they have come. May not be reached at all.',
          zh: 'Kaplan–Meier:仍在持续的沉默按已过天数计入。可能达不到该分位。',
        },
      },
    ],
  },
  ratio: { kind: 'number', label: { en: 'Own gap, times', zh: '自身间隔倍数' }, min: 1, max: 20, initial: 3 },
  alive: {
    kind: 'number',
    label: { en: 'P(alive) below, %', zh: '仍活跃概率低于,%' },
    min: 1,
    max: 99,
    initial: 50,
  },
  period: {
    kind: 'choice',
    label: { en: 'Calendar', zh: '日历' },
    initial: 'quarter',
    options: [
      { value: 'month', label: { en: 'Month', zh: '月' } },
      { value: 'quarter', label: { en: 'Quarter', zh: '季' } },
      { value: 'year', label: { en: 'Year', zh: '年' } },
    ],
  },
  months: {
    kind: 'number',
    label: { en: 'Value of months', zh: '价值月数' },
    min: 1,
    max: 36,
    initial: 12,
  },
  holdout: { kind: 'number', label: { en: 'Hold-out, %', zh: '留出,%' }, min: 0, max: 50, initial: 20 },
  seed: { kind: 'number', label: { en: 'Seed', zh: '随机种子' }, min: 0, max: 999_999, initial: 1 },
}
