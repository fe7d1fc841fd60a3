import type { Binned } from './histogram'
import type { TreeNode } from './grow'

export interface PruneStep {
  /** Cost of a leaf, in sums of squares, from which on this tree is best. */
  alpha: number
  leaves: number
  /** Mean squared error on the rows grown from, and on the hold-out. */
  error: number
  heldOutError: number
}

/**
 * Cost-complexity pruning (Breiman et al. 1984, ch. 3): the weakest link is cut again and again, and of all those
 * trees the one is kept with the least error on the rows held out; of equals the smallest. Without hold-out rows the
 * tree stays. O(nodes² + held-out rows × depth).
 */
export function prune(
  root: TreeNode,
  features: readonly Binned[],
  target: Float64Array,
  heldOut: Int32Array,
): { tree: TreeNode; steps: PruneStep[]; chosen: number } {
  const held = heldOutErrors(root, features, target, heldOut)
  const cut = new Set<TreeNode>()
  const steps: PruneStep[] = []
  const cuts: Set<TreeNode>[] = []
  let alpha = 0
  for (;;) {
    const { error, leaves, heldOutError } = costs(root, cut, held)
    steps.push({
      alpha,
      leaves,
      error: error / root.rows.length,
      heldOutError: heldOut.length > 0 ? heldOutError / heldOut.length : NaN,
    })
    cuts.push(new Set(cut))
    const weakest = weakestLink(root, cut, held)
    if (!weakest) break
    alpha = Math.max(alpha, weakest.alpha)
    cut.add(weakest.node)
  }
  let chosen = 0
  if (heldOut.length > 0)
    steps.forEach((step, i) => {
      if (step.heldOutError <= steps[chosen]!.heldOutError * (1 + 1e-12)) chosen = i
    })
  return { tree: without(root, cuts[chosen]!), steps, chosen }
}

type Held = Map<TreeNode, number>

/** Held-out sum of squared errors of each node, were it a leaf. */
function heldOutErrors(
  root: TreeNode,
  features: readonly Binned[],
  target: Float64Array,
  heldOut: Int32Array,
): Held {
  const held: Held = new Map()
  const visit = (node: TreeNode, rows: Int32Array): void => {
    held.set(
      node,
      rows.reduce((sum, row) => sum + (target[row]! - node.mean) ** 2, 0),
    )
    const { split, left, right } = node
    if (!split || !left || !right) return
    const { codes } = features[split.feature]!
    const sideOf = (row: number) => split.isLeft[codes[row]!] === 1
    visit(left, rows.filter(sideOf))
    visit(
      right,
      rows.filter((row) => !sideOf(row)),
    )
  }
  visit(root, heldOut)
  return held
}

interface Costs {
  error: number
  leaves: number
  heldOutError: number
}

function costs(node: TreeNode, cut: Set<TreeNode>, held: Held): Costs {
  if (!node.left || !node.right || cut.has(node))
    return { error: node.error, leaves: 1, heldOutError: held.get(node) ?? 0 }
  const [a, b] = [costs(node.left, cut, held), costs(node.right, cut, held)]
  return {
    error: a.error + b.error,
    leaves: a.leaves + b.leaves,
    heldOutError: a.heldOutError + b.heldOutError,
  }
}

/** The inner node whose leaves gain least each; the deeper of equals. */
function weakestLink(
  root: TreeNode,
  cut: Set<TreeNode>,
  held: Held,
): { node: TreeNode; alpha: number } | null {
  let best: { node: TreeNode; alpha: number } | null = null
  const visit = (node: TreeNode): void => {
    if (!node.left || !node.right || cut.has(node)) return
    visit(node.left)
    visit(node.right)
    const { error, leaves } = costs(node, cut, held)
    const alpha = (node.error - error) / (leaves - 1)
    if (!best || alpha < best.alpha) best = { node, alpha }
  }
  visit(root)
  return best
}

function without(node: TreeNode, cut: Set<TreeNode>): TreeNode {
  if (!node.left || !node.right || cut.has(node)) return { ...node, split: null, left: null, right: null }
  return { ...node, left: without(node.left, cut), right: without(node.right, cut) }
}
