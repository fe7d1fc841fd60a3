import { hasSimd, simdOver } from '../simd/simd'
import { squaredDistance, type Points } from './points'

/** How far centres went since the last `assign`, and how they lie to each other: what a pass by the bounds needs. */
export interface Moves {
  /** The lengths of each centre's moves, summed. */
  travelled: Float64Array
  /** The lengths of the longest move of the other centres in each pass, summed. */
  approached: Float64Array
  /** Half the distance from each centre to the nearest other one. */
  gaps: Float64Array
}

/** The centre that each point belongs to. All methods give the same to the last bit. */
export interface Nearest {
  labels: Int32Array
  /** Coordinate sums and sizes of the clusters: kept up by `settle`, not by `assign`. */
  sums: Float64Array
  sizes: Int32Array
  /** Compares every point with every centre; gives the sum of the squared distances to the own. */
  assign: (centres: Float64Array) => number
  /** The same after centres moved, comparing only where the bounds leave it open. */
  settle: (centres: Float64Array, moves: Moves) => void
}

/**
 * Hamerly's bounds, stored so that a pass need not write them: a point surely keeps its centre until what the centre
 * has travelled and what others may have approached sum to more than `until`; it is at least `others`, less the
 * approach, away from every other centre.
 */
interface Bounds {
  until: Float64Array
  others: Float64Array
}

/** Sums of moves are taken to be less by this share than they are, so that their rounding never hides a point. */
const ROUNDING = 1e-13

/** Turns the distances to the own centre, in `until`, and to the second nearest into bounds before any move. */
function beginBounds({ until, others }: Bounds): void {
  for (let i = 0; i < until.length; i++) until[i] = others[i]! - until[i]!
}

/** Points that settlePoints takes at a time: it notes their numbers after its other work. */
const BATCH = 128

/** Below so many distances a pass, setting up the quick way costs more than it gains. */
const FEW = 50_000

/** For points and k centres, by SIMD where the browser has it and memory serves. */
export function nearestOf(points: Points, k: number): Nearest {
  if (points.rows * k < FEW || !hasSimd()) return plainNearest(points, k)
  try {
    return quickNearest(points, k)
  } catch (thrown) {
    if (thrown instanceof RangeError) return plainNearest(points, k)
    throw thrown
  }
}

export function plainNearest(points: Points, k: number): Nearest {
  const { rows, width, values } = points
  const [labels, sizes] = [new Int32Array(rows), new Int32Array(k)]
  const bounds: Bounds = { until: new Float64Array(rows), others: new Float64Array(rows) }
  const { until, others } = bounds
  const sums = new Float64Array(k * width)
  const gone = new Float64Array(k)
  const squares = new Float64Array(2)
  const assign: Nearest['assign'] = (centres) => {
    const inertia = assignAll(points, centres, labels, until, others)
    beginBounds(bounds)
    return inertia
  }
  const settle: Nearest['settle'] = (centres, { travelled, approached, gaps }) => {
    for (let c = 0; c < k; c++) gone[c] = travelled[c]! + approached[c]!
    for (let i = 0; i < rows; i++) {
      const own = labels[i]!
      if (until[i]! >= gone[own]!) continue
      const at = i * width
      const low = others[i]! - approached[own]!
      const up = Math.sqrt(squaredDistance(values, at, centres, own * width, width))
      // The gap narrows by at most half of what both centres move, while the point's own may move away from it.
      const slack = Math.max(low - up, (gaps[own]! - up) * (2 / 3))
      if (slack >= 0) {
        until[i] = slack + gone[own]! * (1 - ROUNDING)
        continue
      }
      const label = nearestTo(values, at, width, centres, squares)
      const second = Math.sqrt(squares[1]!)
      until[i] = second - Math.sqrt(squares[0]!) + gone[label]! * (1 - ROUNDING)
      others[i] = second + approached[label]!
      if (label === own) continue
      labels[i] = label
      sizes[own]!--
      sizes[label]!++
      for (let j = 0; j < width; j++) {
        sums[own * width + j]! -= values[at + j]!
        sums[label * width + j]! += values[at + j]!
      }
    }
  }
  return { labels, sums, sizes, assign, settle }
}

