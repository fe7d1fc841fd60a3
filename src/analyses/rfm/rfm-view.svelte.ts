import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { formatNumber, formatPercent } from '../../text/format'
import type { RunResult } from '../runner'
import type { ScoreCount } from './empty-groups'

export interface GroupRow {
  map: string
  id: string
  members: number
  money: number
  rMedian: number
  fMedian: number
  mMedian: number
}

export interface RfmData {
  bins: number
  members: number
  frequency: number
  money: number
  once: number
  gini: number
  top: { share: number; money: number }[]
  /** By R from the highest, then F from the lowest; null where no member is. */
  cells: { members: (number | null)[][]; money: (number | null)[][] }
  groups: GroupRow[]
  lorenz: { members: number; money: number }[]
  split: { r: number; f: number; m: number }
  /** How often each score and bit occurs. */
  counts: ScoreCount[]
  /** By weighted score, in steps of a half; none where nothing weighs. */
  weighted: { from: number; members: number; money: number }[]
  moves: Move[]
  /** Where the margin was asked for: the money of order lines, and that of them with a cost. */
  margin: { amount: number; costed: number; lines: number; costedLines: number } | null
}

/** Members who were in one group on the earlier day and are in another, or the same, now. */
export interface Move {
  map: string
  from: string
  to: string
  members: number
  before: number
  now: number
}

/** Reads what the page shows from the result tables: at most a few hundred rows. */
export async function readRfm(run: RunResult, query: (statement: Sql) => Promise<Columns>): Promise<RfmData> {
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [summary, cells, groups, lorenz, ties, counts, weighted, moves, margin] = (
    await Promise.all([
      query(sql`select * from ${table('rfm_summary')}`),
      query(sql`select r, f, members, monetary::double as money from ${table('rfm_cells')}`),
      query(sql`select * from ${table('rfm_groups')} order by map, members desc, group_id`),
      query(sql`select * from ${table('lorenz_curve')} order by members, money`),
      query(sql`select * from ${table('rfm_ties')}`),
      query(sql`select * from ${table('rfm_score_counts')}`),
      query(sql`select floor(score * 2) / 2 as low, sum(members)::double as members, sum(monetary)::double as money
from ${table('rfm_cell_groups')} where score is not null group by 1 order by 1`),
      query(sql`select * from ${table('rfm_migration')} order by map, members desc, from_group, to_group`),
      query(sql`select * from ${table('rfm_margin')}`),
    ])
  ).map(rowObjects)
  const one = summary?.[0] ?? {}
  const number = (row: Record<string, unknown> | undefined, name: string) => {
    const value = row?.[name]
    return value === null || value === undefined ? NaN : Number(value)
  }
  // Of cuts found from the data there may be fewer, or other, scores than bins.
  const top = (name: string) => Math.max(0, ...(cells ?? []).map((cell) => Number(cell[name])))
  const bySize = run.parameters['scores'] === 'quantile' || run.parameters['scores'] === 'plus_one'
  const bins = bySize ? Number(run.parameters['bins']) : Math.max(2, top('r'), top('f'))
  const grid = (name: string) =>
    Array.from({ length: bins }, (_, row) =>
      Array.from({ length: bins }, (_, column) => {
        const cell = cells?.find(
          (candidate) => candidate['r'] === bins - row && candidate['f'] === column + 1,
        )
        return cell ? Number(cell[name]) : null
      }),
    )
  return {
    bins,
    members: number(one, 'members'),
    frequency: number(one, 'frequency'),
    money: number(one, 'monetary'),
    once: number(one, 'once'),
    gini: number(one, 'gini'),
    top: [1, 5, 10, 20].map((percent) => ({
      share: percent / 100,
      money: number(one, `top_${String(percent).padStart(2, '0')}`),
    })),
    cells: { members: grid('members'), money: grid('money') },
    groups: (groups ?? []).map((row) => ({
      map: String(row['map']),
      id: String(row['group_id']),
      members: number(row, 'members'),
      money: number(row, 'monetary'),
      rMedian: number(row, 'r_median'),
      fMedian: number(row, 'f_median'),
      mMedian: number(row, 'm_median'),
    })),
    lorenz: (lorenz ?? []).map((row) => ({ members: number(row, 'members'), money: number(row, 'money') })),
    split: {
      r: number(ties?.[0], 'r_split'),
      f: number(ties?.[0], 'f_split'),
      m: number(ties?.[0], 'm_split'),
    },
    counts: (counts ?? []).map((row) => ({
      axis: String(row['axis']),
      value: number(row, 'value'),
      members: number(row, 'members'),
    })),
    weighted: (weighted ?? []).map((row) => ({
      from: number(row, 'low'),
      members: number(row, 'members'),
      money: number(row, 'money'),
    })),
    moves: (moves ?? []).map((row) => ({
      map: String(row['map']),
      from: String(row['from_group']),
      to: String(row['to_group']),
      members: number(row, 'members'),
      before: number(row, 'monetary_before'),
      now: number(row, 'monetary'),
    })),
    margin: margin?.[0]
      ? {
          amount: number(margin[0], 'amount'),
          costed: number(margin[0], 'costed'),
          lines: number(margin[0], 'lines'),
          costedLines: number(margin[0], 'costed_lines'),
        }
      : null,
  }
}

