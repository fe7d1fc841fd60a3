import { growTo, simdOver } from '../simd/simd'

/** Networks run on 32-bit floats; 64-bit ones are for checks of their gradients. */
export type Numbers = Float32Array | Float64Array

export interface ProductShape {
  /** Rows of the result, its columns, and the length of the sums. */
  m: number
  n: number
  k: number
  /** Whether a is given as k × m, and b as n × k. */
  aTurned?: boolean
  bTurned?: boolean
}

/** c += a · b, row-major; in 32-bit floats with SIMD. */
export function addProduct(a: Numbers, b: Numbers, c: Numbers, shape: ProductShape): void {
  if (a.length === 0 || b.length === 0 || c.length === 0) return
  if (a instanceof Float32Array && b instanceof Float32Array && c instanceof Float32Array)
    addProductQuickly(a, b, c, shape)
  else addProductPlainly(a, b, c, shape)
}

let simd: ReturnType<typeof simdOver> | null = null
let floats = new Float32Array(0)

function addProductQuickly(
  a: Float32Array,
  b: Float32Array,
  c: Float32Array,
  { m, n, k, aTurned = false, bTurned = false }: ProductShape,
): void {
  const needed = 4 * (m * k + k * n + m * n)
  simd ??= simdOver(needed)
  growTo(simd.memory, needed)
  if (floats.buffer !== simd.memory.buffer) floats = new Float32Array(simd.memory.buffer)
  const aAt = simd.start >> 2
  const bAt = aAt + m * k
  const cAt = bAt + k * n
  floats.set(a.subarray(0, m * k), aAt)
  if (bTurned) turn(b, n, k, bAt)
  else floats.set(b.subarray(0, k * n), bAt)
  floats.set(c.subarray(0, m * n), cAt)
  const [row, column] = aTurned ? [4, 4 * m] : [4 * k, 4]
  simd.kernels.multiply(m, n, k, 4 * aAt, row, column, 4 * bAt, 4 * cAt, 1)
  c.set(floats.subarray(cAt, cAt + m * n))
}

function turn(matrix: Float32Array, rows: number, width: number, to: number): void {
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++)
      floats[to + column * rows + row] = matrix[row * width + column]!
}

function addProductPlainly(
  a: Numbers,
  b: Numbers,
  c: Numbers,
  { m, n, k, aTurned = false, bTurned = false }: ProductShape,
): void {
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0
      for (let p = 0; p < k; p++)
        sum += a[aTurned ? p * m + i : i * k + p]! * b[bTurned ? j * k + p : p * n + j]!
      c[i * n + j]! += sum
    }
  }
}
