import type { LineageEdge, LineageGraph, LineageNode } from './lineage'

export interface PlacedNode extends LineageNode {
  x: number
  y: number
  width: number
  height: number
}

export interface LineageLayout {
  nodes: PlacedNode[]
  edges: (LineageEdge & { path: string })[]
  width: number
  height: number
}

const NODE = { width: 148, height: 24, gapX: 28, gapY: 8 }

/**
 * Places the graph from left to right: each node one column after the last of those it is made of, rows ordered by
 * the mean row of these (the barycentre method: Sugiyama, Tagawa and Toda 1981, one sweep).
 */
export function layoutLineage({ nodes, edges }: LineageGraph): LineageLayout {
  const column = columnsOf(nodes, edges)
  const byColumn = new Map<number, LineageNode[]>()
  for (const node of nodes) {
    const at = column.get(node.id) ?? 0
    byColumn.set(at, [...(byColumn.get(at) ?? []), node])
  }
  const placed = new Map<string, PlacedNode>()
  for (const at of [...byColumn.keys()].sort((a, b) => a - b)) {
    const ranked = (byColumn.get(at) ?? []).map((node, i) => ({
      node,
      rank: rankOf(node, edges, placed) ?? i,
    }))
    ranked.sort((a, b) => a.rank - b.rank)
    ranked.forEach(({ node }, row) =>
      placed.set(node.id, {
        ...node,
        x: at * (NODE.width + NODE.gapX),
        y: row * (NODE.height + NODE.gapY),
        width: NODE.width,
        height: NODE.height,
      }),
    )
  }
  const all = nodes.flatMap(({ id }) => placed.get(id) ?? [])
  return {
    nodes: all,
    edges: edges.map((edge) => ({ ...edge, path: pathOf(placed.get(edge.from), placed.get(edge.to)) })),
    width: Math.max(0, ...all.map(({ x, width }) => x + width)),
    height: Math.max(0, ...all.map(({ y, height }) => y + height)),
  }
}

/**
 * Edges only lead to nodes that come later in the list, so one pass settles the longest way to each. What is made of
 * nothing, but is no file, stands right before what is made of it.
 */
function columnsOf(nodes: readonly LineageNode[], edges: readonly LineageEdge[]): Map<string, number> {
  const column = new Map<string, number>()
  for (const { id } of nodes) {
    const before = edges.flatMap(({ from, to }) => (to === id ? [column.get(from) ?? -1] : []))
    column.set(id, Math.max(-1, ...before) + 1)
  }
  for (const { id, kind } of nodes) {
    if (kind === 'file' || edges.some(({ to }) => to === id)) continue
    const after = edges.flatMap(({ from, to }) => (from === id ? [column.get(to) ?? 0] : []))
    if (after.length > 0) column.set(id, Math.max(0, Math.min(...after) - 1))
  }
  return column
}

function rankOf(
  { id }: LineageNode,
  edges: readonly LineageEdge[],
  placed: ReadonlyMap<string, PlacedNode>,
): number | null {
  const rows = edges.flatMap(({ from, to }) => (to === id ? (placed.get(from)?.y ?? []) : []))
  return rows.length === 0 ? null : rows.reduce((sum, y) => sum + y, 0) / rows.length
}

function pathOf(from: PlacedNode | undefined, to: PlacedNode | undefined): string {
  if (!from || !to) return ''
  const [x0, y0] = [from.x + from.width, from.y + from.height / 2]
  const [x1, y1] = [to.x, to.y + to.height / 2]
  const bend = Math.max(16, NODE.gapX / 2)
  return `M${x0},${y0} C${x0 + bend},${y0} ${x1 - bend},${y1} ${x1},${y1}`
}

/** The nodes that a node is made of, directly or not, and those that are made of it; itself included. */
export function relatives({ edges }: LineageGraph, id: string): Set<string> {
  const walk = (next: (edge: LineageEdge) => [string, string]) => {
    const found = new Set([id])
    const waiting = [id]
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      for (const edge of edges) {
        const [here, there] = next(edge)
        if (here !== at || found.has(there)) continue
        found.add(there)
        waiting.push(there)
      }
    }
    return found
  }
  return new Set([...walk(({ from, to }) => [to, from]), ...walk(({ from, to }) => [from, to])])
}
