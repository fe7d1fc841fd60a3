import type { Points } from './points'

/** Points in a tree of median cuts (Bentley 1975), for the nearest ones. */
export interface KdTree {
  points: Points
  /** Rows, so that each node is a range of them. */
  rows: Int32Array
  /** Coordinate each inner node is cut by, heap-numbered from 1; −1 for a leaf. */
  axis: Int16Array
  cut: Float64Array
}

const LEAF = 16

/** O(n log² n). The axis of each node is the widest of its points. */
export function kdTree(points: Points): KdTree {
  const { rows: n, width, values } = points
  const rows = Int32Array.from({ length: n }, (_, i) => i)
  const nodes = 4 * Math.max(1, Math.ceil(n / LEAF)) + 4
  const axis = new Int16Array(nodes).fill(-1)
  const cut = new Float64Array(nodes)
  const split = (node: number, from: number, to: number): void => {
    if (to - from <= LEAF || 2 * node + 1 >= nodes) return
    let [widest, by] = [0, -1]
    for (let j = 0; j < width; j++) {
      let [low, high] = [Infinity, -Infinity]
      for (let at = from; at < to; at++) {
        const value = values[rows[at]! * width + j]!
        if (value < low) low = value
        if (value > high) high = value
      }
      if (high - low > widest) [widest, by] = [high - low, j]
    }
    if (by < 0) return
    rows.subarray(from, to).sort((a, b) => values[a * width + by]! - values[b * width + by]! || a - b)
    const middle = (from + to) >> 1
    axis[node] = by
    cut[node] = values[rows[middle]! * width + by]!
    split(2 * node, from, middle)
    split(2 * node + 1, middle, to)
  }
  split(1, 0, n)
  return { points, rows, axis, cut }
}

/**
 * The `count` nearest points to the one at `at` of `x`, itself among them if it is one: rows and squared distances,
 * ascending; of equally near points the lower row.
 */
export function nearestRows(
  { points, rows, axis, cut }: KdTree,
  x: Float64Array,
  at: number,
  count: number,
): { rows: Int32Array; squares: Float64Array } {
  const { width, values } = points
  const wanted = Math.min(count, points.rows)
  const found = new Int32Array(wanted)
  const squares = new Float64Array(wanted).fill(Infinity)
  const visit = (node: number, from: number, to: number): void => {
    const by = axis[node] ?? -1
    if (by < 0) {
      for (let place = from; place < to; place++) {
        const row = rows[place]!
        let square = 0
        for (let j = 0; j < width; j++) {
          const apart = values[row * width + j]! - x[at + j]!
          square += apart * apart
        }
        insert(row, square)
      }
      return
    }
    const middle = (from + to) >> 1
    const apart = x[at + by]! - cut[node]!
    const sides: [number, number, number][] = [
      [2 * node, from, middle],
      [2 * node + 1, middle, to],
    ]
    if (apart >= 0) sides.reverse()
    visit(...sides[0]!)
    if (apart * apart <= squares[wanted - 1]!) visit(...sides[1]!)
  }
  const insert = (row: number, square: number): void => {
    let place = wanted - 1
    if (square > squares[place]! || (square === squares[place] && row > found[place]!)) return
    while (
      place > 0 &&
      (squares[place - 1]! > square || (squares[place - 1] === square && found[place - 1]! > row))
    ) {
      squares[place] = squares[place - 1]!
      found[place] = found[place - 1]!
      place--
    }
    squares[place] = square
    found[place] = row
  }
  visit(1, 0, points.rows)
  return { rows: found, squares }
}
