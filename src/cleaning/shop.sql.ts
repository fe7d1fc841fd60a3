import { shopTable, type TableName } from '../shop/tables'
import { ident, join, sql, type Sql } from '../sql/sql'
import { rawTable } from './load.sql'
import { roleOf, type Recipe } from './recipe'
import { firstRule } from './sales.sql'
import { readColumn } from './typed.sql'

const has = (recipe: Recipe, role: ReturnType<typeof roleOf>) =>
  recipe.sources.some((source) => roleOf(source, recipe.sources) === role)

export const hasDetails = (recipe: Recipe): boolean => has(recipe, 'details')
export const hasSales = (recipe: Recipe): boolean => has(recipe, 'sales')

/** Whether there are order lines at all, from either kind of file. */
export const hasItems = (recipe: Recipe): boolean =>
  recipe.sources.some((source) => source.table === 'order_items')

/**
 * `orders`, one row each: order_id, member_id, ordered_at (of the first row), lines, quantity, gross, returned,
 * net (gross − returned), channel, region. A row without an order number is an order of its own. Lines and pieces
 * are counted in the file of order lines where there is one.
 */
export function orders(recipe: Recipe): Sql {
  if (hasDetails(recipe)) return ordersWithLines
  const sales = recipe.sources.filter((source) => roleOf(source, recipe.sources) === 'sales')
  return sales.some((source) => source.mapping['order_id'] !== undefined) ? ordersByNumber : ordersByRow
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

/** Where the rows of an order say no amount, its lines do. */
const ordersWithLines = sql`create or replace table orders as
select
  order_id, member_id, ordered_at, lines, quantity, gross,
  greatest(least(given_back, gross), 0)::decimal(18, 4) as returned,
  (gross - greatest(least(given_back, gross), 0))::decimal(18, 4) as net,
  channel, region
from (
  select
    coalesce(s.order_id, ${OWN_ORDER}) as order_id,
    s.member_id,
    min(s.ordered_at) as ordered_at,
    coalesce(min(d.lines), 0)::integer as lines,
    coalesce(min(d.quantity), sum(s.quantity)) as quantity,
    coalesce(sum(s.amount), min(d.amount), 0)::decimal(18, 4) as gross,
    case
      when count(s.amount) > 0 then sum(s.returned)
      when bool_or(s.is_refunded) then coalesce(min(d.amount), 0)
      else coalesce(max(s.refund), 0)
    end as given_back,
    min(s.channel) as channel,
    min(s.region) as region
  from kept_sales as s
  left join (
    select order_id, count(*) as lines, sum(quantity) as quantity, sum(amount) as amount
    from checked_details
    where rule is null
    group by order_id
  ) as d on d.order_id = s.order_id
  group by coalesce(s.order_id, ${OWN_ORDER}), s.member_id
)`

/**
 * `order_items`, one row per kept line: order_id, member_id, ordered_at, product_id, product_name, category,
 * quantity, unit_price, amount, returned, source, source_row. What went back of an order that stands in another file
 * is spread over its lines by their amounts.
 */
export const orderItems = (recipe: Recipe): Sql =>
  hasDetails(recipe)
    ? sql`create or replace view order_items as
select
  d.order_id, d.member_id, d.ordered_at, d.product_id, d.product_name, d.category, d.quantity, d.unit_price, d.amount,
  coalesce(cast(d.amount * o.given_back as decimal(18, 4)), 0)::decimal(18, 4) as returned, d.source, d.source_row
from checked_details as d
left join (
  select order_id, sum(returned)::double / sum(gross)::double as given_back
  from orders
  where returned > 0
  group by order_id
) as o on o.order_id = d.order_id
where d.rule is null`
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
      sql`select ${index}::usmallint as source, rowid + 1 as source_row, ${join(read)} from ${rawTable(index)}`,
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
