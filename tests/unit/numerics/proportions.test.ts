import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { overRepresentation } from '../../../src/numerics/over-representation'
import { benjaminiHochberg, fisherExact, twoProportions, wilson } from '../../../src/numerics/proportions'

describe('two proportions', () => {
  test('200 of 1000 against 250 of 1000: pooled test, unpooled interval', () => {
    const { z, p, low, high } = twoProportions(200, 1000, 250, 1000)
    expect(z).toBeCloseTo(2.677398, 6)
    expect(p).toBeCloseTo(0.00741965, 8)
    expect(low).toBeCloseTo(0.0134636, 7)
    expect(high).toBeCloseTo(0.0865364, 7)
  })
  test('nobody or everybody: no difference', () => {
    expect(twoProportions(0, 10, 0, 20)).toMatchObject({ z: 0, p: 1 })
    expect(twoProportions(10, 10, 20, 20).z).toBe(0)
  })
  test('Wilson: 8 of 10, and the ends', () => {
    const { low, high } = wilson(8, 10)
    expect([low, high]).toEqual([expect.closeTo(0.490162, 5), expect.closeTo(0.943318, 5)])
    expect(wilson(0, 5).low).toBe(0)
    expect(wilson(5, 5).high).toBe(1)
  })
})

/** By products of whole fractions, for small tables. */
function fisherByHand(a: number, n: number, b: number, m: number): number {
  const choose = (of: number, take: number) =>
    Array.from({ length: take }, (_, i) => (of - i) / (i + 1)).reduce((product, one) => product * one, 1)
  const weights = Array.from({ length: a + b + 1 }, (_, k) =>
    k <= n && a + b - k <= m ? choose(n, k) * choose(m, a + b - k) : 0,
  )
  const total = weights.reduce((sum, one) => sum + one, 0)
  return (
    weights.filter((one) => one <= (weights[a] ?? 0) * 1.000001).reduce((sum, one) => sum + one, 0) / total
  )
}

describe('Fisher’s exact test', () => {
  test('the lady tasting tea, and R’s Job example of convictions', () => {
    expect(fisherExact(3, 4, 1, 4)).toBeCloseTo(0.4857143, 7)
    expect(fisherExact(2, 17, 10, 13)).toBeCloseTo(0.0005367241, 10)
  })
  test('agrees with counting all tables', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 15 }),
        fc.integer({ min: 1, max: 15 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, m, x, y) => {
          const [a, b] = [Math.round(x * n), Math.round(y * m)]
          expect(fisherExact(a, n, b, m)).toBeCloseTo(fisherByHand(a, n, b, m), 9)
        },
      ),
    )
  })
})

describe('Benjamini–Hochberg', () => {
  test('as p.adjust of R', () => {
    const adjusted = benjaminiHochberg([0.01, 0.02, 0.03, 0.04, 0.05])
    for (const value of adjusted) expect(value).toBeCloseTo(0.05, 12)
    expect([...benjaminiHochberg([0.04, 0.001, 0.5, NaN, 0.02])]).toEqual([
      expect.closeTo(0.16 / 3, 12),
      expect.closeTo(0.004, 12),
      0.5,
      NaN,
      expect.closeTo(0.04, 12),
    ])
  })
  test('keeps the order, never below the raw value nor above one, wherever the rows stand', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (values) => {
        const adjusted = benjaminiHochberg(values)
        const back = benjaminiHochberg(values.toReversed()).toReversed()
        adjusted.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(values[i] ?? 0)
          expect(value).toBeLessThanOrEqual(1)
          expect(value).toBe(back[i])
          values.forEach((one, j) => {
            if (one <= (values[i] ?? 0)) expect(adjusted[j]).toBeLessThanOrEqual(value)
          })
        })
      }),
    )
  })
})

test('over-representation: exact where counts are small, and values found nowhere else have no index', () => {
  const frame = overRepresentation(
    {
      rows: 3,
      columns: [
        { name: 'dimension', values: ['product', 'product', 'channel'] },
        { name: 'value', values: ['a', 'b', 'app'] },
        { name: 'here', values: Float64Array.of(3, 4, 200) },
        { name: 'here_all', values: Float64Array.of(4, 20, 1000) },
        { name: 'other', values: Float64Array.of(1, 0, 250) },
        { name: 'other_all', values: Float64Array.of(4, 30, 1000) },
      ],
    },
    {},
    () => undefined,
  )
  const column = (name: string) => [...(frame.columns.find((one) => one.name === name)?.values ?? [])]
  expect(column('test')).toEqual(['fisher', 'fisher', 'z'])
  expect(column('index')).toEqual([3, NaN, 0.8])
  expect(column('p')[0]).toBeCloseTo(0.4857143, 7)
  expect(column('p')[2]).toBeCloseTo(0.00741965, 8)
})
