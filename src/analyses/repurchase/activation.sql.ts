import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { lastDay } from './steps.sql'

/** Splits that say something of a member before the first order. */
const OF_MEMBERS: readonly string[] = ['source', 'gender', 'age', 'tier', 'province', 'city']

/** The split as far as it holds for members without an order; all together otherwise. */
export const joinedSplit = (split: string): string => (OF_MEMBERS.includes(split) ? split : 'none')

/**
 * One row per member with a day of joining before the as-of date: the days to the first order, null where there was
 * none yet; days followed; early, 1 where the first order came before the day of joining.
 */
export const joined = (shop: ShopViews, value: Sql): Sql => sql`select
  m.member_id,
  m.joined_at,
  o.first_order,
  o.first_order::date - m.joined_at::date as days,
  ${lastDay(shop.asOf)} - m.joined_at::date as followed,
  case when o.first_order::date < m.joined_at::date then 1 else 0 end as early,
  v.value
from ${shop.members} as m
left join (
  select member_id, min(ordered_at) as first_order from ${shop.orders} where member_id is not null group by member_id
) as o on o.member_id = m.member_id
left join (${value}) as v on v.member_id = m.member_id
where m.joined_at::date <= ${lastDay(shop.asOf)}`

/** Times from joining to the first order, counted, as `secondTimes` does. */
export const firstTimes = (members: Sql): Sql => sql`select
  grp::double as grp,
  coalesce(days, followed)::double as time,
  count(days)::double as events,
  count(*) filter (where days is null)::double as censored
from ${members} where early = 0
group by 1, 2 order by grp, time`
