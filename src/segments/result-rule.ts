import { readOnlyQuery } from '../sql/read-only'
import { sql, type Sql } from '../sql/sql'
import type { ShopRelations } from './relations'
import type { ResultRule } from './rule'

const SHOP_TABLES = ['orders', 'order_items', 'members', 'products'] as const

type Tables = Readonly<Record<string, Sql>>

/** The SELECT of a list, with names that hold under any lens in place of its tables. */
export function portableSelect(select: Sql, results: Tables, shop: ShopRelations): string {
  const places: [string, string][] = [
    ...Object.entries(results).map(([step, { text }]): [string, string] => [text, `{{${step}}}`]),
    ...SHOP_TABLES.map((name): [string, string] => [shop[name].text, `{{shop.${name}}}`]),
  ]
  return places.reduce((text, [table, name]) => text.replaceAll(table, name), select.text)
}

/**
 * SELECT of member_id, each once: the members of a list that was kept as a rule. It can do nothing but read, whoever
 * wrote the project.
 * @throws QueryError
 */
export function resultSelect(
  { select }: ResultRule,
  { tables, shop }: { tables: Tables; shop: ShopRelations },
): Sql {
  const text = select.replaceAll(
    /\{\{(shop\.)?(\w+)\}\}/g,
    (found, ofShop: string | undefined, name: string) => {
      const table = ofShop ? SHOP_TABLES.find((own) => own === name) : undefined
      return (table ? shop[table].text : tables[name]?.text) ?? found
    },
  )
  return sql`select distinct member_id from (${readOnlyQuery(text)}) where member_id is not null`
}
