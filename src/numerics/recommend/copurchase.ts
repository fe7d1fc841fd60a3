import { csrOf, denseCodes, transposed, type Csr } from '../csr'
import type { Interactions, Lines } from './interactions'
import { ofNeighbours } from './item-based'
import { silent, type Recommender } from './model'
import { nearest } from './neighbours'

/**
 * Co-purchase: the chance that an item is in the basket when one of the member's is, summed over her items times their
 * weights; a pair seen in n baskets counts n ⁄ (n + shrinkage) of it (5 unless told), k (100) items of each are kept. A
 * basket is what one member had on one day (whole unit of time); all she had, where there are no times.
 */
export function trainCopurchase(
  data: Interactions,
  { k = 100, shrinkage = 5 }: { k?: number; shrinkage?: number } = {},
  report: (share: number) => void = silent,
): Recommender & { neighbours: Csr } {
  const byBasket = basketsOf(data.lines, data.items)
  return ofNeighbours(
    nearest(transposed(byBasket), byBasket, { similarity: 'conditional', k, shrinkage }, report),
  )
}

/** Baskets by items. */
export function basketsOf({ members, items, times }: Lines, width: number): Csr {
  const days = times ? denseCodes(times.map(Math.floor)) : { codes: new Int32Array(items.length), ids: [0] }
  const keys = Float64Array.from(
    members,
    (member, line) => member * (days.ids.length + 1) + days.codes[line]! + 1,
  )
  const { codes, ids } = denseCodes(keys)
  return csrOf([ids.length, width], codes, items)
}
