import { empty, ident, join, sql, type Sql } from '../../sql/sql'
import { cutShares } from './cuts.sql'
import { groupCase } from './groups'
import type { GroupMaps } from './maps'
import type { RfmParameters } from './parameters'

/** Cuts at most: one less than the most scores. */
const MOST_CUTS = 9

/**
 * The totals with their scores: member, recency_days, frequency, monetary, r, f, m, cell, first_order,
 * last_order. The cell says all three scores and the three bits of the eight groups in one number; see `cellGroups`.
 */
export const memberScores = (totals: Sql, cuts: Sql, numbers: Sql, p: RfmParameters): Sql => sql`select
  member, recency_days, frequency, monetary, r, f, m,
  (((r * 16 + f) * 16 + m) * 8 + r_high::integer * 4 + f_high::integer * 2 + m_high::integer)::smallint as cell,
  first_order, last_order
from (
  select s.*, ${bits(p)}
  from (${scored(totals, cuts, numbers, p)}) as s
  cross join ${cuts} as c
  cross join ${wholeMoney(totals)} as a
)`

/**
 * One row per cell that somebody is in: cell, r, f, m, r5, f5, m5, fm5 (scaled to five), r_high, f_high, m_high,
 * members, monetary, score (weighted), group4, group8, group10, group11. There are some hundred cells, so the rules of
 * the groups are read so often and no oftener.
 */
export const cellGroups = (scores: Sql, cuts: Sql, p: RfmParameters, maps: GroupMaps): Sql => sql`select
  cell, r, f, m, r5, f5, m5, fm5, r_high, f_high, m_high, members, monetary,
  ${weighted(p)} as score,
  ${groupCase(maps.four)} as group4,
  ${groupCase(maps.eight)} as group8,
  ${groupCase(maps.ten)} as group10,
  ${groupCase(maps.eleven)} as group11
from (
  select *, (f5 + m5 + 1) // 2 as fm5
  from (
    select s.*, ${fives(p)}
    from (
      select
        cell, members, monetary,
        cell // 2048 as r, cell // 128 % 16 as f, cell // 8 % 16 as m,
        cell & 4 > 0 as r_high, cell & 2 > 0 as f_high, cell & 1 > 0 as m_high
      from (
        select cell::integer as cell, count(*) as members, sum(monetary) as monetary from ${scores} group by cell
      )
    ) as s
    cross join ${cuts} as c
  )
)`

/**
 * Scores and groups of every member: member_id, recency_days, frequency, monetary, r, f, m, group10, group8,
 * first_order, last_order, score (weighted), group4, group11.
 */
export const memberGroups = (scores: Sql, groups: Sql, numbers: Sql): Sql => sql`select
  n.member_id, s.recency_days, s.frequency, s.monetary, s.r, s.f, s.m, g.group10, g.group8,
  s.first_order, s.last_order, g.score, g.group4, g.group11
from ${scores} as s
join ${groups} as g on g.cell = s.cell
join ${numbers} as n on n.member = s.member`

/** r5, f5, m5: the scores of `s` on a scale of five, by the cuts `c`. */
const fives = (p: RfmParameters): Sql =>
  p.bins === 5 && (sharesMembers(p) || p.scores === 'plus_one')
    ? sql`s.r as r5, s.f as f5, s.m as m5`
    : scaled(p)

const scaled = (p: RfmParameters): Sql => sql`${inFives(sql`r`, levels(sql`c.r_cuts`, p), 5)} as r5,
      ${inFives(sql`f`, levels(sql`c.f_cuts`, p), 1)} as f5,
      ${inFives(sql`m`, levels(sql`c.m_cuts`, p), 1)} as m5`

/** r_high, f_high, m_high: whether the totals of `s` lie beyond the cuts `c` of the eight groups; `a`: `wholeMoney`. */
function bits(p: RfmParameters): Sql {
  const money = sql`cast(s.monetary as double)`
  if (p.cut8 === 'fixed')
    return sql`s.recency_days <= c.r_cut8 as r_high, s.frequency >= c.f_cut8 as f_high, ${money} >= c.m_cut8 as m_high`
  return sql`s.recency_days < c.r_cut8 as r_high, s.frequency > c.f_cut8 as f_high,
      ${p.cut8 === 'mean' ? ABOVE_MEAN_MONEY : sql`${money} > c.m_cut8`} as m_high`
}

/** One row: members, money. */
const wholeMoney = (totals: Sql): Sql =>
  sql`(select count(*) as members, sum(monetary) as money from ${totals})`

/** Without dividing: of equal amounts none is above their mean, whatever a double makes of it. */
const ABOVE_MEAN_MONEY = sql`s.monetary * a.members > a.money`

/** How many scores there are: where cuts are found from the data, one more than they are. */
const levels = (cuts: Sql, p: RfmParameters): Sql => (knownCuts(p) ? sql`${p.bins}` : sql`(len(${cuts}) + 1)`)

const sharesMembers = (p: RfmParameters): boolean => p.scores === 'quantile'

/** Scores on a scale from 1 to 5: the lowest stays the lowest, the highest the highest. Of one score, `only`. */
const inFives = (score: Sql, count: Sql, only: number): Sql =>
  sql`coalesce(cast(round(1 + 4.0 * (s.${score} - 1) / nullif(${count} - 1, 0)) as integer), ${only})`

