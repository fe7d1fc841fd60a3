import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentOrder } from '../../../../src/numerics/clusters/content-order'
import { kMeans } from '../../../../src/numerics/clusters/k-means'
import { take, type Points } from '../../../../src/numerics/clusters/points'
import { principalComponents, project } from '../../../../src/numerics/clusters/principal-components'
import { applyScales, fitScales, SCALINGS, scaleValue } from '../../../../src/numerics/clusters/scale'
import {
  adjustedRand,
  calinskiHarabasz,
  daviesBouldin,
  meanSilhouette,
  silhouettes,
  simplifiedSilhouette,
} from '../../../../src/numerics/clusters/validity'
import {
  elbow,
  gapStatistics,
  stabilityOf,
  tibshirani,
  whichK,
} from '../../../../src/numerics/clusters/which-k'
import { symmetricEigen } from '../../../../src/numerics/eigen'
import { seeded } from '../../../../src/numerics/random'
import { IRIS } from './iris'
import { lattice, planted, shuffled } from './planted'

const inOrder = (rows: number) => Int32Array.from({ length: rows }, (_, i) => i)

describe('figures of a partition', () => {
  // scikit-learn 1.9.1 on iris.
  test.each([
    [2, 513.9245459802768, 0.40429283717304343, 0.6810461692117462],
    [3, 561.62775662962, 0.6619715465007465, 0.5528190123564095],
    [4, 530.7658081872851, 0.7803069838811107, 0.49805050499728737],
  ])('k = %d', (k, ch, db, silhouette) => {
    const found = kMeans(IRIS, { k, restarts: 30 })
    expect(calinskiHarabasz(IRIS, found)).toBeCloseTo(ch, 6)
    expect(daviesBouldin(IRIS, found)).toBeCloseTo(db, 8)
    expect(meanSilhouette(IRIS, found.labels, k, inOrder(150))).toEqual({
      mean: expect.closeTo(silhouette, 8) as number,
      error: 0,
      rows: 150,
    })
  })

  test('the silhouette of a sample lies within four standard errors of the whole', () => {
    const { points } = planted(4000, { apart: 3 })
    const { labels } = kMeans(points, { k: 4 })
    const whole = meanSilhouette(points, labels, 4, inOrder(4000), 4000).mean
    const { order } = contentOrder(points, 3)
    const some = meanSilhouette(points, labels, 4, order, 500)
    expect(some.rows).toBe(500)
    expect(some.error).toBeGreaterThan(0)
    expect(Math.abs(some.mean - whole)).toBeLessThan(4 * some.error)
  })

  test('by hand: 0, 1 | 5, and what has no silhouette', () => {
    const points: Points = { rows: 3, width: 1, values: Float64Array.of(0, 1, 5) }
    expect([...silhouettes(points, [0, 0, 1], 2)]).toEqual([0.8, 0.75, 0])
    expect(silhouettes(points, [0, 0, 0], 2).every(Number.isNaN)).toBe(true)
    const byCentres = (1 - 0.5 / 5 + (1 - 0.5 / 4) + 1) / 3
    expect(simplifiedSilhouette(points, Float64Array.of(0.5, 5))).toBeCloseTo(byCentres, 12)
    expect(simplifiedSilhouette(points, Float64Array.of(2))).toBeNaN()
    const one = kMeans(points, { k: 1 })
    expect([calinskiHarabasz(points, one), daviesBouldin(points, one)]).toEqual([NaN, NaN])
    expect(calinskiHarabasz(points, kMeans(points, { k: 3 }))).toBeNaN()
  })

  test('the adjusted Rand index: the same under other names, by pairs, about 0 by chance', () => {
    expect(adjustedRand([0, 0, 1, 1, 2], [2, 2, 0, 0, 1])).toBe(1)
    expect(adjustedRand([0, 0, 0], [0, 0, 0])).toBe(1)
    expect(adjustedRand([], [])).toBe(1)
    expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBeCloseTo(-0.5, 12)
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(3), fc.nat(2)), { minLength: 2, maxLength: 30 }), (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)]
        let [both, left, right, all] = [0, 0, 0, 0]
        for (let i = 0; i < a.length; i++) {
          for (let j = 0; j < i; j++) {
            all++
            left += Number(a[i] === a[j])
            right += Number(b[i] === b[j])
            both += Number(a[i] === a[j] && b[i] === b[j])
          }
        }
        const expected = (left * right) / all
        const most = (left + right) / 2
        expect(adjustedRand(a, b)).toBeCloseTo(
          most === expected ? 1 : (both - expected) / (most - expected),
          10,
        )
      }),
    )
    const random = seeded(4)
    const labels = () => Int32Array.from({ length: 5000 }, () => random.below(5))
    expect(Math.abs(adjustedRand(labels(), labels()))).toBeLessThan(0.01)
  })
})

