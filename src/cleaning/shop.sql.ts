import { shopTable, type TableName } from '../shop/tables'
import { ident, join, sql, type Sql } from '../sql/sql'
import { rawTable } from './load.sql'
import { roleOf, type Recipe } from './recipe'
import { firstRule } from './sales.sql'
import { hasMoney, readColumn } from './typed.sql'

const has = (recipe: Recipe, role: ReturnType<typeof roleOf>) =>
  recipe.sources.some((source) => roleOf(source, recipe.sources) === role)

export const hasDetails = (recipe: Recipe): boolean => has(recipe, 'details')
export const hasSales = (recipe: Recipe): boolean => has(recipe, 'sales')

/** Whether there are order lines at all, from either kind of file. */
export const hasItems = (recipe: Recipe): boolean =>
  recipe.sources.some((source) => source.table === 'order_items')

/**
 * `orders`, one row each: order_id, member_id, ordered_at (of the first line), lines, quantity, gross, returned,
 * net (gross − returned), channel, region. A row without an order number is an order of its own.
 */
export function orders(recipe: Recipe): Sql {
  const sales = recipe.sources.filter((source) => roleOf(source, recipe.sources) === 'sales')
  if (!sales.some(hasMoney) && hasDetails(recipe)) return ordersFromDetails
  const numbered = sales.some((source) => source.mapping['order_id'] !== undefined)
  return numbered ? ordersByNumber : ordersByRow
}

const OWN_ORDER = sql`concat('row ', source + 1, '-', source_row)`

const ordersByRow = sql`create or replace table orders as
select
  ${OWN_ORDER} as order_id,
  member_id,
  ordered_at,
  1::integer as lines,
  quantity,
  amount as gross,
  returned,
  (amount - returned)::decimal(18, 4) as net,
  channel,
  region
from kept_sales`

const ordersByNumber = sql`create or replace table orders as
select
  coalesce(order_id, ${OWN_ORDER}) as order_id,
  member_id,
  min(ordered_at) as ordered_at,
  count(*)::integer as lines,
  sum(quantity) as quantity,
  sum(amount)::decimal(18, 4) as gross,
  sum(returned)::decimal(18, 4) as returned,
  (sum(amount) - sum(returned))::decimal(18, 4) as net,
  min(channel) as channel,
  min(region) as region
from kept_sales
group by coalesce(order_id, ${OWN_ORDER}), member_id`

/** Where the file of orders says no amount, the lines of each order do. */
const ordersFromDetails = sql`create or replace table orders as
select
  s.order_id,
  s.member_id,
  min(s.ordered_at) as ordered_at,
  coalesce(min(d.lines), 0)::integer as lines,
  min(d.quantity) as quantity,
  coalesce(min(d.gross), 0)::decimal(18, 4) as gross,
  (case when bool_or(s.is_refunded) then coalesce(min(d.gross), 0) else 0 end)::decimal(18, 4) as returned,
  (case when bool_or(s.is_refunded) then 0 else coalesce(min(d.gross), 0) end)::decimal(18, 4) as net,
  min(s.channel) as channel,
  min(s.region) as region
from kept_sales as s
left join (
  select order_id, count(*) as lines, sum(quantity) as quantity, sum(amount) as gross
  from checked_details
  where rule is null
  group by order_id
) as d on d.order_id = s.order_id
group by s.order_id, s.member_id`

/**
 * `order_items`, one row per kept line: order_id, member_id, ordered_at, product_id, product_name, category,
 * quantity, unit_price, amount, returned, source, source_row.
 */
export const orderItems = (recipe: Recipe): Sql =>
  hasDetails(recipe)
    ? sql`create or replace view order_items as
select
  order_id, member_id, ordered_at, product_id, product_name, category, quantity, unit_price, amount,
  0::decimal(18, 4) as returned, source, source_row
from checked_details
where rule is null`
    : sql`create or replace view order_items as
select
  coalesce(order_id, ${OWN_ORDER}) as order_id, member_id, ordered_at, product_id, product_name, category, quantity,
  unit_price, amount, returned, source, source_row
from kept_sales`

/**
 * Rows of a member or product list: source, source_row, key, the table's columns, and the rule that sets a row aside.
 */
export function checkedKeyed(recipe: Recipe, table: 'members' | 'products'): Sql {
  const columns = shopTable(table).columns
  const key = columns[0]?.name ?? ''
  const parts = recipe.sources.flatMap((source, index) => {
    if (source.table !== table) return []
    const read = columns.map(
      (column) => sql`${readColumn(source, column.name, column.type)} as ${ident(column.name)}`,
    )
    return [
      sql`select ${index}::utinyint as source, rowid + 1 as source_row, ${join(read)} from ${rawTable(index)}`,
    ]
  })
  return sql`create or replace table ${ident(`checked_${table}`)} as
select *, ${firstRule(recipe, 'keyed')} as rule
from (
  select
    *,
    ${ident(key)} as key,
    row_number() over (partition by ${ident(key)} order by source, source_row) as copy
  from (
${join(parts, '\nunion all\n')}
  )
)`
}

/** `members`: everybody in a member list or with an order; what no file says is null. */
export function members(recipe: Recipe): Sql {
  const columns = shopTable('members').columns.slice(1)
  const buyers = hasSales(recipe)
    ? sql`select distinct member_id from orders where member_id is not null`
    : sql`select cast(null as varchar) as member_id where false`
  if (!has(recipe, 'members')) {
    const nothing = columns.map(
      (column) =>
        sql`cast(null as ${column.type === 'time' ? sql`timestamp` : column.type === 'date' ? sql`date` : sql`varchar`}) as ${ident(column.name)}`,
    )
    return sql`create or replace table members as
select member_id, ${join(nothing)} from (${buyers})`
  }
  return sql`create or replace table members as
select coalesce(a.member_id, b.member_id) as member_id, ${join(columns.map((column) => sql`a.${ident(column.name)}`))}
from (select * from checked_members where rule is null) as a
full join (${buyers}) as b on a.member_id = b.member_id`
}

/** `products`: from a product list, else from what the order lines say of each product. */
export function products(recipe: Recipe): Sql {
  if (has(recipe, 'products')) {
    const columns = shopTable('products').columns.map((column) => ident(column.name))
    return sql`create or replace table products as select ${join(columns)} from checked_products where rule is null`
  }
  return sql`create or replace table products as
select
  product_id,
  min(product_name) as product_name,
  min(category) as category,
  cast(null as varchar) as brand,
  median(unit_price)::decimal(18, 4) as price,
  cast(null as decimal(18, 4)) as cost
from order_items
where product_id is not null
group by product_id`
}

/** The shop tables that a recipe gives. */
export function shopTables(recipe: Recipe): TableName[] {
  const tables: TableName[] = []
  if (hasSales(recipe)) tables.push('orders')
  if (hasSales(recipe) && hasItems(recipe)) tables.push('order_items')
  if (hasSales(recipe) || has(recipe, 'members')) tables.push('members')
  if (has(recipe, 'products') || (hasSales(recipe) && hasItems(recipe))) tables.push('products')
  return tables
}
