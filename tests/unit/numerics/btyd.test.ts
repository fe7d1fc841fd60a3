import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  alive as aliveUnderBG,
  expectedFurther,
  expectedSinceFirst,
  fitBetaGeometric,
  negativeLogLikelihood,
} from '../../../src/numerics/btyd/bg-nbd'
import { fitGammaGamma } from '../../../src/numerics/btyd/gamma-gamma'
import * as pareto from '../../../src/numerics/btyd/pareto-nbd'
import {
  fitShiftedBetaGeometric,
  residualLifetime,
  survival,
} from '../../../src/numerics/btyd/shifted-beta-geometric'
import type { Summary } from '../../../src/numerics/btyd/summary'
import type { Objective } from '../../../src/numerics/minimise'
import { seeded } from '../../../src/numerics/random'
import { realFile } from '../shop-fixture'

const summaryOf = (members: readonly (readonly [x: number, tx: number, T: number])[]): Summary => ({
  x: Float64Array.from(members, ([x]) => x),
  tx: Float64Array.from(members, ([, tx]) => tx),
  T: Float64Array.from(members, ([, , T]) => T),
  n: Float64Array.from(members, () => 1),
})

const waitOf = (share: number, rate: number): number => -Math.log(1 - share) / rate

/** The fit of Fader, Hardie & Lee's spreadsheet. */
const CDNOW = { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425754 }

describe('published values', () => {
  test('one member of BG/NBD: expected purchases and P(alive)', () => {
    expect(expectedFurther(CDNOW, 'bg', 39, 2, 30.43, 38.86)).toBeCloseTo(1.22591, 4)
    expect(aliveUnderBG(CDNOW, 'bg', 2, 30.43, 38.86)).toBeCloseTo(0.726609, 5)
  })

  /** Of a cohort of 1,000, those still there after each year. */
  const years = (shares: number[]) => ({
    atRisk: shares.slice(0, -1),
    lost: shares.slice(1).map((share, i) => (shares[i] ?? 0) - share),
  })
  const REGULAR = years([1000, 631, 468, 382, 326, 289, 262, 241])
  const HIGH_END = years([1000, 869, 743, 653, 593, 551, 517, 491])

  test('sBG on the two cohorts of Fader & Hardie (2007), seven years', () => {
    const fit = fitShiftedBetaGeometric(REGULAR.atRisk, REGULAR.lost)
    expect(fit.converged).toBe(true)
    expect(fit.parameters.alpha).toBeCloseTo(0.704, 2)
    expect(fit.parameters.beta).toBeCloseTo(1.182, 2)
    const high = fitShiftedBetaGeometric(HIGH_END.atRisk, HIGH_END.lost)
    expect(high.parameters.alpha).toBeCloseTo(0.668, 2)
    expect(high.parameters.beta).toBeCloseTo(3.806, 1)
    expect(survival(high.parameters, 0)).toBeCloseTo(1, 12)
    // Their observed information is that of 1,000 members: a bootstrap of the cohort spreads alike.
    expect(Math.sqrt(fit.covariance?.[0] ?? NaN)).toBeGreaterThan(0.03)
    expect(Math.sqrt(fit.covariance?.[0] ?? NaN)).toBeLessThan(0.15)
  })

  test('discounted expected residual lifetime: the sum over all further renewals', () => {
    const model = { alpha: 0.668, beta: 3.806 }
    for (const [renewals, d] of [
      [0, 0.1],
      [4, 0.1],
      [11, 0.02],
    ] as const) {
      let sum = 0
      for (let t = renewals + 1; t < renewals + 4000; t++)
        sum += survival(model, t) / survival(model, renewals) / (1 + d) ** (t - renewals - 1)
      expect(residualLifetime(model, renewals, d)).toBeCloseTo(sum, 8)
    }
    // Who has renewed often renews oftener: the worth of a member grows with her tenure.
    expect(residualLifetime(model, 5, 0.1)).toBeGreaterThan(residualLifetime(model, 0, 0.1))
  })
})

