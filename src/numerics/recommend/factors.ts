import type { Random } from '../random'

/** Vectors of members and items, row by row. */
export interface Factors {
  ofMembers: Float32Array
  ofItems: Float32Array
}

/** Rows of normal numbers with the given spread, divided by √width. */
export function randomFactors(rows: number, width: number, random: Random, spread: number): Float32Array {
  const scale = spread / Math.sqrt(width)
  return Float32Array.from({ length: rows * width }, () => scale * random.normal())
}

/** Product of a vector with each row, plus the row's bias. */
export function scoreOf(
  vector: Float64Array,
  rows: Float32Array,
  into: Float64Array,
  biases?: Float32Array,
): void {
  let row = 0
  for (; row + 1 < into.length; row += 2) productOfTwo(rows, row, vector, into)
  if (row < into.length) into[row] = product(rows, row * vector.length, vector)
  if (biases) for (row = 0; row < into.length; row++) into[row]! += biases[row]!
}

/**
 * The products with a row and the next, each summed as `product` does; a number of the vector is read once for both. Index
 * and sums are variables of their own, which engines keep in registers: half the time of one row at a time.
 */
function productOfTwo(rows: Float32Array, row: number, vector: Float64Array, into: Float64Array): void {
  const width = vector.length
  let at = row * width
  let next = at + width
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let a2 = 0
  let b2 = 0
  let c2 = 0
  let d2 = 0
  let f = 0
  for (; f + 3 < width; f += 4) {
    const w = vector[f]!
    const x = vector[f + 1]!
    const y = vector[f + 2]!
    const z = vector[f + 3]!
    a += rows[at]! * w
    b += rows[at + 1]! * x
    c += rows[at + 2]! * y
    d += rows[at + 3]! * z
    a2 += rows[next]! * w
    b2 += rows[next + 1]! * x
    c2 += rows[next + 2]! * y
    d2 += rows[next + 3]! * z
    at += 4
    next += 4
  }
  for (; f < width; f++) {
    a += rows[at++]! * vector[f]!
    a2 += rows[next++]! * vector[f]!
  }
  into[row] = a + b + (c + d)
  into[row + 1] = a2 + b2 + (c2 + d2)
}

/** Product of a vector with what begins at `from`; four sums side by side, which do not wait for each other. */
export function product(rows: Float32Array, from: number, vector: Float64Array): number {
  const width = vector.length
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let f = 0
  for (; f + 3 < width; f += 4) {
    a += rows[from + f]! * vector[f]!
    b += rows[from + f + 1]! * vector[f + 1]!
    c += rows[from + f + 2]! * vector[f + 2]!
    d += rows[from + f + 3]! * vector[f + 3]!
  }
  for (; f < width; f++) a += rows[from + f]! * vector[f]!
  return a + b + (c + d)
}
