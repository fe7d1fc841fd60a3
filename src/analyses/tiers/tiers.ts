import { defineAnalysis, type Lens } from '../analysis'
import { date, integer, memberId, money, number, text } from '../columns'
import { METHODS, cutPoints, parameters, type TierParameters } from './parameters'
import { against, bins, cuts, forBreaks, members, proposals, tiered, totals, values } from './tiers.sql'

const VALUE = number('value', 'Orders, order days or money, as chosen', '订单数、有单天数或金额(按所选)')
const TIER = integer('tier', 'Tier, 1 is the lowest', '层级,1 为最低')
const MEMBERS = integer('members', 'Members', '会员数')
const AMOUNT = money('amount', 'Their money, by basis', '其金额,按口径')
const OF_MEMBER = [
  memberId,
  VALUE,
  integer('orders', 'Orders', '订单数'),
  AMOUNT,
  date('last_order', 'Day of the last order', '末单日期'),
  text('current', 'The tier that the shop says', '现有会员等级'),
]

/**
 * Tiers of members by how often they buy or what they spend: cut points proposed from the data in three ways, editable,
 * with the members and the money of each tier, beside the shop's own tiers.
 */
export const tiers = defineAnalysis<TierParameters>({
  id: 'tiers',
  group: 'value',
  title: { en: 'Tiers', zh: '会员分层' },
  needs: ['orders'],
  parameters,
  definition: describe,
  steps: [
    ({ shop, parameters: p }) => ({
      name: 'tier_buyers',
      about: { en: 'One row per member with an order in the window.', zh: '时间窗内有单的会员,每位一行。' },
      columns: OF_MEMBER,
      select: members(shop, p),
    }),
    ({ table }) => ({
      name: 'tier_values',
      about: { en: 'Members by each value of the measure.', zh: '按依据的取值统计会员。' },
      columns: [VALUE, integer('n', 'Members', '会员数'), AMOUNT],
      select: values(table('tier_buyers')),
    }),
    ({ parameters: p, table }) => ({
      name: 'tier_breaks',
      about: { en: 'Natural breaks, as logarithms.', zh: '自然断点,取对数。' },
      columns: [
        integer('measure', 'Always 1', '恒为 1'),
        integer('position', 'Place of the break', '第几个断点'),
        number('cut', 'Largest logarithm below it', '断点以下的最大对数值'),
      ],
      select: forBreaks(table('tier_values'), p),
      kernel: { name: 'kMeans1d', options: { clusters: p.tiers } },
    }),
    ({ parameters: p, table }) => ({
      name: 'tier_proposals',
      about: { en: 'Cut points by each of three methods.', zh: '三种方法各自的切点。' },
      columns: [
        text('method', 'natural, share or knee', 'natural 自然断点,share 人数占比,knee 拐点'),
        integer('place', 'Which', '第几个'),
        number('start', 'Least value of the tier above', '上一层的起点'),
      ],
      select: proposals(table('tier_values'), table('tier_breaks'), p),
    }),
    ({ parameters: p, table }) => ({
      name: 'tier_cuts',
      about: { en: 'The cut points in use.', zh: '所用切点。' },
      columns: [
        integer('place', 'Which', '第几个'),
        number('start', 'Least value of the tier above', '上一层的起点'),
      ],
      select: cuts(table('tier_proposals'), p),
    }),
    ({ table }) => ({
      name: 'member_tier',
      about: {
        en: 'The tier of every member with an order in the window.',
        zh: '时间窗内有单的会员所属层级。',
      },
      columns: [...OF_MEMBER, TIER],
      select: tiered(table('tier_buyers'), table('tier_cuts')),
    }),
    ({ table }) => ({
      name: 'tier_totals',
      about: { en: 'Members and money of each tier.', zh: '各层的会员与金额。' },
      columns: [
        TIER,
        number('from_value', 'From; empty for the first', '起点;第一层为空'),
        number('to_value', 'Below; empty for the last', '终点(不含);最后一层为空'),
        MEMBERS,
        integer('orders', 'Their orders', '其订单数'),
        AMOUNT,
      ],
      select: totals(table('member_tier'), table('tier_cuts')),
    }),
    ({ table }) => ({
      name: 'tier_against',
      about: {
        en: 'The shop’s own tiers against these; empty where the shop has none.',
        zh: '现有会员等级与此分层对照;没有等级数据则为空。',
      },
      columns: [text('current', 'The tier that the shop says', '现有会员等级'), TIER, MEMBERS, AMOUNT],
      select: against(table('member_tier')),
    }),
    ({ parameters: p, table }) => ({
      name: 'tier_bins',
      about: { en: 'Members by value, for the chart.', zh: '会员按取值分布,作图用。' },
      columns: [
        number('low', 'From; empty for zero and less', '下限;零及以下为空'),
        number('high', 'Below', '上限(不含)'),
        MEMBERS,
        AMOUNT,
      ],
      select: bins(table('tier_values'), p),
    }),
  ],
})

const MEASURES: Readonly<Record<string, readonly [en: string, zh: string]>> = {
  orders: ['orders', '订单数'],
  days: ['days with an order', '有单天数'],
  spend: ['money', '金额'],
}

function describe({ measure, window, method, cuts }: TierParameters, { asOf, from, basis }: Lens) {
  const [en, zh] = MEASURES[measure] ?? ['', '']
  const own = (cutPoints(cuts) ?? []).length > 0
  const how = METHODS.find(({ value }) => value === method)
  const [since, sinceZh] =
    window !== 'all'
      ? [` in the ${window} days`, `近 ${window} 天`]
      : from
        ? [` from ${from} on`, `${from} 起`]
        : ['', '']
  return {
    en: `Members by ${en}${since} before ${asOf}, ${basis} amounts; without an order then they are in no tier. A tier begins with its cut point. Cut points: ${own ? 'your own' : `proposed. ${how?.about.en ?? ''}`}`,
    zh: `会员按${zh}分层,${sinceZh}截至 ${asOf},${basis === 'net' ? '净额' : '毛额'};其间无单者不入层。每层从其切点起。切点:${own ? '自定' : `建议。${how?.about.zh ?? ''}`}`,
  }
}
