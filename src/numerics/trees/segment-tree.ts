import { contentOrder } from '../clusters/content-order'
import { Unfit } from '../unfit'
import { growTree, momentsOf, type TreeNode } from './grow'
import { histogramOf, type Binned, type TreeFeature } from './histogram'
import { prune, type PruneStep } from './prune'

/** What a segment asks of one feature. Numbers: above < x ≤ upTo (infinite where open); categories: one of `levels`. */
export type Condition =
  | { feature: number; kind: 'range'; above: number; upTo: number; withMissing: boolean }
  | { feature: number; kind: 'levels'; levels: number[]; withMissing: boolean }

export interface Segment {
  conditions: Condition[]
  /** Of the rows grown from: how many, the target's mean and its standard deviation (÷ n − 1). */
  n: number
  mean: number
  deviation: number
  /** The same of the rows held out; NaN where there is none. */
  heldOutN: number
  heldOutMean: number
}

export interface SegmentTree {
  /** Leaves from left to right. */
  segments: Segment[]
  steps: PruneStep[]
  chosen: number
  rows: number
  heldOutRows: number
  mean: number
  /** Share of the held-out variance that the segments explain, about the grown rows' mean; NaN without any. */
  heldOutR2: number
}

interface Options {
  depth?: number
  /** Fewest rows of a segment; without it 1 % of them, and 20 at least. */
  leastLeaf?: number
  bins?: number
  seed?: number
  /** Share of rows that the tree is pruned by. */
  holdOut?: number
}

/**
 * Segments that differ in a target (value; or 1 and 0, repurchase): a tree grown on some rows and pruned on the rest,
 * which are drawn by content, so that the same rows give the same segments in any order. Features of one length; rows
 * whose target is not finite are left out. Throws `Unfit` noFeatures, tooFewRows or constantTarget.
 */
export function segmentTree(
  features: readonly TreeFeature[],
  given: Float64Array,
  { depth = 4, leastLeaf, bins = 64, seed = 1, holdOut = 0.3 }: Options = {},
): SegmentTree {
  if (features.length === 0) throw new Unfit('noFeatures', 0)
  const there = Array.from(given.keys()).filter((i) => Number.isFinite(given[i]))
  if (there.length < 4) throw new Unfit('tooFewRows', 4)
  if (there.every((i) => given[i] === given[there[0]!])) throw new Unfit('constantTarget', there.length)
  const order = contentRows(features, given, there, seed)
  const held = order.subarray(0, Math.round(holdOut * order.length))
  const grown = order.subarray(held.length)
  const binned = features.map((feature) => histogramOf(feature, bins))
  const least = Math.max(1, leastLeaf ?? Math.max(20, Math.ceil(grown.length / 100)))
  const full = growTree(binned, given, grown, { depth, leastLeaf: least })
  const { tree, steps, chosen } = prune(full, binned, given, held)
  const total = held.reduce((sum, row) => sum + (given[row]! - full.mean) ** 2, 0)
  const kept = steps[chosen]!
  return {
    segments: segmentsOf(tree, features, binned, given, held),
    steps,
    chosen,
    rows: grown.length,
    heldOutRows: held.length,
    mean: full.mean,
    heldOutR2: total > 0 ? 1 - (kept.heldOutError * held.length) / total : NaN,
  }
}

/** The rows in content order; what is missing counts as a value of its own. */
function contentRows(
  features: readonly TreeFeature[],
  target: Float64Array,
  rows: readonly number[],
  seed: number,
): Int32Array {
  const width = features.length + 1
  const values = new Float64Array(rows.length * width)
  features.forEach((feature, j) => {
    rows.forEach((row, i) => {
      const value = 'codes' in feature ? feature.codes[row]! : feature.values[row]!
      values[i * width + j] = Number.isNaN(value) ? -Number.MAX_VALUE : value
    })
  })
  rows.forEach((row, i) => (values[i * width + width - 1] = target[row]!))
  return contentOrder({ rows: rows.length, width, values }, seed).order.map((at) => rows[at]!)
}

function segmentsOf(
  root: TreeNode,
  features: readonly TreeFeature[],
  binned: readonly Binned[],
  target: Float64Array,
  heldOut: Int32Array,
): Segment[] {
  const segments: Segment[] = []
  const visit = (node: TreeNode, conditions: Condition[], held: Int32Array): void => {
    const { split, left, right } = node
    if (!split || !left || !right) {
      const n = node.rows.length
      const { mean } = momentsOf(target, held)
      segments.push({
        conditions,
        n,
        mean: node.mean,
        deviation: n > 1 ? Math.sqrt(node.error / (n - 1)) : 0,
        heldOutN: held.length,
        heldOutMean: held.length > 0 ? mean : NaN,
      })
      return
    }
    const { codes } = binned[split.feature]!
    for (const [child, side] of [
      [left, 1],
      [right, 0],
    ] as const) {
      const rows = held.filter((row) => split.isLeft[codes[row]!] === side)
      visit(child, narrowed(conditions, split.feature, side, node, features, binned), rows)
    }
  }
  visit(root, [], heldOut)
  return segments
}

/** The conditions with what one side of a node's split asks; one condition for each feature. */
function narrowed(
  conditions: readonly Condition[],
  feature: number,
  side: 0 | 1,
  { split }: TreeNode,
  features: readonly TreeFeature[],
  binned: readonly Binned[],
): Condition[] {
  if (!split) return [...conditions]
  const others = conditions.filter((one) => one.feature !== feature)
  const before = conditions.find((one) => one.feature === feature)
  const { bins, cuts } = binned[feature]!
  const goes = (bin: number) => split.isLeft[bin] === side
  const withMissing = goes(bins - 1) && (before?.withMissing ?? true)
  const known = features[feature]!
  if ('codes' in known) {
    const from = before?.kind === 'levels' ? before.levels : known.levels.map((_, code) => code)
    return [...others, { feature, kind: 'levels', levels: from.filter(goes), withMissing }]
  }
  const range = before?.kind === 'range' ? before : { above: -Infinity, upTo: Infinity }
  const cut = cuts[split.cut] ?? Infinity
  const above = side === 1 ? range.above : Math.max(range.above, cut)
  const upTo = side === 1 ? Math.min(range.upTo, cut) : range.upTo
  return [...others, { feature, kind: 'range', above, upTo, withMissing }]
}
