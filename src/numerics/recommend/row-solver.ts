import type { Csr } from '../csr'
import { simdOver, type SimdKernels } from '../simd/simd'

/** Steps of the conjugate gradient for each row, started from where it stood (Takács, Pilászy, Tikk 2011). */
const STEPS = 3
/** For somebody new, who starts from zero. */
const STEPS_FOR_NEW = 12

export interface SolverShape {
  factors: number
  ridge: number
  alpha: number
  /** Rows of the vectors on either side. */
  sides: readonly [number, number]
  /** Cells of the longest row. */
  longest: number
}

/**
 * Solves (YᵀY + Σ αw yyᵀ + λc) x = Σ (1 + αw) y, c the confidence in all its cells, one row at a time, in the memory of the
 * SIMD kernels. The vectors of both sides lie there, side 0 and side 1, as wide as the factors or up to three zeros wider.
 */
export class RowSolver {
  readonly #kernels: SimdKernels
  readonly #width: number
  readonly #sides: readonly [Float32Array, Float32Array]
  readonly #gram: Float64Array
  readonly #vector: Float64Array
  readonly #work: Float64Array
  readonly #weights: Float64Array
  readonly #columns: Int32Array

  constructor(private readonly shape: SolverShape) {
    const { factors, sides, longest } = shape
    const width = (this.#width = 4 * Math.ceil(factors / 4))
    const bytes = 4 * width * (sides[0] + sides[1]) + 8 * width * (width + 4) + 12 * longest
    const { memory, kernels, start } = simdOver(bytes + 8)
    this.#kernels = kernels
    let at = start
    const next = (size: number) => (at += size) - size
    const doubles = (length: number) => new Float64Array(memory.buffer, next(8 * length), length)
    this.#gram = doubles(width * width)
    this.#vector = doubles(width)
    this.#work = doubles(3 * width)
    this.#weights = doubles(longest)
    const floats = (length: number) => new Float32Array(memory.buffer, next(4 * length), length)
    this.#sides = [floats(sides[0] * width), floats(sides[1] * width)]
    this.#columns = new Int32Array(memory.buffer, next(4 * longest), longest)
  }

  /** Puts vectors, `factors` wide, on a side. */
  fill(side: 0 | 1, vectors: Float32Array): void {
    const { factors } = this.shape
    for (let row = 0; row < this.shape.sides[side]; row++)
      this.#sides[side].set(vectors.subarray(row * factors, (row + 1) * factors), row * this.#width)
  }

  /** The vectors of a side, `factors` wide. */
  take(side: 0 | 1): Float32Array {
    const { factors, sides } = this.shape
    const out = new Float32Array(sides[side] * factors)
    for (let row = 0; row < sides[side]; row++)
      out.set(this.#sides[side].subarray(row * this.#width, row * this.#width + factors), row * factors)
    return out
  }

  /** YᵀY of a side. */
  square(side: 0 | 1): void {
    this.#kernels.gram(
      this.#sides[side].byteOffset,
      this.shape.sides[side],
      this.#width,
      this.#gram.byteOffset,
    )
  }

  /** All rows of one side, the other as it is. */
  solve({ rows, starts, columns, values }: Csr, own: 0 | 1, other: 0 | 1): void {
    this.square(other)
    for (let row = 0; row < rows; row++) {
      const place = this.#sides[own].subarray(row * this.#width, (row + 1) * this.#width)
      this.#vector.set(place)
      const [from, to] = [starts[row]!, starts[row + 1]!]
      this.#solveRow(columns.subarray(from, to), values.subarray(from, to), other, STEPS)
      place.set(this.#vector)
    }
  }

  /** The vector of a row that is not there, on the vectors of side 1 whose square was taken last; `factors` wide. */
  solveFresh(columns: Int32Array, weights: ArrayLike<number>): Float64Array {
    this.#vector.fill(0)
    this.#solveRow(columns, weights, 1, STEPS_FOR_NEW)
    return this.#vector.slice(0, this.shape.factors)
  }

  #solveRow(columns: Int32Array, weights: ArrayLike<number>, other: 0 | 1, steps: number): void {
    const { alpha, ridge, sides } = this.shape
    this.#columns.set(columns)
    this.#weights.set(weights)
    let confidence = sides[other]
    for (let at = 0; at < columns.length; at++) confidence += alpha * weights[at]!
    this.#kernels.solveRow(
      this.#width,
      this.#gram.byteOffset,
      this.#columns.byteOffset,
      this.#weights.byteOffset,
      columns.length,
      this.#sides[other].byteOffset,
      this.#vector.byteOffset,
      this.#work.byteOffset,
      alpha,
      ridge * confidence,
      steps,
    )
  }
}
