import { ident, sql, type Sql } from '../../sql/sql'
import { eventKind } from '../event-kinds.sql'
import type { ShopRelations } from '../relations'
import type { FactSource } from './sources.sql'

/** A pause longer than this begins another session (the convention of web analytics). */
const PAUSE = 30

/** What events say: how much, when last, of which kind, and what came of what was viewed. */
export function eventFacts(
  { events, order_items, asOf }: ShopRelations,
  filled: ReadonlySet<string>,
): FactSource {
  const named = filled.has('events.session_id')
  const ofKind = (kind: string) => sql`count(*) filter (where kind = ${kind})`
  const pause = sql`occurred_at - lag(occurred_at) over (partition by member_id order by occurred_at) > interval ${sql`${PAUSE}`} minute`
  return {
    name: 'acts',
    select: sql`with told as (
  select
    member_id, occurred_at, session_id, product_id,
    ${eventKind(sql`event`, sql`exists (from ${events} where trim(event) = '0')`)} as kind
    ${named ? sql`` : sql`, coalesce(${pause}, true) as opens`}
  from ${events} where member_id is not null
),
seen as (
  select v.member_id, avg((b.product_id is not null)::integer) as view_to_buy
  from (select distinct member_id, product_id from told where kind = 'view' and product_id is not null) as v
  left join (
    select member_id, product_id from told where kind = 'buy' and product_id is not null
    union
    select member_id, product_id from ${order_items} where member_id is not null and product_id is not null
  ) as b on b.member_id = v.member_id and b.product_id = v.product_id
  group by v.member_id
)
select t.*, s.view_to_buy
from (
  select
    member_id,
    count(*) as events,
    count(distinct occurred_at::date) as event_days,
    date_diff('day', max(occurred_at)::date, cast(${asOf} as date)) as event_recency_days,
    ${named ? sql`count(distinct session_id)` : sql`count(*) filter (where opens and occurred_at is not null)`} as sessions,
    ${ofKind('view')} as views, ${ofKind('favourite')} as favourites, ${ofKind('cart')} as carts, ${ofKind('buy')} as event_buys
  from told group by member_id
) as t
left join seen as s on s.member_id = t.member_id`,
    values: {
      ...counts('acts', ['events', 'event_days', 'views', 'favourites', 'carts', 'event_buys']),
      ...plain('acts', ['event_recency_days', 'view_to_buy']),
      // Without sessions and without a time of day nothing parts one from the next.
      sessions: named
        ? sql`coalesce(acts.sessions, 0)`
        : sql`case when (exists (from ${events} where occurred_at <> date_trunc('day', occurred_at))) then coalesce(acts.sessions, 0) end`,
    },
  }
}

/** What reviews say; one that names no member is of whoever placed its order. */
export function reviewFacts({ reviews, orders, asOf }: ShopRelations): FactSource {
  return {
    name: 'reviewed',
    select: sql`select
  coalesce(r.member_id, o.member_id) as member_id, count(*) as reviews, avg(r.rating::double) as mean_rating,
  date_diff('day', max(r.reviewed_at)::date, cast(${asOf} as date)) as review_recency_days
from ${reviews} as r
left join (
  select order_id, any_value(member_id) as member_id from ${orders} where member_id is not null
  group by order_id having count(distinct member_id) = 1
) as o on r.member_id is null and o.order_id = r.order_id
where coalesce(r.member_id, o.member_id) is not null
group by coalesce(r.member_id, o.member_id)`,
    values: {
      ...counts('reviewed', ['reviews']),
      ...plain('reviewed', ['mean_rating', 'review_recency_days']),
    },
  }
}

/** What was sent to members, and what they followed. */
export function messageFacts({ messages, asOf }: ShopRelations): FactSource {
  return {
    name: 'sent',
    select: sql`select
  member_id, count(*) as messages, count(*) filter (where clicked) as messages_clicked,
  count(*) filter (where clicked)::double / nullif(count(clicked), 0) as click_share,
  date_diff('day', max(sent_at)::date, cast(${asOf} as date)) as message_recency_days
from ${messages} where member_id is not null group by member_id`,
    values: {
      ...counts('sent', ['messages', 'messages_clicked']),
      ...plain('sent', ['click_share', 'message_recency_days']),
    },
  }
}

/** Who has no row did it no time. */
const counts = (source: string, names: readonly string[]): Record<string, Sql> =>
  Object.fromEntries(names.map((name) => [name, sql`coalesce(${ident(source, name)}, 0)`]))

const plain = (source: string, names: readonly string[]): Record<string, Sql> =>
  Object.fromEntries(names.map((name) => [name, ident(source, name)]))
