import { above, atLeast, atMost, below, between, starter, top } from './make'
import type { StarterTag } from './starter'

/** Tags of what members do beside buying, where the shop has events, reviews or messages. */
export const ACTS: readonly StarterTag[] = [
  starter('activity', 'active_7', ['Active within 7 days', '近 7 天活跃'], atMost('event_recency_days', 7)),
  starter('activity', 'visits_most', ['Most active on the site', '高活跃'], top('event_days', 0.1)),
  starter(
    'activity',
    'looks_only',
    ['Views and never bought', '只看不买'],
    above('views', 0),
    between('event_buys', 0, 0),
    between('orders', 0, 0),
  ),
  starter(
    'activity',
    'cart_no_purchase',
    ['Filled a cart, bought nothing', '加购未购买'],
    above('carts', 0),
    between('event_buys', 0, 0),
    between('orders', 0, 0),
  ),
  starter('activity', 'clicks_messages', ['Follows messages', '会点击触达'], above('messages_clicked', 0)),
  starter('risk', 'low_ratings', ['Low ratings', '低评分'], below('mean_rating', 3)),
  starter('preference', 'reviewer', ['Writes reviews', '爱评价'], atLeast('reviews', 3)),
]
