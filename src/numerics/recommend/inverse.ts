import { simdOver, type SimdKernels } from '../simd/simd'

/** Columns swept at a time; a multiple of the tile. */
const BLOCK = 64
const TILE = 4

/** A symmetric matrix, row-major, `size` × `size`, in the memory of the SIMD kernels, with room to invert it. */
export interface PositiveMatrix {
  size: number
  values: Float64Array
  room: { kernels: SimdKernels; start: number; panel: Float64Array; solved: Float64Array }
}

/** Zeros; `size` has to be a multiple of 4 (`paddedSize`). */
export function positiveMatrix(size: number): PositiveMatrix {
  const [cells, panel] = [size * size, size * BLOCK]
  const { memory, kernels, start } = simdOver(8 * (cells + 2 * panel))
  const part = (from: number, length: number) => new Float64Array(memory.buffer, start + 8 * from, length)
  const room = { kernels, start, panel: part(cells, panel), solved: part(cells + panel, panel) }
  return { size, values: part(0, cells), room }
}

/**
 * Inverts a symmetric positive definite matrix in place, block by block with the sweep operator (Goodnight 1979), which
 * needs no pivoting here: n³ ⁄ 2 multiplications. Only the lower triangle is read, and all of it is written.
 */
export function invertPositive(
  { size, values: matrix, room }: PositiveMatrix,
  report: (share: number) => void = () => undefined,
): void {
  const { kernels, start, panel, solved } = room
  for (let from = 0; from < size; from += BLOCK) {
    report(from / size)
    const width = Math.min(BLOCK, size - from)
    const block = takeBlock(matrix, size, from, width)
    sweepBlock(block, width)
    takePanel(matrix, size, from, width, panel)
    multiply(panel, block, size, width, solved)
    // The hot loop: the lower triangle loses solved · panelᵀ.
    kernels.subtractProduct(start, size, solved.byteOffset, panel.byteOffset, width)
    putBack(matrix, size, from, width, solved, block)
  }
  mirror(matrix, size)
}

/** The least size a matrix of `size` can be padded to, with ones on the diagonal. */
export const paddedSize = (size: number): number => Math.ceil(size / TILE) * TILE

function takeBlock(matrix: Float64Array, size: number, from: number, width: number): Float64Array {
  const block = new Float64Array(width * width)
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      const value = matrix[(from + i) * size + from + j]!
      block[i * width + j] = value
      block[j * width + i] = value
    }
  }
  return block
}

/** The inverse of a small matrix, in place, sign turned back. */
function sweepBlock(block: Float64Array, width: number): void {
  for (let k = 0; k < width; k++) {
    const pivot = block[k * width + k]!
    if (!(pivot > 0)) throw new Error('The matrix is not positive definite.')
    for (let i = 0; i < width; i++) {
      if (i === k) continue
      const factor = block[i * width + k]! / pivot
      if (factor === 0) continue
      for (let j = 0; j < width; j++) if (j !== k) block[i * width + j]! -= factor * block[k * width + j]!
    }
    for (let i = 0; i < width; i++) {
      block[i * width + k]! /= pivot
      if (i !== k) block[k * width + i] = block[i * width + k]!
    }
    block[k * width + k] = -1 / pivot
  }
  for (let at = 0; at < block.length; at++) block[at] = -block[at]!
}

/** Columns of the block over all rows, four rows interleaved; zero in the block's own rows. */
function takePanel(m: Float64Array, size: number, from: number, width: number, panel: Float64Array): void {
  panel.fill(0)
  for (let i = 0; i < size; i++) {
    if (i >= from && i < from + width) continue
    const to = (i >> 2) * TILE * width + (i & 3)
    for (let t = 0; t < width; t++)
      panel[to + t * TILE] = i > from ? m[i * size + from + t]! : m[(from + t) * size + i]!
  }
}

function multiply(
  panel: Float64Array,
  block: Float64Array,
  size: number,
  width: number,
  into: Float64Array,
): void {
  into.fill(0)
  for (let tile = 0; tile < size * width; tile += TILE * width) {
    for (let t = 0; t < width; t++) {
      const from = tile + t * TILE
      const p0 = panel[from]!
      const p1 = panel[from + 1]!
      const p2 = panel[from + 2]!
      const p3 = panel[from + 3]!
      for (let u = 0; u < width; u++) {
        const factor = block[t * width + u]!
        const to = tile + u * TILE
        into[to]! += p0 * factor
        into[to + 1]! += p1 * factor
        into[to + 2]! += p2 * factor
        into[to + 3]! += p3 * factor
      }
    }
  }
}

function putBack(
  m: Float64Array,
  size: number,
  from: number,
  width: number,
  solved: Float64Array,
  block: Float64Array,
): void {
  for (let i = 0; i < size; i++) {
    if (i >= from && i < from + width) continue
    const at = (i >> 2) * TILE * width + (i & 3)
    for (let t = 0; t < width; t++) {
      if (i > from) m[i * size + from + t] = solved[at + t * TILE]!
      else m[(from + t) * size + i] = solved[at + t * TILE]!
    }
  }
  for (let i = 0; i < width; i++)
    for (let j = 0; j <= i; j++) m[(from + i) * size + from + j] = -block[i * width + j]!
}

/** What the sweeps leave is the negative of the inverse, below the diagonal. */
function mirror(m: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = -m[i * size + j]!
      m[i * size + j] = value
      m[j * size + i] = value
    }
  }
}
