import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { AnalysisRunner } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { join, sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { numerics } from '../numerics-fixture'
import { dayText, makeOrders, readTable, runOf, type Order } from './order-table'
import { triangleByHand, type Choice, type HandCell } from './retention-by-hand'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const order: fc.Arbitrary<Order> = fc.record({
  member: fc.oneof(
    { weight: 10, arbitrary: fc.integer({ min: 1, max: 9 }).map((n) => `m${n}`) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  // Up to the end of March, over the ends of a leap-less February and of months of 31 days.
  day: fc.integer({ min: 0, max: 89 }),
  second: fc.constantFrom(0, 1, 43_200, 86_399),
  gross: fc.constantFrom(1_000, 25_500, 99_900, 0, -30_000),
  returned: fc.constant(0),
})

const choice: fc.Arbitrary<Choice> = fc.record({
  period: fc.constantFrom('day', 'week', 'month'),
  definition: fc.constantFrom('on', 'after', 'bracket'),
  clock: fc.constantFrom('calendar', 'rolling'),
  periods: fc.integer({ min: 1, max: 6 }),
  ends: fc
    .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 })
    .map((ends) => [...ends].sort((a, b) => a - b)),
  restart: fc.constantFrom(0, 0, 7, 25),
})

const lensOf = (asOf: number): Lens => ({ asOf: dayText(asOf), from: null, basis: 'gross' })

const parametersOf = ({ period, definition, clock, periods, ends, restart }: Choice) => ({
  restart,
  period,
  definition,
  clock,
  periods,
  ...Object.fromEntries([1, 2, 3, 4].map((i) => [`to${i}`, ends[i - 1] ?? ends.at(-1) ?? 1])),
})

const byPlace = (a: HandCell, b: HandCell) => a.cohort - b.cohort || a.k - b.k

test('the triangle is the one counted by hand, whatever the conventions', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(order, { maxLength: 50 }),
      choice,
      fc.integer({ min: 20, max: 130 }),
      async (orders, chosen, asOf) => {
        const run = await runOf(
          await makeOrders(engine, orders),
          'retention',
          lensOf(asOf),
          parametersOf(chosen),
        )
        const found = (await readTable(engine, run, 'retention_cells', sql`cohort, k`)).map((row) => ({
          cohort: Number(row['cohort']),
          k: Number(row['k']),
          size: Number(row['size']),
          members: row['members'],
          orders: row['orders'],
          amount: scaled(row['amount']),
          cumulative: scaled(row['cumulative']),
        }))
        const expected = triangleByHand(orders, asOf, chosen).sort(byPlace)
        expect(found).toEqual(expected)

        const means = await readTable(engine, run, 'retention_means', sql`grp, k`)
        for (const mean of means) {
          const over = expected.filter(({ k, members }) => k === mean['k'] && members !== null)
          const size = over.reduce((sum, cell) => sum + cell.size, 0)
          const members = over.reduce((sum, cell) => sum + (cell.members ?? 0), 0)
          expect(mean).toMatchObject({ cohorts: over.length, size, members })
          expect(Number(mean['share'])).toBeCloseTo(members / size, 12)
        }
      },
    ),
    { numRuns: 60 },
  )
})

const scaled = (value: unknown) => (value === null ? null : Math.round(Number(value) * 10_000))

describe('small and odd shops', () => {
  const of = (member: string | null, day: number): Order => ({
    member,
    day,
    second: 0,
    gross: 10_000,
    returned: 0,
  })
  const cellsOf = async (orders: Order[], parameters = {}) =>
    readTable(
      engine,
      await runOf(await makeOrders(engine, orders), 'retention', lensOf(200), parameters),
      'retention_cells',
    )

  test('no orders, or none with a member: no triangle, and no failure', async () => {
    for (const orders of [[], [of(null, 3)]]) {
      const run = await runOf(await makeOrders(engine, orders), 'retention', lensOf(200))
      expect(await readTable(engine, run, 'retention_cells')).toEqual([])
      expect((await readTable(engine, run, 'retention_summary'))[0]).toMatchObject({ members: 0, cohorts: 0 })
    }
  })

  test('one member; all on one day', async () => {
    expect(await cellsOf([of('a', 3)], { periods: 2 })).toHaveLength(3)
    const cells = await cellsOf(
      Array.from({ length: 20 }, (_, i) => of(`m${i}`, 5)),
      { periods: 2 },
    )
    expect(cells.map(({ k, size, members }) => [k, size, members])).toEqual([
      [0, 20, 20],
      [1, 20, 0],
      [2, 20, 0],
    ])
  })

  test('the order of the rows does not matter', async () => {
    const orders = Array.from({ length: 60 }, (_, i) => of(`m${i % 11}`, (i * 37) % 90))
    expect(await cellsOf([...orders].reverse())).toEqual(await cellsOf(orders))
  })
})

