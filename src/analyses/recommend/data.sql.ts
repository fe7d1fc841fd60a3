import { join, sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { itemSources, type InteractionOptions } from '../interactions.sql'
import { splitValues, type Split as Grouping } from '../splits.sql'

/**
 * source, rows, without_member, uncounted, without_item, left_out, used, members, items: what became of the rows of each source.
 * `uncounted`: of a member, but no interaction: events of no known kind, purchases that order lines tell already, ratings
 * beside order lines or below the least, lines of nothing. Used rows are lines once what is said twice on a day is one.
 */
export const sourceCounts = (shop: ShopViews, options: InteractionOptions): Sql =>
  join(
    itemSources(shop, options).map(
      ({ name, rows, select }) => sql`select
  ${name} as source, n.rows, n.rows - n.members as without_member, n.members - u.known as uncounted,
  u.known - u.used - u.left_out as without_item, u.left_out, u.used, u.members, u.items
from (select count(*) as rows, count(member_id) as members from ${rows}) as n
cross join (
  select
    count(*) as known, count(product) filter (where not left_out) as used,
    count(product) filter (where left_out) as left_out,
    count(distinct member_id) filter (where product is not null and not left_out) as members,
    count(distinct product) filter (where not left_out) as items
  from (${select}) where member_id is not null
) as u
where n.rows > 0`,
    ),
    '\nunion all\n',
  )

/**
 * metric, value: what the interactions are like. members, items, lines, cells (pairs of a member and an item), density
 * (cells ÷ (members × items)), repeat_share (lines beyond the first of a cell ÷ lines), days (days of a member, mean), one_day (members with one day), median_items, most_items (of a member), most_share (of
 * lines that are the busiest member’s), single_items (items of one member), timed (share of lines with a time), described (share of items
 * with a name of its own, a category, a brand or a price), interest (share of lines that are no purchase and no rating), unsold
 * (listed products nobody has).
 */
export const profile = (interactions: Sql, items: Sql): Sql => sql`with cells as (
  select member, item, count(*) as times from ${interactions} group by member, item
),
of_member as (
  select member, count(*) as lines, count(distinct item) as items, count(distinct floor(time)) as days
  from ${interactions} group by member
),
of_item as (select item, count(*) as members from cells group by item)
unpivot (
  select
    (select count(*) from of_member)::double as members,
    (select count(*) from of_item)::double as items,
    (select count(*) from ${interactions})::double as lines,
    (select count(*) from cells)::double as cells,
    (select count(*) from cells)::double / nullif((select count(*) from of_member) * (select count(*) from of_item), 0) as density,
    (select sum(times - 1) / sum(times) from cells)::double as repeat_share,
    (select avg(days) from of_member)::double as days,
    (select count(*) from of_member where days <= 1)::double as one_day,
    (select median(items) from of_member)::double as median_items,
    (select max(items) from of_member)::double as most_items,
    (select max(lines) / sum(lines) from of_member)::double as most_share,
    (select max(lines) from of_member)::double as most_lines,
    (select count(*) from of_item where members = 1)::double as single_items,
    (select count(time) / count(*) from ${interactions})::double as timed,
    (select count(*) filter (where kind in ('view', 'favourite', 'cart')) / count(*) from ${interactions})::double as interest,
    (select count(*) filter (where name <> product_id or category is not null or brand is not null or price is not null) / count(*) from ${items} where members > 0)::double as described,
    (select count(*) from ${items} where members = 0)::double as unsold
) on columns(*) into name metric value value`

/** kind (items: of a member; members: of an item), least, many: how many members have so many items, and items so many members. */
export const spread = (interactions: Sql): Sql => sql`with cells as (
  select distinct member, item from ${interactions}
),
sizes as (
  select 'items' as kind, count(*) as n from cells group by member
  union all
  select 'members' as kind, count(*) as n from cells group by item
)
select
  kind,
  case when n = 1 then 1 when n = 2 then 2 when n <= 5 then 3 when n <= 10 then 6 when n <= 20 then 11 when n <= 50 then 21
    when n <= 100 then 51 else 101 end as least,
  count(*)::bigint as many
from sizes group by 1, 2 order by 1, 2`

/** member_id, value: the group of each member; nothing where none is chosen. */
export const memberGroups = (shop: ShopViews, grouping: Grouping): Sql =>
  splitValues(
    shop,
    sql`(select member_id, min(ordered_at) as first_order from ${shop.orders} where member_id is not null group by member_id)`,
    grouping,
  )

/**
 * What the kernels read: a row for each interaction, one without a member for each item that somebody had (what it is), and
 * with groups one without an item for each member, its time that of the first purchase where the group is read off that: it
 * was not known before. `target`: purchases and ratings; every kind where there are none.
 */
export function kernelRows(
  interactions: Sql,
  items: Sql,
  members: Sql,
  groups: Sql | null,
  ofFirstOrder = false,
): Sql {
  const since = ofFirstOrder
    ? sql`(select min(time) from ${interactions} as i where i.member = m.member and kind = 'buy')`
    : sql`null`
  const segment = groups ? sql`, cast(null as varchar) as segment` : sql``
  const ofMembers = groups
    ? sql`
union all
select m.member::double, null, null, ${since}, null, null, null, null, null, g.value
from ${members} as m join (${groups}) as g on g.member_id = m.member_id where g.value is not null`
    : sql``
  return sql`select
  member::double as member, item::double as item, weight, time,
  (kind in ('buy', 'rate') or not exists (from ${interactions} where kind in ('buy', 'rate')))::double as target,
  cast(null as varchar) as name, cast(null as varchar) as category, cast(null as varchar) as brand,
  cast(null as double) as price${segment}
from ${interactions}
union all
select null, item::double, null, null, null, nullif(name, product_id), category, brand, price${groups ? sql`, null` : sql``}
from ${items} where members > 0${ofMembers}`
}
