import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens, Parameters } from '../../../src/analyses/analysis'
import { findings, readChurn } from '../../../src/analyses/churn/churn-view.svelte'
import { DEFINITIONS } from '../../../src/analyses/churn/definitions'
import { holdoutBound, USUAL_DAYS } from '../../../src/analyses/churn/members.sql'
import type { RunResult } from '../../../src/analyses/runner'
import { AnalysisRunner } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { numerics } from '../numerics-fixture'
import { loadTestShop, realFile, type TestShop } from '../shop-fixture'
import { quantile } from './lifecycle-reference'
import { dayText, makeOrders, readTable, runOf, tableOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const cdnow = realFile('cdnow/cdnow_master.csv')

describe.skipIf(!cdnow)('the CDNOW master file, from the file to the result', () => {
  let shop: TestShop
  let result: RunResult
  beforeAll(async () => {
    if (!cdnow) return
    shop = await loadTestShop(engine, [cdnow])
    result = await runOf(shop.runner, 'churn', { asOf: '1998-07-01', from: null, basis: 'gross' })
  })

  test('its gaps', async () => {
    const [limits] = await readTable(engine, result, 'churn_limits')
    expect(limits).toMatchObject({ gaps: 44_021, median: 34, p80: 119, quantile_days: 119, watch: 119 })
    // Counting the silences that still last, four fifths have not ended within the year and a half.
    expect(limits?.['km80']).toBeNull()
  })

  test('five definitions of the same members', async () => {
    const rows = await readTable(engine, result, 'churn_definitions')
    expect(rows.map((row) => row['definition']).sort()).toEqual(DEFINITIONS.map(({ id }) => id).sort())
    for (const row of rows) {
      if (row['definition'] === 'calendar') expect(row['judged']).toBeLessThan(23_570)
      else expect(row['judged']).toBe(23_570)
    }
    const [silent] = await rowsOf(
      engine,
      sql`select count(*) filter (where last < date '1998-07-01' - 119) as churned
from (select member_id, max(ordered_at)::date as last from orders group by member_id)`,
    )
    expect(rows.find((row) => row['definition'] === 'quantile')?.['churned']).toBe(silent?.['churned'])
  })

  test('P(alive) and the value at risk are there, and add up', async () => {
    const [sums = {}] = await rowsOf(
      engine,
      sql`select
  count(*) filter (where p_alive not between 0 and 1 or p_alive is null) as outside,
  max(abs(value_at_risk - (1 - p_alive) * value_if_customer)) as off,
  count(*) filter (where churned = 1 and arm is null or churned = 0 and arm is not null) as unarmed,
  avg((arm = 'holdout')::integer) filter (where churned = 1) as holdout
from ${tableOf(result, 'member_churn')}`,
    )
    expect(sums).toMatchObject({ outside: 0, unarmed: 0 })
    expect(Number(sums['off'])).toBeLessThan(1e-9)
    expect(Number(sums['holdout'])).toBeCloseTo(0.2, 1)
  })
})

const ASOF = 500
const lens: Lens = { asOf: dayText(ASOF), from: null, basis: 'gross' }
const order = (member: string | null, day: number, gross = 10_000): Order => ({
  member,
  day,
  second: 0,
  gross,
  returned: 0,
})
const names = Array.from({ length: 12 }, (_, i) => `m${i}`)
const orders = fc.array(
  fc
    .tuple(
      fc.option(fc.constantFrom(...names), { freq: 15 }),
      fc.oneof(fc.integer({ min: 0, max: 520 }), fc.constantFrom(0, 409, 410, 499)),
    )
    .map(([member, day]) => order(member, day)),
  { maxLength: 90 },
)

/** The different order days of each member before the as-of day. */
function daysOf(all: readonly Order[]): Map<string, number[]> {
  const days = new Map<string, number[]>()
  for (const name of names) {
    const mine = all.filter(({ member, day }) => member === name && day < ASOF).map(({ day }) => day)
    if (mine.length > 0)
      days.set(
        name,
        [...new Set(mine)].sort((a, b) => a - b),
      )
  }
  return days
}

const gapsOf = (days: readonly number[]) => days.slice(1).map((day, i) => day - (days[i] ?? NaN))
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('against the plain way, on random shops', () => {
  test('four definitions without a model, their agreement, and the wait after each order day', async () => {
    await fc.assert(
      fc.asyncProperty(
        orders,
        fc.record({
          days: fc.integer({ min: 1, max: 200 }),
          ratio: fc.integer({ min: 1, max: 5 }),
          quantile: fc.integer({ min: 1, max: 99 }),
        }),
        async (all, given) => {
          const result = await runOf(await makeOrders(engine, all), 'churn', lens, {
            ...given,
            definition: 'fixed',
            period: 'month',
          })
          const days = daysOf(all)
          const gaps = [...days.values()].flatMap(gapsOf)
          const limit = gaps.length < 20 ? USUAL_DAYS : Math.ceil(quantile(gaps, given.quantile / 100) - 1e-9)
          const median = gaps.length > 0 ? quantile(gaps, 0.5) : NaN
          // Nobody can have been silent for longer than the data reach back.
          const reach = ASOF - Math.min(...[...days.values()].map((mine) => mine[0] ?? Infinity))
          // As of 2026-05-16: bought in March, and not in April.
          const [march, april, may] = [424, 455, 485]
          const list = await readTable(engine, result, 'member_churn', sql`member_id`)
          expect(list.map((row) => row['member_id'])).toEqual([...days.keys()].sort())
          for (const row of list) {
            const mine = days.get(String(row['member_id'])) ?? []
            const since = ASOF - (mine.at(-1) ?? NaN)
            const own = mine.length > 1 ? mean(gapsOf(mine)) : median
            const inside = (from: number, to: number) => mine.some((day) => day >= from && day < to)
            expect(row).toMatchObject({
              days_since: since,
              by_fixed: reach > given.days ? Number(since > given.days) : null,
              by_quantile: reach > limit ? Number(since > limit) : null,
              by_own: Number.isNaN(own) ? null : Number(since > given.ratio * own),
              by_calendar: inside(march, april) ? Number(!inside(april, may)) : null,
            })
          }
          for (const pair of await readTable(engine, result, 'churn_agreement')) {
            const [one, other] = [`by_${String(pair['one'])}`, `by_${String(pair['other'])}`]
            const both = list.filter((row) => row[one] !== null && row[other] !== null)
            expect(pair['judged']).toBe(both.length)
            expect(pair['in_both']).toBe(both.filter((row) => row[one] === 1 && row[other] === 1).length)
            if (both.length > 0)
              expect(pair['agree']).toBeCloseTo(
                both.filter((row) => row[one] === row[other]).length / both.length,
                12,
              )
          }
          const silence = (day: number, next: number | undefined) => (next ?? Infinity) - day
          const pairs = [...days.values()].flatMap((mine) =>
            mine.map((day, i) => ({ place: Math.min(10, i + 1), day, lasts: silence(day, mine[i + 1]) })),
          )
          for (const row of await readTable(engine, result, 'churn_by_order')) {
            const seen = pairs.filter(
              ({ place, day }) => place === row['order_day'] && day + given.days < ASOF,
            )
            expect(row).toMatchObject({
              members: seen.length,
              silent: seen.filter(({ lasts }) => lasts > given.days).length,
            })
          }
          for (const row of await readTable(engine, result, 'churn_by_silence')) {
            const since = Number(row['since'])
            const seen = pairs.filter(({ day, lasts }) => lasts > since && day + since + given.days < ASOF)
            expect(row).toMatchObject({
              silences: seen.length,
              silent: seen.filter(({ lasts }) => lasts > since + given.days).length,
            })
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  test('the arms: the same in any order of the rows, others under another seed, none without a hold-out', async () => {
    const all = Array.from({ length: 400 }, (_, i) => order(`c${i}`, i % 300))
    const arms = async (rows: Order[], parameters: Partial<Parameters>) => {
      const result = await runOf(await makeOrders(engine, rows), 'churn', lens, {
        definition: 'fixed',
        days: 90,
        ...parameters,
      })
      const list = await readTable(engine, result, 'member_churn', sql`member_id`)
      return new Map(list.map((row) => [row['member_id'], row['arm']]))
    }
    const one = await arms(all, { seed: 7 })
    expect(await arms(all.toReversed(), { seed: 7 })).toEqual(one)
    expect(await arms(all, { seed: 8 })).not.toEqual(one)
    const held = [...one.values()].filter((arm) => arm === 'holdout').length
    expect(held).toBeGreaterThan(50)
    expect(held).toBeLessThan(110)
    expect(new Set((await arms(all, { holdout: 0 })).values())).toEqual(new Set(['contact']))
    expect([holdoutBound(0), holdoutBound(50)]).toEqual(['00000000', '80000000'])
  })
})

describe('what stood in the last orders', () => {
  test('a product bought before silence is found; one bought everywhere is not', async () => {
    // Forty members buy twice; those who stay away buy glue last, the others tea.
    const all = Array.from({ length: 40 }, (_, i) => [
      order(`m${i}`, 10 + i),
      order(`m${i}`, i % 2 === 0 ? 100 + i : 450 + i),
    ]).flat()
    await makeOrders(engine, all)
    await engine.run(
      sql`update orders set channel = case when order_id::integer % 4 < 2 then 'app' else 'shop' end`,
    )
    await engine.run(sql`create or replace table order_items as
select order_id, member_id, ordered_at,
  case when order_id::integer % 4 = 1 then 'p1' else 'p2' end as product_id,
  cast(null as varchar) as product_name, cast(null as varchar) as category,
  1::double as quantity, gross as unit_price, gross as amount, cast(0 as decimal(18, 4)) as returned,
  0 as source, 0 as source_row
from orders`)
    await engine.run(sql`create or replace table products as
select 'p1' as product_id, 'glue' as product_name, 'office' as category, cast(null as varchar) as brand,
  2.0::decimal(18, 4) as price, cast(null as decimal(18, 4)) as cost
union all select 'p2', 'tea', 'food', null, 1.0, null`)
    const runner = new AnalysisRunner(engine, ['orders', 'order_items', 'products'], numerics)
    const result = await runOf(runner, 'churn', lens, { definition: 'fixed', days: 90 })
    const rows = await readTable(engine, result, 'churn_before')
    const of = (dimension: string, value: string) =>
      rows.find((row) => row['dimension'] === dimension && row['value'] === value)
    expect(of('product', 'glue')).toMatchObject({ here: 20, share_here: 1, other: 0, share_other: 0 })
    expect(Number(of('product', 'glue')?.['p_adjusted'])).toBeLessThan(1e-9)
    expect(of('category', 'food')).toMatchObject({ here: 0, other: 60 })
    expect(of('discount', 'high')).toMatchObject({ here: 20, other: 0 })
    expect(of('channel', 'app')).toMatchObject({ here: 20, other: 20 })
    for (const row of rows)
      if (row['p'] !== null) expect(Number(row['p_adjusted'])).toBeGreaterThanOrEqual(Number(row['p']))
  })
})

test('of orders with several products, each product has its share of the orders, not of the lines', async () => {
  const all = Array.from({ length: 20 }, (_, i) => [order(`m${i}`, 10 + i), order(`m${i}`, 100 + i)]).flat()
  await makeOrders(engine, all)
  await engine.run(sql`create or replace table order_items as
select order_id, member_id, ordered_at, product_id, product_id as product_name, cast(null as varchar) as category,
  1::double as quantity, gross as unit_price, gross as amount, cast(0 as decimal(18, 4)) as returned,
  0 as source, 0 as source_row
from orders cross join (values ('p1'), ('p2'), ('p3')) as p(product_id)
where product_id <> 'p3' or order_id::integer % 2 = 1`)
  const runner = new AnalysisRunner(engine, ['orders', 'order_items'], numerics)
  const result = await runOf(runner, 'churn', lens, { definition: 'fixed', days: 90 })
  const rows = await readTable(engine, result, 'churn_before', sql`value`)
  expect(rows).toMatchObject([
    { value: 'p1', here: 20, share_here: 1, other: 20, share_other: 1 },
    { value: 'p2', here: 20, share_here: 1, other: 20, share_other: 1 },
    { value: 'p3', here: 20, share_here: 1, other: 0, share_other: 0 },
  ])
})

test('all silences: the curve of Kaplan and Meier, by hand', async () => {
  await fc.assert(
    fc.asyncProperty(orders, fc.integer({ min: 1, max: 99 }), async (all, share) => {
      const result = await runOf(await makeOrders(engine, all), 'churn', lens, {
        gaps: 'all',
        quantile: share,
      })
      const [row = {}] = await readTable(engine, result, 'churn_limits')
      const silences = [...daysOf(all).values()].flatMap((mine) =>
        mine.map((day, i) => {
          const next = mine[i + 1]
          return next === undefined
            ? { lasts: ASOF - 1 - day, ended: false }
            : { lasts: next - day, ended: true }
        }),
      )
      const reached = (wanted: number) => {
        let still = 1
        for (const time of [...new Set(silences.map(({ lasts }) => lasts))].sort((a, b) => a - b)) {
          const there = silences.filter(({ lasts }) => lasts >= time)
          still *= 1 - there.filter(({ lasts, ended }) => ended && lasts === time).length / there.length
          if (1 - still >= wanted - 1e-12) return time
        }
        return null
      }
      // A share that is met to the last digit may fall on either side of it.
      const either = [reached(share / 100 - 1e-9), reached(share / 100 + 1e-9)]
      expect(either).toContain(row['quantile_days'])
      const list = await readTable(engine, result, 'member_churn')
      for (const { by_quantile: by, days_since: since } of list)
        expect(by).toBe(
          row['quantile_days'] === null ? null : Number(Number(since) > Number(row['quantile_days'])),
        )
    }),
    { numRuns: 30 },
  )
})

describe('small and odd shops', () => {
  const definitions = async (all: Order[], parameters: Partial<Parameters> = {}) => {
    const result = await runOf(await makeOrders(engine, all), 'churn', lens, parameters)
    return readTable(engine, result, 'churn_definitions')
  }
  test('no order, or none of a member', async () => {
    for (const all of [[], [order(null, 4)]])
      for (const row of await definitions(all))
        expect(row).toMatchObject({ judged: 0, churned: 0, share: null })
  })
  test('one member, one order: no gap and no model, so nothing is said by them', async () => {
    const rows = await definitions([order('x', 100)])
    const judged = Object.fromEntries(rows.map((row) => [row['definition'], row['judged']]))
    expect(judged).toEqual({ fixed: 1, quantile: 1, own: 0, alive: 0, calendar: 0 })
  })
  test('all on one day', async () => {
    const rows = await definitions(names.map((name) => order(name, 480)))
    expect(rows.find((row) => row['definition'] === 'fixed')).toMatchObject({ judged: 0, churned: 0 })
  })
  test('money below nothing is no expectation', async () => {
    const all = names.flatMap((name, i) => [order(name, i, -50_000), order(name, 100 + 7 * i, -10_000)])
    const result = await runOf(await makeOrders(engine, all), 'churn', lens)
    for (const row of await readTable(engine, result, 'member_churn'))
      expect(row['value_at_risk'] ?? 0).toBeGreaterThanOrEqual(0)
  })
})

describe('what the data do not say is not said', () => {
  const pageOf = async (rows: Order[], given: Partial<Parameters> = {}) => {
    const result = await runOf(await makeOrders(engine, rows), 'churn', lens, given)
    const data = await readChurn(result, (statement) => engine.query(statement))
    return { result, data, said: findings(data, String(result.parameters['definition'])) }
  }

  test('a silence longer than the data reach back judges nobody, whoever has bought', async () => {
    const young = Array.from({ length: 40 }, (_, i) => order(`y${i}`, ASOF - 30 + (i % 25)))
    const { data, said } = await pageOf(young, { definition: 'fixed', days: 90 })
    expect(data.definitions.find(({ id }) => id === 'fixed')).toMatchObject({ judged: 0, churned: 0 })
    expect(said.title.en).toBe('The definition “Fixed days silent” can judge nobody here')
    expect(said.context.en).toContain('more than 90 days of silence, and the data reach back 30 days')
    expect(said.context.zh).toContain('而数据只有 30 天')
  })

  test('too few gaps: the days in their place are called by their name, not a quantile', async () => {
    const once = Array.from({ length: 40 }, (_, i) => order(`o${i}`, i * 10))
    const { said } = await pageOf(once)
    expect(said.title.en).toMatch(/^100\.0\s% have been silent for more than 90 days; there are too few gaps/)
  })

  test('nobody leaves: no P(alive) and no value at risk, but what the silent would bring', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => i).flatMap((i) => {
      const every = 5 + ((i * 37) % 90)
      return Array.from({ length: Math.ceil((ASOF - (i % 50)) / every) }, (_, k) =>
        order(`n${i}`, (i % 50) + k * every),
      )
    })
    const { result, data, said } = await pageOf(rows)
    expect(data.model).toEqual({ model: 'nbd', converged: true })
    const alive = data.definitions.find(({ id }) => id === 'alive')
    expect(alive).toMatchObject({ judged: 0, valueAtRisk: NaN })
    const chosen = data.definitions.find(({ id }) => id === 'quantile')
    expect(chosen?.churned).toBeGreaterThan(0)
    expect(chosen?.valueAtRisk).toBeNaN()
    expect(chosen?.valueIfCustomer).toBeGreaterThan(0)
    expect(said.context.en).toMatch(/^Under the four definitions that can judge here/)
    const [{ known = -1 } = {}] = await rowsOf(
      engine,
      sql`select count(value_at_risk) + count(p_alive) as known from ${tableOf(result, 'member_churn')}`,
    )
    expect(known).toBe(0)
  })

  test('how many of those called churned still came back', async () => {
    // Every other silence of 40 days or more ends on day 45, the rest never do.
    const rows = Array.from({ length: 200 }, (_, i) => [
      order(`c${i}`, 0),
      order(`c${i}`, 10),
      ...(i % 2 === 0 ? [order(`c${i}`, 55)] : []),
    ]).flat()
    const { said } = await pageOf(rows, { definition: 'fixed', days: 40 })
    // 200 silences after day 10 and 100 after day 55 had reached 40 days; 100 of the 300 ended.
    expect(said.context.en).toMatch(
      /Of 300 silences that had reached 40 days, 33\.3\s% still ended in an order within as many days more\.$/,
    )
  })
})
