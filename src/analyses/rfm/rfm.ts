import { empty, sql, type Sql } from '../../sql/sql'
import { defineAnalysis, type Lens, type OutputColumn } from '../analysis'
import { date, integer, memberId, money, number, share, text } from '../columns'
import { figures } from './figures'
import { EIGHT_GROUPS, groupCase, TEN_GROUPS } from './groups'
import { lorenzPoints, lorenzSummary } from './lorenz.sql'
import { cuts, scores, type TiePolicy } from './scores.sql'

/** A type, not an interface: parameters are indexed by name. */
export type RfmParameters = {
  /** Days before the as-of date that count; 'all' for the whole period. */
  window: string
  bins: number
  ties: string
  frequency: string
  cut8: string
}

/**
 * Recency, frequency, monetary value of every member with an order in the window, their scores, and two maps of
 * groups. Conventions and reference values: Fader, Hardie and Lee's CDNOW data; see tests/unit/analyses/rfm.
 */
export const rfm = defineAnalysis<RfmParameters>({
  id: 'rfm',
  group: 'value',
  title: { en: 'RFM', zh: 'RFM' },
  needs: ['orders'],
  parameters: {
    window: {
      kind: 'choice',
      label: { en: 'Window', zh: '时间窗' },
      initial: 'all',
      options: [
        { value: 'all', label: { en: 'All time', zh: '全部' } },
        { value: '730', label: { en: 'Last 730 days', zh: '近 730 天' } },
        { value: '365', label: { en: 'Last 365 days', zh: '近 365 天' } },
        { value: '180', label: { en: 'Last 180 days', zh: '近 180 天' } },
        { value: '90', label: { en: 'Last 90 days', zh: '近 90 天' } },
      ],
    },
    bins: { kind: 'number', label: { en: 'Bins', zh: '分档' }, min: 2, max: 10, initial: 5 },
    ties: {
      kind: 'choice',
      label: { en: 'Equal values', zh: '同值处理' },
      initial: 'together',
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
    cut8: {
      kind: 'choice',
      label: { en: 'Eight groups cut at', zh: '八群切点' },
      initial: 'mean',
      options: [
        { value: 'mean', label: { en: 'Mean', zh: '均值' } },
        { value: 'median', label: { en: 'Median', zh: '中位数' } },
      ],
    },
  },
  figures,
  definition: describe,
  steps: [
    ({ shop, parameters }) => ({
      name: 'rfm_totals',
      about: {
        en: 'One row per member: days since the last order, orders, money.',
        zh: '每位会员一行:距上次下单的天数、订单数、金额。',
      },
      columns: [
        memberId,
        integer('recency_days', 'Days from the last order to the as-of date', '上次下单距截止日的天数'),
        integer('frequency', 'Orders, or days with one', '订单数或有单天数'),
        money('monetary', 'Sum of order amounts', '订单金额合计'),
        date('first_order', 'Day of the first order', '首单日期'),
        date('last_order', 'Day of the last order', '末单日期'),
      ],
      select: sql`select
  member_id,
  date_diff('day', max(ordered_at)::date, cast(${shop.asOf} as date)) as recency_days,
  ${parameters.frequency === 'days' ? sql`count(distinct ordered_at::date)` : sql`count(*)`} as frequency,
  sum(amount)::decimal(18, 4) as monetary,
  min(ordered_at)::date as first_order,
  max(ordered_at)::date as last_order
from ${shop.orders}
where member_id is not null${
        parameters.window === 'all'
          ? empty
          : sql` and ordered_at >= cast(${shop.asOf} as date) - ${Number(parameters.window)} * interval 1 day`
      }
group by member_id`,
    }),
    ({ parameters, table }) => ({
      name: 'rfm_cuts',
      about: {
        en: 'The values at which scores change, and the cuts of the eight groups.',
        zh: '分数变化处的取值,以及八群的切点。',
      },
      columns: [
        text('r_cuts', 'Recency, days', 'R 切点,天'),
        text('f_cuts', 'Frequency', 'F 切点'),
        text('m_cuts', 'Monetary', 'M 切点'),
        number('r_cut8', 'Recent means fewer days than this', '少于此天数为近'),
        number('f_cut8', 'Often means more than this', '多于此为频'),
        number('m_cut8', 'Much means more than this', '多于此为多'),
      ],
      select: sql`select *
from (${cuts(table('rfm_totals'), parameters.bins)}), (
  select
    ${parameters.cut8 === 'median' ? sql`median(recency_days)` : sql`avg(recency_days)`}::double as r_cut8,
    ${parameters.cut8 === 'median' ? sql`median(frequency)` : sql`avg(frequency)`}::double as f_cut8,
    ${parameters.cut8 === 'median' ? sql`median(cast(monetary as double))` : sql`avg(cast(monetary as double))`} as m_cut8
  from ${table('rfm_totals')}
)`,
    }),
    ({ parameters, table }) => ({
      name: 'member_rfm',
      about: { en: 'Scores and groups of every member.', zh: '每位会员的分数与分群。' },
      columns: [
        memberId,
        integer('recency_days', 'Days from the last order to the as-of date', '上次下单距截止日的天数'),
        integer('frequency', 'Orders, or days with one', '订单数或有单天数'),
        money('monetary', 'Sum of order amounts', '订单金额合计'),
        integer('r', 'Score of recency, the highest is the most recent', 'R 分,越高越近'),
        integer('f', 'Score of frequency', 'F 分'),
        integer('m', 'Score of money', 'M 分'),
        text('group10', 'Group of ten', '十群'),
        text('group8', 'Group of eight, as bits R F M', '八群,按 R F M 三位'),
        date('first_order', 'Day of the first order', '首单日期'),
        date('last_order', 'Day of the last order', '末单日期'),
      ],
      select: sql`select
  member_id, recency_days, frequency, monetary, r, f, m,
  ${groupCase(TEN_GROUPS)} as group10,
  ${groupCase(EIGHT_GROUPS)} as group8,
  first_order, last_order
from (
  select
    t.*, s.r, s.f, s.m,
    ${inFives(sql`s.r`, parameters.bins)} as r5,
    ${inFives(sql`s.f`, parameters.bins)} as f5,
    t.recency_days < c.r_cut8 as r_high,
    t.frequency > c.f_cut8 as f_high,
    ${muchMoney(parameters.cut8)} as m_high
  from ${table('rfm_totals')} as t
  join (${scores(table('rfm_totals'), table('rfm_cuts'), parameters.bins, parameters.ties as TiePolicy)}) as s
    on s.member_id = t.member_id
  cross join ${table('rfm_cuts')} as c
  cross join (select count(*) as members, sum(monetary) as money from ${table('rfm_totals')}) as a
)`,
    }),
    ({ table }) => ({
      name: 'rfm_cells',
      about: { en: 'Members and money by R and F.', zh: '按 R 与 F 的人数与金额。' },
      columns: [
        integer('r', 'Score of recency', 'R 分'),
        integer('f', 'Score of frequency', 'F 分'),
        integer('members', 'Members', '人数'),
        money('monetary', 'Money', '金额'),
      ],
      select: sql`select r, f, count(*) as members, sum(monetary) as monetary
from ${table('member_rfm')} group by r, f order by r, f`,
    }),
    ({ table }) => ({
      name: 'rfm_groups',
      about: {
        en: 'Size, money and medians of each group, for both maps.',
        zh: '两种分群各群的人数、金额与中位数。',
      },
      columns: [
        text('map', 'ten or eight', 'ten 十群,eight 八群'),
        text('group_id', 'Group', '群'),
        integer('members', 'Members', '人数'),
        money('monetary', 'Money', '金额'),
        number('r_median', 'Median days since the last order', '距上次下单天数的中位数'),
        number('f_median', 'Median frequency', '频次中位数'),
        money('m_median', 'Median money', '金额中位数'),
      ],
      select: sql`select
  map, group_id,
  count(*) as members,
  sum(monetary) as monetary,
  median(recency_days) as r_median,
  median(frequency) as f_median,
  median(monetary)::double as m_median
from (
  select 'ten' as map, group10 as group_id, recency_days, frequency, monetary from ${table('member_rfm')}
  union all
  select 'eight' as map, group8 as group_id, recency_days, frequency, monetary from ${table('member_rfm')}
)
group by map, group_id
order by map, members desc`,
    }),
    ({ table }) => ({
      name: 'rfm_ties',
      about: {
        en: 'Members whose equals got another score, by score.',
        zh: '值相同却得了不同分数的会员数。',
      },
      columns: [
        integer('r_split', 'Members split by R', '被 R 分开的会员'),
        integer('f_split', 'Members split by F', '被 F 分开的会员'),
        integer('m_split', 'Members split by M', '被 M 分开的会员'),
      ],
      select: sql`select
  (select coalesce(sum(n), 0) from (select count(*) as n from ${table('member_rfm')} group by recency_days having min(r) < max(r))) as r_split,
  (select coalesce(sum(n), 0) from (select count(*) as n from ${table('member_rfm')} group by frequency having min(f) < max(f))) as f_split,
  (select coalesce(sum(n), 0) from (select count(*) as n from ${table('member_rfm')} group by monetary having min(m) < max(m))) as m_split`,
    }),
    ({ table }) => ({
      name: 'lorenz_curve',
      about: {
        en: 'Share of money held by the poorest share of members, at up to 201 points.',
        zh: '金额最少的那部分会员占有的金额比例,至多 201 个点。',
      },
      columns: [
        share('members', 'Share of members, from the least money', '会员占比,从金额最少者起'),
        share('money', 'Share of money', '金额占比'),
      ],
      select: lorenzPoints(table('rfm_totals')),
    }),
    ({ table }) => ({
      name: 'rfm_summary',
      about: { en: 'Totals, Gini coefficient and top shares.', zh: '合计、基尼系数与头部占比。' },
      columns: [
        integer('members', 'Members', '人数'),
        integer('frequency', 'Orders', '订单'),
        money('monetary', 'Money', '金额'),
        integer('once', 'Members with a frequency of one', '只有一次的会员'),
        number('gini', 'Gini coefficient, negative totals as 0', '基尼系数,负数按 0 计'),
        ...['01', '05', '10', '20'].map((share): OutputColumn => ({
          name: `top_${share}`,
          type: 'share',
          about: { en: `Money of the top ${Number(share)} %`, zh: `前 ${Number(share)} % 会员的金额占比` },
        })),
      ],
      select: lorenzSummary(table('rfm_totals')),
    }),
  ],
})

/** Scores from 1 to `bins` on a scale from 1 to 5: the lowest stays the lowest, the highest the highest. */
const inFives = (score: Sql, bins: number): Sql =>
  sql`cast(round(1 + 4.0 * (${score} - 1) / ${bins - 1}) as integer)`

/** Above the mean without dividing: of equal amounts none is above their mean, whatever a double makes of it. */
const muchMoney = (cut: string): Sql =>
  cut === 'median' ? sql`cast(t.monetary as double) > c.m_cut8` : sql`t.monetary * a.members > a.money`

function describe(p: RfmParameters, lens: Lens) {
  const policies = {
    together: { en: 'equal values together, so scores may be skipped', zh: '同值同分,可能跳过某些分数' },
    first_rank: { en: 'F by its rank in the order of member ids', zh: 'F 按会员号先后排名' },
    ntile: {
      en: 'groups of equal size (NTILE), by value and member id',
      zh: '等人数分档(NTILE),按取值与会员号',
    },
  }
  const policy = policies[p.ties as TiePolicy]
  const scaled =
    p.bins === 5
      ? { en: '', zh: '' }
      : { en: ' Ten groups read the scores scaled to five.', zh: '十群按换算成五档的分数。' }
  return {
    en: `R: days from the last order to ${lens.asOf}, fewer score higher. F: ${p.frequency === 'days' ? 'days with an order' : 'orders'}. M: sum of ${lens.basis} amounts. Window: ${p.window === 'all' ? 'all time' : `${p.window} days`}. ${p.bins} bins, ${policy.en}. Eight groups cut at the ${p.cut8}.${scaled.en}`,
    zh: `R:末单距 ${lens.asOf} 的天数,越少分越高;F:${p.frequency === 'days' ? '有单天数' : '订单数'};M:${lens.basis === 'net' ? '净额' : '毛额'}合计。时间窗:${p.window === 'all' ? '全部' : `近 ${p.window} 天`}。分 ${p.bins} 档,${policy.zh}。八群以${p.cut8 === 'median' ? '中位数' : '均值'}为切点。${scaled.zh}`,
  }
}
