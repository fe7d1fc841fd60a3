import { ident, join, sql, type Sql } from '../sql/sql'

/** What `products` says of goods that a line of an order may want beside itself. */
type ProductColumn = 'product_name' | 'category' | 'brand' | 'price' | 'cost' | 'stock'

/** One row per product: product_id and of each column its least value, should the shop list a product twice. */
export const listedProducts = (products: Sql, ...columns: readonly ProductColumn[]): Sql =>
  sql`(select product_id, ${join(columns.map((column) => sql`min(${ident(column)}) as ${ident(column)}`))} from ${products} group by product_id)`

/** The category of order line `i` joined to listed product `p`: the line's own, else that of its product. */
export const lineCategory: Sql = sql`coalesce(i.category, p.category)`
