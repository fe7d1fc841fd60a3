import { sql, type Sql } from '../../sql/sql'
import type { RecologParameters } from './parameters'

const USABLE = sql`(propensity > 0 and propensity <= 1 and product_id is not null)`

/**
 * algorithm, lines, usable (with a propensity above 0 and at most 1), role: target for the algorithm that is valued, log
 * for one whose lines are weighted, else none.
 */
export const policies = (outcomes: Sql, { policy, target, log }: RecologParameters): Sql => {
  const isTarget =
    policy === 'shown'
      ? sql`case when bool_or(algorithm = ${target}) over () then algorithm = ${target} else place = 2 end`
      : sql`false`
  return sql`select
  algorithm, lines, usable, place,
  case
    when is_target then 'target'
    when (not bool_or(algorithm = ${log} and not is_target) over () or algorithm = ${log}) and usable > 0 then 'log'
    else 'none'
  end as role
from (
  select *, ${isTarget} as is_target
  from (
    select
      coalesce(algorithm, '') as algorithm,
      count(*) as lines,
      count(*) filter (where ${USABLE}) as usable,
      row_number() over (order by count(*) filter (where ${USABLE}) desc, count(*) desc, coalesce(algorithm, ''))::integer as place
    from ${outcomes}
    group by coalesce(algorithm, '')
  )
)
order by place`
}

/**
 * The lines as codes, for the kernel: context (slot and position), item, cluster (member, else line), reward (a click, or
 * a purchase where the rate is of purchases), propensity, target, logged (1, or 0 for a line of the target).
 */
export const valueLines = (
  outcomes: Sql,
  roles: Sql,
  { policy, measure }: RecologParameters,
): Sql => sql`select
  (dense_rank() over (order by coalesce(slot, ''), position) - 1)::double as context,
  (dense_rank() over (order by product_id) - 1)::double as item,
  (dense_rank() over (order by coalesce(member_id, concat('line ', line))) - 1)::double as cluster,
  ${measure === 'ctr' ? sql`clicked` : sql`bought`}::double as reward,
  propensity::double as propensity,
  target_propensity::double as target,
  (role = 'log')::integer::double as logged
from (
  select o.*, r.role from ${outcomes} as o join ${roles} as r on r.algorithm = coalesce(o.algorithm, '')
)
where product_id is not null
  and ${measure === 'ctr' ? sql`clicked` : sql`bought`} is not null
  and (role = 'target' or (role = 'log' and ${USABLE}${
    policy === 'given' ? sql` and target_propensity >= 0 and target_propensity <= 1` : sql``
  }))
order by line`
