import type { Graph } from './graph'
import { addProduct } from './product'
import { shareOut } from './share-out'
import type { Parameter, Tensor } from './tensor'

/** Mean binary cross-entropy of log-odds (rows × 1) with labels 0 or 1. */
export function binaryCrossEntropy(graph: Graph, odds: Tensor, labels: ArrayLike<number>): number {
  const n = odds.rows
  let loss = 0
  for (let row = 0; row < n; row++) {
    const x = odds.values[row]!
    loss += Math.max(x, 0) - x * labels[row]! + Math.log1p(Math.exp(-Math.abs(x)))
  }
  graph.note(() => {
    for (let row = 0; row < n; row++)
      odds.slopes[row]! += (1 / (1 + Math.exp(-odds.values[row]!)) - labels[row]!) / n
  })
  return loss / n
}

/**
 * Mean cross-entropy of each row's target among all items, with the items' vectors and biases as weights. `candidates` are
 * items drawn evenly, without repetition, that stand for all (Jean et al. 2015); with all of them it is exact.
 */
export function sampledCrossEntropy(
  graph: Graph,
  states: Tensor,
  [vectors, biases]: readonly [Parameter, Parameter],
  targets: ArrayLike<number>,
  candidates: Int32Array,
): number {
  const { rows, width } = states
  const n = candidates.length
  const others = graph.gather(vectors, candidates)
  const shares = graph.numbers(rows * n)
  const ofTargets = graph.numbers(rows)
  addProduct(states.values, others.values, shares, { m: rows, n, k: width, bTurned: true })
  const placeOf = new Map(Array.from(candidates, (item, place) => [item, place]))
  const own = Int32Array.from(targets, (target) => placeOf.get(target) ?? -1)
  const offsets = graph.numbers(n)
  // Each candidate stands for as many items that were not drawn as every other.
  const stand = (drawn: number) => Math.log((vectors.rows - 1) / Math.max(1, drawn))
  for (let c = 0; c < n; c++) offsets[c] = biases.values[candidates[c]!]! + stand(n)
  for (let row = 0; row < rows; row++) {
    const target = targets[row]!
    let score = biases.values[target]!
    for (let f = 0; f < width; f++)
      score += states.values[row * width + f]! * vectors.values[target * width + f]!
    ofTargets[row] = score
  }
  const loss = shareOut(shares, offsets, ofTargets, own, stand(n - 1) - stand(n))
  graph.note(back)
  return loss / rows

  function back(): void {
    addProduct(shares, others.values, states.slopes, { m: rows, n: width, k: n })
    addProduct(shares, states.values, others.slopes, { m: n, n: width, k: rows, aTurned: true })
    for (let row = 0; row < rows; row++) {
      const target = targets[row]!
      const slope = (ofTargets[row]! - 1) / rows
      vectors.touch(target)
      biases.touch(target)
      biases.slopes[target]! += slope
      for (let f = 0; f < width; f++) {
        states.slopes[row * width + f]! += slope * vectors.values[target * width + f]!
        vectors.slopes[target * width + f]! += slope * states.values[row * width + f]!
      }
    }
    const sums = graph.numbers(n)
    addProduct(graph.numbers(rows).fill(1), shares, sums, { m: 1, n, k: rows })
    candidates.forEach((item, c) => {
      biases.touch(item)
      biases.slopes[item]! += sums[c]!
    })
  }
}
