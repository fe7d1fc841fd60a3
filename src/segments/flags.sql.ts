import { empty, ident, join, sql, type Sql } from '../sql/sql'

/** The boolean column of the rule in this place. */
export const flag = (index: number): Sql => ident(`t${index}`)

/** The bits of a mask that a double holds exactly, with room to spare. */
export const MASK_BITS = 48

/** How many members each of the rules holds for; one row: members, n0, n1, … */
export const flagCounts = (flags: Sql, count: number): Sql =>
  sql`select count(*) as members${each(count, (i) => sql`count(*) filter (where ${flag(i)}) as ${ident(`n${i}`)}`)}
from ${flags}`

/** One row: members, entered0, left0, …: who has a flag now and not before, and the other way round. */
export const flagMoves = (now: Sql, before: Sql, count: number): Sql =>
  sql`select count(*) as members${each(count, (i) => {
    const [a, b] = [sql`n.${flag(i)}`, sql`coalesce(b.${flag(i)}, false)`]
    return sql`count(*) filter (where ${a} and not ${b}) as ${ident(`entered${i}`)},
  count(*) filter (where ${b} and not ${a}) as ${ident(`left${i}`)}`
  })}
from ${now} as n
left join ${before} as b on b.member_id = n.member_id`

/** m0, m1, …, n: every combination of flags that a member has, as masks of `MASK_BITS` flags, and of how many. */
export function flagMasks(flags: Sql, count: number): Sql {
  const masks = Array.from({ length: Math.max(1, Math.ceil(count / MASK_BITS)) }, (_, m) => {
    const bits = Array.from(
      { length: Math.min(MASK_BITS, count - m * MASK_BITS) },
      (__, bit) => sql`case when ${flag(m * MASK_BITS + bit)} then ${2n ** BigInt(bit)} else 0 end`,
    )
    return sql`(${plus(bits)})::bigint as ${ident(`m${m}`)}`
  })
  const names = masks.map((_, m) => ident(`m${m}`))
  return sql`select ${join(names.map((name) => sql`${name}::double as ${name}`))}, count(*)::double as n
from (select ${join(masks)} from ${flags})
group by ${join(names)}`
}

const plus = (parts: readonly Sql[]): Sql =>
  parts.reduce((sum, part, i) => (i === 0 ? part : sql`${sum} + ${part}`), sql`0`)

/** n, s0, s1, … (booleans): the exact combinations of some of the flags, the largest first; not of who has none. */
export const flagCombinations = (flags: Sql, chosen: readonly number[]): Sql =>
  sql`select count(*) as n, ${join(chosen.map((index, i) => sql`${flag(index)} as ${ident(`s${i}`)}`))}
from ${flags}
where ${join(
    chosen.map((index) => flag(index)),
    ' or ',
  )}
group by ${join(chosen.map((index) => flag(index)))}
order by n desc, ${join(chosen.map((index) => sql`${flag(index)} desc`))}`

/** member_id, tag: a row for each tag that a member has. */
export const longFlags = (flags: Sql, names: readonly string[]): Sql =>
  names.length === 0
    ? sql`select cast(null as varchar) as member_id, cast(null as varchar) as tag where false`
    : sql`select member_id, tag
from (
  select member_id, unnest([${join(names.map((name, i) => sql`case when ${flag(i)} then ${name} end`))}]) as tag
  from ${flags}
)
where tag is not null`

const each = (count: number, column: (index: number) => Sql): Sql =>
  count === 0 ? empty : sql`, ${join(Array.from({ length: count }, (_, i) => column(i)))}`
