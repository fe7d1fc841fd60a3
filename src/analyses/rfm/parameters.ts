import type { Analysis, Parameters } from '../analysis'
import type { Bilingual } from '../../text/bilingual'
import { windowParameter } from '../window'
import { isMapEdit, isPlaybook } from './edits'

/** A type, not an interface: parameters are indexed by name. */
export type RfmParameters = {
  /** Days before the as-of date that count; 'all' for the whole period. */
  window: string
  /** By what values are cut into scores. */
  scores: string
  bins: number
  ties: string
  /** Fixed cuts, ascending. */
  fixed_r: string
  fixed_f: string
  fixed_m: string
  frequency: string
  monetary: string
  cut8: string
  /** Weights of the weighted score. */
  weight_r: number
  weight_f: number
  weight_m: number
  /** The earlier day of a comparison: '' for none, a number of days before the as-of date, or YYYY-MM-DD. */
  compare: string
  /** Edited maps and own lines of the playbook: see edits.ts. */
  maps: string
  playbook: string
}

const MOST_CUTS = 9

/** "30, 90, 180" as ascending numbers; null where it is none, or more than nine. */
export function cutList(text: string): number[] | null {
  const parts = text.split(/[\s,,、;;]+/).filter((part) => part !== '')
  const numbers = parts.map(Number)
  const ascending = numbers.every(
    (value, i) => Number.isFinite(value) && value > (numbers[i - 1] ?? -Infinity),
  )
  return parts.length > 0 && parts.length <= MOST_CUTS && ascending ? numbers : null
}

const isCutList = (text: string): boolean => cutList(text) !== null

const CUT_FAULT: Bilingual = {
  en: 'One to nine ascending numbers, such as 30, 90, 180.',
  zh: '一到九个递增的数,如 30, 90, 180。',
}

/** Whether fixed cuts are used anywhere. */
const usesFixed = (p: Parameters): boolean => p['scores'] === 'fixed' || p['cut8'] === 'fixed'

const BY_SIZE = ['quantile', 'unique', 'plus_one', 'kmeans']

const isComparison = (text: string): boolean => text === '' || /^\d{1,5}$/.test(text) || isDay(text)

export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))

/** The earlier day of a comparison, YYYY-MM-DD; null where there is none, or it is not earlier. */
export function earlierDay(compare: string, asOf: string): string | null {
  if (compare === '') return null
  const day = /^\d+$/.test(compare)
    ? new Date(Date.parse(`${asOf}T00:00:00Z`) - Number(compare) * 86_400_000).toISOString().slice(0, 10)
    : compare
  return day < asOf && isDay(day) ? day : null
}

const never = () => false

