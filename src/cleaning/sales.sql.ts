import { empty, join, sql, type Sql } from '../sql/sql'
import { roleOf, type Recipe } from './recipe'
import { rulesFor, type Rule, type Scope } from './rules'
import { hasMoney, readSales } from './typed.sql'

/** Rows of all files whose rows carry their own time: one table, typed, nothing decided yet. */
export function salesRows(recipe: Recipe): Sql {
  const parts = recipe.sources.flatMap((source, index) =>
    roleOf(source, recipe.sources) === 'sales' ? [readSales(source, index)] : [],
  )
  return sql`create or replace table sales_rows as
select
  *,
  coalesce(quantity < 0 or (quantity is null and amount < 0), false) as is_return
from (
${join(parts, '\nunion all\n')}
)`
}

/**
 * Rows of `sales_rows` that are the same in every cell as an earlier row of the same file: source, source_row.
 * Hashes find the candidates; the typed columns confirm them.
 */
export const duplicateSales = sql`create or replace table duplicate_sales as
with repeated as (
  select source, row_hash from sales_rows group by source, row_hash having count(*) > 1
)
select source, source_row
from (
  select
    s.source,
    s.source_row,
    row_number() over (
      partition by s.source, s.row_hash, s.order_id, s.member_id, s.ordered_at, s.product_id, s.amount
      order by s.source_row
    ) as copy
  from sales_rows as s
  join repeated as r on s.source = r.source and s.row_hash = r.row_hash
)
where copy > 1`

/**
 * Each sales row with the first rule that sets it aside (null: kept), and whether it is an exact duplicate.
 * A view: switching a rule rewrites no row.
 */
export const checkedSales = (recipe: Recipe): Sql => sql`create or replace view checked_sales as
select *, ${firstRule(recipe, 'sales')} as rule
from (
  select s.*, d.source_row is not null as is_duplicate
  from sales_rows as s
  left join duplicate_sales as d on s.source = d.source and s.source_row = d.source_row
)`

/** The id of the first rule, in their order, that is switched on and catches the row; else null. */
export function firstRule(recipe: Recipe, scope: Scope): Sql {
  const branches = rulesFor(scope)
    .filter((rule) => rule.required || recipe.rules[rule.id])
    .map(
      (rule) => sql`when ${rule.catches({ today: recipe.today })}${exemption(recipe, rule)} then ${rule.id}`,
    )
  return branches.length === 0 ? sql`cast(null as varchar)` : sql`case ${join(branches, '\n')} end`
}

/** Files without a member column lose no row for it; where other files hold the money, no row for the amount. */
function exemption(recipe: Recipe, rule: Rule): Sql {
  const lacks =
    rule.id === 'no_member'
      ? recipe.sources.map((source) => source.mapping['member_id'] === undefined)
      : rule.id === 'no_amount' || rule.id === 'unreadable_amount'
        ? recipe.sources.map((source) => !hasMoney(source))
        : []
  const exempt = lacks.flatMap((lacking, index) => (lacking ? [sql`${index}`] : []))
  return exempt.length === 0 ? empty : sql` and source not in (${join(exempt)})`
}

/**
 * Each return with the sale it takes money from: return_source, return_row, sale_source, sale_row, amount (positive).
 * The sale is the latest one of the same member, and the same product where there is one, not later than the
 * return, of at least that many pieces (or that much money); the same order first. A sale never gives back more
 * than it sold: what exceeds it stays unmatched.
 */
export const returnMatches = sql`create or replace table return_matches as
with returns as (
  select * from checked_sales where rule = 'returned' and member_id is not null
),
nearest as (
  select
    r.source as return_source, r.source_row as return_row, r.ordered_at as returned_at,
    s.source as sale_source, s.source_row as sale_row,
    -r.amount as amount, -coalesce(r.quantity, cast(r.amount as double)) as pieces,
    coalesce(s.quantity, cast(s.amount as double)) as sold, s.amount as sale_amount
  from checked_sales as s
  join returns as r
    on s.member_id = r.member_id
    and coalesce(s.product_id, '') = coalesce(r.product_id, '')
  where s.rule is null
    and s.amount > 0
    and s.ordered_at <= r.ordered_at
    and coalesce(s.quantity, cast(s.amount as double)) >= -coalesce(r.quantity, cast(r.amount as double))
  qualify row_number() over (
    partition by r.source, r.source_row
    order by coalesce(s.order_id = r.order_id, false) desc, s.ordered_at desc, s.source_row desc
  ) = 1
)
select return_source, return_row, sale_source, sale_row, least(amount, sale_amount) as amount
from nearest
qualify sum(pieces) over (
  partition by sale_source, sale_row
  order by returned_at, return_source, return_row
  rows between unbounded preceding and current row
) <= sold`

/**
 * The kept sales rows with `returned`: the money that went back, by a matched return, a refund column, or a status
 * that says so; never more than the row's amount.
 */
export const keptSales = sql`create or replace view kept_sales as
select
  s.*,
  least(
    case
      when s.is_refunded then s.amount
      else greatest(coalesce(m.returned, 0), coalesce(s.refund, 0), 0)
    end,
    greatest(s.amount, 0)
  )::decimal(18, 4) as returned
from checked_sales as s
left join (
  select sale_source, sale_row, sum(amount) as returned from return_matches group by sale_source, sale_row
) as m on m.sale_source = s.source and m.sale_row = s.source_row
where s.rule is null`
