import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kMeans1d, kMeansCuts } from '../../../src/numerics/kmeans-1d'
import { frameOf } from '../../../src/numerics/kernel'

const spread = (values: readonly number[]): number => {
  const mean = values.reduce((a, b) => a + b, 0) / Math.max(1, values.length)
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

/** Within-cluster sum of squares of members cut after the given values. */
function within(members: readonly number[], cuts: readonly number[]): number {
  const edges = [-Infinity, ...cuts, Infinity]
  return edges
    .slice(1)
    .reduce((sum, edge, i) => sum + spread(members.filter((v) => v > (edges[i] ?? 0) && v <= edge)), 0)
}

/** The least over every way to cut the distinct values into k runs. */
function least(members: readonly number[], distinct: readonly number[], k: number): number {
  if (k <= 1) return within(members, [])
  let best = Infinity
  const choose = (from: number, cuts: number[]) => {
    if (cuts.length === k - 1) {
      best = Math.min(best, within(members, cuts))
      return
    }
    for (let i = from; i < distinct.length - 1; i++) choose(i + 1, [...cuts, distinct[i] ?? 0])
  }
  choose(0, [])
  return best
}

test('the spread is the least that any cuts can give', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -6, max: 14 }), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      (members, k) => {
        const distinct = [...new Set(members)].sort((a, b) => a - b).slice(0, 11)
        const kept = members.filter((value) => distinct.includes(value))
        const weights = distinct.map((value) => kept.filter((other) => other === value).length)
        const cuts = kMeansCuts(Float64Array.from(distinct), Float64Array.from(weights), k)
        const clusters = Math.min(k, distinct.length)
        expect(cuts).toHaveLength(clusters - 1)
        expect(cuts).toEqual([...cuts].sort((a, b) => a - b))
        expect(within(kept, cuts)).toBeCloseTo(least(kept, distinct, clusters), 6)
      },
    ),
    { numRuns: 300 },
  )
})

test('plain clusters, far numbers, one value, none', () => {
  const cut = (values: number[], k: number, weights = values.map(() => 1)) =>
    kMeansCuts(Float64Array.from(values), Float64Array.from(weights), k)
  expect(cut([1, 2, 3, 10, 11, 12, 50], 3)).toEqual([3, 12])
  expect(cut([1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 10, 1e9 + 11], 2)).toEqual([1e9 + 3])
  expect(cut([1, 2, 9], 2, [1, 1, 1000])).toEqual([2])
  expect(cut([7], 5)).toEqual([])
  expect(cut([], 5)).toEqual([])
  expect(cut([1, 5, 9], 10)).toEqual([1, 5])
})

test('several measures at once, by their numbers', () => {
  const out = kMeans1d(
    frameOf({
      measure: Float64Array.of(1, 1, 1, 2, 3, 3),
      value: Float64Array.of(1, 2, 9, 4, 0, 100),
      n: Float64Array.of(1, 1, 1, 5, 2, 2),
    }),
    { clusters: 2 },
    () => undefined,
  )
  const column = (name: string) => [...(out.columns.find((one) => one.name === name)?.values ?? [])]
  expect([column('measure'), column('position'), column('cut')]).toEqual([
    [1, 3],
    [1, 1],
    [2, 0],
  ])
})

test('a million values in five clusters take seconds at most', () => {
  const n = 1_000_000
  const values = Float64Array.from({ length: n }, (_, i) => i ** 1.3)
  const start = performance.now()
  const cuts = kMeansCuts(values, new Float64Array(n).fill(1), 5)
  expect(cuts).toHaveLength(4)
  expect(performance.now() - start).toBeLessThan(20_000)
})
