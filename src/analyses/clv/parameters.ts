import type { Analysis } from '../analysis'
import { SPLITS } from '../splits.sql'
import { isLadder } from './ladder'

/** A type, not an interface: parameters are indexed by name. */
export type ClvParameters = {
  model: string
  /** Months looked ahead. */
  months: number
  /** Yearly, in percent. */
  discount: number
  /** Percent of money that stays. */
  margin: number
  /** Days held out to judge the models, or 'third' of the period. */
  holdout: string
  unit: string
  /** By what totals are told apart. */
  split: string
  /** Offers by bands of value and overdue: see ladder.ts. */
  ladder: string
}

export const parameters: Analysis<ClvParameters>['parameters'] = {
  model: {
    kind: 'choice',
    label: { en: 'Model', zh: '模型' },
    initial: 'mbg',
    options: [
      {
        value: 'bg',
        label: { en: 'BG/NBD', zh: 'BG/NBD' },
        about: {
          en: 'May leave after each repeat purchase; who bought once counts as alive for ever.',
          zh: '每次复购后可能流失;只买一次的会员永远算活跃。',
        },
      },
      {
        value: 'mbg',
        label: { en: 'MBG/NBD', zh: 'MBG/NBD' },
        about: {
          en: 'As BG/NBD, but may leave after the first purchase, too.',
          zh: '同 BG/NBD,但首单之后也可能流失。',
        },
      },
      {
        value: 'pareto',
        label: { en: 'Pareto/NBD', zh: 'Pareto/NBD' },
        about: {
          en: 'May leave at any time, not only after a purchase; slower to fit.',
          zh: '任何时刻都可能流失,不限于购买之后;拟合较慢。',
        },
      },
      {
        value: 'nbd',
        label: { en: 'NBD', zh: 'NBD' },
        about: {
          en: 'Nobody ever leaves: for data too short or too lively to show dropout, where the others find no maximum.',
          zh: '假定无人流失:用于数据太短或太活跃、看不出流失、其他模型找不到极大值时。',
        },
      },
    ],
  },
  months: { kind: 'number', label: { en: 'Months ahead', zh: '预测月数' }, min: 1, max: 60, initial: 12 },
  discount: {
    kind: 'number',
    label: { en: 'Discount a year, %', zh: '年折现率,%' },
    min: 0,
    max: 100,
    initial: 10,
  },
  margin: { kind: 'number', label: { en: 'Margin, %', zh: '毛利率,%' }, min: 1, max: 100, initial: 100 },
  holdout: {
    kind: 'choice',
    label: { en: 'Held out', zh: '留出' },
    initial: 'third',
    options: [
      { value: 'third', label: { en: 'Last third', zh: '最后三分之一' } },
      { value: '30', label: { en: 'Last 30 days', zh: '最后 30 天' } },
      { value: '90', label: { en: 'Last 90 days', zh: '最后 90 天' } },
      { value: '182', label: { en: 'Last 26 weeks', zh: '最后 26 周' } },
      { value: '273', label: { en: 'Last 39 weeks', zh: '最后 39 周' } },
      { value: '365', label: { en: 'Last 365 days', zh: '最后 365 天' } },
    ],
  },
  unit: {
    kind: 'choice',
    label: { en: 'Unit of time', zh: '时间单位' },
    initial: 'week',
    options: [
      { value: 'day', label: { en: 'Day', zh: '天' } },
      { value: 'week', label: { en: 'Week', zh: '周' } },
      { value: 'month', label: { en: 'Month', zh: '月' } },
    ],
  },
  split: {
    kind: 'choice',
    label: { en: 'Totals by', zh: '合计按' },
    initial: 'none',
    options: SPLITS,
    groups: true,
  },
  ladder: { kind: 'text', initial: '', valid: isLadder, aside: true },
}
