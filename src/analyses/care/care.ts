import { sql } from '../../sql/sql'
import { defineAnalysis, type Lens } from '../analysis'
import { date, integer, memberId, money, number, text } from '../columns'
import { careDue, careMembers, coverage, lunarDays } from './care.sql'
import { figures } from './figures'
import { parameters, type CareParameters } from './parameters'

/**
 * Who is to be thought of in the days from the as-of day on: birthdays by the solar or the lunar calendar,
 * anniversaries of joining and of the first order, and members who have just been silent for so many days.
 */
export const care = defineAnalysis<CareParameters>({
  id: 'care',
  group: 'members',
  title: { en: 'Care lists', zh: '会员关怀' },
  needs: ['orders', 'members'],
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop }) => ({
      name: 'care_members',
      about: { en: 'One row per member: the dates to go by.', zh: '每位会员一行:所依据的日期。' },
      columns: [
        memberId,
        date('birthday', 'Birthday, if before the as-of day', '生日(早于截止日者)'),
        integer(
          'birthday_to_come',
          '1: the birthday in the file lies ahead, and is left out',
          '1 表示文件中的生日在未来,不计',
        ),
        date('joined', 'Day of joining', '入会日'),
        date('first_order', 'Day of the first order', '首单日期'),
        date('last_order', 'Day of the last order', '末单日期'),
        integer('order_days', 'Days with an order', '有单天数'),
        money('spent', 'Money so far, by basis', '至今金额,按口径'),
      ],
      select: careMembers(shop.orders, shop.members, shop.asOf),
    }),
    ({ shop, parameters, table }) => ({
      name: 'care_lunar',
      about: {
        en: 'The lunar dates of the days ahead, and of days of birth where these are converted.',
        zh: '未来各日的农历日期,换算时含出生日。',
      },
      columns: [
        integer('day', 'Days since 1970-01-01', '自 1970-01-01 的天数'),
        integer('lunar_year', 'Lunar year', '农历年'),
        integer('lunar_month', 'Lunar month', '农历月'),
        integer('leap', '1: a leap month', '1 表示闰月'),
        integer('lunar_day', 'Day of the lunar month', '农历日'),
        number('length', 'Days of that month', '该月天数'),
      ],
      select: lunarDays(table('care_members'), shop.asOf, parameters),
      kernel: { name: 'lunarCalendar', options: {} },
    }),
    ({ shop, parameters, table }) => ({
      name: 'care_due',
      about: {
        en: 'One row per member and occasion in the days ahead.',
        zh: '未来各日每位会员每个由头一行。',
      },
      columns: [
        memberId,
        text(
          'occasion',
          'Birthday, joined, first_order, silent_1 to silent_3',
          '由头:birthday、joined、first_order、silent_1 至 silent_3',
        ),
        date('due_on', 'Day on which it falls', '日期'),
        integer('in_days', 'Days from the as-of day on, 0 is that day', '距截止日天数,0 为当日'),
        integer(
          'years',
          'Age, or years since; empty where the year is not known',
          '年龄或周年数;年份未知则空',
        ),
        integer('step', 'Days of silence', '沉默天数'),
      ],
      select: careDue(table('care_members'), table('care_lunar'), shop.asOf, parameters),
    }),
    ({ table }) => ({
      name: 'care_days',
      about: { en: 'How many members are due on which day for what.', zh: '哪天因何由头有多少会员。' },
      columns: [
        text('occasion', 'Occasion', '由头'),
        date('due_on', 'Day', '日期'),
        integer('members', 'Members', '会员数'),
      ],
      select: sql`select occasion, due_on, count(*) as members
from ${table('care_due')} group by occasion, due_on order by due_on, occasion`,
    }),
    ({ table }) => ({
      name: 'care_coverage',
      about: { en: 'Of how many members the dates are known.', zh: '有多少会员的日期已知。' },
      columns: [
        integer('members', 'Members', '会员数'),
        integer('with_birthday', 'With a birthday', '有生日'),
        integer(
          'without_year',
          'Of these, with a year before 1901, taken as unknown',
          '其中年份早于 1901、视为未知',
        ),
        integer('to_come', 'With a birthday that lies ahead, left out', '生日在未来、不计'),
        integer('with_joined', 'With a day of joining', '有入会日'),
        integer('with_order', 'With an order', '有订单'),
        integer('same_birthday', 'Members who share the commonest date of birth', '同一最常见出生日期的会员'),
        date('commonest_birthday', 'That date', '该日期'),
      ],
      select: coverage(table('care_members')),
    }),
  ],
})

const CALENDARS: Readonly<Record<string, { en: string; zh: string }>> = {
  solar: { en: 'by the solar calendar', zh: '按公历' },
  lunar: { en: 'by the lunar calendar, as written', zh: '按所写农历' },
  converted: { en: 'by the lunar day of the date of birth', zh: '按公历出生日期对应的农历月日' },
}

function describe({ window, calendar, leap }: CareParameters, { asOf, from, basis }: Lens) {
  const by = CALENDARS[calendar] ?? { en: calendar, zh: calendar }
  const [since, sinceZh] = from ? [` from ${from}`, `${from} 起、`] : ['', '']
  const lunar =
    calendar === 'solar'
      ? { en: '', zh: '' }
      : {
          en: ' A birthday in a leap month is kept in the month of that number, the 30th of a short month on the 29th.',
          zh: '闰月出生者在同数的月份过生日,三十遇小月算廿九。',
        }
  return {
    en: `The ${window} days from ${asOf} on, that day included. Birthdays ${by.en}.${lunar.en} In other years 29 February falls on ${leap === '28' ? '28 February' : '1 March'}. First and last order: ${basis} orders${since} before ${asOf}.`,
    zh: `${asOf} 起 ${window} 天,含当日。生日${by.zh}。${lunar.zh}平年的 2 月 29 日算 ${leap === '28' ? '2 月 28 日' : '3 月 1 日'}。首末单:${sinceZh}${asOf} 之前的订单(${basis === 'net' ? '净额' : '毛额'})。`,
  }
}
