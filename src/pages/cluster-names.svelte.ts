import type { Lens, Parameters } from '../analyses/analysis'
import type { Query } from '../analyses/clusters/clusters-view'
import type { MemberGroups } from '../analyses/member-groups'
import type { AnalysisRunner } from '../analyses/runner'
import type { Bilingual } from '../text/bilingual'
import { analyses } from './analyses.svelte'

/** What the clusters that members were last grouped by propose to be called. */
export class ClusterNames {
  #last = $state.raw<{ key: string; names: ReadonlyMap<number, Bilingual> } | null>(null)

  /** Of clusters made by these parameters. */
  of(parameters: Parameters, cluster: number): Bilingual | undefined {
    return this.#last?.key === keyOf(parameters) ? this.#last.names.get(cluster) : undefined
  }

  /** Reads the names of the clusters among `groups`, those that a run under the lens has grouped members by. */
  async read(
    groups: readonly MemberGroups[],
    lens: Lens,
    runner: AnalysisRunner,
    query: Query,
    signal?: AbortSignal,
  ): Promise<void> {
    const clusters = analyses.byId('clusters')
    for (const { source } of groups) {
      if (source.kind !== 'result' || source.analysis !== 'clusters' || !clusters) continue
      const { readClusterNames } = await import('../analyses/clusters/names')
      const run = await runner.run(clusters, lens, source.parameters, signal ? { signal } : {})
      this.#last = { key: keyOf(source.parameters), names: await readClusterNames(run, query) }
    }
  }
}

const keyOf = (parameters: Parameters) => JSON.stringify(parameters)
