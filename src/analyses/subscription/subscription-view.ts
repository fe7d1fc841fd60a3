import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { RunResult } from '../runner'

export interface CurvePeriod {
  period: number
  /** By sBG, with its interval. */
  survival: number
  low: number
  high: number
  retention: number
  residual: number
  /** As seen: Kaplan and Meier's product over the renewals due; NaN where none was due. */
  seen: number
  atRisk: number
}

export interface SubscriptionData {
  members: number
  active: number
  renewed: number
  payment: number
  /** Days. */
  period: number
  gaps: number
  share: number
  byChance: number
  heldOut: number
  value: number
  valueLow: number
  valueHigh: number
  valueNew: number
  /** Empty where sBG could not be fitted. */
  curve: CurvePeriod[]
  converged: boolean
  parameters: { name: string; value: number; low: number; high: number }[]
  cohorts: { cohort: number; members: number; kept: number[] }[]
  holdOut: { ahead: number; active: number; expected: number; actual: number }[]
  base: { period: number; members: number; retention: number; residual: number }[]
}

type Row = Record<string, unknown>
const number = (value: unknown): number => (value == null ? NaN : Number(value))

/** Reads what the page shows: at most some hundred rows. */
export async function readSubscription(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<SubscriptionData> {
  const read = async (name: string, order: Sql) =>
    rowObjects(
      await query(sql`select * from ${run.tables[name] ?? sql`(select 1 where false)`} order by ${order}`),
    ) as Row[]
  const [summary, curve, hazards, cohorts, holdOut, base] = (await Promise.all([
    read('subscription_summary', sql`1`),
    read('subscription_curve', sql`before, period`),
    read('subscription_hazards', sql`before, period`),
    read('subscription_cohorts', sql`cohort, period`),
    read('subscription_holdout', sql`ahead`),
    read('subscription_base', sql`period`),
  ])) as [Row[], Row[], Row[], Row[], Row[], Row[]]
  const one = summary[0] ?? {}
  const now = curve.filter((row) => number(row['before']) === 0)
  const seen = seenSurvival(hazards.filter((row) => number(row['before']) === 0))
  const head = now[0]
  return {
    members: number(one['members']) || 0,
    active: number(one['active']) || 0,
    renewed: number(one['renewed']) || 0,
    payment: number(one['payment']),
    period: number(one['period']),
    gaps: number(one['gaps']) || 0,
    share: number(one['share']),
    byChance: number(one['by_chance']),
    heldOut: number(one['held_out']),
    value: number(one['value']),
    valueLow: number(one['value_low']),
    valueHigh: number(one['value_high']),
    valueNew: number(one['value_new']),
    converged: number(head?.['converged']) === 1,
    curve: now.map((row) => ({
      period: number(row['period']),
      survival: number(row['survival']),
      low: number(row['low']),
      high: number(row['high']),
      retention: number(row['retention']),
      residual: number(row['residual']),
      seen: seen.get(number(row['period']))?.survival ?? NaN,
      atRisk: seen.get(number(row['period']))?.atRisk ?? 0,
    })),
    parameters: head
      ? ['alpha', 'beta'].map((name) => ({
          name,
          value: number(head[name]),
          low: number(head[`${name}_low`]),
          high: number(head[`${name}_high`]),
        }))
      : [],
    cohorts: cohortRows(cohorts),
    holdOut: holdOut.map((row) => ({
      ahead: number(row['ahead']),
      active: number(row['active']),
      expected: number(row['expected']),
      actual: number(row['actual']),
    })),
    base: base.map((row) => ({
      period: number(row['period']),
      members: number(row['members']),
      retention: number(row['retention']),
      residual: number(row['residual']),
    })),
  }
}

function seenSurvival(hazards: readonly Row[]): Map<number, { survival: number; atRisk: number }> {
  const seen = new Map([[0, { survival: 1, atRisk: number(hazards[0]?.['at_risk']) }]])
  let survival = 1
  for (const row of hazards) {
    const atRisk = number(row['at_risk'])
    survival *= 1 - number(row['lost']) / atRisk
    seen.set(number(row['period']), { survival, atRisk })
  }
  return seen
}

function cohortRows(rows: readonly Row[]): SubscriptionData['cohorts'] {
  const found = new Map<number, SubscriptionData['cohorts'][number]>()
  for (const row of rows) {
    const at = number(row['cohort'])
    const known = found.get(at) ?? { cohort: at, members: number(row['members']), kept: [] }
    known.kept[number(row['period'])] = number(row['kept'])
    found.set(at, known)
  }
  return [...found.values()]
}
