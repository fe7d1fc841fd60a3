import { sql } from '../../sql/sql'
import { defineAnalysis, type Lens } from '../analysis'
import { date, integer, memberId, money, number, share, text, time } from '../columns'
import { figures } from './figures'
import {
  counts,
  flows,
  knownMembers,
  membersNow,
  namedSpells,
  spells,
  thresholds,
  transitions,
} from './lifecycle.sql'
import { buyerColumns, orderDayColumns, orderDays } from '../order-days.sql'
import { parameters, type LifecycleParameters } from './parameters'

/**
 * Where members stand: each in one of eight states by the days since the last order and the days with one, with
 * thresholds from the data's own gaps; how many are in each over time, and who moved.
 */
export const lifecycle = defineAnalysis<LifecycleParameters>({
  id: 'lifecycle',
  group: 'members',
  title: { en: 'Lifecycle', zh: '生命周期' },
  needs: ['orders', 'members'],
  usesMemberOrders: true,
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop }) => ({
      name: 'lifecycle_members',
      about: {
        en: 'One row per member with an order or on the list: days with an order, money, joining.',
        zh: '每位有订单或在名单上的会员一行:有单日、金额、入会。',
      },
      columns: [
        ...buyerColumns,
        text('listed', 'Whether on the list of members', '是否在会员名单上'),
        date('joined', 'Day of joining', '入会日期'),
      ],
      select: knownMembers(shop),
    }),
    ({ shop }) => ({
      name: 'lifecycle_days',
      about: {
        en: 'One row per member and day with an order, with the days since the one before.',
        zh: '每位会员每个有单日一行,含距上一有单日的天数。',
      },
      columns: orderDayColumns,
      select: orderDays(shop.memberOrders),
    }),
    ({ parameters, table }) => ({
      name: 'lifecycle_thresholds',
      about: {
        en: 'The gaps between order days, what they propose, and the thresholds in use; one row.',
        zh: '有单日的间隔、由此得出的建议值与所用阈值,一行。',
      },
      columns: [
        integer('gaps', 'Gaps between order days', '间隔数'),
        number('median', 'Median gap, days', '间隔中位数,天'),
        number('p80', '80 % quantile, days', '80 % 分位数,天'),
        number('p90', '90 % quantile, days', '90 % 分位数,天'),
        number('p95', '95 % quantile, days', '95 % 分位数,天'),
        integer('repeaters', 'Members with two or more order days', '有两个及以上有单日的会员'),
        integer('proposed_declining', 'Proposed: declining after, days', '建议:衰退天数'),
        integer('proposed_dormant', 'Proposed: dormant after, days', '建议:沉睡天数'),
        integer('proposed_lost', 'Proposed: lost after, days', '建议:流失天数'),
        integer('proposed_mature', 'Proposed: mature from, order days', '建议:成熟的有单天数'),
        integer('declining', 'In use: declining after, days', '所用:衰退天数'),
        integer('dormant', 'In use: dormant after, days', '所用:沉睡天数'),
        integer('lost', 'In use: lost after, days', '所用:流失天数'),
        integer('mature', 'In use: mature from, order days', '所用:成熟的有单天数'),
      ],
      select: thresholds(table('lifecycle_days'), table('lifecycle_members'), parameters),
    }),
    ({ shop, table }) => ({
      name: 'lifecycle_phases',
      about: {
        en: 'The same as lifecycle_spells, with numbers for members and states.',
        zh: '同 lifecycle_spells,会员与状态以序号表示。',
      },
      columns: [
        integer('member', 'A number for the member', '会员序号'),
        integer('state', 'Place of the state, from 0', '状态序号,自 0 起'),
        date('begins', 'First as-of day in it', '开始(截止日)'),
        date('ends', 'First as-of day no longer in it; empty for good', '结束(截止日);空为一直'),
      ],
      select: spells(
        table('lifecycle_days'),
        table('lifecycle_members'),
        table('lifecycle_thresholds'),
        shop.asOf,
      ),
    }),
    ({ table }) => ({
      name: 'lifecycle_spells',
      about: {
        en: 'From when to when a member is in a state; as of each day exactly one row per known member.',
        zh: '会员处于某状态的起止;在任一日,每位已知会员恰有一行。',
      },
      columns: [
        memberId,
        text('state', 'State', '状态'),
        date('begins', 'First as-of day in it', '开始(截止日)'),
        date('ends', 'First as-of day no longer in it; empty for good', '结束(截止日);空为一直'),
      ],
      select: namedSpells(table('lifecycle_phases'), table('lifecycle_members')),
      view: true,
    }),
    ({ shop, table }) => ({
      name: 'lifecycle_counts',
      about: {
        en: 'Members by state as of the first day of each month, and as of the chosen day.',
        zh: '每月初及所选截止日各状态的会员数。',
      },
      columns: [
        date('day', 'As of', '截止日'),
        text('state', 'State', '状态'),
        integer('members', 'Members', '会员数'),
      ],
      select: counts(table('lifecycle_phases'), shop.asOf),
    }),
    ({ shop, parameters, table }) => ({
      name: 'lifecycle_transitions',
      about: {
        en: 'Members by the state they were in and the state they came to.',
        zh: '会员按原状态与现状态。',
      },
      columns: [
        text('before', 'State before; none: not yet known', '原状态;none 为尚未出现'),
        text('after', 'State after', '现状态'),
        integer('members', 'Members', '会员数'),
      ],
      select: transitions(table('lifecycle_phases'), shop.asOf, parameters.compare),
    }),
    ({ parameters, table }) => ({
      name: 'lifecycle_flows',
      about: {
        en: 'Who bought in each calendar period, and who of the period before did not.',
        zh: '每个日历时段谁购买,以及上一时段的谁没有再买。',
      },
      columns: [
        time('period', 'First moment of the period', '时段起点'),
        integer('active', 'Members with an order', '有单会员'),
        integer('new_members', 'First order ever, under the lens', '首次下单'),
        integer('returning_members', 'Also bought in the period before', '上一时段也买过'),
        integer('resurrected', 'Bought earlier, but not in the period before', '更早买过,上一时段没有'),
        integer('dormant', 'Bought in the period before, not in this', '上一时段买过,本时段没有'),
      ],
      select: flows(table('lifecycle_days'), parameters.period),
    }),
    ({ shop, parameters, table }) => ({
      name: 'member_lifecycle',
      about: { en: 'The state of every member.', zh: '每位会员的状态。' },
      columns: [
        memberId,
        text('state', 'State', '状态'),
        text('state_before', 'State at the earlier day; none: not yet known', '较早日的状态;none 为尚未出现'),
        integer('order_days', 'Days with an order', '有单天数'),
        integer('days_since', 'Days from the last order to the as-of day', '末单到截止日的天数'),
        number('mean_gap', 'Mean days between order days', '平均间隔天数'),
        money('spent', 'Money so far, by basis', '至今金额,按口径'),
        date('first_order', 'Day of the first order', '首单日期'),
        date('last_order', 'Day of the last order', '末单日期'),
      ],
      select: membersNow(
        table('lifecycle_members'),
        table('lifecycle_phases'),
        shop.asOf,
        parameters.compare,
      ),
    }),
    ({ table }) => ({
      name: 'lifecycle_states',
      about: { en: 'Members and money by state.', zh: '各状态的会员与金额。' },
      columns: [
        text('state', 'State', '状态'),
        integer('members', 'Members', '会员数'),
        share('share_members', 'Share of members', '会员占比'),
        money('spent', 'Their money so far', '至今金额'),
        share('share_spent', 'Share of money', '金额占比'),
        number('days_since', 'Median days since the last order', '距末单天数的中位数'),
        number('order_days', 'Mean days with an order', '平均有单天数'),
      ],
      select: sql`select
  state,
  count(*) as members,
  count(*)::double / sum(count(*)) over () as share_members,
  sum(spent) as spent,
  sum(spent) / nullif(sum(sum(spent)) over (), 0) as share_spent,
  median(days_since)::double as days_since,
  avg(order_days) as order_days
from ${table('member_lifecycle')}
group by state
order by state`,
    }),
  ],
})

function describe({ compare }: LifecycleParameters, { asOf, from, basis }: Lens) {
  const [since, sinceZh] = from ? [` from ${from}`, `${from} 起、`] : ['', '']
  const back =
    compare === 'months'
      ? { en: 'from month to month', zh: '逐月比较' }
      : { en: `compared with ${compare} days before`, zh: `与 ${compare} 天前比较` }
  return {
    en: `States as of ${asOf}, ${back.en}; ${basis} orders${since} before that day, orders of one day as one. Members without an order or a joining day count as prospects all along.`,
    zh: `截至 ${asOf} 的状态,${back.zh};${sinceZh}该日之前的订单(${basis === 'net' ? '净额' : '毛额'}),同日订单合一。既无订单又无入会日期的会员始终计为潜客。`,
  }
}
