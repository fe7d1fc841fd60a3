import type { Csr } from '../csr'
import { Best } from './top'

export const SIMILARITIES = ['cosine', 'jaccard', 'pearson', 'conditional'] as const
export type Similarity = (typeof SIMILARITIES)[number]

export interface NeighbourOptions {
  /** cosine unless told. */
  similarity?: Similarity
  /** Nearest rows kept; 100 unless told. */
  k?: number
  /** A similarity that rests on n common columns counts n ⁄ (n + shrinkage) of it; 0 unless told. */
  shrinkage?: number
}

/**
 * Nearest rows of each row of a matrix, best first, only those with a common column and a similarity above 0; the row
 * itself is left out. As rows by rows.
 *
 * - cosine: of the weights. jaccard: of the columns, without weights.
 * - pearson: correlation of the weights over all columns, 0 where there is none.
 * - conditional: share of the columns of the row that the neighbour has as well, without weights.
 *
 * O(Σ over columns of rows², heavy columns cost most).
 */
export function nearest(
  rowsBy: Csr,
  columnsBy: Csr,
  options: NeighbourOptions = {},
  report: (share: number) => void = () => undefined,
): Csr {
  const { similarity = 'cosine', k = 100, shrinkage = 0 } = options
  const { rows } = rowsBy
  const overlap = new Overlap(columnsBy, rows)
  const compare = comparison(rowsBy, similarity, shrinkage)
  const best = new Best(Math.min(k, Math.max(0, rows - 1)))
  const found: { places: Int32Array; scores: Float64Array }[] = []
  for (let row = 0; row < rows; row++) {
    if ((row & 127) === 0) report(row / rows)
    const [from, to] = [rowsBy.starts[row]!, rowsBy.starts[row + 1]!]
    overlap.of(rowsBy.columns.subarray(from, to), rowsBy.values.subarray(from, to), (other, dot, common) => {
      if (other === row) return
      const alike = compare(row, other, dot, common)
      if (alike > 0) best.offer(other, alike)
    })
    found.push(best.drain())
  }
  return joined(rows, found)
}

/** Rows that share columns with a list of columns: weighted dot product and number of common columns. */
export class Overlap {
  readonly #dots: Float64Array
  readonly #common: Int32Array
  readonly #touched: Int32Array

  constructor(
    private readonly columnsBy: Csr,
    rows: number,
  ) {
    this.#dots = new Float64Array(rows)
    this.#common = new Int32Array(rows)
    this.#touched = new Int32Array(rows)
  }

  of(
    columns: Int32Array,
    weights: ArrayLike<number>,
    take: (row: number, dot: number, common: number) => void,
  ): void {
    const { starts, columns: rows, values } = this.columnsBy
    const [dots, commons, touched] = [this.#dots, this.#common, this.#touched]
    let count = 0
    for (let c = 0; c < columns.length; c++) {
      const weight = weights[c]!
      const end = starts[columns[c]! + 1]!
      for (let at = starts[columns[c]!]!; at < end; at++) {
        const row = rows[at]!
        if (commons[row] === 0) touched[count++] = row
        commons[row]!++
        dots[row]! += weight * values[at]!
      }
    }
    for (let t = 0; t < count; t++) {
      const row = touched[t]!
      take(row, dots[row]!, commons[row]!)
      dots[row] = 0
      commons[row] = 0
    }
  }
}

export interface RowSums {
  size: number
  sum: number
  squares: number
}

/** How alike two rows are, from their sums, their dot product and the number of columns in common. */
export function alikeness(
  similarity: Similarity,
  width: number,
  shrinkage: number,
): (a: RowSums, b: RowSums, dot: number, common: number) => number {
  const shrunk = (value: number, common: number) => value * (common / (common + shrinkage))
  switch (similarity) {
    case 'cosine':
      return (a, b, dot, common) => shrunk(dot / Math.sqrt(a.squares * b.squares), common)
    case 'jaccard':
      return (a, b, _dot, common) => shrunk(common / (a.size + b.size - common), common)
    case 'conditional':
      return (a, _b, _dot, common) => shrunk(common / a.size, common)
    case 'pearson':
      return (a, b, dot, common) => {
        const spread = (a.squares - a.sum ** 2 / width) * (b.squares - b.sum ** 2 / width)
        // A row without spread correlates with nothing.
        return spread > 0 ? shrunk((dot - (a.sum * b.sum) / width) / Math.sqrt(spread), common) : 0
      }
  }
}

export function sumsOf(values: ArrayLike<number>, from: number, to: number): RowSums {
  const sums = { size: to - from, sum: 0, squares: 0 }
  for (let at = from; at < to; at++) {
    sums.sum += values[at]!
    sums.squares += values[at]! ** 2
  }
  return sums
}

function comparison({ rows, width, starts, values }: Csr, similarity: Similarity, shrinkage: number) {
  const sums = Array.from({ length: rows }, (_, row) => sumsOf(values, starts[row]!, starts[row + 1]!))
  const alike = alikeness(similarity, width, shrinkage)
  return (a: number, b: number, dot: number, common: number) => alike(sums[a]!, sums[b]!, dot, common)
}

/** Lists of places with their scores, one for each row, as a matrix. Columns stay in the order given. */
export function joined(width: number, lists: readonly { places: Int32Array; scores: Float64Array }[]): Csr {
  const starts = new Int32Array(lists.length + 1)
  lists.forEach(({ places }, row) => (starts[row + 1] = starts[row]! + places.length))
  const cells = starts[lists.length]!
  const out = {
    rows: lists.length,
    width,
    starts,
    columns: new Int32Array(cells),
    values: new Float64Array(cells),
  }
  lists.forEach(({ places, scores }, row) => {
    out.columns.set(places, starts[row])
    out.values.set(scores, starts[row])
  })
  return out
}
