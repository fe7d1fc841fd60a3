import { Unfit } from '../unfit'

/** `rows` points of `width` finite coordinates, row by row: coordinate j of point i is `values[i * width + j]`. */
export interface Points {
  rows: number
  width: number
  values: Float64Array
}

/**
 * The rows of `columns` (each of one length) where every value is finite, as points, with `places`: the row of the
 * columns that each point came from. Missing and infinite values leave their row out, and are counted by the caller
 * as columns' length − places' length. Throws `Unfit` noFeatures or noCompleteRows.
 */
export function completePoints(columns: readonly Float64Array[]): { points: Points; places: Int32Array } {
  const width = columns.length
  const all = columns[0]?.length ?? 0
  if (width === 0) throw new Unfit('noFeatures', 0)
  const isComplete = new Uint8Array(all).fill(1)
  for (const values of columns) {
    for (let i = 0; i < all; i++) if (!Number.isFinite(values[i])) isComplete[i] = 0
  }
  let rows = 0
  for (let i = 0; i < all; i++) rows += isComplete[i]!
  if (rows === 0) throw new Unfit('noCompleteRows', all)
  const places = new Int32Array(rows)
  for (let i = 0, at = 0; i < all; i++) if (isComplete[i]) places[at++] = i
  const values = new Float64Array(rows * width)
  columns.forEach((column, j) => {
    for (let at = 0; at < rows; at++) values[at * width + j] = column[places[at]!]!
  })
  return { points: { rows, width, values }, places }
}

/** The points at `places`, in that order. */
export function take({ width, values }: Points, places: ArrayLike<number>): Points {
  const taken = new Float64Array(places.length * width)
  for (let at = 0; at < places.length; at++) {
    const from = places[at]! * width
    for (let j = 0; j < width; j++) taken[at * width + j] = values[from + j]!
  }
  return { rows: places.length, width, values: taken }
}

/** The first `count` points; a view, not a copy. */
export const firstOf = ({ rows, width, values }: Points, count: number): Points => {
  const kept = Math.min(rows, count)
  return { rows: kept, width, values: values.subarray(0, kept * width) }
}

/** Mean of each coordinate. */
export function centreOf({ rows, width, values }: Points): Float64Array {
  const sums = new Float64Array(width)
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < width; j++) sums[j]! += values[at++]!
  return sums.map((sum) => sum / rows)
}

/** Squared Euclidean distance between the points that start at `a` of `x` and at `b` of `y`. */
export function squaredDistance(
  x: Float64Array,
  a: number,
  y: Float64Array,
  b: number,
  width: number,
): number {
  let sum = 0
  for (let j = 0; j < width; j++) {
    const apart = x[a + j]! - y[b + j]!
    sum += apart * apart
  }
  return sum
}

/** Each row of `a` followed by the same row of `b`. */
export function sideBySide(a: Points, b: Points): Points {
  if (b.width === 0) return a
  const width = a.width + b.width
  const values = new Float64Array(a.rows * width)
  for (let i = 0; i < a.rows; i++) {
    for (let j = 0; j < a.width; j++) values[i * width + j] = a.values[i * a.width + j]!
    for (let j = 0; j < b.width; j++) values[i * width + a.width + j] = b.values[i * b.width + j]!
  }
  return { rows: a.rows, width, values }
}
