import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import type { RunResult } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, realFile } from '../shop-fixture'
import { dayText, makeOrders, runOf, tableOf, type Order } from './order-table'

const MONTH = 365.25 / 12
const END = 400
const lens: Lens = { asOf: dayText(END), from: null, basis: 'gross' }

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const rows = (run: RunResult, name: string) => rowsOf(engine, sql`select * from ${tableOf(run, name)}`)
const now = async (run: RunResult, name: string) =>
  (await rows(run, name)).filter(({ until }) => until === 'now')
const master = realFile('cdnow/cdnow_master.csv')

/** Each member's days with an order, in order, with their money. */
function daysByMember(orders: readonly Order[]): [day: number, money: number][][] {
  const members = new Map<string, Map<number, number>>()
  for (const { member, day, gross } of orders) {
    if (member === null) continue
    const days = members.get(member) ?? new Map<number, number>()
    members.set(member, days.set(day, (days.get(day) ?? 0) + gross / 10_000))
  }
  return [...members.values()].map((days) => [...days].sort(([a], [b]) => a - b))
}

/** Month after month of every member, walked through. */
function walkStates(members: [number, number][][]) {
  const months = new Array<number>(13).fill(0)
  const bought = new Array<number>(13).fill(0)
  for (const days of members) {
    const active = new Set(days.map(([day]) => Math.floor((END - 1 - day) / MONTH)))
    let state = 0
    for (let back = Math.max(...active) - 1; back >= 0; back--) {
      const place = Math.min(state, 12)
      months[place] = (months[place] ?? 0) + 1
      if (active.has(back)) bought[place] = (bought[place] ?? 0) + 1
      state = active.has(back) ? 0 : state + 1
    }
  }
  return { months, bought }
}

function walkAges(members: [number, number][][]) {
  const ages: { members: number; amount: number }[] = []
  for (const days of members) {
    const first = days[0]?.[0] ?? 0
    for (let age = 0; (age + 1) * MONTH <= END - first; age++) {
      const at = (ages[age] ??= { members: 0, amount: 0 })
      at.members += 1
      for (const [day, money] of days) if (Math.floor((day - first) / MONTH) === age) at.amount += money
    }
  }
  return ages
}

const someOrders = fc.array(
  fc.record({
    member: fc.option(
      fc.integer({ min: 0, max: 30 }).map((i) => `m${i}`),
      { freq: 9 },
    ),
    day: fc.integer({ min: 0, max: END - 1 }),
    second: fc.constant(0),
    gross: fc.integer({ min: 1, max: 9_000_000 }),
    returned: fc.constant(0),
  }),
  { minLength: 1, maxLength: 200 },
)

