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
