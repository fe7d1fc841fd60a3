import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import { groupedFact } from '../groupings.sql'
import type { RunResult } from '../runner'

export interface FactRow {
  fact: string
  isNumber: boolean
  n: number
  missing: number
  levels: number
  mean: number
  sd: number
  minimum: number
  q1: number
  median: number
  q3: number
  maximum: number
  lowFence: number
  highFence: number
  outliers: number
  topShare: number
  bars: { from: number; to: number; members: number }[]
  /** The most frequent categories. */
  top: { level: string; members: number }[]
}

export interface Effect {
  fact: string
  effect: string
  value: number
  p: number
  n: number
}

export interface Pair {
  a: string
  b: string
  method: string
  value: number
  p: number
  n: number
  small: number
}

export interface GroupLevel {
  place: number
  kind: string
  level: string | null
  members: number
}

export interface DescribeData {
  members: number
  facts: FactRow[]
  groupings: string[]
  grouping: string | null
  /** The fact that the groups are made of: they differ in it by construction. */
  divided: string | null
  levels: GroupLevel[]
  /** Largest first. */
  effects: Effect[]
  /** Facts in an order with like beside like. */
  order: string[]
  pairs: Pair[]
}

/** Beyond it a pair is taken as chance. */
export const HOLDS = 0.05
/** Whether a pair is defined and beyond chance. */
export const holds = ({ value, p }: Pair): boolean => !Number.isNaN(value) && p < HOLDS
const SHOWN_LEVELS = 12

/** Reads what the page shows: some thousand rows at most. */
export async function readDescribe(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<DescribeData> {
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [
    count = [],
    summary = [],
    bars = [],
    top = [],
    groupings = [],
    levels = [],
    effects = [],
    pairs = [],
  ] = (
    await Promise.all([
      query(sql`select count(*) as n from ${table('described_members')}`),
      query(sql`select * from ${table('fact_summary')}`),
      query(sql`select * from ${table('fact_bars')} order by fact, bar`),
      query(sql`select * from ${table('fact_levels')} where code < ${SHOWN_LEVELS} order by fact, code`),
      query(sql`select * from ${table('described_groupings')} order by place`),
      query(sql`select * from ${table('described_levels')} order by place`),
      query(sql`select * from ${table('fact_effects')}`),
      query(sql`select * from ${table('fact_pairs')}`),
    ])
  ).map(rowObjects)
  const wanted = String(run.parameters['method'])
  const kept = pairs.filter(
    ({ method }) =>
      method === wanted || (wanted !== 'information' && (method === 'cramers_v' || method === 'eta')),
  )
  const places = new Map<string, number>()
  for (const row of pairs) {
    places.set(String(row['a']), of(row, 'place_a'))
    places.set(String(row['b']), of(row, 'place_b'))
  }
  const chosen = groupings.find(({ chosen }) => chosen === 1)?.['id']
  const grouping = chosen === undefined || chosen === null ? null : String(chosen)
  const divided = grouping === null ? null : groupedFact(grouping)
  return {
    members: of(count[0] ?? {}, 'n'),
    facts: summary.map((row) => factRow(row, bars, top)),
    groupings: groupings.map(({ id }) => String(id)),
    grouping,
    divided,
    levels: levels.map((row) => ({
      place: of(row, 'place'),
      kind: String(row['kind']),
      level: row['level'] === null ? null : String(row['level']),
      members: of(row, 'members'),
    })),
    effects: effects
      .map((row) => ({
        fact: String(row['feature']),
        effect: String(row['effect']),
        value: of(row, 'value'),
        p: of(row, 'p_adjusted'),
        n: of(row, 'n'),
      }))
      .filter(({ fact, value }) => !Number.isNaN(value) && fact !== divided)
      .sort((x, y) => sizeOf(y).share - sizeOf(x).share),
    order: [...places].sort((x, y) => x[1] - y[1]).map(([fact]) => fact),
    pairs: kept.map((row) => ({
      a: String(row['a']),
      b: String(row['b']),
      method: String(row['method']),
      value: of(row, 'value'),
      p: of(row, 'p_adjusted'),
      n: of(row, 'n'),
      small: of(row, 'small'),
    })),
  }
}

type Row = Record<string, string | number | null>

const of = (row: Row, name: string): number => (row[name] == null ? NaN : Number(row[name]))

function factRow(row: Row, bars: readonly Row[], top: readonly Row[]): FactRow {
  const fact = String(row['fact'])
  return {
    fact,
    isNumber: row['type'] === 'number',
    n: of(row, 'n'),
    missing: of(row, 'missing'),
    levels: of(row, 'levels'),
    mean: of(row, 'mean'),
    sd: of(row, 'sd'),
    minimum: of(row, 'minimum'),
    q1: of(row, 'q1'),
    median: of(row, 'median'),
    q3: of(row, 'q3'),
    maximum: of(row, 'maximum'),
    lowFence: of(row, 'low_fence'),
    highFence: of(row, 'high_fence'),
    outliers: of(row, 'outliers'),
    topShare: of(row, 'top_share'),
    bars: everyBar(bars.filter((bar) => bar['fact'] === fact)),
    top: top
      .filter((level) => level['fact'] === fact)
      .map((level) => ({ level: String(level['level']), members: of(level, 'members') })),
  }
}

/** Bars without a member have no row. */
function everyBar(rows: readonly Row[]): FactRow['bars'] {
  const [first] = rows
  const last = rows.at(-1)
  if (!first || !last) return []
  const step = of(first, 'to_value') - of(first, 'from_value')
  const low = of(first, 'from_value') - of(first, 'bar') * step
  const counts = new Map(rows.map((row) => [of(row, 'bar'), of(row, 'members')]))
  return Array.from({ length: of(last, 'bar') + 1 }, (_, bar) => ({
    from: low + bar * step,
    to: low + (bar + 1) * step,
    members: counts.get(bar) ?? 0,
  }))
}

/** Cohen's bounds of small, medium and large. */
const BOUNDS: Readonly<Record<string, readonly [number, number, number]>> = {
  eta_squared: [0.01, 0.06, 0.14],
  cohens_d: [0.2, 0.5, 0.8],
  cramers_v: [0.1, 0.3, 0.5],
}

/** 0 none, 1 small, 2 medium, 3 large; and a share of large by which effects of all kinds can be put in order. */
export function sizeOf({ effect, value }: Pick<Effect, 'effect' | 'value'>): { step: number; share: number } {
  const bounds = BOUNDS[effect] ?? [1, 1, 1]
  const size = Math.abs(value)
  const step = bounds.filter((bound) => size >= bound).length
  const low = step === 0 ? 0 : (bounds[step - 1] ?? 0)
  const high = bounds[step] ?? 2 * bounds[2]
  return { step, share: step + Math.min(0.999, (size - low) / (high - low)) }
}
