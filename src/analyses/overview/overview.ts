import { sql } from '../../sql/sql'
import { defineAnalysis, type Lens } from '../analysis'
import { integer, memberId, money, number, share, time } from '../columns'
import { figures } from './figures'

export type OverviewParameters = { period: string }

/** The shop at a glance: totals, time, orders per member. */
export const overview = defineAnalysis<OverviewParameters>({
  id: 'overview',
  group: 'members',
  title: { en: 'Overview', zh: '概览' },
  needs: ['orders'],
  parameters: {
    period: {
      kind: 'choice',
      label: { en: 'By', zh: '按' },
      initial: 'month',
      options: [
        { value: 'day', label: { en: 'Day', zh: '日' } },
        { value: 'week', label: { en: 'Week', zh: '周' } },
        { value: 'month', label: { en: 'Month', zh: '月' } },
      ],
    },
  },
  figures,
  definition: describe,
  steps: [
    ({ shop }) => ({
      name: 'overview_members',
      about: {
        en: 'One row per member: orders, days with one, money.',
        zh: '每位会员一行:订单数、有单天数、金额。',
      },
      columns: [
        memberId,
        integer('orders', 'Orders', '订单数'),
        integer('days', 'Days with an order', '有单天数'),
        money('amount', 'Sum of order amounts, by basis', '订单金额合计,按口径'),
        time('first_order', 'First order', '首单'),
      ],
      select: sql`select
  member_id,
  count(*) as orders,
  count(distinct ordered_at::date) as days,
  sum(amount)::decimal(18, 4) as amount,
  min(ordered_at) as first_order
from ${shop.orders}
where member_id is not null
group by member_id`,
    }),
    ({ shop, table }) => ({
      name: 'overview_summary',
      about: { en: 'The totals, in one row.', zh: '各项合计,一行。' },
      columns: [
        integer('members', 'Members with an order', '有单会员'),
        integer('orders', 'Orders', '订单数'),
        money('gross', 'Revenue before returns', '退货前的收入'),
        money('returned', 'Money that went back', '退回的金额'),
        money('net', 'Gross less returned', '毛额减退回'),
        money('amount', 'Revenue by basis', '按口径的收入'),
        money('average_order', 'Revenue per order, by basis', '每单金额,按口径'),
        number('orders_per_member', 'Orders of members, per member', '会员订单数 ÷ 会员数'),
        money('member_amount', 'Revenue of orders that have a member', '有会员号订单的收入'),
        money('amount_per_member', 'Revenue of members, per member', '会员金额 ÷ 会员数'),
        money('median_per_member', 'Median of members’ revenue', '会员金额的中位数'),
        share('repeat_rate', 'Members with two or more orders', '有两单及以上的会员占比'),
        share('repeat_rate_days', 'Members with orders on two or more days', '在两天及以上有单的会员占比'),
        time('first_order', 'First order', '最早一单'),
        time('last_order', 'Last order', '最后一单'),
      ],
      select: sql`select
  m.members, o.orders, o.gross, o.returned, o.gross - o.returned as net, o.amount,
  o.amount::double / nullif(o.orders, 0) as average_order,
  m.orders::double / nullif(m.members, 0) as orders_per_member,
  m.amount as member_amount,
  m.amount::double / nullif(m.members, 0) as amount_per_member,
  m.median_amount as median_per_member,
  m.repeaters::double / nullif(m.members, 0) as repeat_rate,
  m.repeaters_days::double / nullif(m.members, 0) as repeat_rate_days,
  o.first_order, o.last_order
from (
  select
    count(*) as orders, coalesce(sum(gross), 0) as gross, coalesce(sum(returned), 0) as returned,
    coalesce(sum(amount), 0) as amount, min(ordered_at) as first_order, max(ordered_at) as last_order
  from ${shop.orders}
) as o, (
  select
    count(*) as members, coalesce(sum(orders), 0) as orders, coalesce(sum(amount), 0) as amount,
    median(amount)::double as median_amount,
    count(*) filter (where orders >= 2) as repeaters,
    count(*) filter (where days >= 2) as repeaters_days
  from ${table('overview_members')}
) as m`,
    }),
    ({ shop, parameters, table }) => ({
      name: 'overview_periods',
      about: {
        en: 'Revenue and activity by period; periods without an order are there, with zeros.',
        zh: '各时段的收入与活跃;没有订单的时段也在,值为零。',
      },
      columns: [
        time(
          'period',
          'First moment of the day, the week (from Monday), the month',
          '日、周(周一起)、月的起点',
        ),
        money('amount', 'Revenue by basis', '按口径的收入'),
        integer('orders', 'Orders', '订单数'),
        integer('active_members', 'Members with an order in the period', '该时段有单的会员'),
        integer('new_members', 'Members whose first order falls in the period', '首单在该时段的会员'),
      ],
      select: sql`with by_period as (
  select date_trunc(${parameters.period}, ordered_at)::timestamp as period,
    sum(amount)::double as amount, count(*) as orders, count(distinct member_id) as active_members
  from ${shop.orders} group by 1
),
newcomers as (
  select date_trunc(${parameters.period}, first_order)::timestamp as period, count(*) as new_members
  from ${table('overview_members')} group by 1
),
calendar as (
  select unnest(generate_series(min(period), max(period), interval ${parameters.period === 'day' ? '1 day' : parameters.period === 'week' ? '7 days' : '1 month'})) as period
  from by_period
)
select
  c.period,
  coalesce(p.amount, 0) as amount,
  coalesce(p.orders, 0) as orders,
  coalesce(p.active_members, 0) as active_members,
  coalesce(n.new_members, 0) as new_members
from calendar as c
left join by_period as p on p.period = c.period
left join newcomers as n on n.period = c.period
order by c.period`,
    }),
    ({ table }) => ({
      name: 'orders_per_member',
      about: { en: 'How many members have how many orders.', zh: '有多少会员下了多少单。' },
      columns: [
        integer('orders', 'Orders', '订单数'),
        integer('members', 'Members', '会员数'),
        money('amount', 'Their revenue', '他们的金额'),
      ],
      select: sql`select orders, count(*) as members, sum(amount)::double as amount
from ${table('overview_members')} group by orders order by orders`,
    }),
  ],
})

function describe(_: OverviewParameters, lens: Lens) {
  return {
    en: `Orders before ${lens.asOf}${lens.from ? ` and from ${lens.from} on` : ''}, ${lens.basis === 'net' ? 'net: less what came back' : 'gross: before returns'}, as cleaned. Repeat: two or more orders.`,
    zh: `${lens.from ? `${lens.from} 起、` : ''}${lens.asOf} 之前的订单,${lens.basis === 'net' ? '净额(已扣除退回)' : '毛额(未扣退货)'},以清洗后的数据计。复购:两单及以上。`,
  }
}
