import { beforeAll, describe, expect, test } from 'vitest'
import { rowsCaught } from '../../../src/cleaning/accounting'
import { RULES } from '../../../src/cleaning/rules'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { caught, loadFiles, ordersOf, readRows, type SmallFile } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const MEMBERS = sql`select member_id, city from members order by member_id`
const PRODUCTS = sql`select product_id, product_name, price from products order by product_id`
const ITEMS = sql`select order_id, member_id, product_id, amount, returned from order_items order by order_id, product_id`

const LINE_ROLES = ['order_id', 'member_id', 'ordered_at', 'product_id', 'quantity', 'unit_price', 'status']

/** Order lines: two good ones, then one for each rule, and one that three rules could have. */
const lines: SmallFile = {
  table: 'order_items',
  roles: LINE_ROLES,
  rows: [
    ['A1', 'm1', '2025-03-01 10:00:00', 'p1', '2', '10.00', 'paid'],
    ['A1', 'm1', '2025-03-01 10:00:00', 'p2', '1', '5.50', 'paid'],
    ['A2', 'm2', '', 'p1', '1', '10.00', 'paid'],
    ['A3', 'm2', '2025-13-45', 'p1', '1', '10.00', 'paid'],
    ['A4', 'm2', '2025-03-02 10:00:00', 'p1', '', '10.00', 'paid'],
    ['A5', 'm2', '2025-03-02 10:00:00', 'p1', '1', 'ten', 'paid'],
    ['A6', '', '2025-03-02 10:00:00', 'p1', '1', '10.00', 'paid'],
    ['A7', 'm3', '2099-03-02 10:00:00', 'p1', '1', '10.00', 'paid'],
    ['A8', 'm3', '2025-03-02 10:00:00', 'p1', '1', '10.00', 'cancelled'],
    ['A9', 'm1', '2025-03-03 10:00:00', 'p1', '-1', '10.00', 'paid'],
    ['B1', 'm3', '2025-03-03 10:00:00', 'p1', '1', '0', 'paid'],
    ['B2', 'm3', '2025-03-03 10:00:00', 'p1', '1', '-3.00', 'paid'],
    ['B3', 'm4', '2025-03-04 10:00:00', 'p3', '1', '7.00', 'paid'],
    ['B3', 'm4', '2025-03-04 10:00:00', 'p3', '1', '7.00', 'paid'],
    ['B4', '', '', 'p3', '-1', 'x', 'cancelled'],
  ],
}

describe('order lines', () => {
  test('each row goes to the first rule that catches it, and the rest are kept', async () => {
    const shop = await loadFiles(engine, [lines])
    expect(caught(shop)).toEqual({
      no_time: 2,
      unreadable_time: 1,
      no_amount: 1,
      unreadable_amount: 1,
      no_member: 1,
      future_time: 1,
      cancelled: 1,
      returned: 1,
      zero_amount: 1,
      negative_amount: 1,
      'duplicate (off)': 1,
    })
    expect(shop.accounting.sources[0]).toMatchObject({ read: 15, loaded: 15, kept: 4, scope: 'sales' })
    expect(shop.accounting.returns).toEqual({
      rows: 1,
      amount: 10,
      matched: 1,
      matchedAmount: 10,
      orders: 1,
      takenOff: 10,
    })
    expect(await ordersOf(engine)).toEqual([
      { order_id: 'A1', member_id: 'm1', lines: 2, quantity: 3, gross: 25.5, returned: 10, net: 15.5 },
      { order_id: 'B3', member_id: 'm4', lines: 2, quantity: 2, gross: 14, returned: 0, net: 14 },
    ])
  })

  test('money, members and orders of a rule are those of its rows', async () => {
    const shop = await loadFiles(engine, [lines])
    const rule = (id: string) => shop.accounting.sources[0]?.rules.find((account) => account.rule === id)
    expect(rule('negative_amount')).toEqual({
      rule: 'negative_amount',
      on: true,
      rows: 1,
      amount: 3,
      members: 1,
      orders: 1,
    })
    expect(rule('no_member')).toMatchObject({ rows: 1, amount: 10, members: 0, orders: 1 })
    // 25.50 + 10 (A2) + 10 (A3) + 10 (A6) + 10 (A7) + 10 (A8) + 10 (A9) + 3 (B2) + 14 (B3)
    expect(shop.accounting.sources[0]?.amount).toBe(102.5)
  })

  test('the rows behind a rule can be opened, on or off', async () => {
    const shop = await loadFiles(engine, [lines])
    const rows = async (rule: (typeof RULES)[number]['id'], rules = shop.recipe.rules) =>
      (await readRows(engine, rowsCaught({ ...shop.recipe, rules }, 0, rule, 10, 0))).map((row) => [
        row['source_row'],
        row['order_id'],
      ])
    expect(await rows('no_time')).toEqual([
      [3, 'A2'],
      [15, 'B4'],
    ])
    expect(await rows('duplicate')).toEqual([[14, 'B3']])
    expect(await rows('returned')).toEqual([[10, 'A9']])
  })

  const effect: [rule: string, caughtThen: Record<string, number>, kept: number][] = [
    ['no_member', { 'no_member (off)': 1 }, 5],
    ['future_time', { 'future_time (off)': 1 }, 5],
    ['cancelled', { 'cancelled (off)': 1 }, 5],
    ['returned', { 'returned (off)': 1 }, 5],
    ['zero_amount', { 'zero_amount (off)': 1 }, 5],
    ['negative_amount', { 'negative_amount (off)': 1 }, 5],
  ]
  test.each(effect)('%s switched off: its rows are counted, and stay', async (rule, then, kept) => {
    const shop = await loadFiles(engine, [lines], { [rule]: false })
    expect(caught(shop)).toMatchObject(then)
    expect(caught(shop)).not.toHaveProperty(rule)
    expect(shop.accounting.sources[0]).toMatchObject({ loaded: 15, kept })
  })

  test('duplicates switched on are set aside, the first copy kept', async () => {
    const shop = await loadFiles(engine, [lines], { duplicate: true })
    expect(caught(shop)['duplicate']).toBe(1)
    expect(await ordersOf(engine)).toContainEqual(
      expect.objectContaining({ order_id: 'B3', lines: 1, gross: 7 }),
    )
  })

  test('returns switched off are negative sales: the sums stay, no other rule takes them', async () => {
    await loadFiles(engine, [lines], { returned: false })
    expect(await ordersOf(engine)).toContainEqual({
      order_id: 'A9',
      member_id: 'm1',
      lines: 1,
      quantity: -1,
      gross: -10,
      returned: 0,
      net: -10,
    })
  })

  test('rules that are required cannot be switched off', async () => {
    const off = Object.fromEntries(RULES.map((rule) => [rule.id, false]))
    const shop = await loadFiles(engine, [lines], off)
    expect(caught(shop)).toEqual({
      no_time: 2,
      unreadable_time: 1,
      no_amount: 1,
      unreadable_amount: 1,
      'no_member (off)': 1,
      'future_time (off)': 1,
      'cancelled (off)': 1,
      'returned (off)': 1,
      'zero_amount (off)': 1,
      'negative_amount (off)': 1,
      'duplicate (off)': 1,
    })
    expect(shop.accounting.sources[0]?.kept).toBe(10)
  })
})

