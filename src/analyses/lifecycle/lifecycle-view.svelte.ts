import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import { formatNumber, formatPercent } from '../../text/format'
import { say } from '../../text/locale.svelte'
import { LEAST_GAPS } from '../order-days.sql'
import type { RunResult } from '../runner'
import { FALLBACK } from './parameters'
import { ACTIVE, NOT_YET, STATES, type Thresholds } from './states'
import { words } from './words'

export interface StateRow {
  state: string
  members: number
  shareMembers: number
  spent: number
  shareSpent: number
  daysSince: number
  orderDays: number
}

export interface ThresholdRow {
  name: keyof Thresholds
  inUse: number
  proposed: number
  why: Bilingual
}

export interface LifecycleData {
  states: StateRow[]
  limits: Thresholds
  gaps: number
  median: number
  thresholds: ThresholdRow[]
  /** As-of days, epoch milliseconds, with the members in each state. */
  days: number[]
  counts: ReadonlyMap<string, number[]>
  /** Members by state before and after, by "before after". */
  moves: ReadonlyMap<string, number>
  /** The states before that anybody was in, in order. */
  origins: string[]
  flows: {
    periods: number[]
    active: number[]
    newcomers: number[]
    returning: number[]
    resurrected: number[]
    dormant: number[]
  }
}

/** Reads what the page shows from the result tables: some hundred rows. */
export async function readLifecycle(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<LifecycleData> {
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [states = [], limits = [], counts = [], moves = [], flows = []] = (
    await Promise.all([
      query(sql`select * from ${table('lifecycle_states')}`),
      query(sql`select * from ${table('lifecycle_thresholds')}`),
      query(sql`select * from ${table('lifecycle_counts')} order by day`),
      query(sql`select * from ${table('lifecycle_transitions')}`),
      query(sql`select * from ${table('lifecycle_flows')} order by period`),
    ])
  ).map(rowObjects)
  const found = new Map(states.map((row) => [String(row['state']), stateRow(row)]))
  const limit = limits[0] ?? {}
  const days = [...new Set(counts.map((row) => Number(row['day'])))]
  const moved = new Map(
    moves.map((row) => [`${String(row['before'])} ${String(row['after'])}`, Number(row['members'])]),
  )
  const column = (name: string) => flows.map((row) => Number(row[name]))
  return {
    states: STATES.flatMap(({ id }) => found.get(id) ?? []),
    limits: {
      declining: Number(limit['declining']),
      dormant: Number(limit['dormant']),
      lost: Number(limit['lost']),
      mature: Number(limit['mature']),
    },
    gaps: Number(limit['gaps'] ?? 0),
    median: Number(limit['median'] ?? NaN),
    thresholds: thresholdRows(limit),
    days,
    counts: new Map(
      STATES.map(({ id }) => [
        id,
        counts.filter((row) => row['state'] === id).map((row) => Number(row['members'])),
      ]),
    ),
    moves: moved,
    origins: [...STATES.map(({ id }) => id as string), NOT_YET.id].filter((before) =>
      moves.some((row) => row['before'] === before),
    ),
    flows: {
      periods: column('period'),
      active: column('active'),
      newcomers: column('new_members'),
      returning: column('returning_members'),
      resurrected: column('resurrected'),
      dormant: column('dormant'),
    },
  }
}

const stateRow = (row: Record<string, unknown>): StateRow => {
  const of = (name: string) => (row[name] == null ? NaN : Number(row[name]))
  return {
    state: String(row['state']),
    members: of('members'),
    shareMembers: of('share_members'),
    spent: of('spent'),
    shareSpent: of('share_spent'),
    daysSince: of('days_since'),
    orderDays: of('order_days'),
  }
}

const GAP_SHARES = { declining: 0.8, dormant: 0.9, lost: 0.95 } as const

function thresholdRows(limit: Record<string, unknown>): ThresholdRow[] {
  const of = (name: string) => Number(limit[name] ?? NaN)
  const known = of('gaps') >= LEAST_GAPS
  const repeaters = of('repeaters')
  return (['declining', 'dormant', 'lost', 'mature'] as const).map((name) => {
    const proposed = of(`proposed_${name}`)
    const why =
      name === 'mature'
        ? repeaters >= LEAST_GAPS
          ? words.whyMature(formatNumber(repeaters), formatNumber(proposed))
          : words.whyUsual
        : known
          ? words.whyGap(formatPercent(GAP_SHARES[name], 0), formatNumber(proposed))
          : words.whyUsual
    return { name, inUse: of(name), proposed: proposed || FALLBACK[name], why }
  })
}

/** The page's title and its line of context, from the figures, by rule. */
export function findings({ states, moves }: LifecycleData, compare: string) {
  const sum = (which: (state: string) => boolean) =>
    states.reduce((total, { state, members }) => (which(state) ? total + members : total), 0)
  const active = sum((state) => ACTIVE.has(state))
  const quiet = sum((state) => state === 'dormant' || state === 'lost')
  const buyers = sum((state) => state !== 'prospect')
  const silent = new Set(['declining', 'dormant', 'lost'])
  const moved = (from: ReadonlySet<string>, to: ReadonlySet<string>) =>
    [...moves].reduce((total, [key, members]) => {
      const [before = '', after = ''] = key.split(' ')
      return from.has(before) && to.has(after) ? total + members : total
    }, 0)
  return {
    active,
    title:
      buyers === 0
        ? words.titleNone
        : words.title(formatPercent(active / buyers), formatPercent(quiet / buyers)),
    context:
      buyers === 0
        ? words.titleNone
        : ![...moves.keys()].some((key) => !key.startsWith(`${NOT_YET.id} `) && !key.startsWith('prospect '))
          ? words.contextNone(say(compare === 'months' ? words.sinceMonths : words.sinceDays(compare)))
          : words.context(
              say(compare === 'months' ? words.sinceMonths : words.sinceDays(compare)),
              formatNumber(moved(ACTIVE, silent)),
              formatNumber(moved(silent, ACTIVE)),
            ),
  }
}
