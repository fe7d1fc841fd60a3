/** Columns swept at a time; a multiple of the tile. */
const BLOCK = 64
const TILE = 4

/**
 * Inverts a symmetric positive definite matrix in place, block by block with the sweep operator (Goodnight 1979), which
 * needs no pivoting here: n³ ⁄ 2 multiplications. `matrix` is row-major, `size` × `size`, `size` a multiple of 4
 * (`paddedSize`); only its lower triangle is read, and all of it is written.
 */
export function invertPositive(
  matrix: Float64Array,
  size: number,
  report: (share: number) => void = () => undefined,
): void {
  const panel = new Float64Array(size * BLOCK)
  const solved = new Float64Array(size * BLOCK)
  for (let from = 0; from < size; from += BLOCK) {
    report(from / size)
    const width = Math.min(BLOCK, size - from)
    const block = takeBlock(matrix, size, from, width)
    sweepBlock(block, width)
    takePanel(matrix, size, from, width, panel)
    multiply(panel, block, size, width, solved)
    subtractProduct(matrix, size, width, solved, panel)
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

/** The hot loop: the lower triangle loses solved · panelᵀ, four by four entries at a time. */
function subtractProduct(
  m: Float64Array,
  size: number,
  width: number,
  solved: Float64Array,
  panel: Float64Array,
): void {
  const step = TILE * width
  const GROUP = 32 * TILE
  for (let group = 0; group < size; group += GROUP) {
    for (let i = group; i < size; i += TILE) {
      const end = Math.min(group + GROUP, i + TILE)
      for (let j = group; j < end; j += TILE)
        tile(m, i * size + j, size, solved, (i >> 2) * step, panel, (j >> 2) * step, step)
    }
  }
}

function tile(
  m: Float64Array,
  at: number,
  size: number,
  a: Float64Array,
  aFrom: number,
  b: Float64Array,
  bFrom: number,
  steps: number,
): void {
  let c00 = 0,
    c01 = 0,
    c02 = 0,
    c03 = 0
  let c10 = 0,
    c11 = 0,
    c12 = 0,
    c13 = 0
  let c20 = 0,
    c21 = 0,
    c22 = 0,
    c23 = 0
  let c30 = 0,
    c31 = 0,
    c32 = 0,
    c33 = 0
  for (let t = 0; t < steps; t += TILE) {
    const b0 = b[bFrom + t]!
    const b1 = b[bFrom + t + 1]!
    const b2 = b[bFrom + t + 2]!
    const b3 = b[bFrom + t + 3]!
    const a0 = a[aFrom + t]!
    c00 += a0 * b0
    c01 += a0 * b1
    c02 += a0 * b2
    c03 += a0 * b3
    const a1 = a[aFrom + t + 1]!
    c10 += a1 * b0
    c11 += a1 * b1
    c12 += a1 * b2
    c13 += a1 * b3
    const a2 = a[aFrom + t + 2]!
    c20 += a2 * b0
    c21 += a2 * b1
    c22 += a2 * b2
    c23 += a2 * b3
    const a3 = a[aFrom + t + 3]!
    c30 += a3 * b0
    c31 += a3 * b1
    c32 += a3 * b2
    c33 += a3 * b3
  }
  m[at]! -= c00
  m[at + 1]! -= c01
  m[at + 2]! -= c02
  m[at + 3]! -= c03
  const second = at + size
  m[second]! -= c10
  m[second + 1]! -= c11
  m[second + 2]! -= c12
  m[second + 3]! -= c13
  const third = second + size
  m[third]! -= c20
  m[third + 1]! -= c21
  m[third + 2]! -= c22
  m[third + 3]! -= c23
  const fourth = third + size
  m[fourth]! -= c30
  m[fourth + 1]! -= c31
  m[fourth + 2]! -= c32
  m[fourth + 3]! -= c33
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
