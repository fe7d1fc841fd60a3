import { sql, type Sql } from '../sql/sql'

/** One row per member and day with an order: orders of one day are one purchase. */
export const purchaseDays = (
  orders: Sql,
): Sql => sql`select member_id, ordered_at::date as day, sum(amount) as amount
from ${orders} where member_id is not null
group by member_id, ordered_at::date`
