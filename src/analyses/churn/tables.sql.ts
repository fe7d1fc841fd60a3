import { join, sql, type Sql } from '../../sql/sql'
import { DEFINITIONS } from './definitions'
import { BY } from './members.sql'

/** One row per definition: members judged, churned, their share, money, value at risk and value if all were customers. */
export const byDefinition = (members: Sql): Sql =>
  sql`${join(
    DEFINITIONS.map(
      ({ id }) => sql`select
  ${id} as definition,
  count(${BY[id]}) as judged,
  count(*) filter (where ${BY[id]} = 1) as churned,
  (count(*) filter (where ${BY[id]} = 1))::double / nullif(count(${BY[id]}), 0) as share,
  coalesce(sum(spent) filter (where ${BY[id]} = 1), 0) as spent,
  sum(value_at_risk) filter (where ${BY[id]} = 1) as value_at_risk,
  sum(value_if_customer) filter (where ${BY[id]} = 1) as value_if_customer
from ${members}`,
    ),
    '\nunion all\n',
  )}`

/**
 * One row per pair of definitions, over the members that both judge. Kappa is agreement beyond chance (Cohen 1960).
 * Members judged alike by all five are counted once for all pairs.
 */
export const agreement = (members: Sql): Sql => sql`with alike as (
  select ${join(DEFINITIONS.map(({ id }) => BY[id]))}, count(*) as n from ${members} group by all
)
select
  one, other, judged, in_both, only_one, only_other, in_neither,
  (in_both + in_neither)::double / nullif(judged, 0) as agree,
  case
    when judged > 0 and by_chance < 1 then ((in_both + in_neither)::double / judged - by_chance) / (1 - by_chance)
  end as kappa
from (
  select
    *,
    case when judged > 0 then
      ((in_both + only_one)::double / judged) * ((in_both + only_other)::double / judged)
      + ((in_neither + only_other)::double / judged) * ((in_neither + only_one)::double / judged)
    end as by_chance
  from (
${join(
  DEFINITIONS.flatMap((one) =>
    DEFINITIONS.filter((other) => other !== one).map(
      (other) => sql`select
  ${one.id} as one, ${other.id} as other,
  ${counted(sql`true`)} as judged,
  ${counted(sql`${BY[one.id]} = 1 and ${BY[other.id]} = 1`)} as in_both,
  ${counted(sql`${BY[one.id]} = 1 and ${BY[other.id]} = 0`)} as only_one,
  ${counted(sql`${BY[one.id]} = 0 and ${BY[other.id]} = 1`)} as only_other,
  ${counted(sql`${BY[one.id]} = 0 and ${BY[other.id]} = 0`)} as in_neither
from alike where ${BY[one.id]} is not null and ${BY[other.id]} is not null`,
    ),
  ),
  '\nunion all\n',
)}
  )
)`

const counted = (condition: Sql): Sql => sql`coalesce(sum(n) filter (where ${condition}), 0)::bigint`

/** How many orders stand alone before the rest are taken together. */
export const MOST_ORDERS = 10

/**
 * After the first, second, … order day: who had no other within `watch` days. Only order days so long ago that the
 * whole wait is in the data count, so that nobody is called silent who has merely not had the time.
 */
export const hazardByOrder = (days: Sql, limits: Sql, asOf: string): Sql => sql`select
  least(d.place, ${MOST_ORDERS}) as order_day,
  count(*) as members,
  count(*) filter (where d.next is null or date_diff('day', d.day, d.next) > l.watch) as silent,
  (count(*) filter (where d.next is null or date_diff('day', d.day, d.next) > l.watch))::double / count(*) as share
from ${days} as d cross join ${limits} as l
where d.day + l.watch < cast(${asOf} as date)
group by least(d.place, ${MOST_ORDERS})
order by order_day`

/** How many steps of silence are looked at, and how many make up the wait. */
export const SINCE_STEPS = 12
const STEPS_A_WAIT = 4

/**
 * Of all silences that had lasted so many days: which went on for another `watch` days; wholly observed ones only. A
 * silence is looked at after `since` days where it lasted longer and that day is more than `watch` days back: where the
 * less of the two, `seen`, is more than `since`; likewise `quiet`, up to which it went on for the whole wait.
 */
export const hazardBySince = (days: Sql, limits: Sql, asOf: string): Sql => sql`with waits as (
  select
    least(silence, age - watch) as seen, least(silence - watch, age - watch) as quiet, count(*) as n
  from (
    select
      watch, coalesce(d.next - d.day, 1e9::integer) as silence, cast(${asOf} as date) - d.day as age
    from ${days} as d cross join ${limits}
  )
  group by seen, quiet
),
grid as (
  select distinct (step * watch / ${STEPS_A_WAIT})::integer as since
  from ${limits} cross join (select unnest(range(${SINCE_STEPS + 1})) as step)
)
select
  since,
  sum(n)::bigint as silences,
  coalesce(sum(n) filter (where quiet > since), 0)::bigint as silent,
  coalesce(sum(n) filter (where quiet > since), 0)::double / sum(n) as share
from grid join waits on seen > since
group by since
order by since`
