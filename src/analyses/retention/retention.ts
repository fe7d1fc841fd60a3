import { sql } from '../../sql/sql'
import { defineAnalysis } from '../analysis'
import { date, integer, memberId, money, share, text, time } from '../columns'
import { groupsOf, splitsStep, type Split } from '../splits.sql'
import { describe } from './describe'
import { figures } from './figures'
import { parameters, type RetentionParameters } from './parameters'
import {
  activity,
  cells,
  firstOrders,
  means,
  membersWithCohort,
  starts,
  startsInGroups,
  totals,
} from './steps.sql'

const OF_MEMBER = [
  time('first_order', 'First order', '首单'),
  time('last_order', 'Last order', '末单'),
  integer('orders', 'Orders', '订单数'),
  money('amount', 'Their money, by basis', '金额,按口径'),
]
const MEMBER = integer('member', 'A number for the member, or the beginning', '会员序号,或起算序号')
const GROUP = integer('grp', 'Group of the split', '拆分的组')
const COHORT = date('cohort', 'First day of the cohort’s period', '同期群所在时段的第一天')
const PERIOD = integer(
  'k',
  'Period after the first order; 0 is that of the first order',
  '首单后的第几期,0 为首单当期',
)
const ORIGIN = text(
  'origin',
  'From where periods are counted: number of the first one, or its day or moment',
  '计期起点:首期序号,或其日期、时刻',
)
const LAST = integer('last_k', 'Period of the last order', '末单所在期')
const COUNTS = [
  integer('members', 'Members retained; null while the period is not over', '留存会员;该期未结束时为空'),
  integer('orders', 'Their orders', '其订单数'),
  money('amount', 'Their money', '其金额'),
  money(
    'cumulative',
    'Money of the cohort from the first order to the end of the period',
    '同期群自首单至该期末的累计金额',
  ),
]

/**
 * Who comes back, by when they first came: the retention triangle with its conventions switchable. Definitions:
 * DEFINITIONS, retention; unbounded and bracket retention as product analytics tools name them.
 */
