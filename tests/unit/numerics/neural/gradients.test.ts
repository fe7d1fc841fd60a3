import { describe, expect, test } from 'vitest'
import { causalAttention } from '../../../../src/numerics/neural/attention'
import { Graph } from '../../../../src/numerics/neural/graph'
import { gru } from '../../../../src/numerics/neural/gru'
import { binaryCrossEntropy, sampledCrossEntropy } from '../../../../src/numerics/neural/losses'
import { Parameters, type Tensor } from '../../../../src/numerics/neural/tensor'
import { seeded } from '../../../../src/numerics/random'

const STARTS = Int32Array.of(0, 4, 7, 8)
const ROWS = 8
const WIDTH = 4

/** Every parameter's slope against the difference of the loss to either side, in 64-bit floats. */
function checkSlopes(build: (parameters: Parameters) => (graph: Graph) => number): void {
  const parameters = new Parameters(seeded(3), 64)
  const loss = build(parameters)
  const run = () => loss(new Graph(64, false))
  const graph = new Graph(64)
  loss(graph)
  graph.backward()
  const [step, found] = [1e-5, { largest: 0, count: 0 }]
  for (const { values, slopes } of parameters.all) {
    for (let at = 0; at < values.length; at++) {
      const before = values[at]!
      values[at] = before + step
      const above = run()
      values[at] = before - step
      const below = run()
      values[at] = before
      const difference = (above - below) / (2 * step)
      expect(slopes[at]).toBeCloseTo(difference, 7)
      found.largest = Math.max(found.largest, Math.abs(difference))
      found.count++
    }
  }
  // A loss that nothing moves would pass as well.
  expect(found.largest).toBeGreaterThan(1e-3)
}

/** A loss with another slope for each entry. */
function sumOf(graph: Graph, x: Tensor): number {
  let sum = 0
  for (let at = 0; at < x.values.length; at++) sum += Math.sin(at + 1) * x.values[at]! ** 2
  graph.note(() => {
    for (let at = 0; at < x.values.length; at++) x.slopes[at]! += 2 * Math.sin(at + 1) * x.values[at]!
  })
  return sum
}

const PLACES = [0, 2, 1, 2, 3, 4, 0, 5]

describe('slopes are those of finite differences', () => {
  test('layers: looked up, joined, multiplied, bent, dropped', () => {
    checkSlopes((made) => {
      const [a, b] = [made.table(6, WIDTH, 1), made.table(6, WIDTH, 1)]
      const [weights, bias] = [made.weights(2 * WIDTH, 3), made.constant(3, 0.1)]
      return (graph) => {
        const [x, y] = [graph.gather(a, PLACES), graph.gather(b, PLACES)]
        const joined = graph.joined(graph.times(x, y), graph.add(x, y))
        return sumOf(graph, graph.relu(graph.linear(joined, weights, bias)))
      }
    })
  })

  test('dropout passes on what it kept, and keeps the mean', () => {
    const made = new Parameters(seeded(1), 64)
    const table = made.table(1, 4000, 0)
    table.values.fill(1)
    const graph = new Graph(64)
    const out = graph.dropout(graph.gather(table, [0]), 0.25, seeded(2))
    expect(Array.from(out.values).reduce((sum, value) => sum + value, 0) / 4000).toBeCloseTo(1, 1)
    expect(new Set(out.values)).toEqual(new Set([0, 4 / 3]))
    out.slopes.fill(1)
    graph.backward()
    expect([...table.slopes]).toEqual([...out.values])
    const scoring = new Graph(64, false)
    expect(
      scoring.dropout(scoring.gather(table, [0]), 0.25, seeded(2)).values.every((value) => value === 1),
    ).toBe(true)
  })

  test('normalised rows', () => {
    checkSlopes((made) => {
      const [table, gain, bias] = [
        made.table(6, WIDTH, 1),
        made.constant(WIDTH, 1.3),
        made.constant(WIDTH, 0.2),
      ]
      return (graph) => sumOf(graph, graph.normalised(graph.gather(table, PLACES), gain, bias))
    })
  })

  test('a gated recurrent unit over sequences of 4, 3 and 1', () => {
    checkSlopes((made) => {
      const [table, state] = [made.table(6, 3 * WIDTH, 1), made.weights(WIDTH, 3 * WIDTH)]
      return (graph) => sumOf(graph, gru(graph, graph.gather(table, PLACES), state, STARTS))
    })
  })

  test('causal attention with two heads', () => {
    checkSlopes((made) => {
      const tables = [0, 1, 2].map(() => made.table(6, WIDTH, 1))
      return (graph) => {
        const [queries, keys, values] = tables.map((table) => graph.gather(table, PLACES)) as [
          Tensor,
          Tensor,
          Tensor,
        ]
        return sumOf(graph, causalAttention(graph, [queries, keys, values], STARTS, 2))
      }
    })
  })

  test('binary cross-entropy', () => {
    checkSlopes((made) => {
      const table = made.table(6, 1, 2)
      return (graph) => binaryCrossEntropy(graph, graph.gather(table, PLACES), [1, 0, 0, 1, 1, 0, 1, 0])
    })
  })

  test.each([
    ['all items', Int32Array.of(0, 1, 2, 3, 4, 5)],
    ['some items', Int32Array.of(5, 1, 2)],
  ])('cross-entropy with %s as candidates', (_, candidates) => {
    checkSlopes((made) => {
      const [states, vectors, biases] = [
        made.table(6, WIDTH, 1),
        made.table(6, WIDTH, 1),
        made.table(6, 1, 1),
      ]
      const next = [1, 2, 3, 3, 5, 0, 1, 4]
      return (graph) =>
        sampledCrossEntropy(graph, graph.gather(states, PLACES), [vectors, biases], next, candidates)
    })
  })
})

