import { sql } from '../../sql/sql'
import { defineAnalysis, type OutputColumn } from '../analysis'
import { date, integer, memberId, money, number, share, text, time } from '../columns'
import { groupsOf, inGroup, splitValues, splitsStep, type Split } from '../splits.sql'
import { firstTimes, joined, joinedSplit } from './activation.sql'
import { describe } from './describe'
import { figures } from './figures'
import { parameters, type RepurchaseParameters } from './parameters'
import {
  cohorts,
  firstOrders,
  ladder,
  membersWithPurchases,
  months,
  purchases,
  rates,
  secondTimes,
  valued,
} from './steps.sql'

const MEMBER = integer('member', 'A number for the member', '会员序号')
const GROUP = integer('grp', 'Group of the split', '拆分的组')
const GROUPS = [
  GROUP,
  text('kind', 'all, value, others or unknown', 'all 全部,value 取值,others 其余,unknown 无取值'),
  text('label', 'The value', '取值'),
  integer('members', 'Members', '会员数'),
]
const LIMITS = [
  share('low', 'Lower end of 95 %', '95 % 下限'),
  share('high', 'Upper end of 95 %', '95 % 上限'),
]
const curve = (event: string, zh: string): OutputColumn[] => [
  integer('grp', 'Group; 0 is everybody', '组,0 为全部'),
  integer('time', 'Days', '天'),
  integer(
    'at_risk',
    `Members followed so long, without ${event} before`,
    `已观察到这一天且此前没有${zh}的会员`,
  ),
  integer('events', `Members with ${event} on that day`, `当天${zh}的会员`),
  integer('censored', 'Members followed no longer', '观察到此为止的会员'),
  share(
    'survival',
    `Share still without ${event} after that day (Kaplan–Meier)`,
    `此后仍无${zh}的比例(Kaplan–Meier)`,
  ),
  share('error', 'Its standard error (Greenwood)', '标准误(Greenwood)'),
  ...LIMITS,
]
const TEST: OutputColumn[] = [
  GROUP,
  integer('members', 'Members', '会员数'),
  integer('observed', 'Events', '事件数'),
  number('expected', 'Events expected if the groups were alike', '各组无差别时的预期事件数'),
  integer(
    'median',
    'Days until half have had the event; empty where fewer have',
    '半数会员发生所需天数;不足半数则为空',
  ),
  integer('median_low', 'Lower end of its 95 %', '其 95 % 下限'),
  integer('median_high', 'Upper end of its 95 %', '其 95 % 上限'),
  number('chi_square', 'Log-rank χ² over all groups', '各组的对数秩 χ²'),
  integer('df', 'Its degrees of freedom', '自由度'),
  share('p', 'Its p-value', 'p 值'),
]

/**
 * Who buys again: three rates that are called repurchase rate, kept apart; the ladder from purchase to purchase; the
 * time to the second one by Kaplan and Meier; from joining to the first one. Survival: numerics/survival.
 */
