import type { Analysis, Parameters } from '../analyses/analysis'
import type { chosenGroups, ClusterName, MemberGroups, offeredGroups } from '../analyses/member-groups'
import type { AnalysisRunner, Numerics, ResultDatabase } from '../analyses/runner'
import type { SegmentBook } from '../segments/rule'
import type { TableName } from '../shop/tables'
import { sensitiveKinds } from '../text/mask'

/** The analyses: fetched once the door is drawn, for nobody needs them before there are files. */
class Analyses {
  /** Empty until they are there; complete whenever a shop is loaded. */
  list = $state.raw<readonly Analysis[]>([])
  #fetched: Promise<readonly Analysis[]> | null = null
  #Runner: typeof AnalysisRunner | null = null
  #offered: typeof offeredGroups | null = null
  #chosen: typeof chosenGroups | null = null

  byId(id: string): Analysis | undefined {
    return this.list.find((analysis) => analysis.id === id)
  }

  /** Fetches them, the first time; after a failure the next call tries again. */
  fetch(): Promise<readonly Analysis[]> {
    this.#fetched ??= Promise.all([
      import('../analyses/registry'),
      import('../analyses/runner'),
      import('../analyses/member-groups'),
    ]).then(
      ([{ ANALYSES }, { AnalysisRunner }, { chosenGroups, offeredGroups }]) => {
        this.#Runner = AnalysisRunner
        this.#offered = offeredGroups
        this.#chosen = chosenGroups
        return (this.list = ANALYSES)
      },
      (error: unknown) => {
        this.#fetched = null
        throw error
      },
    )
    return this.#fetched
  }

  /** What runs them on a shop's tables; there once they are fetched. */
  runner(
    db: ResultDatabase,
    tables: readonly TableName[],
    numerics: Numerics,
    groups: () => readonly MemberGroups[],
  ): AnalysisRunner {
    if (!this.#Runner) throw new Error('The analyses have not been fetched.')
    return new this.#Runner(db, tables, numerics, (id) => this.byId(id), pointAtPersons, groups)
  }

  /** The groups of members that are no fact, of a shop with these tables; none before the analyses are fetched. */
  groups(
    book: SegmentBook,
    tables: readonly TableName[],
    parameters: Readonly<Record<string, Partial<Parameters>>>,
    clusterName: ClusterName,
  ): readonly MemberGroups[] {
    return this.list.length > 0 && this.#offered
      ? this.#offered(book, tables, parameters, (id) => this.byId(id), clusterName)
      : []
  }

  /** Those of them that the parameters of an analysis name. */
  chosenGroups(
    analysis: Analysis,
    parameters: Parameters,
    groups: readonly MemberGroups[],
  ): readonly MemberGroups[] {
    return this.#chosen?.(analysis, parameters, groups) ?? []
  }
}

export const analyses = new Analyses()

const pointAtPersons = (headers: readonly string[]) => sensitiveKinds(headers).map((kind) => kind !== null)
