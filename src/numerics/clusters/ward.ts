import { Unfit } from '../unfit'
import { contentOrder } from './content-order'
import { canonical, type Partition } from './k-means'
import { sumUp } from './lloyd'
import { assignAll } from './nearest'
import { firstOf, squaredDistance, take, type Points } from './points'

/** Merges by ascending height. Points are 0 to n − 1, the cluster made by merge m is n + m; left < right. */
export interface Dendrogram {
  rows: number
  left: Int32Array
  right: Int32Array
  /** Ward's distance, √(2ab ÷ (a + b)) · |centre − centre|: that of two points is Euclidean (as in scipy). */
  height: Float64Array
  size: Int32Array
}

/**
 * Ward's agglomerative clustering by the nearest-neighbour chain (Murtagh 1983; Müllner 2011) over centroids: O(n²
 * width) time, O(n) memory beyond the points. Of equally near neighbours the one before in the chain is taken, else
 * the one with the lowest number.
 */
export function wardTree(points: Points, report: (share: number) => void = () => undefined): Dendrogram {
  const { rows, width } = points
  const centres = points.values.slice()
  const sizes = new Float64Array(rows).fill(1)
  const active = Int32Array.from({ length: rows }, (_, i) => i)
  const placeOf = active.slice()
  let left = rows
  const chain: number[] = []
  const merges: { a: number; b: number; square: number }[] = []
  while (left > 1) {
    if (chain.length === 0) chain.push(lowest(active, left))
    const tip = chain[chain.length - 1]!
    const before = chain[chain.length - 2] ?? -1
    let best = before
    let least = before < 0 ? Infinity : wardSquare(centres, sizes, tip, before, width)
    for (let at = 0; at < left; at++) {
      const other = active[at]!
      if (other === tip || other === before) continue
      const weight = (2 * sizes[tip]! * sizes[other]!) / (sizes[tip]! + sizes[other]!)
      const limit = least / weight
      let square = 0
      for (let j = 0; j < width && square <= limit; j++) {
        const apart = centres[tip * width + j]! - centres[other * width + j]!
        square += apart * apart
      }
      const ward = weight * square
      if (ward < least || (ward === least && best !== before && other < best)) {
        least = ward
        best = other
      }
    }
    if (best !== before) {
      chain.push(best)
      continue
    }
    chain.length -= 2
    merges.push({ a: Math.min(tip, best), b: Math.max(tip, best), square: least })
    join(centres, sizes, Math.min(tip, best), Math.max(tip, best), width)
    left--
    const gone = placeOf[Math.max(tip, best)]!
    active[gone] = active[left]!
    placeOf[active[gone]!] = gone
    if ((merges.length & 255) === 0) report(merges.length / rows)
  }
  return ordered(merges, rows)
}

export interface WardResult extends Partition {
  tree: Dendrogram
  /** The row of the points given that is leaf i of the tree. */
  leaves: Int32Array
}

/**
 * Ward's tree of the first `sample` rows in content order, cut into k clusters; rows beyond the sample go to the
 * nearest centre. Throws `Unfit` fewerDistinctThanClusters.
 */
export function wardClusters(
  given: Points,
  { k, seed = 1, sample = 5000 }: { k: number; seed?: number; sample?: number },
  report: (share: number) => void = () => undefined,
): WardResult {
  const { order, distinct } = contentOrder(given, seed)
  const points = take(given, order)
  const part = firstOf(points, sample)
  const inPart = part.rows === points.rows ? distinct : contentOrder(part, seed).distinct
  if (k < 1 || inPart < k) throw new Unfit('fewerDistinctThanClusters', inPart)
  const { width } = points
  const tree = wardTree(part, report)
  const own = cutTree(tree, k)
  const sums = new Float64Array(k * width)
  const sizes = new Int32Array(k)
  sumUp(part, own, sums, sizes)
  const centres = sums.map((sum, at) => sum / sizes[Math.floor(at / width)]!)
  const labels = new Int32Array(points.rows)
  const spare = new Float64Array(points.rows)
  assignAll(points, centres, labels, spare, spare.slice())
  labels.set(own)
  sumUp(points, labels, sums, sizes)
  let inertia = 0
  labels.forEach((c, i) => {
    inertia += squaredDistance(points.values, i * width, centres, c * width, width)
  })
  const found = canonical({ centres, labels, sizes }, order, width)
  return { ...found, inertia, iterations: 1, converged: true, tree, leaves: order.slice(0, part.rows) }
}

/** The cluster, from 0, of each point when the last k − 1 merges are undone; numbered by first appearance. */
export function cutTree({ rows, left, right }: Dendrogram, k: number): Int32Array {
  const parent = Int32Array.from({ length: 2 * rows - 1 }, (_, i) => i)
  for (let m = 0; m < rows - k; m++) parent[left[m]!] = parent[right[m]!] = rows + m
  for (let i = 2 * rows - 2; i >= 0; i--) parent[i] = parent[parent[i]!]!
  const numbers = new Map<number, number>()
  return Int32Array.from({ length: rows }, (_, i) => {
    const root = parent[i]!
    if (!numbers.has(root)) numbers.set(root, numbers.size)
    return numbers.get(root) ?? 0
  })
}

function wardSquare(centres: Float64Array, sizes: Float64Array, a: number, b: number, width: number): number {
  const weight = (2 * sizes[a]! * sizes[b]!) / (sizes[a]! + sizes[b]!)
  return weight * squaredDistance(centres, a * width, centres, b * width, width)
}

/** Cluster b becomes part of cluster a. */
function join(centres: Float64Array, sizes: Float64Array, a: number, b: number, width: number): void {
  const size = sizes[a]! + sizes[b]!
  for (let j = 0; j < width; j++) {
    const [x, y] = [centres[a * width + j]!, centres[b * width + j]!]
    centres[a * width + j] = x + ((y - x) * sizes[b]!) / size
  }
  sizes[a] = size
}

function lowest(active: Int32Array, left: number): number {
  let least = active[0]!
  for (let at = 1; at < left; at++) if (active[at]! < least) least = active[at]!
  return least
}

/** The chain finds merges out of order: sorted by height, with the numbers clusters have then. */
function ordered(merges: { a: number; b: number; square: number }[], rows: number): Dendrogram {
  const sorted = merges
    .map((merge, at) => ({ ...merge, at }))
    .sort((x, y) => x.square - y.square || x.at - y.at)
  const parent = Int32Array.from({ length: 2 * rows - 1 }, (_, i) => i)
  const sizes = new Int32Array(2 * rows - 1).fill(1)
  const rootOf = (point: number): number => {
    let root = point
    while (parent[root] !== root) root = parent[root] = parent[parent[root]!]!
    return root
  }
  const tree: Dendrogram = {
    rows,
    left: new Int32Array(sorted.length),
    right: new Int32Array(sorted.length),
    height: new Float64Array(sorted.length),
    size: new Int32Array(sorted.length),
  }
  sorted.forEach(({ a, b, square }, m) => {
    const [x, y] = [rootOf(a), rootOf(b)]
    parent[x] = parent[y] = rows + m
    tree.left[m] = Math.min(x, y)
    tree.right[m] = Math.max(x, y)
    tree.height[m] = Math.sqrt(square)
    tree.size[m] = sizes[rows + m] = sizes[x]! + sizes[y]!
  })
  return tree
}
