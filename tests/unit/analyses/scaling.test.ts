import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { fitScaling, scaled, type Scaling } from '../../../src/analyses/describe/scaling.sql'
import type { EngineCore } from '../../../src/engine/core'
import { ident, list, sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { readRows } from '../cleaning/small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const METHODS: Scaling[] = ['z_score', 'min_max', 'robust', 'log1p', 'yeo_johnson', 'rank']
const FITS = ident('scaling_fits')

async function hold(table: string, xs: readonly (number | null)[]): Promise<void> {
  await engine.run(sql`create or replace table ${ident(table)} (place integer, x double)`)
  if (xs.length === 0) return
  await engine.run(
    sql`insert into ${ident(table)} select unnest(range(${xs.length})), unnest(${list(xs)}::double[])`,
  )
}

/** The numbers of `scored` on the scale fitted to `trained`. */
async function scale(
  method: Scaling,
  trained: readonly (number | null)[],
  scored = trained,
): Promise<(number | null)[]> {
  await hold('trained', trained)
  await hold('scored', scored)
  await engine.run(sql`create or replace table ${FITS} as ${fitScaling(ident('trained'), ['x'], method)}`)
  const rows = await readRows(
    engine,
    sql`select ${scaled(FITS, 'x', method)} as y from scored order by place`,
  )
  return rows.map((row) => row['y'] as number | null)
}

const mean = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length
const deviation = (xs: readonly number[]) =>
  Math.sqrt(xs.reduce((sum, x) => sum + (x - mean(xs)) ** 2, 0) / (xs.length - 1))

describe('fitted by hand', () => {
  const xs = [1, 2, 3, 4, 10]
  const by: [Scaling, (x: number) => number][] = [
    ['z_score', (x) => (x - 4) / Math.sqrt(50 / 4)],
    ['min_max', (x) => (x - 1) / 9],
    ['robust', (x) => (x - 3) / 2],
    ['log1p', (x) => Math.log(1 + x)],
    ['rank', (x) => (xs.indexOf(x) + 0.5) / 5],
  ]
  test.each(by)('%s', async (method, expected) => {
    const got = await scale(method, [...xs, null])
    expect(got.at(-1)).toBeNull()
    xs.forEach((x, i) => expect(got[i]).toBeCloseTo(expected(x), 12))
  })

  test('new rows are scored by the numbers that were fitted', async () => {
    expect(await scale('min_max', xs, [19, -8])).toEqual([2, -1])
    expect(await scale('rank', xs, [0, 2.5, 99, 2])).toEqual([0, 0.4, 1, 0.3])
    expect((await scale('log1p', xs, [-3]))[0]).toBeCloseTo(-Math.log(4), 12)
  })

  test('a column without spread is scaled to 0', async () => {
    for (const method of ['z_score', 'min_max', 'robust', 'yeo_johnson'] as const)
      expect(await scale(method, [7, 7, 7])).toEqual([0, 0, 0])
  })
})

describe('Yeo–Johnson', () => {
  const transform = (x: number, lambda: number) => {
    if (x >= 0) return Math.abs(lambda) < 1e-9 ? Math.log(1 + x) : ((1 + x) ** lambda - 1) / lambda
    return Math.abs(lambda - 2) < 1e-9 ? -Math.log(1 - x) : -((1 - x) ** (2 - lambda) - 1) / (2 - lambda)
  }
  const likelihood = (xs: readonly number[], lambda: number) => {
    const ys = xs.map((x) => transform(x, lambda))
    const variance = mean(ys.map((y) => (y - mean(ys)) ** 2))
    const jacobian = xs.reduce((sum, x) => sum + Math.sign(x) * Math.log(1 + Math.abs(x)), 0)
    return (lambda - 1) * jacobian - (xs.length / 2) * Math.log(variance)
  }

  test('no λ is likelier than the fitted one, and the scores are its z-scores', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 6, maxLength: 30 }),
        async (drawn) => {
          const xs = drawn.map((x) => Math.round(x * 100) / 100)
          fc.pre(deviation(xs) > 0.5)
          const got = await scale('yeo_johnson', xs)
          const [fit] = await readRows(engine, sql`select power from ${FITS}`)
          const lambda = Number(fit?.['power'])
          const best = Math.max(...Array.from({ length: 601 }, (_, i) => likelihood(xs, i / 100 - 2)))
          expect(likelihood(xs, lambda)).toBeGreaterThan(best - 0.01)
          const ys = xs.map((x) => transform(x, lambda))
          ys.forEach((y, i) => expect(got[i]).toBeCloseTo((y - mean(ys)) / deviation(ys), 6))
        },
      ),
      { numRuns: 25 },
    )
  })
})

test('every scale keeps the order of the numbers, and the order of rows does not matter', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...METHODS),
      fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 25 }),
      async (method, xs) => {
        const got = await scale(method, xs)
        const back = await scale(method, [...xs].reverse())
        got.forEach((y, i) => expect(back[xs.length - 1 - i]).toBeCloseTo(y ?? NaN, 9))
        const pairs = xs.map((x, i) => [x, got[i] ?? NaN] as const).sort(([a], [b]) => a - b)
        pairs.slice(1).forEach(([, y], i) => expect(y).toBeGreaterThanOrEqual((pairs[i]?.[1] ?? NaN) - 1e-9))
      },
    ),
    { numRuns: 40 },
  )
})

test('of many distinct values some are kept for ranks, and no score is far off', async () => {
  const xs = Array.from({ length: 1000 }, (_, i) => i)
  const got = await scale('rank', xs)
  expect((await readRows(engine, sql`select len(knots) as n from ${FITS}`))[0]?.['n']).toBeLessThanOrEqual(
    258,
  )
  got.forEach((y, i) => expect(Math.abs((y ?? NaN) - (i + 0.5) / 1000)).toBeLessThan(1 / 256))
})
