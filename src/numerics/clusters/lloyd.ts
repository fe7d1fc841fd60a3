import { nearestOf, type Nearest } from './nearest'
import { squaredDistance, type Points } from './points'

export interface LloydResult {
  /** k × width, cluster by cluster. */
  centres: Float64Array
  labels: Int32Array
  sizes: Int32Array
  /** Sum of squared distances to the own centre. */
  inertia: number
  iterations: number
  converged: boolean
}

/**
 * Lloyd's algorithm with Hamerly's bounds (Hamerly 2010, SDM), from the given `centres` (k × width, not changed) until
 * the squared moves of the centres sum to at most `tolerance`, or `iterations` are over. At the end every point is
 * compared with every centre: it belongs to the nearest, of equally near ones to the first. An empty cluster moves to
 * the point farthest from its own centre, the first of equals. Needs at least k distinct points.
 * O(iterations × n × k × width) at worst; most points cost O(1) an iteration. `nearest`: a place to work in, of the same
 * points and as many centres, left as it is at the end.
 */
export function lloyd(
  points: Points,
  centres: Float64Array,
  {
    tolerance = 0,
    iterations: most = 300,
    nearest = nearestOf(points, centres.length / points.width),
  }: { tolerance?: number; iterations?: number; nearest?: Nearest } = {},
): LloydResult {
  const { width } = points
  const k = centres.length / width
  let current: Float64Array = centres.slice()
  const { labels, sums, sizes } = nearest
  const [moves, gaps] = [new Float64Array(k), new Float64Array(k)]
  const [travelled, approached] = [new Float64Array(k), new Float64Array(k)]
  const assign = (): number => {
    travelled.fill(0)
    approached.fill(0)
    const inertia = nearest.assign(current)
    sumUp(points, labels, sums, sizes)
    return inertia
  }
  assign()
  let iterations = 0
  let converged = false
  while (iterations < most && !converged) {
    iterations++
    const isRefilled = refill(points, current, labels, sums, sizes)
    const next = means(sums, sizes, current, width)
    let moved = 0
    for (let c = 0; c < k; c++) {
      const square = squaredDistance(next, c * width, current, c * width, width)
      moves[c] = Math.sqrt(square)
      moved += square
    }
    current = next
    converged = !isRefilled && moved <= tolerance
    if (converged) break
    if (isRefilled) {
      assign()
      continue
    }
    halfGaps(current, k, width, gaps)
    addMoves(moves, travelled, approached)
    nearest.settle(current, { travelled, approached, gaps })
  }
  const inertia = assign()
  return { centres: current, labels: labels.slice(), sizes: sizes.slice(), inertia, iterations, converged }
}

/** Coordinate sums and sizes of the clusters. */
export function sumUp(
  { rows, width, values }: Points,
  labels: Int32Array,
  sums: Float64Array,
  sizes: Int32Array,
): void {
  sums.fill(0)
  sizes.fill(0)
  for (let i = 0, at = 0; i < rows; i++) {
    const from = labels[i]! * width
    sizes[labels[i]!]!++
    for (let j = 0; j < width; j++) sums[from + j]! += values[at++]!
  }
}

function means(sums: Float64Array, sizes: Int32Array, before: Float64Array, width: number): Float64Array {
  return sums.map((sum, at) => {
    const size = sizes[Math.floor(at / width)]!
    return size > 0 ? sum / size : before[at]!
  })
}

/** Gives each empty cluster the point farthest from the centre it has; whether there was one. */
function refill(
  { rows, width, values }: Points,
  centres: Float64Array,
  labels: Int32Array,
  sums: Float64Array,
  sizes: Int32Array,
): boolean {
  let isRefilled = false
  for (let c = 0; c < sizes.length; c++) {
    if (sizes[c]! > 0) continue
    let farthest = -1
    let most = 0
    for (let i = 0; i < rows; i++) {
      if (sizes[labels[i]!]! < 2) continue
      const square = squaredDistance(values, i * width, centres, labels[i]! * width, width)
      if (square > most) {
        most = square
        farthest = i
      }
    }
    if (farthest < 0) continue
    isRefilled = true
    const from = labels[farthest]!
    labels[farthest] = c
    sizes[from]!--
    sizes[c] = 1
    for (let j = 0; j < width; j++) {
      sums[from * width + j]! -= values[farthest * width + j]!
      sums[c * width + j] = values[farthest * width + j]!
    }
  }
  return isRefilled
}

/** Half the distance from each centre to the nearest other one: nearer than that, a point is in the right cluster. */
function halfGaps(centres: Float64Array, k: number, width: number, into: Float64Array): void {
  into.fill(Infinity)
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < a; b++) {
      const half = Math.sqrt(squaredDistance(centres, a * width, centres, b * width, width)) / 2
      if (half < into[a]!) into[a] = half
      if (half < into[b]!) into[b] = half
    }
  }
}

/** Adds each centre's own move, and the longest of the others'. */
function addMoves(moves: Float64Array, travelled: Float64Array, approached: Float64Array): void {
  let [farthest, most, second] = [0, -1, 0]
  moves.forEach((move, c) => {
    travelled[c]! += move
    if (move > most) [farthest, most, second] = [c, move, Math.max(most, 0)]
    else if (move > second) second = move
  })
  for (let c = 0; c < moves.length; c++) approached[c]! += c === farthest ? second : most
}
