import { expect, test } from 'vitest'
import { frameOf, numbers, texts } from '../../../src/numerics/kernel'
import { mantelHaenszelDifference, rateDifferences } from '../../../src/numerics/rate-differences'
import { benjaminiHochberg, twoProportions } from '../../../src/numerics/proportions'
import { seeded } from '../../../src/numerics/random'

const table = (rows: readonly (readonly [string, string, number, number, number])[]) =>
  rateDifferences(
    frameOf({
      level: rows.map(([level]) => level),
      stratum: rows.map(([, stratum]) => stratum),
      hits: Float64Array.from(rows, ([, , hits]) => hits),
      shown: Float64Array.from(rows, ([, , , shown]) => shown),
      thinner: Float64Array.from(rows, ([, , , , thinner]) => thinner),
    }),
    {},
    () => undefined,
  )

test('in one stratum the common difference is the difference', () => {
  const found = mantelHaenszelDifference([{ a: 10, n: 100, b: 30, m: 150 }])
  expect(found.difference).toBeCloseTo(0.1, 12)
  const plain = twoProportions(10, 100, 30, 150)
  expect(found.low).toBeCloseTo(plain.low, 2)
  expect(found.high).toBeCloseTo(plain.high, 2)
})

test('two strata by hand: each difference weighs n·m ÷ (n + m)', () => {
  const found = mantelHaenszelDifference([
    { a: 10, n: 100, b: 20, m: 100 },
    { a: 5, n: 10, b: 24, m: 40 },
  ])
  expect(found.difference).toBeCloseTo((50 * 0.1 + 8 * 0.1) / 58, 12)
})

test('intervals of the common difference hold the truth about 95 times in 100', () => {
  const random = seeded(4)
  const hits = (n: number, p: number) =>
    Array.from({ length: n }, () => random.unit()).filter((u) => u < p).length
  let held = 0
  for (let run = 0; run < 600; run++) {
    const { low, high } = mantelHaenszelDifference([
      { a: hits(200, 0.1), n: 200, b: hits(60, 0.16), m: 60 },
      { a: hits(50, 0.3), n: 50, b: hits(150, 0.36), m: 150 },
    ])
    if (low <= 0.06 && 0.06 <= high) held++
  }
  expect(held / 600).toBeGreaterThan(0.925)
  expect(held / 600).toBeLessThan(0.98)
})

test('an algorithm that only had the better positions differs over all, and not within them', () => {
  const found = table([
    ['a', '1', 180, 900, 1],
    ['a', '2', 5, 100, 1],
    ['b', '1', 20, 100, 1],
    ['b', '2', 45, 900, 1],
  ])
  expect([texts(found, 'first'), texts(found, 'second')]).toEqual([['a'], ['b']])
  expect(numbers(found, 'difference')[0]).toBeCloseTo(0.065 - 0.185, 12)
  expect(numbers(found, 'p')[0]).toBeLessThan(1e-10)
  expect(numbers(found, 'within')[0]).toBeCloseTo(0, 12)
  expect(numbers(found, 'within_p')[0]).toBeCloseTo(1, 9)
})

test('each pair once, corrected over all pairs; dependent lines count for fewer', () => {
  const rows = [
    ['a', '1', 100, 1000, 1],
    ['b', '1', 130, 1000, 1],
    ['c', '1', 150, 1000, 1],
  ] as const
  const found = table(rows)
  const p = numbers(found, 'p')
  expect([...numbers(found, 'adjusted')]).toEqual([...benjaminiHochberg(p)])
  expect(p[1]).toBeCloseTo(twoProportions(100, 1000, 150, 1000).p, 12)
  const thinned = table(rows.map(([level, stratum, hits, shown]) => [level, stratum, hits, shown, 4]))
  expect(numbers(thinned, 'difference')[1]).toBeCloseTo(0.05, 12)
  expect(numbers(thinned, 'p')[1]).toBeGreaterThan(Number(p[1]) * 10)
})

test('levels that share no stratum have no difference within', () => {
  const found = table([
    ['a', '1', 1, 10, 1],
    ['b', '2', 2, 10, 1],
  ])
  expect(numbers(found, 'difference')[0]).toBeCloseTo(0.1, 12)
  expect(numbers(found, 'within')[0]).toBeNaN()
  expect(numbers(found, 'within_adjusted')[0]).toBeNaN()
})
