import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { RunResult } from '../runner'

export interface Way {
  way: string
  value: number
  expected: number
  actual: number
}

export interface WaysData {
  ways: Way[]
  /** What a new member has brought by each month. */
  months: { month: number; observed: boolean; value: number }[]
  /** Money brought so far, times the margin: of a member, and the share of the one with the most. */
  brought: { mean: number; median: number; largest: number; withoutLargest: number }
  tenths: { tenth: number; members: number; value: number; mean: number; alive: number; atRisk: number }[]
}

/** Reads what the page shows of the other ways: at most some hundred rows. */
export async function readWays(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<WaysData> {
  const read = async (name: string) =>
    rowObjects(await query(sql`select * from ${run.tables[name] ?? sql`(select 1 where false)`}`))
  const [ways, months, tenths, brought] = await Promise.all([
    ...['clv_ways', 'clv_new_member', 'clv_tenths'].map(read),
    query(broughtSoFar(run)).then(rowObjects),
  ])
  const number = (value: unknown) => (value === null || value === undefined ? NaN : Number(value))
  return {
    ways: (ways ?? []).map((row) => ({
      way: String(row['way']),
      value: number(row['value']),
      expected: number(row['expected']),
      actual: number(row['actual']),
    })),
    months: (months ?? []).map((row) => ({
      month: number(row['month']),
      observed: row['observed'] === 1,
      value: number(row['value']),
    })),
    brought: {
      mean: number(brought?.[0]?.['mean']),
      median: number(brought?.[0]?.['median']),
      largest: number(brought?.[0]?.['largest']),
      withoutLargest: number(brought?.[0]?.['without_largest']),
    },
    tenths: (tenths ?? []).map((row) => ({
      tenth: number(row['tenth']),
      members: number(row['members']),
      value: number(row['value']),
      mean: number(row['mean']),
      alive: number(row['p_alive']),
      atRisk: number(row['at_risk']),
    })),
  }
}

const broughtSoFar = ({ tables, parameters }: RunResult): Sql => sql`select
  ${Number(parameters['margin']) / 100} * avg(spent)::double as mean,
  ${Number(parameters['margin']) / 100} * median(spent::double) as median,
  max(spent)::double / nullif(sum(spent), 0)::double as largest,
  ${Number(parameters['margin']) / 100} * (sum(spent) - max(spent))::double / nullif(count(*) - 1, 0) as without_largest
from ${tables['clv_members'] ?? sql`(select 0 as spent where false)`}`

/** How far expectation was from what came, as a share; NaN where nothing was held out. */
export const missedBy = ({ expected, actual }: Way): number => (actual > 0 ? expected / actual - 1 : NaN)

export function nearest(ways: readonly Way[]): Way | null {
  const tried = ways.filter((way) => !Number.isNaN(missedBy(way)))
  return tried.reduce<Way | null>(
    (best, way) => (best && Math.abs(missedBy(best)) <= Math.abs(missedBy(way)) ? best : way),
    null,
  )
}