describe('which k', () => {
  test('planted clusters: all rules agree, in any order of rows', () => {
    const { points } = planted(800, { k: 4, apart: 10 })
    const found = whichK(points, { to: 7 })
    expect(found.choices).toEqual({
      elbow: expect.any(Number) as number,
      silhouette: 4,
      calinskiHarabasz: 4,
      daviesBouldin: 4,
      gap: 4,
      stability: 4,
    })
    expect(whichK(take(points, shuffled(800, 3)), { to: 7 })).toEqual(found)
  })

  test('one cloud: the gap says one cluster, and no k above it is stable', () => {
    const { points } = planted(600, { k: 1 })
    const { choices, figures } = whichK(points, { to: 6 })
    expect(choices.gap).toBe(1)
    expect(choices.stability === null || choices.stability <= 2).toBe(true)
    expect(figures[0]?.silhouette.mean).toBeNaN()
  })

  test('never more clusters than distinct rows; what is then not defined is said to be so', () => {
    const points = lattice(50, 1, 3, 6)
    const { figures, distinct, choices } = whichK(points, { to: 8 })
    expect(distinct).toBe(3)
    expect(figures.map(({ k }) => k)).toEqual([1, 2, 3])
    expect(figures[2]).toMatchObject({ inertia: 0, gap: NaN })
    expect(choices.silhouette).toBe(3)
    const equal = whichK({ rows: 9, width: 2, values: new Float64Array(18) })
    expect(equal.figures.map(({ k }) => k)).toEqual([1])
    expect(Object.values(equal.choices).every((k) => k === null || k === 1)).toBe(true)
  })

  test('the rules, on figures written down', () => {
    expect(elbow([100, 30, 20, 15, 10])).toBe(2)
    expect(elbow([40, 30, 20, 10])).toBeNull()
    expect(elbow([4, 2])).toBeNull()
    const gaps = (values: number[], error = 0.1) => values.map((gap) => ({ gap, error }))
    expect(tibshirani(gaps([0.1, 0.5, 0.55, 0.9]))).toBe(2)
    expect(tibshirani(gaps([0.9, 0.5, 0.4]))).toBe(1)
    expect(tibshirani(gaps([0.1, 0.5, 0.9]))).toBeNull()
  })

  test('iris: the gap rises from one cluster to three; two are the most stable', () => {
    const gaps = gapStatistics(IRIS, 4)
    expect(gaps[1]?.gap).toBeGreaterThan(gaps[0]?.gap ?? NaN)
    expect(stabilityOf(IRIS, { k: 2 }).mean).toBeGreaterThan(0.95)
    expect(stabilityOf(IRIS, { k: 2 }).mean).toBeGreaterThan(stabilityOf(IRIS, { k: 5 }).mean)
  })
})

describe('scales', () => {
  test('SQL can do the same: the numbers kept give the same coordinates', () => {
    const points: Points = { rows: 6, width: 1, values: Float64Array.of(-3, 0, 1, 1, 50, 1000) }
    for (const scaling of SCALINGS) {
      const scales = fitScales(points, scaling)
      const scaled = applyScales(points, scales)
      scaled.values.forEach((value, i) => expect(scaleValue(scales[0]!, points.values[i] ?? NaN)).toBe(value))
      expect([...scaled.values]).toEqual([...scaled.values].sort((a, b) => a - b))
    }
  })

  test('standard: mean 0, deviation 1; robust: median 0, quartiles 1 apart; log and rank by hand', () => {
    const values = Float64Array.of(1, 2, 4, 8, 16)
    const scaled = (scaling: (typeof SCALINGS)[number]) => {
      const points = { rows: 5, width: 1, values }
      return [...applyScales(points, fitScales(points, scaling)).values]
    }
    const standard = scaled('standard')
    expect(standard.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12)
    expect(standard.reduce((a, b) => a + b * b, 0)).toBeCloseTo(5, 12)
    expect(scaled('robust')).toEqual([-0.5, -1 / 3, 0, 2 / 3, 2])
    const logs = [...values].map(Math.log1p)
    const mean = logs.reduce((a, b) => a + b, 0) / 5
    const by = Math.sqrt(logs.reduce((s, v) => s + (v - mean) ** 2, 0) / 5)
    scaled('log').forEach((value, i) => expect(value).toBeCloseTo(((logs[i] ?? NaN) - mean) / by, 12))
    expect(scaled('rank')).toEqual([0.1, 0.3, 0.5, 0.7, 0.9])
  })

  test('a feature that does not vary is 0 and said to be constant; a quartile range of 0 is no division by 0', () => {
    const constant: Points = { rows: 3, width: 1, values: Float64Array.of(7, 7, 7) }
    for (const scaling of SCALINGS) {
      const [scale] = fitScales(constant, scaling)
      expect(scale?.isConstant).toBe(true)
      expect([...applyScales(constant, scale ? [scale] : []).values]).toEqual([0, 0, 0])
    }
    const mostly = { rows: 10, width: 1, values: Float64Array.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 9) }
    expect([...applyScales(mostly, fitScales(mostly, 'robust')).values].every(Number.isFinite)).toBe(true)
  })
})

