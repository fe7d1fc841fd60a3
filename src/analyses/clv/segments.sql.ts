import { empty, ident, join, sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { groupsOf, inGroup, splitValues, type Split } from '../splits.sql'
import {
  endOf,
  endOfSum,
  numbered,
  quadratic,
  slopesOfSum,
  spendSlopes,
  withKnownSpend,
} from './intervals.sql'

type Table = (name: string) => Sql

const SLOPES = ['e1', 'e2', 'e3', 'e4', 'd1', 'd2', 'd3', 'd4', 'h1', 'h2', 'h3']

/** member_id, value: what the split says of every buyer. */
export const segmentValues = (
  shop: ShopViews,
  members: Sql,
  split: Split,
): Sql => sql`select c.member_id, v.value
from ${members} as c
left join (
${splitValues(
  shop,
  sql`(select member_id, min(ordered_at) as first_order from ${shop.orders} where member_id is not null group by member_id)`,
  split,
)}
) as v on v.member_id = c.member_id`

/**
 * Totals of all (grp 0) and of each group, with two intervals each. That of the expectation holds what is not known of
 * the parameters: slopes of a sum are sums of slopes. The range of what may come adds the luck of each member around
 * her expectation; members are independent under the models. Of money: E[Y] E[μ²] ÷ p + E[Y²] E[μ²] − E[Y]² E[μ]², μ
 * being a member's mean spend, which has no variance where p x + q is at most 2; discounting takes all months of a
 * member alike here, at their mean. Null where there is no covariance or Gamma-Gamma was not used.
 */
export const segmentTotals = (
  table: Table,
  { model, margin, split }: { model: string; margin: number; split: Split },
): Sql => sql`with weights as (
  select
    c.member_id, c.expected, c.clv, c.expected_spend, s.discounted, s.variance,
    ${join([...numbered('s', 'e', 4), ...numbered('s', 'd', 4)])},
    ${spendSlopes},
    case when g.p * c.kx + g.q > 2 then
      pow(g.p * (g.gamma + c.kx * c.km), 2) / ((g.p * c.kx + g.q - 1) * (g.p * c.kx + g.q - 2))
    end as square,
    g.p
  from ${withKnownSpend(table('member_clv'))} as c
  join ${table('clv_scores')} as s on s.x = c.x and s.tx = c.tx and s.t = c.t
  cross join ${table('clv_spend')} as g
),
groups as (${groupsOf(table('clv_segment_values'), split)}),
sums as (
  select
    g.grp, count(*) as members, sum(w.expected) as expected, sum(w.clv) as clv, sum(w.variance) as luck_orders,
    case when count(w.square) = count(*) then sum(
      pow(${margin} * w.discounted / nullif(w.expected, 0), 2) * (
        w.expected * w.square / w.p + (w.variance + pow(w.expected, 2)) * w.square
        - pow(w.expected * w.expected_spend, 2)
      )
    ) end as luck_money,
    ${slopesOfSum(sql`w.expected`, numbered('w', 'e', 4), 'e')},
    ${slopesOfSum(sql`w.clv`, numbered('w', 'd', 4), 'd')},
    ${slopesOfSum(sql`w.clv`, numbered('w', 'h', 3), 'h')}
  from ${table('clv_segment_values')} as m
  join weights as w on w.member_id = m.member_id
  ${inGroup(sql`groups`, split)}
  group by g.grp
),
segments as (
  select * from sums
  union all
  select
    0, sum(members), sum(expected), sum(clv), sum(luck_orders),
    case when count(luck_money) = count(*) then sum(luck_money) end,
    ${join(SLOPES.map((name) => sql`sum(${ident(name)})`))}
  from sums having count(*) > 0
),
spread as (
  select
    w.*, ${quadratic(numbered('w', 'e', 4), 'm')} as doubt_orders,
    ${quadratic(numbered('w', 'd', 4), 'm')} + ${quadratic(numbered('w', 'h', 3), 'g')} as doubt_money
  from segments as w
  join ${table('clv_models')} as m on m.model = ${model}
  cross join ${table('clv_spend')} as g
)
select
  s.grp, coalesce(g.kind, 'all') as kind, g.label, s.members::bigint as members, s.expected,
  ${ends(sql`s.expected`, sql`s.doubt_orders`, sql`s.luck_orders`, 'expected', 'orders')},
  s.clv,
  ${ends(sql`s.clv`, sql`s.doubt_money`, sql`s.luck_money`, 'clv', 'money')}
from spread as s left join groups as g on g.grp = s.grp
${split === 'none' ? sql`where s.grp = 0` : empty}
order by s.grp`

/** Slopes are of the sum, not of its logarithm: their variance is divided by its square. */
const ends = (total: Sql, doubt: Sql, luck: Sql, expectation: string, itself: string): Sql => {
  const log = sql`(${doubt} / nullif(${total} * ${total}, 0))`
  return join(
    (['low', 'high'] as const).flatMap((end) => [
      sql`${endOf(total, log, end)} as ${ident(`${expectation}_${end}`)}`,
      sql`${endOfSum(total, sql`${doubt} + ${luck}`, end)} as ${ident(`${itself}_${end}`)}`,
    ]),
  )
}
