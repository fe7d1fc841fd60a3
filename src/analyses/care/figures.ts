import type { Figure } from '../analysis'

/** For the metric dictionary. */
export const figures: readonly Figure[] = [
  {
    name: 'due',
    label: { en: 'Members due', zh: '到期会员' },
    unit: 'integer',
    formula: {
      en: 'Members with a birthday, an anniversary or a number of days of silence falling on a day.',
      zh: '生日、周年或沉默天数落在某日的会员。',
    },
    basis: {
      en: 'Days from the as-of day on; orders before it. An anniversary needs a whole year.',
      zh: '截止日起的日子;此前的订单。周年至少满一年。',
    },
    exclusions: {
      en: 'Members whose date is not known; birthdays that lie ahead.',
      zh: '日期未知的会员;在未来的生日。',
    },
    version: 1,
    from: ['care_days', 'members'],
  },
]
