import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitBoosted, predictBoosted } from '../../../src/numerics/predict/boosted-trees'
import { fitLogistic, predictLogistic, sigmoid } from '../../../src/numerics/predict/logistic'
import { stabilityIndex } from '../../../src/numerics/predict/stability'

/** Reproducible, in [0, 1): mulberry32. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

const columnsOf = (n: number, k: number, draw: () => number) =>
  Array.from({ length: k }, () => Float64Array.from({ length: n }, () => 6 * draw() - 3))

describe('logistic regression', () => {
  test('a two-by-two table: the coefficient is the log odds ratio, its error the root of the summed inverses', () => {
    const cells = [
      [1, 1, 30],
      [1, 0, 10],
      [0, 1, 20],
      [0, 0, 40],
    ] as const
    const x: number[] = []
    const y: number[] = []
    for (const [a, b, n] of cells) for (let i = 0; i < n; i++) [x[x.length], y[y.length]] = [a, b]
    const model = fitLogistic([Float64Array.from(x)], Float64Array.from(y), 0)
    const by = model.deviations[0] ?? NaN
    expect(model.converged).toBe(true)
    expect((model.coefficients[1] ?? NaN) / by).toBeCloseTo(Math.log((30 * 40) / (10 * 20)), 6)
    expect((model.errors[1] ?? NaN) / by).toBeCloseTo(Math.sqrt(1 / 30 + 1 / 10 + 1 / 20 + 1 / 40), 4)
    const [odds] = predictLogistic(model, [Float64Array.of(1)])
    expect(odds).toBeCloseTo(0.75, 6)
  })

  test('at the maximum the penalised gradient is zero, whatever the data', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 4 }), (seed, k) => {
        const draw = seeded(seed)
        const columns = columnsOf(80, k, draw)
        const y = Float64Array.from({ length: 80 }, () => Number(draw() < 0.3))
        const model = fitLogistic(columns, y, 2)
        const p = predictLogistic(model, columns)
        columns.forEach((values, j) => {
          const by = model.deviations[j] ?? NaN
          const gradient = values.reduce(
            (sum, value, i) => sum + (((p[i] ?? 0) - (y[i] ?? 0)) * (value - (model.means[j] ?? 0))) / by,
            2 * (model.coefficients[j + 1] ?? 0),
          )
          expect(gradient).toBeCloseTo(0, 3)
        })
        expect(p.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
          y.reduce((sum, value) => sum + value, 0),
          3,
        )
      }),
      { numRuns: 40 },
    )
  })

  test('coefficients planted in 50 samples are within their intervals in about 95 of 100 cases', () => {
    const planted = [0.8, -1.2]
    let within = 0
    for (let seed = 1; seed <= 50; seed++) {
      const draw = seeded(seed)
      const columns = columnsOf(600, 2, draw)
      const y = Float64Array.from({ length: 600 }, (_, i) =>
        Number(
          draw() < sigmoid(-0.5 + planted.reduce((sum, beta, j) => sum + beta * (columns[j]?.[i] ?? 0), 0)),
        ),
      )
      const model = fitLogistic(columns, y, 1e-6)
      planted.forEach((beta, j) => {
        const by = model.deviations[j] ?? NaN
        const miss = Math.abs((model.coefficients[j + 1] ?? NaN) / by - beta)
        if (miss <= (1.96 * (model.errors[j + 1] ?? NaN)) / by) within += 1
      })
    }
    expect(within).toBeGreaterThanOrEqual(88)
    expect(within).toBeLessThan(100)
  })

  test('separable, constant and huge features: finite all the same', () => {
    const separable = fitLogistic([Float64Array.of(-1, -2, 1, 2)], Float64Array.of(0, 0, 1, 1))
    expect(separable.coefficients.every(Number.isFinite)).toBe(true)
    const constant = fitLogistic(
      [new Float64Array(9).fill(1e8)],
      Float64Array.from({ length: 9 }, (_, i) => i % 2),
    )
    expect(constant.coefficients[1]).toBe(0)
    const alike = fitLogistic([Float64Array.of(1e8, 2e8, 3e8)], Float64Array.of(1, 1, 1))
    expect([...predictLogistic(alike, [Float64Array.of(1e8)])].every(Number.isFinite)).toBe(true)
  })
})

describe('boosted trees', () => {
  test('an interaction that no line can follow is found', () => {
    const draw = seeded(3)
    const columns = columnsOf(2000, 2, draw)
    const y = Float64Array.from({ length: 2000 }, (_, i) =>
      Number((columns[0]?.[i] ?? 0) > 0 === (columns[1]?.[i] ?? 0) > 0),
    )
    const model = fitBoosted(columns, y)
    const p = predictBoosted(model, columns)
    const right = p.reduce((sum, value, i) => sum + Number(value > 0.5 === ((y[i] ?? 0) === 1)), 0)
    expect(right / 2000).toBeGreaterThan(0.97)
    const line = predictLogistic(fitLogistic(columns, y), columns)
    expect(line.reduce((sum, v, i) => sum + Number(v > 0.5 === ((y[i] ?? 0) === 1)), 0) / 2000).toBeLessThan(
      0.6,
    )
    expect(model.gains.reduce((sum, gain) => sum + gain, 0)).toBeCloseTo(1, 9)
  })

  test('the first split of a stump is the one that trying all of them finds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), (seed) => {
        const draw = seeded(seed)
        const columns = Array.from({ length: 2 }, () =>
          Float64Array.from({ length: 40 }, () => Math.floor(8 * draw())),
        )
        const y = Float64Array.from({ length: 40 }, (_, i) =>
          Number(draw() < ((columns[0]?.[i] ?? 0) > 3 ? 0.8 : 0.2)),
        )
        const model = fitBoosted(columns, y, { trees: 1, depth: 1, leastLeaf: 1, lambda: 1, bins: 64 })
        const buyers = y.reduce((sum, value) => sum + value, 0)
        const p = (buyers + 0.5) / 41
        let best = 0
        columns.forEach((values) => {
          for (let cut = 0; cut < 7; cut++) {
            const sides = [true, false].map((isLeft) => {
              const rows = [...values.keys()].filter((i) => (values[i] ?? 0) <= cut === isLeft)
              const g = rows.reduce((sum, i) => sum + p - (y[i] ?? 0), 0)
              return rows.length === 0 ? NaN : (g * g) / (rows.length * p * (1 - p) + 1)
            })
            const all = (40 * p - buyers) ** 2 / (40 * p * (1 - p) + 1)
            const gain = 0.5 * ((sides[0] ?? NaN) + (sides[1] ?? NaN) - all)
            if (gain > best) best = gain
          }
        })
        const tree = model.trees[0]
        if (!tree) return expect(best).toBeLessThan(1e-6)
        const values = columns[tree.feature[0] ?? 0] ?? new Float64Array(0)
        const threshold = tree.threshold[0] ?? NaN
        const gain = [true, false]
          .map((isLeft) => {
            const rows = [...values.keys()].filter((i) => (values[i] ?? 0) <= threshold === isLeft)
            const g = rows.reduce((sum, i) => sum + p - (y[i] ?? 0), 0)
            return (g * g) / (rows.length * p * (1 - p) + 1)
          })
          .reduce((sum, side) => sum + side, 0)
        const all = (40 * p - buyers) ** 2 / (40 * p * (1 - p) + 1)
        expect(0.5 * (gain - all)).toBeCloseTo(best, 6)
      }),
      { numRuns: 60 },
    )
  })

  test('the same rows in another order give the same probabilities', () => {
    const draw = seeded(11)
    const columns = columnsOf(500, 3, draw)
    const y = Float64Array.from({ length: 500 }, (_, i) => Number(draw() < sigmoid(columns[0]?.[i] ?? 0)))
    const turned = (values: Float64Array) => values.slice().reverse()
    const one = predictBoosted(fitBoosted(columns, y), columns)
    const other = predictBoosted(fitBoosted(columns.map(turned), turned(y)), columns)
    one.forEach((p, i) => expect(other[i]).toBeCloseTo(p, 9))
  })

  test('all alike, or too few for a leaf: the share itself', () => {
    const columns = [Float64Array.from({ length: 30 }, (_, i) => i)]
    const none = fitBoosted(columns, new Float64Array(30))
    expect(none.trees).toEqual([])
    expect(predictBoosted(none, columns)[0]).toBeCloseTo(0.5 / 31, 9)
    const few = fitBoosted(
      columns,
      Float64Array.from({ length: 30 }, (_, i) => i % 2),
    )
    expect(few.trees).toEqual([])
    expect(predictBoosted(few, columns)[7]).toBeCloseTo(0.5, 9)
  })
})

describe('the stability index', () => {
  test('nothing for the same sample, much for another; by hand for two bins', () => {
    const draw = seeded(5)
    const before = Float64Array.from({ length: 5000 }, () => draw())
    const after = Float64Array.from({ length: 5000 }, () => draw())
    expect(stabilityIndex(before, before)).toBe(0)
    expect(stabilityIndex(before, after)).toBeLessThan(0.02)
    expect(
      stabilityIndex(
        before,
        after.map((value) => value + 0.5),
      ),
    ).toBeGreaterThan(0.25)
    expect(stabilityIndex(before, new Float64Array(0))).toBeNaN()
    const zerosAndOnes = (ones: number) =>
      Float64Array.from({ length: 100 }, (_, i) => Number(i >= 100 - ones))
    // Bins: up to 0, up to 1, above: 50.5, 50.5, 0.5 of 101.5 and 80.5, 20.5, 0.5.
    const [p, q] = [
      [50.5 / 101.5, 50.5 / 101.5],
      [80.5 / 101.5, 20.5 / 101.5],
    ] as const
    const expected = p.reduce(
      (sum, share, b) => sum + ((q[b] ?? 0) - share) * Math.log((q[b] ?? 0) / share),
      0,
    )
    expect(stabilityIndex(zerosAndOnes(50), zerosAndOnes(20))).toBeCloseTo(expected, 9)
  })
})