describe('splits', () => {
  const lens = lensOf(90)
  const shop = async (channels: (string | null)[]) => {
    const orders = channels.map((_, i): Order => ({
      member: `m${i}`,
      day: 1,
      second: i,
      gross: 10_000,
      returned: 0,
    }))
    await makeOrders(engine, [...orders, ...orders.map((one) => ({ ...one, day: 40 }))])
    for (const [i, channel] of channels.entries()) {
      await engine.run(
        sql`update orders set channel = ${channel} where member_id = ${`m${i}`} and ordered_at < timestamp '2025-01-15'`,
      )
      await engine.run(
        sql`update orders set channel = 'later' where member_id = ${`m${i}`} and ordered_at > timestamp '2025-01-15'`,
      )
    }
    return new AnalysisRunner(engine, ['orders'], numerics)
  }

  test('the first order’s channel, five named, the others together, the silent apart; every member once', async () => {
    const channels = ['a', 'a', 'a', 'b', 'b', 'c', 'd', 'e', 'f', 'g', null, null]
    const run = await runOf(await shop(channels), 'retention', lens, { split: 'channel' })
    expect(
      (await readTable(engine, run, 'retention_groups', sql`grp`)).map(({ kind, label, members }) => [
        kind,
        label,
        members,
      ]),
    ).toEqual([
      ['value', 'a', 3],
      ['value', 'b', 2],
      ['value', 'c', 1],
      ['value', 'd', 1],
      ['value', 'e', 1],
      ['others', null, 2],
      ['unknown', null, 2],
    ])
    const members = await readTable(engine, run, 'retention_members')
    expect(members).toHaveLength(channels.length)
    const cells = await readTable(engine, run, 'retention_cells')
    const first = cells.filter(({ k }) => k === 1)
    expect(first.reduce((sum, { size }) => sum + Number(size), 0)).toBe(channels.length)
    expect(first.reduce((sum, { members: retained }) => sum + Number(retained), 0)).toBe(channels.length)
  })

  test('what is not there is said to be unknown of all', async () => {
    for (const split of [
      'channel',
      'category',
      'region',
      'gender',
      'tier',
      'source',
      'city',
      'province',
      'age',
    ]) {
      const run = await runOf(
        await makeOrders(engine, [{ member: 'a', day: 1, second: 0, gross: 1, returned: 0 }]),
        'retention',
        lens,
        { split },
      )
      expect((await readTable(engine, run, 'retention_summary'))[0], split).toMatchObject({
        members: 1,
        known: 0,
      })
      expect((await readTable(engine, run, 'retention_groups'))[0], split).toMatchObject({
        kind: 'unknown',
        members: 1,
      })
    }
  })

  test('the first order’s category is that with the most money in it, from the line or the list of products', async () => {
    await makeOrders(engine, [
      { member: 'a', day: 1, second: 0, gross: 10_000, returned: 0 },
      { member: 'b', day: 2, second: 0, gross: 10_000, returned: 0 },
      { member: 'a', day: 9, second: 0, gross: 10_000, returned: 0 },
    ])
    const lines = [
      ['0', 'a', 'p', 'tea', 3],
      ['0', 'a', 'q', 'cup', 5],
      ['1', null, 'r', null, 5],
      ['2', 'a', 'p', 'pot', 99],
    ] as const
    await engine.run(sql`create or replace table order_items as
select o as order_id, m as member_id, timestamp '2025-01-02' as ordered_at, p as product_id,
  null::varchar as product_name, c as category, 1::double as quantity, null::decimal(18, 4) as unit_price,
  a::decimal(18, 4) as amount, 0::decimal(18, 4) as returned
from (values ${join(lines.map(([o, m, p, c, a]) => sql`(${o}, ${m}, ${p}, ${c}, ${a})`))}) as v(o, m, p, c, a)`)
    await engine.run(sql`create or replace table products as select 'r' as product_id, 'lamp' as category`)
    const runner = new AnalysisRunner(engine, ['orders', 'order_items', 'products'], numerics)
    const run = await runOf(runner, 'retention', lens, { split: 'category' })
    const values = await readTable(engine, run, 'retention_first', sql`member_id`)
    expect(values.map(({ member_id, value }) => [member_id, value])).toEqual([
      ['a', 'cup'],
      ['b', 'lamp'],
    ])
    await engine.run(sql`drop table order_items`)
    await engine.run(sql`drop table products`)
  })
})
