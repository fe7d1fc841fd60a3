import type { Interactions } from './interactions'
import type { Recommender } from './model'
import { alikeness, Overlap, sumsOf, type NeighbourOptions } from './neighbours'
import { Best } from './top'

/**
 * User-based collaborative filtering: an item's score is the sum of the weights it has with the k nearest members, each
 * times her nearness. Nearness is reckoned from the history when asked, so it serves members who were not there before;
 * a member is not her own neighbour. k = 100 unless told.
 */
export function trainUserBased(
  { byMember, byItem }: Interactions,
  options: NeighbourOptions = {},
): Recommender {
  const { similarity = 'cosine', k = 100, shrinkage = 0 } = options
  const { rows, width, starts, columns, values } = byMember
  const overlap = new Overlap(byItem, rows)
  const alike = alikeness(similarity, width, shrinkage)
  const sums = Array.from({ length: rows }, (_, row) => sumsOf(values, starts[row]!, starts[row + 1]!))
  const best = new Best(k)
  return {
    items: width,
    floor: 0,
    bytes: [byMember, byItem].reduce(
      (sum, matrix) => sum + matrix.starts.byteLength + matrix.columns.byteLength + matrix.values.byteLength,
      0,
    ),
    score: ({ member, items, weights }, into) => {
      const own = sumsOf(weights, 0, items.length)
      overlap.of(items, weights, (other, dot, common) => {
        if (other === member) return
        const near = alike(own, sums[other]!, dot, common)
        if (near > 0) best.offer(other, near)
      })
      const { places, scores } = best.drain()
      into.fill(0)
      for (let i = 0; i < places.length; i++) {
        const end = starts[places[i]! + 1]!
        for (let at = starts[places[i]!]!; at < end; at++) into[columns[at]!]! += scores[i]! * values[at]!
      }
    },
  }
}
