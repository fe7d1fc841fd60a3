import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { RunResult } from '../runner'
import { METHODS, type Method } from './parameters'

export interface TierRow {
  tier: number
  /** NaN for the first. */
  from: number
  /** NaN for the last. */
  to: number
  members: number
  orders: number
  money: number
}

export interface TierData {
  members: number
  money: number
  tiers: TierRow[]
  /** Least value of each tier but the first, by method. */
  proposals: { method: Method; cuts: number[] }[]
  bins: { low: number; high: number; members: number; money: number }[]
  /** The shop's own tiers; '' where none is said. Members by own tier and tier, from the first. */
  against: { current: string; members: number[] }[]
}

/** Reads what the page shows from the result tables: some dozens of rows. */
export async function readTiers(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<TierData> {
  const rows = async (name: string, order: Sql) =>
    rowObjects(
      await query(sql`select * from ${run.tables[name] ?? sql`(select 1 where false)`} order by ${order}`),
    )
  const [totals, proposals, bins, against] = await Promise.all([
    rows('tier_totals', sql`tier`),
    rows('tier_proposals', sql`method, place`),
    rows('tier_bins', sql`low nulls first`),
    rows('tier_against', sql`current nulls last, tier`),
  ])
  const of = (row: Record<string, unknown>, name: string) => (row[name] == null ? NaN : Number(row[name]))
  const tiers = totals.map((row) => ({
    tier: of(row, 'tier'),
    from: of(row, 'from_value'),
    to: of(row, 'to_value'),
    members: of(row, 'members'),
    orders: of(row, 'orders'),
    money: of(row, 'amount'),
  }))
  const names = [...new Set(against.map((row) => (row['current'] == null ? '' : String(row['current']))))]
  return {
    members: tiers.reduce((sum, { members }) => sum + members, 0),
    money: tiers.reduce((sum, { money }) => sum + money, 0),
    tiers,
    proposals: METHODS.map((method) => ({
      method,
      cuts: proposals.filter((row) => row['method'] === method.value).map((row) => of(row, 'start')),
    })),
    bins: bins.map((row) => ({
      low: of(row, 'low'),
      high: of(row, 'high'),
      members: of(row, 'members'),
      money: of(row, 'amount'),
    })),
    against: names.map((current) => ({
      current,
      members: tiers.map(({ tier }) => {
        const found = against.find((row) => (row['current'] ?? '') === current && row['tier'] === tier)
        return found ? of(found, 'members') : 0
      }),
    })),
  }
}

/** The cut points with one of them changed, as far as they stay ascending; null where they do not. */
export function withCut(cuts: readonly number[], place: number, at: number): string | null {
  const next = cuts.map((cut, i) => (i === place ? at : cut))
  return next.every((cut, i) => cut > (next[i - 1] ?? 0)) ? next.join(', ') : null
}
