import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { inGroup, splitValues, type Split } from '../splits.sql'
import type { RetentionParameters } from './parameters'
import { cohortOf, lastPeriod, originOf, overAt, periodAfter } from './periods'

/**
 * One row per member and beginning: member, a number; buyer, that of the person; when it began, when the next beginning
 * is (`until`), what there was in between, cohort, origin, from where periods are counted, last_k, the period of the
 * last order. A member begins with the first order and, where `restart` says so, with the first one after so many days
 * of silence. One pass over the orders.
 */
export const starts = (shop: ShopViews, parameters: RetentionParameters): Sql => sql`select
  f.*,
  ${cohortOf(sql`f.first_order`, parameters.period)} as cohort,
  ${originOf(sql`f.first_order`, parameters)} as origin,
  (${periodAfter(sql`origin`, sql`f.last_order`, parameters)})::integer as last_k
from (${beginnings(shop, parameters.restart)}) as f`

/** The same with their member_id and the split's value. */
export const firstOrders = (shop: ShopViews, started: Sql, { split, restart }: RetentionParameters): Sql => {
  // What the first order of all says holds for every beginning.
  const first =
    restart > 0
      ? sql`(select member_id, min(first_order) as first_order from firsts group by member_id)`
      : sql`firsts`
  return sql`with firsts as (
  select f.member, n.member_id, f.* exclude (member, buyer)
  from ${started} as f
  join ${shop.memberNumbers} as n on n.member = f.buyer
)
select f.*, v.value
from firsts as f
left join (${splitValues(shop, first, split as Split)}) as v on v.member_id = f.member_id`
}

/** The beginnings with their group: without a split nobody need be looked up. */
export const startsInGroups = (started: Sql, members: Sql, { split }: RetentionParameters): Sql =>
  split === 'none' ? sql`(select *, 1 as grp from ${started})` : members

const TOTALS = sql`min(ordered_at) as first_order,
  max(ordered_at) as last_order,
  count(*) as orders,
  sum(amount)::decimal(18, 4) as amount`

const beginnings = (shop: ShopViews, restart: number): Sql =>
  restart === 0
    ? sql`select member, member as buyer, ${TOTALS}, cast(null as timestamp) as until
  from ${shop.memberOrders} group by member`
    : sql`select *, lead(first_order) over (partition by buyer order by first_order) as until
from (
  select member, buyer, ${TOTALS}
  from (${ordersByBeginning(shop, restart)}) group by member, buyer
)`

/**
 * The orders by member and moment: member, the number of the beginning, where members begin anew counted over all of
 * them; buyer, the number of the person; ordered_at, amount. O(orders), in the order they are stored in.
 */
const ordersByBeginning = (shop: ShopViews, restart: number): Sql =>
  restart === 0
    ? sql`select member, member as buyer, ordered_at, amount from ${shop.memberOrders}`
    : sql`select
    (count(*) filter (where buyer is distinct from before or ordered_at::date - previous::date > ${restart})
      over (rows unbounded preceding))::integer as member,
    buyer, ordered_at, amount
  from (
    select
      member as buyer, ordered_at, amount,
      lag(member) over () as before, lag(ordered_at) over () as previous
    from ${shop.memberOrders}
  )`

/** The same with their group. */
export const membersWithCohort = (first: Sql, groups: Sql, parameters: RetentionParameters): Sql => sql`select
  m.member, m.member_id, m.first_order, m.last_order, m.orders, m.amount, m.cohort, g.grp, m.origin, m.last_k
from ${first} as m
${inGroup(groups, parameters.split as Split)}`

/** One row per order: member, k, the period it lies in; amount. */
export const activity = (shop: ShopViews, first: Sql, parameters: RetentionParameters): Sql => sql`select
  o.member, (${periodAfter(sql`m.origin`, sql`o.ordered_at`, parameters)})::smallint as k, o.amount
from (${ordersByBeginning(shop, parameters.restart)}) as o
join ${first} as m on m.member = o.member`

