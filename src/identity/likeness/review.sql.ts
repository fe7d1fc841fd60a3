import type { IdentityPlan } from '../../cleaning/identity-plan'
import { join, sql, type Sql } from '../../sql/sql'
import { masked } from '../normal.sql'

/**
 * Pairs of two members that nobody has decided on yet, the nearest to the threshold first: probability, weight,
 * levels, and of both records (`a_…`, `b_…`): mark, id, name, phone and email (masked), birthday, city.
 */
export function pairsToReview(plan: IdentityPlan, threshold: number, limit: number): Sql {
  const decided = plan.decisions.flatMap((made) =>
    made.decision === 'distinct' || made.decision === 'link'
      ? [sql`${made.members.join('')}`, sql`${[...made.members].reverse().join('')}`]
      : [],
  )
  return sql`select l.probability, l.weight, l.levels, ${recordAs('a')}, ${recordAs('b')}
from identity_likeness as l
join identity_records as a on a.record = l.a
join identity_records as b on b.record = l.b
join identity_members as ma on ma.record = l.a
join identity_members as mb on mb.record = l.b
where ma.cluster <> mb.cluster${decided.length === 0 ? sql`` : sql` and concat(a.mark, b.mark) not in (${join(decided)})`}
order by abs(l.probability - ${threshold}), l.a, l.b
limit ${limit}`
}

const recordAs = (side: 'a' | 'b'): Sql =>
  side === 'a'
    ? sql`a.mark as a_mark, a.member_id as a_id, a.member_name as a_name, ${masked('phone', sql`a.phone`)} as a_phone,
  ${masked('email', sql`a.email`)} as a_email, cast(a.birthday as varchar) as a_birthday, a.city as a_city`
    : sql`b.mark as b_mark, b.member_id as b_id, b.member_name as b_name, ${masked('phone', sql`b.phone`)} as b_phone,
  ${masked('email', sql`b.email`)} as b_email, cast(b.birthday as varchar) as b_birthday, b.city as b_city`