describe.runIf(realFile('cdnow/cdnow_customers_summary.csv'))('CDNOW sample, weeks, to 1997-09-30', () => {
  const members = async () => {
    const text = (await realFile('cdnow/cdnow_customers_summary.csv')?.text()) ?? ''
    const [header = '', ...lines] = text.trim().split(/\r?\n/)
    const names = header.split(',').map((name) => name.replaceAll('"', '').trim().toLowerCase())
    return lines.map((line) =>
      Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', Number(cell)])),
    )
  }

  const summary = async () =>
    summaryOf(
      (await members()).map((row) => [
        row['x'] ?? row['frequency'] ?? NaN,
        row['t_x'] ?? row['recency'] ?? NaN,
        row['t'] ?? NaN,
      ]),
    )

  test('BG/NBD', async () => {
    const fit = fitBetaGeometric(await summary(), 'bg')
    expect(fit.converged).toBe(true)
    expect(fit.logLikelihood).toBeCloseTo(-9582.4256, 2)
    for (const name of ['r', 'alpha', 'a', 'b'] as const)
      expect(fit.parameters[name] / CDNOW[name]).toBeCloseTo(1, 3)
    expect(fit.covariance).not.toBeNull()
  })

  test('Pareto/NBD', async () => {
    const fit = pareto.fitPareto(await summary())
    expect(fit.logLikelihood).toBeCloseTo(-9594.974, 1)
    const { r, alpha, s, beta } = fit.parameters
    expect(r / 0.553276).toBeCloseTo(1, 2)
    expect(alpha / 10.577613).toBeCloseTo(1, 2)
    expect(s / 0.606214).toBeCloseTo(1, 2)
    expect(beta / 11.667912).toBeCloseTo(1, 1)
  })
})

