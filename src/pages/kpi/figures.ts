import type { Analysis } from '../../analyses/analysis'
import { ACTIVE } from '../../analyses/lifecycle/states'
import { inDictionary } from '../../analyses/page'
import type { KpiUnit } from '../../project/kpi-schema'
import { ident, join, sql, type Sql } from '../../sql/sql'
import type { TableName } from '../../shop/tables'
import type { Bilingual } from '../../text/bilingual'
import { words } from './words'

/** A row of counts of one half of the days compared. */
export type Counts = Readonly<Record<string, number | null>>

/** What a node can show of the data. */
export interface LiveFigure {
  /** analysis.figure; orders.… and events.… for what is counted in the days compared. */
  id: string
  label: Bilingual
  about: Bilingual
  unit: KpiUnit
  /** Where it is defined. */
  more: string
  needs: readonly TableName[]
  /** `window`: of the days compared alone; `day`: of all orders before a day. */
  scope: 'window' | 'day'
  from:
    | { kind: 'counts'; of: 'orders' | 'members' | 'events'; value: (counts: Counts) => number | null }
    | {
        kind: 'analysis'
        analysis: string
        /** A SELECT of one row: value, and said (0 where nothing may be stated). */
        select: (table: (step: string) => Sql) => Sql
      }
}

const ratio = (a: number | null | undefined, b: number | null | undefined): number | null =>
  a == null || b == null || b === 0 ? null : a / b

const counted = (
  id: string,
  unit: KpiUnit,
  of: 'orders' | 'members' | 'events',
  value: (counts: Counts) => number | null,
): LiveFigure => {
  const said = words.figures[id]
  if (!said) throw new Error(`The figure ${id} has no words.`)
  return {
    id,
    label: said.label,
    about: said.about,
    unit,
    more: of === 'events' ? '#/sql' : '#/revenue',
    needs: of === 'events' ? ['orders', 'events'] : ['orders'],
    scope: 'window',
    from: { kind: 'counts', of, value },
  }
}

const of = (name: string) => (counts: Counts) => counts[name] ?? null
const itemsKnown = (counts: Counts) => counts['items_known'] === 1

/** Counted in the days compared; the parts of a product are of one count, so that they make it exactly. */
const COUNTED: readonly LiveFigure[] = [
  counted('orders.revenue', 'money', 'orders', (c) => (c['amount'] ?? 0) + (c['other_amount'] ?? 0)),
  counted('orders.member_revenue', 'money', 'orders', of('amount')),
  counted('orders.other_revenue', 'money', 'orders', of('other_amount')),
  counted('orders.members', 'number', 'orders', of('members')),
  counted('orders.orders_per_member', 'number', 'orders', (c) => ratio(c['orders'], c['members'])),
  counted('orders.items_per_order', 'number', 'orders', (c) =>
    itemsKnown(c) ? ratio(c['items'], c['orders']) : null,
  ),
  counted('orders.price_per_item', 'money', 'orders', (c) =>
    itemsKnown(c) ? ratio(c['amount'], c['items']) : null,
  ),
  counted('orders.amount_per_order', 'money', 'orders', (c) => ratio(c['amount'], c['orders'])),
  counted('orders.new_members', 'number', 'members', of('new_members')),
  counted('orders.new_revenue', 'money', 'members', of('new_amount')),
  counted('orders.per_new_member', 'money', 'members', (c) => ratio(c['new_amount'], c['new_members'])),
  counted('orders.old_members', 'number', 'members', of('old_members')),
  counted('orders.old_revenue', 'money', 'members', of('old_amount')),
  counted('orders.per_old_member', 'money', 'members', (c) => ratio(c['old_amount'], c['old_members'])),
  counted('events.visitors', 'number', 'events', of('visitors')),
  counted('events.conversion', 'share', 'events', (c) => ratio(c['buyers'], c['visitors'])),
  counted('events.orders_per_buyer', 'number', 'events', (c) => ratio(c['orders'], c['buyers'])),
  counted('events.amount_per_order', 'money', 'events', (c) => ratio(c['amount'], c['orders'])),
  counted('events.visitor_revenue', 'money', 'events', of('amount')),
]

