export interface TreeMerge {
  id: number
  left: number
  right: number
  height: number
  size: number
}

export interface TreeBranch {
  x1: number
  x2: number
  y: number
  yLeft: number
  yRight: number
  height: number
}

/**
 * The upper part of a tree: at most `leaves` branches at the bottom, each of `size` rows. Coordinates: x in leaves
 * (0 to leaves − 1), y from 0 at the bottom to 1 at the highest merge. `cut` lies halfway between the merges that make
 * k clusters of k + 1 and k − 1 of k.
 */
export function treeLayout(merges: readonly TreeMerge[], leaves: number, k: number) {
  const upper = merges.slice(-Math.max(0, leaves - 1))
  const byId = new Map(upper.map((merge) => [merge.id, merge]))
  const sizes = new Map(merges.map((merge) => [merge.id, merge.size]))
  const top = upper.at(-1)
  const highest = top?.height ?? 1
  const ends: { x: number; size: number }[] = []
  const branches: TreeBranch[] = []
  const place = (id: number): { x: number; y: number } => {
    const merge = byId.get(id)
    if (!merge) {
      ends.push({ x: ends.length, size: sizes.get(id) ?? 1 })
      return { x: ends.length - 1, y: 0 }
    }
    const [left, right] = [place(merge.left), place(merge.right)]
    const y = highest > 0 ? merge.height / highest : 0
    branches.push({
      x1: left.x,
      x2: right.x,
      y,
      yLeft: left.y,
      yRight: right.y,
      height: merge.height,
    })
    return { x: (left.x + right.x) / 2, y }
  }
  if (top) place(top.id)
  const above = upper.at(-(k - 1))?.height ?? NaN
  const below = upper.at(-k)?.height ?? 0
  const cut = k > 1 && k <= upper.length + 1 ? (above + below) / 2 / (highest || 1) : NaN
  return { ends, branches, cut, highest }
}