/** By the compiled kernels, two centres at a time. Throws a RangeError where the memory is not to be had. */
export function quickNearest({ rows, width, values }: Points, k: number): Nearest {
  const lanes = 4 * Math.ceil(k / 4)
  const numbers = rows * (width + 2) + 2 * k * width + lanes * width + 2 + BATCH / 2 + 3 * k
  const { memory, kernels, start } = simdOver(8 * numbers + 4 * (rows + k))
  let at = start
  const next = (bytes: number) => (at += bytes) - bytes
  const doubles = (length: number) => new Float64Array(memory.buffer, next(8 * length), length)
  const points = doubles(rows * width)
  points.set(values)
  const bounds: Bounds = { until: doubles(rows), others: doubles(rows) }
  const [sums, placed] = [doubles(k * width), doubles(k * width)]
  const [across, work] = [doubles(lanes * width), doubles(2 + BATCH / 2)]
  const [gone, towards, apart] = [doubles(k), doubles(k), doubles(k)]
  const whole = (length: number) => new Int32Array(memory.buffer, next(4 * length), length)
  const [labels, sizes] = [whole(rows), whole(k)]
  const place = (centres: Float64Array) => {
    placed.set(centres)
    // No point is nearest to a centre that is not there.
    across.fill(Infinity)
    for (let c = 0; c < k; c++)
      for (let j = 0; j < width; j++) across[j * lanes + c] = centres[c * width + j]!
  }
  return {
    labels,
    sums,
    sizes,
    assign: (centres) => {
      place(centres)
      const [to, near, far] = [labels.byteOffset, bounds.until.byteOffset, bounds.others.byteOffset]
      const from = points.byteOffset
      const inertia = kernels.assignPoints(
        rows,
        width,
        from,
        across.byteOffset,
        lanes,
        to,
        near,
        far,
        work.byteOffset,
      )
      beginBounds(bounds)
      return inertia
    },
    settle: (centres, { travelled, approached, gaps }) => {
      place(centres)
      for (let c = 0; c < k; c++) gone[c] = travelled[c]! + approached[c]!
      towards.set(approached)
      apart.set(gaps)
      kernels.settlePoints(
        rows,
        width,
        points.byteOffset,
        placed.byteOffset,
        across.byteOffset,
        lanes,
        labels.byteOffset,
        bounds.until.byteOffset,
        bounds.others.byteOffset,
        gone.byteOffset,
        towards.byteOffset,
        apart.byteOffset,
        1 - ROUNDING,
        sums.byteOffset,
        sizes.byteOffset,
        work.byteOffset,
      )
    },
  }
}

/** Writes label, distance to it and to the second nearest; gives the sum of the squared distances. */
export function assignAll(
  { rows, width, values }: Points,
  centres: Float64Array,
  labels: Int32Array,
  nearest: Float64Array,
  second: Float64Array,
): number {
  const squares = new Float64Array(2)
  let inertia = 0
  for (let i = 0, at = 0; i < rows; i++, at += width) {
    labels[i] = nearestTo(values, at, width, centres, squares)
    nearest[i] = Math.sqrt(squares[0]!)
    second[i] = Math.sqrt(squares[1]!)
    inertia += squares[0]!
  }
  return inertia
}

/**
 * The number of the centre nearest to the point that starts at `at`, the first of equals; `squares` gets the squared
 * distances to it and to the second nearest.
 */
function nearestTo(
  values: Float64Array,
  at: number,
  width: number,
  centres: Float64Array,
  squares: Float64Array,
): number {
  let best = Infinity
  let second = Infinity
  let label = 0
  for (let c = 0, from = 0; from < centres.length; c++, from += width) {
    let square = 0
    for (let j = 0; j < width; j++) {
      const apart = values[at + j]! - centres[from + j]!
      square += apart * apart
    }
    if (square < best) {
      second = best
      best = square
      label = c
    } else if (square < second) second = square
  }
  squares[0] = best
  squares[1] = second
  return label
}
