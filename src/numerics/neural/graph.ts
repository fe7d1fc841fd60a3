import type { Random } from '../random'
import { addProduct, type Numbers } from './product'
import { type Parameter, type Tensor } from './tensor'

/**
 * A network as it is run: each operation computes its result and notes how the slopes go back. `backward` runs the notes in
 * reverse; `reset` forgets them and takes the buffers back for the next batch.
 */
export class Graph {
  readonly #notes: (() => void)[] = []
  readonly #free = new Map<number, Numbers[]>()
  readonly #lent: Numbers[] = []

  /** `learning` false leaves the notes out: for scores. */
  constructor(
    readonly precision: 32 | 64 = 32,
    readonly learning = true,
  ) {}

  /** Zeros, until the next `reset`. */
  numbers(length: number): Numbers {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, length)))
    const buffer =
      this.#free.get(size)?.pop() ?? (this.precision === 32 ? new Float32Array(size) : new Float64Array(size))
    this.#lent.push(buffer)
    return buffer.subarray(0, length).fill(0)
  }

  tensor(rows: number, width: number): Tensor {
    const length = rows * width
    return { rows, width, values: this.numbers(length), slopes: this.numbers(this.learning ? length : 0) }
  }

  note(back: () => void): void {
    if (this.learning) this.#notes.push(back)
  }

  backward(): void {
    for (const back of this.#notes.reverse()) back()
  }

  reset(): void {
    this.#notes.length = 0
    for (const buffer of this.#lent) {
      const free = this.#free.get(buffer.length) ?? []
      free.push(buffer)
      this.#free.set(buffer.length, free)
    }
    this.#lent.length = 0
  }

  /** Rows of a table by their places; zeros for a place below 0. */
  gather(table: Parameter, places: ArrayLike<number>): Tensor {
    const { width } = table
    const out = this.tensor(places.length, width)
    for (let row = 0; row < places.length; row++) {
      const from = places[row]! * width
      if (from < 0) continue
      for (let f = 0; f < width; f++) out.values[row * width + f] = table.values[from + f]!
    }
    this.note(() => {
      for (let row = 0; row < places.length; row++) {
        const to = places[row]! * width
        if (to < 0) continue
        table.touch(places[row]!)
        for (let f = 0; f < width; f++) table.slopes[to + f]! += out.slopes[row * width + f]!
      }
    })
    return out
  }

  /** x · W, plus a bias. */
  linear(x: Tensor, weights: Parameter, bias?: Parameter): Tensor {
    const [m, k, n] = [x.rows, weights.rows, weights.width]
    const out = this.tensor(m, n)
    if (bias) for (let row = 0; row < m; row++) out.values.set(bias.values, row * n)
    addProduct(x.values, weights.values, out.values, { m, n, k })
    this.note(() => {
      addProduct(x.values, out.slopes, weights.slopes, { m: k, n, k: m, aTurned: true })
      addProduct(out.slopes, weights.values, x.slopes, { m, n: k, k: n, bTurned: true })
      if (!bias) return
      for (let row = 0; row < m; row++)
        for (let f = 0; f < n; f++) bias.slopes[f]! += out.slopes[row * n + f]!
    })
    return out
  }

  add(a: Tensor, b: Tensor): Tensor {
    const out = this.tensor(a.rows, a.width)
    for (let at = 0; at < out.values.length; at++) out.values[at] = a.values[at]! + b.values[at]!
    this.note(() => {
      for (let at = 0; at < out.values.length; at++) {
        a.slopes[at]! += out.slopes[at]!
        b.slopes[at]! += out.slopes[at]!
      }
    })
    return out
  }

  /** Entry by entry. */
  times(a: Tensor, b: Tensor): Tensor {
    const out = this.tensor(a.rows, a.width)
    for (let at = 0; at < out.values.length; at++) out.values[at] = a.values[at]! * b.values[at]!
    this.note(() => {
      for (let at = 0; at < out.values.length; at++) {
        a.slopes[at]! += out.slopes[at]! * b.values[at]!
        b.slopes[at]! += out.slopes[at]! * a.values[at]!
      }
    })
    return out
  }

  relu(x: Tensor): Tensor {
    const out = this.tensor(x.rows, x.width)
    for (let at = 0; at < out.values.length; at++) out.values[at] = Math.max(0, x.values[at]!)
    this.note(() => {
      for (let at = 0; at < out.values.length; at++) if (x.values[at]! > 0) x.slopes[at]! += out.slopes[at]!
    })
    return out
  }

  /** Side by side. */
  joined(a: Tensor, b: Tensor): Tensor {
    const width = a.width + b.width
    const out = this.tensor(a.rows, width)
    for (let row = 0; row < a.rows; row++) {
      out.values.set(a.values.subarray(row * a.width, (row + 1) * a.width), row * width)
      out.values.set(b.values.subarray(row * b.width, (row + 1) * b.width), row * width + a.width)
    }
    this.note(() => {
      for (let row = 0; row < a.rows; row++) {
        const from = row * width
        for (let f = 0; f < a.width; f++) a.slopes[row * a.width + f]! += out.slopes[from + f]!
        for (let f = 0; f < b.width; f++) b.slopes[row * b.width + f]! += out.slopes[from + a.width + f]!
      }
    })
    return out
  }

  /** Entries become 0 with the chance given, the others larger in turn (Srivastava et al. 2014); not for scores. */
  dropout(x: Tensor, chance: number, random: Random): Tensor {
    if (chance <= 0 || !this.learning) return x
    const kept = this.numbers(x.values.length)
    for (let at = 0; at < kept.length; at++) kept[at] = random.unit() < chance ? 0 : 1 / (1 - chance)
    const out = this.tensor(x.rows, x.width)
    for (let at = 0; at < kept.length; at++) out.values[at] = kept[at]! * x.values[at]!
    this.note(() => {
      for (let at = 0; at < kept.length; at++) x.slopes[at]! += kept[at]! * out.slopes[at]!
    })
    return out
  }

  /** Each row to mean 0 and spread 1, times a gain, plus a bias (Ba, Kiros & Hinton 2016). */
  normalised(x: Tensor, gain: Parameter, bias: Parameter): Tensor {
    const { rows, width } = x
    const out = this.tensor(rows, width)
    const scaled = this.numbers(rows * width)
    const scales = this.numbers(rows)
    for (let row = 0; row < rows; row++) {
      const from = row * width
      let mean = 0
      for (let f = 0; f < width; f++) mean += x.values[from + f]! / width
      let variance = 0
      for (let f = 0; f < width; f++) {
        const away = x.values[from + f]! - mean
        variance += (away * away) / width
      }
      scales[row] = 1 / Math.sqrt(variance + 1e-5)
      for (let f = 0; f < width; f++) {
        scaled[from + f] = (x.values[from + f]! - mean) * scales[row]!
        out.values[from + f] = scaled[from + f]! * gain.values[f]! + bias.values[f]!
      }
    }
    this.note(() => {
      for (let row = 0; row < rows; row++) {
        const from = row * width
        let [sum, along] = [0, 0]
        for (let f = 0; f < width; f++) {
          const slope = out.slopes[from + f]!
          gain.slopes[f]! += slope * scaled[from + f]!
          bias.slopes[f]! += slope
          sum += (slope * gain.values[f]!) / width
          along += (slope * gain.values[f]! * scaled[from + f]!) / width
        }
        for (let f = 0; f < width; f++)
          x.slopes[from + f]! +=
            scales[row]! * (out.slopes[from + f]! * gain.values[f]! - sum - scaled[from + f]! * along)
      }
    })
    return out
  }
}
