import { AnalysisRunner, type RunResult } from '../../../src/analyses/runner'
import { analysisById } from '../../../src/analyses/registry'
import type { Lens, Parameters } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import { rowObjects } from '../../../src/sql/rows'
import { join, sql, type Sql } from '../../../src/sql/sql'
import { numerics } from '../numerics-fixture'

/** An order as an analysis sees it. Money in ten-thousandths, so that sums by hand are exact. */
export interface Order {
  member: string | null
  /** Days after 2025-01-01, and seconds into that day. */
  day: number
  second: number
  gross: number
  returned: number
}

export const EPOCH = Date.UTC(2025, 0, 1)
export const DAY = 86_400_000

/** The day `day`, as YYYY-MM-DD. */
export const dayText = (day: number): string => new Date(EPOCH + day * DAY).toISOString().slice(0, 10)

/** The shop's `orders`, without the files it came from; and a runner over it. */
export async function makeOrders(engine: EngineCore, orders: readonly Order[]): Promise<AnalysisRunner> {
  const rows = orders.map(
    ({ member, day, second, gross, returned }, i) =>
      sql`(${String(i)}, ${member}, ${new Date(EPOCH + day * DAY + second * 1000)}, ${gross}, ${returned})`,
  )
  await engine.run(sql`create or replace table orders (
  order_id varchar, member_id varchar, ordered_at timestamp, lines integer, quantity double,
  gross decimal(18, 4), returned decimal(18, 4), net decimal(18, 4), channel varchar, region varchar
)`)
  if (rows.length > 0)
    await engine.run(sql`insert into orders
select
  i, m, t, 1, null, cast(g as bigint) / 10000, cast(b as bigint) / 10000, (cast(g as bigint) - cast(b as bigint)) / 10000,
  null, null
from (values ${join(rows)}) as v(i, m, t, g, b)`)
  return new AnalysisRunner(engine, ['orders'], numerics)
}

export function runOf(
  runner: AnalysisRunner,
  id: string,
  lens: Lens,
  parameters: Partial<Parameters> = {},
): Promise<RunResult> {
  const analysis = analysisById(id)
  if (!analysis) throw new Error(`There is no analysis called ${id}.`)
  return runner.run(analysis, lens, parameters)
}

export const tableOf = (run: RunResult, name: string): Sql => {
  const table = run.tables[name]
  if (!table) throw new Error(`${run.analysis} has no table ${name}.`)
  return table
}

export const readTable = async (engine: EngineCore, run: RunResult, name: string, order = sql`all`) =>
  rowObjects(await engine.query(sql`select * from ${tableOf(run, name)} order by ${order}`))
