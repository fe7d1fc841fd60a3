import { hedges, type EffectSize } from '../effect-size'
import type { Points } from './points'

export interface Profile {
  mean: number
  deviation: number
  /** Hedges' g of the cluster against everybody else, noise included. */
  effect: EffectSize
}

/** Each cluster against the rest in each coordinate: entry c * width + j. O(n width). */
export function profiles({ rows, width, values }: Points, labels: Int32Array, k: number): Profile[] {
  const all = new Moments(width)
  const own = Array.from({ length: k }, () => new Moments(width))
  const origin = values.subarray(0, width)
  for (let i = 0; i < rows; i++) {
    all.add(values, i * width, origin)
    if (labels[i]! >= 0) own[labels[i]!]!.add(values, i * width, origin)
  }
  return own.flatMap((cluster) =>
    Array.from({ length: width }, (_, j) => {
      const here = cluster.sample(j)
      return {
        mean: here.mean + origin[j]!,
        deviation: Math.sqrt(here.variance),
        effect: hedges(here, all.without(cluster).sample(j)),
      }
    }),
  )
}

/** Sums of values and squares about a fixed point. */
class Moments {
  n = 0
  readonly sums: Float64Array
  readonly squares: Float64Array

  constructor(width: number) {
    this.sums = new Float64Array(width)
    this.squares = new Float64Array(width)
  }

  add(values: Float64Array, at: number, origin: Float64Array): void {
    this.n++
    for (let j = 0; j < this.sums.length; j++) {
      const value = values[at + j]! - origin[j]!
      this.sums[j]! += value
      this.squares[j]! += value * value
    }
  }

  without(part: Moments): Moments {
    const rest = new Moments(this.sums.length)
    rest.n = this.n - part.n
    this.sums.forEach((sum, j) => {
      rest.sums[j] = sum - part.sums[j]!
      rest.squares[j] = this.squares[j]! - part.squares[j]!
    })
    return rest
  }

  sample(j: number): { n: number; mean: number; variance: number } {
    const [n, sum, square] = [this.n, this.sums[j]!, this.squares[j]!]
    const spread = square - (sum * sum) / n
    // Below rounding there is no spread.
    const isFlat = !(spread > 1e-12 * square)
    return { n, mean: sum / n, variance: n > 1 && !isFlat ? spread / (n - 1) : 0 }
  }
}
