import type { Random } from '../random'
import type { Numbers } from './product'

/** A matrix, row-major, and the gradient of the loss by it. */
export interface Tensor {
  rows: number
  width: number
  values: Numbers
  slopes: Numbers
}

/** A tensor that is learnt. Of a table, rows are looked up, and only those touched are moved. */
export class Parameter implements Tensor {
  readonly slopes: Numbers
  readonly #first: Numbers
  readonly #second: Numbers
  readonly #touched: Uint8Array | null
  #rowsTouched: number[] = []

  constructor(
    readonly rows: number,
    readonly width: number,
    readonly values: Numbers,
    isTable = false,
  ) {
    const blank = () =>
      values instanceof Float32Array ? new Float32Array(values.length) : new Float64Array(values.length)
    this.slopes = blank()
    this.#first = blank()
    this.#second = blank()
    this.#touched = isTable ? new Uint8Array(rows) : null
  }

  touch(row: number): void {
    if (!this.#touched || this.#touched[row] === 1) return
    this.#touched[row] = 1
    this.#rowsTouched.push(row)
  }

  /** One step of Adam (Kingma & Ba 2015) with decoupled decay, of the touched rows alone in a table; slopes are 0 then. */
  step(rate: number, decay: number, step: number): void {
    const rateNow = (rate * Math.sqrt(1 - SECOND ** step)) / (1 - FIRST ** step)
    if (!this.#touched) {
      this.#move(0, this.values.length, rateNow, rate * decay)
      return
    }
    for (const row of this.#rowsTouched) {
      this.#move(row * this.width, (row + 1) * this.width, rateNow, rate * decay)
      this.#touched[row] = 0
    }
    this.#rowsTouched = []
  }

  #move(from: number, to: number, rate: number, decay: number): void {
    const [values, slopes, first, second] = [this.values, this.slopes, this.#first, this.#second]
    for (let at = from; at < to; at++) {
      const slope = slopes[at]!
      const mean = FIRST * first[at]! + (1 - FIRST) * slope
      const square = SECOND * second[at]! + (1 - SECOND) * slope * slope
      first[at] = mean
      second[at] = square
      values[at]! -= (rate * mean) / (Math.sqrt(square) + 1e-8) + decay * values[at]!
      slopes[at] = 0
    }
  }
}

const FIRST = 0.9
const SECOND = 0.999

/** Makes parameters of one kind of numbers, from one stream of random ones. */
export class Parameters {
  readonly all: Parameter[] = []

  constructor(
    private readonly random: Random,
    private readonly precision: 32 | 64 = 32,
  ) {}

  /** Normal numbers with the spread given. */
  table(rows: number, width: number, spread: number): Parameter {
    return this.#add(rows, width, () => spread * this.random.normal(), true)
  }

  /** Weights of a layer, uniform as Glorot & Bengio 2010 have them. */
  weights(rows: number, width: number): Parameter {
    const limit = Math.sqrt(6 / (rows + width))
    return this.#add(rows, width, () => limit * (2 * this.random.unit() - 1))
  }

  constant(width: number, value: number): Parameter {
    return this.#add(1, width, () => value)
  }

  get bytes(): number {
    return this.all.reduce((sum, { values }) => sum + values.byteLength, 0)
  }

  step(rate: number, decay: number, step: number): void {
    for (const parameter of this.all) parameter.step(rate, decay, step)
  }

  copy(): Numbers[] {
    return this.all.map(({ values }) => values.slice())
  }

  restore(copies: readonly Numbers[]): void {
    this.all.forEach(({ values }, at) => values.set(copies[at]!))
  }

  #add(rows: number, width: number, draw: () => number, isTable = false): Parameter {
    const values = this.precision === 32 ? new Float32Array(rows * width) : new Float64Array(rows * width)
    for (let at = 0; at < values.length; at++) values[at] = draw()
    const parameter = new Parameter(rows, width, values, isTable)
    this.all.push(parameter)
    return parameter
  }
}
