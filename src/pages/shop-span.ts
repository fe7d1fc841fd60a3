import type { EngineClient } from '../engine/client'
import { RECORD_TIMES } from '../shop/record-times'
import type { TableName } from '../shop/tables'
import { rowObjects } from '../sql/rows'
import { empty, ident, join, sql, type Sql } from '../sql/sql'
import { today } from './today'

/** First and last of what happened, epoch milliseconds; null where no row says when. */
export type Span = { first: number; last: number } | null

const DAY = 86_400_000

/**
 * The first and last order; of a shop without orders, of whatever else says when, and else of members joining, up to today.
 * A list of members was made about when the last of them joined: counted from today, no figure would stay as it is.
 */
export async function shopSpan(engine: EngineClient, tables: readonly TableName[]): Promise<Span> {
  const orders = tables.includes('orders') ? await spanOf(engine, [['orders', 'ordered_at']], empty) : null
  const records = Object.entries(RECORD_TIMES).filter(([table]) => tables.some((one) => one === table))
  // Cleaning sets orders of the future aside; of other records it does not.
  const past = sql` where t < cast(${today()} as date) + 1`
  const others = orders ?? (records.length > 0 ? await spanOf(engine, records, past) : null)
  return (
    others ?? (tables.includes('members') ? await spanOf(engine, [['members', 'joined_at']], past) : null)
  )
}

async function spanOf(
  engine: EngineClient,
  columns: readonly (readonly [table: string, time: string])[],
  where: Sql,
): Promise<Span> {
  const times = columns.map(([table, time]) => sql`select ${ident(time)} as t from ${ident(table)}`)
  const [row] = rowObjects(
    await engine.query(
      sql`select min(t) as first, max(t) as last from (${join(times, '\nunion all\n')})${where}`,
    ),
  )
  return row?.['first'] == null || row['last'] == null
    ? null
    : { first: Number(row['first']), last: Number(row['last']) }
}

/** The day after a time, which is the usual as-of date; today where there is none. */
export const dayAfter = (epochMs: number | undefined): string =>
  epochMs === undefined ? today() : new Date(Math.floor(epochMs / DAY + 1) * DAY).toISOString().slice(0, 10)
