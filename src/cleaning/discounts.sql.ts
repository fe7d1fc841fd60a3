import { ident, join, sql, type Sql } from '../sql/sql'
import type { Recipe, SourcePlan } from './recipe'

const ROLES = ['discount', 'order_discount', 'order_subtotal'] as const

/** Whether a file says what is taken off its amounts. */
export const hasDiscounts = ({ mapping }: SourcePlan): boolean =>
  ROLES.some((role) => mapping[role] !== undefined)

/**
 * Rows after their discounts. `rows` have source_row, order_id, amount, discount, order_discount and order_subtotal
 * (DECIMAL(18,4)); `amount` becomes what is paid for the goods, and beside it stand `amount_before` and `is_above`:
 * the order says a total above its rows and no discount, so that nothing can be learned from it.
 *
 * A row's own discount goes first, at most down to nothing. What the rows of an order say of all of it is one value
 * where they agree, else their sum; a total that is not above the rows goes before a discount. It is shared over the
 * rows by their amounts, in cents, or in 1/10,000 where a cell is finer, by the method of the largest remainder: the
 * shares add up to the last digit, and no row falls below nothing.
 */
export const afterDiscounts = (rows: Sql): Sql => sql`select
  * exclude (weight, weights, rows_total, total, given, off, step, product, place, left_over)
  replace (cast(amount - coalesce(cast((product // weights + case when place <= left_over then 1 else 0 end) * step as decimal(28, 0)) * 0.0001, 0) as decimal(18, 4)) as amount)
from (
  select
    *,
    row_number() over (partition by ${ORDER} order by product % weights desc, source_row) as place,
    off // step - sum(product // weights) over (partition by ${ORDER}) as left_over
  from (
    select *, off // step * weight as product
    from (
      select *, case when bool_and(weight % 100 = 0) over (partition by ${ORDER}) and off % 100 = 0 then 100 else 1 end as step
      from (
        select
          *,
          least(
            cast(10000 * (case when total between 0 and rows_total then rows_total - total else coalesce(given, 0) end) as hugeint),
            weights
          ) as off,
          coalesce(total > rows_total and coalesce(given, 0) = 0, false) as is_above
        from (
          select
            *,
            nullif(sum(weight) over (partition by ${ORDER}), 0) as weights,
            sum(amount) over (partition by ${ORDER}) as rows_total,
            ${ofOrder('order_subtotal')} as total,
            abs(${ofOrder('order_discount')}) as given
          from (
            select *, cast(10000 * greatest(coalesce(amount, 0), 0) as hugeint) as weight
            from (
              select
                * replace (cast(sign(amount) * greatest(abs(amount) - abs(coalesce(discount, 0)), 0) as decimal(18, 4)) as amount),
                amount as amount_before
              from (\n${rows}\n)
            )
          )
        )
      )
    )
  )
)`

/** A row without an order number is an order of its own. */
const ORDER = sql`order_id, case when order_id is null then source_row end`

function ofOrder(role: (typeof ROLES)[number]): Sql {
  const over = (aggregate: Sql) => sql`${aggregate}(${ident(role)}) over (partition by ${ORDER})`
  return sql`case when ${over(sql`min`)} = ${over(sql`max`)} then ${over(sql`min`)} else ${over(sql`sum`)} end`
}

/** What the rows of one order say of all of it, over their `value`: one value where they agree, else their sum. */
export const ORDER_VALUE = sql`case when min(value) = max(value) then min(value) else sum(value) end`

/** What discounts did to the amounts of one file. */
export interface DiscountAccount {
  /** Orders that paid less than their rows say, rows without an order number each for one, and how much less. */
  orders: number
  amount: number
  /** Orders whose total is above their rows, with shipping or tax in it: it is left out. */
  above: number
}

/**
 * `discount_totals`, one row for each file with discounts: source, orders, amount, above.
 * @param read the rows of a file, as `afterDiscounts` gives them
 */
export function discountTotals(recipe: Recipe, read: (source: SourcePlan, index: number) => Sql): Sql {
  const parts = recipe.sources.flatMap((source, index) =>
    hasDiscounts(source)
      ? [
          sql`select
  ${index} as source,
  count(distinct case when amount <> amount_before then ${KEY} end) as orders,
  coalesce(sum(amount_before - amount), 0)::double as amount,
  count(distinct case when is_above then ${KEY} end) as above
from (\n${read(source, index)}\n)`,
        ]
      : [],
  )
  return sql`create or replace table discount_totals as\n${join(parts, '\nunion all\n')}`
}

const KEY = sql`coalesce(order_id, concat('row ', source_row))`
