import { isNumeric } from '../../segments/facts/catalogue'
import type { MemberFact } from '../../segments/facts/fact'
import { ident, join, sql, type Sql } from '../../sql/sql'

/**
 * Where a member stands among all, one row: members, and for each numeric fact how many have one (`fact n`) and the
 * share of them with a lower value, those with the same counted half (`fact place`): 0.5 in the middle; null where the
 * member has none.
 */
export function standing(facts: Sql, known: readonly MemberFact[], id: string): Sql {
  const counts = known.filter(isNumeric).flatMap(({ name }) => {
    const [all, own] = [sql`f.${ident(name)}`, sql`me.${ident(name)}`]
    return [
      sql`count(${all}) as ${ident(`${name} n`)}`,
      // Lower is 1, equal 0, higher −1: one sum for both counts.
      sql`(1 + avg(sign(${own} - ${all}))) / 2 as ${ident(`${name} place`)}`,
    ]
  })
  return sql`select ${join([sql`count(*) as members`, ...counts])}
from ${facts} as f
cross join (select * from ${facts} where member_id = ${id}) as me`
}
