import type { Interactions } from './interactions'
import type { Recommender } from './model'

/** Items that nobody has. */
export function unknownItems({ items, byItem: { starts } }: Interactions): Int32Array {
  return Int32Array.from({ length: items }, (_, item) => item).filter(
    (item) => starts[item] === starts[item + 1],
  )
}

/** A model whose vectors of such items are still those drawn by lot at the beginning: it does not recommend them. */
export function withoutUnknown(model: Recommender, unknown: Int32Array): Recommender {
  const { parts } = model
  if (unknown.length === 0) return model
  return {
    ...model,
    ...(parts && { parts: { ...parts, arrays: { ...parts.arrays, unknown } } }),
    score: (taste, into) => {
      model.score(taste, into)
      for (const item of unknown) into[item] = -Infinity
    },
  }
}
