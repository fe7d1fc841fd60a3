import type { KpiNode, KpiTree } from '../../project/kpi-schema'
import type { TableName } from '../../shop/tables'
import type { Bilingual } from '../../text/bilingual'
import { words } from './words'

export type ReadyId = keyof typeof words.trees

/** A node made new, wired to nothing. */
export const newNode = (over: Partial<KpiNode> = {}): KpiNode => ({
  id: crypto.randomUUID(),
  name: '',
  source: { kind: 'typed', unit: 'number', now: null, before: null },
  formula: 'none',
  better: 'higher',
  target: null,
  near: 0.1,
  children: [],
  ...over,
})

const live = (figure: string, over: Partial<KpiNode> = {}): KpiNode =>
  newNode({ source: { kind: 'live', figure }, ...over })

const heading = (name: string, children: KpiNode[]): KpiNode =>
  newNode({ name, source: { kind: 'children', unit: 'number' }, children })

/** The ready trees that these tables have something for. */
export const readyTrees = (tables: readonly TableName[]): ReadyId[] =>
  (Object.keys(words.trees) as ReadyId[]).filter(
    (id) => (id !== 'conversion' || tables.includes('events')) && tables.includes('orders'),
  )

/** What a ready tree depends on: whether every order says its pieces, and whether there are orders without a member. */
export interface ShopTraits {
  itemsKnown: boolean
  others: boolean
}

/** A ready tree, named in the language of the user: it is hers from then on. */
export function readyTree(id: ReadyId, say: (text: Bilingual) => string, traits: ShopTraits): KpiTree {
  return {
    id: crypto.randomUUID(),
    name: say(words.trees[id]),
    days: 90,
    method: 'log',
    root: roots[id](say, traits),
  }
}

const roots: Readonly<Record<ReadyId, (say: (text: Bilingual) => string, traits: ShopTraits) => KpiNode>> = {
  revenue: (_, { itemsKnown, others }) => {
    const ofMembers = live('orders.member_revenue', {
      formula: 'product',
      children: [
        live('orders.members'),
        live('orders.orders_per_member'),
        ...(itemsKnown
          ? [live('orders.items_per_order'), live('orders.price_per_item')]
          : [live('orders.amount_per_order')]),
      ],
    })
    return others
      ? live('orders.revenue', { formula: 'sum', children: [ofMembers, live('orders.other_revenue')] })
      : ofMembers
  },
  growth: (say) =>
    heading(say(words.nodes.growth), [
      live('orders.member_revenue', {
        formula: 'sum',
        children: [
          live('orders.new_revenue', {
            formula: 'product',
            children: [live('orders.new_members'), live('orders.per_new_member')],
          }),
          live('orders.old_revenue', {
            formula: 'product',
            children: [live('orders.old_members'), live('orders.per_old_member')],
          }),
        ],
      }),
      newNode({
        name: say(words.nodes.share),
        source: { kind: 'typed', unit: 'share', now: null, before: null },
      }),
    ]),
  retention: (say) =>
    heading(say(words.nodes.retention), [
      live('retention.share'),
      live('repurchase.within'),
      live('repurchase.twice'),
      live('lifecycle.active'),
      live('lifecycle.lost', { better: 'lower' }),
    ]),
  value: (say) =>
    heading(say(words.nodes.value), [
      live('clv.clv', { children: [live('clv.expected'), live('clv.p_alive')] }),
      live('overview.amount_per_member'),
      live('rfm.top_20', { better: 'lower' }),
    ]),
  conversion: () =>
    live('events.visitor_revenue', {
      formula: 'product',
      children: [
        live('events.visitors'),
        live('events.conversion'),
        live('events.orders_per_buyer'),
        live('events.amount_per_order'),
      ],
    }),
}
