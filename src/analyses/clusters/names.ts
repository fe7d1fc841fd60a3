import { rowObjects } from '../../sql/rows'
import { sql } from '../../sql/sql'
import type { Bilingual } from '../../text/bilingual'
import type { RunResult } from '../runner'
import { levelRow, profileRow, tableOf, type LevelRow, type ProfileRow, type Query } from './clusters-view'
import { featuresOf, type ClusterParameters } from './parameters'
import { ownName } from './personas'
import { proposedNames } from './traits'

interface Shown {
  clusters: readonly number[]
  profile: readonly ProfileRow[]
  levels: readonly LevelRow[]
  /** Names of the numeric features. */
  features: readonly string[]
}

/** What each cluster is called: as somebody named it, else as its members propose. */
export function clusterNames(
  { clusters, profile, levels, features }: Shown,
  parameters: ClusterParameters,
): Map<number, Bilingual> {
  const proposed = proposedNames(clusters, profile, levels, features)
  return new Map(
    clusters.map((cluster) => {
      const own = ownName(parameters, String(cluster))
      const plain = { en: String(cluster), zh: String(cluster) }
      return [cluster, own === undefined ? (proposed.get(cluster) ?? plain) : { en: own, zh: own }]
    }),
  )
}

/** The same of a run, where nothing else of it is read. */
export async function readClusterNames(run: RunResult, query: Query): Promise<Map<number, Bilingual>> {
  const read = async (step: string) => rowObjects(await query(sql`select * from ${tableOf(run, step)}`))
  const parameters = run.parameters as ClusterParameters
  const known = new Set((await read('cluster_choices')).map((row) => String(row['fact'])))
  const totals = (await read('cluster_totals')).map((row) => Number(row['cluster'] ?? 0))
  return clusterNames(
    {
      clusters: totals.filter((cluster) => cluster > 0).sort((a, b) => a - b),
      profile: (await read('cluster_profile')).map(profileRow),
      levels: (
        await query(sql`select * from ${tableOf(run, 'cluster_levels')}
order by cluster, fact, members desc, level`).then(rowObjects)
      ).map(levelRow),
      features: featuresOf(parameters, known).numeric.map(({ name }) => name),
    },
    parameters,
  )
}