/**
 * The totals with r, f, m from 1 up; fewer days since the last order score higher.
 * - quantile, together: right-closed value quantiles; equal values share a score, so scores may be skipped.
 * - quantile, first_rank: the same, but F by its rank in the order of member ids, so equal frequencies may part.
 * - quantile, ntile: groups of equal size for each of R, F, M, in the order of value and member id.
 * - unique, kmeans, median: right-closed, by cuts that are all different.
 * - mean: above the mean or not. fixed: R up to each cut, F and M from it on.
 * - plus_one: a score begins one above the cut, as in the R package rfm.
 */
function scored(totals: Sql, cuts: Sql, numbers: Sql, p: RfmParameters): Sql {
  const named = sql`(select t.*, n.member_id from ${totals} as t join ${numbers} as n on n.member = t.member)`
  if (sharesMembers(p) && p.ties === 'ntile') {
    return sql`select *,
  ntile(${p.bins}) over (order by recency_days desc, member_id) as r,
  ntile(${p.bins}) over (order by frequency, member_id) as f,
  ntile(${p.bins}) over (order by monetary, member_id) as m
from ${named}`
  }
  const ranked = sharesMembers(p) && p.ties === 'first_rank'
  const members = sql`select
    *,
    row_number() over (order by frequency, member_id) as f_rank,
    count(*) over () as members
  from ${named}`
  // The type-7 quantiles of the ranks 1…n are 1 + (n − 1) · i / bins.
  const byRank = above(
    cutShares(p.bins).map((_, i) => sql`(members - 1) * ${i + 1} < (f_rank - 1) * ${p.bins}`),
  )
  const lower = worse(p)
  const higher = better(p)
  return sql`select t.* ${ranked ? sql`exclude (f_rank, members)` : empty},
  r_levels + 1 - (${byCuts(sql`cast(recency_days as double)`, 'r', p, lower)}) as r,
  ${ranked ? byRank : byCuts(sql`cast(frequency as double)`, 'f', p, higher)} as f,
  ${moneyScore(p, totals, higher)} as m
from ${ranked ? sql`(${members})` : totals} as t, (${eachCut(cuts, p)})`
}

/** The cuts as columns of one row, r_1, r_2, …: a list would be taken apart again for every member. */
const eachCut = (cuts: Sql, p: RfmParameters): Sql => sql`select
  ${levels(sql`r_cuts`, p)} as r_levels,
  ${join(
    (['r', 'f', 'm'] as const).flatMap((measure) =>
      cutPlaces(p).map(
        (place) => sql`${ident(`${measure}_cuts`)}[${place}] as ${ident(`${measure}_${place}`)}`,
      ),
    ),
  )}
from ${cuts}`

const cutPlaces = (p: RfmParameters): number[] =>
  Array.from({ length: knownCuts(p) ? p.bins - 1 : MOST_CUTS }, (_, i) => i + 1)

/** Whether there are as many cuts as bins want; else beyond the last there is null. */
const knownCuts = (p: RfmParameters): boolean => sharesMembers(p) || p.scores === 'plus_one'

/** As for the eight groups: above the mean is told without dividing. */
const moneyScore = (p: RfmParameters, totals: Sql, higher: Compare): Sql =>
  p.scores === 'mean'
    ? sql`1 + cast(monetary * (select count(*) from ${totals}) > (select sum(monetary) from ${totals}) as integer)`
    : byCuts(sql`cast(monetary as double)`, 'm', p, higher)

type Compare = (cut: Sql, value: Sql) => Sql

const beyond: Compare = (cut, value) => sql`${cut} < ${value}`
const from: Compare = (cut, value) => sql`${cut} <= ${value}`
const oneAbove: Compare = (cut, value) => sql`${cut} + 1 <= ${value}`

/** When days since the last order are so many that R falls by one. */
const worse = (p: RfmParameters): Compare =>
  p.scores === 'plus_one' ? oneAbove : p.scores === 'mean' ? from : beyond

/** When F or M is so much that its score rises by one. */
const better = (p: RfmParameters): Compare =>
  p.scores === 'plus_one' ? oneAbove : p.scores === 'fixed' ? from : beyond

const byCuts = (value: Sql, measure: 'r' | 'f' | 'm', p: RfmParameters, compare: Compare): Sql =>
  above(
    cutPlaces(p).map((place) => {
      const holds = compare(ident(`${measure}_${place}`), value)
      return knownCuts(p) ? holds : sql`coalesce(${holds}, false)`
    }),
  )

/** One more than the number of conditions that hold. */
const above = (conditions: readonly Sql[]): Sql =>
  conditions.reduce((sum, condition) => sql`${sum} + cast(${condition} as integer)`, sql`1`)

/** The weighted mean of the three scores; null where nothing weighs. */
function weighted(p: RfmParameters): Sql {
  const all = p.weight_r + p.weight_f + p.weight_m
  return all === 0
    ? sql`cast(null as double)`
    : sql`(${p.weight_r} * r + ${p.weight_f} * f + ${p.weight_m} * m)::double / ${all}`
}