/**
 * What happened by group, cohort and period: members, orders, amount. An order is a member's first one in its period
 * where the one before lies in another, so that no member has to be looked up again. One pass over the orders,
 * O(orders).
 */
export const totals = (shop: ShopViews, members: Sql, parameters: RetentionParameters): Sql => sql`select
  grp, cohort, k,
  count(*) filter (where before is null or before <> k) as members,
  count(*) as orders,
  sum(amount)::decimal(18, 4) as amount
from (
  select
    m.grp, m.cohort, o.amount,
    (${periodAfter(sql`m.origin`, sql`o.ordered_at`, parameters)})::smallint as k,
    case when o.previous is not null then (${periodAfter(sql`m.origin`, sql`o.previous`, parameters)})::smallint end as before
  from (
    select
      member, ordered_at, amount,
      case when lag(member) over () = member then lag(ordered_at) over () end as previous
    from (${ordersByBeginning(shop, parameters.restart)})
  ) as o
  join ${members} as m on m.member = o.member
)
group by grp, cohort, k`

/**
 * The triangle, zeros included: a row for each group, cohort and period 0 … K. What is not wholly observed is null.
 * O(members + cohorts × periods).
 */
export function cells(shop: ShopViews, members: Sql, active: Sql, parameters: RetentionParameters): Sql {
  const last = lastPeriod(parameters)
  const unbounded = parameters.definition === 'after'
  const onward = sql`over (partition by d.grp, d.cohort order by d.k desc rows unbounded preceding)`
  const soFar = sql`over (partition by d.grp, d.cohort order by d.k rows unbounded preceding)`
  const counted = (name: Sql) => (unbounded ? sql`sum(${name}) ${onward}` : name)
  return sql`with cohorts as (
  select grp, cohort, count(*) as size from ${members} group by grp, cohort
),
latest as (
  select grp, cohort, last_k as k, count(*) as members from ${members} group by grp, cohort, last_k
),
dense as (
  select
    c.grp, c.cohort, c.size, k.k,
    ${unbounded ? sql`coalesce(l.members, 0)` : sql`coalesce(a.members, 0)`} as members,
    coalesce(a.orders, 0) as orders,
    coalesce(a.amount, 0) as amount
  from cohorts as c
  cross join range(0, ${last + 2}) as k(k)
  left join ${active} as a on a.grp = c.grp and a.cohort = c.cohort and a.k = k.k
  left join latest as l on l.grp = c.grp and l.cohort = c.cohort and l.k = k.k
),
summed as (
  select
    d.grp, d.cohort, d.k::integer as k, d.size,
    ${counted(sql`d.members`)} as members,
    ${counted(sql`d.orders`)} as orders,
    ${counted(sql`d.amount`)} as amount,
    sum(d.amount) ${soFar} as cumulative,
    ${overAt(sql`d.cohort`, sql`d.k`, parameters)} <= cast(${shop.asOf} as date) as over
  from dense as d
)
select
  grp, cohort, k, size,
  case when over then members end::bigint as members,
  case when over then orders end::bigint as orders,
  case when over then amount end::decimal(18, 4) as amount,
  case when over then cumulative end::decimal(18, 4) as cumulative
from summed where k <= ${last}
order by grp, cohort, k`
}

/**
 * Per period, over the cohorts in which it is over: grp 0 is all members. The mean of a share weighted by the size of
 * its cohort is Σ members ÷ Σ size.
 */
export const means = (triangle: Sql): Sql => sql`select
  grp, k,
  count(distinct cohort) as cohorts,
  sum(size)::bigint as size,
  sum(members)::bigint as members,
  sum(orders)::bigint as orders,
  sum(amount)::decimal(18, 4) as amount,
  sum(cumulative)::decimal(18, 4) as cumulative,
  sum(members)::double / sum(size) as share
from (
  select * from ${triangle} where members is not null
  union all
  select 0 as grp, * exclude (grp) from ${triangle} where members is not null
)
group by grp, k order by grp, k`
