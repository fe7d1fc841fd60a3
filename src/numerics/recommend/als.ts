import type { Csr } from '../csr'
import { seeded } from '../random'
import { product, randomFactors, scoreOf, type Factors } from './factors'
import type { Interactions } from './interactions'
import { silent, type Recommender } from './model'
import { float32, numberOf, type Restore } from './parts'

export interface AlsOptions {
  /** 64 unless told. */
  factors?: number
  /** λ, for each unit of confidence that a row has in all its cells, there or not; .015 unless told. */
  ridge?: number
  /** Confidence in a cell of weight w is 1 + alpha · w; 5 unless told. */
  alpha?: number
  /** Rounds over members and items; 12 unless told. */
  epochs?: number
  seed?: number
}

/** Steps of the conjugate gradient for each row, started from where it stood (Takács, Pilászy, Tikk 2011). */
const STEPS = 3
/** For somebody new, who starts from zero. */
const STEPS_FOR_NEW = 12

/**
 * Implicit alternating least squares (Hu, Koren, Volinsky 2008): members and items as vectors whose product is near 1
 * for cells that are there, with confidence, and near 0 for all others. O(epochs × (cells × factors + (members + items)
 * × factors²)). The ridge grows with a row's confidence (Rendle et al. 2022, ν = 1), so that one λ serves shops of any
 * size. A member who was not there is solved for when asked, the items as they are.
 */
export function trainAls(
  { members, items, byMember, byItem }: Interactions,
  { factors = 64, ridge = 0.015, alpha = 5, epochs = 12, seed = 1 }: AlsOptions = {},
  report: (share: number) => void = silent,
): Recommender & Factors {
  const random = seeded(seed)
  const ofMembers = randomFactors(members, factors, random, 0.1)
  const ofItems = randomFactors(items, factors, random, 0.1)
  const solver = new RowSolver(factors, ridge, alpha)
  for (let epoch = 0; epoch < epochs; epoch++) {
    report(epoch / epochs)
    solver.solve(byMember, ofItems, ofMembers)
    report((epoch + 0.5) / epochs)
    solver.solve(byItem, ofMembers, ofItems)
  }
  return { ...ofFactors(ofItems, { factors, ridge, alpha }, ofMembers), ofMembers, ofItems }
}

/** The model that was saved: everybody is somebody new to it. */
export const restoreAls: Restore = (parts) =>
  ofFactors(float32(parts, 'ofItems'), {
    factors: numberOf(parts, 'factors'),
    ridge: numberOf(parts, 'ridge'),
    alpha: numberOf(parts, 'alpha'),
  })

function ofFactors(
  ofItems: Float32Array,
  numbers: { factors: number; ridge: number; alpha: number },
  ofMembers?: Float32Array,
): Recommender {
  const { factors, ridge, alpha } = numbers
  const solver = new RowSolver(factors, ridge, alpha)
  solver.square(ofItems)
  const vector = new Float64Array(factors)
  return {
    items: ofItems.length / factors,
    floor: -Infinity,
    bytes: ofItems.byteLength + (ofMembers?.byteLength ?? 0),
    parts: { numbers, arrays: { ofItems } },
    score: (taste, into) => {
      if (taste.member >= 0 && ofMembers)
        vector.set(ofMembers.subarray(taste.member * factors, (taste.member + 1) * factors))
      else {
        vector.fill(0)
        solver.solveRow(taste.items, taste.weights, 0, taste.items.length, ofItems, vector, STEPS_FOR_NEW)
      }
      scoreOf(vector, ofItems, into)
    },
  }
}

/** Solves (YᵀY + Σ αw yyᵀ + λc) x = Σ (1 + αw) y, c the confidence in all its cells, one row at a time. */
class RowSolver {
  readonly #gram: Float64Array
  readonly #residual: Float64Array
  readonly #direction: Float64Array
  readonly #image: Float64Array
  #rowRidge = 0

  constructor(
    private readonly width: number,
    private readonly ridge: number,
    private readonly alpha: number,
  ) {
    this.#gram = new Float64Array(width * width)
    this.#residual = new Float64Array(width)
    this.#direction = new Float64Array(width)
    this.#image = new Float64Array(width)
  }

  solve({ rows, starts, columns, values }: Csr, others: Float32Array, own: Float32Array): void {
    this.square(others)
    const vector = new Float64Array(this.width)
    for (let row = 0; row < rows; row++) {
      const place = own.subarray(row * this.width, (row + 1) * this.width)
      vector.set(place)
      this.solveRow(columns, values, starts[row]!, starts[row + 1]!, others, vector, STEPS)
      place.set(vector)
    }
  }

  /** YᵀY. */
  square(others: Float32Array): void {
    const [gram, width] = [this.#gram.fill(0), this.width]
    for (let from = 0; from < others.length; from += width) {
      for (let a = 0; a < width; a++) {
        const value = others[from + a]!
        const to = a * width
        for (let b = 0; b <= a; b++) gram[to + b]! += value * others[from + b]!
      }
    }
    for (let a = 0; a < width; a++) {
      for (let b = 0; b < a; b++) gram[b * width + a] = gram[a * width + b]!
    }
  }

  solveRow(
    columns: ArrayLike<number>,
    weights: ArrayLike<number>,
    from: number,
    to: number,
    others: Float32Array,
    vector: Float64Array,
    steps: number,
  ): void {
    const [residual, direction, image] = [this.#residual, this.#direction, this.#image]
    const { width, alpha } = this
    this.#rowRidge = others.length / width
    for (let at = from; at < to; at++) this.#rowRidge += alpha * weights[at]!
    this.#rowRidge *= this.ridge
    this.#apply(vector, columns, weights, from, to, others)
    for (let f = 0; f < width; f++) residual[f] = -image[f]!
    for (let at = from; at < to; at++) {
      const start = columns[at]! * width
      const confidence = 1 + alpha * weights[at]!
      for (let f = 0; f < width; f++) residual[f]! += confidence * others[start + f]!
    }
    direction.set(residual)
    let square = dot(residual, residual)
    for (let step = 0; step < steps && square > 1e-20; step++) {
      this.#apply(direction, columns, weights, from, to, others)
      const length = square / dot(direction, image)
      for (let f = 0; f < width; f++) {
        vector[f]! += length * direction[f]!
        residual[f]! -= length * image[f]!
      }
      const next = dot(residual, residual)
      for (let f = 0; f < width; f++) direction[f] = residual[f]! + (next / square) * direction[f]!
      square = next
    }
  }

  /** Writes the matrix times `x` to the image. */
  #apply(
    x: Float64Array,
    columns: ArrayLike<number>,
    weights: ArrayLike<number>,
    from: number,
    to: number,
    others: Float32Array,
  ): void {
    const [image, gram, { width, alpha }] = [this.#image, this.#gram, this]
    for (let f = 0; f < width; f++) image[f] = this.#rowRidge * x[f]!
    // The matrix is symmetric: its rows are summed, no sum waits for the one before.
    for (let a = 0, at = 0; a < width; a++) {
      const factor = x[a]!
      for (let f = 0; f < width; f++) image[f]! += factor * gram[at++]!
    }
    for (let at = from; at < to; at++) {
      const start = columns[at]! * width
      const pull = alpha * weights[at]! * product(others, start, x)
      for (let f = 0; f < width; f++) image[f]! += pull * others[start + f]!
    }
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let f = 0; f < a.length; f++) sum += a[f]! * b[f]!
  return sum
}
