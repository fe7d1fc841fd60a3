import type { Csr } from '../csr'

export interface RerankOptions {
  /** Length of the list asked for. */
  n: number
  /** 0: by score alone; 1: only as unlike what is above as can be. */
  diversity: number
  /** Category of each item of the catalogue, −1 where none is known; those count as no category. */
  category?: Int32Array
  /** Items of one category in a list; 0 without a limit. */
  perCategory?: number
}

/**
 * Maximal marginal relevance (Carbonell & Goldstein 1998): from a pool, best first, one item after the other is taken
 * whose (1 − diversity) × score ⁄ highest score − diversity × greatest similarity to an item taken before is largest; of
 * equal ones the earlier in the pool. `similar` holds the neighbours of each item and how near they are, 0 to 1; what is
 * not in it is not alike. A category that is full gives no more, so that the list may be shorter. O(n × (pool + k)).
 */
export function rerank(
  pool: { places: Int32Array; scores: Float64Array },
  similar: Csr,
  { n, diversity, category, perCategory = 0 }: RerankOptions,
): { places: Int32Array; scores: Float64Array } {
  const { places, scores } = pool
  const size = places.length
  const at = new Map(Array.from(places, (item, place) => [item, place]))
  const likeness = new Float64Array(size)
  const taken = new Uint8Array(size)
  const held = new Map<number, number>()
  const best = Math.max(scores[0] ?? 0, Number.MIN_VALUE)
  const order: number[] = []
  while (order.length < n) {
    const next = bestLeft()
    if (next < 0) break
    take(next)
  }
  return {
    places: Int32Array.from(order, (place) => places[place]!),
    scores: Float64Array.from(order, (place) => scores[place]!),
  }

  function bestLeft(): number {
    let [found, most] = [-1, -Infinity]
    for (let place = 0; place < size; place++) {
      if (taken[place] || isFull(places[place]!)) continue
      const worth = ((1 - diversity) * scores[place]!) / best - diversity * likeness[place]!
      if (worth > most) [found, most] = [place, worth]
    }
    return found
  }

  function isFull(item: number): boolean {
    const of = category?.[item] ?? -1
    return perCategory > 0 && of >= 0 && (held.get(of) ?? 0) >= perCategory
  }

  function take(place: number): void {
    const item = places[place]!
    taken[place] = 1
    order.push(place)
    const of = category?.[item] ?? -1
    held.set(of, (held.get(of) ?? 0) + 1)
    for (let cell = similar.starts[item]!; cell < similar.starts[item + 1]!; cell++) {
      const other = at.get(similar.columns[cell]!)
      if (other !== undefined) likeness[other] = Math.max(likeness[other]!, similar.values[cell]!)
    }
  }
}
