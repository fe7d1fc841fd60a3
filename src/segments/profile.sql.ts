import { lineCategory, listedProducts } from './listed-products.sql'
import { ident, join, sql, type Sql } from '../sql/sql'
import type { ShopRelations } from './relations'

/** fact, value, n: the `most` most frequent values of each category fact, by count and then by name. */
export const frequentValues = (facts: Sql, names: readonly string[], most: number): Sql =>
  names.length === 0
    ? sql`select '' as fact, '' as value, 0 as n where false`
    : join(
        names.map(
          (name) => sql`(select ${name} as fact, ${ident(name)} as value, count(*) as n
from ${facts} where ${ident(name)} is not null group by 2 order by n desc, value limit ${most})`,
        ),
        '\nunion all\n',
      )

/** One row: n, missing, and of a numeric fact low, q1, median, q3, high. Quartiles are values that members have. */
export const numberProfile = (facts: Sql, name: string): Sql => {
  const value = sql`${ident(name)}::double`
  return sql`select
  n, missing, low, quartiles[1] as q1, quartiles[2] as median, quartiles[3] as q3, high
from (
  select
    count(${value}) as n, count(*) - count(${value}) as missing, min(${value}) as low, max(${value}) as high,
    quantile_disc(${value}, [0.25, 0.5, 0.75]) as quartiles
  from ${facts}
)`
}

/** One row: n, missing, and how many different values a category fact has. */
export const categoryProfile = (facts: Sql, name: string): Sql =>
  sql`select count(${ident(name)}) as n, count(*) - count(${ident(name)}) as missing, count(distinct ${ident(name)}) as values
from ${facts}`

/** value, label, n: what order lines, or with `channel` orders, hold most often; label is the name of a product. */
export function frequentGoods(
  by: 'category' | 'brand' | 'product' | 'channel',
  shop: ShopRelations,
  most: number,
): Sql {
  const counted = {
    channel: sql`select channel as value, channel as label, count(*) as n from ${shop.orders} group by channel`,
    product: sql`select product_id as value, min(product_name) as label, count(*) as n
from ${shop.order_items} group by product_id`,
    category: sql`select ${lineCategory} as value, ${lineCategory} as label, count(*) as n
from ${shop.order_items} as i
left join ${listedProducts(shop.products, 'category')} as p
  on p.product_id = i.product_id
group by 1, 2`,
    brand: sql`select p.brand as value, p.brand as label, count(*) as n
from ${shop.order_items} as i
join ${listedProducts(shop.products, 'brand')} as p
  on p.product_id = i.product_id
group by 1`,
  }[by]
  return sql`select value, label, n from (${counted}) where value is not null order by n desc, value limit ${most}`
}
