import type { Analysis } from '../analysis'

/** A type, not an interface: parameters are indexed by name. */
export type CareParameters = {
  /** Days looked ahead, the as-of day included. */
  window: number
  /** How birthdays are held: solar, lunar as written, or solar dates of birth kept by the lunar calendar. */
  calendar: string
  /** Where 29 February falls in other years: 28 February or 1 March. */
  leap: string
  /** Days of silence on which a member is due. */
  first: number
  second: number
  third: number
}

const silent = (en: string, zh: string, initial: number) =>
  ({ kind: 'number', label: { en, zh }, min: 1, max: 3650, initial }) as const

export const MOST_DAYS = 31

export const parameters: Analysis<CareParameters>['parameters'] = {
  window: {
    kind: 'number',
    label: { en: 'Days ahead', zh: '未来天数' },
    min: 1,
    max: MOST_DAYS,
    initial: 7,
  },
  calendar: {
    kind: 'choice',
    label: { en: 'Birthdays', zh: '生日' },
    initial: 'solar',
    options: [
      {
        value: 'solar',
        label: { en: 'Solar', zh: '公历' },
        about: { en: 'The date in the file, every year.', zh: '文件中的日期,每年同日。' },
      },
      {
        value: 'lunar',
        label: { en: 'Lunar, as written', zh: '农历(按所写)' },
        about: {
          en: 'Month and day in the file are lunar: 1990-08-15 is the 15th of the eighth lunar month.',
          zh: '文件中的月日即农历:1990-08-15 为农历八月十五。',
        },
      },
      {
        value: 'converted',
        label: { en: 'Lunar, from the date of birth', zh: '农历(由公历生日换算)' },
        about: {
          en: 'The date in the file is solar; the birthday is kept on its lunar month and day.',
          zh: '文件中为公历出生日期,按其农历月日过生日。',
        },
      },
    ],
  },
  leap: {
    kind: 'choice',
    label: { en: '29 February in other years', zh: '平年的 2 月 29 日' },
    initial: '28',
    options: [
      { value: '28', label: { en: '28 February', zh: '2 月 28 日' } },
      { value: '1', label: { en: '1 March', zh: '3 月 1 日' } },
    ],
  },
  first: silent('Silent days, first', '沉默天数一', 30),
  second: silent('second', '二', 60),
  third: silent('third', '三', 90),
}
