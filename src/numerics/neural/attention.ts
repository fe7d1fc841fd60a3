import type { Graph } from './graph'
import type { Numbers } from './product'
import type { Tensor } from './tensor'

/**
 * Scaled dot-product attention (Vaswani et al. 2017) within sequences laid end to end, each row on itself and those before
 * it, `heads` parts of the width apart.
 */
export function causalAttention(
  graph: Graph,
  [queries, keys, values]: readonly [Tensor, Tensor, Tensor],
  starts: Int32Array,
  heads: number,
): Tensor {
  const { rows, width } = queries
  const part = width / heads
  const scale = 1 / Math.sqrt(part)
  const out = graph.tensor(rows, width)
  const shares: Numbers[] = []
  for (let s = 0; s + 1 < starts.length; s++) {
    for (let head = 0; head < heads; head++) shares.push(attend(starts[s]!, starts[s + 1]!, head * part))
  }
  graph.note(() => {
    for (let s = 0; s + 1 < starts.length; s++) {
      for (let head = 0; head < heads; head++)
        back(starts[s]!, starts[s + 1]!, head * part, shares[s * heads + head]!)
    }
  })
  return out

  function attend(from: number, to: number, shift: number): Numbers {
    const length = to - from
    const share = graph.numbers(length * length)
    for (let i = 0; i < length; i++) {
      const row = i * length
      let largest = -Infinity
      for (let j = 0; j <= i; j++) {
        const score =
          scale *
          dot(queries.values, (from + i) * width + shift, keys.values, (from + j) * width + shift, part)
        share[row + j] = score
        if (score > largest) largest = score
      }
      let sum = 0
      for (let j = 0; j <= i; j++) {
        share[row + j] = Math.exp(share[row + j]! - largest)
        sum += share[row + j]!
      }
      for (let j = 0; j <= i; j++) {
        share[row + j]! /= sum
        add(
          out.values,
          (from + i) * width + shift,
          values.values,
          (from + j) * width + shift,
          share[row + j]!,
          part,
        )
      }
    }
    return share
  }

  function back(from: number, to: number, shift: number, share: Numbers): void {
    const length = to - from
    const slopes = new Float64Array(length)
    for (let i = 0; i < length; i++) {
      const own = (from + i) * width + shift
      let mean = 0
      for (let j = 0; j <= i; j++) {
        const other = (from + j) * width + shift
        slopes[j] = dot(out.slopes, own, values.values, other, part)
        mean += share[i * length + j]! * slopes[j]!
        add(values.slopes, other, out.slopes, own, share[i * length + j]!, part)
      }
      for (let j = 0; j <= i; j++) {
        const other = (from + j) * width + shift
        const slope = scale * share[i * length + j]! * (slopes[j]! - mean)
        add(queries.slopes, own, keys.values, other, slope, part)
        add(keys.slopes, other, queries.values, own, slope, part)
      }
    }
  }
}

function dot(a: Numbers, aFrom: number, b: Numbers, bFrom: number, length: number): number {
  let sum = 0
  for (let f = 0; f < length; f++) sum += a[aFrom + f]! * b[bFrom + f]!
  return sum
}

function add(a: Numbers, aFrom: number, b: Numbers, bFrom: number, factor: number, length: number): void {
  for (let f = 0; f < length; f++) a[aFrom + f]! += factor * b[bFrom + f]!
}
