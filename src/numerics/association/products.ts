import { hasSimd, simdOver } from '../simd/simd'

/** Rows taken at a time: eight columns of them stay in the processor's nearest cache. */
export const BLOCK = 256

/** Adds up, block by block, what columns have in common. */
export interface Products {
  /** Takes the next BLOCK values of each column, in `blocks`. */
  add: (blocks: readonly Float64Array[]) => void
  /** The sum of the products of columns a ≥ b. */
  of: (a: number, b: number) => number
}

/** Below so many products, setting up the quick way costs more than it gains. */
const FEW = 1_000_000
/** The quick way takes every two columns; where fewer than one pair in so many is wanted, taking these alone is quicker. */
const SPARSE = 4

/** For `count` columns over `rows` rows, those pairs a > b that are `wanted`; by SIMD where the browser has it and memory serves. */
export function productsOf(count: number, rows: number, wanted: readonly [number, number][]): Products {
  const isMany = wanted.length * rows >= FEW && wanted.length * SPARSE >= (count * count) / 2
  if (!isMany || !hasSimd()) return plainProducts(count, wanted)
  try {
    return quickProducts(count)
  } catch (thrown) {
    if (thrown instanceof RangeError) return plainProducts(count, wanted)
    throw thrown
  }
}

/** By the compiled kernel: all pairs, to the bit those of `plainProducts`. */
export function quickProducts(count: number): Products {
  const lanes = 4 * Math.ceil(count / 4)
  const { memory, kernels, start } = simdOver(8 * (lanes * BLOCK + lanes * lanes))
  const columns = new Float64Array(memory.buffer, start, lanes * BLOCK)
  const negative = new Float64Array(memory.buffer, columns.byteOffset + columns.byteLength, lanes * lanes)
  return {
    add: (blocks) => {
      // Four columns interleaved.
      blocks.forEach((block, at) => {
        let to = (at - (at % 4)) * BLOCK + (at % 4)
        for (let i = 0; i < BLOCK; i++, to += 4) columns[to] = block[i]!
      })
      kernels.subtractProduct(negative.byteOffset, lanes, columns.byteOffset, columns.byteOffset, BLOCK)
    },
    of: (a, b) => 0 - negative[a * lanes + b]!,
  }
}

const HIGH = 4
const WIDE = 2

export function plainProducts(count: number, wanted: readonly [number, number][]): Products {
  const products = new Float64Array(count * count)
  const isWanted = new Uint8Array(count * count)
  for (let a = 0; a < count; a++) isWanted[a * count + a] = 1
  for (const [a, b] of wanted) isWanted[a * count + b] = 1
  const tiles: [number, number][] = []
  for (let a = 0; a < count; a += HIGH) {
    for (let b = 0; b < Math.min(count, a + HIGH); b += WIDE) {
      const cells = Array.from({ length: HIGH * WIDE }, (_, i) => [a + (i >> 1), b + (i & 1)] as const)
      if (cells.some(([i, j]) => i < count && j < count && isWanted[i * count + j] === 1)) tiles.push([a, b])
    }
  }
  const spare = new Float64Array(BLOCK)
  return {
    add: (blocks) => {
      for (const [a, b] of tiles) addTile(products, count, a, b, blocks, spare)
    },
    of: (a, b) => products[a * count + b]!,
  }
}

/** Four columns by two: eight sums, which stay in registers. */
function addTile(
  products: Float64Array,
  count: number,
  a: number,
  b: number,
  blocks: readonly Float64Array[],
  spare: Float64Array,
): void {
  const [x0, x1, x2, x3] = [0, 1, 2, 3].map((i) => blocks[a + i] ?? spare) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  const [y0, y1] = [blocks[b] ?? spare, blocks[b + 1] ?? spare]
  let [s00, s01, s10, s11, s20, s21, s30, s31] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < BLOCK; i++) {
    const [u, v] = [y0[i]!, y1[i]!]
    const p = x0[i]!
    s00 += p * u
    s01 += p * v
    const q = x1[i]!
    s10 += q * u
    s11 += q * v
    const r = x2[i]!
    s20 += r * u
    s21 += r * v
    const t = x3[i]!
    s30 += t * u
    s31 += t * v
  }
  const sums = [s00, s01, s10, s11, s20, s21, s30, s31]
  sums.forEach((sum, i) => {
    const [row, column] = [a + (i >> 1), b + (i & 1)]
    if (row < count && column < count) products[row * count + column]! += sum
  })
}
