import { lineCategory, listedProducts } from '../../segments/listed-products.sql'
import { empty, list, sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { isLeftOut, namesLeftOut } from '../left-out.sql'
import { LEVELS, SEASONS, type BasketsParameters } from './parameters'

/** Order lines `i` with what the list of products says of them, `p`. */
const linesWithProducts = ({ order_items, products }: ShopViews): Sql => sql`${order_items} as i
left join ${listedProducts(products, 'category', 'brand')} as p on p.product_id = i.product_id`

const PRODUCT = sql`coalesce(i.product_id, i.product_name)`

/** By what a line counts: null where it does not say. `levels` is the table of them. */
const itemKey = (levels: Sql): Sql => sql`case (select level from ${levels} where chosen = 1)
    when 'product' then ${PRODUCT} when 'category' then ${lineCategory} when 'brand' then p.brand end`

/**
 * One row per level: level, place, lines that say it, items (different ones), chosen (1: used). The one asked for is
 * used where any line says it, else the first that any line says.
 */
export const levelsOf = (shop: ShopViews, wanted: string): Sql => sql`select
  level, place, lines, items,
  (lines > 0 and row_number() over (order by lines = 0, level <> ${wanted}, place) = 1)::integer as chosen
from (
  select unnest(${list(LEVELS)}) as level, unnest([1, 2, 3]) as place,
    unnest([product, category, brand]) as lines, unnest([products, categories, brands]) as items
  from (
    select
      count(${PRODUCT}) as product, count(distinct ${PRODUCT}) as products,
      count(${lineCategory}) as category, count(distinct ${lineCategory}) as categories,
      count(p.brand) as brand, count(distinct p.brand) as brands
    from ${linesWithProducts(shop)}
  )
)`

/**
 * The items of the baskets looked at, each once: basket (1, 2, …), order_id, member_id, ordered_at, key, quantity, amount.
 * An order number that two members share is two baskets. Lines that say no item, and those left out by name, stay out.
 */
export function basketRows(shop: ShopViews, levels: Sql, parameters: BasketsParameters): Sql {
  const isDay = parameters.basket === 'day'
  const names = isDay ? sql`member_id, day` : sql`order_id, member_id`
  const home = isDay ? sql`i.member_id, i.ordered_at::date` : sql`i.order_id, i.member_id`
  return sql`with lines as materialized (
  select
    ${isDay ? sql`i.member_id, i.ordered_at::date as day, min(i.order_id) as order_id` : sql`i.order_id, i.member_id`},
    i.key, min(i.ordered_at) as ordered_at, sum(i.quantity) as quantity, sum(i.amount) as amount
  from (
    select
      i.order_id, i.member_id, i.ordered_at, ${itemKey(levels)} as key,
      i.quantity::double as quantity, i.amount::double as amount
    from ${linesWithProducts(shop)}
    where ${isDay ? sql`i.member_id is not null and i.ordered_at is not null` : sql`i.order_id is not null`}${seasonal(parameters.season)} and not ${ofLeftOut(parameters.without)}
  ) as i
  ${ofMember(shop, parameters)}
  where i.key is not null
  group by ${home}, i.key
),
homes as (
  select *, row_number() over (order by ${names})::integer as basket from (select distinct ${names} from lines)
)
select h.basket, l.order_id, l.member_id, l.ordered_at, l.key, l.quantity, l.amount
from lines as l join homes as h on ${
    isDay
      ? sql`h.member_id = l.member_id and h.day = l.day`
      : sql`h.order_id = l.order_id and h.member_id is not distinct from l.member_id`
  }`
}

/** Lines of days in a part of the year, which may reach over its end. */
function seasonal(season: string): Sql {
  const span = SEASONS[season]
  if (!span) return empty
  const [from, to] = span
  const day = sql`month(i.ordered_at) * 100 + day(i.ordered_at)`
  return from <= to
    ? sql` and ${day} between ${from} and ${to}`
    : sql` and (${day} >= ${from} or ${day} <= ${to})`
}

/** Whether a line says a name that stays out: of the product, its number, its category or its brand. */
const ofLeftOut = (without: string): Sql =>
  isLeftOut(namesLeftOut(without), [sql`i.product_name`, sql`i.product_id`, lineCategory, sql`p.brand`])

/** Keeps the first basket of each member, or the others. */
function ofMember({ order_items }: ShopViews, { which, basket }: BasketsParameters): Sql {
  if (which === 'all') return empty
  const isFirst =
    basket === 'day' ? sql`i.ordered_at::date = f.first_time::date` : sql`i.order_id = f.first_order`
  return sql`join (
  select member_id, min(ordered_at) as first_time, min_by(order_id, (ordered_at, order_id)) as first_order
  from ${order_items} where member_id is not null group by member_id
) as f on f.member_id = i.member_id and ${which === 'first' ? isFirst : sql`not (${isFirst})`}`
}

/**
 * One row per item: item (0 is in the most baskets), key, name (with its number where two share one), category, baskets,
 * support, quantity, amount, price (median over baskets of what a piece cost; of a category or brand what a basket spends
 * on it), cost of a piece and pieces in stock where the shop says them.
 */
export const basketItems = (shop: ShopViews, rows: Sql, levels: Sql): Sql => sql`with said as (
  select product_id, min(product_name) as product_name, min(category) as category, min(price)::double as price, min(cost)::double as cost,
    min(stock)::double as stock
  from ${shop.products} group by product_id
),
counted as (
  select
    key, count(*) as baskets, sum(quantity) as quantity, sum(amount) as amount,
    median(case when quantity > 0 and amount > 0 then amount / quantity end) as piece
  from ${rows} group by key
),
named as (
  select
    c.*, trim(coalesce(case when u.level = 'product' then p.product_name end, c.key)) as name,
    case when u.level = 'product' then p.category end as category,
    case when u.level = 'product' then coalesce(c.piece, p.price) else c.amount / c.baskets end as price,
    case when u.level = 'product' then p.cost end as cost,
    case when u.level = 'product' then p.stock end as stock
  from counted as c
  cross join (select level from ${levels} where chosen = 1) as u
  left join said as p on p.product_id = c.key
)
select
  (row_number() over (order by baskets desc, key) - 1)::integer as item, key,
  case when count(*) over (partition by lower(name)) > 1 then name || ' · ' || key else name end as name,
  category, baskets, baskets::double / (select count(distinct basket) from ${rows}) as support, quantity, amount, price, cost, stock
from named`

/** basket, item, quantity, amount: an item once for each basket it is in. */
export const basketCells = (rows: Sql, items: Sql): Sql => sql`select
  r.basket, n.item, r.quantity, r.amount
from ${rows} as r join ${items} as n on n.key = r.key`

/** basket, order_id, member_id, member (a number), ordered_at, items, amount: one row per basket. */
export const basketList = (rows: Sql): Sql => sql`select
  *, case when member_id is not null then dense_rank() over (order by member_id) end::integer as member
from (
  select
    basket, min(order_id) as order_id, min(member_id) as member_id, min(ordered_at) as ordered_at,
    count(*)::integer as items, sum(amount) as amount
  from ${rows} group by basket
)`

/** member_id, item, last_bought: all that each member has bought under the lens, in whatever basket. */
export const memberItems = (shop: ShopViews, levels: Sql, items: Sql): Sql => sql`select
  i.member_id, n.item, max(i.ordered_at) as last_bought, sum(i.amount)::double as amount
from (
  select i.member_id, i.ordered_at, i.amount, ${itemKey(levels)} as key
  from ${linesWithProducts(shop)} where i.member_id is not null
) as i
join ${items} as n on n.key = i.key
group by i.member_id, n.item`

/** The lines that are in no basket, by why: without an order number or member and day, without an item, left out by name. */
export const leftOutLines = (
  shop: ShopViews,
  levels: Sql,
  { basket, without }: BasketsParameters,
): Sql => sql`select
  count(*) as lines,
  count(*) filter (where ${basket === 'day' ? sql`i.member_id is null or i.ordered_at is null` : sql`i.order_id is null`}) as homeless,
  count(*) filter (where ${itemKey(levels)} is null) as nameless,
  count(*) filter (where ${ofLeftOut(without)}) as by_name,
  count(i.ordered_at) as timed, count(i.amount) as priced, count(i.member_id) as with_member
from ${linesWithProducts(shop)}`
