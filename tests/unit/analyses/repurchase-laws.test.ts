import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { AnalysisRunner } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { join, sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { numerics } from '../numerics-fixture'
import { DAY, EPOCH, dayText, makeOrders, readTable, runOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const order: fc.Arbitrary<Order> = fc.record({
  member: fc.oneof(
    { weight: 10, arbitrary: fc.integer({ min: 1, max: 9 }).map((n) => `m${n}`) },
    { weight: 1, arbitrary: fc.constant(null) },
  ),
  day: fc.integer({ min: 0, max: 100 }),
  // Equal moments, so that orders are told apart by their ids alone.
  second: fc.constantFrom(0, 0, 86_399),
  gross: fc.constantFrom(1_000, 25_500, 99_900, 0),
  returned: fc.constant(0),
})

const lensOf = (asOf: number): Lens => ({ asOf: dayText(asOf), from: null, basis: 'gross' })
const count = <T>(list: readonly T[], test: (one: T) => boolean) => list.filter(test).length
const over = (part: number, whole: number) => (whole === 0 ? null : part / whole)

/** The days of each member's purchases, ascending. */
function purchasesOf(orders: readonly Order[], asOf: number, counts: string): number[][] {
  const members = new Map<string, number[]>()
  for (const { member, day } of orders)
    if (member !== null && day < asOf) members.set(member, [...(members.get(member) ?? []), day])
  return [...members.values()].map((days) =>
    (counts === 'days' ? [...new Set(days)] : days).sort((a, b) => a - b),
  )
}

test('rates, ladder, months and curves are those counted by hand', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(order, { maxLength: 50 }),
      fc.constantFrom('orders', 'days'),
      fc.constantFrom('all', '30', '90'),
      fc.constantFrom('first', 'window'),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 10, max: 120 }),
      async (orders, counts, window, returning, days, asOf) => {
        const run = await runOf(await makeOrders(engine, orders), 'repurchase', lensOf(asOf), {
          counts,
          window,
          returning,
          days,
        })
        const members = purchasesOf(orders, asOf, counts)
        const start = window === 'all' ? -Infinity : asOf - Number(window)
        const last = asOf - 1
        const inside = (bought: readonly number[]) => bought.filter((day) => day >= start)

        const rates = new Map(
          (await readTable(engine, run, 'repurchase_rates')).map((row) => [row['definition'], row]),
        )
        expect(rates.get('twice')).toMatchObject({
          part: count(members, (bought) => inside(bought).length >= 2),
          whole: count(members, (bought) => inside(bought).length >= 1),
        })
        const followed = members.filter(([first = 0]) => last - first >= days)
        const soon = count(followed, ([first = 0, second = Infinity]) => second - first <= days)
        expect(rates.get('within')).toMatchObject({ part: soon, whole: followed.length })
        expect(rates.get('within')?.['rate']).toBe(over(soon, followed.length))
        const all = members.flatMap(inside)
        const old = members.flatMap((bought) =>
          inside(bought).filter((_, i) =>
            returning === 'window' ? (bought[0] ?? 0) < start : bought.length - inside(bought).length + i > 0,
          ),
        )
        if (returning === 'window' && window === 'all')
          expect(rates.get('purchases')).toMatchObject({ part: null, rate: null })
        else expect(rates.get('purchases')).toMatchObject({ part: old.length, whole: all.length })

        const ladder = await readTable(engine, run, 'repurchase_ladder', sql`nth`)
        for (const step of ladder) {
          const nth = Number(step['nth'])
          const here = members.filter((bought) => bought.length >= nth)
          const gaps = here.flatMap((bought) =>
            bought.length > nth ? [(bought[nth] ?? 0) - (bought[nth - 1] ?? 0)] : [],
          )
          const seen = here.filter((bought) => last - (bought[nth - 1] ?? 0) >= days)
          expect(step).toMatchObject({
            members: here.length,
            next: gaps.length,
            followed: seen.length,
            within: count(seen, (bought) => (bought[nth] ?? Infinity) - (bought[nth - 1] ?? 0) <= days),
          })
          const sorted = gaps.sort((a, b) => a - b)
          const middle = (sorted.length - 1) / 2
          const median = ((sorted[Math.floor(middle)] ?? NaN) + (sorted[Math.ceil(middle)] ?? NaN)) / 2
          expect(step['median_days'] ?? NaN).toBe(median)
        }
        expect(ladder).toHaveLength(Math.min(10, Math.max(0, ...members.map((bought) => bought.length))))

        const curve = await readTable(engine, run, 'repurchase_survival', sql`time`)
        for (const row of curve) {
          const time = Number(row['time'])
          const waits = members.map(([first = 0, second]) => ({
            at: (second ?? last) - first,
            again: second !== undefined,
          }))
          expect(row).toMatchObject({
            at_risk: count(waits, ({ at }) => at >= time),
            events: count(waits, ({ at, again }) => at === time && again),
            censored: count(waits, ({ at, again }) => at === time && !again),
          })
        }
        expect(curve.reduce((sum, row) => sum + Number(row['events']) + Number(row['censored']), 0)).toBe(
          members.length,
        )

        const months = await readTable(engine, run, 'repurchase_months', sql`month`)
        for (const row of months) {
          const from = (Number(row['month']) - EPOCH) / DAY
          const date = new Date(Number(row['month']))
          const to = (Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) - EPOCH) / DAY
          expect(to).toBeLessThanOrEqual(asOf)
          const within = members.flatMap((bought) =>
            bought
              .map((day, i) => ({ day, i, first: bought[0] ?? 0 }))
              .filter(({ day }) => day >= from && day < to),
          )
          expect(row).toMatchObject({
            purchases: within.length,
            after_first: count(within, ({ i }) => i > 0),
            before_month: count(within, ({ first }) => first < from),
          })
        }
      },
    ),
    { numRuns: 60 },
  )
})

