import type { Seen } from '../../numerics/recommend/trial'
import { planOf, type Planned } from '../recommender-plan'
import { RECOMMENDER_WORDS, type Known, type Shape } from '../recommenders'
import type { Profile } from './recommend-view'

/** Every model with its estimate for this shop; `options` are those chosen in place of the usual (ease.ridge). */
export const plans = (shape: Shape, known: Known, options: Readonly<Record<string, number>>): Planned[] =>
  RECOMMENDER_WORDS.map((words) => planOf(words, shape, known, options))

/** What is chosen to begin with takes about so long at most. */
const USUAL_MS = 60_000

/**
 * Which models to begin with, from the size, the fullness and the repetition of the data: every baseline that can be, item-based
 * filtering, and where it can be afforded what the data speak for.
 */
export function suggested(planned: readonly Planned[], profile: Profile, seen: Seen): string[] {
  const able = planned.filter(({ lacks, isTooLarge }) => lacks === null && !isTooLarge)
  const speaksFor: Readonly<Record<string, boolean>> = {
    atRandom: true,
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
