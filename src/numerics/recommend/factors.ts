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
  const width = vector.length
  for (let row = 0; row < into.length; row++)
    into[row] = (biases?.[row] ?? 0) + product(rows, row * width, vector)
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
