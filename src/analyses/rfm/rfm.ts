import { sql, type Sql } from '../../sql/sql'
import { defineAnalysis, type OutputColumn, type ShopViews, type Step, type StepContext } from '../analysis'
import { date, integer, memberId, money, number, share, text } from '../columns'
import { cuts, distinctValues } from './cuts.sql'
import { describe } from './describe'
import { mapsOf } from './edits'
import { figures } from './figures'
import { lorenzPoints, lorenzSummary } from './lorenz.sql'
import { groupTotals, scoreCounts } from './maps.sql'
import { migration } from './migration.sql'
import { earlierDay, parameters, type RfmParameters } from './parameters'
import { memberScores } from './scores.sql'
import { marginCoverage, memberTotals } from './totals.sql'

const TOTALS: OutputColumn[] = [
  memberId,
  integer('recency_days', 'Days from the last order to the as-of date', '上次下单距截止日的天数'),
  integer('frequency', 'Orders, or days with one', '订单数或有单天数'),
  money(
    'monetary',
    'Sum of order amounts, their mean, or the margin, as chosen',
    '订单金额合计、单均或毛利(按所选)',
  ),
  date('first_order', 'Day of the first order', '首单日期'),
  date('last_order', 'Day of the last order', '末单日期'),
]

const BREAKS: OutputColumn[] = [
  integer('measure', '1 recency, 2 frequency, 3 money', '1 近度,2 频次,3 金额'),
  integer('position', 'Place of the cut', '第几个切点'),
  number('cut', 'Largest value below it', '切点以下的最大值'),
]

const CUTS: OutputColumn[] = [
  text('r_cuts', 'Recency, days', 'R 切点,天'),
  text('f_cuts', 'Frequency', 'F 切点'),
  text('m_cuts', 'Monetary', 'M 切点'),
  number('r_cut8', 'Recent means fewer days than this', '少于此天数为近'),
  number('f_cut8', 'Often means more than this', '多于此为频'),
  number('m_cut8', 'Much means more than this', '多于此为多'),
]

const SCORES: OutputColumn[] = [
  ...TOTALS.slice(0, 4),
  integer('r', 'Score of recency, the highest is the most recent', 'R 分,越高越近'),
  integer('f', 'Score of frequency', 'F 分'),
  integer('m', 'Score of money', 'M 分'),
  text('group10', 'Group of ten', '十群'),
  text('group8', 'Group of eight, as bits R F M', '八群,按 R F M 三位'),
  ...TOTALS.slice(4),
  number('score', 'Weighted mean of the three scores', '三项分数的加权平均'),
  text('group4', 'Group of four', '四群'),
  text('group11', 'Group of eleven', '十一群'),
]

/**
 * The steps from totals to scores: as of the lens' day, and, under names that end in `_before`, as of the earlier one
 * (no rows where none is chosen).
 */
const scoring = (suffix: '' | '_before') => {
  const at = suffix === '' ? { en: '', zh: '' } : { en: ', as of the earlier day', zh: '(较早截止日)' }
  const about = (en: string, zh: string) => ({ en: `${en}${at.en}.`, zh: `${zh}${at.zh}。` })
  return {
    totals: ({ shop, parameters: p }) => ({
      name: `rfm_totals${suffix}`,
      about: about(
        'One row per member: days since the last order, orders, money',
        '每位会员一行:距上次下单的天数、订单数、金额',
      ),
      columns: TOTALS,
      select: suffix === '' ? memberTotals(shop, p, shop.asOf) : totalsBefore(shop, p),
    }),
    breaks: ({ parameters: p, table }) => ({
      name: `rfm_breaks${suffix}`,
      about: about(
        'Cuts of least spread within scores, where they are asked for',
        '使档内差异最小的切点(选用时)',
      ),
      columns: BREAKS,
      ...(p.scores === 'kmeans'
        ? {
            select: distinctValues(table(`rfm_totals${suffix}`)),
            kernel: { name: 'kMeans1d', options: { clusters: p.bins } },
          }
        : { select: sql`select 0 as measure, 0 as position, 0::double as cut where false` }),
    }),
    cuts: ({ parameters: p, table }) => ({
      name: `rfm_cuts${suffix}`,
      about: about(
        'The values at which scores change, and the cuts of the eight groups',
        '分数变化处的取值,以及八群的切点',
      ),
      columns: CUTS,
      select: cuts(table(`rfm_totals${suffix}`), table(`rfm_breaks${suffix}`), p),
    }),
    members: ({ parameters: p, table }) => ({
      name: `member_rfm${suffix}`,
      about: about('Scores and groups of every member', '每位会员的分数与分群'),
      columns: SCORES,
      select: memberScores(table(`rfm_totals${suffix}`), table(`rfm_cuts${suffix}`), p, mapsOf(p.maps)),
    }),
  } satisfies Record<string, (context: StepContext<RfmParameters>) => Step>
}

