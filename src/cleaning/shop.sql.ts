import { shopTable, type TableName } from '../shop/tables'
import { empty, ident, join, sql, type Sql } from '../sql/sql'
import { buyerAttributes, buyersWide, productAttributes } from './attributes.sql'
import { roleOf, type Recipe, type SourceRole } from './recipe'
import { hasRecords, recordTables, withPayments } from './records.sql'
import { isLarge, ranges } from './slices.sql'
import { hasMoney } from './typed.sql'

const has = (recipe: Recipe, role: SourceRole) =>
  recipe.sources.some((source) => roleOf(source, recipe.sources) === role)

export const hasDetails = (recipe: Recipe): boolean => has(recipe, 'details')
export const hasSales = (recipe: Recipe): boolean => has(recipe, 'sales')
export const hasBaskets = (recipe: Recipe): boolean => has(recipe, 'baskets')

/** Whether there are order lines at all, from either kind of file. */
export const hasItems = (recipe: Recipe): boolean =>
  recipe.sources.some((source) => source.table === 'order_items')

/**
 * `orders`, one row each: order_id, member_id, ordered_at (of the first row), lines, quantity, gross, returned,
 * net (gross − returned), channel, region. A row without an order number is an order of its own. Lines and pieces
 * are counted in the file of order lines where there is one.
 */
export function orders(recipe: Recipe): Sql[] {
  const sales = recipe.sources.filter((source) => roleOf(source, recipe.sources) === 'sales')
  const numbered = sales.some((source) => source.mapping['order_id'] !== undefined)
  const rows = hasDetails(recipe) ? ordersWithLines : numbered ? ordersByNumber : rowsAsOrders(OWN_ORDER)
  const money = recipe.sources.some(
    (source) => (source.table === 'orders' || source.table === 'order_items') && hasMoney(source),
  )
  const paid = hasRecords(recipe, 'payments') && numbered
  if (!hasDetails(recipe) && !paid && sales.some((source) => isLarge(source))) {
    if (!numbered) return ordersByRow(recipe)
    if (sales.every(({ table }) => table === 'orders')) return ordersApart(recipe)
  }
  return [sql`${CREATE_ORDERS}\n${paid ? withPayments(rows, money) : rows}`]
}

/** Each row an order, a slice of the rows at a time. */
function ordersByRow(recipe: Recipe, number = OWN_ORDER, condition = empty, rows?: number): Sql[] {
  const parts = recipe.sources.flatMap((source, index) =>
    roleOf(source, recipe.sources) === 'sales'
      ? ranges(source.file.records, sql`source_row - 1`, rows).map(
          (range) => sql`${rowsAsOrders(number)}\nwhere source = ${index} and ${range}${condition}`,
        )
      : [],
  )
  return parts.map((part, i) => sql`${i === 0 ? CREATE_ORDERS : sql`insert into orders`}\n${part}`)
}

/**
 * As `ordersByNumber`, in bounded memory: to gather 20,000,000 orders by their numbers would take 4 GB. Numbers that
 * stand in several rows, or whose hash does, are gathered; each other row is an order.
 */
export const ordersApart = (recipe: Recipe, rows?: number): Sql[] => [
  sql`create or replace table repeated_numbers as
select ${HASH} as number from kept_sales group by ${HASH} having count(*) > 1`,
  ...ordersByRow(recipe, NUMBER, sql` and ${HASH} not in (select number from repeated_numbers)`, rows),
  sql`insert into orders
${gathered(sql`(select * from kept_sales where ${HASH} in (select number from repeated_numbers))`)}`,
]

const CREATE_ORDERS = sql`create or replace table orders as`

/** The number of an order whose row has none: its place in the files. */
export const OWN_ORDER = sql`concat('row ', source + 1, '-', source_row)`

const NUMBER = sql`coalesce(order_id, ${OWN_ORDER})`
const HASH = sql`hash(${NUMBER})`

const rowsAsOrders = (number: Sql): Sql => sql`select
  ${number} as order_id,
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

const gathered = (rows: Sql): Sql => sql`select
  ${NUMBER} as order_id,
  member_id,
  min(ordered_at) as ordered_at,
  count(*)::integer as lines,
  sum(quantity) as quantity,
  sum(amount)::decimal(18, 4) as gross,
  sum(returned)::decimal(18, 4) as returned,
  (sum(amount) - sum(returned))::decimal(18, 4) as net,
  min(channel) as channel,
  min(region) as region
