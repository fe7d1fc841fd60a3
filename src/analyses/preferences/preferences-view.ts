import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { RunResult } from '../runner'
import { KINDS, type KindBy } from './parameters'

export interface MixRow {
  place: number
  kind: string
  members: number
  orders: number
  revenue: number
  share: number
  penetration: number
  growth: number
  abc: string
  months: number
  cv: number
  xyz: string | null
}

export interface AffinityCell {
  place: number
  kind: string
  members: number
  orders: number
  wallet: number
  base: number
  raw: number
  shrunk: number
}

export interface TraitRow {
  trait: string
  fifth: number
  members: number
  low: number
  high: number
  mean: number
  spent: number
  orders: number
}

export interface ProfileRow {
  place: number
  rank: number
  kind: string
  members: number
  share: number
  index: number
}

export interface PreferencesData {
  buyers: number
  revenue: number
  kinds: number
  /** By what the lines are told apart; null where they say nothing of it. */
  by: KindBy | null
  groupings: string[]
  grouping: string | null
  levels: { place: number; kind: string; level: string | null; members: number }[]
  /** The largest; all are counted in `classes`. */
  mix: MixRow[]
  /** By class, as AX: how many, and their share of the revenue. */
  classes: ReadonlyMap<string, { count: number; share: number }>
  classA: number
  affinity: AffinityCell[]
  traits: TraitRow[]
  profile: ProfileRow[]
}

type Row = Record<string, string | number | null>

const of = (row: Row | undefined, name: string): number => (row?.[name] == null ? NaN : Number(row[name]))
const text = (row: Row, name: string): string | null => (row[name] == null ? null : String(row[name]))

export const MOST_ROWS = 200

/** Reads what the page shows: some hundred rows. */
export async function readPreferences(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<PreferencesData> {
  const table = (name: string) => run.tables[name] ?? sql`(select 1 where false)`
  const [
    totals = [],
    used = [],
    groupings = [],
    levels = [],
    mix = [],
    classes = [],
    affinity = [],
    traits = [],
    profile = [],
  ] = (
    await Promise.all([
      query(sql`select count(distinct member_id) as buyers, sum(amount) as revenue, count(distinct kind) as kinds
from ${table('preference_lines')}`),
      query(sql`select used from ${table('preference_by')}`),
      query(sql`select * from ${table('preference_groupings')} order by place`),
      query(sql`select * from ${table('preference_levels')} order by place`),
      query(sql`select * from ${table('preference_mix')} order by place limit ${MOST_ROWS}`),
      query(sql`select abc, coalesce(xyz, '–') as xyz, count(*) as n, sum(share) as share
from ${table('preference_mix')} group by 1, 2`),
      query(sql`select * from ${table('preference_affinity')}`),
      query(sql`select * from ${table('preference_traits')} order by trait, fifth`),
      query(sql`select * from ${table('preference_profile')} order by place, rank`),
    ])
  ).map(rowObjects)
  const chosen = groupings.find((row) => row['chosen'] === 1)
  return {
    buyers: of(totals[0], 'buyers'),
    revenue: of(totals[0], 'revenue'),
    kinds: of(totals[0], 'kinds'),
    by: KINDS.find((kind) => kind === used[0]?.['used']) ?? null,
    groupings: groupings.map(({ id }) => String(id)),
    grouping: chosen ? text(chosen, 'id') : null,
    levels: levels.map((row) => ({
      place: of(row, 'place'),
      kind: String(row['kind']),
      level: text(row, 'level'),
      members: of(row, 'members'),
    })),
    mix: mix.map((row) => ({
      place: of(row, 'place'),
      kind: String(row['kind']),
      members: of(row, 'members'),
      orders: of(row, 'orders'),
      revenue: of(row, 'revenue'),
      share: of(row, 'share'),
      penetration: of(row, 'penetration'),
      growth: of(row, 'growth'),
      abc: String(row['abc']),
      months: of(row, 'months'),
      cv: of(row, 'cv'),
      xyz: text(row, 'xyz'),
    })),
    classes: new Map(
      classes.map((row) => [
        `${String(row['abc'])}${String(row['xyz'])}`,
        { count: of(row, 'n'), share: of(row, 'share') },
      ]),
    ),
    classA: classes.reduce((sum, row) => sum + (row['abc'] === 'A' ? of(row, 'n') : 0), 0),
    affinity: affinity.map((row) => ({
      place: of(row, 'place'),
      kind: String(row['kind']),
      members: of(row, 'members'),
      orders: of(row, 'orders'),
      wallet: of(row, 'wallet'),
      base: of(row, 'base'),
      raw: of(row, 'raw'),
      shrunk: of(row, 'shrunk'),
    })),
    traits: traits.map((row) => ({
      trait: String(row['trait']),
      fifth: of(row, 'fifth'),
      members: of(row, 'members'),
      low: of(row, 'low'),
      high: of(row, 'high'),
      mean: of(row, 'mean'),
      spent: of(row, 'spent'),
      orders: of(row, 'orders'),
    })),
    profile: profile.map((row) => ({
      place: of(row, 'place'),
      rank: of(row, 'rank'),
      kind: String(row['kind']),
      members: of(row, 'members'),
      share: of(row, 'share'),
      index: of(row, 'index'),
    })),
  }
}
