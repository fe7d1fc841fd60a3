import { anyHoldsParts, goodsAlone, partColumns } from './amount-parts.sql'
import { sql, type Sql } from '../sql/sql'
import { roleOf, type Recipe } from './recipe'
import { ruledRows } from './rule-hits.sql'
import { fillTable } from './sales.sql'
import { slices } from './slices.sql'
import { readDetails } from './typed.sql'

/** Lines of orders that stand in another file: typed, nothing decided yet. */
export function detailRows(recipe: Recipe): Sql[] {
  const parted = anyHoldsParts(recipe)
  const parts = recipe.sources.flatMap((source, index) =>
    roleOf(source, recipe.sources) === 'details'
      ? [slices(source).map((slice) => readDetails(source, index, parted ? partColumns(source) : [], slice))]
      : [],
  )
  return fillTable(sql`detail_rows`, parts, (rows) =>
    parted ? goodsAlone(rows) : sql`select * from (\n${rows}\n)`,
  )
}

/** As `duplicate_sales`, for lines. */
export const duplicateDetails = sql`create or replace table duplicate_details as
with repeated as (
  select source, row_hash from detail_rows group by source, row_hash having count(*) > 1
)
select source, source_row
from (
  select
    d.source,
    d.source_row,
    row_number() over (
      partition by d.source, d.row_hash, d.order_id, d.product_id, d.amount
      order by d.source_row
    ) as copy
  from detail_rows as d
  join repeated as r on d.source = r.source and d.row_hash = r.row_hash
)
where copy > 1`

/**
 * Each line with its order's member and time, and the first rule that sets it aside (null: kept). Of an order that
 * stands in several rows, those that are kept speak.
 */
export const checkedDetails = (recipe: Recipe): Sql => sql`create or replace table checked_details as
${ruledRows(recipe, 'details', detailBase)}`

/** The lines before any rule, each with its order's member and time, whether it is an exact duplicate, and in a later file. */
export const detailBase = sql`  select
    d.*,
    k.member_id,
    k.ordered_at,
    k.order_rows,
    k.order_rows_kept,
    r.source_row is not null as is_duplicate,
    l.source_row is not null as is_in_later_file
  from detail_rows as d
  left join (
    select
      order_id,
      count(*) as order_rows,
      count(*) filter (where rule is null) as order_rows_kept,
      coalesce(min(member_id) filter (where rule is null), min(member_id)) as member_id,
      coalesce(min(ordered_at) filter (where rule is null), min(ordered_at)) as ordered_at
    from checked_sales
    where order_id is not null
    group by order_id
  ) as k on k.order_id = d.order_id
  left join overlapping_details as l on l.source = d.source and l.source_row = d.source_row
  left join duplicate_details as r on r.source = d.source and r.source_row = d.source_row`