describe('orders', () => {
  test('an amount of zero stays by default, for an order paid with points is an order', async () => {
    const shop = await loadFiles(engine, [
      {
        table: 'orders',
        roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
        rows: [
          ['1', 'a', '2025-01-01', '0'],
          ['2', 'a', '2025-01-02', '5'],
          ['3', 'a', '2025-01-03', '-5'],
        ],
      },
    ])
    expect(caught(shop)).toEqual({ returned: 1, 'zero_amount (off)': 1 })
    expect(await ordersOf(engine)).toEqual([
      { order_id: '1', member_id: 'a', lines: 1, quantity: null, gross: 0, returned: 0, net: 0 },
      { order_id: '2', member_id: 'a', lines: 1, quantity: null, gross: 5, returned: 5, net: 0 },
    ])
  })

  test('a file without members loses no row for it, on or off', async () => {
    const file: SmallFile = {
      table: 'orders',
      roles: ['order_id', 'ordered_at', 'amount'],
      rows: [
        ['1', '2025-01-01', '5'],
        ['2', '2025-01-02', '6'],
      ],
    }
    for (const no_member of [true, false]) {
      const shop = await loadFiles(engine, [file], { no_member })
      expect(caught(shop)).toEqual({})
      expect(shop.accounting.sources[0]?.kept).toBe(2)
      expect(await readRows(engine, rowsCaught(shop.recipe, 0, 'no_member', 10, 0))).toEqual([])
    }
    expect(await readRows(engine, MEMBERS)).toEqual([])
  })

  test('the day after the load is no future, the day after that is', async () => {
    const at = (time: string) => ['1', 'a', time, '5']
    const shop = await loadFiles(engine, [
      {
        table: 'orders',
        roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
        rows: ['2026-01-01 09:00:00', '2026-01-02 23:59:59', '2026-01-03 00:00:00'].map(at),
      },
    ])
    expect(caught(shop)).toEqual({ future_time: 1 })
  })
})

