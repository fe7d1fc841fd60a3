import { shopTable, type RecordTable, type TableName } from '../shop/tables'
import { ident, join, sql, type Sql } from '../sql/sql'
import { byPerson } from './aliases.sql'
import { rawTable } from './load.sql'
import { roleOf, type Recipe } from './recipe'
import { firstRule } from './catching.sql'
import { ruledRows } from './rule-hits.sql'
import { addedFor } from './rule-list'
import { LIST_TABLES, type ListTable } from './rules'
import { readColumn } from './typed.sql'

/** Tables whose rows are read as they are: lists of members and products, and records. */
export type ListedTable = 'members' | 'products' | RecordTable

/**
 * Where the rows of a list lie as they were read: of members and products, which rules of one's own may look at, apart
 * from what those rules make of them.
 */
export const readTable = (table: TableName): string => `${isRuled(table) ? 'listed' : 'checked'}_${table}`

const isRuled = (table: TableName): table is ListTable => LIST_TABLES.some((list) => list === table)

/**
 * `listed_…` and `checked_…`, the rows of a list: source, source_row, the table's columns, key, copy (the n-th row of that key), and
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
  return sql`create or replace table ${ident(readTable(table))} as
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

/** The rows of a list that have their key, as added rules see them: with the columns of a hit that a list has not. */
export const listBase = (table: ListTable): Sql => sql`  select * exclude (rule), ${join(NO_SALE[table])}
  from ${ident(readTable(table))}
  where rule is null`

const NO_SALE: Record<ListTable, Sql[]> = {
  members: [sql`cast(null as varchar) as order_id`, sql`cast(null as decimal(18, 4)) as amount`],
  products: [
    sql`cast(null as varchar) as order_id`,
    sql`cast(null as varchar) as member_id`,
    sql`cast(null as decimal(18, 4)) as amount`,
  ],
}

/** `checked_members`, `checked_products`: the rows of the list as read, as the added rules leave them. */
export function ruledList(recipe: Recipe, table: ListTable): Sql {
  const read = ident(readTable(table))
  const added = addedFor(recipe, table).some(({ action }) => action !== 'flag')
  const columns = table === 'members' ? sql`order_id, amount` : sql`order_id, member_id, amount`
  return sql`create or replace view ${ident(`checked_${table}`)} as
${
  added
    ? sql`select * exclude (${columns}) from (
${ruledRows(recipe, table, listBase(table))}
)
union all by name
select * from ${read} where rule is not null`
    : sql`select * from ${read}`
}`
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
