import type { Bilingual } from '../../text/bilingual'
import type { Analysis, Parameters } from '../analysis'
import { SPLITS } from '../splits.sql'

/** A type, not an interface: parameters are indexed by name. */
export type RetentionParameters = {
  period: string
  definition: string
  clock: string
  /** Periods after the first that are looked at. */
  periods: number
  /** Last days of the ranges, where ranges are asked for. */
  to1: number
  to2: number
  to3: number
  to4: number
  /** Days of silence after which a member begins anew, in a cohort of its own; 0 for never. */
  restart: number
  split: string
}

const inRanges = ({ definition }: Parameters) => definition === 'bracket'
const to = (place: number, initial: number) => ({
  kind: 'number' as const,
  label: { en: `Range ${place} to day`, zh: `区间 ${place} 至第…天` },
  min: 1,
  max: 3650,
  initial,
  when: inRanges,
})

export const SPLIT_LABEL: Bilingual = { en: 'Split by', zh: '拆分' }

export const parameters: Analysis<RetentionParameters>['parameters'] = {
  period: {
    kind: 'choice',
    label: { en: 'Cohorts by', zh: '同期群按' },
    initial: 'month',
    options: [
      { value: 'day', label: { en: 'Day', zh: '日' } },
      { value: 'week', label: { en: 'Week', zh: '周' } },
      { value: 'month', label: { en: 'Month', zh: '月' } },
    ],
  },
  definition: {
    kind: 'choice',
    label: { en: 'Retained', zh: '留存指' },
    initial: 'on',
    options: [
      {
        value: 'on',
        label: { en: 'In period', zh: '当期' },
        about: { en: 'Bought in the k-th period itself.', zh: '在第 k 期内购买过。' },
      },
      {
        value: 'after',
        label: { en: 'In or after', zh: '当期及以后' },
        about: {
          en: 'Bought in the k-th period or at any time later (unbounded).',
          zh: '在第 k 期或之后任何时候购买过(无界留存)。',
        },
      },
      {
        value: 'bracket',
        label: { en: 'In ranges of days', zh: '按天数区间' },
        about: {
          en: 'Bought in a range of days after the first order; the ranges are yours.',
          zh: '在首单后的某个天数区间内购买过,区间自定。',
        },
      },
    ],
  },
  clock: {
    kind: 'choice',
    label: { en: 'Counted by', zh: '计时' },
    initial: 'calendar',
    options: [
      {
        value: 'calendar',
        label: { en: 'Calendar', zh: '自然日历' },
        about: {
          en: 'Days, weeks from Monday, months as in the calendar.',
          zh: '自然日、周(周一起)、自然月。',
        },
      },
      {
        value: 'rolling',
        label: { en: 'Rolling 24 h', zh: '滚动 24 小时' },
        about: {
          en: 'Each member’s own days of 24 hours from the moment of the first order; a week is 7 of them, a month 30.',
          zh: '自每位会员首单时刻起,每 24 小时为一天;7 天为一周,30 天为一月。',
        },
      },
    ],
  },
  periods: {
    kind: 'number',
    label: { en: 'Periods', zh: '期数' },
    min: 1,
    max: 60,
    initial: 12,
    when: (parameters) => !inRanges(parameters),
  },
  to1: to(1, 7),
  to2: to(2, 30),
  to3: to(3, 90),
  to4: to(4, 180),
  restart: {
    kind: 'number',
    label: { en: 'Begins anew after silent days (0: never)', zh: '沉默多少天后重新起算(0:不重算)' },
    min: 0,
    max: 3650,
    initial: 0,
  },
  split: {
    kind: 'choice',
    label: SPLIT_LABEL,
    initial: 'none',
    options: SPLITS,
    groups: true,
    // The page offers those that the shop has.
    when: () => false,
  },
}