export const retention = defineAnalysis<RetentionParameters>({
  id: 'retention',
  group: 'members',
  title: { en: 'Retention', zh: '留存' },
  needs: ['orders'],
  usesMemberOrders: true,
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop }) => splitsStep('retention_splits', shop),
    ({ shop, parameters }) => ({
      name: 'retention_starts',
      about: {
        en: 'One row per member, or beginning of one: first order, cohort, what there was since.',
        zh: '每位会员(或每次起算)一行:首单、同期群,以及此后的发生额。',
      },
      columns: [
        MEMBER,
        integer('buyer', 'The number of the person', '会员本人的序号'),
        ...OF_MEMBER,
        time('until', 'The next beginning; empty without one', '下一次起算;没有则为空'),
        COHORT,
        ORIGIN,
        LAST,
      ],
      select: starts(shop, parameters),
    }),
    ({ shop, parameters, table }) => ({
      name: 'retention_first',
      about: {
        en: 'The same with the member’s id and what the split says.',
        zh: '同上,含会员号与拆分取值。',
      },
      columns: [
        MEMBER,
        memberId,
        ...OF_MEMBER,
        time('until', 'The next beginning; empty without one', '下一次起算;没有则为空'),
        COHORT,
        ORIGIN,
        LAST,
        text('value', 'What the split says of the member', '拆分取值'),
      ],
      select: firstOrders(shop, table('retention_starts'), parameters),
      ...(parameters.split === 'none' && { view: true }),
    }),
    ({ parameters, table }) => ({
      name: 'retention_groups',
      about: {
        en: 'Groups of the split: the most frequent values, the others, members without one.',
        zh: '拆分的各组:最常见的取值、其余、没有取值的会员。',
      },
      columns: [
        GROUP,
        text('kind', 'all, value, others or unknown', 'all 全部,value 取值,others 其余,unknown 无取值'),
        text('label', 'The value', '取值'),
        integer('members', 'Members', '会员数'),
      ],
      select: groupsOf(
        table(parameters.split === 'none' ? 'retention_starts' : 'retention_first'),
        parameters.split as Split,
      ),
    }),
    ({ parameters, table }) => ({
      name: 'retention_members',
      about: { en: 'One row per member: cohort and group.', zh: '每位会员一行:同期群与组。' },
      columns: [MEMBER, memberId, ...OF_MEMBER, COHORT, GROUP, ORIGIN, LAST],
      select: membersWithCohort(table('retention_first'), table('retention_groups'), parameters),
      view: true,
    }),
    ({ shop, parameters, table }) => ({
      name: 'retention_activity',
      about: {
        en: 'One row per order: the period it lies in; periods beyond the last one asked for are one.',
        zh: '每笔订单一行:所在期数;超出所选期数的合为一期。',
      },
      columns: [MEMBER, PERIOD, money('amount', 'Money', '金额')],
      select: activity(shop, table('retention_starts'), parameters),
      view: true,
    }),
    ({ shop, parameters, table }) => ({
      name: 'retention_totals',
      about: {
        en: 'What happened by group, cohort and period; periods beyond the last one asked for are one.',
        zh: '按组、同期群、期数的发生额;超出所选期数的合为一期。',
      },
      columns: [
        GROUP,
        COHORT,
        PERIOD,
        integer('members', 'Members with an order', '有单会员'),
        integer('orders', 'Orders', '订单数'),
        money('amount', 'Money', '金额'),
      ],
      select: totals(
        shop,
        startsInGroups(table('retention_starts'), table('retention_members'), parameters),
        parameters,
      ),
    }),
    ({ shop, parameters, table }) => ({
      name: 'retention_cells',
      about: {
        en: 'The triangle by group, cohort and period; cohorts at zero included, periods that are not over empty.',
        zh: '按组、同期群、期数的三角表;含留存为零的同期群,未结束的时段留空。',
      },
      columns: [GROUP, COHORT, PERIOD, integer('size', 'Members of the cohort', '同期群人数'), ...COUNTS],
      select: cells(
        shop,
        startsInGroups(table('retention_starts'), table('retention_members'), parameters),
        table('retention_totals'),
        parameters,
      ),
    }),
    ({ table }) => ({
      name: 'retention_means',
      about: {
        en: 'Over all cohorts in which the period is over; group 0 is everybody.',
        zh: '对该期已结束的所有同期群合计;组 0 为全部会员。',
      },
      columns: [
        GROUP,
        PERIOD,
        integer('cohorts', 'Cohorts', '同期群数'),
        integer('size', 'Their members', '其人数'),
        ...COUNTS,
        share(
          'share',
          'Members retained ÷ members: the mean weighted by size',
          '留存会员 ÷ 人数:按人数加权的平均',
        ),
      ],
      select: means(table('retention_cells')),
    }),
    ({ parameters, table }) => ({
      name: 'retention_summary',
      about: { en: 'What there is to look at, in one row.', zh: '总体情况,一行。' },
      columns: [
        integer(
          'members',
          'Members with an order, each as often as counted from the beginning',
          '有单会员,每次起算各计一次',
        ),
        integer('cohorts', 'Cohorts', '同期群数'),
        integer('known', 'Members of whom the split says something', '拆分有取值的会员'),
        time('first_order', 'First order of all', '最早一单'),
        time('last_order', 'Last order of all', '最后一单'),
        integer('persons', 'Members, each once', '会员,各计一次'),
      ],
      select: sql`select
  count(*) as members,
  count(distinct cohort) as cohorts,
  ${parameters.split === 'none' ? sql`0` : sql`(select count(value) from ${table('retention_first')})`} as known,
  min(first_order) as first_order,
  max(last_order) as last_order,
  ${parameters.restart > 0 ? sql`count(distinct buyer)` : sql`count(*)`} as persons
from ${table('retention_starts')}`,
    }),
  ],
})
