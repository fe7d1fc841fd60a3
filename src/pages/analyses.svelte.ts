import type { Analysis } from '../analyses/analysis'
import type { AnalysisRunner, Numerics, ResultDatabase } from '../analyses/runner'
import type { TableName } from '../shop/tables'
import { sensitiveKinds } from '../text/mask'

/** The analyses: fetched once the door is drawn, for nobody needs them before there are files. */
class Analyses {
  /** Empty until they are there; complete whenever a shop is loaded. */
  list = $state.raw<readonly Analysis[]>([])
  #fetched: Promise<readonly Analysis[]> | null = null
  #Runner: typeof AnalysisRunner | null = null

  byId(id: string): Analysis | undefined {
    return this.list.find((analysis) => analysis.id === id)
  }

  /** Fetches them, the first time; after a failure the next call tries again. */
  fetch(): Promise<readonly Analysis[]> {
    this.#fetched ??= Promise.all([import('../analyses/registry'), import('../analyses/runner')]).then(
      ([{ ANALYSES }, { AnalysisRunner }]) => {
        this.#Runner = AnalysisRunner
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
  runner(db: ResultDatabase, tables: readonly TableName[], numerics: Numerics): AnalysisRunner {
    if (!this.#Runner) throw new Error('The analyses have not been fetched.')
    return new this.#Runner(db, tables, numerics, (id) => this.byId(id), pointAtPersons)
  }
}

export const analyses = new Analyses()

const pointAtPersons = (headers: readonly string[]) => sensitiveKinds(headers).map((kind) => kind !== null)
