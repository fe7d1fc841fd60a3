import { join, sql, type Sql } from '../sql/sql'
import { afterDiscounts, ORDER_VALUE } from './discounts.sql'
import { rawTable } from './load.sql'
import { roleOf, type Recipe, type SourcePlan } from './recipe'
import { readColumn } from './typed.sql'

/** The column of a file of orders that says what was taken off each; null where none does. */
const discountRole = ({ table, mapping }: SourcePlan): 'discount' | 'discount_taken' | null =>
  table !== 'orders' || mapping['order_id'] === undefined
    ? null
    : ((['discount', 'discount_taken'] as const).find((role) => mapping[role] !== undefined) ?? null)

/** Whether one file says what was taken off orders whose lines stand in another. */
export const sharesDiscounts = (recipe: Recipe): boolean =>
  recipe.sources.some((source) => discountRole(source) !== null) &&
  recipe.sources.some(
    (source) =>
      roleOf(source, recipe.sources) === 'details' &&
      (source.mapping['amount'] ?? source.mapping['unit_price']) !== undefined,
  )

/**
 * Lines of orders in one file, discounts of those orders in another: where most orders with a discount come to less
 * than their lines, the lines are before it, and it is shared over them as within one file (`afterDiscounts`); else
 * they are already after it and stay. `shared_discounts`, one row per line that has a share: source, source_row,
 * order_id, amount_before, amount; then `detail_rows` with those amounts. Of an order goes off the discount it says, or
 * the difference of its lines and its amount where that is more.
 */
export const shareDiscounts = (recipe: Recipe): Sql[] => [
  sql`create or replace table shared_discounts as
with given as (
  select order_id, abs(${ORDER_VALUE}) as given
  from (
${join(recipe.sources.flatMap(statedBy), '\nunion all\n')}
  )
  where order_id is not null group by order_id having given > 0
),
paid as (
  select order_id, ${ORDER_VALUE} as paid
  from (select order_id, amount as value from sales_rows)
  where order_id in (select order_id from given) group by order_id
),
lines as (
  select order_id, sum(greatest(amount, 0)) as lines
  from detail_rows
  where order_id in (select order_id from given) group by order_id
),
stated as (
  select l.order_id, g.given, p.paid, l.lines
  from given as g join lines as l on l.order_id = g.order_id left join paid as p on p.order_id = g.order_id
),
before as (
  select count(paid) = 0 or 2 * count(*) filter (where paid < lines - 0.005) > count(paid) as is_before from stated
),
taken as (
  select order_id, greatest(given, coalesce(lines - paid, 0)) as off from stated where (select is_before from before)
)
select source, source_row, order_id, amount_before, amount
from (
${afterDiscounts(sql`select d.source, d.source_row, d.order_id, d.amount,
  cast(null as decimal(18, 4)) as discount, cast(t.off as decimal(18, 4)) as order_discount,
  cast(null as decimal(18, 4)) as order_subtotal
from detail_rows as d join taken as t on t.order_id = d.order_id`)}
)`,
  sql`create or replace table detail_rows as
select d.* replace (coalesce(s.amount, d.amount) as amount)
from detail_rows as d
left join shared_discounts as s on s.source = d.source and s.source_row = d.source_row`,
]

function statedBy(source: SourcePlan, index: number): Sql[] {
  const role = discountRole(source)
  if (role === null) return []
  return [
    sql`select ${readColumn(source, 'order_id', 'id')} as order_id, ${readColumn(source, role, 'money')} as value
from ${rawTable(index)}`,
  ]
}

/** What the discounts that another file states took off the lines of a file. */
export interface SharedAccount {
  /** 0: the lines were already after them. */
  orders: number
  amount: number
  /** The files that state them. */
  files: string[]
}

/** The files whose discounts are shared over the lines of a file; none where it has no such lines. */
export const statingFiles = (recipe: Recipe, index: number): string[] => {
  const source = recipe.sources[index]
  if (!source || roleOf(source, recipe.sources) !== 'details' || !sharesDiscounts(recipe)) return []
  return recipe.sources.flatMap((other) => (discountRole(other) === null ? [] : [other.file.name]))
}

export const sharedTotals = (index: number): Sql => sql`select
  count(distinct order_id) as orders,
  coalesce(sum(amount_before - amount), 0)::double as amount
from shared_discounts where source = ${index}`
