import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens, Parameters } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, realFile, type TestShop } from '../shop-fixture'
import { dayText, makeOrders, runOf, tableOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const sample = realFile('cdnow/cdnow_sample.csv')

describe.skipIf(!sample)('the CDNOW sample, from the file to the result', () => {
  let shop: TestShop
  beforeAll(async () => {
    if (sample) shop = await loadTestShop(engine, [sample])
  })
  const run = (asOf: string, parameters: Partial<Parameters> = {}) =>
    runOf(shop.runner, 'clv', { asOf, from: null, basis: 'gross' }, parameters)

  test('to 1997-09-30: the published fits', async () => {
    const result = await run('1997-10-01', { model: 'bg' })
    const models = await rowsOf(engine, sql`select * from ${tableOf(result, 'clv_models')}`)
    const bg = models.find(({ model }) => model === 'bg') ?? {}
    expect(bg).toMatchObject({ members: 2357, repeaters: 946, converged: 1 })
    expect(bg['log_likelihood']).toBeCloseTo(-9582.4256, 2)
    const near = (row: Record<string, unknown>, expected: Record<string, number>) => {
      for (const [name, value] of Object.entries(expected))
        expect(Number(row[name]) / value).toBeCloseTo(1, 2)
    }
    near(bg, { r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425754 })
    const pareto = models.find(({ model }) => model === 'pareto') ?? {}
    expect(pareto['log_likelihood']).toBeCloseTo(-9594.974, 1)
    near(pareto, { r: 0.553276, alpha: 10.577613, s: 0.606214, beta: 11.667912 })
    const nbd = models.find(({ model }) => model === 'nbd') ?? {}
    near(nbd, { r: 0.3852, alpha: 12.0716 })
    expect(nbd['log_likelihood']).toBeCloseTo(-9763.658, 1)
    expect(Number(bg['r_low'])).toBeLessThan(Number(bg['r']))
    expect(Number(bg['r_high'])).toBeGreaterThan(Number(bg['r']))

    const [spend = {}] = await rowsOf(engine, sql`select * from ${tableOf(result, 'clv_spend')}`)
    expect(spend['members']).toBe(946)
    near(spend, { p: 6.2488, q: 3.7446, gamma: 15.4477 })
    expect(spend['log_likelihood']).toBeCloseTo(-4055.923, 0)

    const [member = {}] = await rowsOf(
      engine,
      sql`select x, tx, t, p_alive from ${tableOf(result, 'member_clv')} where x = 2 and tx = 213 and t = 272`,
    )
    expect(member['p_alive']).toBeCloseTo(0.726609, 4)
    // Weeks of waiting w with ((α + T) / (α + T + w))^(r + x) = ½.
    const [next = {}] = await rowsOf(
      engine,
      sql`select distinct date_diff('day', date '1997-09-30', next_order) as wait
from ${tableOf(result, 'member_clv')} where x = 2 and t = 272`,
    )
    const [r, alpha, end] = [Number(bg['r']), Number(bg['alpha']), 272 / 7]
    const wait = Number(next['wait'])
    const left = (days: number) => ((alpha + end) / (alpha + end + days / 7)) ** (r + 2)
    expect(left(wait)).toBeLessThanOrEqual(0.5)
    expect(left(wait - 1)).toBeGreaterThan(0.5)
  })

  test('39 weeks held out: what was bought, and what was expected', async () => {
    const result = await run('1998-07-01', { holdout: '273' })
    const [bg = {}] = await rowsOf(
      engine,
      sql`select sum(members) as members, sum(actual) as actual, sum(expected) as expected
from ${tableOf(result, 'clv_holdout')} where model = 'bg'`,
    )
    expect(bg).toMatchObject({ members: 2357, actual: 1882 })
    expect(bg['expected']).toBeCloseTo(1653.4, 0)
    const weeks = await rowsOf(engine, sql`select * from ${tableOf(result, 'clv_weeks')} order by day`)
    expect(weeks.at(-1)?.['actual']).toBe(2457 + 1882)
    const [summary = {}] = await rowsOf(engine, sql`select * from ${tableOf(result, 'clv_summary')}`)
    const [matrix = {}] = await rowsOf(
      engine,
      sql`select sum(members) as members, sum(expected) as expected, max(band) as bands, bool_and(since_to = floor(since_to)) as whole from ${tableOf(result, 'clv_matrix')}`,
    )
    expect(matrix).toMatchObject({ members: summary['members'], bands: 8, whole: 'true' })
    expect(matrix['expected']).toBeCloseTo(Number(summary['expected']), 6)
  })
})

describe('small and odd shops', () => {
  const lens: Lens = { asOf: dayText(400), from: null, basis: 'gross' }
  const order = (member: string | null, day: number, gross = 100_000): Order => ({
    member,
    day,
    second: 0,
    gross,
    returned: 0,
  })
  const summary = async (orders: Order[]) => {
    const result = await runOf(await makeOrders(engine, orders), 'clv', lens)
    const [row = {}] = await rowsOf(engine, sql`select * from ${tableOf(result, 'clv_summary')}`)
    return { row, result }
  }

  /** 300 members who buy at three paces, and of whom half leave soon and half late: enough for a maximum. */
  const leavingOneByOne = (): Order[] => {
    let state = 7
    const draw = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
    return Array.from({ length: 300 }, (_, i) => {
      const orders: Order[] = []
      const pace = [8, 25, 80][i % 3] ?? 8
      const leaves = i % 2 === 0 ? 0.6 : 0.1
      for (let day = i % 100; day < 400; day += Math.ceil(-pace * Math.log(draw()))) {
        orders.push(order(`m${i}`, day, 10_000 * Math.ceil(9 * draw())))
        if (draw() < leaves) break
      }
      return orders
    }).flat()
  }

  test('no orders, or none with a member', async () => {
    for (const orders of [[], [order(null, 3)]])
      expect((await summary(orders)).row).toMatchObject({ members: 0 })
  })

  test('nobody came back: no rate can be learnt, and no value is invented', async () => {
    const { row, result } = await summary(Array.from({ length: 30 }, (_, i) => order(`m${i}`, i)))
    expect(row['clv']).toBeNaN()
    const models = await rowsOf(
      engine,
      sql`select model, r, members, repeaters from ${tableOf(result, 'clv_models')}`,
    )
    expect(models).toHaveLength(4)
    for (const model of models) expect(model).toMatchObject({ r: NaN, members: 30, repeaters: 0 })
  })

  test('members who are all alike: no maximum, no value; the members are there all the same', async () => {
    const orders = Array.from({ length: 50 }, (_, i) =>
      [0, 30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 330, 360, 390].map((day) => order(`m${i}`, day)),
    ).flat()
    const { row, result } = await summary(orders)
    expect(row).toMatchObject({ members: 50, repeaters: 50, clv: NaN })
    const [model = {}] = await rowsOf(
      engine,
      sql`select converged from ${tableOf(result, 'clv_models')} where model = 'mbg'`,
    )
    expect(model['converged']).toBe(0)
    const [members = {}] = await rowsOf(
      engine,
      sql`select count(*) as n, count(p_alive) as alive, count(next_order) as next, sum(spent)::double as spent
from ${tableOf(result, 'member_clv')}`,
    )
    expect(members).toEqual({ n: 50, alive: 0, next: 0, spent: 50 * 14 * 10 })
  })

  test('two orders on one day are one purchase; a hundred million is counted', async () => {
    const orders = [
      ...leavingOneByOne(),
      order('twice', 3),
      order('twice', 3),
      order('whale', 5),
      order('whale', 90, 1_000_000_000_000),
    ]
    const { row, result } = await summary(orders)
    expect(row['members']).toBe(302)
    expect(Number(row['clv'])).toBeGreaterThan(0)
    const [once = {}] = await rowsOf(
      engine,
      sql`select x, tx from ${tableOf(result, 'member_clv')} where member_id = 'twice'`,
    )
    expect(once).toEqual({ x: 0, tx: 0 })
    const bad = await rowsOf(
      engine,
      sql`select * from ${tableOf(result, 'member_clv')} where not (p_alive between 0 and 1) or expected < 0 or clv < 0 or isnan(clv)`,
    )
    expect(bad).toEqual([])
  })

  test('the order of the rows does not matter', async () => {
    const orders = leavingOneByOne()
    const { row: one } = await summary(orders)
    const { row: other } = await summary([...orders].reverse())
    expect(Number(other['clv'])).toBeCloseTo(Number(one['clv']), 6)
  })
})
