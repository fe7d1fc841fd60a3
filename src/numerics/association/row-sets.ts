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

/** Writes a column's values at `length` rows from `from` on, less their mean over the set. */
export type Centred = (to: Float64Array, from: number, length: number) => void

/**
 * Correlations of the pairs of a set, told to `tell`: NaN for a column that does not vary there (`centred` gives null).
 * A thousand rows at a time, which stay in the processor's cache, and two columns by two.
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
  for (let a = 0; a < c; a += 2)
    for (let b = 0; b <= a; b += 2)
      if (isWanted(a, b) || isWanted(a, b + 1) || isWanted(a + 1, b) || isWanted(a + 1, b + 1))
        tiles.push([a, b])
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

function addTile(
  products: Float64Array,
  c: number,
  a: number,
  b: number,
  blocks: readonly Float64Array[],
  spare: Float64Array,
): void {
  const [x, y, u, v] = [blocks[a]!, blocks[a + 1] ?? spare, blocks[b]!, blocks[b + 1] ?? spare]
  let [xu, xv, yu, yv] = [0, 0, 0, 0]
  for (let i = 0; i < BLOCK; i++) {
    const [p, q, r, s] = [x[i]!, y[i]!, u[i]!, v[i]!]
    xu += p * r
    xv += p * s
    yu += q * r
    yv += q * s
  }
  products[a * c + b]! += xu
  if (b + 1 < c) products[a * c + b + 1]! += xv
  if (a + 1 < c) {
    products[(a + 1) * c + b]! += yu
    if (b + 1 < c) products[(a + 1) * c + b + 1]! += yv
  }
}
