import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { promotionDays } from '../../../src/analyses/revenue/parameters'
import { promotionMarkers } from '../../../src/analyses/revenue/promotions'
import { findings, readRevenue } from '../../../src/analyses/revenue/revenue-view.svelte'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, realFile, textFile, type TestShop } from '../shop-fixture'
import { dayText, makeOrders, readTable, runOf, tableOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const order: fc.Arbitrary<Order> = fc.record({
  member: fc.option(
    fc.integer({ min: 1, max: 9 }).map((n) => `m${n}`),
    { freq: 8 },
  ),
  day: fc.integer({ min: 0, max: 400 }),
  second: fc.integer({ min: 0, max: 86_399 }),
  gross: fc.constantFrom(1_000, 25_500, 99_000, 0, -30_000, 1_000_000_000_000),
  returned: fc.constant(0),
})
const orders = fc.array(order, { maxLength: 40 })
const lens: Lens = { asOf: dayText(401), from: null, basis: 'gross' }
const ASOF = 401

const sumOf = (rows: readonly Order[]) => rows.reduce((sum, { gross }) => sum + gross, 0) / 10_000

/** Relative to the largest of them, since a hundred million is among the amounts. */
const near = (found: unknown, expected: number, scale = 1) =>
  expect(Math.abs(Number(found) - expected)).toBeLessThanOrEqual(
    1e-9 * Math.max(1, Math.abs(expected), scale),
  )

describe('factors', () => {
  test('the parts add up to the change, whatever the data, the span and the method', async () => {
    await fc.assert(
      fc.asyncProperty(
        orders,
        fc.constantFrom('30', '90', '365'),
        fc.constantFrom('before', 'year'),
        fc.constantFrom('shapley', 'log'),
        async (rows, span, against, method) => {
          const run = await runOf(await makeOrders(engine, rows), 'revenue', lens, { span, against, method })
          const days = Number(span)
          const back = against === 'year' ? 365 : days
          const inside = (from: number, to: number) => rows.filter(({ day }) => day >= from && day < to)
          const before = inside(ASOF - days - back, ASOF - back)
          const after = inside(ASOF - days, ASOF)
          const parts = await readTable(engine, run, 'revenue_factors', sql`place`)
          const change = sumOf(after) - sumOf(before)
          const scale = Math.abs(sumOf(after)) + Math.abs(sumOf(before))
          near(
            parts.reduce((sum, part) => sum + Number(part['contribution']), 0),
            change,
            scale,
          )
          const members = (list: readonly Order[]) => new Set(list.flatMap(({ member }) => member ?? [])).size
          expect(parts[0]).toMatchObject({
            factor: 'members',
            value_before: members(before),
            value_after: members(after),
          })
        },
      ),
      { numRuns: 20 },
    )
  })

  const lines = (rows: [string, string, string, number, number][]) =>
    textFile(
      'lines.csv',
      `order_id,member_id,ordered_at,product_id,quantity,unit_price\n${rows
        .map(([id, member, day, quantity, price]) => `${id},${member},${day},p${price},${quantity},${price}`)
        .join('\n')}\n`,
    )

  // Before: 2 members, 4 orders, 8 pieces, 80. After: 4 members, 8 orders, 24 pieces, 240.
  const shop = () =>
    loadTestShop(engine, [
      lines([
        ...Array.from({ length: 4 }, (_, i): [string, string, string, number, number] => [
          `b${i}`,
          `m${i % 2}`,
          `2025-02-0${1 + i}`,
          2,
          10,
        ]),
        ...Array.from({ length: 8 }, (_, i): [string, string, string, number, number] => [
          `a${i}`,
          `m${i % 4}`,
          `2025-03-0${1 + i}`,
          3,
          10,
        ]),
      ]),
    ])

  test('two factors that change: each one’s Shapley value by hand', async () => {
    const { runner } = await shop()
    const run = await runOf(runner, 'revenue', { ...lens, asOf: '2025-03-20' }, { span: '30' })
    const parts = await rowsOf(
      engine,
      sql`select factor, value_before, value_after, contribution from ${tableOf(run, 'revenue_factors')} order by place`,
    )
    // 2 → 4 members and 2 → 3 pieces: half of each with the other before, half after: 2·2·(2+3)/2·10 and 1·2·(2+4)/2·10.
    const byHand = [
      ['members', 2, 4, 100],
      ['orders_per_member', 2, 2, 0],
      ['items_per_order', 2, 3, 60],
      ['price_per_item', 10, 10, 0],
    ] as const
    expect(parts).toHaveLength(4)
    parts.forEach((part, i) => {
      const [factor, before, after, contribution] = byHand[i]!
      expect(part).toMatchObject({ factor, value_before: before, value_after: after })
      expect(part['contribution']).toBeCloseTo(contribution, 9)
    })
  })

  test('the log mean: L(240, 80) times the logarithm of each ratio', async () => {
    const { runner } = await shop()
    const run = await runOf(runner, 'revenue', { ...lens, asOf: '2025-03-20' }, { span: '30', method: 'log' })
    const parts = await readTable(engine, run, 'revenue_factors', sql`place`)
    const mean = 160 / Math.log(3)
    ;[mean * Math.log(2), 0, mean * Math.log(1.5), 0].forEach((value, i) =>
      expect(parts[i]?.['contribution']).toBeCloseTo(value, 9),
    )
  })

  test('without pieces: the money of an order in their place; without members before: all is theirs', async () => {
    const one = (member: string, day: number): Order => ({
      member,
      day,
      second: 0,
      gross: 10_000,
      returned: 0,
    })
    const both = await runOf(await makeOrders(engine, [one('a', 350), one('a', 390)]), 'revenue', lens, {
      span: '30',
    })
    expect(
      (await readTable(engine, both, 'revenue_factors', sql`place`)).map(({ factor }) => factor),
    ).toEqual(['members', 'orders_per_member', 'amount_per_order'])
    const late = await runOf(await makeOrders(engine, [one('a', 390)]), 'revenue', lens, { span: '30' })
    expect(await readTable(engine, late, 'revenue_factors', sql`place`)).toMatchObject([
      { factor: 'members', contribution: 1 },
      { contribution: 0 },
      { contribution: 0 },
    ])
  })
})

describe('periods', () => {
  const monthOf = (day: number) => dayText(day).slice(0, 7)

  test('each month’s revenue, new, returning and without a member, a year earlier', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async (rows) => {
        const run = await runOf(await makeOrders(engine, rows), 'revenue', lens, { period: 'month' })
        const found = await readTable(engine, run, 'revenue_periods', sql`period`)
        const first = new Map<string, number>()
        for (const { member, day } of rows)
          if (member !== null) first.set(member, Math.min(day, first.get(member) ?? Infinity))
        const whole = sumOf(rows.map((row) => ({ ...row, gross: Math.abs(row.gross) })))
        for (const row of found) {
          const month = new Date(Number(row['period'])).toISOString().slice(0, 7)
          const inside = rows.filter(({ day }) => monthOf(day) === month)
          const firsts = (is: boolean) =>
            inside.filter(({ member, day }) => member !== null && (first.get(member) === day) === is)
          near(row['amount'], sumOf(inside), whole)
          near(row['new_amount'], sumOf(firsts(true)), whole)
          near(row['returning_amount'], sumOf(firsts(false)), whole)
          near(row['other_amount'], sumOf(inside.filter(({ member }) => member === null)), whole)
          expect(row['orders']).toBe(inside.length)
        }
        near(
          found.reduce((sum, row) => sum + Number(row['amount']), 0),
          sumOf(rows),
          whole,
        )
        const months = found.map((row) => Number(row['period']))
        const byMonth = new Map(found.map((row) => [row['period'], row['amount']]))
        months.forEach((time, i) => {
          const date = new Date(time)
          const earlier = Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), 1)
          expect(found[i]?.['year_before']).toBe(byMonth.get(earlier) ?? null)
          if (i > 0) expect(new Date(months[i - 1] ?? 0).getUTCMonth()).toBe((date.getUTCMonth() + 11) % 12)
        })
      }),
      { numRuns: 7 },
    )
  })

  test('complete periods alone go into the season; two cycles are needed', async () => {
    const rows = Array.from({ length: 60 }, (_, i): Order => ({
      member: 'a',
      day: i,
      second: 0,
      gross: 10_000 * (i % 7 === 5 ? 5 : 1),
      returned: 0,
    }))
    const run = await runOf(
      await makeOrders(engine, rows),
      'revenue',
      { ...lens, asOf: dayText(60) },
      { period: 'day' },
    )
    const season = await readTable(engine, run, 'revenue_season', sql`place`)
    expect(season).toHaveLength(60)
    for (const [i, row] of season.entries())
      near(Number(row['trend']) + Number(row['seasonal']) + Number(row['remainder']), i % 7 === 5 ? 5 : 1)
    expect(Number(season[33]?.['seasonal'])).toBeGreaterThan(2)
    const short = await runOf(
      await makeOrders(engine, rows.slice(0, 10)),
      'revenue',
      { ...lens, asOf: dayText(10) },
      { period: 'day' },
    )
    expect(
      (await readTable(engine, short, 'revenue_season', sql`place`)).every(({ trend }) => trend === null),
    ).toBe(true)
    const weeks = await runOf(await makeOrders(engine, rows), 'revenue', lens, { period: 'week' })
    const complete = (await readTable(engine, weeks, 'revenue_periods', sql`period`)).map(
      (row) => row['complete'],
    )
    // 1 January 2025 is a Wednesday; the last order is on Saturday 1 March, the lens ends later.
    expect(complete).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 1])
  })
})

