import type { Analysis } from '../analysis'

/** A type, not an interface: parameters are indexed by name. */
export type RevenueParameters = {
  /** Of the trend: day, week, month. */
  period: string
  /** Days compared, and with which: those just before, or the same a year earlier. */
  span: string
  against: string
  method: string
  /** Days of own promotions: "2024-03-08 Women's Day; 05-20". */
  promotions: string
  /** Days after the first order in which a member's value counts. */
  horizon: string
  /** Members below which no interval is given. */
  least: number
}

export const parameters: Analysis<RevenueParameters>['parameters'] = {
  period: {
    kind: 'choice',
    label: { en: 'Trend by', zh: '趋势按' },
    initial: 'month',
    options: [
      { value: 'day', label: { en: 'Day', zh: '日' } },
      { value: 'week', label: { en: 'Week', zh: '周' } },
      { value: 'month', label: { en: 'Month', zh: '月' } },
    ],
  },
  span: {
    kind: 'choice',
    label: { en: 'Compare the last', zh: '对比最近' },
    initial: '90',
    options: [
      { value: '30', label: { en: '30 days', zh: '30 天' } },
      { value: '90', label: { en: '90 days', zh: '90 天' } },
      { value: '365', label: { en: '365 days', zh: '365 天' } },
    ],
  },
  against: {
    kind: 'choice',
    label: { en: 'With', zh: '相对' },
    initial: 'before',
    options: [
      { value: 'before', label: { en: 'The days before', zh: '前一段' } },
      { value: 'year', label: { en: 'A year earlier', zh: '去年同期' } },
    ],
  },
  method: {
    kind: 'choice',
    label: { en: 'Parts by', zh: '拆分' },
    initial: 'shapley',
    options: [
      {
        value: 'shapley',
        label: { en: 'Shapley', zh: 'Shapley' },
        about: {
          en: 'Each factor’s mean effect over every order in which the factors could have changed.',
          zh: '各因素在所有可能变化次序下的平均影响。',
        },
      },
      {
        value: 'log',
        label: { en: 'Log mean', zh: '对数均值' },
        about: {
          en: 'Log-mean Divisia index (Ang 2005); where a factor is zero, Shapley.',
          zh: '对数均值迪氏指数(LMDI,Ang 2005);某因素为零时用 Shapley。',
        },
      },
    ],
  },
  horizon: {
    kind: 'choice',
    label: { en: 'First-order value over', zh: '首单价值观察' },
    initial: '180',
    options: [
      { value: '90', label: { en: '90 days', zh: '90 天' } },
      { value: '180', label: { en: '180 days', zh: '180 天' } },
      { value: '365', label: { en: '365 days', zh: '365 天' } },
    ],
  },
  least: { kind: 'number', label: { en: 'Least n', zh: '最少人数' }, min: 2, max: 10_000, initial: 30 },
  promotions: {
    kind: 'text',
    label: { en: 'Own promotion days', zh: '自定促销日' },
    about: { en: '03-08 Women’s Day; 2024-05-20', zh: '03-08 女王节; 2024-05-20' },
    initial: '',
    valid: (text) => promotionDays(text) !== null,
    fault: {
      en: 'Days as 03-08 or 2024-03-08, each with a name after it if you like, parted by semicolons.',
      zh: '写成 03-08 或 2024-03-08,后面可加名称,以分号分隔。',
    },
    aside: true,
  },
}

export interface PromotionDay {
  /** Null for every year. */
  year: number | null
  month: number
  day: number
  label: string
}

/** Reads "2024-03-08 name; 05-20"; null where a piece is none. */
export function promotionDays(text: string): PromotionDay[] | null {
  const pieces = text.split(/[;;]/).filter((piece) => piece.trim() !== '')
  const days = pieces.map((piece): PromotionDay | null => {
    const found = /^(?:(\d{4})-)?(\d{1,2})-(\d{1,2})(?:\s+(.{1,30}))?$/.exec(piece.trim())
    if (!found) return null
    const [, year, month, day, label] = found
    const known = { year: year === undefined ? null : Number(year), month: Number(month), day: Number(day) }
    const date = new Date(Date.UTC(known.year ?? 2024, known.month - 1, known.day))
    if (date.getUTCMonth() !== known.month - 1) return null
    return { ...known, label: label?.trim() ?? `${known.month}-${known.day}` }
  })
  return days.every((day) => day !== null) ? days : null
}