describe('other ways to lifetime value', () => {
  test('ages, states and values agree with walking through every member’s months', async () => {
    await fc.assert(
      fc.asyncProperty(someOrders, async (orders) => {
        const run = await runOf(await makeOrders(engine, orders), 'clv', lens, { discount: 0 })
        const members = daysByMember(orders)
        const ages = await now(run, 'clv_ages')
        const walked = walkAges(members)
        expect(ages.map((row) => row['members'])).toEqual(walked.map((age) => age.members))
        walked.forEach(({ amount }, i) => expect(ages[i]?.['amount']).toBeCloseTo(amount, 3))

        const states = await now(run, 'clv_states')
        const { months, bought } = walkStates(members)
        expect(states.map((row) => row['months'])).toEqual(members.length > 0 ? months : [])
        expect(states.map((row) => row['bought'])).toEqual(members.length > 0 ? bought : [])
        if (members.length === 0) return
        expect(states.reduce((sum, row) => sum + Number(row['members']), 0)).toBe(members.length)

        // The value of a state, by the tree of all that may happen: three months deep.
        const shares: number[] = []
        for (const row of states)
          shares.push(
            row['share'] === null || Number.isNaN(row['share']) ? (shares.at(-1) ?? 0) : Number(row['share']),
          )
        const spend = Number(states[0]?.['spend'])
        const tree = (state: number, left: number): number => {
          if (left === 0) return 0
          const p = shares[state] ?? 0
          return p * (spend + tree(0, left - 1)) + (1 - p) * tree(Math.min(12, state + 1), left - 1)
        }
        const values = (await now(run, 'clv_state_values')).filter(({ h }) => h === 3)
        for (const { state, value } of values) expect(value).toBeCloseTo(tree(Number(state), 3), 4)
        expect(values).toHaveLength(13)
      }),
      { numRuns: 25, seed: 7 },
    )
  }, 120_000)

  test('money that halves with each month is carried on so', async () => {
    const orders: Order[] = []
    for (let member = 0; member < 40; member++)
      for (let age = 0; age < 8; age++)
        orders.push({
          member: `m${member}`,
          day: END - 1 - Math.ceil(8.5 * MONTH) + Math.ceil(age * MONTH),
          second: 0,
          gross: 12_800_000 / 2 ** age,
          returned: 0,
        })
    const run = await runOf(await makeOrders(engine, orders), 'clv', lens, { discount: 0, months: 12 })
    const [trend] = await now(run, 'clv_age_trend')
    expect(trend?.['ratio']).toBeCloseTo(0.5, 6)
    expect(trend?.['level']).toBeCloseTo(1280, 3)
    const brought = await rows(run, 'clv_new_member')
    expect(brought.map((row) => row['observed'])).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0])
    brought.forEach((row, i) => expect(row['value']).toBeCloseTo(1280 * (2 - 2 ** -i), 3))
    const cohort = (await rows(run, 'clv_ways')).find(({ way }) => way === 'cohort')
    // Members are 8 whole months old; what is to come is 1280 · (2⁻⁸ + … + 2⁻¹⁹).
    expect(cohort?.['value']).toBeCloseTo(40 * 1280 * (2 ** -7 - 2 ** -19), 2)
  })

  test('money that grows with age is not taken to grow for ever', async () => {
    const orders: Order[] = []
    for (let member = 0; member < 40; member++)
      for (let age = 0; age < 6; age++)
        orders.push({
          member: `m${member}`,
          day: END - 1 - Math.ceil(6.5 * MONTH) + Math.ceil(age * MONTH),
          second: 0,
          gross: 10_000 * 2 ** age,
          returned: 0,
        })
    const run = await runOf(await makeOrders(engine, orders), 'clv', lens, { discount: 0, months: 12 })
    const [trend] = await now(run, 'clv_age_trend')
    expect(trend?.['ratio']).toBe(1)
    // The geometric mean of ages 1 to 5: 2³.
    expect(trend?.['level']).toBeCloseTo(8, 6)
  })

  test('too few members for a trend: no value by age, and the others stand', async () => {
    const orders = [10, 80, 150, 220, 300].map((day): Order => ({
      member: 'one',
      day,
      second: 0,
      gross: 100_000,
      returned: 0,
    }))
    const ways = await rows(await runOf(await makeOrders(engine, orders), 'clv', lens), 'clv_ways')
    const value = (name: string) => ways.find(({ way }) => way === name)?.['value']
    expect(value('cohort')).toBeNaN()
    expect(value('markov')).toBeGreaterThan(0)
    expect(value('own')).toBeGreaterThan(0)
  })

  test('all orders on one day: nothing is carried on, and nothing was held out', async () => {
    const orders = Array.from({ length: 40 }, (_, i): Order => ({
      member: `m${i % 30}`,
      day: END - 1,
      second: i,
      gross: 100_000,
      returned: 0,
    }))
    const ways = await rows(await runOf(await makeOrders(engine, orders), 'clv', lens), 'clv_ways')
    expect(ways.map(({ way }) => way)).toEqual(['model', 'cohort', 'markov', 'own'])
    for (const { value, expected, actual } of ways) expect([value, expected, actual]).toEqual([NaN, NaN, NaN])
  })

  test('without a member there is no way at all, and no fault', async () => {
    const run = await runOf(await makeOrders(engine, []), 'clv', lens)
    expect(await rows(run, 'clv_states')).toEqual([])
    expect(await rows(run, 'clv_new_member')).toEqual([])
    expect(await rows(run, 'clv_tenths')).toEqual([])
  })

  test.skipIf(!master)('CDNOW: the tenths hold every member, and each way has its hold-out', async () => {
    if (!master) return
    const { runner } = await loadTestShop(engine, [master])
    const run = await runOf(runner, 'clv', { asOf: '1998-07-01', from: null, basis: 'gross' })
    const tenths = await rows(run, 'clv_tenths')
    expect(tenths.map((row) => row['members'])).toEqual(new Array(10).fill(2357))
    const ways = await rows(run, 'clv_ways')
    const [held] = await rowsOf(
      engine,
      sql`select sum(gross)::double as money from orders
where ordered_at < date '1998-07-01' and ordered_at >= date '1998-07-01' - (select max(horizon) from ${tableOf(run, 'clv_before')})::integer`,
    )
    expect(ways.map(({ way }) => way)).toEqual(['model', 'cohort', 'markov', 'own'])
    // Every member of this file bought before the days held out.
    for (const way of ways) expect(way['actual']).toBeCloseTo(Number(held?.['money']), 2)
    const missed = (name: string) => {
      const way = ways.find((row) => row['way'] === name)
      return Math.abs(Number(way?.['expected']) / Number(way?.['actual']) - 1)
    }
    expect(missed('cohort')).toBeLessThan(0.15)
    expect(missed('model')).toBeLessThan(0.15)
    expect(missed('own')).toBeGreaterThan(1)
  })
})
