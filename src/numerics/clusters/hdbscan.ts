import { Unfit } from '../unfit'
import { contentOrder } from './content-order'
import { canonical } from './k-means'
import { kdTree, nearestRows, type KdTree } from './k-d-tree'
import { sumUp } from './lloyd'
import { firstOf, squaredDistance, take, type Points } from './points'

export interface DensityClusters {
  /** −1 is noise. */
  labels: Int32Array
  /** Up to which density a row stays, against that at which its cluster ends; 0 for noise and beyond the sample. */
  strengths: Float64Array
  sizes: Int32Array
  /** Means of the clusters, k × width; a cluster need not be round them. */
  centres: Float64Array
  noise: number
  sampleRows: number
}

interface Options {
  /** Fewest rows that are a cluster. */
  leastSize?: number
  /** Neighbours, the row itself among them, within the core distance; without it the least size. */
  neighbours?: number
  seed?: number
  sample?: number
}

/**
 * HDBSCAN (Campello, Moulavi & Sander 2013): clusters that stay together over the widest range of densities ("excess
 * of mass"), found on the first `sample` rows in content order; a row beyond belongs to the cluster of its nearest
 * sample row, if it is no farther than that row's core distance, else it is noise. One cluster of all is never
 * chosen: without any, all is noise. Throws `Unfit` tooFewRows. O(sample² width + n log sample).
 */
export function hdbscan(
  given: Points,
  { leastSize = 25, neighbours = leastSize, seed = 1, sample = 10_000 }: Options = {},
  report: (share: number) => void = () => undefined,
): DensityClusters {
  const least = Math.max(2, Math.floor(leastSize))
  if (given.rows < 2 * least) throw new Unfit('tooFewRows', 2 * least)
  const { order } = contentOrder(given, seed)
  const points = take(given, order)
  const part = firstOf(points, sample)
  const tree = kdTree(part)
  const core = coreDistances(tree, Math.min(neighbours, part.rows))
  report(0.3)
  const edges = spanningTree(part, core)
  report(0.8)
  const { labels: own, strengths: strong } = condense(edges, part.rows, least)
  const labels = new Int32Array(points.rows)
  const strengths = new Float64Array(points.rows)
  labels.set(own)
  strengths.set(strong)
  for (let i = part.rows; i < points.rows; i++) {
    const { rows, squares } = nearestRows(tree, points.values, i * points.width, 1)
    const near = rows[0]!
    labels[i] = Math.sqrt(squares[0]!) <= core[near]! ? own[near]! : -1
  }
  return result(points, labels, strengths, order, part.rows)
}

function result(
  points: Points,
  labels: Int32Array,
  strengths: Float64Array,
  order: Int32Array,
  sampleRows: number,
): DensityClusters {
  const { width } = points
  const k = 1 + labels.reduce((most, label) => Math.max(most, label), -1)
  // Noise is counted as one cluster more, which has no place among the sorted.
  const sums = new Float64Array((k + 1) * width)
  const counts = new Int32Array(k + 1)
  const shifted = labels.map((label) => (label < 0 ? k : label))
  sumUp(points, shifted, sums, counts)
  const means = sums.subarray(0, k * width).map((sum, at) => sum / counts[Math.floor(at / width)]!)
  const inside = canonical(
    { centres: means, labels: labels.map((label) => Math.max(label, 0)), sizes: counts.slice(0, k) },
    order,
    width,
  )
  const placed = new Float64Array(points.rows)
  order.forEach((row, at) => {
    placed[row] = strengths[at]!
    if (labels[at]! < 0) inside.labels[row] = -1
  })
  return { ...inside, strengths: placed, noise: counts[k]!, sampleRows }
}

/** Distance of each point to its `count`-th nearest, itself the first. */
function coreDistances(tree: KdTree, count: number): Float64Array {
  const { rows, width, values } = tree.points
  return Float64Array.from({ length: rows }, (_, i) =>
    Math.sqrt(nearestRows(tree, values, i * width, count).squares[count - 1]!),
  )
}

interface Edges {
  from: Int32Array
  to: Int32Array
  length: Float64Array
}

/** Minimum spanning tree by mutual reachability, max(core, core, distance): Prim's algorithm without a matrix. */
function spanningTree({ rows, width, values }: Points, core: Float64Array): Edges {
  const edges: Edges = {
    from: new Int32Array(rows - 1),
    to: new Int32Array(rows - 1),
    length: new Float64Array(rows - 1),
  }
  const reach = new Float64Array(rows).fill(Infinity)
  const via = new Int32Array(rows)
  const open = Int32Array.from({ length: rows - 1 }, (_, i) => i + 1)
  let current = 0
  for (let left = rows - 1; left > 0; left--) {
    let [best, least] = [0, Infinity]
    for (let at = 0; at < left; at++) {
      const other = open[at]!
      const square = squaredDistance(values, current * width, values, other * width, width)
      const mutual = Math.max(Math.sqrt(square), core[current]!, core[other]!)
      if (mutual < reach[other]!) {
        reach[other] = mutual
        via[other] = current
      }
      if (reach[other]! < least || (reach[other] === least && other < open[best]!)) {
        least = reach[other]!
        best = at
      }
    }
    const next = open[best]!
    const at = rows - 1 - left
    edges.from[at] = via[next]!
    edges.to[at] = next
    edges.length[at] = least
    open[best] = open[left - 1]!
    current = next
  }
  return edges
}

