import type { Analysis } from '../analysis'

/** A type, not an interface: parameters are indexed by name. */
export type LifecycleParameters = {
  /** Days of silence; 0 takes what the data propose. */
  declining: number
  dormant: number
  lost: number
  /** Days with an order; 0 takes what the data propose. */
  mature: number
  /** Days back to compare with, or 'months' for all successive months. */
  compare: string
  period: string
}

const days = (en: string, zh: string) =>
  ({ kind: 'number', label: { en, zh }, min: 0, max: 3650, initial: 0 }) as const

export const parameters: Analysis<LifecycleParameters>['parameters'] = {
  declining: days('Declining after days (0: proposed)', '衰退天数(0:建议值)'),
  dormant: days('Dormant after', '沉睡天数'),
  lost: days('Lost after', '流失天数'),
  mature: {
    kind: 'number',
    label: { en: 'Mature from order days', zh: '成熟的有单天数' },
    min: 0,
    max: 1000,
    initial: 0,
  },
  compare: {
    kind: 'choice',
    label: { en: 'Moves', zh: '迁移' },
    initial: '90',
    options: [
      { value: '30', label: { en: 'In the last 30 days', zh: '最近 30 天' } },
      { value: '90', label: { en: 'In the last 90 days', zh: '最近 90 天' } },
      { value: '180', label: { en: 'In the last 180 days', zh: '最近 180 天' } },
      { value: '365', label: { en: 'In the last 365 days', zh: '最近 365 天' } },
      {
        value: 'months',
        label: { en: 'From month to month', zh: '逐月' },
        about: {
          en: 'Every pair of successive first days of a month, added up.',
          zh: '每两个相邻月初之间的变化,全部相加。',
        },
      },
    ],
  },
  period: {
    kind: 'choice',
    label: { en: 'Flows by', zh: '流动按' },
    initial: 'month',
    options: [
      { value: 'week', label: { en: 'Week', zh: '周' } },
      { value: 'month', label: { en: 'Month', zh: '月' } },
      { value: 'quarter', label: { en: 'Quarter', zh: '季' } },
    ],
  },
}

/** What is taken where too few members came back to say anything. */
export const FALLBACK = { declining: 90, dormant: 180, lost: 365, mature: 4 } as const