const NOW = scoring('')
const BEFORE = scoring('_before')

function totalsBefore(shop: ShopViews, p: RfmParameters): Sql {
  const day = earlierDay(p.compare, shop.asOf)
  return day === null
    ? sql`select * from (${memberTotals(shop, p, shop.asOf)}) where false`
    : memberTotals(shop, p, day)
}

/**
 * Recency, frequency, monetary value of every member with an order in the window, their scores, and four maps of
 * groups, now and on an earlier day. Conventions and reference values: Fader, Hardie and Lee's CDNOW data; see
 * tests/unit/analyses/rfm.
 */
export const rfm = defineAnalysis<RfmParameters>({
  id: 'rfm',
  group: 'value',
  title: { en: 'RFM', zh: 'RFM' },
  needs: ['orders'],
  parameters,
  figures,
  definition: describe,
  steps: [
    NOW.totals,
    NOW.breaks,
    NOW.cuts,
    NOW.members,
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
        en: 'Size, money and medians of each group, for every map.',
        zh: '各种分群各群的人数、金额与中位数。',
      },
      columns: [
        text('map', 'four, eight, ten or eleven', 'four 四群,eight 八群,ten 十群,eleven 十一群'),
        text('group_id', 'Group', '群'),
        integer('members', 'Members', '人数'),
        money('monetary', 'Money', '金额'),
        number('r_median', 'Median days since the last order', '距上次下单天数的中位数'),
        number('f_median', 'Median frequency', '频次中位数'),
        money('m_median', 'Median money', '金额中位数'),
      ],
      select: groupTotals(table('member_rfm')),
    }),
    ({ parameters, table }) => ({
      name: 'rfm_score_counts',
      about: {
        en: 'Members by each score scaled to five, and by each side of the cuts of the eight groups: why a group is empty.',
        zh: '按换算成五档的各分数、按八群切点两侧的人数:某群为何没有人。',
      },
      columns: [
        text('axis', 'r, f, m, fm, or recent, often, much', 'r、f、m、fm,或 recent 近、often 频、much 多'),
        integer('value', 'Score from 1 to 5, or 1 beyond the cut, else 0', '1 到 5 分;或越过切点为 1,否则 0'),
        integer('members', 'Members', '人数'),
      ],
      select: scoreCounts(table('member_rfm'), table('rfm_totals'), table('rfm_cuts'), parameters),
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
    ({ shop, parameters }) => ({
      name: 'rfm_margin',
      about: {
        en: 'How much of the money has a cost behind it, where the margin is asked for.',
        zh: '选用毛利时,有成本价的金额占多少。',
      },
      columns: [
        money('amount', 'Money of the order lines', '订单明细金额'),
        money('costed', 'That of products with a cost', '其中有成本价的商品'),
        money('margin', 'Its margin', '其毛利'),
        integer('lines', 'Order lines', '订单明细行'),
        integer('costed_lines', 'Those with a cost', '其中有成本价的'),
      ],
      select:
        parameters.monetary === 'margin'
          ? marginCoverage(shop, parameters)
          : sql`select 0.0 as amount, 0.0 as costed, 0.0 as margin, 0 as lines, 0 as costed_lines where false`,
    }),
    BEFORE.totals,
    BEFORE.breaks,
    BEFORE.cuts,
    BEFORE.members,
    ({ table }) => ({
      name: 'rfm_migration',
      about: {
        en: 'Members by their group on the earlier day and now, for every map; empty where no day is chosen.',
        zh: '按较早截止日与现在的分群的人数,各种分群;未选日期则为空。',
      },
      columns: [
        text('map', 'four, eight, ten or eleven', 'four 四群,eight 八群,ten 十群,eleven 十一群'),
        text(
          'from_group',
          'Group then; absent: no order in the window',
          '当时的群;absent 表示时间窗内无订单',
        ),
        text('to_group', 'Group now; absent: no order in the window', '现在的群;absent 表示时间窗内无订单'),
        integer('members', 'Members', '人数'),
        money('monetary_before', 'Their money then', '当时的金额'),
        money('monetary', 'Their money now', '现在的金额'),
      ],
      select: migration(table('member_rfm_before'), table('member_rfm')),
    }),
  ],
})