describe('principal components', () => {
  test('iris as scikit-learn has it, signs by the largest loading', () => {
    const { variances, loadings, shares } = principalComponents(IRIS)
    const known = [4.228241706034838, 0.2426707479286116, 0.07820950004290794, 0.023835092973445878]
    known.forEach((variance, c) => expect(variances[c]).toBeCloseTo(variance, 10))
    expect(shares[0]).toBeCloseTo(0.924618723201734, 10)
    const first = [0.3613865917853652, -0.08452251406457312, 0.856670605949836, 0.35828919715155155]
    first.forEach((loading, j) => expect(loadings[j]).toBeCloseTo(loading, 8))
    const placed = project(principalComponents(IRIS), IRIS, 2)
    expect(placed.width).toBe(2)
    expect([...placed.values].reduce((s, v, at) => s + (at % 2 === 0 ? v * v : 0), 0) / 149).toBeCloseTo(
      known[0] ?? 0,
      8,
    )
  })

  test('any symmetric matrix is put together again from its eigenvectors', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 1e6 }), (n, seed) => {
        const random = seeded(seed)
        const matrix = new Float64Array(n * n)
        for (let i = 0; i < n; i++)
          for (let j = 0; j <= i; j++) matrix[i * n + j] = matrix[j * n + i] = random.normal()
        const { values, vectors } = symmetricEigen(matrix, n)
        for (let i = 0; i < n; i++) {
          for (let j = 0; j < n; j++) {
            let sum = 0
            for (let c = 0; c < n; c++)
              sum += (values[c] ?? 0) * (vectors[c * n + i] ?? 0) * (vectors[c * n + j] ?? 0)
            expect(sum).toBeCloseTo(matrix[i * n + j] ?? NaN, 8)
          }
        }
        expect([...values]).toEqual([...values].sort((a, b) => b - a))
      }),
    )
  })

  test('collinear and constant features: variances of 0, nothing that is no number', () => {
    const values = Float64Array.from({ length: 60 }, (_, at) => [at, 2 * (at - 1), 5][at % 3] ?? 0)
    const { variances, shares } = principalComponents({ rows: 20, width: 3, values })
    expect(shares[0]).toBeCloseTo(1, 12)
    expect(Math.abs(variances[1] ?? NaN)).toBeLessThan(1e-9)
    const flat = principalComponents({ rows: 2, width: 2, values: new Float64Array(4).fill(1) })
    expect([...flat.shares]).toEqual([0, 0])
  })
})

describe('content order', () => {
  test('is the same for the same rows in any order, and holds each once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 5 }),
        fc.nat(9999),
        (rows, levels, seed) => {
          const points = lattice(rows, 2, levels, seed)
          const one = contentOrder(points, 1)
          const turned = take(points, shuffled(rows, seed))
          const other = contentOrder(turned, 1)
          expect([...one.order].sort((a, b) => a - b)).toEqual([...inOrder(rows)])
          expect([...take(turned, other.order).values]).toEqual([...take(points, one.order).values])
          const names = Array.from({ length: rows }, (_, i) => points.values.slice(2 * i, 2 * i + 2).join())
          expect(one.distinct).toBe(new Set(names).size)
        },
      ),
    )
  })

  test('its first rows are a fair sample, of equal rows too; seeds differ; −0 is 0', () => {
    const points: Points = {
      rows: 10_000,
      width: 1,
      values: Float64Array.from({ length: 10_000 }, (_, i) => (i % 10 < 3 ? 1 : i)),
    }
    const { order } = contentOrder(points, 1)
    const ones = order.subarray(0, 1000).filter((row) => points.values[row] === 1).length
    expect(Math.abs(ones - 300)).toBeLessThan(60)
    expect([...contentOrder(points, 2).order]).not.toEqual([...order])
    expect(contentOrder({ rows: 2, width: 1, values: Float64Array.of(0, -0) }, 1).distinct).toBe(1)
  })
})