describe('on any members', () => {
  const member = fc
    .tuple(
      fc.integer({ min: 0, max: 30 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0.5, max: 200, noNaN: true }),
    )
    .map(([x, share, T]) => [x, x === 0 ? 0 : share * T, T] as const)
  const theta = fc.array(fc.double({ min: -2, max: 3, noNaN: true }), { minLength: 4, maxLength: 4 })

  const objectives: [string, (summary: Summary) => Objective][] = [
    ['BG/NBD', (summary) => negativeLogLikelihood(summary, 'bg')],
    ['MBG/NBD', (summary) => negativeLogLikelihood(summary, 'mbg')],
    ['Pareto/NBD', pareto.negativeLogLikelihood],
  ]
  test.each(objectives)('the gradient of %s is that of its likelihood', (_, make) =>
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 20 }), theta, (members, theta) => {
        const objective = make(summaryOf(members))
        const gradient = new Float64Array(4)
        const value = objective(Float64Array.from(theta), gradient)
        for (let i = 0; i < 4; i++) {
          const at = (step: number) =>
            objective(
              Float64Array.from(theta, (entry, j) => (i === j ? entry + step : entry)),
              new Float64Array(4),
            )
          const slope = (at(1e-5) - at(-1e-5)) / 2e-5
          expect(Math.abs((gradient[i] ?? NaN) - slope)).toBeLessThan(1e-5 * (1 + Math.abs(value)))
        }
      }),
    ),
  )

  test('expectations rise with time, P(alive) lies between none and one', () =>
    fc.assert(
      fc.property(member, theta, ([x, tx, T], theta) => {
        const [p = 1, q = 1, u = 1, v = 1] = theta.map(Math.exp)
        const bg = { r: p, alpha: q, a: u, b: v }
        for (const variant of ['bg', 'mbg'] as const) {
          const alive = aliveUnderBG(bg, variant, x, tx, T)
          expect(alive).toBeGreaterThanOrEqual(0)
          expect(alive).toBeLessThanOrEqual(1)
          const further = [1, 10, 100].map((t) => expectedFurther(bg, variant, t, x, tx, T))
          expect(further[0]).toBeGreaterThanOrEqual(-1e-9)
          expect(further[1]).toBeGreaterThanOrEqual((further[0] ?? 0) - 1e-9)
          expect(further[2]).toBeGreaterThanOrEqual((further[1] ?? 0) - 1e-9)
          // Nobody buys faster than one who never leaves.
          expect(further[2]).toBeLessThanOrEqual(((p + x) / (q + T)) * 100 * (1 + 1e-9) + 1e-9)
          expect(expectedSinceFirst(bg, variant, 50)).toBeLessThanOrEqual((p / q) * 50 * (1 + 1e-9))
        }
        const nbd = { r: p, alpha: q, s: u, beta: v }
        expect(pareto.alive(nbd, x, tx, T)).toBeGreaterThanOrEqual(0)
        expect(pareto.expectedFurther(nbd, 10, x, tx, T)).toBeLessThanOrEqual(
          ((p + x) / (q + T)) * 10 * (1 + 1e-9),
        )
      }),
    ))

  test('two thousand purchases in ten thousand days are finite', () => {
    for (const variant of ['bg', 'mbg'] as const) {
      const value = expectedFurther(CDNOW, variant, 365, 2000, 9990, 10_000)
      expect(value).toBeGreaterThan(0)
      expect(value).toBeLessThan(80)
    }
    expect(
      pareto.expectedFurther({ r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 }, 365, 2000, 9990, 10_000),
    ).toBeLessThan(80)
  })

  test('a ridge is left soon, and is no maximum: few come back, at a constant rate, and nobody is seen to leave', () => {
    const members = Array.from({ length: 6000 }, (_, i) => {
      const T = 1 + (i % 52)
      const x = i % 9 === 0 ? 1 + (i % 3) : 0
      return [x, x === 0 ? 0 : T * (0.1 + ((i * 37) % 89) / 100), T] as const
    })
    const started = performance.now()
    const fit = pareto.fitPareto(summaryOf(members))
    expect(performance.now() - started).toBeLessThan(15_000)
    const { alpha, beta } = fit.parameters
    if (Math.abs(Math.log(alpha / beta)) > 9.5)
      expect(fit).toMatchObject({ converged: false, covariance: null })
    expect(Number.isFinite(fit.logLikelihood)).toBe(true)
  })

  test('where nobody leaves, how many leave is not known: no maximum, though the search can climb no further', () => {
    const random = seeded(25)
    const members = Array.from({ length: 60 }, (_, i) => {
      const rate = 0.02 * (0.2 + random.unit() * (i === 0 ? 40 : 1))
      const T = 100 + 200 * random.unit()
      let [x, tx] = [0, 0]
      for (let t = waitOf(random.unit(), rate); t <= T; t += waitOf(random.unit(), rate)) [x, tx] = [x + 1, t]
      return [x, tx, T] as const
    })
    const fit = fitBetaGeometric(summaryOf(members), 'bg')
    expect(fit).toMatchObject({ converged: false, covariance: null })
    // It is no edge of the search that tells.
    for (const value of Object.values(fit.parameters)) expect(Math.abs(Math.log(value))).toBeLessThan(8)
  })

  test('grouping members changes nothing', () => {
    const members = [
      [2, 10, 20],
      [2, 10, 20],
      [0, 0, 15],
      [5, 18, 20],
    ] as const
    const apart = fitBetaGeometric(summaryOf(members), 'mbg')
    const grouped = fitBetaGeometric(
      {
        x: Float64Array.of(2, 0, 5),
        tx: Float64Array.of(10, 0, 18),
        T: Float64Array.of(20, 15, 20),
        n: Float64Array.of(2, 1, 1),
      },
      'mbg',
    )
    expect(grouped.logLikelihood).toBeCloseTo(apart.logLikelihood, 9)
  })
})

describe('Gamma-Gamma', () => {
  test('the fit does not depend on the unit of money', () => {
    const spend = (scale: number) => ({
      x: Float64Array.of(1, 2, 3, 4, 1, 6),
      m: Float64Array.of(10, 30, 22, 18, 55, 31).map((mean) => mean * scale),
      n: Float64Array.of(4, 3, 2, 5, 6, 2),
    })
    const small = fitGammaGamma(spend(1)).parameters
    const large = fitGammaGamma(spend(1e8)).parameters
    expect(large.p / small.p).toBeCloseTo(1, 3)
    expect(large.gamma / small.gamma / 1e8).toBeCloseTo(1, 3)
  })
})
