import { empty, ident, join, sql, type Sql } from '../../sql/sql'
import { eventFacts, messageFacts, reviewFacts } from './act-sources.sql'
import { orderFacts, itemFacts, kindFacts, peopleFacts, type FactSource } from './sources.sql'
import { factsOf } from './catalogue'
import type { MemberFact } from './fact'
import type { ShopRelations } from '../relations'
import { AGE_IN_YEARS } from './who'

/**
 * member_facts: one row for each member, member_id first, then a column for each fact the shop can say anything of.
 * A member without an order has 0 orders, 0 spent, and null for what only orders tell.
 * @param filled the columns, table.column, that hold a value at all.
 */
export function memberFacts(shop: ShopRelations, filled: ReadonlySet<string>): Sql {
  const facts = factsOf(filled)
  const sources = [
    ...[peopleFacts(shop, filled), orderFacts(shop), itemFacts(shop), kindFacts(shop, filled)],
    ...[eventFacts(shop, filled), reviewFacts(shop), messageFacts(shop)],
  ]
  const used = sources.filter(({ values }, i) => i < 2 || facts.some(({ name }) => name in values))
  const columns = facts.map((fact) => sql`${valueOf(fact, used)} as ${ident(fact.name)}`)
  const others = used
    .slice(1)
    .map(({ name }) => sql`left join ${ident(name)} on ${ident(name, 'member_id')} = people.member_id`)
  return sql`with ${join(used.map(({ name, select }) => sql`${ident(name)} as (\n${select}\n)`))}
select people.member_id${columns.length === 0 ? empty : sql`, ${join(columns)}`}
from people
${join(others, '\n')}`
}

function valueOf({ name }: MemberFact, sources: readonly FactSource[]): Sql {
  for (const { values } of sources) {
    const value = values[name]
    if (value) return value
  }
  throw new Error(`No source says ${name}.`)
}

/** Which columns hold a value, one row: a boolean for each of `columns`, named table.column. */
export function filledColumns(shop: ShopRelations, columns: readonly string[]): Sql {
  const tables = [...new Set(columns.map((column) => column.split('.')[0] ?? ''))]
  const parts = tables.map((table) => {
    const own = columns.filter((column) => column.startsWith(`${table}.`))
    const counts = own.map((column) => {
      const value =
        column === AGE_IN_YEARS ? sql`try_cast(age as double)` : ident(column.slice(table.length + 1))
      return sql`count(${value}) > 0 as ${ident(column)}`
    })
    return sql`(select ${join(counts)} from ${relation(shop, table)})`
  })
  return sql`select * from ${join(parts)}`
}

function relation(shop: ShopRelations, table: string): Sql {
  switch (table) {
    case 'orders':
      return shop.orders
    case 'order_items':
      return shop.order_items
    case 'products':
      return shop.products
    case 'members':
      return shop.members
    case 'events':
      return shop.events
    case 'reviews':
      return shop.reviews
    case 'messages':
      return shop.messages
    default:
      throw new Error(`Facts come from no table ${table}.`)
  }
}