type Select = (table: (step: string) => Sql) => Sql

const cell =
  (step: string, column: string, where: Sql = sql`true`): Select =>
  (table) =>
    sql`select ${ident(column)}::double as value, 1 as said from ${table(step)} where ${where} limit 1`

/** A sum of the fitted model: said where the fit converged alone. */
const fitted =
  (column: string): Select =>
  (table) =>
    sql`select ${ident(column)}::double as value, (
  select count(*) from ${table('clv_models')} as m
  where m.converged = 1 and exists (select 1 from ${table('clv_scores')})
) as said from ${table('clv_summary')}`

const inStates =
  (states: readonly string[]): Select =>
  (table) =>
    sql`select coalesce(sum(share_members), 0)::double as value, 1 as said
from ${table('lifecycle_states')} where state in (${join(states.map((state) => sql`${state}`))})`

/** Where each figure of an analysis stands in its tables. */
const WIRES: Readonly<Record<string, { scope: LiveFigure['scope']; select: Select; words?: string }>> = {
  ...Object.fromEntries(
    [
      'members',
      'orders',
      'gross',
      'returned',
      'net',
      'average_order',
      'orders_per_member',
      'amount_per_member',
      'median_per_member',
      'repeat_rate',
      'repeat_rate_days',
    ].map((name) => [`overview.${name}`, { scope: 'window', select: cell('overview_summary', name) }]),
  ),
  'retention.share': {
    scope: 'day',
    select: cell('retention_means', 'share', sql`grp = 0 and k = 1`),
    words: 'retention.share',
  },
  'repurchase.twice': { scope: 'day', select: cell('repurchase_rates', 'rate', sql`definition = 'twice'`) },
  'repurchase.within': { scope: 'day', select: cell('repurchase_rates', 'rate', sql`definition = 'within'`) },
  'repurchase.purchases': {
    scope: 'day',
    select: cell('repurchase_rates', 'rate', sql`definition = 'purchases'`),
  },
  'lifecycle.active': { scope: 'day', select: inStates([...ACTIVE]), words: 'lifecycle.active' },
  'lifecycle.lost': { scope: 'day', select: inStates(['lost']), words: 'lifecycle.lost' },
  'rfm.gini': { scope: 'day', select: cell('rfm_summary', 'gini') },
  'rfm.top_20': { scope: 'day', select: cell('rfm_summary', 'top_20') },
  'clv.clv': { scope: 'day', select: fitted('clv') },
  'clv.expected': { scope: 'day', select: fitted('expected') },
  'clv.p_alive': { scope: 'day', select: fitted('p_alive') },
}

/** Everything a node can be wired to, given the analyses there are. */
export function liveFigures(analyses: readonly Analysis[]): LiveFigure[] {
  const wired = Object.entries(WIRES).flatMap(([id, { scope, select, words: own }]): LiveFigure[] => {
    const [analysisId = '', name = ''] = id.split('.')
    const analysis = analyses.find((known) => known.id === analysisId)
    const figure = analysis?.figures?.find((known) => known.name === name)
    const said = own === undefined ? undefined : words.figures[own]
    if (!analysis || !(figure || said)) return []
    return [
      {
        id,
        label: said?.label ?? figure?.label ?? { en: id, zh: id },
        about: said?.about ?? figure?.formula ?? { en: id, zh: id },
        unit: said
          ? 'share'
          : figure?.unit === 'money'
            ? 'money'
            : figure?.unit === 'share'
              ? 'share'
              : 'number',
        more: figure ? inDictionary(id) : `#/${analysisId}`,
        needs: analysis.needs,
        scope,
        from: { kind: 'analysis', analysis: analysisId, select },
      },
    ]
  })
  return [...COUNTED, ...wired]
}