describe('members', () => {
  test('spend bins and bands hold every member once; the tenth is the tenth', async () => {
    await fc.assert(
      fc.asyncProperty(orders, async (rows) => {
        const run = await runOf(await makeOrders(engine, rows), 'revenue', lens)
        const totals = new Map<string, number>()
        for (const { member, gross } of rows)
          if (member !== null) totals.set(member, (totals.get(member) ?? 0) + gross / 10_000)
        const bins = await readTable(engine, run, 'revenue_spend', sql`low nulls first`)
        expect(bins.reduce((sum, row) => sum + Number(row['members']), 0)).toBe(totals.size)
        for (const { low, high, members } of bins) {
          const inside = [...totals.values()].filter((value) =>
            low === null ? value <= 0 : value >= Number(low) && value < Number(high),
          )
          expect(inside).toHaveLength(Number(members))
        }
        const bands = await readTable(engine, run, 'value_bands')
        expect(bands.reduce((sum, row) => sum + Number(row['members']), 0)).toBe(totals.size)
        const values = await readTable(engine, run, 'member_value')
        expect(values.filter((row) => row['top_amount'] === 1)).toHaveLength(
          totals.size === 0 ? 0 : Math.max(1, Math.floor(totals.size / 10)),
        )
        expect(values.every((row) => row['margin'] === null && row['top_margin'] === 0)).toBe(true)
      }),
      { numRuns: 7 },
    )
  })

  test('one member with nearly all the money: the page says so, and says nothing of the kind of others', async () => {
    const bought = (gross: number) =>
      Array.from({ length: 200 }, (_, i): Order => ({
        member: `m${i % 40}`,
        day: 2 * i,
        second: 0,
        gross: i % 40 === 0 ? gross : 10_000,
        returned: 0,
      }))
    const context = async (gross: number) => {
      const run = await runOf(await makeOrders(engine, bought(gross)), 'revenue', lens)
      const data = await readRevenue(run, (statement) => engine.query(statement))
      return findings(data, {}, 'CNY').context
    }
    const whale = await context(195 * 19 * 2_000)
    expect(whale.en).toMatch(/One member alone brought 95\.0\s%/)
    expect(whale.zh).toContain('仅一位会员')
    expect((await context(10_000)).en).not.toContain('One member')
  })

  test('nobody came back: no expectation, and no value is invented', async () => {
    const rows = Array.from({ length: 30 }, (_, i): Order => ({
      member: `m${i}`,
      day: i,
      second: 0,
      gross: 10_000,
      returned: 0,
    }))
    const run = await runOf(await makeOrders(engine, rows), 'revenue', lens)
    expect(
      (await readTable(engine, run, 'revenue_frequency')).every(({ expected }) => expected === null),
    ).toBe(true)
    expect((await readTable(engine, run, 'revenue_summary'))[0]).toMatchObject({
      members: 30,
      predicted: null,
      margins: 0,
      silent_top: 0,
    })
  })

  test('first orders: the value in the days after them, of members old enough, by month; an interval from the least n on', async () => {
    await fc.assert(
      fc.asyncProperty(orders, fc.constantFrom('90', '180', '365'), async (rows, horizon) => {
        const run = await runOf(await makeOrders(engine, rows), 'revenue', lens, { horizon, least: 2 })
        const found = await readTable(engine, run, 'first_values')
        const byMember = new Map<string, Order[]>()
        for (const row of rows)
          if (row.member !== null) byMember.set(row.member, [...(byMember.get(row.member) ?? []), row])
        const values = [...byMember.values()].flatMap((theirs) => {
          const first = Math.min(...theirs.map(({ day }) => day))
          if (first + Number(horizon) > ASOF) return []
          return [{ first, value: sumOf(theirs.filter(({ day }) => day < first + Number(horizon))) }]
        })
        const check = (by: string, key: string, list: readonly number[]) => {
          const row = found.find((one) => one['what'] === by && one['key'] === key)
          const scale = list.reduce((sum, value) => sum + Math.abs(value), 0)
          const mean = list.reduce((a, b) => a + b, 0) / list.length
          expect(row?.['members']).toBe(list.length)
          near(row?.['mean'], mean, scale)
          if (list.length < 2) expect(row?.['low']).toBeNull()
          else {
            const spread = Math.sqrt(
              list.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (list.length - 1),
            )
            near(row?.['high'], mean + (1.96 * spread) / Math.sqrt(list.length), scale)
          }
        }
        if (values.length > 0)
          check(
            'all',
            '',
            values.map(({ value }) => value),
          )
        const months = new Set(values.map(({ first }) => dayText(first).slice(0, 7)))
        expect(found.filter(({ what }) => what === 'month')).toHaveLength(months.size)
        for (const month of months)
          check(
            'month',
            month,
            values.filter(({ first }) => dayText(first).slice(0, 7) === month).map(({ value }) => value),
          )
      }),
      { numRuns: 7 },
    )
  })

  test('by the products and categories of the first order; margin of lines with a cost', async () => {
    const { runner } = await loadTestShop(engine, [
      textFile(
        'lines.csv',
        `order_id,member_id,ordered_at,product_id,quantity,unit_price
1,a,2025-01-01,p,2,10
1,a,2025-01-01,q,1,5
2,b,2025-01-02,q,1,5
3,a,2025-02-01,q,4,5
4,b,2025-12-01,p,1,10
`,
      ),
      textFile(
        'products.csv',
        'product_id,product_name,category,price,cost\np,tea,drinks,10,4\nq,cup,things,5,\n',
      ),
    ])
    const run = await runOf(runner, 'revenue', { ...lens, asOf: '2026-01-01' }, { horizon: '90', least: 2 })
    const rows = await rowsOf(
      engine,
      sql`select what, key, members, mean from ${tableOf(run, 'first_values')} where what in ('product', 'all') order by what, key`,
    )
    // a: 25 and 20 within the days; b: 5, since the order of December is later.
    expect(rows).toMatchObject([
      { what: 'all', members: 2, mean: 25 },
      { what: 'product', key: 'cup', members: 2, mean: 25 },
      { what: 'product', key: 'tea', members: 1, mean: 45 },
    ])
    const margins = await rowsOf(
      engine,
      sql`select member_id, margin from ${tableOf(run, 'revenue_members')} order by member_id`,
    )
    expect(margins).toEqual([
      { member_id: 'a', margin: 12 },
      { member_id: 'b', margin: 6 },
    ])
  })
})

