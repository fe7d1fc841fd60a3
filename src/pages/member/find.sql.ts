import { empty, ident, join, sql, type Sql } from '../../sql/sql'

/** As many as a list shows without scrolling far. */
export const SHOWN = 10

/** Goes with the lenses when the shop's tables change. */
export const SEARCH_TABLE = ident('lens', 'member_search')

/**
 * The table that members are found in, one row each in the order of `id`, so that a search for the beginning of an id
 * reads only a piece of it: member_id, name and phone as they stand, id and low_name in lower case, digits (those of the
 * phone, with the stars of a masked one) and tail (the last four of them).
 */
export const makeSearchTable: Sql = sql`create schema if not exists lens;
create or replace table ${SEARCH_TABLE} as
select *, right(digits, 4) as tail
from (
  select
    member_id, name, phone, lower(member_id) as id, lower(name) as low_name,
    regexp_replace(phone, '[^0-9*]', '', 'g') as digits
  from (
    select member_id, min(member_name) as name, min(phone) as phone
    from members where member_id is not null group by member_id
  )
)
order by id`

/**
 * Members whose id or phone is what was typed, or whose id or name begins with it, in this order: member_id, name, phone.
 * Of a phone its whole number counts, its last four digits, or how it is shown while masked (138****1234).
 */
export function findMembers(typed: string): Sql {
  const text = typed.trim().toLowerCase()
  return foundBy([
    sql`id = ${text}`,
    ...phoneTests(text),
    // The highest code point stands behind every text that begins like this.
    sql`id >= ${text} and id < ${`${text}\u{10FFFF}`}`,
    sql`starts_with(low_name, ${text})`,
  ])
}

/** Members whose id or name holds what was typed: to be asked where too few begin with it, since it reads every one. */
export function findWithin(typed: string): Sql {
  const text = typed.trim().toLowerCase()
  return foundBy([sql`contains(id, ${text})`, sql`contains(low_name, ${text})`])
}

/** In the order of the ways; within one in that of the ids. */
function foundBy(ways: readonly Sql[]): Sql {
  const found = ways.map(
    (way, rank) =>
      sql`(select member_id, name, phone, id, ${rank} as rank from ${SEARCH_TABLE} where ${way} limit ${SHOWN})`,
  )
  return sql`select member_id, name, phone
from (${join(found, '\nunion all\n')})
group by member_id, name, phone, id
order by min(rank), id limit ${SHOWN}`
}

function phoneTests(text: string): Sql[] {
  const digits = text.replace(/[^0-9*]/g, '')
  if (!/^[+0-9*() -]{4,}$/.test(text) || digits === '') return []
  const [head = '', ...rest] = digits.split(/\*+/)
  const tail = rest.at(-1) ?? ''
  const whole = sql`digits = ${digits}`
  if (rest.length > 0)
    return [
      sql`${whole} or (starts_with(digits, ${head}) and ends_with(digits, ${tail}) and not contains(digits, '*'))`,
    ]
  return [sql`${whole}${digits.length === 4 ? sql` or tail = ${digits}` : empty}`]
}
