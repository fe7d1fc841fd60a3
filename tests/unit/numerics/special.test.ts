import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { digamma, logGamma } from '../../../src/numerics/gamma'
import { logHyp2f1One, logHyp2f1Rest } from '../../../src/numerics/hypergeometric'
import { betaI, chiSquareUpper, gammaQ } from '../../../src/numerics/incomplete'

const close = (actual: number, expected: number, relative = 1e-12) => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(relative * Math.max(Math.abs(expected), 1e-3))
}

describe('ln Γ', () => {
  // Abramowitz & Stegun, table 6.1, and Γ(½) = √π.
  test.each([
    [0.5, Math.log(Math.sqrt(Math.PI))],
    [1.5, Math.log(Math.sqrt(Math.PI) / 2)],
    [1.1, Math.log(0.9513507698668732)],
    [1.9, Math.log(0.9617658319073874)],
    [10, Math.log(362880)],
    [1e-8, 18.420680738180209],
    [171, 706.5730622457874],
    [1e6, 12815504.569147611],
  ])('at %d', (x, expected) => close(logGamma(x), expected, 1e-13))

  test('grows by ln x from x to x + 1', () =>
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e5, noNaN: true }), (x) =>
        close(logGamma(x + 1), logGamma(x) + Math.log(x), 1e-11),
      ),
    ))

  test('has no value below zero', () => expect(logGamma(-0.5)).toBeNaN())
})

describe('ψ', () => {
  test.each([
    [1, -0.5772156649015329],
    [0.5, -1.9635100260214235],
    [2, 0.4227843350984671],
    [10, 2.251752589066721],
    [1e-4, -10000.577051183514],
  ])('at %d', (x, expected) => close(digamma(x), expected, 1e-12))

  test('is the slope of ln Γ', () =>
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 1e3, noNaN: true }), (x) => {
        const h = 1e-5 * x
        close(digamma(x), (logGamma(x + h) - logGamma(x - h)) / (2 * h), 1e-5)
      }),
    ))
})

describe('incomplete functions', () => {
  test('Q(1, x) is e^−x, and Q(a + 1, x) is x^a e^−x ⁄ Γ(a + 1) above Q(a, x)', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 500, noNaN: true }),
        fc.double({ min: 0, max: 700, noNaN: true }),
        (a, x) => {
          close(gammaQ(1, x), Math.exp(-x))
          const step = x === 0 ? 0 : Math.exp(a * Math.log(x) - x - logGamma(a + 1))
          close(gammaQ(a + 1, x), gammaQ(a, x) + step, 1e-11)
        },
      ),
    ))

  test('χ² has its published critical values', () => {
    close(chiSquareUpper(3.841458820694124, 1), 0.05, 1e-10)
    close(chiSquareUpper(18.307038053275146, 10), 0.05, 1e-10)
    close(chiSquareUpper(124.34211340400407, 100), 0.05, 1e-9)
  })

  test('I_x(a, b): closed forms and symmetry', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 0.9999, noNaN: true }),
        fc.double({ min: 0.05, max: 300, noNaN: true }),
        fc.double({ min: 0.05, max: 300, noNaN: true }),
        (x, a, b) => {
          close(betaI(x, a, 1), x ** a, 1e-10)
          expect(betaI(x, a, b)).toBeGreaterThanOrEqual(0)
          expect(Math.abs(betaI(x, a, b) + betaI(1 - x, b, a) - 1)).toBeLessThan(1e-9)
        },
      ),
    ))

  test('the t distribution’s critical value at 10 degrees of freedom', () => {
    const t = 2.2281388519649385
    close(betaI(10 / (10 + t * t), 5, 0.5), 0.05, 1e-9)
  })
})

describe('ln ₂F₁', () => {
  /** From what is left of the function without its first term. */
  const logHyp2f1 = (a: number, b: number, c: number, z: number) => {
    const rest = Math.log((a * b * z) / c) + logHyp2f1Rest(a, b, c, z)
    return rest > 0 ? rest + Math.log1p(Math.exp(-rest)) : Math.log1p(Math.exp(rest))
  }
  const z = fc.double({ min: 1e-6, max: 0.999, noNaN: true })

  test('closed forms', () =>
    fc.assert(
      fc.property(z, fc.double({ min: 0.1, max: 300, noNaN: true }), (z, a) => {
        close(logHyp2f1(1, 1, 2, z), Math.log(-Math.log1p(-z) / z), 1e-11)
        close(logHyp2f1(a, 2.5, 2.5, z), -a * Math.log1p(-z), 1e-11)
        close(Math.exp(logHyp2f1(0.5, 1, 1.5, z * z)), Math.atanh(z) / z, 1e-10)
        close(Math.exp(logHyp2f1(0.5, 0.5, 1.5, z * z)), Math.asin(z) / z, 1e-10)
      }),
    ))

  test('agrees with Euler’s integral', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.double({ min: 0.2, max: 60, noNaN: true }),
        fc.double({ min: 3, max: 20, noNaN: true }),
        fc.double({ min: 3, max: 20, noNaN: true }),
        (z, a, b, gap) => {
          expect(Math.abs(logHyp2f1(a, b, b + gap, z) - eulerIntegral(a, b, b + gap, z))).toBeLessThan(1e-6)
        },
      ),
    ))

  test('the continued fraction is the same function', () =>
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 0.99, noNaN: true }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        (z, b, gap) => {
          close(logHyp2f1One(b, b + gap, z), logHyp2f1(1, b, b + gap, z), 1e-9)
        },
      ),
    ))

  test('neither many purchases nor ten thousand days overflow', () => {
    for (const x of [0, 10, 2000])
      for (const t of [1, 365, 10_000]) {
        const value = logHyp2f1(0.24 + x, 2.4 + x, 0.79 + 2.4 + x - 1, t / (4.4 + 10 + t))
        expect(Number.isFinite(value)).toBe(true)
        expect(value).toBeGreaterThanOrEqual(0)
      }
  })

  test('has no value at z = 1 or beyond', () => expect(logHyp2f1(1, 1, 2, 1)).toBeNaN())
})

/** ln of Γ(c)⁄(Γ(b)Γ(c−b)) ∫₀¹ u^(b−1) (1−u)^(c−b−1) (1−zu)^−a du, by Simpson's rule. */
function eulerIntegral(a: number, b: number, c: number, z: number): number {
  const steps = 20_000
  const at = (u: number) =>
    u <= 0 || u >= 1
      ? 0
      : Math.exp((b - 1) * Math.log(u) + (c - b - 1) * Math.log1p(-u) - a * Math.log1p(-z * u) - peak)
  const peak = Math.max(
    ...Array.from({ length: 999 }, (_, i) => {
      const u = (i + 1) / 1000
      return (b - 1) * Math.log(u) + (c - b - 1) * Math.log1p(-u) - a * Math.log1p(-z * u)
    }),
  )
  let sum = 0
  for (let i = 0; i <= steps; i++) sum += at(i / steps) * (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2)
  return Math.log(sum / (3 * steps)) + peak + logGamma(c) - logGamma(b) - logGamma(c - b)
}
