import { describe, expect, test } from 'vitest'
import { effectSizes } from '../../../src/numerics/effect-kernel'
import { cohenH, hedges } from '../../../src/numerics/effect-size'
import { frameOf } from '../../../src/numerics/kernel'
import { seeded } from '../../../src/numerics/random'

describe("Hedges' g", () => {
  test('by hand: 10 against 12 with deviation 2, ten rows each', () => {
    const found = hedges({ n: 10, mean: 12, variance: 4 }, { n: 10, mean: 10, variance: 4 })
    const g = (1 - 3 / 71) * 1
    const error = Math.sqrt(20 / 100 + g ** 2 / 40)
    expect(found.value).toBeCloseTo(g, 12)
    expect(found.low).toBeCloseTo(g - 1.959963984540054 * error, 12)
    expect(found.high).toBeCloseTo(g + 1.959963984540054 * error, 12)
  })

  test('turned round it has the other sign; nothing that varies, or one row, is answered', () => {
    const [a, b] = [
      { n: 30, mean: 1, variance: 2 },
      { n: 12, mean: 5, variance: 9 },
    ]
    expect(hedges(a, b).value).toBeCloseTo(-hedges(b, a).value, 12)
    expect(hedges({ ...a, variance: 0 }, { ...a, variance: 0 })).toEqual({ value: 0, low: 0, high: 0, p: 1 })
    expect(hedges({ ...a, variance: 0 }, { ...b, variance: 0 }).value).toBeNaN()
    expect(hedges({ ...a, n: 1 }, b).value).toBeNaN()
  })

  test('the interval holds a planted difference about 95 times of 100', () => {
    const random = seeded(3)
    let within = 0
    for (let run = 0; run < 400; run++) {
      const draw = (n: number, shift: number) => {
        const values = Array.from({ length: n }, () => shift + random.normal())
        const mean = values.reduce((s, v) => s + v, 0) / n
        return { n, mean, variance: values.reduce((s, v) => s + (v - mean) ** 2, 0) / (n - 1) }
      }
      const { low, high } = hedges(draw(25, 0.5), draw(40, 0))
      if (low <= 0.5 && 0.5 <= high) within++
    }
    expect(within).toBeGreaterThan(365)
    expect(within).toBeLessThan(395)
  })
})

test("Cohen's h: 0.5 against 0.25 is π ⁄ 6; all against none is π; an empty sample has none", () => {
  expect(cohenH({ k: 50, n: 100 }, { k: 25, n: 100 }).value).toBeCloseTo(Math.PI / 6, 12)
  expect(cohenH({ k: 9, n: 9 }, { k: 0, n: 4 }).value).toBeCloseTo(Math.PI, 12)
  expect(cohenH({ k: 0, n: 0 }, { k: 1, n: 4 }).value).toBeNaN()
})

test('the kernel: row by row, p adjusted over all', () => {
  const numbers = (...values: number[]) => Float64Array.from(values)
  const { columns } = effectSizes(
    frameOf({
      kind: ['mean', 'share', 'mean'],
      n: numbers(10, 100, 1),
      mean: numbers(12, 0.5, 3),
      variance: numbers(4, NaN, NaN),
      other_n: numbers(10, 100, 9),
      other_mean: numbers(10, 0.25, 3),
      other_variance: numbers(4, NaN, 1),
    }),
    {},
    () => undefined,
  )
  const [value, low, high, p, adjusted] = columns.map(({ values }) => values)
  expect(value?.[0]).toBeCloseTo(1 - 3 / 71, 12)
  expect(value?.[1]).toBeCloseTo(Math.PI / 6, 12)
  expect([value?.[2], low?.[2], high?.[2], p?.[2], adjusted?.[2]]).toEqual([NaN, NaN, NaN, NaN, NaN])
  const [first, second] = [Number(p?.[0]), Number(p?.[1])]
  expect(adjusted?.[1]).toBeCloseTo(Math.min(2 * second, first), 12)
})