describe('lists of members and products', () => {
  test('rows without an id are set aside, and all but the first of the same id', async () => {
    const shop = await loadFiles(engine, [
      {
        table: 'members',
        roles: ['member_id', 'city', 'joined_at'],
        rows: [
          ['m1', '上海', '2024-01-01'],
          ['', '北京', '2024-01-02'],
          ['m2', '广州', ''],
          ['m1', '深圳', '2024-01-03'],
          [' m1 ', '杭州', ''],
        ],
      },
      {
        table: 'products',
        roles: ['product_id', 'product_name', 'price'],
        rows: [
          ['p1', 'tea', '1.50'],
          ['p1', 'coffee', '2.50'],
          ['NULL', 'nothing', '3'],
        ],
      },
    ])
    expect([caught(shop, 0), caught(shop, 1)]).toEqual([
      { no_key: 1, repeated_key: 2 },
      { no_key: 1, repeated_key: 1 },
    ])
    expect(shop.accounting.sources.map(({ kept }) => kept)).toEqual([2, 1])
    expect(await readRows(engine, MEMBERS)).toEqual([
      { member_id: 'm1', city: '上海' },
      { member_id: 'm2', city: '广州' },
    ])
    expect(await readRows(engine, PRODUCTS)).toEqual([{ product_id: 'p1', product_name: 'tea', price: 1.5 }])
  })

  test('members of the list and members with orders are one table, each once', async () => {
    await loadFiles(engine, [
      {
        table: 'members',
        roles: ['member_id', 'city'],
        rows: [
          ['m1', '上海'],
          ['m2', '北京'],
        ],
      },
      {
        table: 'orders',
        roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
        rows: [
          ['1', 'm2', '2025-01-01', '5'],
          ['2', 'm3', '2025-01-01', '5'],
          ['3', 'm3', '2025-01-02', '5'],
        ],
      },
    ])
    expect(await readRows(engine, MEMBERS)).toEqual([
      { member_id: 'm1', city: '上海' },
      { member_id: 'm2', city: '北京' },
      { member_id: 'm3', city: null },
    ])
  })
})

describe('lines of orders that stand in another file', () => {
  const orders: SmallFile = {
    table: 'orders',
    roles: ['order_id', 'member_id', 'ordered_at', 'amount', 'status'],
    rows: [
      ['1', 'a', '2025-01-01 08:00:00', '30', 'done'],
      ['2', 'b', '2025-01-02 08:00:00', '8', 'cancelled'],
      ['3', 'b', '2025-01-03 08:00:00', '9', 'refunded'],
      ['4', 'c', '2025-01-04 08:00:00', '4', 'done'],
    ],
  }
  const details: SmallFile = {
    table: 'order_items',
    roles: ['order_id', 'product_id', 'quantity', 'unit_price'],
    rows: [
      ['1', 'p1', '2', '10'],
      ['1', 'p2', '1', '10'],
      ['1', 'p2', '1', '10'],
      ['2', 'p1', '1', '8'],
      ['3', 'p1', '3', '3'],
      ['9', 'p1', '1', '10'],
      ['', 'p1', '1', '10'],
      ['1', 'p1', '', '10'],
      ['1', 'p1', '1', 'x'],
    ],
  }

  test('lines follow their orders; each that does not has its reason', async () => {
    const shop = await loadFiles(engine, [orders, details])
    expect(caught(shop, 0)).toEqual({ cancelled: 1 })
    expect(caught(shop, 1)).toEqual({
      no_order: 2,
      order_set_aside: 1,
      no_amount: 1,
      unreadable_amount: 1,
      'duplicate (off)': 1,
    })
    expect(shop.accounting.sources[1]).toMatchObject({ loaded: 9, kept: 4, scope: 'details' })
    expect(await ordersOf(engine)).toEqual([
      { order_id: '1', member_id: 'a', lines: 3, quantity: 4, gross: 30, returned: 0, net: 30 },
      { order_id: '3', member_id: 'b', lines: 1, quantity: 3, gross: 9, returned: 9, net: 0 },
      { order_id: '4', member_id: 'c', lines: 0, quantity: null, gross: 4, returned: 0, net: 4 },
    ])
    expect(await readRows(engine, ITEMS)).toEqual([
      { order_id: '1', member_id: 'a', product_id: 'p1', amount: 20, returned: 0 },
      { order_id: '1', member_id: 'a', product_id: 'p2', amount: 10, returned: 0 },
      { order_id: '1', member_id: 'a', product_id: 'p2', amount: 10, returned: 0 },
      { order_id: '3', member_id: 'b', product_id: 'p1', amount: 9, returned: 9 },
    ])
  })

  test('a line of an order comes back when the order does', async () => {
    const shop = await loadFiles(engine, [orders, details], { cancelled: false })
    expect(caught(shop, 1)).not.toHaveProperty('order_set_aside')
    expect(shop.accounting.sources[1]?.kept).toBe(5)
  })

  test('duplicate lines can be set aside', async () => {
    const shop = await loadFiles(engine, [orders, details], { duplicate: true })
    expect(caught(shop, 1)).toMatchObject({ duplicate: 1 })
    expect(await ordersOf(engine)).toContainEqual(expect.objectContaining({ order_id: '1', lines: 2 }))
  })
})

test('no two rules share an id, and every rule has words in both languages', () => {
  expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length)
  for (const { label, about } of RULES)
    for (const words of [label.en, label.zh, about.en, about.zh]) expect(words.trim()).not.toBe('')
})
