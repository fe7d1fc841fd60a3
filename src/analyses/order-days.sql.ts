import { sql, type Sql } from '../sql/sql'
import type { OutputColumn } from './analysis'
import { date, integer, memberId, money } from './columns'
import { purchaseDays } from './purchase-days.sql'

/** Below this number of gaps between order days no quantile is taken from them. */
export const LEAST_GAPS = 20

/**
 * Days with an order: member_id, day, amount, place (1 is the first), gap (days since the one before), next (the next
 * day with an order). Several orders of one day are one.
 */
export const orderDays = (orders: Sql): Sql => sql`select
  member_id, day, amount::double as amount,
  row_number() over days as place,
  date_diff('day', lag(day) over days, day) as gap,
  lead(day) over days as next
from (${purchaseDays(orders)})
window days as (partition by member_id order by day)`

/** Of a step that is `orderDays`. */
export const orderDayColumns: readonly OutputColumn[] = [
  memberId,
  date('day', 'Day with an order', '有单日'),
  money('amount', 'Money of the day, by basis', '当日金额,按口径'),
  integer('place', 'Which of the member’s order days, 1 is the first', '会员的第几个有单日,1 为首个'),
  integer('gap', 'Days since the order day before', '距上一有单日的天数'),
  date('next', 'The next order day', '下一有单日'),
]
