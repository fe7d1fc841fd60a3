import { factByName } from '../../segments/facts/catalogue'
import { ident, sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'

type Grouped = Pick<ShopViews, 'facts' | 'known' | 'groups'>

/** Ways to group members that are no fact: by value bands, tenths of spending, recency × frequency × money. */
export const BANDS = ['hml', 'tenths', 'rfm'] as const

/** Heavy: the first 20 % of buyers by spending; medium: the next 30 %; the rest light. */
const [HEAVY, MEDIUM] = [0.2, 0.5]

/**
 * One row a member: member_id, group_key, orders, spent. Groups: hml (heavy, medium, light, none), tenths (01 spends
 * most, none), rfm (three letters, h or l: recent, frequent, spending above the median or not; none), or the values of
 * a fact, or of groups that are no fact. Who never bought is in none of the bands.
 */
export function grouped({ facts, known, groups }: Grouped, by: string): Sql {
  if (!known.has('orders')) return NOBODY
  const spent = known.has('spent') ? sql`spent::double` : sql`0::double`
  const fact = factByName(by) ?? groups.find(({ id }) => id === by)
  if (fact && !known.has(by) && !groups.some(({ id }) => id === by))
    return sql`select member_id, cast(null as varchar) as group_key, orders, ${spent} as spent from ${facts}`
  if (fact)
    return sql`select member_id, ${ident(by)}::varchar as group_key, orders, ${spent} as spent from ${facts}`
  if (by === 'rfm')
    return sql`select
  member_id,
  case
    when orders = 0 or recency_days is null then 'none'
    else concat(
      case when recency_days <= m.recency then 'h' else 'l' end,
      case when orders > m.frequency then 'h' else 'l' end,
      case when ${spent} > m.money then 'h' else 'l' end
    )
  end as group_key,
  orders, ${spent} as spent
from ${facts}
cross join (
  select median(recency_days) as recency, median(orders) as frequency, median(${spent}) as money from ${facts} where orders > 0
) as m`
  const place = sql`row_number() over (partition by ${spent} > 0 order by ${spent} desc, member_id)::double
    / count(*) over (partition by ${spent} > 0)`
  return sql`select
  member_id,
  case when not spent > 0 then 'none' else ${
    by === 'tenths'
      ? sql`lpad(ceil(place * 10)::integer::varchar, 2, '0')`
      : sql`case when place <= ${HEAVY} then 'heavy' when place <= ${MEDIUM} then 'medium' else 'light' end`
  } end as group_key,
  orders, spent
from (select member_id, orders, ${spent} as spent, ${place} as place from ${facts})`
}

const NOBODY = sql`select cast(null as varchar) as member_id, cast(null as varchar) as group_key, 0 as orders, 0::double as spent
where false`

/** Groups with members, orders, money; the largest fifty by money, all others together under an empty key. */
export const groupTotals = (members: Sql): Sql => sql`select
  case when place <= 50 then group_key end as group_key, (place > 50)::varchar as is_rest,
  sum(members)::integer as members, sum(orders)::double as orders, sum(spent) as spent
from (
  select
    group_key, count(*) as members, sum(orders) as orders, sum(spent) as spent,
    row_number() over (order by sum(spent) desc, group_key) as place
  from ${members} group by group_key
)
group by all order by is_rest, spent desc, group_key`
