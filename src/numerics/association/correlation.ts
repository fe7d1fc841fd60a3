import { betaI } from '../incomplete'
import { BLOCK, productsOf } from './products'
import { rowSets, type RowSet } from './row-sets'

export interface Association {
  value: number
  /** Two-sided, of no association. */
  p: number
  /** Rows where both are there. */
  n: number
}

/** Correlations of every two of c columns: entry a * c + b; NaN where one of them does not vary in their rows. */
export interface CorrelationMatrix {
  r: Float64Array
  n: Float64Array
}

/** Writes a column's values at `length` rows of a set from place `from` on, less their mean over the set. */
export type Centred = (to: Float64Array, from: number, length: number) => void

/** A column over the rows of a set; null where it does not vary there. */
export type CentredOver = (column: number, rows: Int32Array) => Centred | null

/**
 * Correlations of columns over the rows where both have a value (`has` is 1, else 0; all of one length). A column that
 * does not vary has NaN with all, itself included. O(rows × columns²), some hundred rows at a time, which stay in the
 * processor's cache.
 */
export function correlationMatrix(
  has: readonly Uint8Array[],
  centredOver: CentredOver,
  varies: (column: number) => boolean,
  report: (share: number) => void = () => undefined,
): CorrelationMatrix {
  const c = has.length
  const r = new Float64Array(c * c).fill(NaN)
  const n = new Float64Array(c * c)
  has.forEach((mask, j) => {
    for (let i = 0; i < mask.length; i++) n[j * c + j]! += mask[i]!
    r[j * c + j] = varies(j) ? 1 : NaN
  })
  const sets = rowSets(has)
  sets.forEach((set, at) => {
    const rows = set.rows()
    const within = (share: number) => report((at + share) / sets.length)
    correlate(rows, set.pairs, (column) => centredOver(column, rows), within).forEach((value, i) => {
      const [a, b] = set.pairs[i]!
      r[a * c + b] = r[b * c + a] = value
      n[a * c + b] = n[b * c + a] = rows.length
    })
  })
  report(1)
  return { r, n }
}

/** The correlation of each pair of columns over the rows; NaN where one does not vary there. */
function correlate(
  rows: Int32Array,
  pairs: RowSet['pairs'],
  centred: (column: number) => Centred | null,
  report: (share: number) => void,
): number[] {
  const columns = [...new Set(pairs.flat())].sort((a, b) => a - b)
  const place = new Map(columns.map((column, at) => [column, at]))
  const wanted = pairs.map(([a, b]): [number, number] => [place.get(a)!, place.get(b)!])
  const fillers = columns.map(centred)
  const products = productsOf(columns.length, rows.length, wanted)
  const blocks = columns.map(() => new Float64Array(BLOCK))
  for (let from = 0; from < rows.length; from += BLOCK) {
    const length = Math.min(BLOCK, rows.length - from)
    blocks.forEach((block, at) => {
      fillers[at]?.(block, from, length)
      if (length < BLOCK) block.fill(0, length)
    })
    products.add(blocks)
    if (from % (256 * BLOCK) === 0) report(from / rows.length)
  }
  return wanted.map(([a, b]) => {
    if (fillers[a] === null || fillers[b] === null) return NaN
    return clip(products.of(a, b) / Math.sqrt(products.of(a, a) * products.of(b, b)))
  })
}

/** Pearson's correlations of columns of one length over the rows where both are finite. */
export function pearsonMatrix(
  columns: readonly Float64Array[],
  report?: (share: number) => void,
): CorrelationMatrix {
  const has = columns.map(finiteOf)
  const over: CentredOver = (j, rows) => {
    const values = columns[j]!
    const { mean, varies } = spreadOver(values, rows)
    if (!varies) return null
    return (to, from, length) => {
      for (let i = 0; i < length; i++) to[i] = values[rows[from + i]!]! - mean
    }
  }
  return correlationMatrix(has, over, (j) => varies(columns[j]!), report)
}

function finiteOf(values: Float64Array): Uint8Array {
  const has = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) has[i] = Number.isFinite(values[i]) ? 1 : 0
  return has
}

function spreadOver(values: Float64Array, rows: Int32Array): { mean: number; varies: boolean } {
  let [sum, low, high] = [0, Infinity, -Infinity]
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]!]!
    sum += value
    if (value < low) low = value
    if (value > high) high = value
  }
  return { mean: sum / rows.length, varies: low < high }
}

function varies(values: Float64Array): boolean {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  return low < high
}

/** Pearson's correlation with the p of Student's t on n − 2 degrees of freedom; p NaN below 3 rows. */
export function pearson(x: Float64Array, y: Float64Array): Association {
  const { r, n } = pearsonMatrix([x, y])
  return { value: r[1]!, p: correlationP(r[1]!, n[1]!), n: n[1]! }
}

export function correlationP(r: number, n: number): number {
  if (Number.isNaN(r) || n < 3) return NaN
  const rest = 1 - r * r
  return rest <= 0 ? 0 : betaI(rest, (n - 2) / 2, 0.5)
}

const clip = (r: number): number => Math.max(-1, Math.min(1, r))
