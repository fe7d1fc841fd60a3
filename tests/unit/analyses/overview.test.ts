import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, realFile } from '../shop-fixture'
import { DAY, EPOCH, dayText, makeOrders, readTable, runOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const order: fc.Arbitrary<Order> = fc
  .record({
    member: fc.option(
      fc.integer({ min: 1, max: 8 }).map((n) => `m${n}`),
      { freq: 8 },
    ),
    day: fc.integer({ min: 0, max: 120 }),
    second: fc.integer({ min: 0, max: 86_399 }),
    gross: fc.constantFrom(1_000, 25_500, 99_000, 0, -30_000),
    back: fc.constantFrom(0, 0, 0.5, 1),
  })
  .map(({ back, ...rest }) => ({ ...rest, returned: Math.max(0, Math.round(rest.gross * back)) }))
const orders = fc.array(order, { maxLength: 40 })

const lens: fc.Arbitrary<{ from: number | null; asOf: number; basis: Lens['basis'] }> = fc.record({
  from: fc.option(fc.integer({ min: 0, max: 60 })),
  asOf: fc.integer({ min: 40, max: 130 }),
  basis: fc.constantFrom('gross', 'net'),
})

const whole = (gross: number, returned: number) => gross > 0 && returned >= gross

/** The orders that a lens shows, with the amount it counts. */
const under = (rows: readonly Order[], seen: { from: number | null; asOf: number; basis: Lens['basis'] }) =>
  rows
    .filter(
      ({ day, gross, returned }) =>
        day < seen.asOf &&
        (seen.from === null || day >= seen.from) &&
        !(seen.basis === 'net' && whole(gross, returned)),
    )
    .map((row) => ({ ...row, amount: seen.basis === 'net' ? row.gross - row.returned : row.gross }))

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = (sorted.length - 1) / 2
  return sorted.length === 0
    ? null
    : ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

/** First moment of the period that holds a day: the day, its Monday, its month. */
function periodOf(day: number, period: string): number {
  const date = new Date(EPOCH + day * DAY)
  if (period === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
  return date.getTime() - (period === 'week' ? ((date.getUTCDay() + 6) % 7) * DAY : 0)
}

const nextPeriod = (start: number, period: string): number => {
  const date = new Date(start)
  return period === 'month'
    ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    : start + (period === 'week' ? 7 : 1) * DAY
}

test('every figure is the one counted by hand', async () => {
  await fc.assert(
    fc.asyncProperty(orders, lens, fc.constantFrom('day', 'week', 'month'), async (rows, seen, period) => {
      const run = await runOf(
        await makeOrders(engine, rows),
        'overview',
        { asOf: dayText(seen.asOf), from: seen.from === null ? null : dayText(seen.from), basis: seen.basis },
        { period },
      )
      const shown = under(rows, seen)
      const members = new Map<string, typeof shown>()
      for (const row of shown)
        if (row.member !== null) members.set(row.member, [...(members.get(row.member) ?? []), row])
      const groups = [...members.values()]
      const spent = groups.map((theirs) => sum(theirs.map(({ amount }) => amount)) / 10_000)
      const [gross, returned, amount] = (['gross', 'returned', 'amount'] as const).map(
        (key) => sum(shown.map((row) => row[key])) / 10_000,
      ) as [number, number, number]
      const ofMembers = sum(groups.map((theirs) => theirs.length))
      const over = (value: number, count: number) => (count === 0 ? null : value / count)

      const [summary] = await readTable(engine, run, 'overview_summary')
      const expected = {
        members: groups.length,
        orders: shown.length,
        gross,
        returned,
        net: gross - returned,
        amount,
        average_order: over(amount, shown.length),
        orders_per_member: over(ofMembers, groups.length),
        amount_per_member: over(sum(spent), groups.length),
        median_per_member: median(spent),
        repeat_rate: over(groups.filter((theirs) => theirs.length >= 2).length, groups.length),
        repeat_rate_days: over(
          groups.filter((theirs) => new Set(theirs.map(({ day }) => day)).size >= 2).length,
          groups.length,
        ),
      }
      for (const [name, value] of Object.entries(expected)) {
        if (value === null) expect(summary?.[name]).toBeNull()
        else expect(Number(summary?.[name]), name).toBeCloseTo(value, 4)
      }
      const times = shown.map(({ day, second }) => EPOCH + day * DAY + second * 1000)
      expect(summary?.['first_order']).toBe(times.length === 0 ? null : Math.min(...times))
      expect(summary?.['last_order']).toBe(times.length === 0 ? null : Math.max(...times))

      const starts = shown.map(({ day }) => periodOf(day, period))
      const calendar: number[] = []
      if (starts.length > 0)
        for (let at = Math.min(...starts); at <= Math.max(...starts); at = nextPeriod(at, period))
          calendar.push(at)
      const first = groups.map((theirs) => periodOf(Math.min(...theirs.map(({ day }) => day)), period))
      const found = await readTable(engine, run, 'overview_periods')
      expect(found.map((row) => row['period'])).toEqual(calendar)
      found.forEach((row, i) => {
        const inside = shown.filter(({ day }) => periodOf(day, period) === calendar[i])
        expect(row).toMatchObject({
          orders: inside.length,
          active_members: new Set(inside.flatMap(({ member }) => member ?? [])).size,
          new_members: first.filter((start) => start === calendar[i]).length,
        })
        expect(Number(row['amount'])).toBeCloseTo(sum(inside.map(({ amount }) => amount)) / 10_000, 4)
      })

      const counts = await readTable(engine, run, 'orders_per_member')
      for (const { orders, members: many } of counts)
        expect(many).toBe(groups.filter((theirs) => theirs.length === orders).length)
      expect(sum(counts.map(({ members: many }) => Number(many)))).toBe(groups.length)
    }),
    { numRuns: 25 },
  )
})

test('a lens is a lens: what it does not show changes nothing', async () => {
  const early: Order = { member: 'a', day: 1, second: 5, gross: 10_000, returned: 0 }
  const late: Order = { member: 'b', day: 90, second: 5, gross: 70_000, returned: 0 }
  const seen: Lens = { asOf: dayText(60), from: null, basis: 'net' }
  const figures = async (rows: Order[]) =>
    readTable(engine, await runOf(await makeOrders(engine, rows), 'overview', seen), 'overview_summary')
  expect(await figures([early, late])).toEqual(await figures([early]))
})

test('the as-of date is the first day that no longer counts', async () => {
  const at = (day: number, second: number): Order => ({
    member: 'a',
    day,
    second,
    gross: 10_000,
    returned: 0,
  })
  const runner = await makeOrders(engine, [at(9, 86_399), at(10, 0)])
  const orders = async (asOf: number, from: number | null = null) => {
    const run = await runOf(runner, 'overview', {
      asOf: dayText(asOf),
      from: from === null ? null : dayText(from),
      basis: 'gross',
    })
    return (await readTable(engine, run, 'overview_summary'))[0]?.['orders']
  }
  expect([await orders(9), await orders(10), await orders(11), await orders(11, 10)]).toEqual([0, 1, 2, 1])
})

const cdnow = realFile('cdnow/cdnow_master.csv')
describe.skipIf(!cdnow)('CDNOW', () => {
  test('has the known figures', async () => {
    if (!cdnow) return
    const shop = await loadTestShop(engine, [cdnow])
    const run = await runOf(shop.runner, 'overview', { asOf: '1998-07-01', from: null, basis: 'gross' })
    const [summary] = await readTable(engine, run, 'overview_summary')
    expect(summary).toMatchObject({ members: 23_570, orders: 69_659, amount: 2_500_315.63 })
    expect(Number(summary?.['repeat_rate_days'])).toBeCloseTo(0.48859, 5)
    const months = new Map(
      (await readTable(engine, run, 'overview_periods')).map((row) => [
        new Date(Number(row['period'])).toISOString().slice(0, 7),
        row,
      ]),
    )
    expect(months.get('1997-01')).toMatchObject({ active_members: 7_846, new_members: 7_846 })
    expect(months.get('1997-03')).toMatchObject({ active_members: 9_524, new_members: 7_248 })
    expect(months.size).toBe(18)
    // 11,908 have one line; the others who came on one day alone have several lines on it.
    expect((await readTable(engine, run, 'orders_per_member'))[0]).toMatchObject({
      orders: 1,
      members: 11_908,
    })
  })
})
