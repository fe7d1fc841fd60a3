import type { Recommender } from './model'

/**
 * A recommender as a page shows it: what it has nothing to say of comes after what it has, in the order of another; and where
 * it tells nothing apart (for somebody new, mostly), the other's order alone.
 */
export function completed(model: Recommender, other: Recommender): Recommender {
  const rest = new Float64Array(model.items)
  let own = -Infinity
  return {
    ...model,
    floor: -Infinity,
    bytes: model.bytes + other.bytes,
    ownFrom: () => own,
    score: (taste, into) => {
      model.score(taste, into)
      other.score(taste, rest)
      const [low, high, known] = extent(into, model.floor)
      // One score for all, or for all that a model without a floor covers, says nothing.
      const isForAll = known === into.length || model.floor === -Infinity
      own = known === 0 || (low === high && isForAll) ? Infinity : low
      if (own === Infinity) return into.set(rest)
      const [least, most] = extent(rest, -Infinity)
      const span = most > least ? most - least : 1
      for (let item = 0; item < into.length; item++)
        if (!(into[item]! > model.floor)) into[item] = low - 2 + (rest[item]! - least) / span
    },
  }
}

/** Least and largest of the scores above a floor, and how many there are. */
function extent(scores: Float64Array, floor: number): readonly [low: number, high: number, n: number] {
  let [low, high, n] = [Infinity, -Infinity, 0]
  for (const score of scores) {
    if (!(score > floor)) continue
    n++
    if (score < low) low = score
    if (score > high) high = score
  }
  return [low, high, n]
}
