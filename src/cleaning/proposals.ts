import type { Database } from '../engine/database'
import { rowObjects } from '../sql/rows'
import { sql } from '../sql/sql'

/** The likely first day of business (YYYY-MM-DD), and how many rows are dated before it. */
export interface OpeningDay {
  day: string
  rowsBefore: number
}

/** A member with far more orders than others have. */
export interface BusyMember {
  member: string
  orders: number
}

/** No shop that is open sells nothing for so long. */
const LONGEST_PAUSE_DAYS = 90
/** More than this share of the rows is a period of business, not a mistake in the dates. */
const MOST_BEFORE = 0.01

/**
 * The day after the last long pause in the dates, if hardly any row lies before it: stray dates such as 1970-01-01
 * stand apart from the shop's own. Without such a pause the first day in the data, with nothing before it.
 */
export async function proposeOpeningDay(db: Database): Promise<OpeningDay | null> {
  const [row] = rowObjects(
    await db.query(sql`with days as (
  select cast(ordered_at as date) as day, count(*) as n from sales_rows where ordered_at is not null group by 1
),
passed as (
  select
    day,
    coalesce(sum(n) over (order by day rows between unbounded preceding and 1 preceding), 0) as before,
    sum(n) over () as total,
    day - lag(day) over (order by day) as pause
  from days
)
select strftime(day, '%Y-%m-%d') as day, before::double as before
from passed
where pause is null or (pause > ${LONGEST_PAUSE_DAYS} and before <= ${MOST_BEFORE} * total)
order by passed.day desc
limit 1`),
  )
  return row ? { day: String(row['day']), rowsBefore: Number(row['before']) } : null
}

/** Fewer orders than this are no sign of a till account, however few the others have. */
const FEWEST_ORDERS = 50
const MOST_PROPOSED = 20

/**
 * Members whose number of orders is absurd beside the others': beyond the third quartile plus six times the spread of
 * the quartiles on a log scale (at least one doubling), and at least fifty. Tills, resellers and the shop's own accounts.
 */
export async function proposeBusyMembers(db: Database): Promise<BusyMember[]> {
  const rows = rowObjects(
    await db.query(sql`with counts as (
  select member_id, count(*) as n
  from (select distinct member_id, coalesce(order_id, concat('row ', source, '-', source_row)) as o
    from sales_rows where member_id is not null and not is_return)
  group by member_id
)
select member_id, n::double as n
from counts
where n >= ${FEWEST_ORDERS}
  and ln(n) > (select q[2] + 6 * greatest(q[2] - q[1], ln(2)) from (select quantile_cont(ln(n), [0.25, 0.75]) as q from counts))
order by n desc, member_id
limit ${MOST_PROPOSED}`),
  )
  return rows.map((row) => ({ member: String(row['member_id']), orders: Number(row['n']) }))
}
