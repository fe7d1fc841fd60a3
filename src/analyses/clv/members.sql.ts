import { sql, type Sql } from '../../sql/sql'

/** The last day that counts: the one before the as-of date. */
const lastDay = (asOf: string): Sql => sql`(cast(${asOf} as date) - 1)`

/**
 * What models of buying until leaving need of each member, from their `purchaseDays`: x, distinct days with an order minus one; tx, days from the
 * first to the last; t, days from the first to the last day that counts; mean_repeat, mean money of the days after the
 * first.
 */
export const membersUntil = (days: Sql, asOf: string): Sql => sql`select
  member_id,
  count(*) - 1 as x,
  date_diff('day', min(day), max(day)) as tx,
  date_diff('day', min(day), ${lastDay(asOf)}) as t,
  ((sum(amount) - arg_min(amount, day)) / nullif(count(*) - 1, 0))::double as mean_repeat,
  sum(amount)::decimal(18, 4) as spent,
  min(day) as first_order,
  max(day) as last_order
from ${days}
group by member_id`

/**
 * The same as it was `horizon` days before the end, for members known by then, and what they did since: actual, days
 * with an order, and their money. A third of the whole period is held out where no number of days is chosen.
 */
export const membersBefore = (orderDays: Sql, asOf: string, holdout: string): Sql => {
  const chosen =
    holdout === 'third'
      ? sql`((date_diff('day', first, ${lastDay(asOf)}) + 1) // 3)`
      : sql`${Number(holdout)}`
  return sql`with cut as (
  select ${chosen} as horizon, ${lastDay(asOf)} - ${chosen}::integer as last
  from (select min(day) as first from ${orderDays})
)
select
  member_id,
  count(*) filter (where day <= last) - 1 as x,
  date_diff('day', min(day), max(day) filter (where day <= last)) as tx,
  date_diff('day', min(day), any_value(last)) as t,
  count(*) filter (where day > last) as actual,
  (sum(amount) filter (where day <= last))::decimal(18, 4) as spent,
  coalesce(sum(amount) filter (where day > last), 0)::decimal(18, 4) as actual_spent,
  min(day) as first_order,
  any_value(horizon) as horizon
from ${orderDays} cross join cut
group by member_id
having min(day) <= any_value(last)`
}

/** Members with the same numbers, counted: what fitting needs. */
export const grouped = (members: Sql): Sql =>
  sql`select x, tx, t, count(*) as n from ${members} group by x, tx, t order by x, tx, t`
