import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { loadShop } from '../../../src/project/load'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { caught, holdFiles, loadFiles, normalise, ordersOf, readRows, type SmallFile } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const at = '2025-01-01 08:00:00'
const net = async () =>
  (await ordersOf(engine)).map(({ order_id, gross, returned, net }) => [order_id, gross, returned, net])

describe('amounts', () => {
  test('are exact, large and small', async () => {
    await loadFiles(engine, [
      {
        table: 'orders',
        roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
        rows: [
          ['1', 'a', at, '100000000.0001'],
          ['2', 'a', at, '0.1'],
          ['3', 'a', at, '0.2'],
          ['4', 'b', at, '2.55'],
          ['5', 'b', at, '99999999999999.9999'],
        ],
      },
    ])
    const text = await readRows(
      engine,
      sql`select member_id, cast(sum(gross) as varchar) as gross from orders group by member_id order by member_id`,
    )
    expect(text).toEqual([
      { member_id: 'a', gross: '100000000.3001' },
      { member_id: 'b', gross: '100000000000002.5499' },
    ])
    expect((await net()).map(([, gross]) => gross)).toEqual([
      100000000.0001,
      0.1,
      0.2,
      2.55,
      Number('99999999999999.9999'),
    ])
  })

  test('are quantity times price where no column says them, exact to four digits', async () => {
    await loadFiles(engine, [
      {
        table: 'order_items',
        roles: ['order_id', 'member_id', 'ordered_at', 'product_id', 'quantity', 'unit_price'],
        rows: [
          ['1', 'a', at, 'p', '3', '0.1'],
          ['2', 'a', at, 'p', '1000000', '12345.6789'],
          ['3', 'a', at, 'p', '0.5', '9.99'],
        ],
      },
    ])
    expect((await net()).map(([, gross]) => gross)).toEqual([0.3, 12345678900, 4.995])
  })

  test('are the price where no column says how many', async () => {
    await loadFiles(engine, [
      {
        table: 'order_items',
        roles: ['order_id', 'member_id', 'ordered_at', 'product_id', 'unit_price'],
        rows: [
          ['1', 'a', at, 'p', '9.90'],
          ['1', 'a', at, 'p', '9.90'],
        ],
      },
    ])
    expect(await net()).toEqual([['1', 19.8, 0, 19.8]])
  })
})

describe('a column of refunds', () => {
  const roles = ['order_id', 'member_id', 'ordered_at', 'amount', 'refund']
  const orders = (rows: string[][]): SmallFile => ({ table: 'orders', roles, rows })

  test('is taken off, up to the amount, whichever sign it has', async () => {
    const shop = await loadFiles(engine, [
      orders([
        ['1', 'a', at, '50', '20'],
        ['2', 'a', at, '50', '-20'],
        ['3', 'a', at, '50', '50'],
        ['4', 'a', at, '50', '60'],
        ['5', 'a', at, '50', ''],
        ['6', 'a', at, '50', '0'],
        ['7', 'a', at, '50', 'none yet'],
      ]),
    ])
    expect(shop.accounting.sources[0]?.afterRefunds).toBe(false)
    expect(await net()).toEqual([
      ['1', 50, 20, 30],
      ['2', 50, 20, 30],
      ['3', 50, 50, 0],
      ['4', 50, 50, 0],
      ['5', 50, 0, 50],
      ['6', 50, 0, 50],
      ['7', 50, 0, 50],
    ])
    expect(shop.accounting.returns).toMatchObject({ rows: 0, orders: 4, takenOff: 140 })
  })

  test('beside amounts that are what is left after it, is added back', async () => {
    const shop = await loadFiles(engine, [
      orders([
        ['1', 'a', at, '148.9', '178.8'],
        ['2', 'a', at, '0', '64.8'],
        ['3', 'a', at, '302', '32'],
        ['4', 'a', at, '21', '0'],
        ['5', 'a', at, '0', '0'],
      ]),
    ])
    expect(shop.accounting.sources[0]?.afterRefunds).toBe(true)
    expect(caught(shop)).toEqual({ 'zero_amount (off)': 1 })
    expect(await net()).toEqual([
      ['1', 327.7, 178.8, 148.9],
      ['2', 64.8, 64.8, 0],
      ['3', 334, 32, 302],
      ['4', 21, 0, 21],
      ['5', 0, 0, 0],
    ])
  })

  test('is read so or so for each file by itself', async () => {
    const shop = await loadFiles(engine, [
      orders([['1', 'a', at, '10', '30']]),
      orders([['2', 'a', at, '30', '30']]),
    ])
    expect(shop.accounting.sources.map(({ afterRefunds }) => afterRefunds)).toEqual([true, false])
    expect(await net()).toEqual([
      ['1', 40, 30, 10],
      ['2', 30, 30, 0],
    ])
  })
})

