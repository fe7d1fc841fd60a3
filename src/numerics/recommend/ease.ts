import type { Interactions } from './interactions'
import { invertPositive, paddedSize, positiveMatrix } from './inverse'
import { silent, type Recommender } from './model'
import { float32, int32, numberOf, type Restore } from './parts'

export interface EaseOptions {
  /** λ, of the ridge; 200 unless told. */
  ridge?: number
  /** The model covers at most so many items, the commonest; 4,000 unless told. */
  mostItems?: number
}

const MOST_ITEMS = 4000

/**
 * EASE (Steck 2019): the item-to-item weights B, zero on the diagonal, with the least ‖X − XB‖² + λ‖B‖², in closed form:
 * with P = (XᵀX + λ)⁻¹, B = −P ⁄ diag(P). O(items³ ⁄ 2). Items beyond `mostItems` (equally common ones by code) are not
 * recommended.
 */
export function trainEase(
  { items, byMember, byItem }: Interactions,
  { ridge = 200, mostItems = MOST_ITEMS }: EaseOptions = {},
  report: (share: number) => void = silent,
): Recommender & { covered: number } {
  if (!(ridge > 0)) throw new Error(`The ridge has to be above 0; it is ${ridge}.`)
  const commonness = (item: number) => byItem.starts[item + 1]! - byItem.starts[item]!
  const chosen = Int32Array.from({ length: items }, (_, item) => item)
    .filter((item) => commonness(item) > 0)
    .sort((a, b) => commonness(b) - commonness(a) || a - b)
    .slice(0, mostItems)
    .sort()
  const placeOf = new Int32Array(items).fill(-1)
  chosen.forEach((item, place) => (placeOf[item] = place))
  const size = paddedSize(chosen.length)
  const matrix = positiveMatrix(size)
  const gram = matrix.values
  for (let row = 0; row < byMember.rows; row++) addProducts(row)
  for (let at = 0; at < gram.length; at += size + 1) gram[at]! += ridge
  invertPositive(matrix, report)
  const weights = new Float32Array(chosen.length * chosen.length)
  for (let i = 0; i < chosen.length; i++) {
    for (let j = 0; j < chosen.length; j++)
      weights[i * chosen.length + j] = i === j ? 0 : -gram[i * size + j]! / gram[j * size + j]!
  }
  return ofWeights(weights, chosen, items)

  function addProducts(row: number): void {
    const { starts, columns, values } = byMember
    for (let a = starts[row]!; a < starts[row + 1]!; a++) {
      const i = placeOf[columns[a]!]!
      if (i < 0) continue
      for (let b = starts[row]!; b <= a; b++) {
        const j = placeOf[columns[b]!]!
        if (j >= 0) gram[i * size + j]! += values[a]! * values[b]!
      }
    }
  }
}

/** The model that was saved. */
export const restoreEase: Restore = (parts) =>
  ofWeights(float32(parts, 'weights'), int32(parts, 'chosen'), numberOf(parts, 'items'))

function ofWeights(
  weights: Float32Array,
  chosen: Int32Array,
  items: number,
): Recommender & { covered: number } {
  const placeOf = new Int32Array(items).fill(-1)
  chosen.forEach((item, place) => (placeOf[item] = place))
  return {
    items,
    floor: -Infinity,
    bytes: weights.byteLength,
    covered: chosen.length,
    parts: { numbers: { items }, arrays: { weights, chosen } },
    pull: (from, to) => {
      const [row, column] = [placeOf[from]!, placeOf[to]!]
      return row < 0 || column < 0 ? 0 : weights[row * chosen.length + column]!
    },
    score: scorer(weights, chosen, placeOf),
  }
}

function scorer(weights: Float32Array, chosen: Int32Array, placeOf: Int32Array): Recommender['score'] {
  const width = chosen.length
  const sums = new Float64Array(width)
  return (taste, into) => {
    sums.fill(0)
    for (let i = 0; i < taste.items.length; i++) {
      const place = placeOf[taste.items[i]!]!
      if (place < 0) continue
      const [weight, from] = [taste.weights[i]!, place * width]
      for (let j = 0; j < width; j++) sums[j]! += weight * weights[from + j]!
    }
    into.fill(-Infinity)
    for (let j = 0; j < width; j++) into[chosen[j]!] = sums[j]!
  }
}
