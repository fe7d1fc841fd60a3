import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stl } from '../../../src/numerics/stl'

/**
 * The example of the C++, Rust and Ruby translations of the authors' Fortran (ankane/stl-cpp, test/stl_test.cpp), with
 * its first values: period 7, season as long as the period.
 */
const SERIES = Float64Array.of(
  ...[5, 9, 2, 9, 0, 6, 3, 8, 5, 8, 7, 8, 8, 0, 2, 5, 0, 5, 6, 7, 3, 6, 1, 4, 4, 4, 3, 7, 5, 8],
)

describe('the values of the authors’ code', () => {
  const near = (found: Float64Array | undefined, expected: readonly number[]) =>
    expected.forEach((value, i) => expect(found?.[i]).toBeCloseTo(value, 4))

  test('plain', () => {
    const found = stl(SERIES, { period: 7 })
    near(found?.seasonal, [0.36926576, 0.75655484, -1.3324139, 1.9553658, -0.6044802])
    near(found?.trend, [4.804099, 4.9097075, 5.015316, 5.16045, 5.305584])
    near(found?.remainder, [-0.17336464, 3.3337379, -1.6829021, 1.8841844, -4.7011037])
    near(found?.weights, [1, 1, 1, 1, 1])
  })

  test('robust', () => {
    const found = stl(SERIES, { period: 7, robust: true })
    near(found?.seasonal, [0.14922355, 0.47939026, -1.833231, 1.7411387, 0.8200711])
    near(found?.trend, [5.397365, 5.4745436, 5.5517216, 5.6499176, 5.748114])
    near(found?.remainder, [-0.5465884, 3.0460663, -1.7184906, 1.6089439, -6.5681853])
  })
})

test('the parts add up to the series; a line is nearly all trend, a cycle all season', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1000, max: 1_000_000 }), { minLength: 14, maxLength: 80 }),
      fc.integer({ min: 2, max: 7 }),
      fc.boolean(),
      (values, period, robust) => {
        const found = stl(Float64Array.from(values), { period, robust })
        values.forEach((value, i) => {
          const sum = (found?.trend[i] ?? NaN) + (found?.seasonal[i] ?? NaN) + (found?.remainder[i] ?? NaN)
          expect(sum).toBeCloseTo(value, 6)
        })
      },
    ),
  )
  const line = stl(
    Float64Array.from({ length: 60 }, (_, i) => 100 + 3 * i),
    { period: 12 },
  )
  line?.trend.forEach((value, i) => expect(Math.abs(value - 100 - 3 * i)).toBeLessThan(2))
  const wave = stl(
    Float64Array.from({ length: 60 }, (_, i) => [5, -2, 1, -4][i % 4] ?? 0),
    { period: 4 },
  )
  wave?.seasonal.forEach((value, i) => expect(value).toBeCloseTo([5, -2, 1, -4][i % 4] ?? 0, 6))
})

test('one outlier hardly moves the robust trend', () => {
  const smooth = Float64Array.from({ length: 84 }, (_, i) => 50 + i + [0, 3, -3, 5, -1, -2, -2][i % 7]!)
  const spiked = smooth.slice()
  spiked[40] = 10_000
  const [clean, robust, plain] = [
    stl(smooth, { period: 7, robust: true }),
    stl(spiked, { period: 7, robust: true }),
    stl(spiked, { period: 7 }),
  ]
  const off = (found: typeof clean) => Math.abs((found?.trend[40] ?? NaN) - (clean?.trend[40] ?? NaN))
  expect(off(robust)).toBeLessThan(10)
  expect(off(plain)).toBeGreaterThan(100)
})

test('fewer than two cycles: nothing is claimed', () => {
  expect(stl(SERIES.slice(0, 13), { period: 7 })).toBeNull()
  expect(stl(new Float64Array(0), { period: 7 })).toBeNull()
})
