/** Rows that several pairs of columns share, and the pairs (a > b) that are to be compared there. */
export interface RowSet {
  rows: Int32Array
  pairs: [a: number, b: number][]
}

/**
 * For every two columns the rows where both have a value, columns with the same gaps taken together: a shop's facts
 * have few different ones. `has` is 1 where a column has a value, else 0; all of one length.
 */
export function rowSets(has: readonly Uint8Array[]): RowSet[] {
  const patterns: { has: Uint8Array; columns: number[] }[] = []
  has.forEach((mask, j) => {
    const known = patterns.find((pattern) => equal(pattern.has, mask))
    if (known) known.columns.push(j)
    else patterns.push({ has: mask, columns: [j] })
  })
  const sets: RowSet[] = patterns.map((pattern) => ({
    rows: rowsOf(pattern.has, pattern.has),
    pairs: pattern.columns.flatMap((a, at) =>
      pattern.columns.slice(0, at).map((b): [number, number] => [a, b]),
    ),
  }))
  for (let p = 0; p < patterns.length; p++) {
    for (let q = 0; q < p; q++) {
      const [one, other] = [patterns[p]!, patterns[q]!]
      const rows = rowsOf(one.has, other.has)
      const pairs = one.columns.flatMap((a) =>
        other.columns.map((b): [number, number] => (a > b ? [a, b] : [b, a])),
      )
      const known = sets.find((set) => equal(set.rows, rows))
      if (known) known.pairs.push(...pairs)
      else sets.push({ rows, pairs })
    }
  }
  return sets.filter(({ pairs }) => pairs.length > 0)
}

function equal(a: Uint8Array | Int32Array, b: Uint8Array | Int32Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function rowsOf(a: Uint8Array, b: Uint8Array): Int32Array {
  let count = 0
  for (let i = 0; i < a.length; i++) count += a[i]! & b[i]!
  const rows = new Int32Array(count)
  for (let i = 0, at = 0; at < count; i++) if (a[i]! & b[i]!) rows[at++] = i
  return rows
}

const BLOCK = 1024
const HIGH = 4
const WIDE = 2

/** Writes a column's values at `length` rows from `from` on, less their mean over the set. */
export type Centred = (to: Float64Array, from: number, length: number) => void

/**
 * Correlations of the pairs of a set, told to `tell`: NaN for a column that does not vary there (`centred` gives null).
 * A thousand rows at a time, which stay in the processor's cache, and four columns by two.
 */
export function correlate(
  { rows, pairs }: RowSet,
  centred: (column: number) => Centred | null,
  tell: (a: number, b: number, r: number) => void,
): void {
  const columns = [...new Set(pairs.flat())].sort((a, b) => a - b)
  const fillers = columns.map(centred)
  const c = columns.length
  const wanted = new Uint8Array(c * c)
  const place = new Map(columns.map((column, at) => [column, at]))
  for (const [a, b] of pairs) wanted[place.get(a)! * c + place.get(b)!] = 1
  const products = new Float64Array(c * c)
  const blocks = columns.map(() => new Float64Array(BLOCK))
  const spare = new Float64Array(BLOCK)
  const isWanted = (a: number, b: number) => a < c && b < c && (a === b || wanted[a * c + b] === 1)
  const tiles: [number, number][] = []
  for (let a = 0; a < c; a += HIGH) {
    for (let b = 0; b < Math.min(c, a + HIGH); b += WIDE) {
      const cells = Array.from({ length: HIGH * WIDE }, (_, i) => [a + (i >> 1), b + (i & 1)] as const)
      if (cells.some(([i, j]) => isWanted(i, j))) tiles.push([a, b])
    }
  }
  for (let from = 0; from < rows.length; from += BLOCK) {
    const length = Math.min(BLOCK, rows.length - from)
    blocks.forEach((block, at) => {
      fillers[at]?.(block, from, length)
      if (length < BLOCK) block.fill(0, length)
    })
    for (const [a, b] of tiles) addTile(products, c, a, b, blocks, spare)
  }
  for (const [a, b] of pairs) {
    const [i, j] = [place.get(a)!, place.get(b)!]
    const isDefined = fillers[i] !== null && fillers[j] !== null
    const r = products[i * c + j]! / Math.sqrt(products[i * c + i]! * products[j * c + j]!)
    tell(a, b, isDefined ? Math.max(-1, Math.min(1, r)) : NaN)
  }
}

/** Four columns by two: eight sums, which stay in registers. */
function addTile(
  products: Float64Array,
  c: number,
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
    if (row < c && column < c) products[row * c + column]! += sum
  })
}
