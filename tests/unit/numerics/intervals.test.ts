import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectedIfThere, fitBetaGeometric } from '../../../src/numerics/btyd/bg-nbd'
import { fitPositive } from '../../../src/numerics/btyd/fit'
import * as pareto from '../../../src/numerics/btyd/pareto-nbd'
import { countAt, predictiveBetaGeometric, predictivePareto } from '../../../src/numerics/btyd/predictive'
import { frameOf, numbers, type Frame } from '../../../src/numerics/kernel'
import { KERNELS } from '../../../src/numerics/kernels'

const WEEKS = { unit: 7, months: 9, month: 365.25 / 12, discount: 0.01, intervals: 1 }

/** Uniform numbers between 0 and 1, the same for a seed. */
function uniform(seed: number): () => number {
  let state = (seed * 7919 + 12_345) % 2_147_483_647
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

function gammaDraw(draw: () => number, shape: number): number {
  if (shape < 1) return gammaDraw(draw, shape + 1) * draw() ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(draw())) * Math.cos(2 * Math.PI * draw())
    const v = (1 + normal / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(draw()) < normal ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}

const PLANTED = { r: 0.6, alpha: 5, a: 0.8, b: 2.5 }

/** Members of BG/NBD with planted parameters, watched for T weeks, and what they bought in the weeks after. */
function planted(seed: number, members: number, ahead: number) {
  const draw = uniform(seed)
  const rows = Array.from({ length: members }, () => {
    const T = Math.ceil(140 + 250 * draw())
    const rate = gammaDraw(draw, PLANTED.r) / PLANTED.alpha / 7
    const [one, other] = [gammaDraw(draw, PLANTED.a), gammaDraw(draw, PLANTED.b)]
    const leaves = one / (one + other)
    let [x, tx, after] = [0, 0, 0]
    for (let day = 0; ;) {
      day += -Math.log(draw()) / rate
      if (day > T + ahead) break
      if (day <= T) [x, tx] = [x + 1, day]
      else after += 1
      if (draw() < leaves) break
    }
    return { x, tx, T, after }
  })
  const column = (pick: (row: (typeof rows)[number]) => number) => Float64Array.from(rows, pick)
  return {
    frame: frameOf({
      x: column(({ x }) => x),
      tx: column(({ tx }) => tx),
      t: column(({ T }) => T),
      n: column(() => 1),
    }),
    after: rows.reduce((sum, row) => sum + row.after, 0),
  }
}

function run(name: string, input: Frame, options: Record<string, string | number>): Frame {
  const kernel = KERNELS[name]
  if (!kernel) throw new Error(`There is no kernel called ${name}.`)
  return kernel(input, options, () => undefined)
}

function scored(members: Frame, parameters: Record<string, number>): Frame {
  const model: Record<string, Float64Array | string[]> = {
    model: Array.from({ length: members.rows }, () => 'bg'),
  }
  for (const name of ['r', 'alpha', 'a', 'b', 's', 'beta'])
    model[name] = new Float64Array(members.rows).fill(parameters[name] ?? NaN)
  return run(
    'clvScores',
    { rows: members.rows, columns: [...frameOf(model).columns, ...members.columns] },
    WEEKS,
  )
}

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0)

/** Total expected, the variance of its logarithm by the delta method, and the variance of what may come. */
function total(scores: Frame, covariance: (i: number, j: number) => number) {
  const expected = numbers(scores, 'expected')
  const whole = sum(expected)
  const slopes = [1, 2, 3, 4].map((k) => {
    const slope = numbers(scores, `e${k}`)
    return expected.reduce((all, value, i) => all + value * (slope[i] ?? NaN), 0)
  })
  const doubt = slopes.reduce(
    (all, one, i) => all + slopes.reduce((part, other, j) => part + one * other * covariance(i, j), 0),
    0,
  )
  return { whole, doubt: doubt / whole ** 2, luck: doubt + sum(numbers(scores, 'variance')) }
}

