import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lloyd } from '../../../../src/numerics/clusters/lloyd'
import { nearestOf, plainNearest, quickNearest } from '../../../../src/numerics/clusters/nearest'
import type { Points } from '../../../../src/numerics/clusters/points'
import { seeded } from '../../../../src/numerics/random'

/** Few different coordinates, so that points are equally near to several centres, and some are far away. */
function pointsOf(rows: number, width: number, seed: number): Points {
  const random = seeded(seed)
  const values = Float64Array.from({ length: rows * width }, () =>
    random.below(4) === 0 ? 1e8 * random.normal() : random.below(5) / 3,
  )
  return { rows, width, values }
}

test('k-means with SIMD is the plain one to the last bit, whatever the sizes, with ties and empty clusters', () => {
  const small = (max: number) => fc.integer({ min: 1, max })
  fc.assert(
    fc.property(small(60), small(7), small(11), small(1000), (rows, width, k, seed) => {
      const points = pointsOf(rows, width, seed)
      const centres = pointsOf(k, width, seed + 1).values
      const plain = lloyd(points, centres, { nearest: plainNearest(points, k), iterations: 40 })
      expect(lloyd(points, centres, { nearest: quickNearest(points, k), iterations: 40 })).toEqual(plain)
    }),
    { numRuns: 200 },
  )
})

test('a place to work in can be used again, and what was found before stays', () => {
  const points = pointsOf(500, 3, 5)
  const nearest = quickNearest(points, 4)
  const [a, b] = [pointsOf(4, 3, 6).values, pointsOf(4, 3, 7).values]
  const first = lloyd(points, a, { nearest })
  const copy = structuredClone(first)
  expect(lloyd(points, b, { nearest })).toEqual(lloyd(points, b, { nearest: plainNearest(points, 4) }))
  expect(first).toEqual(copy)
})

test('many points are taken the quick way, few the plain one', () => {
  const isQuick = (rows: number) =>
    nearestOf(pointsOf(rows, 1, 1), 5).labels.buffer.byteLength > 4 * rows + 1024
  expect([isQuick(100), isQuick(20_000)]).toEqual([false, true])
})

test('the bounds leave every point with its nearest centre after every pass, as comparing all with all does', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 1000 }), (k, seed) => {
      const random = seeded(seed)
      const points: Points = {
        rows: 300,
        width: 3,
        values: Float64Array.from({ length: 900 }, () => random.unit()),
      }
      const centres = points.values.slice(0, 3 * k)
      // One pass more each time, each from the beginning: what is found at the end never rests on the bounds alone.
      for (let iterations = 1; iterations <= 12; iterations++) {
        const { centres: found } = lloyd(points, centres, { iterations, nearest: quickNearest(points, k) })
        const expected = lloydByComparing(points, centres, iterations)
        expect(Math.max(...found.map((value, at) => Math.abs(value - expected[at]!)))).toBeLessThan(1e-9)
      }
    }),
    { numRuns: 30 },
  )
})

/** Centres after so many passes, or fewer where they rest; every point compared with every centre in each. */
function lloydByComparing({ rows, width, values }: Points, start: Float64Array, iterations: number) {
  let centres = start.slice()
  const k = centres.length / width
  for (let pass = 0; pass < iterations; pass++) {
    const sums = new Float64Array(centres.length)
    const sizes = new Int32Array(k)
    for (let i = 0; i < rows; i++) {
      const squares = Array.from({ length: k }, (_, c) =>
        Array.from(
          { length: width },
          (_, j) => (values[i * width + j]! - centres[c * width + j]!) ** 2,
        ).reduce((a, b) => a + b),
      )
      const label = squares.indexOf(Math.min(...squares))
      sizes[label]!++
      for (let j = 0; j < width; j++) sums[label * width + j]! += values[i * width + j]!
    }
    centres = sums.map((sum, at) => sum / sizes[Math.floor(at / width)]!)
  }
  return centres
}
