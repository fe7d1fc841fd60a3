import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { cutPoints } from '../../../src/analyses/tiers/parameters'
import { withCut } from '../../../src/analyses/tiers/tiers-view'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, realFile, textFile } from '../shop-fixture'
import { dayText, makeOrders, readTable, runOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: dayText(400), from: null, basis: 'gross' }

/** One member for each count of orders, each worth ten. */
const membersWith = (counts: readonly number[]): Order[] =>
  counts.flatMap((count, member) =>
    Array.from({ length: count }, (_, i) => ({
      member: `m${member}`,
      day: i,
      second: 0,
      gross: 100_000,
      returned: 0,
    })),
  )

const proposalsOf = async (counts: readonly number[], tiers: number) => {
  const run = await runOf(await makeOrders(engine, membersWith(counts)), 'tiers', lens, { tiers })
  const rows = await readTable(engine, run, 'tier_proposals', sql`method, place`)
  return (method: string) => rows.filter((row) => row['method'] === method).map((row) => row['start'])
}

test('natural breaks are the gaps of the logarithms; knees are the means, one above the other', async () => {
  const counts = [1, 1, 1, 1, 1, 1, 8, 9, 9, 60]
  const proposed = await proposalsOf(counts, 3)
  expect(proposed('natural')).toEqual([8, 60])
  // The mean of all is 9.2; of the one above it, 60: nobody is above that.
  expect(proposed('knee')).toEqual([60])
  // At most 4 of 10 have 8 and more; at most 1.6 of 10 have 60.
  expect(proposed('share')).toEqual([8, 60])
})

test('members who are all alike are one tier, by every method', async () => {
  const run = await runOf(await makeOrders(engine, membersWith([3, 3, 3])), 'tiers', lens)
  expect(await readTable(engine, run, 'tier_proposals')).toEqual([])
  expect(await readTable(engine, run, 'tier_totals')).toMatchObject([
    { tier: 1, members: 3, orders: 9, amount: 90 },
  ])
  expect(await readTable(engine, run, 'tier_against')).toEqual([])
})

test('without an order there is no member, and one empty tier', async () => {
  const run = await runOf(await makeOrders(engine, []), 'tiers', lens, { measure: 'spend' })
  expect(await readTable(engine, run, 'tier_totals')).toMatchObject([{ tier: 1, members: 0 }])
})

test('every member is in one tier, with all her orders and money, whatever the measure and the method', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 15 }),
      fc.constantFrom('orders', 'days', 'spend'),
      fc.constantFrom('natural', 'share', 'knee'),
      fc.integer({ min: 2, max: 6 }),
      async (counts, measure, method, tiers) => {
        const run = await runOf(await makeOrders(engine, membersWith(counts)), 'tiers', lens, {
          measure,
          method,
          tiers,
        })
        const totals = await readTable(engine, run, 'tier_totals', sql`tier`)
        const sum = (name: string) => totals.reduce((all, row) => all + Number(row[name]), 0)
        const orders = counts.reduce((all, count) => all + count, 0)
        expect([sum('members'), sum('orders'), sum('amount')]).toEqual([counts.length, orders, orders * 10])
        expect(totals.length).toBeLessThanOrEqual(tiers)
        for (const [i, { from_value: from, members }] of totals.entries()) {
          if (i > 0) expect(Number(from)).toBeGreaterThan(Number(totals[i - 1]?.['from_value'] ?? 0))
          if (i === 0) expect(members).toBeGreaterThan(0)
        }
        const placed = await readTable(engine, run, 'member_tier')
        for (const { value, tier } of placed) {
          const reached = totals.filter(
            (row) => row['from_value'] === null || Number(row['from_value']) <= Number(value),
          )
          expect(tier).toBe(reached.length)
        }
        const bins = await readTable(engine, run, 'tier_bins')
        expect(bins.reduce((all, row) => all + Number(row['members']), 0)).toBe(counts.length)
      },
    ),
    { numRuns: 12 },
  )
})

test('one’s own cut points are taken as they are, also one that leaves a tier empty', async () => {
  const run = await runOf(await makeOrders(engine, membersWith([1, 2, 5])), 'tiers', lens, {
    cuts: '2, 3, 5',
  })
  expect((await readTable(engine, run, 'tier_totals', sql`tier`)).map(({ members }) => members)).toEqual([
    1, 1, 0, 1,
  ])
})

test('beside the shop’s own tiers', async () => {
  const shop = await loadTestShop(engine, [
    textFile(
      'orders.csv',
      'order_id,member_id,order_date,amount\n1,a,2025-01-02,10\n2,b,2025-01-03,10\n3,b,2025-02-03,10\n4,c,2025-02-04,10\n',
    ),
    textFile(
      'members.csv',
      'member_id,gender,tier,joined_at\na,女,gold,2024-01-01\nb,男,silver,2024-01-01\n',
    ),
  ])
  const run = await runOf(shop.runner, 'tiers', { ...lens, asOf: '2025-03-01' }, { cuts: '2' })
  expect(await readTable(engine, run, 'tier_against', sql`current nulls last, tier`)).toMatchObject([
    { current: 'gold', tier: 1, members: 1, amount: 10 },
    { current: 'silver', tier: 2, members: 1, amount: 20 },
    { current: null, tier: 1, members: 1, amount: 10 },
  ])
})

test('cut points as somebody writes them', () => {
  expect(cutPoints('')).toEqual([])
  expect(cutPoints('2, 5、12')).toEqual([2, 5, 12])
  expect(cutPoints('5, 2')).toBeNull()
  expect(cutPoints('1, 2, 3, 4, 5, 6')).toBeNull()
  expect(withCut([2, 5, 12], 1, 7)).toBe('2, 7, 12')
  expect(withCut([2, 5, 12], 1, 12)).toBeNull()
})

const cdnow = realFile('cdnow/cdnow_master.csv')
describe.skipIf(!cdnow)('CDNOW', () => {
  test('every one of the 23,570 members is in a tier; the highest hold more money each', async () => {
    if (!cdnow) return
    const { runner } = await loadTestShop(engine, [cdnow])
    for (const measure of ['orders', 'spend']) {
      const run = await runOf(
        runner,
        'tiers',
        { asOf: '1998-07-01', from: null, basis: 'gross' },
        { measure },
      )
      const totals = await readTable(engine, run, 'tier_totals', sql`tier`)
      expect(totals).toHaveLength(4)
      expect(totals.reduce((sum, { members }) => sum + Number(members), 0)).toBe(23_570)
      const each = totals.map(({ amount, members }) => Number(amount) / Number(members))
      expect(each).toEqual([...each].sort((a, b) => a - b))
    }
  })
})
