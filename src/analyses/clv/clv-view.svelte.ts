import { group } from 'd3-array'
import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { RunResult } from '../runner'
import type { Evidence } from './verdict'

export const MOST_SHOWN = 7

export interface Cell {
  band: number
  purchases: number
  from: number
  to: number
  members: number
  alive: number
  value: number
}

export interface Fitted {
  model: string
  parameters: { name: string; value: number; low: number; high: number }[]
}

export interface ClvData {
  members: number
  /** Of them, those with an order before the held-out days. */
  known: number
  repeaters: number
  expected: number
  value: number
  topTenth: number
  alive: number
  evidence: Evidence
  fits: Fitted[]
  cells: Cell[]
  /** Weeks, epoch milliseconds, with the repeat purchases so far: as they were and as each model expected. */
  times: Float64Array
  actual: Float64Array
  tracks: { model: string; values: Float64Array }[]
  /** The last day the models of the hold-out saw, epoch milliseconds. */
  cut: number
  /** By repeat purchases before, up to 7 and more: mean purchases a member in the held-out days. */
  byFrequency: { model: string; x: number; members: number; actual: number; expected: number }[]
}

const PARAMETERS = ['r', 'alpha', 'a', 'b', 's', 'beta']
const DAY = 86_400_000

/** Reads what the page shows from the result tables: at most some hundred rows. */
export async function readClv(run: RunResult, query: (statement: Sql) => Promise<Columns>): Promise<ClvData> {
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [summary, models, held, baselines, matrix, weeks, tracking] = (
    await Promise.all([
      query(sql`select * from ${table('clv_summary')}`),
      query(sql`select * from ${table('clv_models')}`),
      query(sql`select model, least(x, ${MOST_SHOWN})::integer as x, sum(members) as members, sum(actual) as actual,
  sum(expected) as expected, sum(absolute_error) as error
from ${table('clv_holdout')} group by model, least(x, ${MOST_SHOWN}) order by model, least(x, ${MOST_SHOWN})`),
      query(sql`select * from ${table('clv_baselines')}`),
      query(sql`select * from ${table('clv_matrix')}`),
      query(sql`select * from ${table('clv_weeks')} order by day`),
      query(sql`select * from ${table('clv_tracking')} order by model, day`),
    ])
  ).map(rowObjects)
  const of = (row: Record<string, unknown> | undefined, name: string): number =>
    row?.[name] == null ? NaN : Number(row[name])
  const one = summary?.[0]
  const base = baselines?.[0]
  const testedMembers = of(base, 'members')
  const times = Float64Array.from(weeks ?? [], (row) => of(row, 'date'))
  const horizon = of(one, 'horizon')
  const heldOut = (name: string) => (horizon > 0 ? of(base, name) : NaN)
  const byModel = group(held ?? [], (row) => String(row['model']))
  const sum = (model: string, name: string) => {
    const rows = byModel.get(model)
    return rows ? rows.reduce((total, row) => total + of(row, name), 0) : NaN
  }
  return {
    members: of(one, 'members'),
    known: testedMembers,
    repeaters: of(one, 'repeaters'),
    expected: of(one, 'expected'),
    value: of(one, 'clv'),
    topTenth: of(one, 'top_tenth'),
    alive: of(one, 'p_alive'),
    evidence: {
      chosen: String(run.parameters['model']),
      members: of(one, 'members'),
      repeaters: of(one, 'repeaters'),
      span: of(one, 'span'),
      horizon,
      actual: heldOut('actual'),
      models: (models ?? []).map((row) => ({
        model: String(row['model']),
        logLikelihood: of(row, 'log_likelihood'),
        converged: of(row, 'converged') === 1,
        expected: sum(String(row['model']), 'expected'),
        error: sum(String(row['model']), 'error') / testedMembers,
      })),
      ownRate: { expected: heldOut('own_rate'), error: heldOut('own_rate_error') / testedMembers },
      meanRate: { expected: heldOut('mean_rate'), error: heldOut('mean_rate_error') / testedMembers },
      correlation: of(one, 'correlation'),
      largest: of(one, 'top_member') / of(one, 'clv'),
    },
    fits: (models ?? []).map((row) => ({
      model: String(row['model']),
      parameters: PARAMETERS.filter((name) => !Number.isNaN(of(row, name))).map((name) => ({
        name,
        value: of(row, name),
        low: of(row, `${name}_low`),
        high: of(row, `${name}_high`),
      })),
    })),
    cells: (matrix ?? []).map((row) => ({
      band: of(row, 'band'),
      purchases: of(row, 'purchases'),
      from: of(row, 'since_from'),
      to: of(row, 'since_to'),
      members: of(row, 'members'),
      alive: of(row, 'p_alive'),
      value: of(row, 'clv'),
    })),
    times,
    actual: Float64Array.from(weeks ?? [], (row) => of(row, 'actual')),
    tracks: [...group(tracking ?? [], (row) => String(row['model']))].map(([model, rows]) => ({
      model,
      values: Float64Array.from(rows, (row) => of(row, 'expected')),
    })),
    cut: (times.at(-1) ?? NaN) - horizon * DAY,
    byFrequency: (held ?? []).map((row) => ({
      model: String(row['model']),
      x: of(row, 'x'),
      members: of(row, 'members'),
      actual: of(row, 'actual') / of(row, 'members'),
      expected: of(row, 'expected') / of(row, 'members'),
    })),
  }
}
