import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { littleTest } from '../../../src/numerics/little'

describe('Little’s test of cells missing completely at random', () => {
  test('one variable beside another: by hand', () => {
    // Σ = 4 for each, uncorrelated; the pattern without the second variable lies 1 away in the first.
    const result = littleTest(
      [
        { n: 30, means: [0, 0] },
        { n: 10, means: [1, null] },
      ],
      [0, 0],
      [
        [4, 0],
        [0, 4],
      ],
    )
    expect(result?.chi).toBeCloseTo(10 / 4, 12)
    expect(result?.df).toBe(1)
    // P(χ²₁ > 2.5)
    expect(result?.p).toBeCloseTo(0.113846, 6)
  })

  test('with correlation: d² = n (ȳ − μ)ᵀ Σ⁻¹ (ȳ − μ)', () => {
    const covariance = [
      [2, 1],
      [1, 3],
    ]
    const result = littleTest(
      [
        { n: 7, means: [1, 2] },
        { n: 5, means: [null, -1] },
      ],
      [0, 0],
      covariance,
    )
    // Σ⁻¹ = [[3, −1], [−1, 2]] ÷ 5
    expect(result?.chi).toBeCloseTo((7 * (3 - 4 + 8)) / 5 + 5 / 3, 12)
    expect(result?.df).toBe(1)
  })

  test('nothing to compare', () => {
    expect(littleTest([], [], [])).toBeNull()
    expect(littleTest([{ n: 5, means: [1] }], [1], [[2]])).toBeNull()
    expect(
      littleTest(
        [
          { n: 5, means: [1, 1] },
          { n: 5, means: [1, null] },
        ],
        [1, 1],
        [
          [1, 1],
          [1, 1],
        ],
      ),
    ).toBeNull()
  })

  test('keeps its level when cells are missing at random, and sees when they are not', () => {
    const level = (dependent: boolean) => {
      let rejected = 0
      for (let run = 0; run < 200; run++) if ((simulated(run, dependent)?.p ?? 1) < 0.05) rejected += 1
      return rejected / 200
    }
    expect(level(false)).toBeGreaterThan(0.01)
    expect(level(false)).toBeLessThan(0.11)
    expect(level(true)).toBeGreaterThan(0.95)
  })

  test('is a probability, and grows with the distance', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 3, noNaN: true }), fc.integer({ min: 2, max: 50 }), (away, n) => {
        const at = (distance: number) =>
          littleTest(
            [
              { n, means: [0, 0] },
              { n, means: [distance, null] },
            ],
            [0, 0],
            [
              [1, 0.3],
              [0.3, 1],
            ],
          )?.p ?? NaN
        expect(at(away)).toBeGreaterThanOrEqual(0)
        expect(at(away + 0.5)).toBeLessThanOrEqual(at(away))
      }),
    )
  })
})

/** 300 pairs of correlated normals; the second is missing in a third of them, or where the first is large. */
function simulated(seed: number, dependent: boolean) {
  let state = (seed * 2654435761 + 12345) >>> 0
  const uniform = () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return (state + 0.5) / 2 ** 32
  }
  const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
  const rows = Array.from({ length: 300 }, () => {
    const x = normal()
    const y = 0.6 * x + 0.8 * normal()
    const gone = uniform() < (dependent && x > 0 ? 0.6 : 1 / 3)
    return { x, y: gone ? null : y }
  })
  const there = rows.flatMap(({ x, y }) => (y === null ? [] : [{ x, y }]))
  const gone = rows.filter(({ y }) => y === null)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const covariance = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + (value - mean(a)) * ((b[i] ?? NaN) - mean(b)), 0) / (a.length - 1)
  const [xs, pairedX, ys] = [rows.map(({ x }) => x), there.map(({ x }) => x), there.map(({ y }) => y)]
  return littleTest(
    [
      { n: there.length, means: [mean(pairedX), mean(ys)] },
      { n: gone.length, means: [mean(gone.map(({ x }) => x)), null] },
    ],
    [mean(xs), mean(ys)],
    [
      [covariance(xs, xs), covariance(pairedX, ys)],
      [covariance(pairedX, ys), covariance(ys, ys)],
    ],
  )
}
