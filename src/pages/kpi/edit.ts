import { MOST_CHILDREN, type KpiNode, type KpiTree } from '../../project/kpi-schema'

export type Move = 'up' | 'down' | 'in' | 'out'

/** Every node from the top down. */
export const nodesOf = (node: KpiNode): KpiNode[] => [node, ...node.children.flatMap(nodesOf)]

export const nodeById = (tree: KpiTree, id: string): KpiNode | undefined =>
  nodesOf(tree.root).find((node) => node.id === id)

/** The tree with one node changed. */
export const withNode = (tree: KpiTree, id: string, change: Partial<Omit<KpiNode, 'id'>>): KpiTree => ({
  ...tree,
  root: mapNodes(tree.root, (node) => (node.id === id ? { ...node, ...change } : node)),
})

/** With a new node as the last child; unchanged where there is no room for another. */
export function withChild(tree: KpiTree, parent: string, child: KpiNode): KpiTree {
  const node = nodeById(tree, parent)
  return !node || node.children.length >= MOST_CHILDREN
    ? tree
    : withNode(tree, parent, { children: [...node.children, child] })
}

/** Without a node and all below it; the root stays. */
export const withoutNode = (tree: KpiTree, id: string): KpiTree => ({
  ...tree,
  root: mapNodes(tree.root, (node) => ({
    ...node,
    children: node.children.filter((child) => child.id !== id),
  })),
})

/** A step among its neighbours, below the one before it (`in`), or beside its parent (`out`); the same where it cannot. */
export function movedNode(tree: KpiTree, id: string, move: Move): KpiTree {
  const parent = nodesOf(tree.root).find(({ children }) => children.some((child) => child.id === id))
  const at = parent?.children.findIndex((child) => child.id === id) ?? -1
  const node = parent?.children[at]
  if (!parent || !node) return tree
  if (move === 'up' || move === 'down') {
    const to = move === 'up' ? at - 1 : at + 1
    const other = parent.children[to]
    if (!other) return tree
    const children = parent.children.with(to, node).with(at, other)
    return withNode(tree, parent.id, { children })
  }
  if (move === 'in') {
    const before = parent.children[at - 1]
    if (!before || before.children.length >= MOST_CHILDREN) return tree
    return withChild(withoutNode(tree, id), before.id, node)
  }
  return placedBeside(tree, node, parent.id)
}

/** Moved to stand behind another node, at its level; unchanged where that is the root or below the node itself. */
export function placedBeside(tree: KpiTree, node: KpiNode, beside: string): KpiTree {
  if (nodesOf(node).some(({ id }) => id === beside)) return tree
  const host = nodesOf(tree.root).find(({ children }) => children.some(({ id }) => id === beside))
  const full =
    host && host.children.length >= MOST_CHILDREN && !host.children.some(({ id }) => id === node.id)
  if (!host || full) return tree
  const without = withoutNode(tree, node.id)
  const children = nodeById(without, host.id)?.children ?? []
  const at = children.findIndex(({ id }) => id === beside)
  return withNode(without, host.id, { children: children.toSpliced(at + 1, 0, node) })
}

/** Moved to be the last child of another; unchanged where that lies below the node itself. */
export function placedUnder(tree: KpiTree, node: KpiNode, parent: string): KpiTree {
  if (node.id === tree.root.id || nodesOf(node).some(({ id }) => id === parent)) return tree
  const moved = withChild(withoutNode(tree, node.id), parent, node)
  return nodeById(moved, node.id) ? moved : tree
}

const mapNodes = (node: KpiNode, change: (node: KpiNode) => KpiNode): KpiNode => {
  const changed = change(node)
  return { ...changed, children: changed.children.map((child) => mapNodes(child, change)) }
}