describe('small and odd shops', () => {
  const of = (member: string | null, day: number, gross = 10_000): Order => ({
    member,
    day,
    second: 0,
    gross,
    returned: 0,
  })

  test('no orders, or none with a member: no figure, and no failure', async () => {
    for (const orders of [[], [of(null, 3)]]) {
      const run = await runOf(await makeOrders(engine, orders), 'repurchase', lensOf(50))
      for (const row of await readTable(engine, run, 'repurchase_rates')) expect(row['rate']).toBeNull()
      expect(await readTable(engine, run, 'repurchase_survival')).toEqual([])
    }
  })

  test('nobody came back: a curve that stays where it was, and no median', async () => {
    const run = await runOf(
      await makeOrders(
        engine,
        Array.from({ length: 20 }, (_, i) => of(`m${i}`, i)),
      ),
      'repurchase',
      lensOf(50),
      { split: 'value' },
    )
    const test = await readTable(engine, run, 'repurchase_test')
    for (const row of test) expect(row).toMatchObject({ observed: 0, median: null, p: null })
  })

  test('bands of the first amount: equal amounts together, everybody in one', async () => {
    const amounts = [10, 10, 10, 20, 30, 40, 50, 60]
    const orders = amounts.flatMap((amount, i) => [of(`m${i}`, 1, amount * 10_000), of(`m${i}`, 2 + i)])
    const run = await runOf(await makeOrders(engine, orders), 'repurchase', lensOf(50), { split: 'value' })
    const groups = await readTable(engine, run, 'repurchase_groups', sql`grp`)
    expect(groups.reduce((sum, { members }) => sum + Number(members), 0)).toBe(8)
    expect(groups.map(({ label, members }) => [label, members])).toContainEqual(['≤ 10.00', 3])
    const [row] = await readTable(engine, run, 'repurchase_test')
    expect(row?.['df']).toBe(groups.length - 1)
  })

  test('from joining to the first order: who ordered before is left out, who never did is followed', async () => {
    await makeOrders(engine, [of('a', 10), of('a', 20), of('b', 5), of('c', 10)])
    const joined = [
      ['a', 4],
      ['b', 9],
      ['c', 10],
      ['d', 30],
      ['e', 60],
      ['f', null],
    ] as const
    await engine.run(sql`create or replace table members as
select m as member_id, case when d >= 0 then timestamp '2025-01-01' + d * interval 1 day end as joined_at, null::varchar as channel,
  null::varchar as gender, null::varchar as age, null::varchar as tier, null::varchar as province, null::varchar as city
from (values ${join(joined.map(([m, d]) => sql`(${m}, ${d ?? -1})`))}) as v(m, d)`)
    const run = await runOf(
      new AnalysisRunner(engine, ['orders', 'members'], numerics),
      'repurchase',
      lensOf(50),
    )
    expect((await readTable(engine, run, 'repurchase_summary'))[0]).toMatchObject({
      listed: 6,
      joined: 4,
      early: 1,
      active: 2,
    })
    const curve = await readTable(engine, run, 'activation_survival', sql`time`)
    expect(curve.map(({ time, events, censored }) => [time, events, censored])).toEqual([
      [0, 1, 0],
      [6, 1, 0],
      [19, 0, 1],
    ])
    await engine.run(sql`drop table members`)
  })
})
