import type { Seen } from '../../numerics/recommend/trial'
import { RECOMMENDER_WORDS, type Cost, type Known, type RecommenderWords, type Shape } from '../recommenders'
import type { Profile } from './recommend-view'

/** What training and asking one model comes to, and why it cannot be or only in part. */
export interface Planned {
  words: RecommenderWords
  cost: Cost
  lacks: keyof Known | null
  isTooLarge: boolean
  isPartial: boolean
}

/** A tab has some GB; a model that takes more than this at its peak is not begun. */
const MOST_BYTES = 2 ** 30

/** Nanoseconds for the score of one item for one member, and for its place in the list, both ways. */
const ASKING = 12

/** Every model with its estimate for this shop; `options` are those chosen in place of the usual (ease.ridge). */
export function plans(shape: Shape, known: Known, options: Readonly<Record<string, number>>): Planned[] {
  return RECOMMENDER_WORDS.map((words) => {
    const of = (name: string) =>
      options[`${words.name}.${name}`] ?? words.options.find((one) => one.name === name)?.initial ?? 0
    const training = words.cost(shape, of)
    const cost = { ms: training.ms + (ASKING * shape.asked * shape.items) / 1e6, bytes: training.bytes }
    return {
      words,
      cost,
      lacks: words.wants && !known[words.wants] ? words.wants : null,
      isTooLarge: cost.bytes > MOST_BYTES,
      isPartial: words.mostItems !== undefined && shape.items > words.mostItems,
    }
  })
}

/** What is chosen to begin with takes about so long at most. */
const USUAL_MS = 60_000

/**
 * Which models to begin with, from the size, the fullness and the repetition of the data: every baseline that can be, item-based
 * filtering, and where it can be afforded what the data speak for.
 */
export function suggested(planned: readonly Planned[], profile: Profile, seen: Seen): string[] {
  const able = planned.filter(({ lacks, isTooLarge }) => lacks === null && !isTooLarge)
  const speaksFor: Readonly<Record<string, boolean>> = {
    popular: true,
    popularRecently: true,
    popularInSegment: true,
    again: seen === 'kept' || profile.repeatShare > 0.02,
    itemBased: true,
    walk: profile.density < 0.01,
    ease: profile.members > 50,
    personal: profile.repeatShare > 0.1,
    content: profile.described > 0.5,
  }
  let left = USUAL_MS
  return able.flatMap(({ words, cost }) => {
    if (!speaksFor[words.name] || cost.ms > left) return []
    left -= cost.ms
    return [words.name]
  })
}