describe('what the networks compute', () => {
  const tensorOf = (graph: Graph, rows: number, width: number, values: readonly number[]): Tensor => {
    const tensor = graph.tensor(rows, width)
    tensor.values.set(values)
    return tensor
  }

  test('attention by hand: a row sees itself and those before it, in its own sequence', () => {
    const graph = new Graph(64)
    const ones = tensorOf(graph, 3, 2, [0, 0, 0, 0, 0, 0])
    const values = tensorOf(graph, 3, 2, [1, 2, 3, 4, 7, 8])
    const out = causalAttention(graph, [ones, ones, values], Int32Array.of(0, 2, 3), 1)
    expect([...out.values]).toEqual([1, 2, 2, 3, 7, 8])
  })

  test('the unit by hand: z = r = ½ at 0 inputs for the gates', () => {
    const made = new Parameters(seeded(1), 64)
    const weights = made.weights(1, 3)
    weights.values.fill(0)
    const graph = new Graph(64)
    const out = gru(graph, tensorOf(graph, 2, 3, [0, 0, 1, 0, 0, 1]), weights, Int32Array.of(0, 2))
    const first = Math.tanh(1) / 2
    expect([...out.values]).toEqual([expect.closeTo(first, 12), expect.closeTo(first / 2 + first, 12)])
  })

  test('cross-entropy of all items is that of the softmax; drawn ones come near it', () => {
    const made = new Parameters(seeded(4), 64)
    const [states, vectors, biases] = [
      made.table(ROWS, WIDTH, 0.5),
      made.table(400, WIDTH, 0.5),
      made.table(400, 1, 0.5),
    ]
    const next = Array.from({ length: ROWS }, (_, row) => row * 40)
    const lossOf = (candidates: Int32Array) => {
      const graph = new Graph(64, false)
      return sampledCrossEntropy(
        graph,
        graph.gather(states, [...next.keys()]),
        [vectors, biases],
        next,
        candidates,
      )
    }
    const score = (row: number, item: number) =>
      Array.from(
        { length: WIDTH },
        (_, f) => states.values[row * WIDTH + f]! * vectors.values[item * WIDTH + f]!,
      ).reduce((sum, value) => sum + value, biases.values[item]!)
    const exact = next.map((item, row) => {
      const all = Array.from({ length: 400 }, (_, other) => Math.exp(score(row, other)))
      return Math.log(all.reduce((sum, value) => sum + value, 0)) - score(row, item)
    })
    const mean = exact.reduce((sum, value) => sum + value, 0) / ROWS
    const every = Int32Array.from({ length: 400 }, (_, item) => item)
    expect(lossOf(every)).toBeCloseTo(mean, 10)
    expect(lossOf(every.filter((item) => item % 4 === 1))).toBeCloseTo(mean, 0.5)
  })
})
