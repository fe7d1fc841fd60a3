import type { Columns } from '../../engine/database'
import { ACCURACIES, type Accuracy } from '../../numerics/recommend/metrics'
import type { Seen } from '../../numerics/recommend/trial'
import { hasSimd } from '../../numerics/simd/simd'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import { INTERACTIONS } from '../interactions.sql'
import { doubtedGoods } from '../no-goods.sql'
import { isBaseline, type Known, type Shape } from '../recommenders'
import type { RunResult } from '../runner'

export interface Source {
  source: string
  rows: number
  withoutMember: number
  uncounted: number
  withoutItem: number
  leftOut: number
  used: number
}

/** What the step `recommend_profile` says, by name; NaN where it says nothing. */
export interface Profile {
  members: number
  items: number
  lines: number
  cells: number
  density: number
  repeatShare: number
  days: number
  oneDay: number
  medianItems: number
  mostShare: number
  mostLines: number
  singleItems: number
  timed: number
  interest: number
  described: number
  unsold: number
}

export type Asked = Record<
  'asked' | 'askedOf' | 'coldMembers' | 'withoutTruth' | 'relevant' | 'coldRelevant' | 'repeatRelevant',
  number
>

export interface SplitFigures {
  trainLines: number
  trainMembers: number
  trainItems: number
  outsideCore: number
  leftOut: number
  leak: 'none' | 'future' | 'order'
  isWithoutTimes: boolean
  /** Days since 1970; NaN where there is no one cut. */
  validationCut: number
  testCut: number
  of: Record<Seen, Asked>
  shape: Shape
}

export interface Mean {
  model: string
  seen: Seen
  k: number
  members: number
  values: Record<Accuracy, number>
}

export interface Leader {
  model: string
  value: number
  low: number
  high: number
  n: number
  /** To the bar; null for itself. */
  difference: { other: string; value: number; low: number; high: number; p: number } | null
}

export interface GroupRow {
  kind: 'activity' | 'group'
  place: number
  label: string | null
  model: string
  members: number
  value: number
}

export interface Try {
  trial: number
  options: Record<string, number>
  value: number
  ms: number
}

export interface RecommendData {
  sources: Source[]
  profile: Profile
  spread: { kind: 'items' | 'members'; least: number; many: number }[]
  groupings: ReadonlySet<string>
  kinds: ReadonlySet<string>
  /** Names of items that look like no goods. */
  doubted: readonly string[]
  split: SplitFigures
  known: Known
  means: Mean[]
  /** By the chosen metric, the best first. */
  leaders: Leader[]
  /** The same of members who are in training alone; none where nobody asked is new. */
  leadersKnown: Leader[]
  /** Baselines trained, and members that they were asked for on validation to choose the bar; NaN where none was. */
  bar: { baselines: number; asked: number }
  /** A figure of a model beside accuracy; NaN where there is none. */
  beside: (model: string, metric: string, seen?: Seen, k?: number) => number
  epochs: { model: string; metric: 'train' | 'validation' | 'kept'; epoch: number; value: number }[]
  groups: GroupRow[]
  tries: Try[]
}

type Row = Record<string, unknown>
const number = (value: unknown): number => (value === null || value === undefined ? NaN : Number(value))
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Reads what the page shows: some hundreds of rows. */
export async function readRecommend(
  run: RunResult,
  query: (statement: Sql) => Promise<Columns>,
): Promise<RecommendData> {
  const read = async (name: string): Promise<Row[]> =>
    rowObjects(await query(sql`select * from ${run.tables[name] ?? sql`(select 1 where false)`}`))
  const [sources = [], profile = [], spread = [], groupings = [], split = [], means = [], leaders = []] =
    await Promise.all(
      ['sources', 'profile', 'spread', 'groupings', 'split', 'means', 'leaderboard'].map((name) =>
        read(`recommend_${name}`),
      ),
    )
  const [besides = [], groups = [], tries = [], bars = [], ofKnown = []] = await Promise.all(
    ['besides', 'groups', 'search', 'bar', 'known'].map((name) => read(`recommend_${name}`)),
  )
  const figures = profileOf(profile)
  const kinds = rowObjects(
    await query(
      sql`select distinct kind from ${run.tables[INTERACTIONS.interactions] ?? sql`(select '' as kind where false)`}`,
    ),
  )
  const doubted = run.tables[INTERACTIONS.items]
  return {
    doubted: doubted ? rowObjects(await query(doubtedGoods(doubted))).map(({ name }) => textOf(name)) : [],
    sources: sources.map((row) => ({
      source: textOf(row['source']),
      rows: number(row['rows']),
      withoutMember: number(row['without_member']),
      uncounted: number(row['uncounted']),
      withoutItem: number(row['without_item']),
      leftOut: number(row['left_out']),
      used: number(row['used']),
    })),
    profile: figures,
    spread: spread.map((row) => ({
      kind: row['kind'] === 'items' ? ('items' as const) : ('members' as const),
      least: number(row['least']),
      many: number(row['many']),
    })),
    groupings: new Set(groupings.map((row) => textOf(row['split']))),
    kinds: new Set(kinds.map((row) => textOf(row['kind']))),
    split: splitOf(split),
    known: {
      times: figures.timed > 0,
      texts: figures.described > 0,
      segments: run.parameters['group'] !== 'none',
      simd: hasSimd(),
    },
    means: means.map((row) => ({
      model: textOf(row['model']),
      seen: seenOf(row),
      k: number(row['k']),
      members: number(row['members']),
      values: Object.fromEntries(ACCURACIES.map((name) => [name, number(row[name])])) as Mean['values'],
    })),
    leaders: leadersOf(leaders),
    leadersKnown: leadersOf(ofKnown),
    bar: {
      baselines: leaders.filter((row) => row['kind'] === 'mean' && isBaseline(textOf(row['model']))).length,
      asked: number(bars[0]?.['asked']),
    },
    beside: besideOf(besides),
    epochs: besides
      .filter((row) => row['kind'] === 'epoch')
      .map((row) => ({
        model: textOf(row['model']),
        metric: row['metric'] as 'train' | 'validation' | 'kept',
        epoch: number(row['k']),
        value: number(row['value']),
      })),
    groups: groups.map((row) => ({
      kind: row['kind'] === 'activity' ? ('activity' as const) : ('group' as const),
      place: number(row['place']),
      label: row['label'] === null ? null : textOf(row['label']),
      model: textOf(row['model']),
      members: number(row['members']),
      value: number(row['value']),
    })),
    tries: triesOf(tries),
  }
}

