import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, realFile } from '../shop-fixture'
import { dayText, makeOrders, readTable, runOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const order = (member: string, day: number, gross = 200_000): Order => ({
  member,
  day,
  second: 0,
  gross,
  returned: 0,
})

function uniform(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
}

/** Beta(1, b) by inversion; sBG with α = 1: the survival after t renewals is b ⁄ (b + t). */
const B = 4
function planted(members: number, until: number, period = 30): Order[] {
  const draw = uniform(777)
  return Array.from({ length: members }, (_, i) => {
    const leaves = 1 - draw() ** (1 / B)
    const orders: Order[] = []
    let day = Math.floor(draw() * 400)
    for (;;) {
      if (day >= until) break
      orders.push(order(`m${i}`, Math.min(until - 1, Math.round(day + 4 * draw() - 2) + 2)))
      if (draw() < leaves) break
      day += period
    }
    return orders
  }).flat()
}

const lens = { asOf: dayText(700), from: null, basis: 'gross' as const }

describe('a shop with a period, planted', () => {
  test('its period, its parameters, the hold-out and the value of who is left', async () => {
    const runner = await makeOrders(engine, planted(1500, 700))
    const run = await runOf(runner, 'subscription', lens, { who: 'all' })
    const [summary = {}] = await readTable(engine, run, 'subscription_summary')
    const of = (name: string) => Number(summary[name])
    expect(of('period')).toBeCloseTo(30, 0)
    expect(of('share')).toBeGreaterThan(0.95)
    expect(summary).toMatchObject({ members: 1500 })
    expect(of('payment')).toBeCloseTo(20, 6)
    const [fit = {}] = await readTable(engine, run, 'subscription_curve')
    expect(fit['converged']).toBe(1)
    expect(Number(fit['alpha_low'])).toBeLessThan(1)
    expect(Number(fit['alpha_high'])).toBeGreaterThan(1)
    expect(Number(fit['beta_low'])).toBeLessThan(B)
    expect(Number(fit['beta_high'])).toBeGreaterThan(B)
    const holdOut = await readTable(engine, run, 'subscription_holdout')
    expect(holdOut.length).toBe(of('held_out'))
    for (const row of holdOut)
      expect(Math.abs(Number(row['expected']) / Number(row['actual']) - 1)).toBeLessThan(0.12)
    expect(of('value_low')).toBeLessThan(of('value'))
    expect(of('value')).toBeLessThan(of('value_high'))
    // Nobody is worth more than one who never leaves: 1 ÷ (1 − 1 ÷ (1 + d)) payments.
    const d = 1.1 ** (of('period') / 365.25) - 1
    expect(of('value')).toBeLessThan((of('active') * 20 * (1 + d)) / d)
    expect(of('value_new')).toBeGreaterThan(20)
  })

  test('renewals by hand: the first that is missed ends the contract, a late one within grace does not', async () => {
    const orders = [
      ...[0, 30, 60, 90, 120].map((day) => order('kept', day)),
      ...[0, 30, 90, 120].map((day) => order('paused', day)),
      ...[0, 36, 66].map((day) => order('late', day)),
      ...[0, 3, 30].map((day) => order('twice', day)),
      order('once', 0),
      order('new', 110),
    ]
    const runner = await makeOrders(engine, orders)
    const run = await runOf(
      runner,
      'subscription',
      { ...lens, asOf: dayText(130) },
      { who: 'all', period: '30' },
    )
    const rows = await readTable(engine, run, 'member_subscription')
    const renewals = Object.fromEntries(
      rows.map((row) => [row['member_id'], [row['renewals'], row['decided']]]),
    )
    expect(renewals).toEqual({
      kept: [4, 4],
      paused: [1, 4],
      late: [2, 4],
      twice: [1, 4],
      once: [0, 4],
      new: [0, 0],
    })
    const hazards = (await readTable(engine, run, 'subscription_hazards')).filter(
      (row) => row['before'] === 0,
    )
    expect(hazards.map(({ at_risk, lost }) => [at_risk, lost])).toEqual([
      [5, 1],
      [4, 2],
      [2, 1],
      [1, 0],
    ])
    const regular = await runOf(runner, 'subscription', { ...lens, asOf: dayText(130) }, { period: '30' })
    const started = await readTable(engine, regular, 'member_subscription')
    expect(started.map((row) => row['member_id']).sort()).toEqual(['kept', 'late', 'paused', 'twice'])
  })
})

describe('shops without one', () => {
  test('no orders, one member, nobody renews: no fit, no value', async () => {
    for (const orders of [[], [order('a', 3)], [order('a', 3), order('b', 9)]]) {
      for (const who of ['all', 'regular']) {
        const run = await runOf(await makeOrders(engine, orders), 'subscription', lens, { who, period: '30' })
        const [summary = {}] = await readTable(engine, run, 'subscription_summary')
        expect(Number.isNaN(Number(summary['value'] ?? NaN))).toBe(true)
        expect(await readTable(engine, run, 'subscription_curve')).toEqual([])
      }
    }
  })

  test.skipIf(!realFile('cdnow/cdnow_sample.csv'))('CDNOW: gaps keep to no period', async () => {
    const file = realFile('cdnow/cdnow_sample.csv')
    if (!file) return
    const shop = await loadTestShop(engine, [file])
    const run = await runOf(shop.runner, 'subscription', { asOf: '1998-07-01', from: null, basis: 'gross' })
    const [summary = {}] = await readTable(engine, run, 'subscription_summary')
    expect(Number(summary['share'])).toBeLessThan(Number(summary['by_chance']) + 0.05)
  })
})