/** The page's title and context, from the figures, by rule: never more than they say. */
export function findings(data: RfmData): { title: Bilingual; context: Bilingual } {
  if (data.members === 0) {
    return {
      title: { en: 'No member has an order in this window', zh: '这个时间窗内没有会员下单' },
      context: { en: 'Widen the window or move the as-of date.', zh: '请放宽时间窗或调整截止日。' },
    }
  }
  // The top share is at least one member; of fewer than a hundred, one is more than 1 %.
  const half = data.top.find((top) => top.money >= 0.5 && top.share * data.members >= 1)
  const top10 = data.top[2]?.money ?? NaN
  const once = data.once / data.members
  const holds = data.money > 0
  const money = !holds
    ? { en: 'The members’ money adds up to nothing', zh: '会员的金额合计不为正' }
    : half
      ? {
          en: `${near(half.money)} the money comes from ${half.share * 100} % of the members`,
          zh: `${half.share * 100} % 的会员贡献了${nearZh(half.money)}的金额`,
        }
      : {
          en: `The top 10 % of members hold ${formatPercent(top10)} of the money`,
          zh: `前 10 % 的会员占有 ${formatPercent(top10)} 的金额`,
        }
  const often =
    once >= 0.45 && once <= 0.55
      ? { en: '; half of all members bought once', zh: ',全体中一半只买过一次' }
      : once > 0.55
        ? {
            en: `; ${formatPercent(once, 0)} of all members bought once`,
            zh: `,全体中 ${formatPercent(once, 0)} 只买过一次`,
          }
        : {
            en: `; ${formatPercent(1 - once, 0)} of all members bought more than once`,
            zh: `,全体中 ${formatPercent(1 - once, 0)} 买过不止一次`,
          }
  const count = formatNumber(data.members)
  if (data.members < FEW) {
    const members = data.members === 1 ? '1 member' : `${count} members`
    return {
      title: {
        en: `Only ${members}: too few for shares to mean much`,
        zh: `只有 ${count} 位会员,谈不上占比`,
      },
      context: {
        en: `${formatNumber(data.once)} (${formatPercent(once)}) have a frequency of one.`,
        zh: `${formatNumber(data.once)} 人(${formatPercent(once)})频次为一。`,
      },
    }
  }
  return {
    title: { en: money.en + often.en, zh: money.zh + often.zh },
    context: {
      en: `${count} members. ${holds ? `The top 10 % brought ${formatPercent(top10)} of the money` : 'Nobody holds a share of it'}; ${formatNumber(data.once)} (${formatPercent(once)}) have a frequency of one.`,
      zh: `${count} 位会员。${holds ? `前 10 % 贡献 ${formatPercent(top10)} 的金额` : '谈不上金额占比'};${formatNumber(data.once)} 人(${formatPercent(once)})频次为一。`,
    },
  }
}

/** Below this the top 10 % is not even one member. */
const FEW = 10

const near = (share: number): string => (share < 0.55 ? 'Half of' : `${formatPercent(share, 0)} of`)
const nearZh = (share: number): string => (share < 0.55 ? '一半' : ` ${formatPercent(share, 0)} `)