export const parameters: Analysis<RfmParameters>['parameters'] = {
  window: windowParameter([730, 365, 180, 90]),
  scores: {
    kind: 'choice',
    label: { en: 'Scores by', zh: '打分方式' },
    initial: 'quantile',
    options: [
      {
        value: 'quantile',
        label: { en: 'Equal shares', zh: '等分位' },
        about: {
          en: 'Type-7 quantiles cut members into bins; what happens to equal values is chosen beside it.',
          zh: '按第 7 类分位数切档;同值如何处理另选。',
        },
      },
      {
        value: 'unique',
        label: { en: 'Quantiles, each once', zh: '分位去重' },
        about: {
          en: 'Equal cuts count once, so there may be fewer scores, and none is skipped.',
          zh: '重复的切点只算一次:档数可能减少,但不会跳分。',
        },
      },
      {
        value: 'plus_one',
        label: { en: 'Quantiles plus one', zh: '分位加一' },
        about: {
          en: 'A score begins one above the quantile, as in the R package rfm.',
          zh: '每一分从分位数加一起算(R 语言 rfm 包的做法)。',
        },
      },
      {
        value: 'mean',
        label: { en: 'The mean', zh: '均值' },
        about: { en: 'Two scores: above the mean or not.', zh: '两档:是否高于均值。' },
      },
      {
        value: 'median',
        label: { en: 'The median', zh: '中位数' },
        about: { en: 'Two scores: above the median or not.', zh: '两档:是否高于中位数。' },
      },
      {
        value: 'fixed',
        label: { en: 'Fixed cuts', zh: '固定切点' },
        about: { en: 'Cuts of your own for R, F and M.', zh: '自定 R、F、M 的切点。' },
      },
      {
        value: 'kmeans',
        label: { en: 'Natural breaks', zh: '自然断点' },
        about: {
          en: 'One-dimensional k-means: the cuts of least spread within scores, the same on every run.',
          zh: '一维 k-means:使档内差异最小的切点,每次结果相同。',
        },
      },
    ],
  },
  bins: {
    kind: 'number',
    label: { en: 'Bins', zh: '分档' },
    min: 2,
    max: 10,
    initial: 5,
    when: (p) => BY_SIZE.includes(String(p['scores'])),
  },
  ties: {
    kind: 'choice',
    label: { en: 'Equal values', zh: '同值处理' },
    initial: 'together',
    when: (p) => p['scores'] === 'quantile',
    options: [
      {
        value: 'together',
        label: { en: 'Together', zh: '同值同分' },
        about: {
          en: 'Members with the same value always get the same score; scores may be skipped.',
          zh: '值相同的会员总是同分,因此可能跳过某些分数。',
        },
      },
      {
        value: 'first_rank',
        label: { en: 'F by rank', zh: 'F 按先后' },
        about: {
          en: 'Frequency is ranked by member id first, as many tutorials do; equal frequencies may part.',
          zh: '频次先按会员号排先后再分档(许多教程的做法),同样次数的会员可能分开。',
        },
      },
      {
        value: 'ntile',
        label: { en: 'Equal sizes', zh: '等人数' },
        about: {
          en: 'NTILE: every score has the same number of members; equal values may part.',
          zh: 'NTILE:每一档人数相同,同值的会员可能分开。',
        },
      },
    ],
  },
  frequency: {
    kind: 'choice',
    label: { en: 'Frequency counts', zh: '频次按' },
    initial: 'orders',
    options: [
      { value: 'orders', label: { en: 'Orders', zh: '订单' } },
      { value: 'days', label: { en: 'Days with an order', zh: '有单的天数' } },
    ],
  },
  monetary: {
    kind: 'choice',
    label: { en: 'Monetary', zh: '金额按' },
    initial: 'total',
    options: [
      { value: 'total', label: { en: 'Total', zh: '合计' } },
      {
        value: 'mean',
        label: { en: 'Mean order', zh: '单均' },
        about: { en: 'Money ÷ orders of the member.', zh: '会员金额 ÷ 订单数。' },
      },
      {
        value: 'margin',
        label: { en: 'Margin', zh: '毛利' },
        about: {
          en: 'Money less cost of the order lines whose product has a cost; needs order lines and a cost column.',
          zh: '有成本价的订单明细的金额减成本;需要订单明细和成本列。',
        },
      },
    ],
  },
  cut8: {
    kind: 'choice',
    label: { en: 'Eight groups cut at', zh: '八群切点' },
    initial: 'mean',
    options: [
      { value: 'mean', label: { en: 'Mean', zh: '均值' } },
      { value: 'median', label: { en: 'Median', zh: '中位数' } },
      {
        value: 'fixed',
        label: { en: 'Fixed', zh: '固定' },
        about: { en: 'At fixed values; of several, the middle one.', zh: '固定值;有多个时取中间一个。' },
      },
    ],
  },
  fixed_r: {
    kind: 'text',
    label: { en: 'R at most, days', zh: 'R 不多于(天)' },
    initial: '10',
    valid: isCutList,
    fault: CUT_FAULT,
    when: usesFixed,
  },
  fixed_f: {
    kind: 'text',
    label: { en: 'F at least', zh: 'F 不少于' },
    initial: '3',
    valid: isCutList,
    fault: CUT_FAULT,
    when: usesFixed,
  },
  fixed_m: {
    kind: 'text',
    label: { en: 'M at least', zh: 'M 不少于' },
    initial: '200',
    valid: isCutList,
    fault: CUT_FAULT,
    when: usesFixed,
  },
  weight_r: { kind: 'number', label: { en: 'R', zh: 'R' }, min: 0, max: 100, initial: 1, when: never },
  weight_f: { kind: 'number', label: { en: 'F', zh: 'F' }, min: 0, max: 100, initial: 1, when: never },
  weight_m: { kind: 'number', label: { en: 'M', zh: 'M' }, min: 0, max: 100, initial: 1, when: never },
  compare: { kind: 'text', initial: '', valid: isComparison },
  maps: { kind: 'text', initial: '', valid: isMapEdit },
  playbook: { kind: 'text', initial: '', valid: isPlaybook, aside: true },
}
