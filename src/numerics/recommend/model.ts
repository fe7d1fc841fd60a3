import type { Learning } from '../neural/fit'
import type { Interactions, Taste } from './interactions'

/** What a trained recommender is: scores for everybody, also for members it has not seen. */
export interface Recommender {
  items: number
  /** Items at or below this score are not recommended: nothing is known for them. */
  floor: number
  /** Bytes of what has been learnt. */
  bytes: number
  /** How training went, epoch by epoch, for a model that is fitted by gradient until it stops getting better. */
  learning?: Learning
  /** Where a score is the sum of what each item of the member brings: what `from` brings to `to`, for a weight of 1. */
  pull?: (from: number, to: number) => number
  /** What has been learnt, as it is saved; a model that is the histories of its members themselves has none. */
  parts?: ModelParts
  /** Writes a score for every item, higher is better. */
  score: (taste: Taste, into: Float64Array) => void
  /** Of the scores last written: those below it are not the model's own, but of what completes it. */
  ownFrom?: () => number
}

/** Numbers and arrays that score anybody by what she has, and from which no single member can be read. */
export interface ModelParts {
  numbers: Readonly<Record<string, number>>
  arrays: Readonly<Record<string, PartArray>>
  texts?: Readonly<Record<string, readonly string[]>>
}

export type PartArray = Float32Array | Float64Array | Int32Array

/** How each recommender is trained. `report` takes the share done; a throw from it stops the training. */
export type Train<Options> = (
  interactions: Interactions,
  options: Options,
  report?: (share: number) => void,
) => Recommender

export const silent = (): void => undefined
