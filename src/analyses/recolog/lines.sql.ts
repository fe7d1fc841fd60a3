import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { splitValues, type Split } from '../splits.sql'
import type { RecologParameters } from './parameters'

/**
 * One row per line of the log: line (from 1), source, source_row, member_id, product_id, shown_at, day, slot, position,
 * algorithm, clicked (0 or 1), purchased (0, 1 or null), propensity, target_propensity, segment. Where a file names no
 * algorithm its number stands for one: #1. A blank under clicked is no click.
 */
export const lines = (shop: ShopViews, { split }: RecologParameters): Sql => sql`select
  row_number() over (order by r.source, r.source_row)::integer as line,
  r.source, r.source_row, r.member_id, r.product_id, r.shown_at, r.shown_at::date as day,
  nullif(trim(r.slot), '') as slot,
  r.position,
  case
    when bool_or(nullif(trim(r.algorithm), '') is not null) over (partition by r.source) then nullif(trim(r.algorithm), '')
    else concat('#', r.source + 1)
  end as algorithm,
  coalesce(r.clicked, false)::integer as clicked,
  r.purchased::integer as purchased,
  r.propensity, r.target_propensity,
  s.value as segment
from ${shop.reco_log} as r
left join (
${splitValues(
  shop,
  sql`(select member_id, min(ordered_at) as first_order from ${shop.orders} where member_id is not null group by member_id)`,
  split as Split,
)}
) as s on s.member_id = r.member_id`

/**
 * line, orders: how many orders of the product by the member each line is credited with. An order is credited to the
 * last line before it, within the window; where orders have a day and no time of day, a line of the same day is before.
 */
export const purchases = (
  shop: ShopViews,
  table: Sql,
  { window, touch }: RecologParameters,
): Sql => sql`select
  line, count(*)::integer as orders
from (
  select
    l.line,
    row_number() over (
      partition by i.order_id, i.member_id, i.product_id, i.ordered_at order by l.shown_at desc, l.line desc
    ) as latest
  from (
    select distinct order_id, member_id, product_id, ordered_at
    from ${shop.order_items}
    where member_id is not null and product_id is not null and coalesce(amount, 1) > 0
  ) as i
  join ${table} as l
    on l.member_id = i.member_id and l.product_id = i.product_id
    and (l.shown_at <= i.ordered_at or (i.ordered_at = date_trunc('day', i.ordered_at) and l.day = i.ordered_at::date))
    and i.ordered_at < l.shown_at + ${window} * interval 1 day${
      touch === 'clicked' ? sql`\n  where l.clicked = 1` : sql``
    }
)
where latest = 1
group by line`

/** From where purchases are read: log, orders or none; one row. */
export const purchaseSource = (shop: ShopViews, table: Sql, { conversion }: RecologParameters): Sql => {
  const log = sql`(select count(purchased) > 0 from ${table})`
  const orders = sql`exists (from ${shop.order_items} where member_id is not null and product_id is not null)`
  return sql`select case
    when ${conversion} <> 'orders' and ${log} then 'log'
    when ${conversion} <> 'log' and ${orders} then 'orders'
    else 'none'
  end as source`
}

/**
 * The lines with bought (0, 1; null where nothing can be said of it: no source of purchases, or, by orders, no member,
 * no time, or shown so late that the window has not ended), part and whole of the chosen rate.
 */
export const outcomes = (
  shop: ShopViews,
  { lines: table, purchases: credited, source }: Record<'lines' | 'purchases' | 'source', Sql>,
  { measure, window }: RecologParameters,
): Sql => {
  const rates: Readonly<Record<string, { part: Sql; whole: Sql }>> = {
    bought_shown: { part: sql`coalesce(bought, 0)`, whole: sql`(bought is not null)::integer` },
    bought_clicked: {
      part: sql`coalesce(bought, 0) * clicked`,
      whole: sql`(bought is not null)::integer * clicked`,
    },
  }
  const { part, whole } = rates[measure] ?? { part: sql`clicked`, whole: sql`1` }
  return sql`select *, ${part} as part, ${whole} as whole
from (
  select
    l.*,
    case s.source
      when 'log' then coalesce(l.purchased, 0)
      when 'orders' then case
        when l.member_id is not null and l.product_id is not null
          and l.shown_at + ${window} * interval 1 day <= cast(${shop.asOf} as date)
        then (p.line is not null)::integer
      end
    end as bought
  from ${table} as l
  cross join ${source} as s
  left join ${credited} as p on p.line = l.line
)`
}

/** What the log holds, one row. */
export const basis = (table: Sql, source: Sql): Sql => sql`select
  count(*) as lines,
  count(distinct member_id) as members,
  count(distinct product_id) as products,
  count(distinct slot) as slots,
  count(distinct position) as positions,
  count(distinct algorithm) as algorithms,
  min(day) as first_day,
  max(day) as last_day,
  coalesce(sum(clicked), 0)::bigint as clicks,
  coalesce(sum(bought), 0)::bigint as bought,
  count(bought) as followed,
  count(*) filter (where member_id is null) as without_member,
  count(*) filter (where shown_at is null) as without_time,
  count(*) filter (where propensity > 0 and propensity <= 1) as with_propensity,
  count(*) filter (where propensity is not null and not (propensity > 0 and propensity <= 1)) as bad_propensity,
  count(*) filter (where target_propensity >= 0 and target_propensity <= 1) as with_target,
  (select source from ${source}) as purchases
from ${table}`
