import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { empty, sql, type Sql } from '../../sql/sql'
import { PARAMETERS, type Parameters } from '../../numerics/btyd/model'
import type { RunResult } from '../runner'
import { alivePath, type AlivePoint } from './alive-path'
import type { ClvParameters } from './parameters'
import { daysOfUnit, DAYS_OF_MONTH } from './units'

type Query = (statement: Sql, key?: string) => Promise<Columns>

export interface Candidate {
  id: string
  purchases: number
  alive: number
  value: number
  /** Epoch milliseconds. */
  lastOrder: number
}

export interface MemberPath {
  points: AlivePoint[]
  /** Epoch milliseconds, NaN where none is to be expected within a century. */
  nextOrder: number
  lastOrder: number
  overdue: number
  expected: number
  expectedLow: number
  expectedHigh: number
  ordersLow: number
  ordersHigh: number
  alive: number
}

const SHOWN = 8
const DAY = 86_400_000
const number = (value: unknown): number => (value == null ? NaN : Number(value))

/** The members of highest value whose id holds the text. */
export async function findMembers(run: RunResult, query: Query, text: string): Promise<Candidate[]> {
  const table = run.tables['member_clv']
  if (!table) return []
  const where =
    text.trim() === '' ? empty : sql`where contains(lower(member_id), ${text.trim().toLowerCase()})`
  const rows = rowObjects(
    await query(
      sql`select member_id, x + 1 as purchases, p_alive, clv::double as clv, last_order
from ${table} ${where} order by clv desc nulls last, member_id limit ${SHOWN}`,
      'clv-members',
    ),
  )
  return rows.map((row) => ({
    id: String(row['member_id']),
    purchases: number(row['purchases']),
    alive: number(row['p_alive']),
    value: number(row['clv']),
    lastOrder: number(row['last_order']),
  }))
}

/** One member's days with an order, what is expected of her, and P(alive) over time; null where no model was fitted. */
export async function readMember(run: RunResult, query: Query, id: string): Promise<MemberPath | null> {
  const parameters = run.parameters as unknown as ClvParameters
  const [days, members, models, scores] = ['clv_days', 'clv_members', 'clv_models', 'member_clv'].map(
    (name) => run.tables[name] ?? sql`(select 1 where false)`,
  ) as [Sql, Sql, Sql, Sql]
  const [ordered, one, fitted] = (
    await Promise.all([
      query(sql`select day from ${days} where member_id = ${id} order by day`),
      query(
        sql`select s.*, m.first_order + m.t::integer as last_day
from ${scores} as s join ${members} as m on m.member_id = s.member_id where s.member_id = ${id}`,
      ),
      query(sql`select * from ${models} where model = ${parameters.model} and converged = 1`),
    ])
  ).map(rowObjects) as [Row[], Row[], Row[]]
  const [row] = one
  const [model] = fitted
  if (!row || !model) return null
  const of = (name: string) => number(row[name])
  const known = Object.fromEntries(PARAMETERS.map((name) => [name, number(model[name])])) as Parameters
  return {
    points: alivePath(
      { model: parameters.model, parameters: known, unit: daysOfUnit(parameters) },
      ordered.map((each) => Math.round(number(each['day']) / DAY)),
      Math.round(of('last_day') / DAY),
      Math.round(parameters.months * DAYS_OF_MONTH),
    ),
    nextOrder: of('next_order'),
    lastOrder: of('last_order'),
    overdue: of('overdue'),
    expected: of('expected'),
    expectedLow: of('expected_low'),
    expectedHigh: of('expected_high'),
    ordersLow: of('orders_low'),
    ordersHigh: of('orders_high'),
    alive: of('p_alive'),
  }
}

type Row = Record<string, unknown>
