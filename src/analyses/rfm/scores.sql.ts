import { join, sql, type Sql } from '../../sql/sql'

/** How values become scores, and what happens to equal ones. See DEFINITIONS: policies (e), (a) and (c). */
export type TiePolicy = 'together' | 'first_rank' | 'ntile'

/** Inner cuts of `bins` equal shares, 0 to 1: 5 bins have 0.2, 0.4, 0.6, 0.8. */
export const cutShares = (bins: number): number[] =>
  Array.from({ length: bins - 1 }, (_, i) => (i + 1) / bins)

/**
 * The type-7 quantiles (Hyndman and Fan 1996) of recency, frequency, monetary: lists r_cuts, f_cuts, m_cuts. Of
 * decimals, since between two equal doubles the engine's interpolation can come out a little beside both, and then
 * everybody with that value would move up a score.
 */
export const cuts = (totals: Sql, bins: number): Sql => sql`select
  ${quantiles(sql`recency_days`, bins)} as r_cuts,
  ${quantiles(sql`frequency`, bins)} as f_cuts,
  ${quantiles(sql`monetary`, bins)} as m_cuts
from ${totals}`

const quantiles = (value: Sql, bins: number): Sql =>
  sql`cast(quantile_cont(cast(${value} as decimal(18, 4)), ${shares(bins)}) as double[])`

/** A hair above the share, so that 90 × 0.7 is not just short of 63. */
const shares = (bins: number): Sql =>
  sql`[${join(cutShares(bins).map((share) => sql`${share * (1 + Number.EPSILON)}`))}]`

/**
 * member_id with r, f, m from 1 to `bins`; fewer days since the last order score higher.
 * - together: right-closed value quantiles; equal values share a score, so scores may be skipped.
 * - first_rank: the same, but F by its rank in the order of member ids, so equal frequencies may part.
 * - ntile: groups of equal size for each of R, F, M, in the order of value and member id.
 */
export function scores(totals: Sql, cutsTable: Sql, bins: number, policy: TiePolicy): Sql {
  if (policy === 'ntile') {
    return sql`select
  member_id,
  ntile(${bins}) over (order by recency_days desc, member_id) as r,
  ntile(${bins}) over (order by frequency, member_id) as f,
  ntile(${bins}) over (order by monetary, member_id) as m
from ${totals}`
  }
  const byCuts = (value: Sql, list: Sql) =>
    above(cutShares(bins).map((_, i) => sql`${list}[${i + 1}] < ${value}`))
  // The type-7 quantiles of the ranks 1…n are 1 + (n − 1) · i / bins.
  const byRank = above(cutShares(bins).map((_, i) => sql`(members - 1) * ${i + 1} < (f_rank - 1) * ${bins}`))
  const ranked = sql`select
    *,
    row_number() over (order by frequency, member_id) as f_rank,
    count(*) over () as members
  from ${totals}`
  return sql`select
  member_id,
  ${bins + 1} - (${byCuts(sql`recency_days`, sql`r_cuts`)}) as r,
  ${policy === 'together' ? byCuts(sql`frequency`, sql`f_cuts`) : byRank} as f,
  ${byCuts(sql`cast(monetary as double)`, sql`m_cuts`)} as m
from (${policy === 'together' ? sql`select * from ${totals}` : ranked}), ${cutsTable}`
}

/** One more than the number of conditions that hold. */
const above = (conditions: readonly Sql[]): Sql =>
  conditions.reduce((sum, condition) => sql`${sum} + cast(${condition} as integer)`, sql`1`)
