import { ident, join, sql, type Sql } from '../sql/sql'

/** How often a return that found no room asks again. */
const ROUNDS = 4

/**
 * The returns of members in the order in which they are served (`turn`). A table: what matches them has to know that
 * they are fewer than the sales, or it lays all sales in memory.
 */
export const returnRows: Sql = sql`create or replace table return_rows as
select
  *,
  row_number() over (order by ordered_at, order_id, quantity desc, amount desc, source, source_row) as turn
from checked_sales
where rule = 'returned' and member_id is not null`

/**
 * Each of `return_rows` with the sale it takes money from: return_source, return_row, sale_source, sale_row, amount (positive).
 *
 * Every return asks the latest sale of the same member, and of the same product where there is one, that is not
 * later than the return and has that many pieces (or that much money) left; a sale of the same order first. A sale
 * serves those that ask in the order of their time, for as long as its pieces last; the others ask again, up to
 * three times. What finds no room stays unmatched. No sale gives back more than its money.
 */
export const returnMatches: Sql = sql`create or replace table return_matches as
with pairs as (
  select
    r.source as return_source,
    r.source_row as return_row,
    r.turn,
    s.source as sale_source,
    s.source_row as sale_row,
    greatest(-r.amount, 0) as amount,
    s.amount as sale_amount,
    -coalesce(cast(r.quantity as decimal(18, 4)), r.amount) as pieces,
    coalesce(cast(s.quantity as decimal(18, 4)), s.amount) as sold,
    row_number() over (
      partition by r.source, r.source_row
      order by
        coalesce(s.order_id = r.order_id, false) desc, s.ordered_at desc, s.order_id, s.quantity, s.amount,
        s.source, s.source_row
    ) as choice
  from checked_sales as s
  join return_rows as r
    on s.member_id = r.member_id
    and coalesce(s.product_id, '') = coalesce(r.product_id, '')
  where s.rule is null
    and s.amount > 0
    and s.ordered_at <= r.ordered_at
    and coalesce(cast(s.quantity as decimal(18, 4)), s.amount) >= -coalesce(cast(r.quantity as decimal(18, 4)), r.amount)
),
served_0 as (
  select *, 0 as round from pairs where false
),
${join(Array.from({ length: ROUNDS }, (_, i) => round(i + 1)))}
select
  return_source, return_row, sale_source, sale_row,
  (least(taken, sale_amount) - least(taken - amount, sale_amount))::decimal(18, 4) as amount
from (
  select
    *,
    sum(amount) over (partition by sale_source, sale_row order by round, turn rows unbounded preceding) as taken
  from ${served(ROUNDS)}
)`

function round(number: number): Sql {
  const before = served(number - 1)
  const asking = ident(`asking_${number}`)
  return sql`${asking} as (
  select p.*, coalesce(u.used, 0) as used
  from pairs as p
  left join ${before} as b on b.return_source = p.return_source and b.return_row = p.return_row
  left join (
    select sale_source, sale_row, sum(pieces) as used from ${before} group by sale_source, sale_row
  ) as u on u.sale_source = p.sale_source and u.sale_row = p.sale_row
  where b.return_row is null and p.sold - coalesce(u.used, 0) >= p.pieces
  qualify row_number() over (partition by p.return_source, p.return_row order by p.choice) = 1
),
${served(number)} as (
  select * from ${before}
  union all
  select * exclude (used), ${number} as round
  from ${asking}
  qualify used + sum(pieces) over (
    partition by sale_source, sale_row order by turn rows unbounded preceding
  ) <= sold
)`
}

function served(round: number): Sql {
  return ident(`served_${round}`)
}
