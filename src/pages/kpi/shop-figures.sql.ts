import { halves } from '../../analyses/revenue/factors.sql'
import type { ShopRelations } from '../../segments/relations'
import { sql, type Sql } from '../../sql/sql'

/** Two rows, 'before' and 'after': half, first_day, end_day, members, orders, items, amount, other_amount, items_known. */
export const orderCounts = ({ orders, asOf }: ShopRelations, days: number): Sql =>
  halves(orders, asOf, {
    span: String(days),
    against: 'before',
    period: 'month',
    method: 'log',
    promotions: '',
    horizon: '',
    least: 0,
  })

const spans = (asOf: string, days: number): Sql => {
  const end = sql`cast(${asOf} as date)`
  return sql`(values ('before', ${end} - ${2 * days}, ${end} - ${days}), ('after', ${end} - ${days}, ${end})) as s(half, first_day, end_day)`
}

/**
 * The members with an order in each half, by whether their first order of all lies in it: half, new_members, new_amount,
 * old_members, old_amount.
 */
export const newAndOld = ({ orders, asOf }: ShopRelations, days: number): Sql => sql`with firsts as (
  select member_id, min(ordered_at) as first_order from ${orders} where member_id is not null group by member_id
)
select
  s.half,
  count(distinct o.member_id) filter (where f.first_order >= s.first_day) as new_members,
  coalesce(sum(o.amount) filter (where f.first_order >= s.first_day), 0)::double as new_amount,
  count(distinct o.member_id) filter (where f.first_order < s.first_day) as old_members,
  coalesce(sum(o.amount) filter (where f.first_order < s.first_day), 0)::double as old_amount
from ${spans(asOf, days)}
left join ${orders} as o on o.ordered_at >= s.first_day and o.ordered_at < s.end_day and o.member_id is not null
left join firsts as f on f.member_id = o.member_id
group by s.half`

/**
 * Members with an event in each half, and what they ordered in it: half, visitors, buyers (of them, with an order),
 * orders, amount. Events of nobody known are left out.
 */
export const visits = ({ orders, asOf }: ShopRelations, days: number): Sql => sql`with visitors as (
  select distinct s.half, s.first_day, s.end_day, e.member_id
  from ${spans(asOf, days)}
  join events as e on e.occurred_at >= s.first_day and e.occurred_at < s.end_day
  where e.member_id is not null
)
select
  v.half, count(distinct v.member_id) as visitors, count(distinct o.member_id) as buyers,
  count(o.order_id) as orders, coalesce(sum(o.amount), 0)::double as amount
from visitors as v
left join ${orders} as o
  on o.member_id = v.member_id and o.ordered_at >= v.first_day and o.ordered_at < v.end_day
group by v.half`
