import { empty, join, list, sql, type Sql } from '../../sql/sql'
import { cutList, type RfmParameters } from './parameters'

const MEASURES = [
  { name: sql`r`, value: sql`recency_days`, fixed: 'fixed_r' },
  { name: sql`f`, value: sql`frequency`, fixed: 'fixed_f' },
  { name: sql`m`, value: sql`monetary`, fixed: 'fixed_m' },
] as const

/** Inner cuts of `bins` equal shares, 0 to 1: 5 bins have 0.2, 0.4, 0.6, 0.8. */
export const cutShares = (bins: number): number[] =>
  Array.from({ length: bins - 1 }, (_, i) => (i + 1) / bins)

/**
 * One row: r_cuts, f_cuts, m_cuts, ascending lists of values; r_cut8, f_cut8, m_cut8, those of the eight groups.
 * `breaks` holds the cuts of k-means.
 */
export const cuts = (totals: Sql, breaks: Sql, p: RfmParameters): Sql => sql`select *
from (
  ${
    p.scores === 'unique'
      ? uniqueCuts(totals, p.bins)
      : sql`select
    ${join(MEASURES.map((measure) => sql`${cutsOf(measure, breaks, p)} as ${measure.name}_cuts`))}${
      given(p)
        ? empty
        : sql`
  from ${totals}`
    }`
  }
), (
  select
    ${join(MEASURES.map((measure) => sql`${cut8(measure, p)} as ${measure.name}_cut8`))}
  from ${totals}
)`

/** Cuts that are not taken from the totals themselves. */
const given = (p: RfmParameters): boolean => p.scores === 'fixed' || p.scores === 'kmeans'

/** Quantiles strictly between the least and the largest value, each once: the inner edges of bins that all differ. */
const uniqueCuts = (totals: Sql, bins: number): Sql => sql`select
    ${join(MEASURES.map(({ name }) => sql`list_sort(list_distinct(list_filter(${name}_all, lambda cut: cut > ${name}_low and cut < ${name}_high))) as ${name}_cuts`))}
  from (
    select
      ${join(
        MEASURES.map(
          ({ name, value }) => sql`${quantiles(value, bins)} as ${name}_all,
      min(cast(${value} as double)) as ${name}_low, max(cast(${value} as double)) as ${name}_high`,
        ),
      )}
    from ${totals}
  )`

type Measure = (typeof MEASURES)[number]

function cutsOf({ value, fixed }: Measure, breaks: Sql, p: RfmParameters): Sql {
  switch (p.scores) {
    case 'fixed':
      return sql`cast(${list(cutList(p[fixed]) ?? [])} as double[])`
    case 'mean':
      return sql`[avg(cast(${value} as double))]`
    case 'median':
      return quantiles(value, 2)
    case 'kmeans':
      return sql`coalesce((select list(cut order by position) from ${breaks} where measure = ${measureNumber(fixed)}), cast([] as double[]))`
    default:
      return quantiles(value, p.bins)
  }
}

const measureNumber = (fixed: Measure['fixed']): number => MEASURES.findIndex((m) => m.fixed === fixed) + 1

/**
 * Type-7 quantiles (Hyndman and Fan 1996). Of decimals, since between two equal doubles the engine's interpolation can
 * come out a little beside both, and then everybody with that value would move up a score.
 */
const quantiles = (value: Sql, bins: number): Sql =>
  sql`cast(quantile_cont(cast(${value} as decimal(18, 4)), ${shares(bins)}) as double[])`

/** A hair above the share, so that 90 × 0.7 is not just short of 63. */
const shares = (bins: number): Sql => list(cutShares(bins).map((share) => share * (1 + Number.EPSILON)))

function cut8({ value, fixed }: Measure, p: RfmParameters): Sql {
  if (p.cut8 === 'median') return sql`median(cast(${value} as double))`
  if (p.cut8 !== 'fixed') return sql`avg(cast(${value} as double))`
  const values = cutList(p[fixed]) ?? []
  return sql`cast(max(${values[values.length >> 1] ?? 0}) as double)`
}

/** measure (1 R, 2 F, 3 M), value, n: what k-means needs. */
export const distinctValues = (totals: Sql): Sql =>
  sql`select measure, value, n
from (
  ${join(
    MEASURES.map(
      ({ value }, i) =>
        sql`select ${i + 1} as measure, cast(${value} as double) as value, count(*) as n
  from ${totals} group by ${value}`,
    ),
    '\nunion all\n',
  )}
)

order by measure, value`