describe('the delta method', () => {
  test('of one rate: the standard error of ln λ is one over the root of the events', () => {
    const [events, time] = [400, 1234]
    const fit = fitPositive(
      ['rate'],
      ([log = 0], gradient) => {
        gradient[0] = Math.exp(log) * time - events
        return Math.exp(log) * time - events * log
      },
      [1],
    )
    expect(fit.parameters.rate).toBeCloseTo(events / time, 6)
    expect(Math.sqrt(fit.covariance?.[0] ?? NaN)).toBeCloseTo(1 / Math.sqrt(events), 5)
  })

  test('fifty seeds: planted parameters, the true expectation and what came lie inside as often as said', () => {
    const hits = { r: 0, alpha: 0, a: 0, b: 0, expectation: 0, came: 0 }
    const surprises: number[] = []
    for (let seed = 1; seed <= 50; seed++) {
      const { frame, after } = planted(seed, 1200, WEEKS.months * WEEKS.month)
      const fit = run('clvFit', frame, { unit: 7, only: 'bg', covariance: 1 })
      const of = (name: string) => numbers(fit, name)[0] ?? NaN
      for (const name of ['r', 'alpha', 'a', 'b'] as const)
        if (of(`${name}_low`) <= PLANTED[name] && PLANTED[name] <= of(`${name}_high`)) hits[name] += 1
      const estimate = Object.fromEntries(['r', 'alpha', 'a', 'b'].map((name) => [name, of(name)]))
      const covariance = (i: number, j: number) => of(`c${Math.min(i, j) + 1}${Math.max(i, j) + 1}`)
      const found = total(scored(frame, estimate), covariance)
      const truth = sum(numbers(scored(frame, PLANTED), 'expected'))
      if (Math.abs(Math.log(found.whole / truth)) <= 1.96 * Math.sqrt(found.doubt)) hits.expectation += 1
      const surprise = (after - found.whole) / Math.sqrt(found.luck)
      surprises.push(surprise)
      if (Math.abs(surprise) <= 1.96) hits.came += 1
    }
    for (const [name, count] of Object.entries(hits)) {
      expect(count, name).toBeGreaterThanOrEqual(43)
    }
    const spread = Math.sqrt(surprises.reduce((all, one) => all + one * one, 0) / surprises.length)
    expect(spread).toBeGreaterThan(0.75)
    expect(spread).toBeLessThan(1.3)
  }, 60_000)

  test('a bootstrap of members spreads as it says', () => {
    const { frame } = planted(99, 1500, 1)
    const fit = run('clvFit', frame, { unit: 7, only: 'bg', covariance: 1 })
    const of = (name: string) => numbers(fit, name)[0] ?? NaN
    const draw = uniform(5)
    const columns = ['x', 'tx', 't'].map((name) => numbers(frame, name))
    const spreads = new Map<string, number[]>()
    for (let time = 0; time < 80; time++) {
      const n = new Float64Array(frame.rows)
      for (let i = 0; i < n.length; i++) {
        const at = Math.floor(draw() * n.length)
        n[at] = (n[at] ?? 0) + 1
      }
      const [x = n, tx = n, T = n] = columns
      const again = fitBetaGeometric({ x, tx: tx.map((day) => day / 7), T: T.map((day) => day / 7), n }, 'bg')
      for (const [name, value] of Object.entries(again.parameters))
        spreads.set(name, [...(spreads.get(name) ?? []), Math.log(value)])
    }
    for (const [k, name] of ['r', 'alpha'].entries()) {
      const values = spreads.get(name) ?? []
      const mean = values.reduce((all, value) => all + value, 0) / values.length
      const variance = values.reduce((all, value) => all + (value - mean) ** 2, 0) / (values.length - 1)
      expect(Math.sqrt(variance / of(`c${k + 1}${k + 1}`)), name).toBeGreaterThan(0.75)
      expect(Math.sqrt(variance / of(`c${k + 1}${k + 1}`)), name).toBeLessThan(1.35)
    }
  }, 60_000)
})

describe('what one member may buy', () => {
  const positive = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true })
  const asked = fc.record({
    p: fc.tuple(positive(0.1, 3), positive(0.5, 20), positive(0.1, 3), positive(0.3, 10)),
    x: fc.integer({ min: 0, max: 40 }),
    T: positive(1, 150),
    t: positive(0.5, 60),
  })

  test('chances sum to one, and their mean is the expectation of the closed form', () =>
    fc.assert(
      fc.property(asked, ({ p: [r, alpha, a, b], x, T, t }) => {
        for (const variant of ['bg', 'mbg'] as const) {
          const chances = predictiveBetaGeometric({ r, alpha, a, b }, variant, t, x, T)
          const mean = expectedIfThere({ r, alpha, a, b }, variant, t, x, T)
          expect(chances.upTo.at(-1)).toBeCloseTo(1, 3)
          expect(Math.abs(chances.mean / mean - 1)).toBeLessThan(2e-4)
          expect(chances.square).toBeGreaterThanOrEqual(chances.mean ** 2 * (1 - 1e-9))
        }
        const chances = predictivePareto({ r, alpha, s: a, beta: b }, t, x, T)
        const mean = pareto.expectedIfThere({ r, alpha, s: a, beta: b }, t, x, T)
        expect(Math.abs(chances.mean / mean - 1)).toBeLessThan(2e-3)
      }),
    ))

  test('a member who has surely left buys nothing; one who is there lies between', () => {
    const chances = predictiveBetaGeometric({ r: 0.24, alpha: 4.41, a: 0.79, b: 2.43 }, 'bg', 39, 12, 38)
    expect(countAt(chances, 1e-6, 0.975)).toBe(0)
    expect(countAt(chances, 0.5, 0.025)).toBe(0)
    const [low, high] = [countAt(chances, 1, 0.025), countAt(chances, 1, 0.975)]
    expect(low).toBeLessThan(chances.mean)
    expect(high).toBeGreaterThan(chances.mean)
    expect(chances.upTo[high]).toBeGreaterThanOrEqual(0.975)
    expect(chances.upTo[high - 1]).toBeLessThan(0.975)
  })

  test('slopes and interpolation: scores of many members agree with those of one', () => {
    const { frame } = planted(3, 400, 1)
    const all = scored(frame, PLANTED)
    for (const i of [0, 57, 200, 399]) {
      const one = frameOf(
        Object.fromEntries(
          frame.columns.map(({ name, values }) => [name, values.slice(i, i + 1) as Float64Array]),
        ),
      )
      const single = scored(one, PLANTED)
      for (const name of ['p_alive', 'expected', 'discounted', 'variance', 'e1', 'e2', 'e3', 'e4', 'd3'])
        expect(numbers(all, name)[i], name).toBeCloseTo(numbers(single, name)[0] ?? NaN, 5)
      const nudged = numbers(scored(one, { ...PLANTED, alpha: PLANTED.alpha * 1.0001 }), 'expected')[0] ?? NaN
      const slope = Math.log(nudged / (numbers(single, 'expected')[0] ?? NaN)) / Math.log(1.0001)
      expect(numbers(single, 'e2')[0]).toBeCloseTo(slope, 3)
    }
  })
})
