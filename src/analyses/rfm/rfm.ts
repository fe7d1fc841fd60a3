import { sql } from '../../sql/sql'
import { defineAnalysis, type OutputColumn, type Step, type StepContext } from '../analysis'
import { date, integer, memberId, money, number, share, text } from '../columns'
import { cuts, distinctValues } from './cuts.sql'
import { describe } from './describe'
import { mapsOf } from './edits'
import { figures } from './figures'
import { lorenzPoints, lorenzSummary, lorenzValues } from './lorenz.sql'
import { groupTotals, scoreCounts } from './maps.sql'
import { migration } from './migration.sql'
import { earlierDay, parameters, type RfmParameters } from './parameters'
import { cellGroups, memberGroups, memberScores } from './scores.sql'
import { marginCoverage, memberPurchases, totalsAt } from './totals.sql'

const MEMBER = integer('member', 'A number for the member', '会员序号')

const TOTALS: OutputColumn[] = [
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
  memberId,
  ...TOTALS.slice(0, 3),
  integer('r', 'Score of recency, the highest is the most recent', 'R 分,越高越近'),
  integer('f', 'Score of frequency', 'F 分'),
  integer('m', 'Score of money', 'M 分'),
  text('group10', 'Group of ten', '十群'),
  text('group8', 'Group of eight, as bits R F M', '八群,按 R F M 三位'),
  ...TOTALS.slice(3),
  number('score', 'Weighted mean of the three scores', '三项分数的加权平均'),
  text('group4', 'Group of four', '四群'),
  text('group11', 'Group of eleven', '十一群'),
]

const CELL = integer(
  'cell',
  'r × 2048 + f × 128 + m × 8 + the bits of the eight groups',
  'r × 2048 + f × 128 + m × 8 + 八群的三位',
)

const CELLS: OutputColumn[] = [
  CELL,
  ...SCORES.slice(4, 7),
  integer('r5', 'R scaled to five', 'R 换算成五档'),
  integer('f5', 'F scaled to five', 'F 换算成五档'),
  integer('m5', 'M scaled to five', 'M 换算成五档'),
  integer('fm5', 'Mean of F and M scaled to five, halves upwards', 'F 与 M(五档)的平均,五入'),
  ...['r', 'f', 'm'].map((axis): OutputColumn => ({
    name: `${axis}_high`,
    type: 'text',
    about: { en: 'Beyond the cut of the eight groups', zh: '是否越过八群切点' },
  })),
  integer('members', 'Members', '人数'),
  money('monetary', 'Money', '金额'),
  number('score', 'Weighted mean of the three scores', '三项分数的加权平均'),
  text('group4', 'Group of four', '四群'),
  text('group8', 'Group of eight, as bits R F M', '八群,按 R F M 三位'),
  text('group10', 'Group of ten', '十群'),
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
    totals: ({ shop, parameters: p, table }) => ({
      name: `rfm_totals${suffix}`,
      about: about(
        'One row per member: days since the last order, orders, money',
        '每位会员一行:距上次下单的天数、订单数、金额',
      ),
      columns: [MEMBER, ...TOTALS],
      select: totalsAt(
        table('rfm_purchases'),
        suffix,
        suffix === '' || earlierDay(p.compare, shop.asOf) !== null,
      ),
      view: true,
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
    scores: ({ shop, parameters: p, table }) => ({
      name: `rfm_scores${suffix}`,
      about: about(
        'Scores of every member, and the cell of all scores they make',
        '每位会员的分数,以及各分数合成的格',
      ),
      columns: [MEMBER, ...SCORES.slice(1, 7), CELL, ...TOTALS.slice(3)],
      select: memberScores(table(`rfm_totals${suffix}`), table(`rfm_cuts${suffix}`), shop.memberNumbers, p),
    }),
    groups: ({ parameters: p, table }) => ({
      name: `rfm_cell_groups${suffix}`,
      about: about('The groups of each cell, in every map', '每一格在各种分群中所属的群'),
      columns: CELLS,
      select: cellGroups(table(`rfm_scores${suffix}`), table(`rfm_cuts${suffix}`), p, mapsOf(p.maps)),
    }),
    members: ({ shop, table }) => ({
      name: `member_rfm${suffix}`,
      about: about('Scores and groups of every member', '每位会员的分数与分群'),
      columns: SCORES,
      select: memberGroups(
        table(`rfm_scores${suffix}`),
        table(`rfm_cell_groups${suffix}`),
        shop.memberNumbers,
      ),
      view: true,
    }),
  } satisfies Record<string, (context: StepContext<RfmParameters>) => Step>
}

const NOW = scoring('')
const BEFORE = scoring('_before')

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
  usesMemberOrders: true,
  parameters,
  figures,
  definition: describe,
  steps: [
    ({ shop, parameters: p }) => ({
      name: 'rfm_purchases',
      about: {
        en: 'One row per member: totals as of the chosen day, and of the earlier one where there is one.',
        zh: '每位会员一行:所选截止日的各项合计;有较早截止日时也含该日的。',
      },
      columns: [
        MEMBER,
        ...TOTALS,
        ...(earlierDay(p.compare, shop.asOf) === null
          ? []
          : TOTALS.map(({ name, type, about }) => ({
              name: `${name}_before`,
              type,
              about: { en: `${about.en}, as of the earlier day`, zh: `${about.zh}(较早截止日)` },
            }))),
      ],
      select: memberPurchases(shop, p, earlierDay(p.compare, shop.asOf)),
    }),
    NOW.totals,
    NOW.breaks,
    NOW.cuts,
    NOW.scores,
    NOW.groups,
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
      select: sql`select r, f, sum(members)::bigint as members, sum(monetary) as monetary
from ${table('rfm_cell_groups')} group by r, f order by r, f`,
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
      select: groupTotals(table('rfm_scores'), table('rfm_cell_groups')),
    }),
    ({ table }) => ({
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
      select: scoreCounts(table('rfm_cell_groups')),
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
  (select coalesce(sum(n), 0) from (select count(*) as n from ${table('rfm_scores')} group by recency_days having min(r) < max(r))) as r_split,
  (select coalesce(sum(n), 0) from (select count(*) as n from ${table('rfm_scores')} group by frequency having min(f) < max(f))) as f_split,
  (select coalesce(sum(n), 0) from (select count(*) as n from ${table('rfm_scores')} group by monetary having min(m) < max(m))) as m_split`,
    }),
    ({ table }) => ({
      name: 'lorenz_values',
      about: {
        en: 'One row per amount of money, the least first, with the members and money up to it.',
        zh: '每个金额一行,由少到多,含至此的人数与金额。',
      },
      columns: [
        money('value', 'Money of a member, negative totals as 0', '会员金额,负数按 0 计'),
        integer('n', 'Members who have it', '该金额的人数'),
        integer('upto', 'Members who have no more', '金额不超过此数的人数'),
        money('running', 'Their money', '其金额合计'),
      ],
      select: lorenzValues(table('rfm_totals')),
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
      select: lorenzPoints(table('lorenz_values')),
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
      select: lorenzSummary(table('rfm_totals'), table('lorenz_values')),
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
    BEFORE.scores,
    BEFORE.groups,
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
      select: migration(
        { scores: table('rfm_scores_before'), groups: table('rfm_cell_groups_before') },
        { scores: table('rfm_scores'), groups: table('rfm_cell_groups') },
      ),
    }),
  ],
})