from ${rows}
group by ${NUMBER}, member_id`

const ordersByNumber = gathered(sql`kept_sales`)

/** Where the rows of an order say no amount, its lines do. */
const ordersWithLines = sql`select
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
  hasBaskets(recipe)
    ? sql`create or replace view order_items as
select
  order_id, member_id, ordered_at, product_id, product_name, category, quantity, unit_price, amount,
  cast(null as decimal(18, 4)) as returned, source, source_row
from checked_baskets
where rule is null`
    : hasDetails(recipe)
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
 * `members`: everybody in a member list or with an order. What the list leaves open, the sales say where they carry
 * attributes of their buyers; what no file says is null.
 */
export function members(recipe: Recipe): Sql {
  const columns = shopTable('members').columns.filter(
    ({ name }) => name !== 'member_id' && name !== 'order_member_id',
  )
  const listed = has(recipe, 'members')
  const said = hasSales(recipe) ? buyerAttributes(recipe) : new Set<string>()
  const buyers = hasSales(recipe)
    ? sql`select distinct member_id from orders where member_id is not null`
    : sql`select cast(null as varchar) as member_id where false`
  const read = columns.map(({ name, type }) => {
    const parts = [
      ...(listed ? [sql`a.${ident(name)}`] : []),
      ...(said.has(name) ? [sql`w.${ident(name)}`] : []),
    ]
    const nothing = sql`cast(null as ${type === 'time' ? sql`timestamp` : type === 'date' ? sql`date` : sql`varchar`})`
    return sql`${parts.length === 0 ? nothing : sql`coalesce(${join(parts)})`} as ${ident(name)}`
  })
  const everybody = listed
    ? sql`select coalesce(l.member_id, b.member_id) as id, l.*
from (select * from checked_members where rule is null) as l
full join (${buyers}) as b on l.member_id = b.member_id`
    : sql`select member_id as id from (${buyers})`
  return sql`create or replace table members as
select a.id as member_id, ${join(read)}
from (
${everybody}
) as a${said.size === 0 ? empty : sql`\nleft join (${buyersWide(recipe)}) as w on w.member_id = a.id`}`
}

/**
 * `products`: from a product list, else what the order lines say of each product, by majority. With a list of category
 * names, `category_name` too.
 */
export function products(recipe: Recipe): Sql {
  const rows = has(recipe, 'products') ? listedProducts : soldProducts(recipe)
  return hasRecords(recipe, 'categories')
    ? sql`create or replace table products as
select p.*, c.category_name
from (
${rows}
) as p
left join checked_categories as c on c.category = p.category and c.rule is null`
    : sql`create or replace table products as ${rows}`
}

const listedProducts = sql`select ${join(shopTable('products').columns.map(({ name }) => ident(name)))}
from checked_products where rule is null`

function soldProducts(recipe: Recipe): Sql {
  const attributes = productAttributes(recipe)
  const most = (name: string) => sql`select product_id, first(value order by n desc, value) as ${ident(name)}
from (
  select product_id, ${ident(name)} as value, count(*) as n
  from order_items where ${ident(name)} is not null group by product_id, ${ident(name)}
)
group by product_id`
  return sql`select
  i.product_id,
  n.product_name,
  c.category,
  ${attributes ? sql`a.brand` : sql`cast(null as varchar)`} as brand,
  i.price,
  ${attributes ? sql`a.cost` : sql`cast(null as decimal(18, 4))`} as cost,
  cast(null as double) as stock
from (
  select product_id, median(unit_price)::decimal(18, 4) as price
  from order_items where product_id is not null group by product_id
) as i
left join (${most('product_name')}) as n on n.product_id = i.product_id
left join (${most('category')}) as c on c.product_id = i.product_id${attributes ? sql`\nleft join (${attributes}) as a on a.product_id = i.product_id` : empty}`
}

/** The shop tables that a recipe gives. */
export function shopTables(recipe: Recipe): TableName[] {
  const items = (hasSales(recipe) && hasItems(recipe)) || hasBaskets(recipe)
  return [
    ...(hasSales(recipe) ? (['orders'] as const) : []),
    ...(items ? (['order_items'] as const) : []),
    ...(hasSales(recipe) || has(recipe, 'members') ? (['members'] as const) : []),
    ...(items || has(recipe, 'products') ? (['products'] as const) : []),
    ...recordTables(recipe),
  ]
}