describe('a status', () => {
  const statuses: [text: string, what: 'sale' | 'cancelled' | 'refunded'][] = [
    ['paid', 'sale'],
    ['', 'sale'],
    ['交易成功', 'sale'],
    ['partially_refunded', 'sale'],
    ['Cancelled', 'cancelled'],
    [' canceled\t', 'cancelled'],
    ['VOIDED', 'cancelled'],
    ['wc-cancelled', 'cancelled'],
    ['已取消', 'cancelled'],
    ['交易关闭', 'cancelled'],
    ['等待买家付款', 'cancelled'],
    ['待付款\u3000', 'cancelled'],
    ['Refunded', 'refunded'],
    ['returned', 'refunded'],
    ['已退款', 'refunded'],
    ['退款成功', 'refunded'],
  ]
  test.each(statuses)('%j: %s', async (status, what) => {
    const shop = await loadFiles(engine, [
      {
        table: 'orders',
        roles: ['order_id', 'member_id', 'ordered_at', 'amount', 'status'],
        rows: [['1', 'a', at, '9', status]],
      },
    ])
    expect(caught(shop)).toEqual(what === 'cancelled' ? { cancelled: 1 } : {})
    expect(await net()).toEqual(
      what === 'cancelled' ? [] : [['1', 9, what === 'refunded' ? 9 : 0, what === 'refunded' ? 0 : 9]],
    )
  })
})

describe('orders without amounts, whose lines have prices', () => {
  const orders: SmallFile = {
    table: 'orders',
    roles: ['order_id', 'member_id', 'ordered_at', 'status', 'refund'],
    rows: [
      ['1', 'a', at, 'delivered', ''],
      ['2', 'a', at, 'canceled', ''],
      ['3', 'b', at, 'returned', ''],
      ['4', 'c', at, 'delivered', '5'],
      ['5', 'c', at, 'delivered', ''],
      ['', 'c', at, 'delivered', ''],
      ['', 'c', at, 'delivered', ''],
    ],
  }
  const lines: SmallFile = {
    table: 'order_items',
    roles: ['order_id', 'product_id', 'unit_price'],
    rows: [
      ['1', 'p', '10.50'],
      ['1', 'q', '2'],
      ['2', 'p', '10.50'],
      ['3', 'p', '10.50'],
      ['4', 'p', '20'],
    ],
  }

  test('take them from there; status and refunds work as ever', async () => {
    const shop = await loadFiles(engine, [orders, lines])
    expect(caught(shop, 0)).toEqual({ cancelled: 1, 'duplicate (off)': 1 })
    expect(caught(shop, 1)).toEqual({ order_set_aside: 1 })
    expect(await net()).toEqual([
      ['1', 12.5, 0, 12.5],
      ['3', 10.5, 10.5, 0],
      ['4', 20, 5, 15],
      ['5', 0, 0, 0],
      ['row 1-6', 0, 0, 0],
      ['row 1-7', 0, 0, 0],
    ])
    expect(
      await readRows(
        engine,
        sql`select order_id, product_id, amount, returned from order_items order by all`,
      ),
    ).toEqual([
      { order_id: '1', product_id: 'p', amount: 10.5, returned: 0 },
      { order_id: '1', product_id: 'q', amount: 2, returned: 0 },
      { order_id: '3', product_id: 'p', amount: 10.5, returned: 10.5 },
      { order_id: '4', product_id: 'p', amount: 20, returned: 5 },
    ])
  })

  test('stand beside orders that have amounts', async () => {
    const more: SmallFile = {
      table: 'orders',
      roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
      rows: [['8', 'd', at, '77']],
    }
    await loadFiles(engine, [orders, more, lines])
    expect(await net()).toContainEqual(['1', 12.5, 0, 12.5])
    expect(await net()).toContainEqual(['8', 77, 0, 77])
  })
})

describe('files of one shape', () => {
  const month = (rows: string[][]): SmallFile => ({
    table: 'orders',
    roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
    rows,
  })

  test('are read as one, and each has its own account', async () => {
    const shop = await loadFiles(engine, [
      month([
        ['1', 'a', '2025-01-01', '5'],
        ['2', '', '2025-01-02', '5'],
      ]),
      month([
        ['3', 'a', '2025-02-01', '7'],
        ['3', 'a', '2025-02-01', '7'],
      ]),
    ])
    expect([caught(shop, 0), caught(shop, 1)]).toEqual([{ no_member: 1 }, { 'duplicate (off)': 1 }])
    expect(await net()).toEqual([
      ['1', 5, 0, 5],
      ['3', 14, 0, 14],
    ])
  })

  test('the same row in two files is no duplicate: they may be two orders', async () => {
    const one = month([['', 'a', '2025-01-01', '5']])
    const shop = await loadFiles(engine, [one, one], { duplicate: true })
    expect([caught(shop, 0), caught(shop, 1)]).toEqual([{}, {}])
    expect(await ordersOf(engine)).toHaveLength(2)
  })
})

test('headers may carry each other’s names, and the engine’s', async () => {
  const roles = ['order_id', 'member_id', 'ordered_at', 'amount', 'rowid', 'source', 'rule']
  const { recipe, held } = await holdFiles([
    { table: 'orders', roles, rows: [['A', 'B', '2025-01-01', '12.50', 'x', '7', 'returned']] },
  ])
  const sources = recipe.sources.map((source) => ({
    ...source,
    mapping: { order_id: 'member_id', member_id: 'order_id', ordered_at: 'ordered_at', amount: 'amount' },
  }))
  const accounting = await loadShop(engine, normalise, held, { ...recipe, sources })
  expect(accounting.sources[0]).toMatchObject({ loaded: 1, kept: 1 })
  expect(await readRows(engine, sql`select order_id, member_id, gross from orders`)).toEqual([
    { order_id: 'B', member_id: 'A', gross: 12.5 },
  ])
  expect(await readRows(engine, sql`select source, "rowid_2" from raw.file_1`)).toEqual([
    { source: '7', rowid_2: 'x' },
  ])
})
