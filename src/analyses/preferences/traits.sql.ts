import { factByName } from '../../segments/facts/catalogue'
import type { MemberFact } from '../../segments/facts/fact'
import { ident, sql, type Sql } from '../../sql/sql'

/** Facts that behaviour lets guess at, in the order they are shown. */
export const TRAITS = [
  'discount_share',
  'mean_discount',
  'price_level',
  'novelty',
  'repeat_share',
  'brand_loyalty',
  'top_category_share',
] as const

export const TRAIT_FACTS: readonly MemberFact[] = TRAITS.flatMap((name) => factByName(name) ?? [])

/** trait, fifth from 1 (lowest), members, low, high, mean, spent and orders a member: fifths, equal values together. */
export const traitFifths = (members: Sql, known: ReadonlySet<string>): Sql => {
  const rows = TRAITS.filter((name) => known.has(name)).map(
    (name) => sql`select
  ${name} as trait, fifth, count(*) as members, min(value) as low, max(value) as high, avg(value) as mean,
  avg(spent) as spent, avg(orders) as orders
from (
  select
    ${ident(name)}::double as value, spent::double as spent, orders,
    (1 + 5 * (rank() over (order by ${ident(name)}) - 1) // count(*) over ())::integer as fifth
  from ${members} where ${ident(name)} is not null
)
group by fifth`,
  )
  return rows.length === 0
    ? sql`select cast(null as varchar) as trait, 0 as fifth, 0::bigint as members, 0::double as low, 0::double as high,
  0::double as mean, 0::double as spent, 0::double as orders where false`
    : rows.reduce((text, part) => sql`${text}\nunion all\n${part}`)
}
