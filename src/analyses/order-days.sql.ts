import { sql, type Sql } from '../sql/sql'
import type { OutputColumn } from './analysis'
import { date, integer, memberId, money } from './columns'

/** Below this number of gaps between order days no quantile is taken from them. */
export const LEAST_GAPS = 20

/** Orders (`memberOrders`) with the day of the member’s order before; read in the order they are stored in. */
export const besides = (memberOrders: Sql): Sql => sql`select
    member, ordered_at, ordered_at::date as day, amount,
    case when lag(member) over () = member then lag(ordered_at) over ()::date end as previous
  from ${memberOrders}`

/** Of `besides`: the first order of a member's day. */
export const NEW_DAY = sql`(previous is null or day <> previous)`

/**
 * Buyers by `memberOrders`: member (a number), order_days, spent, first_order, last_order (days); several orders of one
 * day are one. One pass over the orders.
 */
export const buyers = (memberOrders: Sql): Sql => sql`select
  member,
  count(*) filter (where ${NEW_DAY}) as order_days,
  sum(amount)::double as spent,
  min(day) as first_order,
  max(day) as last_order
from (
  ${besides(memberOrders)}
)
group by member`

/** Of `buyers`, with their member_id behind the number. */
export const buyerColumns: readonly OutputColumn[] = [
  integer('member', 'A number for the member', '会员序号'),
  memberId,
  integer('order_days', 'Days with an order', '有单天数'),
  money('spent', 'Money so far, by basis', '至今金额,按口径'),
  date('first_order', 'Day of the first order', '首单日期'),
  date('last_order', 'Day of the last order', '末单日期'),
]

/**
 * The days with an order, a row each, by member and day: member, day, place (1 is the first), gap (days since the one
 * before), next (the next day with an order). Every row has what it needs from its neighbours: O(orders), no sort.
 */
export const orderDays = (memberOrders: Sql): Sql => sql`select
  member, day,
  (number - max(case when gap is null then number end) over (rows unbounded preceding) + 1)::integer as place,
  gap, next
from (
  select
    member, day, gap,
    row_number() over () as number,
    case when lead(member) over () = member then lead(day) over () end as next
  from (
    select member, day, (day - previous)::integer as gap
    from (
      ${besides(memberOrders)}
    )
    where ${NEW_DAY}
  )
)`

/** Of a step that is `orderDays`. */
export const orderDayColumns: readonly OutputColumn[] = [
  integer('member', 'A number for the member', '会员序号'),
  date('day', 'Day with an order', '有单日'),
  integer('place', 'Which of the member’s order days, 1 is the first', '会员的第几个有单日,1 为首个'),
  integer('gap', 'Days since the order day before', '距上一有单日的天数'),
  date('next', 'The next order day', '下一有单日'),
]
