import type { Interactions, Taste } from './interactions'

/** What a trained recommender is: scores for everybody, also for members it has not seen. */
export interface Recommender {
  items: number
  /** Items at or below this score are not recommended: nothing is known for them. */
  floor: number
  /** Bytes of what has been learnt. */
  bytes: number
  /** Writes a score for every item, higher is better. */
  score: (taste: Taste, into: Float64Array) => void
}

/** How each recommender is trained. `report` takes the share done; a throw from it stops the training. */
export type Train<Options> = (
  interactions: Interactions,
  options: Options,
  report?: (share: number) => void,
) => Recommender

export const silent = (): void => undefined
