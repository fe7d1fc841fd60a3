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
  for (let row = 0, at = 0; row < into.length; row++) {
    let sum = biases?.[row] ?? 0
    for (let f = 0; f < width; f++) sum += vector[f]! * rows[at++]!
    into[row] = sum
  }
}
