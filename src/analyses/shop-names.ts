import { MEMBER_FACTS } from '../segments/facts/catalogue'
import { ident } from '../sql/sql'
import type { ShopViews } from './analysis'

/** The shop's views by the names of their tables, with every fact there is: to read what steps declare, not to run them. */
export const shopByName = (asOf: string, ...schema: string[]): ShopViews => ({
  orders: ident(...schema, 'orders'),
  order_items: ident(...schema, 'order_items'),
  members: ident(...schema, 'members'),
  products: ident(...schema, 'products'),
  reviews: ident(...schema, 'reviews'),
  events: ident(...schema, 'events'),
  messages: ident(...schema, 'messages'),
  reco_log: ident(...schema, 'reco_log'),
  surveys: ident(...schema, 'surveys'),
  // Both are another way to read the same rows.
  memberOrders: ident(...schema, 'orders'),
  memberNumbers: ident(...schema, 'orders'),
  asOf,
  facts: ident(...schema, 'member_facts'),
  known: new Set(MEMBER_FACTS.map(({ name }) => name)),
  groups: [],
})
