import { sql, type Sql } from '../../sql/sql'
import type { ShopViews } from '../analysis'
import { wilsonLimit } from '../wilson.sql'

/** An answer speaks of what the member was last shown within so many days before it. */
export const ANSWER_DAYS = 30

/** One row per answer with a score: answer (a number), member_id, answered_at, question, score, comment, product_id, algorithm, slot. */
export const answers = (shop: ShopViews): Sql => sql`select
  row_number() over ()::integer as answer, member_id, answered_at, question, score::double as score, comment, product_id,
  nullif(trim(algorithm), '') as algorithm, nullif(trim(slot), '') as slot
from ${shop.surveys}
where score is not null`

/**
 * The answers with the algorithm and slot they speak of, and how that is known: `said` where the answer names one of
 * them, `shown` where they are those of the last line shown to the member (of the product, where the answer names one) at
 * most 30 days before, `none` where there is no such line. A day without a time of day is over.
 */
export const joinedAnswers = (answers: Sql, lines: Sql): Sql => sql`select
  a.answer, a.member_id, a.answered_at, a.question, a.score, a.comment, a.product_id,
  case when ${SAID} then a.algorithm else l.algorithm end as algorithm,
  case when ${SAID} then a.slot else l.slot end as slot,
  case when ${SAID} then 'said' when l.answer is not null then 'shown' else 'none' end as how
from ${answers} as a
left join (
  select
    s.answer, l.algorithm, l.slot,
    row_number() over (partition by s.answer order by l.shown_at desc, l.line desc) as latest
  from ${answers} as s
  join ${lines} as l
    on l.member_id = s.member_id
    and (s.product_id is null or s.product_id = l.product_id)
    and l.shown_at <= case
      when s.answered_at = date_trunc('day', s.answered_at) then s.answered_at + interval 1 day
      else s.answered_at
    end
    and l.shown_at > s.answered_at - ${ANSWER_DAYS} * interval 1 day
) as l on l.answer = a.answer and l.latest = 1
order by a.answer`

const SAID = sql`(a.algorithm is not null or a.slot is not null)`

/**
 * dimension (all, algorithm or slot), level, question, n, members, mean, low, high (mean ± 1.96 standard errors; null for
 * fewer than 2), scale (the top of the scale: 5, 7 or 10, the least that holds all answers to the question; null above),
 * top (share of answers in its two highest points), top_low, top_high.
 */
export const satisfaction = (answers: Sql): Sql => sql`with scaled as (
  select
    *, coalesce(question, '') as asked,
    case
      when max(score) over (partition by question) <= 5 then 5
      when max(score) over (partition by question) <= 7 then 7
      when max(score) over (partition by question) <= 10 then 10
    end as scale
  from ${answers}
),
levels as (
  select 'all' as dimension, 'all' as level, * from scaled
  union all select 'algorithm', algorithm, * from scaled where algorithm is not null
  union all select 'slot', slot, * from scaled where slot is not null
)
select
  dimension, level, asked as question, whole as n, members, mean,
  mean - 1.959963984540054 * error as low,
  mean + 1.959963984540054 * error as high,
  scale,
  case when scale is not null then part / whole::double end as top,
  case when scale is not null then ${wilsonLimit(-1)} end as top_low,
  case when scale is not null then ${wilsonLimit(1)} end as top_high
from (
  select
    dimension, level, asked,
    count(*) as whole,
    count(distinct member_id) as members,
    avg(score) as mean,
    stddev_samp(score) / sqrt(count(*)) as error,
    min(scale)::integer as scale,
    count(*) filter (where score >= scale - 1) as part
  from levels
  group by dimension, level, asked
)
order by dimension, asked, whole desc, level`
