import type { Graph } from './graph'
import { addProduct } from './product'
import type { Parameter, Tensor } from './tensor'

/**
 * Gated recurrent unit (Cho et al. 2014) over sequences laid end to end, the longest first: sequence s is the rows
 * `starts[s]` to `starts[s + 1]`. `inputs` are x · W + b for the gates z, r and the candidate n, 3 × width across;
 * `weights` are those of the state, width × 3 × width. h′ = (1 − z) n + z h, n = tanh(x + r (h · U)).
 */
export function gru(graph: Graph, inputs: Tensor, weights: Parameter, starts: Int32Array): Tensor {
  const width = weights.rows
  const sequences = starts.length - 1
  const out = graph.tensor(inputs.rows, width)
  // z, r, n and h · U of the candidate, of each row.
  const gates = graph.numbers(inputs.rows * 4 * width)
  const longest = sequences > 0 ? starts[1]! - starts[0]! : 0
  const running = (t: number) => {
    let n = sequences
    while (n > 0 && starts[n]! - starts[n - 1]! <= t) n--
    return n
  }
  const before = graph.numbers(sequences * width)
  const drawn = graph.numbers(sequences * 3 * width)
  for (let t = 0; t < longest; t++) {
    const n = running(t)
    stateBefore(t, n)
    drawn.fill(0)
    addProduct(before, weights.values, drawn, { m: n, n: 3 * width, k: width })
    for (let s = 0; s < n; s++) forward(starts[s]! + t, s)
  }
  graph.note(backward)
  return out

  function stateBefore(t: number, n: number): void {
    for (let s = 0; s < n; s++) {
      const from = (starts[s]! + t - 1) * width
      for (let f = 0; f < width; f++) before[s * width + f] = t === 0 ? 0 : out.values[from + f]!
    }
  }

  function forward(row: number, s: number): void {
    const [x, u, g] = [row * 3 * width, s * 3 * width, row * 4 * width]
    for (let f = 0; f < width; f++) {
      const z = sigmoid(inputs.values[x + f]! + drawn[u + f]!)
      const r = sigmoid(inputs.values[x + width + f]! + drawn[u + width + f]!)
      const q = drawn[u + 2 * width + f]!
      const candidate = Math.tanh(inputs.values[x + 2 * width + f]! + r * q)
      out.values[row * width + f] = (1 - z) * candidate + z * before[s * width + f]!
      gates[g + f] = z
      gates[g + width + f] = r
      gates[g + 2 * width + f] = candidate
      gates[g + 3 * width + f] = q
    }
  }

  function backward(): void {
    const carried = graph.numbers(sequences * width)
    const slopes = graph.numbers(sequences * 3 * width)
    for (let t = longest - 1; t >= 0; t--) {
      const n = running(t)
      stateBefore(t, n)
      for (let s = 0; s < n; s++) back(starts[s]! + t, s, carried, slopes)
      const shape = { m: width, n: 3 * width, k: n, aTurned: true }
      addProduct(before.subarray(0, n * width), slopes.subarray(0, n * 3 * width), weights.slopes, shape)
      addProduct(slopes, weights.values, carried, { m: n, n: width, k: 3 * width, bTurned: true })
    }
  }

  function back(row: number, s: number, carried: Tensor['slopes'], slopes: Tensor['slopes']): void {
    const [x, u, g] = [row * 3 * width, s * 3 * width, row * 4 * width]
    for (let f = 0; f < width; f++) {
      const [z, r] = [gates[g + f]!, gates[g + width + f]!]
      const [candidate, q] = [gates[g + 2 * width + f]!, gates[g + 3 * width + f]!]
      const slope = out.slopes[row * width + f]! + carried[s * width + f]!
      const ofCandidate = slope * (1 - z) * (1 - candidate * candidate)
      const ofZ = slope * (before[s * width + f]! - candidate) * z * (1 - z)
      const ofR = ofCandidate * q * r * (1 - r)
      inputs.slopes[x + f]! += ofZ
      inputs.slopes[x + width + f]! += ofR
      inputs.slopes[x + 2 * width + f]! += ofCandidate
      slopes[u + f] = ofZ
      slopes[u + width + f] = ofR
      slopes[u + 2 * width + f] = ofCandidate * r
      carried[s * width + f] = slope * z
    }
  }
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
