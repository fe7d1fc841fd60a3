import { sql, type Sql } from '../sql/sql'

/**
 * Days with an order: member_id, day, amount, place (1 is the first), gap (days since the one before), next (the next
 * day with an order). Several orders of one day are one.
 */
export const orderDays = (orders: Sql): Sql => sql`select
  member_id, day, amount,
  row_number() over days as place,
  date_diff('day', lag(day) over days, day) as gap,
  lead(day) over days as next
from (
  select member_id, ordered_at::date as day, sum(amount)::double as amount
  from ${orders} where member_id is not null
  group by member_id, ordered_at::date
)
window days as (partition by member_id order by day)`
