import type { FactType, MemberFact } from '../segments/facts/fact'
import { ident, join, sql, type Sql } from '../sql/sql'
import type { OutputColumn } from './analysis'

const TYPES: Readonly<Record<FactType, Sql>> = {
  integer: sql`bigint`,
  number: sql`double`,
  money: sql`decimal(18, 4)`,
  share: sql`double`,
  date: sql`date`,
  category: sql`varchar`,
}

/** Facts to select from member_facts; those that the shop does not know are null, so that a table has the same columns in every shop. */
export const factColumns = (facts: readonly MemberFact[], known: ReadonlySet<string>): Sql =>
  join(
    facts.map(({ name, type }) =>
      known.has(name) ? ident(name) : sql`cast(null as ${TYPES[type]}) as ${ident(name)}`,
    ),
  )

/** The same for the data dictionary. */
export const factOutput = ({ name, type, about }: MemberFact): OutputColumn => ({
  name,
  type: type === 'category' ? 'text' : type,
  about,
})

/** orders and spent as numbers; 0 where the shop has not a single order. */
export const boughtColumns = (known: ReadonlySet<string>): Sql =>
  known.has('orders') && known.has('spent')
    ? sql`orders::bigint as orders, spent::double as spent`
    : sql`0::bigint as orders, 0::double as spent`
