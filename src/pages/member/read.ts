import type { Lens } from '../../analyses/analysis'
import type { Thresholds } from '../../analyses/lifecycle/states'
import type { ClvParameters } from '../../analyses/clv/parameters'
import { readClusterNames } from '../../analyses/clusters/names'
import { inTheWay } from '../../analyses/clusters/outside'
import type { Columns } from '../../engine/database'
import { knownFacts } from '../../segments/facts/catalogue'
import type { MemberFact } from '../../segments/facts/fact'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import type { Session } from '../session.svelte'
import { linesOf, LISTED_ORDERS, orderDaysOf, ordersOf, recordsOf, type RecordKind } from './course.sql'
import { standing } from './standing.sql'

export type Row = Readonly<Record<string, string | number | null>>

/** Of all members, whatever the population that the pages look at. */
export function lensOfAll(session: Session): Lens {
  if (!session.lens) throw new Error('No shop is loaded.')
  const { population: _, ...all } = session.lens
  return all
}

const first = (columns: Columns): Row | null => rowObjects(columns)[0] ?? null

export interface FactsRead {
  /** As the list of members writes it: name, phone, e-mail, address, joined_at. */
  person: Row
  values: Row
  known: readonly MemberFact[]
}

/** What is known of one member; null where nobody has the id. */
export async function readFacts(
  session: Session,
  id: string,
  signal: AbortSignal,
): Promise<FactsRead | null> {
  const { table, known } = await session.facts(signal)
  const [values, person] = await Promise.all([
    session.query(sql`select * from ${table} where member_id = ${id}`).then(first),
    session
      .query(
        sql`select member_name, phone, email, address, joined_at from members where member_id = ${id} limit 1`,
      )
      .then(first),
  ])
  if (!values) return null
  const facts = knownFacts(known)
  return { person: person ?? {}, values, known: facts }
}

export interface Place {
  /** Members with such a value. */
  n: number
  /** Share of them below, equals counted half. */
  place: number
}

/** By the fact's name; without those that the member has no value of. */
export async function readStanding(
  session: Session,
  id: string,
  signal: AbortSignal,
): Promise<{ members: number; places: ReadonlyMap<string, Place> }> {
  const { table, known } = await session.facts(signal)
  const facts = knownFacts(known)
  const row = first(await session.query(standing(table, facts, id), 'member-standing'))
  const places = facts.flatMap(({ name }): [string, Place][] => {
    const place = row?.[`${name} place`]
    return typeof place === 'number' ? [[name, { n: Number(row?.[`${name} n`]), place }]] : []
  })
  return { members: Number(row?.['members'] ?? 0), places: new Map(places) }
}

/** The member's row of member_rfm; null without an order in the window. */
export async function readRfm(session: Session, id: string, signal: AbortSignal) {
  const run = await session.runUnder(lensOfAll(session), 'rfm', undefined, signal)
  return {
    parameters: run.parameters,
    row: first(await session.query(sql`select * from ${step(run, 'member_rfm')} where member_id = ${id}`)),
  }
}

/** The member's row of member_lifecycle, and the thresholds in use. */
export async function readLifecycle(session: Session, id: string, signal: AbortSignal) {
  const run = await session.runUnder(lensOfAll(session), 'lifecycle', undefined, signal)
  const [row, thresholds] = await Promise.all([
    session.query(sql`select * from ${step(run, 'member_lifecycle')} where member_id = ${id}`).then(first),
    session
      .query(sql`select declining, dormant, lost, mature from ${step(run, 'lifecycle_thresholds')}`)
      .then(first),
  ])
  return { row, thresholds: thresholds as unknown as Thresholds | null }
}

/** The member's row of member_clv; `converged` says whether there is anything to state. */
export async function readValue(session: Session, id: string, signal: AbortSignal) {
  const run = await session.runUnder(lensOfAll(session), 'clv', undefined, signal)
  const { model, months } = run.parameters as unknown as ClvParameters
  const [row, fit] = await Promise.all([
    session.query(sql`select * from ${step(run, 'member_clv')} where member_id = ${id}`).then(first),
    session
      .query(sql`select converged, members from ${step(run, 'clv_models')} where model = ${model}`)
      .then(first),
  ])
  return { row, model, months, converged: fit?.['converged'] === 1, members: Number(fit?.['members'] ?? 0) }
}

