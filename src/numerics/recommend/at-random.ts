import { seeded } from '../random'
import type { Interactions, Taste } from './interactions'
import type { Recommender } from './model'
import { numberOf, type Restore } from './parts'

/**
 * Every item as likely as every other: what a list gets that knows nothing, the floor below all others. The same list for
 * the same items and seed; for somebody new another at each call, so that no single draw stands for all of them.
 */
export const trainAtRandom = ({ items }: Interactions, { seed = 1 }: { seed?: number } = {}): Recommender =>
  ofSeed(items, seed)

/** Nothing was learnt: the model that was saved is the rule. */
export const restoreAtRandom: Restore = (parts) => ofSeed(numberOf(parts, 'items'), numberOf(parts, 'seed'))

function ofSeed(items: number, seed: number): Recommender {
  let newcomers = 0
  return {
    items,
    floor: -Infinity,
    bytes: 0,
    parts: { numbers: { items, seed }, arrays: {} },
    score: (taste, into) => {
      const random = seeded(seed + (taste.items.length > 0 ? hashOf(taste) : ++newcomers) * 65_537)
      for (let item = 0; item < items; item++) into[item] = random.unit()
    },
  }
}

/** FNV-1a over her items. */
function hashOf({ items }: Taste): number {
  let hash = 0x811c9dc5
  for (const item of items) hash = Math.imul(hash ^ item, 0x01000193) >>> 0
  return hash
}
