import { ident, sql, type Sql } from '../sql/sql'
import { roleOf, type Recipe } from './recipe'

/**
 * `overlapping_sales` or `overlapping_details`: source, source_row of rows that a later file holds again, as when two
 * exports overlap by some days. An order is the same by its number, time and member; a line by its order, product,
 * pieces and amount; of such rows those equal in every cell are taken for one another first, whatever their order in
 * the file, then the n-th of one file for the n-th of another. The later file's row stays, for it knows
 * more of what became of the order. Rows without an order number are never taken for one another.
 */
export function overlaps(recipe: Recipe, scope: 'sales' | 'details'): Sql {
  const table = ident(`overlapping_${scope}`)
  const sources = recipe.sources.filter((source) => roleOf(source, recipe.sources) === scope)
  if (sources.length < 2) return sql`create or replace table ${table} (source usmallint, source_row bigint)`
  const rows = scope === 'sales' ? sql`sales_rows` : sql`detail_rows`
  const byOrder = sources.some((source) => source.table === 'orders')
  const same = byOrder
    ? sql`order_id, ordered_at, member_id`
    : scope === 'sales'
      ? sql`order_id, ordered_at, member_id, product_id, quantity, amount`
      : sql`order_id, product_id, quantity, amount`
  return sql`create or replace table ${table} as
with shared as (
  select order_id from ${rows} where order_id is not null group by order_id having min(source) <> max(source)
),
alike as (
  select
    source, source_row, row_hash, ${same},
    row_number() over (partition by source, ${same}, row_hash order by source_row) as twin
  from ${rows}
  where order_id in (select order_id from shared)
),
twins as (
  select
    *,
    min(source) over (partition by ${same}, row_hash, twin)
      <> max(source) over (partition by ${same}, row_hash, twin) as again
  from alike
),
numbered as (
  select
    *,
    row_number() over (partition by source, ${same} order by again desc, twin, row_hash) as copy
  from twins
)
select source, source_row
from numbered
qualify row_number() over (partition by ${same}, copy order by source desc) > 1`
}
