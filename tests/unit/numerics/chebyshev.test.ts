import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chebyshev, pointsOver } from '../../../src/numerics/chebyshev'
import { logHyp2f1Rest } from '../../../src/numerics/hypergeometric'

test('a polynomial of degree below n is met exactly', () => {
  const cubic = (x: number) => 2 * x ** 3 - x + 4
  const smooth = chebyshev(cubic, -3, 5, 6)
  for (const x of [-3, -1.2, 0, 2.5, 5]) expect(smooth(x)).toBeCloseTo(cubic(x), 10)
})

test('on a range without length: the one value', () => {
  expect(chebyshev((x) => x + 1, 2, 2, 8)(2)).toBe(3)
})

test('the rest of ln ₂F₁ over ten thousand days, to ten digits, whatever the scale', () =>
  fc.assert(
    fc.property(
      fc.double({ min: -3, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 10_000, noNaN: true }),
      fc.integer({ min: 0, max: 40 }),
      (logScale, time, x) => {
        const low = Math.exp(logScale)
        const f = (t: number) => logHyp2f1Rest(0.5 + x, 2 + x, 4 + x, 30 / (low + t + 30))
        const smooth = chebyshev(
          (u) => f(Math.exp(u) - low),
          Math.log(low),
          Math.log(low + 10_000),
          pointsOver(low, 10_000),
        )
        expect(Math.abs(smooth(Math.log(low + time)) - f(time))).toBeLessThan(1e-9 * (1 + Math.abs(f(0))))
      },
    ),
    { numRuns: 60 },
  ))
