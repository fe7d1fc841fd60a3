import { ident, join, sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { purchaseDays } from '../purchase-days.sql'

/** What the models see of a member at a cut, from her orders before it. Money so far is the product of two of them. */
export const FEATURES: readonly { name: string; about: Bilingual }[] = [
  { name: 'since', about: { en: 'Days since the last order', zh: '距末单天数' } },
  { name: 'purchases', about: { en: 'Days with an order', zh: '有单天数' } },
  { name: 'tenure', about: { en: 'Days since the first order', zh: '距首单天数' } },
  { name: 'lately', about: { en: 'Days with an order in the last window', zh: '最近一个窗口内的有单天数' } },
  {
    name: 'before_lately',
    about: { en: 'The same in the three windows before', zh: '此前三个窗口内的有单天数' },
  },
  { name: 'mean_spent', about: { en: 'Money a day with an order', zh: '每个有单日的金额' } },
  {
    name: 'overdue',
    about: { en: 'Days since the last order ÷ own mean gap', zh: '距末单天数 ÷ 自身平均间隔' },
  },
]

/**
 * Members at three cuts: `now` is the as-of date, `test` one window before it, `train` two. The label says whether she
 * bought in the window after the cut; of now nobody knows. Counts, days and money as logarithms, by their sign. A
 * member with one day has no gap of her own: she is measured by the mean gap of all at that cut. Rows come in an order
 * without meaning, the same each time, so that the first rows are a fair sample.
 */
export const membersAtCuts = (orders: Sql, asOf: string, days: number): Sql => sql`with days as (
${purchaseDays(orders)}
),
cuts as (
  select cut, cast(${asOf} as date) - back::integer as ending
  from (values ('now', 0), ('test', ${days}), ('train', ${2 * days})) as c(cut, back)
),
members as (
  select
    c.cut, d.member_id,
    count(*) filter (where d.day < c.ending) as purchases,
    date_diff('day', min(d.day), c.ending - 1) as t,
    date_diff('day', min(d.day), max(d.day) filter (where d.day < c.ending)) as tx,
    count(*) filter (where d.day < c.ending and d.day >= c.ending - ${days}::integer) as lately,
    count(*) filter (where d.day < c.ending - ${days}::integer and d.day >= c.ending - ${4 * days}::integer) as before_lately,
    (sum(d.amount) filter (where d.day < c.ending))::double as spent,
    count(*) filter (where d.day >= c.ending and d.day < c.ending + ${days}::integer) as after
  from days as d cross join cuts as c
  group by c.cut, c.ending, d.member_id
  having min(d.day) < c.ending
),
gaps as (
  select *, sum(tx) over (partition by cut) / nullif(sum(purchases - 1) over (partition by cut), 0) as mean_gap
  from members
)
select
  cut, member_id, case when cut <> 'now' then (after > 0)::integer end as label,
  (purchases - 1)::integer as x, tx::integer as tx, t::integer as t,
  ${join(
    (
      [
        ['since', sql`t - tx`],
        ['purchases', sql`purchases`],
        ['tenure', sql`t`],
        ['lately', sql`lately`],
        ['before_lately', sql`before_lately`],
        ['mean_spent', sql`spent / purchases`],
        [
          'overdue',
          sql`(t - tx) / greatest(1, case when purchases > 1 then tx::double / (purchases - 1) else coalesce(mean_gap, t + 1) end)`,
        ],
      ] as const
    ).map(([name, value]) => sql`${signedLog(value)} as ${ident(name)}`),
  )}
from gaps
order by cut, md5(member_id), member_id`

const signedLog = (value: Sql): Sql => sql`sign((${value})::double) * ln(1 + abs((${value})::double))`