/** The single-linkage tree with splits of fewer than `least` rows taken as rows falling out; then the choice. */
function condense({ from, to, length }: Edges, rows: number, least: number) {
  const { left, right, height, size } = singleLinkage(from, to, length, rows)
  const root = 2 * rows - 2
  // Equal rows are as dense as rows a billionth of the longest edge apart.
  const closest = 1e-9 * (height.at(-1) || 1)
  // Clusters of the condensed tree, parents before children.
  const parent = [-1]
  const birth = [0]
  const stability = [0]
  // Density at which a cluster has its last rows, or splits.
  const death = [0]
  const clusterOf = new Int32Array(rows)
  const leaving = new Float64Array(rows)
  const jobs: [node: number, cluster: number][] = [[root, 0]]
  for (let job = jobs.pop(); job; job = jobs.pop()) {
    const [node, cluster] = job
    if (node < rows) {
      // Only reached where the whole tree is one row.
      clusterOf[node] = cluster
      continue
    }
    const at = node - rows
    const density = 1 / Math.max(height[at]!, closest)
    const children = [left[at]!, right[at]!]
    death[cluster] = Math.max(death[cluster]!, density)
    const large = children.filter((child) => sizeOf(child) >= least)
    for (const child of children) {
      if (sizeOf(child) < least) fallOut(child, cluster, density)
      else if (large.length === 1) jobs.push([child, cluster])
      else {
        stability[cluster]! += (density - birth[cluster]!) * sizeOf(child)
        parent.push(cluster)
        birth.push(density)
        stability.push(0)
        death.push(0)
        jobs.push([child, parent.length - 1])
      }
    }
  }
  return choose()

  function sizeOf(node: number): number {
    return node < rows ? 1 : size[node - rows]!
  }

  function fallOut(top: number, cluster: number, density: number): void {
    const below = [top]
    for (let node = below.pop(); node !== undefined; node = below.pop()) {
      if (node >= rows) {
        below.push(left[node - rows]!, right[node - rows]!)
        continue
      }
      clusterOf[node] = cluster
      leaving[node] = density
      stability[cluster]! += density - birth[cluster]!
    }
  }

  /** A cluster is chosen if it is more stable than the chosen among its descendants together. */
  function choose() {
    const isChosen = parent.map((_, c) => c > 0)
    const sums = new Float64Array(parent.length)
    for (let c = parent.length - 1; c > 0; c--) {
      if (stability[c]! < sums[c]!) isChosen[c] = false
      sums[parent[c]!]! += Math.max(stability[c]!, sums[c]!)
    }
    const label = new Int32Array(parent.length).fill(-1)
    let count = 0
    parent.forEach((up, c) => {
      if (c === 0) return
      if (label[up]! >= 0) label[c] = label[up]!
      else if (isChosen[c]) label[c] = count++
    })
    const labels = clusterOf.map((cluster) => label[cluster]!)
    const most = new Float64Array(count)
    isChosen.forEach((chosen, c) => {
      if (chosen && label[parent[c]!]! < 0) most[label[c]!] = death[c]!
    })
    const strengths = Float64Array.from(labels, (cluster, i) =>
      cluster < 0 ? 0 : Math.min(1, leaving[i]! / most[cluster]!),
    )
    return { labels, strengths }
  }
}

function singleLinkage(from: Int32Array, to: Int32Array, length: Float64Array, rows: number) {
  const order = Array.from(length.keys()).sort((a, b) => length[a]! - length[b]! || a - b)
  const parent = Int32Array.from({ length: 2 * rows - 1 }, (_, i) => i)
  const rootOf = (point: number): number => {
    let root = point
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!
    return root
  }
  const left = new Int32Array(rows - 1)
  const right = new Int32Array(rows - 1)
  const height = new Float64Array(rows - 1)
  const size = new Int32Array(rows - 1)
  order.forEach((edge, m) => {
    const [a, b] = [rootOf(from[edge]!), rootOf(to[edge]!)]
    parent[a] = parent[b] = rows + m
    left[m] = a
    right[m] = b
    height[m] = length[edge]!
    size[m] = (a < rows ? 1 : size[a - rows]!) + (b < rows ? 1 : size[b - rows]!)
  })
  return { left, right, height, size }
}
