import type { Columns } from '../../engine/database'
import { rowObjects } from '../../sql/rows'
import { sql, type Sql } from '../../sql/sql'
import type { RunResult } from '../runner'
import { mostAlike, type Alike } from './alike.sql'
import type { Fitted } from './assign.sql'
import { modelOf, type Model } from './model'
import { featuresOf, type ClusterParameters, type Features } from './parameters'
import { signatureOf } from './personas'

export interface BoundsRow {
  feature: string
  members: number
  known: number
  least: number | null
  most: number | null
  median: number | null
  low: number | null
  high: number | null
  below: number
  above: number
}

export interface Total {
  /** Null: without a cluster. */
  cluster: number | null
  members: number
  orders: number
  spent: number
  heavy: number
  medium: number
  light: number
}

export interface ProfileRow {
  cluster: number
  fact: string
  n: number
  mean: number
  restMean: number | null
  effect: number | null
}

export interface LevelRow {
  cluster: number
  fact: string
  level: string | null
  members: number
  share: number
  shareAll: number
  index: number
}

export interface CountRow {
  k: number
  inertia: number
  silhouette: number
  silhouetteError: number
  calinskiHarabasz: number
  daviesBouldin: number
  gap: number
  gapError: number
  stability: number
  stabilityError: number
  bic: number
  sampleRows: number
}

/** Rules that choose a number of clusters, as the columns by_… have them. */
export const RULES = [
  'elbow',
  'silhouette',
  'calinski_harabasz',
  'davies_bouldin',
  'gap',
  'stability',
  'bic',
] as const
export type CountRule = (typeof RULES)[number]

export interface Counts {
  rows: CountRow[]
  /** Those that were asked: the BIC is of mixtures alone. */
  rules: readonly CountRule[]
  votes: Readonly<Record<CountRule, number | null>>
  /** Members compared on, at most. */
  members: number
}

export interface ClusterData {
  /** What was run, in a short name: edits of personas hold for it alone. */
  signature: string
  known: ReadonlySet<string>
  features: Features
  bounds: BoundsRow[]
  model: Model
  fitted: Fitted
  totals: Total[]
  /** Members set aside or left out, by why. */
  aside: Readonly<Record<string, number>>
  profile: ProfileRow[]
  levels: LevelRow[]
  medoids: ReadonlyMap<number, string>
  points: { x: number; y: number; cluster: number }[]
  counts: Counts | null
  /** Two features that say nearly the same. */
  alike: Alike | null
}

export type Query = (statement: Sql) => Promise<Columns>
type Row = Record<string, string | number | null>

export const tableOf = (run: RunResult, step: string): Sql => run.tables[step] ?? sql`(select 1 where false)`
const number = (value: unknown): number => (value === null || value === undefined ? NaN : Number(value))
const maybe = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value)

/** Points that the map draws: the first by md5(member_id). */
const MAP_POINTS = 1500

/** Reads what the page shows: tables of some dozens of rows, and the points of the map. */
export async function readClusters(run: RunResult, query: Query): Promise<ClusterData> {
  const read = async (step: string, order: Sql) =>
    rowObjects(await query(sql`select * from ${tableOf(run, step)} order by ${order}`))
  const members = tableOf(run, 'member_cluster')
  const facts = await read('cluster_choices', sql`place`)
  const bounds = await boundsOf(run, query)
  const model = modelOf(await query(sql`select * from ${tableOf(run, 'cluster_model')}`))
  const totals = (await read('cluster_totals', sql`coalesce(cluster, 0) = 0, cluster nulls last`)).map(
    totalRow,
  )
  const aside = rowObjects(
    await query(
      sql`select aside, count(*) as members from ${members} where aside is not null group by aside`,
    ),
  )
  const nearest = rowObjects(
    await query(sql`select m.cluster, n.member_id from ${tableOf(run, 'cluster_model')} as m
join ${members} as n on n."row" = m.value where m.kind = 'nearest' order by m.cluster`),
  )
  const points = rowObjects(
    await query(sql`select x, y, cluster from ${members}
where cluster is not null and x is not null order by "row" limit ${MAP_POINTS}`),
  )
  const parameters = run.parameters as ClusterParameters
  const known = new Set(facts.map((row) => String(row['fact'])))
  const features = featuresOf(parameters, known)
  const varying = features.numeric
    .map(({ name }) => name)
    .filter((name) => !model.scales.some((scale) => scale.name === name && scale.isConstant))
  return {
    signature: signatureOf(parameters),
    known,
    features,
    bounds,
    model,
    fitted: {
      method: parameters.method,
      scaling: parameters.scaling,
      model,
      features,
      bounds,
      treatment: parameters,
    },
    totals,
    aside: Object.fromEntries(aside.map((row) => [String(row['aside']), number(row['members'])])),
    profile: (await read('cluster_profile', sql`cluster, fact`)).map(profileRow),
    levels: (await read('cluster_levels', sql`cluster, fact, members desc, level`)).map(levelRow),
    medoids: new Map(nearest.map((row) => [number(row['cluster']), String(row['member_id'])])),
    points: points.map((row) => ({
      x: number(row['x']),
      y: number(row['y']),
      cluster: number(row['cluster']),
    })),
    counts: countsOf(await read('cluster_counts', sql`k`)),
    alike: await mostAlike(tableOf(run, 'cluster_rows'), varying, parameters.scaling, query),
  }
}

