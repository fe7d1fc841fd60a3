import type { Sql } from '../sql/sql'

/** The shop's tables as they are seen: views under a lens, of all members. */
export interface ShopRelations {
  /** order_id, member_id, ordered_at, lines, quantity, gross, returned, net, channel, region, amount (by basis). */
  orders: Sql
  /** order_id, member_id, ordered_at, product_id, product_name, category, quantity, unit_price, amount (by basis). */
  order_items: Sql
  members: Sql
  products: Sql
  /** Done on the site, at or before the day; one without a time counts. */
  events: Sql
  /** Rated and written, likewise. */
  reviews: Sql
  /** Sent to members, likewise. */
  messages: Sql
  /**
   * The orders that have a member, sorted by member and moment: member (a number), ordered_at, quantity, gross,
   * returned, amount (by basis). Read in its order, so that `lag(…) over ()` is the order before.
   */
  memberOrders: Sql
  /** member (a number), member_id: everybody. */
  memberNumbers: Sql
  /** First day that no longer counts, YYYY-MM-DD. */
  asOf: string
}
