import type { Interactions } from './interactions'
import type { ModelParts, Recommender } from './model'
import { float64, type Restore } from './parts'

/**
 * What most members have, the same for everybody. `counts` (item by item, above 0) take the place of the number of
 * members, as those of a window of time or a segment.
 */
export function trainPopular(
  { items, byItem }: Interactions,
  { counts }: { counts?: Float64Array } = {},
): Recommender {
  const own =
    counts ?? Float64Array.from({ length: items }, (_, i) => byItem.starts[i + 1]! - byItem.starts[i]!)
  return ofCounts(own)
}

/** The model that was saved. */
export const restorePopular: Restore = (parts: ModelParts) => ofCounts(float64(parts, 'counts'))

const ofCounts = (counts: Float64Array): Recommender => ({
  items: counts.length,
  floor: 0,
  bytes: counts.byteLength,
  parts: { numbers: {}, arrays: { counts } },
  score: (_taste, into) => into.set(counts),
})