/** How each feature was treated, in the order of the catalogue. */
export async function boundsOf(run: RunResult, query: Query): Promise<BoundsRow[]> {
  const read = await query(sql`select * from ${tableOf(run, 'cluster_bounds')} order by place`)
  return rowObjects(read).map(boundsRow)
}

const boundsRow = (row: Row): BoundsRow => ({
  feature: String(row['feature']),
  members: number(row['members']),
  known: number(row['known']),
  least: maybe(row['least']),
  most: maybe(row['most']),
  median: maybe(row['median']),
  low: maybe(row['low']),
  high: maybe(row['high']),
  below: number(row['below']),
  above: number(row['above']),
})

const totalRow = (row: Row): Total => ({
  cluster: maybe(row['cluster']),
  members: number(row['members']),
  orders: number(row['orders']),
  spent: number(row['spent']),
  heavy: number(row['heavy']),
  medium: number(row['medium']),
  light: number(row['light']),
})

export const profileRow = (row: Row): ProfileRow => ({
  cluster: number(row['cluster']),
  fact: String(row['fact']),
  n: number(row['n']),
  mean: number(row['mean']),
  restMean: maybe(row['rest_mean']),
  effect: maybe(row['effect']),
})

export const levelRow = (row: Row): LevelRow => ({
  cluster: number(row['cluster']),
  fact: String(row['fact']),
  level: row['level'] === null || row['level'] === undefined ? null : String(row['level']),
  members: number(row['members']),
  share: number(row['share']),
  shareAll: number(row['share_all']),
  index: number(row['index']),
})

function countsOf(rows: Row[]): Counts | null {
  const there = rows.filter((row) => (row['problem'] ?? null) === null)
  if (there.length === 0) return null
  const vote = (rule: CountRule) => maybe(there.find((row) => row[`by_${rule}`] === 1)?.['k'])
  return {
    votes: {
      elbow: vote('elbow'),
      silhouette: vote('silhouette'),
      calinski_harabasz: vote('calinski_harabasz'),
      davies_bouldin: vote('davies_bouldin'),
      gap: vote('gap'),
      stability: vote('stability'),
      bic: vote('bic'),
    },
    rules: RULES.filter((rule) => rule !== 'bic' || there.some((row) => Number.isFinite(number(row['bic'])))),
    members: number(there[0]?.['sample_rows']),
    rows: there.map((row) => ({
      k: number(row['k']),
      inertia: number(row['inertia']),
      silhouette: number(row['silhouette']),
      silhouetteError: number(row['silhouette_error']),
      calinskiHarabasz: number(row['calinski_harabasz']),
      daviesBouldin: number(row['davies_bouldin']),
      gap: number(row['gap']),
      gapError: number(row['gap_error']),
      stability: number(row['stability']),
      stabilityError: number(row['stability_error']),
      bic: number(row['bic']),
      sampleRows: number(row['sample_rows']),
    })),
  }
}
