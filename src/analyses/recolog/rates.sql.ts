import { join, sql, type Sql } from '../../sql/sql'
import { wilsonLimit } from '../wilson.sql'

/** By what lines are told apart. */
export const DIMENSIONS = ['position', 'slot', 'algorithm', 'segment', 'day'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** So many levels are shown, those with most lines; days all. */
export const MOST_LEVELS = 24
/** So many algorithms are compared, each with each. */
const MOST_COMPARED = 8

const LEVELS: Readonly<Record<Dimension | 'all', Sql>> = {
  all: sql`'all'`,
  position: sql`case when position = floor(position) then cast(position::bigint as varchar) else cast(position as varchar) end`,
  slot: sql`slot`,
  algorithm: sql`algorithm`,
  segment: sql`segment`,
  day: sql`strftime(day, '%Y-%m-%d')`,
}

/**
 * dimension, place, level, lines, members, part, whole, rate, thinner, low, high. Lines of one member are not
 * independent: `thinner` is the design effect, the variance of the rate with lines summed by member ÷ that of as many
 * independent lines, at least 1; Wilson's interval is taken of part ÷ thinner and whole ÷ thinner. Lines without a
 * level are in no row.
 */
export const rates = (outcomes: Sql): Sql => sql`select
  dimension, place, level, lines, members, part, whole, part / nullif(whole, 0)::double as rate, thinner,
  ${wilsonLimit(-1, sql`(part / thinner)`, sql`(whole / thinner)`)} as low,
  ${wilsonLimit(1, sql`(part / thinner)`, sql`(whole / thinner)`)} as high
from (
  select
    *,
    row_number() over (
      partition by dimension order by case when dimension = 'position' then try_cast(level as double) end,
      case when dimension = 'day' then level end, lines desc, level
    )::integer as place,
    row_number() over (partition by dimension order by lines desc, level) as size
  from (
${join(
  (['all', ...DIMENSIONS] as const).map((dimension) => levelsOf(outcomes, dimension)),
  '\nunion all\n',
)}
  )
)
where size <= ${MOST_LEVELS} or dimension = 'day'
order by dimension, place`

const levelsOf = (outcomes: Sql, dimension: Dimension | 'all'): Sql => sql`    select
      ${dimension} as dimension, level,
      sum(lines)::bigint as lines,
      count(*) filter (where member is not null) as members,
      sum(part)::bigint as part,
      sum(whole)::bigint as whole,
      ${thinner} as thinner
    from (
      select
        level, max(member_id) as member, count(*) as lines, sum(part)::double as part, sum(whole)::double as whole
      from (select *, ${LEVELS[dimension]} as level from ${outcomes})
      where level is not null
      group by level, coalesce(member_id, concat('line ', line))
    )
    group by level`

/** Σ (part − p·whole)² by cluster, over whole·p·(1 − p). */
const thinner = sql`coalesce(greatest(1, (
        sum(part * part) - 2 * sum(part) / sum(whole) * sum(part * whole)
        + pow(sum(part) / sum(whole), 2) * sum(whole * whole)
      ) / nullif(sum(part) * (1 - sum(part) / sum(whole)), 0)), 1)`

/** level, stratum, hits, shown, thinner: the algorithms with most lines in each slot and position, for their differences. */
export const algorithmGrid = (outcomes: Sql, rates: Sql): Sql => sql`select
  o.algorithm as level,
  concat(coalesce(o.slot, ''), ' ', coalesce(cast(o.position as varchar), '')) as stratum,
  sum(o.part)::double as hits, sum(o.whole)::double as shown, min(r.thinner)::double as thinner
from ${outcomes} as o
join ${rates} as r on r.dimension = 'algorithm' and r.level = o.algorithm and r.place <= ${MOST_COMPARED} and r.whole > 0
group by o.algorithm, stratum, r.place
order by r.place, stratum`

/**
 * position, ratio, low, high, products: how often each position is clicked (or bought from) as a multiple of the first
 * one, the same product of the same algorithm with itself: Mantel-Haenszel ratio of rates, 95 % interval by Greenland and
 * Robins (1985). `products` are seen in both. Lines count as independent.
 */
export const positionEffect = (outcomes: Sql): Sql => sql`select
  position, products, numerator / nullif(denominator, 0) as ratio,
  numerator / nullif(denominator, 0) * exp(-1.959963984540054 * sqrt(spread / nullif(numerator * denominator, 0))) as low,
  numerator / nullif(denominator, 0) * exp(1.959963984540054 * sqrt(spread / nullif(numerator * denominator, 0))) as high
from (
  select
    t.position,
    count(distinct t.product_id) as products,
    sum(t.part * f.whole / (t.whole + f.whole)) as numerator,
    sum(f.part * t.whole / (t.whole + f.whole)) as denominator,
    sum((t.whole * f.whole * (t.part + f.part) - t.part * f.part * (t.whole + f.whole)) / pow(t.whole + f.whole, 2)) as spread
  from ${cells(outcomes)} as t
  join ${cells(outcomes)} as f
    on f.slot = t.slot and f.product_id = t.product_id and f.algorithm = t.algorithm
    and f.position = (select min(position) from ${outcomes}) and t.position > f.position
  group by t.position
)
order by position
limit ${MOST_LEVELS}`

const cells = (outcomes: Sql): Sql => sql`(
    select coalesce(slot, '') as slot, position, product_id, coalesce(algorithm, '') as algorithm,
      sum(part)::double as part, sum(whole)::double as whole
    from ${outcomes}
    where position is not null and product_id is not null
    group by all
    having sum(whole) > 0
  )`
