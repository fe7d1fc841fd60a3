import type { Recommender } from './model'
import type { Taste } from './interactions'

export interface Adapted {
  recommender: Recommender
  /** Products of the shop that the model knows, and those it was trained on that the shop does not have. */
  known: number
  gone: number
}

/**
 * A model of another catalogue over this one: products are told by their ids. Everybody is somebody new to it; what she
 * has of products that it does not know does not count, and those are not recommended.
 */
export function adapted(
  model: Recommender,
  itsProducts: readonly string[],
  ours: readonly string[],
): Adapted {
  const itsCode = new Map(itsProducts.map((product, code) => [product, code]))
  const toIts = Int32Array.from(ours, (product) => itsCode.get(product) ?? -1)
  const scores = new Float64Array(model.items)
  const { pull } = model
  const known = toIts.reduce((sum, its) => sum + Number(its >= 0), 0)
  const recommender: Recommender = {
    items: ours.length,
    floor: model.floor,
    bytes: model.bytes,
    ...(pull && {
      pull: (from, to) => (toIts[from]! < 0 || toIts[to]! < 0 ? 0 : pull(toIts[from]!, toIts[to]!)),
    }),
    score: (taste, into) => {
      model.score(translated(taste, toIts), scores)
      for (let item = 0; item < into.length; item++)
        into[item] = toIts[item]! < 0 ? -Infinity : scores[toIts[item]!]!
    },
  }
  return { recommender, known, gone: itsProducts.length - known }
}

function translated(taste: Taste, toIts: Int32Array): Taste {
  const kept = Array.from(taste.items.keys())
    .filter((i) => toIts[taste.items[i]!]! >= 0)
    .sort((a, b) => toIts[taste.items[a]!]! - toIts[taste.items[b]!]!)
  const pick = (values: ArrayLike<number> | undefined) => values && Float64Array.from(kept, (i) => values[i]!)
  const [times, first, last] = [pick(taste.times), pick(taste.first), pick(taste.last)]
  return {
    member: -1,
    items: Int32Array.from(kept, (i) => toIts[taste.items[i]!]!),
    weights: Float64Array.from(kept, (i) => taste.weights[i]!),
    ...(times && { times }),
    ...(first && { first }),
    ...(last && { last }),
    ...(taste.segment !== undefined && { segment: taste.segment }),
  }
}
