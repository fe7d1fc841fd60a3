import type { Binned } from './histogram'

/** Where a node sends its rows: those whose bin `isLeft` go left. */
export interface Split {
  feature: number
  /** By bin, the one of missing values the last. */
  isLeft: Uint8Array
  /** Last bin that goes left, of a number feature. */
  cut: number
}

export interface TreeNode {
  rows: Int32Array
  mean: number
  /** Sum of squared differences from the mean. */
  error: number
  split: Split | null
  left: TreeNode | null
  right: TreeNode | null
}

/**
 * A regression tree (Breiman, Friedman, Olshen & Stone 1984) over binned features: each node is split where that
 * lowers the sum of squares most, the first feature and the lowest cut of equals. For a target of 0 and 1 that is the
 * Gini rule. Categories are put in the order of their means, which holds the best split in two of them all (Fisher 1958) but for
 * the least size of a leaf;
 * missing values are tried on both sides. O(depth × rows × features).
 */
export function growTree(
  features: readonly Binned[],
  target: Float64Array,
  rows: Int32Array,
  limits: { depth: number; leastLeaf: number },
): TreeNode {
  const node: TreeNode = { rows, ...momentsOf(target, rows), split: null, left: null, right: null }
  if (limits.depth === 0 || rows.length < 2 * limits.leastLeaf || node.error <= 0) return node
  const split = bestSplit(features, target, node, limits.leastLeaf)
  if (!split) return node
  const { codes } = features[split.feature]!
  const below = { ...limits, depth: limits.depth - 1 }
  const side = (isLeft: number) =>
    growTree(
      features,
      target,
      rows.filter((row) => split.isLeft[codes[row]!] === isLeft),
      below,
    )
  return { ...node, split, left: side(1), right: side(0) }
}

export function momentsOf(target: Float64Array, rows: Int32Array): { mean: number; error: number } {
  let mean = 0
  let error = 0
  rows.forEach((row, i) => {
    const apart = target[row]! - mean
    mean += apart / (i + 1)
    error += apart * (target[row]! - mean)
  })
  return { mean, error }
}

function bestSplit(
  features: readonly Binned[],
  target: Float64Array,
  node: TreeNode,
  leastLeaf: number,
): Split | null {
  let best: Split | null = null
  // What rounding alone may seem to gain is no gain.
  let most = 1e-9 * node.error
  features.forEach((feature, at) => {
    const counts = new Float64Array(feature.bins)
    const sums = new Float64Array(feature.bins)
    for (const row of node.rows) {
      const bin = feature.codes[row]!
      counts[bin]!++
      sums[bin]! += target[row]! - node.mean
    }
    const order = orderOf(feature, counts, sums)
    const missing = feature.bins - 1
    for (const missingLeft of feature.isNumber && counts[missing]! > 0 ? [0, 1] : [0]) {
      let n = missingLeft ? counts[missing]! : 0
      let sum = missingLeft ? sums[missing]! : 0
      for (let place = 0; place < order.length; place++) {
        n += counts[order[place]!]!
        sum += sums[order[place]!]!
        const rest = node.rows.length - n
        if (n < leastLeaf || rest < leastLeaf) continue
        // The sums are about the node's mean, so both sides' sums are equal and opposite.
        const gain = sum * sum * (1 / n + 1 / rest)
        if (!(gain > most * (1 + 1e-12))) continue
        most = gain
        const isLeft = new Uint8Array(feature.bins)
        for (let i = 0; i <= place; i++) isLeft[order[i]!] = 1
        if (missingLeft) isLeft[missing] = 1
        best = { feature: at, isLeft, cut: feature.isNumber ? order[place]! : -1 }
      }
    }
  })
  return best
}

/** The bins in the order to be cut: numbers as they are, without the missing; categories here by their means. */
function orderOf(feature: Binned, counts: Float64Array, sums: Float64Array): number[] {
  if (feature.isNumber) return Array.from({ length: feature.bins - 1 }, (_, bin) => bin)
  const there = Array.from(counts.keys()).filter((bin) => counts[bin]! > 0)
  return there.sort((a, b) => sums[a]! / counts[a]! - sums[b]! / counts[b]! || a - b)
}
