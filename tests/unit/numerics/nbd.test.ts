import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectedIfThere, fitBetaGeometric } from '../../../src/numerics/btyd/bg-nbd'
import { modelOf, type Parameters } from '../../../src/numerics/btyd/model'
import { fitNbd } from '../../../src/numerics/btyd/nbd'
import type { Summary } from '../../../src/numerics/btyd/summary'
import { logGamma } from '../../../src/numerics/gamma'
import { seeded } from '../../../src/numerics/random'

const NONE = { a: NaN, b: NaN, s: NaN, beta: NaN }
const nbd = (r: number, alpha: number) => modelOf('nbd', { ...NONE, r, alpha } as Parameters)

const summaryOf = (members: readonly (readonly [x: number, T: number])[]): Summary => ({
  x: Float64Array.from(members, ([x]) => x),
  tx: Float64Array.from(members, ([x, T]) => (x > 0 ? T / 2 : 0)),
  T: Float64Array.from(members, ([, T]) => T),
  n: Float64Array.from(members, () => 1),
})

/** A gamma variate of whole shape: a sum of exponential ones. */
const gammaOf = (random: ReturnType<typeof seeded>, shape: number, rate: number): number =>
  Array.from({ length: shape }, () => -Math.log(1 - random.unit()) / rate).reduce((a, b) => a + b, 0)

function shopOf(seed: number, members: number): Summary {
  const random = seeded(seed)
  return summaryOf(
    Array.from({ length: members }, () => {
      const [rate, T] = [gammaOf(random, 2, 12), 20 + 60 * random.unit()]
      let x = -1
      for (let t = 0; t <= T; t -= Math.log(1 - random.unit()) / rate) x++
      return [x, T] as const
    }),
  )
}

describe('NBD', () => {
  test('recovers what was planted, and counts members who are alike as one group', () => {
    let [within, tries] = [0, 0]
    for (let seed = 1; seed <= 20; seed++) {
      const { parameters, covariance, converged } = fitNbd(shopOf(seed, 800))
      expect(converged).toBe(true)
      const off = [Math.log(parameters.r / 2), Math.log(parameters.alpha / 12)]
      off.forEach((by, i) => {
        tries++
        if (Math.abs(by) < 1.96 * Math.sqrt(covariance?.[3 * i] ?? NaN)) within++
      })
    }
    expect(within / tries).toBeGreaterThan(0.85)
    const { x, tx, T } = shopOf(3, 50)
    const twice = (values: Float64Array) => Float64Array.from([...values, ...values])
    const one = fitNbd({ x, tx, T, n: new Float64Array(50).fill(2) })
    const apart = fitNbd({ x: twice(x), tx: twice(tx), T: twice(T), n: new Float64Array(100).fill(1) })
    expect(one.logLikelihood).toBeCloseTo(apart.logLikelihood, 8)
  })

  test('its likelihood is the negative binomial one, never above that of BG/NBD, which it is the edge of', () => {
    const shop = shopOf(7, 300)
    const fit = fitNbd(shop)
    const { r, alpha } = fit.parameters
    const naive = shop.x.reduce(
      (sum, x, i) =>
        sum +
        logGamma(r + x) -
        logGamma(r) +
        r * Math.log(alpha) -
        (r + x) * Math.log(alpha + (shop.T[i] ?? NaN)),
      0,
    )
    expect(fit.logLikelihood).toBeCloseTo(naive, 8)
    expect(fitBetaGeometric(shop, 'bg').logLikelihood).toBeGreaterThan(fit.logLikelihood - 1e-3)
  })

  test('nobody leaves: everybody goes on at the rate known of her', () => {
    fc.assert(
      fc.property(
        fc.record({
          r: fc.double({ min: 0.05, max: 20, noNaN: true }),
          alpha: fc.double({ min: 0.1, max: 300, noNaN: true }),
          x: fc.nat(400),
          T: fc.double({ min: 0, max: 3000, noNaN: true }),
          t: fc.double({ min: 0.01, max: 500, noNaN: true }),
        }),
        ({ r, alpha, x, T, t }) => {
          const model = nbd(r, alpha)
          expect(model.alive(x, T / 3, T)).toBe(1)
          const rate = (r + x) / (alpha + T)
          expect(model.expectedIfThere(t, x, T) / (rate * t)).toBeCloseTo(1, 8)
          expect(model.expectedSinceFirst(t) / ((r / alpha) * t)).toBeCloseTo(1, 8)
        },
      ),
    )
    // The edge of BG/NBD, whatever its b.
    const near = expectedIfThere({ r: 0.8, alpha: 60, a: 1e-9, b: 7 }, 'bg', 40, 5, 200)
    expect(nbd(0.8, 60).expectedIfThere(40, 5, 200)).toBeCloseTo(near, 6)
  })

  test('one member, and members without a repeat purchase among them', () => {
    expect(fitNbd(summaryOf([[3, 40]])).converged).toBe(false)
    expect(
      Number.isFinite(
        fitNbd(
          summaryOf([
            [0, 10],
            [0, 30],
            [4, 30],
          ]),
        ).logLikelihood,
      ),
    ).toBe(true)
  })
})
