import { ident, sql, type Sql } from '../../sql/sql'
import type { FactRow } from './describe-view'
import { isWholeFact } from './facts.sql'

const CELLS = 12

/** Cells of equal width that a fact of numbers is drawn in. */
export interface Grid {
  low: number
  step: number
  cells: number
}

/**
 * Twelve cells between the fences, cut to what occurs; of whole numbers as many as give every cell the same count of them.
 * What lies beyond is in the outer cells.
 */
export function gridOf({ fact, q1, q3, minimum, maximum, lowFence, highFence }: FactRow): Grid {
  const [low, high] =
    q3 > q1 ? [Math.max(minimum, lowFence), Math.min(maximum, highFence)] : [minimum, maximum]
  if (!(high > low)) return { low, step: 0, cells: 1 }
  if (!isWholeFact(fact)) return { low, step: (high - low) / CELLS, cells: CELLS }
  const [first, values] = [Math.ceil(low), Math.floor(high) + 1 - Math.ceil(low)]
  const step = Math.ceil(values / CELLS)
  return { low: first, step, cells: Math.ceil(values / step) }
}

/** x, y from 0, members: cells of two facts of numbers. */
export const scatterCells = (members: Sql, a: FactRow, b: FactRow): Sql => sql`select
  ${cellOf(a)} as x, ${cellOf(b)} as y, count(*) as members
from ${members} where ${ident(a.fact)} is not null and ${ident(b.fact)} is not null
group by 1, 2`

function cellOf(fact: FactRow): Sql {
  const { low, step, cells } = gridOf(fact)
  if (cells === 1) return sql`0`
  return sql`least(${cells - 1}, greatest(0, floor((${ident(fact.fact)}::double - ${low}) / ${step})))::integer`
}

/** level, n, low, q1, median, q3, high of a fact of numbers in the categories of another. */
export const boxes = (members: Sql, number: string, category: string): Sql => sql`select
  b.level, b.n, b.q[1] as q1, b.q[2] as median, b.q[3] as q3,
  min(m.${ident(number)}::double) filter (where m.${ident(number)}::double >= b.q[1] - 1.5 * (b.q[3] - b.q[1])) as low,
  max(m.${ident(number)}::double) filter (where m.${ident(number)}::double <= b.q[3] + 1.5 * (b.q[3] - b.q[1])) as high
from (
  select ${ident(category)} as level, count(*) as n, quantile_cont(${ident(number)}::double, [0.25, 0.5, 0.75]) as q
  from ${members} where ${ident(number)} is not null and ${ident(category)} is not null
  group by 1 order by count(*) desc, 1 limit 12
) as b
join ${members} as m on m.${ident(category)} = b.level and m.${ident(number)} is not null
group by b.level, b.n, b.q
order by b.n desc, b.level`

/** a, b, members, index of the most frequent categories of two facts. */
export const crossed = (members: Sql, a: string, b: string): Sql => sql`with counted as (
  select
    a, b, members, a_members, b_members, sum(members) over () as everybody,
    dense_rank() over (order by a_members desc, a) as a_place, dense_rank() over (order by b_members desc, b) as b_place
  from (
    select *, sum(members) over (partition by a) as a_members, sum(members) over (partition by b) as b_members
    from (
      select ${ident(a)} as a, ${ident(b)} as b, count(*) as members
      from ${members} where ${ident(a)} is not null and ${ident(b)} is not null group by 1, 2
    )
  )
)
select a, b, members, a_place, b_place, 100 * members::double * everybody::double / (a_members::double * b_members::double) as index
from counted where a_place <= 12 and b_place <= 8`