interface Tables {
  tables: Readonly<Record<string, Sql>>
}

function step({ tables }: Tables, name: string): Sql {
  const table = tables[name]
  if (!table) throw new Error(`There is no step called ${name}.`)
  return table
}

export interface ClusterRead {
  row: Row
  /** What the cluster is called; null: she is in none. */
  name: Bilingual | null
  /** The features for which she is in none. */
  because: readonly MemberFact[]
}

/** The member's cluster, where clusters were made for the members that are looked at; null where they were not. */
export async function readCluster(
  session: Session,
  id: string,
  signal: AbortSignal,
): Promise<ClusterRead | null> {
  if (!session.lens || !session.hasRun(session.lens, 'clusters')) return null
  const run = await session.run('clusters', undefined, signal)
  const table = step(run, 'member_cluster')
  const query = (statement: Sql) => session.query(statement)
  const [columns, names] = await Promise.all([
    query(sql`select
  c.cluster, c.aside,
  (select count(*) from ${table} as o where o.cluster = c.cluster) as members,
  (select count(distinct cluster) from ${table} where cluster > 0) as clusters
from ${table} as c where c.member_id = ${id}`),
    readClusterNames(run, query),
  ])
  const row = first(columns)
  if (!row) return null
  return {
    row,
    name: names.get(Number(row['cluster'] ?? -1)) ?? null,
    because: await inTheWay(run, query, id, row['aside']),
  }
}

export interface Order {
  id: string
  at: number
  amount: number
  returned: number
  quantity: number | null
  channel: string | null
  lines: { name: string; quantity: number | null; amount: number | null }[]
}

export interface OrderDay {
  /** Epoch milliseconds. */
  day: number
  orders: number
  amount: number
}

/** The latest orders with their lines, and every day with one. */
export async function readCourse(
  session: Session,
  id: string,
  signal: AbortSignal,
): Promise<{ orders: Order[]; days: OrderDay[] }> {
  const shop = await session.shop(signal, lensOfAll(session))
  const [orders, days] = (
    await Promise.all([session.query(ordersOf(shop, id)), session.query(orderDaysOf(shop, id))])
  ).map(rowObjects) as [Row[], Row[]]
  const since = orders.length < LISTED_ORDERS ? -62e12 : Number(orders.at(-1)?.['ordered_at'])
  const lines = session.tables.includes('order_items')
    ? rowObjects(await session.query(linesOf(shop, id, since)))
    : []
  const byOrder = Map.groupBy(lines, (line) => String(line['order_id']))
  return {
    orders: orders.map((order) => ({
      id: String(order['order_id']),
      at: Number(order['ordered_at']),
      amount: Number(order['amount'] ?? 0),
      returned: Number(order['returned'] ?? 0),
      quantity: numberOf(order['quantity']),
      channel: textOf(order['channel']),
      lines: (byOrder.get(String(order['order_id'])) ?? []).map((line) => ({
        name: String(line['name'] ?? ''),
        quantity: numberOf(line['quantity']),
        amount: numberOf(line['amount']),
      })),
    })),
    days: days.map((day) => ({
      day: Number(day['day']),
      orders: Number(day['orders']),
      amount: Number(day['amount'] ?? 0),
    })),
  }
}

const numberOf = (value: Row[string] | undefined): number | null => (value == null ? null : Number(value))
const textOf = (value: Row[string] | undefined): string | null => (value == null ? null : String(value))

export interface RecordRow {
  what: RecordKind
  /** Rows of the member in the table; at most some are listed. */
  total: number
  at: number | null
  detail: string
}

export async function readRecords(session: Session, id: string): Promise<RecordRow[]> {
  const statement = recordsOf(session.tables, lensOfAll(session).asOf, id)
  if (!statement) return []
  return rowObjects(await session.query(statement)).map((row) => ({
    what: String(row['what']) as RecordKind,
    total: Number(row['total']),
    at: numberOf(row['happened']),
    detail: String(row['detail'] ?? ''),
  }))
}

/** Days between one day with an order and the next. */
export const gapsOf = (days: readonly OrderDay[]): number[] =>
  days.slice(1).map(({ day }, i) => Math.round((day - (days[i]?.day ?? day)) / 86_400_000))