export const repurchase = defineAnalysis<RepurchaseParameters>({
  id: 'repurchase',
  group: 'members',
  title: { en: 'Repurchase', zh: '复购' },
  needs: ['orders'],
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop }) => splitsStep('repurchase_splits', shop),
    ({ shop }) => ({
      name: 'repurchase_first',
      about: { en: 'One row per member: the first order.', zh: '每位会员一行:首单。' },
      columns: [MEMBER, memberId, time('first_order', 'First order', '首单')],
      select: firstOrders(shop),
    }),
    ({ shop, parameters, table }) => ({
      name: 'repurchase_purchases',
      about: { en: 'Every purchase of a member, numbered in order.', zh: '会员的每次购买,按先后编号。' },
      columns: [
        MEMBER,
        date('day', 'Day', '日期'),
        money('amount', 'Money, by basis', '金额,按口径'),
        integer('nth', 'The member’s how many-th purchase', '该会员的第几次购买'),
      ],
      select: purchases(shop, table('repurchase_first'), parameters),
    }),
    ({ shop, parameters, table }) => ({
      name: 'repurchase_values',
      about: { en: 'One row per member: what the split says.', zh: '每位会员一行:拆分取值。' },
      columns: [
        MEMBER,
        memberId,
        time('first_order', 'First order', '首单'),
        text('value', 'What the split says', '拆分取值'),
      ],
      select: valued(shop, table('repurchase_first'), table('repurchase_purchases'), parameters.split),
    }),
    ({ parameters, table }) => ({
      name: 'repurchase_groups',
      about: { en: 'Groups of the split.', zh: '拆分的各组。' },
      columns: GROUPS,
      select: groupsOf(table('repurchase_values'), parameters.split as Split),
    }),
    ({ shop, parameters, table }) => ({
      name: 'repurchase_members',
      about: {
        en: 'One row per member: purchases and the way to the second.',
        zh: '每位会员一行:购买次数与到第二次购买的时间。',
      },
      columns: [
        MEMBER,
        memberId,
        time('first_order', 'First order', '首单'),
        date('last_day', 'Day of the last purchase', '末次购买日期'),
        integer('purchases', 'Purchases', '购买次数'),
        integer('in_window', 'Purchases in the window', '时间窗内的购买次数'),
        money('amount', 'Money, by basis', '金额,按口径'),
        integer('days_to_second', 'Days from the first to the second purchase', '首次到第二次购买的天数'),
        integer(
          'followed',
          'Days from the first purchase to the last day that counts',
          '首次购买到统计期末的天数',
        ),
        date('first_day', 'Day of the first purchase', '首次购买日期'),
        integer('before_window', 'Purchases before the window', '时间窗之前的购买次数'),
        GROUP,
      ],
      select: membersWithPurchases(
        shop,
        table('repurchase_purchases'),
        table('repurchase_values'),
        table('repurchase_groups'),
        parameters,
      ),
    }),
    ({ parameters, table }) => ({
      name: 'repurchase_rates',
      about: { en: 'Three repurchase rates, one row each.', zh: '三种复购率,各一行。' },
      columns: [
        text('definition', 'twice, within or purchases', 'twice 两次以上,within N 天内,purchases 按购买次数'),
        integer('part', 'Numerator', '分子'),
        integer('whole', 'Denominator', '分母'),
        share('rate', 'Numerator ÷ denominator', '分子 ÷ 分母'),
        ...LIMITS,
      ],
      select: rates(table('repurchase_members'), parameters),
    }),
    ({ shop, parameters, table }) => ({
      name: 'repurchase_ladder',
      about: { en: 'From each purchase to the next, ten steps.', zh: '从每次购买到下一次,共十级。' },
      columns: [
        integer('nth', 'Purchase', '第几次购买'),
        integer('next', 'Members who made the next one, too', '又有下一次购买的会员'),
        integer('members', 'Members who made it', '有过该次购买的会员'),
        share('rate', 'Next ÷ members, so far', '下一次 ÷ 会员,至今'),
        ...LIMITS,
        integer('followed', 'Members followed for N days since', '此后已满 N 天的会员'),
        integer('within', 'Of them, with the next one in N days', '其中 N 天内有下一次的'),
        share('rate_within', 'Within ÷ followed', 'N 天内 ÷ 满 N 天'),
        number(
          'median_days',
          'Median days to the next one, of those who made it',
          '到下一次的天数中位数(已发生者)',
        ),
        number('q1_days', 'A quarter took at most', '四分之一会员不超过的天数'),
        number('q3_days', 'Three quarters took at most', '四分之三会员不超过的天数'),
      ],
      select: ladder(shop, table('repurchase_purchases'), parameters),
    }),
    ({ shop, parameters, table }) => ({
      name: 'repurchase_cohorts',
      about: {
        en: 'By month of the first purchase: a second one in N days, empty until all could have made it.',
        zh: '按首次购买月份:N 天内的第二次购买;未满观察期的留空。',
      },
      columns: [
        date('cohort', 'First day of the month', '月份第一天'),
        integer('members', 'Members', '会员数'),
        integer('within', 'With a second purchase in N days', 'N 天内有第二次购买的'),
        share('rate', 'Within ÷ members', 'N 天内 ÷ 会员'),
        integer('again', 'With a second purchase so far', '至今有第二次购买的'),
        share('rate_so_far', 'Again ÷ members', '至今 ÷ 会员'),
      ],
      select: cohorts(shop, table('repurchase_members'), parameters),
    }),
    ({ shop, table }) => ({
      name: 'repurchase_months',
      about: {
        en: 'Purchases by month, and how many are of old members, by both definitions.',
        zh: '各月购买次数,以及按两种口径的老会员购买次数。',
      },
      columns: [
        date('month', 'First day of the month', '月份第一天'),
        integer('purchases', 'Purchases', '购买次数'),
        integer('after_first', 'Not the member’s first one ever', '非历史首次的购买'),
        integer('before_month', 'Of members who had bought before the month', '此月之前买过的会员的购买'),
      ],
      select: months(shop, table('repurchase_purchases'), table('repurchase_members')),
    }),
    ({ parameters, table }) => ({
      name: 'repurchase_survival',
      about: { en: 'Time to the second purchase (Kaplan–Meier).', zh: '到第二次购买的时间(Kaplan–Meier)。' },
      columns: curve('a second purchase', '第二次购买'),
      select: secondTimes(table('repurchase_members'), 'all and groups', parameters.split),
      kernel: { name: 'survivalCurves', options: {} },
    }),
    ({ parameters, table }) => ({
      name: 'repurchase_test',
      about: { en: 'The groups compared (log-rank), with medians.', zh: '各组比较(对数秩检验)与中位时间。' },
      columns: TEST,
      select: secondTimes(table('repurchase_members'), 'groups', parameters.split),
      kernel: { name: 'survivalTest', options: {} },
    }),
    ({ shop, parameters }) => ({
      name: 'activation_joined',
      about: {
        en: 'Members with a day of joining, and their first order.',
        zh: '有注册时间的会员及其首单。',
      },
      columns: [
        memberId,
        time('joined_at', 'Joined', '注册时间'),
        time('first_order', 'First order', '首单'),
        integer('days', 'Days from joining to the first order', '注册到首单的天数'),
        integer('followed', 'Days from joining to the last day that counts', '注册到统计期末的天数'),
        integer('early', '1: the first order came before joining', '1 表示首单早于注册'),
        text('value', 'What the split says', '拆分取值'),
      ],
      select: joined(shop, splitValues(shop, shop.members, joinedSplit(parameters.split) as Split)),
    }),
    ({ parameters, table }) => ({
      name: 'activation_groups',
      about: { en: 'Groups of those who joined.', zh: '注册会员的各组。' },
      columns: GROUPS,
      select: groupsOf(table('activation_joined'), joinedSplit(parameters.split) as Split),
    }),
    ({ parameters, table }) => ({
      name: 'activation_survival',
      about: {
        en: 'Time from joining to the first order (Kaplan–Meier), without those who ordered before.',
        zh: '注册到首单的时间(Kaplan–Meier),不含注册前已下单者。',
      },
      columns: curve('an order', '下单'),
      select: firstTimes(
        sql`(select m.*, g.grp from ${table('activation_joined')} as m ${inGroup(table('activation_groups'), joinedSplit(parameters.split) as Split)})`,
      ),
      kernel: { name: 'survivalCurves', options: {} },
    }),
    ({ parameters, table }) => ({
      name: 'activation_test',
      about: {
        en: 'The groups of those who joined compared, with medians.',
        zh: '注册会员各组比较与中位时间。',
      },
      columns: TEST,
      select: firstTimes(
        sql`(select m.*, g.grp from ${table('activation_joined')} as m ${inGroup(table('activation_groups'), joinedSplit(parameters.split) as Split)})`,
      ),
      kernel: { name: 'survivalTest', options: {} },
    }),
    ({ shop, table }) => ({
      name: 'repurchase_summary',
      about: { en: 'What there is to look at, in one row.', zh: '总体情况,一行。' },
      columns: [
        integer('members', 'Members with a purchase', '有购买的会员'),
        integer('again', 'With two or more, so far', '至今有两次及以上的会员'),
        integer('known', 'Members of whom the split says something', '拆分有取值的会员'),
        integer('listed', 'Members in all, with or without an order', '会员总数(含未下单)'),
        integer('joined', 'Members with a day of joining', '有注册时间的会员'),
        integer('early', 'Of them, with an order before it', '其中注册前已下单的'),
        integer('active', 'Of the others, with an order since', '其余会员中此后下过单的'),
      ],
      select: sql`select
  (select count(*) from ${table('repurchase_members')}) as members,
  (select count(*) from ${table('repurchase_members')} where purchases >= 2) as again,
  (select count(*) from ${table('repurchase_values')} where value is not null) as known,
  (select count(*) from ${shop.members}) as listed,
  count(*) as joined,
  count(*) filter (where early = 1) as early,
  count(*) filter (where early = 0 and days is not null) as active
from ${table('activation_joined')}`,
    }),
  ],
})
