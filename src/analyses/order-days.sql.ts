import { sql, type Sql } from '../sql/sql'
import type { OutputColumn } from './analysis'
import { date, integer, memberId, money, text } from './columns'

/** Below this number of gaps between order days no quantile is taken from them. */
export const LEAST_GAPS = 20

/**
 * Buyers: member (a number), member_id, order_days, spent, first_order, last_order (days), days (a list of those with an
 * order, the first one first; several orders of one day are one). One pass over the orders.
 */
export const buyers = (orders: Sql): Sql => sql`select
  row_number() over ()::integer as member,
  member_id,
  len(days) as order_days,
  spent,
  days[1] as first_order,
  days[-1] as last_order,
  days
from (
  select
    member_id,
    list_sort(list_distinct(list(ordered_at::date))) as days,
    sum(amount)::double as spent
  from ${orders} where member_id is not null group by member_id
)`

/** Of a step that is `buyers`. */
export const buyerColumns: readonly OutputColumn[] = [
  integer('member', 'A number for the member', '会员序号'),
  memberId,
  integer('order_days', 'Days with an order', '有单天数'),
  money('spent', 'Money so far, by basis', '至今金额,按口径'),
  date('first_order', 'Day of the first order', '首单日期'),
  date('last_order', 'Day of the last order', '末单日期'),
  text('days', 'The days with an order, a list', '有单日列表'),
]

/**
 * The days with an order of `buyers`, a row each: member, day, place (1 is the first), gap (days since the one before),
 * next (the next day with an order). Taken from the lists, since sorting all rows takes longer.
 */
export const orderDays = (buyers: Sql): Sql => sql`select
  member, day, place, (day - days[place - 1])::integer as gap, days[place + 1] as next
from (select member, days, unnest(days) as day, generate_subscripts(days, 1)::integer as place from ${buyers})`

/** Of a step that is `orderDays`. */
export const orderDayColumns: readonly OutputColumn[] = [
  integer('member', 'A number for the member', '会员序号'),
  date('day', 'Day with an order', '有单日'),
  integer('place', 'Which of the member’s order days, 1 is the first', '会员的第几个有单日,1 为首个'),
  integer('gap', 'Days since the order day before', '距上一有单日的天数'),
  date('next', 'The next order day', '下一有单日'),
]