describe('promotion days', () => {
  test.each([
    ['', []],
    ['03-08 Women’s Day; 2024-05-20', ['Women’s Day', '5-20']],
    ['2-29', ['2-29']],
  ])('%j', (text, labels) => {
    expect(promotionDays(text)?.map(({ label }) => label)).toEqual(labels)
  })

  test.each(['soon', '13-01', '02-30', '2024-02-30 x', '5-20,6-1'])('%j is none', (text) => {
    expect(promotionDays(text)).toBeNull()
  })

  test('marks lie within the data, each year', () => {
    const times = Float64Array.of(Date.UTC(2024, 6, 1), Date.UTC(2026, 0, 1))
    const names = { sixEighteen: '618', doubleEleven: '11.11' }
    expect(
      promotionMarkers('03-08 own; 2020-01-01 old', times, names).map(
        ({ label, time }) => `${label} ${new Date(time).toISOString().slice(0, 10)}`,
      ),
    ).toEqual(['11.11 2024-11-11', 'own 2025-03-08', '618 2025-06-18', '11.11 2025-11-11'])
    expect(promotionMarkers('', new Float64Array(0), names)).toEqual([])
    expect(promotionMarkers('06-18 sale; 06-18 spring', times, names).map(({ label }) => label)).toEqual([
      '11.11',
      'spring',
      '11.11',
    ])
  })
})

