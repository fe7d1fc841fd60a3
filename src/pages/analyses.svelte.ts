import type { Analysis } from '../analyses/analysis'

/** The analyses: fetched once the door is drawn, for nobody needs them before there are files. */
class Analyses {
  /** Empty until they are there; complete whenever a shop is loaded. */
  list = $state.raw<readonly Analysis[]>([])
  #fetched: Promise<readonly Analysis[]> | null = null

  byId(id: string): Analysis | undefined {
    return this.list.find((analysis) => analysis.id === id)
  }

  /** Fetches them, the first time; after a failure the next call tries again. */
  fetch(): Promise<readonly Analysis[]> {
    this.#fetched ??= import('../analyses/registry').then(
      ({ ANALYSES }) => (this.list = ANALYSES),
      (error: unknown) => {
        this.#fetched = null
        throw error
      },
    )
    return this.#fetched
  }
}

export const analyses = new Analyses()
