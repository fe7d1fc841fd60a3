import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { generateShop, type DemoShop } from '../../../src/demo/generate-shop'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, type TestShop } from '../shop-fixture'
import { caught, readRows, type SmallShop } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

/** Members, orders, order lines, products: four files, whose dirt is known because it was put there. */
describe.each([
  { members: 300, seed: 11, locale: 'en' },
  { members: 500, seed: 12, locale: 'zh-CN' },
] as const)('the demo shop of $members members ($locale)', (request) => {
  let demo: DemoShop
  let shop: TestShop
  const account = (index: number) => caught(shop as SmallShop, index)

  beforeAll(async () => {
    demo = await generateShop(request)
    shop = await loadTestShop(engine, [...demo.files])
  })

  test('is understood as the four tables it is', () => {
    expect(shop.recipe.sources.map(({ table }) => table)).toEqual([
      'members',
      'orders',
      'order_items',
      'products',
    ])
    expect(shop.accounting.sources.map(({ read }) => read)).toEqual([
      demo.truth.members + demo.truth.dirt.repeatedMembers,
      demo.truth.orders,
      demo.truth.lines,
      demo.truth.products,
    ])
  })

  test('every kind of dirt is caught by its rule, all of it and nothing else', async () => {
    const { truth } = demo
    const { dirt } = truth
    // An order may be dirty and cancelled; the first rule that catches it has it.
    const [overlap] = await readRows(
      engine,
      sql`select
  count(*) filter (where is_cancelled and (ordered_at is null or member_id is null or ordered_at > timestamp '2090-01-01 00:00:00')) as earlier,
  count(*) filter (where is_cancelled and amount < 0) as returns,
  count(*) filter (where is_cancelled and amount = 0) as zeros
from sales_rows`,
    )
    const cancelled = truth.cancelled - Number(overlap?.['earlier'])
    const expected = {
      unreadable_time: dirt.unreadableTimes,
      no_member: dirt.ordersWithoutMember,
      future_time: dirt.futureTimes,
      cancelled,
      returned: dirt.negativeAmounts - Number(overlap?.['returns']),
      'zero_amount (off)': dirt.zeroAmounts - Number(overlap?.['zeros']),
    }
    expect(account(1)).toEqual(Object.fromEntries(Object.entries(expected).filter(([, rows]) => rows > 0)))
    expect(account(0)).toEqual(dirt.repeatedMembers > 0 ? { repeated_key: dirt.repeatedMembers } : {})
    expect(account(2)).toMatchObject({ no_order: dirt.orphanLines })
    expect(account(3)).toEqual({})
  })

  test('repeated lines are found, and only flagged', async () => {
    const [found] = await readRows(engine, sql`select count(*) as n from duplicate_details`)
    // Besides those planted, an order may by chance hold the same product in the same number twice.
    expect(Number(found?.['n'])).toBeGreaterThanOrEqual(demo.truth.dirt.duplicateLines)
    const [planted] = await readRows(
      engine,
      sql`select count(*) as n from duplicate_details as d join detail_rows as r using (source, source_row)
join detail_rows as above on above.source = r.source and above.source_row = r.source_row - 1
where above.row_hash = r.row_hash`,
    )
    expect(Number(planted?.['n'])).toBe(demo.truth.dirt.duplicateLines)
    expect(account(2)).not.toHaveProperty('duplicate')
  })

  test('money adds up: every cent of the file is among the kept, or with a rule', async () => {
    const [orders] = await readRows(
      engine,
      sql`select sum(amount) as all_rows, sum(amount) filter (where rule is null) as kept from checked_sales`,
    )
    expect(orders?.['all_rows']).toBe(demo.truth.amountCents / 100)
    const [shopTotals] = await readRows(
      engine,
      sql`select sum(gross) as gross, sum(net) as net, sum(returned) as returned, count(*) as orders from orders`,
    )
    expect(shopTotals?.['gross']).toBe(orders?.['kept'])
    expect(shopTotals?.['orders']).toBe(shop.accounting.sources[1]?.kept)
    const [refunded] = await readRows(
      engine,
      sql`select coalesce(sum(amount), 0) as money from checked_sales where rule is null and is_refunded`,
    )
    expect(Number(shopTotals?.['returned'])).toBeGreaterThanOrEqual(Number(refunded?.['money']))
    expect(shop.accounting.returns.takenOff).toBe(shopTotals?.['returned'])
  })

  test('lines and orders agree', async () => {
    const [lines] = await readRows(
      engine,
      sql`select sum(lines) as lines, sum(quantity) as pieces, sum(returned) as returned from orders`,
    )
    const [items] = await readRows(
      engine,
      sql`select count(*) as lines, sum(quantity) as pieces, sum(returned) as returned from order_items`,
    )
    expect([lines?.['lines'], lines?.['pieces']]).toEqual([items?.['lines'], items?.['pieces']])
    const [strangers] = await readRows(
      engine,
      sql`select count(*) as n from order_items where member_id is null or ordered_at is null`,
    )
    expect(strangers).toEqual({ n: 0 })
  })

  test('has every member, with or without an order', async () => {
    expect(
      await readRows(engine, sql`select count(*) as n, count(distinct member_id) as d from members`),
    ).toEqual([{ n: demo.truth.members, d: demo.truth.members }])
    const [buyers] = await readRows(engine, sql`select count(distinct member_id) as n from sales_rows`)
    expect(buyers).toEqual({ n: demo.truth.buyers })
  })
})