const seenOf = (row: Row): Seen => (row['seen'] === 'kept' ? 'kept' : 'removed')

function profileOf(rows: readonly Row[]): Profile {
  const by = new Map(rows.map((row) => [textOf(row['metric']), number(row['value'])]))
  const of = (name: string) => by.get(name) ?? NaN
  return {
    members: of('members'),
    items: of('items'),
    lines: of('lines'),
    cells: of('cells'),
    density: of('density'),
    repeatShare: of('repeat_share'),
    days: of('days'),
    oneDay: of('one_day'),
    medianItems: of('median_items'),
    mostShare: of('most_share'),
    mostLines: of('most_lines'),
    singleItems: of('single_items'),
    timed: of('timed'),
    interest: of('interest'),
    described: of('described'),
    unsold: of('unsold'),
  }
}

function splitOf(rows: readonly Row[]): SplitFigures {
  const by = new Map(
    rows.map((row) => [`${textOf(row['seen'])} ${textOf(row['metric'])}`, number(row['value'])]),
  )
  const of = (name: string, seen = '') => by.get(`${seen} ${name}`) ?? NaN
  const asked = (seen: Seen): Asked => ({
    asked: of('asked', seen),
    askedOf: of('asked_of', seen),
    coldMembers: of('cold_members', seen),
    withoutTruth: of('without_truth', seen),
    relevant: of('relevant', seen),
    coldRelevant: of('cold_relevant', seen),
    repeatRelevant: of('repeat_relevant', seen),
  })
  return {
    trainLines: of('train_lines'),
    trainMembers: of('train_members'),
    trainItems: of('train_items'),
    outsideCore: of('outside_core'),
    leftOut: of('left_out'),
    leak: (['none', 'future', 'order'] as const)[of('leak')] ?? 'none',
    isWithoutTimes: of('without_times') === 1,
    validationCut: of('validation_cut'),
    testCut: of('test_cut'),
    of: { kept: asked('kept'), removed: asked('removed') },
    shape: {
      members: of('train_members'),
      items: of('catalogue'),
      cells: of('train_cells'),
      lines: of('train_lines'),
      pairs: of('pairs'),
      itemPairs: of('item_pairs'),
      asked: Math.max(of('asked', 'kept'), of('asked', 'removed')),
    },
  }
}

function leadersOf(rows: readonly Row[]): Leader[] {
  const differences = new Map(
    rows.filter((row) => row['kind'] === 'difference').map((row) => [textOf(row['model']), row]),
  )
  return rows
    .filter((row) => row['kind'] === 'mean')
    .map((row) => {
      const model = textOf(row['model'])
      const found = differences.get(model)
      return {
        model,
        value: number(row['value']),
        low: number(row['low']),
        high: number(row['high']),
        n: number(row['n']),
        difference: found
          ? {
              other: textOf(found['other']),
              value: number(found['value']),
              low: number(found['low']),
              high: number(found['high']),
              p: number(found['p_adjusted']),
            }
          : null,
      }
    })
    .sort((a, b) => b.value - a.value)
}

function besideOf(rows: readonly Row[]): RecommendData['beside'] {
  const key = (...parts: unknown[]) => parts.map((part) => part ?? '').join(' ')
  const by = new Map(
    rows
      .filter((row) => row['kind'] !== 'epoch')
      .map((row) => [key(row['model'], row['metric'], row['seen'], row['k']), number(row['value'])]),
  )
  return (model, metric, seen, k) => by.get(key(model, metric, seen, k)) ?? NaN
}

function triesOf(rows: readonly Row[]): Try[] {
  const tries = new Map<number, Try>()
  for (const row of rows) {
    const trial = number(row['trial'])
    const known = tries.get(trial) ?? {
      trial,
      options: {},
      value: number(row['value']),
      ms: number(row['train_ms']),
    }
    if (row['option'] !== null) known.options[textOf(row['option'])] = number(row['chosen'])
    tries.set(trial, known)
  }
  return [...tries.values()].sort((a, b) => b.value - a.value)
}
