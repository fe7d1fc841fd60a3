import { hasSimd, simdOver } from '../simd/simd'
import { squaredDistance, type Points } from './points'

/** How centres moved, and lie to each other: what a pass by Hamerly's bounds needs. */
export interface Moves {
  /** How far each centre moved. */
  moves: Float64Array
  /** Half the distance from each centre to the nearest other one. */
  gaps: Float64Array
  farthest: number
  /** How far `farthest` moved, and the farthest of the others. */
  most: number
  mostOfOthers: number
}

/** The centre that each point belongs to. All methods give the same to the last bit. */
export interface Nearest {
  labels: Int32Array
  /** At most so far is a point from its own centre, and at least so far from every other. */
  upper: Float64Array
  lower: Float64Array
  /** Coordinate sums and sizes of the clusters: kept up by `settle`, not by `assign`. */
  sums: Float64Array
  sizes: Int32Array
  /** Compares every point with every centre; gives the sum of the squared distances to the own. */
  assign: (centres: Float64Array) => number
  /** The same after centres moved, comparing only where the bounds leave it open. */
  settle: (centres: Float64Array, moves: Moves) => void
}

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
  const [upper, lower] = [new Float64Array(rows), new Float64Array(rows)]
  const sums = new Float64Array(k * width)
  const squares = new Float64Array(2)
  const assign: Nearest['assign'] = (centres) => assignAll(points, centres, labels, upper, lower)
  const settle: Nearest['settle'] = (centres, { moves, gaps, farthest, most, mostOfOthers }) => {
    for (let i = 0; i < rows; i++) {
      const own = labels[i]!
      let up = upper[i]! + moves[own]!
      let low = lower[i]! - (own === farthest ? mostOfOthers : most)
      const bound = low > gaps[own]! ? low : gaps[own]!
      if (up > bound) {
        const at = i * width
        up = Math.sqrt(squaredDistance(values, at, centres, own * width, width))
        if (up > bound) {
          const label = nearestTo(values, at, width, centres, squares)
          up = Math.sqrt(squares[0]!)
          low = Math.sqrt(squares[1]!)
          if (label !== own) {
            labels[i] = label
            sizes[own]!--
            sizes[label]!++
            for (let j = 0; j < width; j++) {
              sums[own * width + j]! -= values[at + j]!
              sums[label * width + j]! += values[at + j]!
            }
          }
        }
      }
      upper[i] = up
      lower[i] = low
    }
  }
  return { labels, upper, lower, sums, sizes, assign, settle }
}

/** By the compiled kernels, two centres at a time. Throws a RangeError where the memory is not to be had. */
export function quickNearest({ rows, width, values }: Points, k: number): Nearest {
  const lanes = 4 * Math.ceil(k / 4)
  const numbers = rows * (width + 2) + 2 * k * width + lanes * (width + 1) + 2 + 2 * k
  const { memory, kernels, start } = simdOver(8 * numbers + 4 * (rows + k))
  let at = start
  const next = (bytes: number) => (at += bytes) - bytes
  const doubles = (length: number) => new Float64Array(memory.buffer, next(8 * length), length)
  const points = doubles(rows * width)
  points.set(values)
  const [upper, lower] = [doubles(rows), doubles(rows)]
  const [sums, placed] = [doubles(k * width), doubles(k * width)]
  const [across, work] = [doubles(lanes * width), doubles(lanes + 2)]
  const [moved, apart] = [doubles(k), doubles(k)]
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
    upper,
    lower,
    sums,
    sizes,
    assign: (centres) => {
      place(centres)
      const [to, near, far] = [labels.byteOffset, upper.byteOffset, lower.byteOffset]
      const from = points.byteOffset
      return kernels.assignPoints(rows, width, from, across.byteOffset, lanes, to, near, far, work.byteOffset)
    },
    settle: (centres, { moves, gaps, farthest, most, mostOfOthers }) => {
      place(centres)
      moved.set(moves)
      apart.set(gaps)
      kernels.settlePoints(
        rows,
        width,
        points.byteOffset,
        placed.byteOffset,
        across.byteOffset,
        lanes,
        labels.byteOffset,
        upper.byteOffset,
        lower.byteOffset,
        moved.byteOffset,
        apart.byteOffset,
        farthest,
        most,
        mostOfOthers,
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
