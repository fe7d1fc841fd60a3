import type { EngineCore } from '../../../src/engine/core'
import { AnalysisRunner } from '../../../src/analyses/runner'
import { join, sql } from '../../../src/sql/sql'
import { numerics } from '../numerics-fixture'
import { DAY, EPOCH, makeOrders, type Order } from './order-table'

/** A member of the list: `joined` in days after 2025-01-01, or null where the list does not say. */
export interface Listed {
  member: string
  joined: number | null
}

/** The shop's `orders` and `members`: those listed, and whoever has ordered. */
export async function makeMembers(
  engine: EngineCore,
  orders: readonly Order[],
  listed: readonly Listed[],
): Promise<AnalysisRunner> {
  await makeOrders(engine, orders)
  const known = new Map<string, number | null>(listed.map(({ member, joined }) => [member, joined]))
  for (const { member } of orders) if (member !== null && !known.has(member)) known.set(member, null)
  await engine.run(
    sql`create or replace table members (member_id varchar, joined_at timestamp, birthday date)`,
  )
  const rows = [...known].map(
    ([member, joined]) => sql`(${member}, ${joined === null ? null : new Date(EPOCH + joined * DAY)}, null)`,
  )
  if (rows.length > 0) await engine.run(sql`insert into members values ${join(rows)}`)
  return new AnalysisRunner(engine, ['orders', 'members'], numerics)
}

export interface Limits {
  declining: number
  dormant: number
  lost: number
  mature: number
}

/**
 * The state of a member as of a day, the plain way: looks at her orders before it and nothing else. Null before she is
 * known. `first` is the first order day of the whole shop plus one, from which members without a date are known.
 */
export function stateAsOf(
  asOf: number,
  orderDays: readonly number[],
  { everBought, joined, first }: { everBought: boolean; joined: number | null; first: number },
  { declining, dormant, lost, mature }: Limits,
): string | null {
  const days = [...new Set(orderDays)].filter((day) => day < asOf).sort((a, b) => a - b)
  const last = days.at(-1)
  if (last === undefined) {
    if (joined === null) return !everBought && asOf >= first ? 'prospect' : null
    return joined < asOf ? 'prospect' : null
  }
  const silent = asOf - last
  if (silent > lost) return 'lost'
  if (silent > dormant) return 'dormant'
  if (silent > declining) return 'declining'
  if (days.length === 1) return 'new'
  if (last - (days.at(-2) ?? 0) > dormant) return 'returned'
  return days.length >= mature ? 'mature' : 'growing'
}

/** Type-7 quantile, as R and NumPy have it by default. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const place = (sorted.length - 1) * share
  const below = Math.floor(place)
  const low = sorted[below] ?? NaN
  return low + ((sorted[below + 1] ?? low) - low) * (place - below)
}
