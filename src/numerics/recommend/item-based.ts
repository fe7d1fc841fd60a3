import type { Csr } from '../csr'
import type { Interactions } from './interactions'
import { silent, type Recommender } from './model'
import { joined, nearest, Overlap, type NeighbourOptions } from './neighbours'
import { float64, int32, numberOf, type Restore } from './parts'
import { Best } from './top'

/**
 * Item-based collaborative filtering (Deshpande & Karypis 2004): an item's score is the sum, over the member's items, of
 * her weight times how near it is among the k nearest of that item.
 */
export function trainItemBased(
  { byItem, byMember }: Interactions,
  options: NeighbourOptions = {},
  report: (share: number) => void = silent,
): Recommender & { neighbours: Csr } {
  return ofNeighbours(nearest(byItem, byMember, options, report))
}

export interface WalkOptions {
  /** Power of the transition from member to item; 1 is P3, as it stands. */
  alpha?: number
  /** Power of the popularity that a score is divided by. */
  beta?: number
  /** Items kept of each item. */
  k?: number
}

/**
 * RP3β (Paudel et al. 2017): a walk item → member → item, divided by the popularity of where it ends to the power β.
 * α = 1, β = .6, k = 200 unless told.
 */
export function trainWalk(
  { byMember, byItem }: Interactions,
  { alpha = 1, beta = 0.6, k = 200 }: WalkOptions = {},
  report: (share: number) => void = silent,
): Recommender & { neighbours: Csr } {
  const items = byItem.rows
  const toItems = withValues(byMember, (value, sum) => (value / sum) ** alpha)
  const toMembers = withValues(byItem, (value, sum) => (value / sum) ** alpha)
  const popularity = Float64Array.from({ length: items }, (_, i) => byItem.starts[i + 1]! - byItem.starts[i]!)
  const overlap = new Overlap(toItems, items)
  const best = new Best(Math.min(k, Math.max(0, items - 1)))
  const lists = Array.from({ length: items }, (_, item) => {
    if ((item & 127) === 0) report(item / items)
    const [from, to] = [toMembers.starts[item]!, toMembers.starts[item + 1]!]
    overlap.of(
      toMembers.columns.subarray(from, to),
      toMembers.values.subarray(from, to),
      (other, reached) => {
        if (other !== item) best.offer(other, reached / popularity[other]! ** beta)
      },
    )
    return best.drain()
  })
  return ofNeighbours(joined(items, lists))
}

/** The model that was saved, of item-based filtering and of the walk alike. */
export const restoreNeighbours: Restore = (parts) => {
  const width = numberOf(parts, 'items')
  return ofNeighbours({
    rows: width,
    width,
    starts: int32(parts, 'starts'),
    columns: int32(parts, 'columns'),
    values: float64(parts, 'values'),
  })
}

/** Scores by the neighbours of what a member has. */
export function ofNeighbours(neighbours: Csr): Recommender & { neighbours: Csr } {
  const { width, starts, columns, values } = neighbours
  return {
    items: width,
    floor: 0,
    bytes: starts.byteLength + columns.byteLength + values.byteLength,
    neighbours,
    parts: { numbers: { items: width }, arrays: { starts, columns, values } },
    pull: (from, to) => {
      for (let at = starts[from]!; at < starts[from + 1]!; at++) if (columns[at] === to) return values[at]!
      return 0
    },
    score: ({ items, weights }, into) => {
      into.fill(0)
      for (let i = 0; i < items.length; i++) {
        const end = starts[items[i]! + 1]!
        for (let at = starts[items[i]!]!; at < end; at++) into[columns[at]!]! += weights[i]! * values[at]!
      }
    },
  }
}

function withValues(matrix: Csr, of: (value: number, rowSum: number) => number): Csr {
  const values = new Float64Array(matrix.values.length)
  for (let row = 0; row < matrix.rows; row++) {
    const [from, to] = [matrix.starts[row]!, matrix.starts[row + 1]!]
    let sum = 0
    for (let at = from; at < to; at++) sum += matrix.values[at]!
    for (let at = from; at < to; at++) values[at] = of(matrix.values[at]!, sum)
  }
  return { ...matrix, values }
}
