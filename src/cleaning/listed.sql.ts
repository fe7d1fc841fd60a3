import { shopTable, type RecordTable } from '../shop/tables'
import { ident, join, sql, type Sql } from '../sql/sql'
import { byPerson } from './aliases.sql'
import { rawTable } from './load.sql'
import { roleOf, type Recipe } from './recipe'
import { firstRule } from './catching.sql'
import { readColumn } from './typed.sql'

/** Tables whose rows are read as they are: lists of members and products, and records. */
export type ListedTable = 'members' | 'products' | RecordTable

/**
 * `checked_…`, the rows of a list: source, source_row, the table's columns, key, copy (the n-th row of that key), and
 * the rule that sets a row aside. Of records without a key of their own every row is a first copy.
 */
export function checkedListed(recipe: Recipe, table: ListedTable): Sql {
  const { columns, key, anchors } = shopTable(table)
  const unique = table === 'members' || table === 'products' ? columns[0]?.name : key
  const anchor = anchors && anchors.length > 0 ? join(anchors.map((name) => ident(name))) : null
  const listed = readAll(recipe, (index) => recipe.sources[index]?.table === table, table)
  const rows =
    table === 'members' || !columns.some(({ name }) => name === 'member_id')
      ? listed
      : byPerson(recipe, listed)
  return sql`create or replace table ${ident(`checked_${table}`)} as
select *, ${firstRule(recipe, 'keyed')} as rule
from (
  select
    *,
    ${unique !== undefined ? ident(unique) : anchor ? sql`coalesce(${anchor})` : sql`cast(source_row as varchar)`} as key,
    ${unique === undefined ? sql`1` : sql`row_number() over (partition by ${ident(unique)} order by source, source_row)`} as copy
  from (
${rows}
  )
)`
}

/** `checked_baskets`: lines of baskets of which no file says when, by whom or for how much. */
export const checkedBaskets = (recipe: Recipe): Sql => {
  const isBasket = (index: number) => {
    const source = recipe.sources[index]
    return source !== undefined && roleOf(source, recipe.sources) === 'baskets'
  }
  return sql`create or replace table checked_baskets as
select *, ${firstRule(recipe, 'keyed')} as rule
from (
  select * replace (coalesce(product_id, product_name) as product_id), order_id as key, 1 as copy
  from (
${readAll(recipe, isBasket, 'order_items')}
  )
)`
}

function readAll(
  recipe: Recipe,
  wanted: (index: number) => boolean,
  table: ListedTable | 'order_items',
): Sql {
  const columns = shopTable(table).columns.filter((column) => column.of === undefined)
  const parts = recipe.sources.flatMap((source, index) => {
    if (!wanted(index)) return []
    const read = columns.map(
      (column) => sql`${readColumn(source, column.name, column.type)} as ${ident(column.name)}`,
    )
    return [
      sql`select ${index}::usmallint as source, rowid + 1 as source_row, ${join(read)} from ${rawTable(index)}`,
    ]
  })
  return join(parts, '\nunion all\n')
}
