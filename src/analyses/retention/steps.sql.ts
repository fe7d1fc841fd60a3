import { empty, sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { inGroup, splitValues, type Split } from '../splits.sql'
import type { RetentionParameters } from './parameters'
import { cohortOf, lastPeriod, originOf, overAt, periodAfter } from './periods'

/**
 * One row per member and beginning: member, a number; when it began, when the next beginning is (`until`), what there
 * was in between, cohort, the split's value, origin, from where periods are counted, last_k, the period of the last order. A member begins with the first order
 * and, where `restart` says so, with the first one after so many days of silence.
 */
export const firstOrders = (shop: ShopViews, parameters: RetentionParameters): Sql => {
  const split = parameters.split as Split
  const again = parameters.restart > 0
  // What the first order of all says holds for every beginning.
  const first = again
    ? sql`(select member_id, min(first_order) as first_order from firsts group by member_id)`
    : sql`firsts`
  return sql`with ${again ? beginnings(shop, parameters.restart) : onlyBeginnings(shop)}
select
  row_number() over ()::integer as member, f.*, v.value,
  ${cohortOf(sql`f.first_order`, parameters.period)} as cohort,
  ${originOf(sql`f.first_order`, parameters)} as origin,
  (${periodAfter(sql`origin`, sql`f.last_order`, parameters)})::integer as last_k
from firsts as f
left join (${splitValues(shop, first, split)}) as v on v.member_id = f.member_id`
}

const TOTALS = sql`min(ordered_at) as first_order,
    max(ordered_at) as last_order,
    count(*) as orders,
    sum(amount)::decimal(18, 4) as amount`

const onlyBeginnings = (shop: ShopViews): Sql => sql`firsts as (
  select member_id, ${TOTALS}, cast(null as timestamp) as until
  from ${shop.orders} where member_id is not null group by member_id
)`

const beginnings = (shop: ShopViews, restart: number): Sql => sql`steps as (
  select
    member_id, ordered_at, amount,
    coalesce(ordered_at::date - lag(ordered_at) over (partition by member_id order by ordered_at)::date > ${restart}, false) as begins
  from ${shop.orders} where member_id is not null
),
numbered as (
  select *, count(*) filter (where begins) over (partition by member_id order by ordered_at) as beginning
  from steps
),
firsts as (
  select *, lead(first_order) over (partition by member_id order by first_order) as until
  from (select member_id, ${TOTALS} from numbered group by member_id, beginning)
)`

/** The same with their group. */
export const membersWithCohort = (first: Sql, groups: Sql, parameters: RetentionParameters): Sql => sql`select
  m.member, m.member_id, m.first_order, m.last_order, m.orders, m.amount, m.cohort, g.grp, m.last_k
from ${first} as m
${inGroup(groups, parameters.split as Split)}`

/** One row per member and period with an order. One pass over the orders, O(orders). */
export const activity = (shop: ShopViews, first: Sql, parameters: RetentionParameters): Sql => sql`select
  m.member,
  (${periodAfter(sql`m.origin`, sql`o.ordered_at`, parameters)})::smallint as k,
  count(*)::integer as orders,
  sum(o.amount)::decimal(18, 4) as amount
from ${shop.orders} as o
join ${first} as m on m.member_id = o.member_id${
  parameters.restart > 0
    ? sql` and o.ordered_at >= m.first_order and (m.until is null or o.ordered_at < m.until)`
    : empty
}
group by 1, 2`

/**
 * The triangle, zeros included: a row for each group, cohort and period 0 … K. What is not wholly observed is null.
 * O(members × periods), once more over what `activity` left.
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
active as (
  select m.grp, m.cohort, a.k, count(*) as members, sum(a.orders) as orders, sum(a.amount) as amount
  from ${active} as a join ${members} as m on m.member = a.member
  group by m.grp, m.cohort, a.k
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
  left join active as a on a.grp = c.grp and a.cohort = c.cohort and a.k = k.k
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