const cdnow = realFile('cdnow/cdnow_master.csv')
describe.skipIf(!cdnow)('CDNOW, from the file: ../shared/data is beside the project', () => {
  let shop: TestShop
  beforeAll(async () => {
    if (cdnow) shop = await loadTestShop(engine, [cdnow])
  })

  test('totals, averages apart, factors, frequencies', async () => {
    const run = await runOf(shop.runner, 'revenue', { asOf: '1998-07-01', from: null, basis: 'gross' })
    const [summary = {}] = await readTable(engine, run, 'revenue_summary')
    expect(summary).toMatchObject({ members: 23570, orders: 69659 })
    expect(summary['amount']).toBeCloseTo(2_500_315.63, 2)
    expect(summary['per_order']).toBeCloseTo(2_500_315.63 / 69659, 9)
    expect(summary['per_member']).toBeCloseTo(2_500_315.63 / 23570, 9)
    const [periods = {}] = await rowsOf(
      engine,
      sql`select count(*) as n, sum(complete) as complete, sum(amount) as amount, sum(new_amount + returning_amount) as both
from ${tableOf(run, 'revenue_periods')}`,
    )
    expect(periods).toMatchObject({ n: 18, complete: 18 })
    expect(periods['both']).toBeCloseTo(Number(periods['amount']), 4)
    const [{ members: once = 0, expected = 0 } = {}] = await rowsOf(
      engine,
      sql`select members, expected from ${tableOf(run, 'revenue_frequency')} where x = 0`,
    )
    // 48.859 % have orders on two or more days.
    expect(Number(once) / 23570).toBeCloseTo(1 - 0.48859, 5)
    expect(Math.abs(Number(expected) / Number(once) - 1)).toBeLessThan(0.05)
    const [halves = {}] = await rowsOf(
      engine,
      sql`select max(amount) filter (where half = 'after') - max(amount) filter (where half = 'before') as change from ${tableOf(run, 'revenue_halves')}`,
    )
    const [parts = {}] = await rowsOf(
      engine,
      sql`select sum(contribution) as change from ${tableOf(run, 'revenue_factors')}`,
    )
    expect(parts['change']).toBeCloseTo(Number(halves['change']), 6)
  })

  test('the fitted parameters are those published for the sample, to its end of calibration', async () => {
    const sample = realFile('cdnow/cdnow_sample.csv')
    if (!sample) return
    const { runner } = await loadTestShop(engine, [sample])
    const run = await runOf(runner, 'revenue', { asOf: '1997-10-01', from: null, basis: 'gross' })
    const [fit = {}] = await rowsOf(
      engine,
      sql`select * from ${tableOf(run, 'revenue_frequency')} where x = 0`,
    )
    expect(fit).toMatchObject({ members: 1411, converged: 1 })
    for (const [name, value] of Object.entries({ r: 0.242593, alpha: 4.413532, a: 0.792886, b: 2.425754 }))
      expect(Number(fit[name]) / value).toBeCloseTo(1, 2)
    const [sum = {}] = await rowsOf(
      engine,
      sql`select sum(expected) as expected from ${tableOf(run, 'revenue_frequency')}`,
    )
    expect(sum['expected']).toBeCloseTo(2357, 4)
  })
})
