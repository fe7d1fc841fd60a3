import { wilson } from '../../numerics/proportions'
import { rowObjects } from '../../sql/rows'
import { ident, sql } from '../../sql/sql'
import type { Session } from '../session.svelte'
import { lensOfAll } from './read'
import { boughtNext, categoryDays, lastCategories, tastes } from './taste.sql'

/** Of fewer members than this nothing is concluded. */
export const LEAST_ALIKE = 20

export interface NextCategory {
  category: string
  /** Who bought it on the next day with a category. */
  members: number
  share: number
  low: number
  high: number
  /** The same share of all members who came again. */
  usual: number
}

export interface NextCategories {
  last: string
  /** The one on the day before, where enough members had both; null: they are compared by the last one alone. */
  previous: string | null
  n: number
  categories: NextCategory[]
}

export interface Taste {
  kind: string
  value: string
  amount: number
  share: number
  /** The share with each amount halved for every HALF_LIFE days since. */
  recent: number
}

/** What the member's money goes to, by category and brand. */
export async function readTastes(session: Session, id: string, signal: AbortSignal): Promise<Taste[]> {
  const shop = await session.shop(signal, lensOfAll(session))
  return rowObjects(await session.query(tastes(shop, id))).map((row) => ({
    kind: String(row['kind']),
    value: String(row['value']),
    amount: Number(row['amount']),
    share: Number(row['share']),
    recent: Number(row['recent']),
  }))
}

/**
 * What members with the same last categories bought next: by the last two where at least LEAST_ALIKE members had them,
 * else by the last one. Null where the member bought nothing with a category.
 */
export async function readNext(
  session: Session,
  id: string,
  signal: AbortSignal,
): Promise<NextCategories | null> {
  const days = await daysTable(session, signal)
  const [own] = rowObjects(await session.query(lastCategories(days, id)))
  if (own?.['last'] == null) return null
  const [last, previous] = [String(own['last']), own['previous'] === null ? null : String(own['previous'])]
  const both = previous === null ? [] : await ask(previous)
  return nOf(both) >= LEAST_ALIKE
    ? { last, previous, n: nOf(both), categories: both.map(categoryOf) }
    : await byLast()

  async function byLast(): Promise<NextCategories> {
    const rows = await ask(null)
    return { last, previous: null, n: nOf(rows), categories: rows.map(categoryOf) }
  }

  async function ask(before: string | null) {
    return rowObjects(await session.query(boughtNext(days, id, last, before)))
  }
}

type Counted = ReturnType<typeof rowObjects>[number]

const nOf = (rows: readonly Counted[]): number => Number(rows[0]?.['n'] ?? 0)

function categoryOf(row: Counted): NextCategory {
  const [members, n] = [Number(row['members']), Number(row['n'])]
  const { low, high } = wilson(members, n)
  return {
    category: String(row['category']),
    members,
    share: members / n,
    low,
    high,
    usual: Number(row['base_members']) / Number(row['base_n']),
  }
}

const made = new WeakMap<Session, { key: string; table: Promise<unknown> }>()

/** Made once for a shop under a lens; every member's answer reads it. */
async function daysTable(session: Session, signal: AbortSignal) {
  const table = ident('lens', 'member_category_days')
  const lens = lensOfAll(session)
  const key = JSON.stringify([session.version, lens])
  if (made.get(session)?.key !== key) {
    const shop = await session.shop(signal, lens)
    const making = session.query(sql`create or replace table ${table} as ${categoryDays(shop)}`)
    made.set(session, { key, table: making })
    making.catch(() => made.delete(session))
  }
  await made.get(session)?.table
  return table
}
