import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, textFile } from '../shop-fixture'
import { loadFiles, readRows } from './small-shop'

/** What a file says of whole orders: the shipping and tax in what was paid, and discounts whose lines stand elsewhere. */

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

const N = 40
const range = Array.from({ length: N }, (_, i) => i)
const day = (i: number) => `2025-0${(i % 9) + 1}-${String((i % 27) + 1).padStart(2, '0')} 10:00:00`
const file = (name: string, header: string, row: (i: number) => readonly (string | number)[]) =>
  textFile(name, [header, ...range.map((i) => row(i).join(','))].join('\n') + '\n')
const gross = async () => (await readRows(engine, sql`select sum(gross) as gross from orders`))[0]?.['gross']
const goods = range.reduce((sum, i) => sum + 10 + i, 0)

describe('one row per order', () => {
  test('shipping and tax in what was paid come off where sums prove that it holds them', async () => {
    const shop = await loadTestShop(engine, [
      file(
        'orders.csv',
        'order_number,customer_email,order_date,subtotal,shipping_total,tax_total,order_total',
        (i) => [i, `m${i % 7}@x.com`, day(i), 10 + i, i % 3, (i % 4) / 2, 10 + i + (i % 3) + (i % 4) / 2],
      ),
    ])
    expect(shop.recipe.sources[0]?.mapping).toMatchObject({
      amount: 'order_total',
      shipping: 'shipping_total',
      tax: 'tax_total',
    })
    expect(await gross()).toBe(goods)
    const [shipping, tax] = [
      range.reduce((a, i) => a + (i % 3), 0),
      range.reduce((a, i) => a + (i % 4) / 2, 0),
    ]
    expect(shop.accounting.sources[0]?.parts).toMatchObject({ shipping, tax })
  })

  test('tax that is in the prices of the goods stays in the amount', async () => {
    const shop = await loadTestShop(engine, [
      file('orders.csv', 'order id,customer id,order date,subtotal,shipping,vat,total', (i) => [
        i,
        `m${i % 7}`,
        day(i),
        10 + i,
        4,
        ((10 + i) / 6).toFixed(2),
        14 + i,
      ]),
    ])
    expect(shop.recipe.sources[0]?.mapping).toMatchObject({ amount: 'total', shipping: 'shipping' })
    expect(shop.recipe.sources[0]?.mapping).not.toHaveProperty('tax')
    expect(await gross()).toBe(goods)
  })

  test('by its header, where nothing says what the goods come to', async () => {
    const paid = [
      file('a.csv', '订单号,会员号,下单时间,运费,实付金额', (i) => [i, `m${i % 7}`, day(i), 5, 15 + i]),
    ]
    await loadTestShop(engine, paid)
    expect(await gross()).toBe(goods)
    const [proposal] = proposeSources([
      await inspectFile(
        file('b.csv', '订单号,会员号,下单时间,运费,商品金额', (i) => [i, `m${i % 7}`, day(i), 5, 15 + i]),
      ),
    ])
    expect(proposal?.matches.map(({ role }) => role)).not.toContain('shipping')
    const amount = proposal?.matches.find(({ role }) => role === 'amount')
    expect(amount?.reasons.at(-1)?.zh).toBe('“运费”（运费）视为另计，不扣除')
  })

  test('a refund of all that was paid gives back the goods, and one of part of it that part', async () => {
    await loadFiles(engine, [
      {
        table: 'orders',
        roles: ['order_id', 'member_id', 'ordered_at', 'amount', 'shipping', 'tax', 'refund'],
        rows: [
          ['1', 'a', day(1), '120', '15', '5', '120'],
          ['2', 'a', day(2), '120', '15', '5', '30'],
          ['3', 'b', day(3), '10', '15', '5', ''],
          ['4', 'b', day(4), '60', '', '', ''],
        ],
      },
    ])
    expect(await readRows(engine, sql`select gross, returned, net from orders order by order_id`)).toEqual(
      [
        { gross: 100, returned: 100, net: 0 },
        { gross: 100, returned: 30, net: 70 },
        { gross: 0, returned: 0, net: 0 },
        { gross: 60, returned: 0, net: 60 },
      ].filter(({ gross }) => gross > 0 || true),
    )
  })

  test('amounts after refunds are known as such though shipping comes off', async () => {
    await loadFiles(engine, [
      {
        table: 'orders',
        roles: ['order_id', 'member_id', 'ordered_at', 'amount', 'shipping', 'refund'],
        rows: [
          ['1', 'a', day(1), '0', '10', '110'],
          ['2', 'a', day(2), '20', '10', '90'],
          ['3', 'b', day(3), '50', '10', '0'],
        ],
      },
    ])
    expect(await readRows(engine, sql`select gross, returned from orders order by order_id`)).toEqual([
      { gross: 100, returned: 100 },
      { gross: 100, returned: 90 },
      { gross: 40, returned: 0 },
    ])
  })
})

describe('discounts of orders whose lines stand in another file', () => {
  const items = (after: boolean) =>
    file('items.csv', 'order_id,product_id,quantity,line_total', (i) => [
      Math.floor(i / 2),
      `p${i % 5}`,
      1,
      after ? 9 : 10,
    ])
  const orders = textFile(
    'orders.csv',
    [
      'order_id,customer_id,order_date,discount_amount,shipping,total',
      ...range.slice(0, N / 2).map((i) => [i, `m${i % 7}`, day(i), 2, 3, 21].join(',')),
    ].join('\n'),
  )
  const sums = async () =>
    readRows(
      engine,
      sql`select sum(amount)::double as lines, (select sum(gross)::double from orders) as orders from order_items`,
    )

  test('are shared over the lines that are before them', async () => {
    const shop = await loadTestShop(engine, [orders, items(false)])
    expect(await sums()).toEqual([{ lines: 360, orders: 360 }])
    expect(shop.accounting.sources[1]?.shared).toEqual({ orders: 20, amount: 40, files: ['orders.csv'] })
    const proposals = proposeSources(shop.files.map(({ report }) => report))
    const amount = proposals[1]?.matches.find(({ role }) => role === 'amount')
    expect(amount?.reasons.at(-1)?.en).toContain('“discount_amount” (orders.csv) is shared over them')
  })

  test('leave lines alone that are already after them', async () => {
    const shop = await loadTestShop(engine, [orders, items(true)])
    expect(await sums()).toEqual([{ lines: 360, orders: 360 }])
    expect(shop.accounting.sources[1]?.shared).toMatchObject({ orders: 0, amount: 0 })
  })

  test('count where the orders say no amount', async () => {
    await loadFiles(engine, [
      {
        table: 'orders',
        roles: ['order_id', 'member_id', 'ordered_at', 'discount_taken'],
        rows: [
          ['1', 'a', day(1), '10'],
          ['2', 'b', day(2), '0'],
        ],
      },
      {
        table: 'order_items',
        roles: ['order_id', 'product_id', 'amount'],
        rows: [
          ['1', 'p', '10'],
          ['1', 'q', '10'],
          ['1', 'r', '10'],
          ['2', 'p', '7'],
        ],
      },
    ])
    expect(await readRows(engine, sql`select amount from order_items order by source_row`)).toEqual(
      [6.66, 6.67, 6.67, 7].map((amount) => ({ amount })),
    )
    expect(await readRows(engine, sql`select gross from orders order by order_id`)).toEqual([
      { gross: 20 },
      { gross: 7 },
    ])
  })
})

test('what a discount column means is judged from the middle and the tail too', async () => {
  // In its first 1,500 rows the shop gave no discount; from there on, of one tenth, before which the amounts are.
  const long = textFile(
    'long.csv',
    [
      'order_id,customer_id,order_date,sku,quantity,unit_price,amount,discount_amount',
      ...Array.from({ length: 6000 }, (_, i) =>
        [`o${i >> 1}`, `m${i % 90}`, day(i), `p${i % 9}`, 2, 10, 20, i < 1500 ? 0 : 2].join(','),
      ),
    ].join('\n'),
  )
  const [proposal] = proposeSources([await inspectFile(long)])
  expect(proposal?.matches.find(({ column }) => column === 'discount_amount')?.role).toMatch(/discount/)
  const after = textFile('after.csv', (await long.text()).replaceAll(',20,2', ',18,2'))
  const [other] = proposeSources([await inspectFile(after)])
  expect(other?.matches.map(({ column }) => column)).not.toContain('discount_amount')
  await loadTestShop(engine, [after])
  expect(await gross()).toBe(1500 * 20 + 4500 * 18)
})

describe('a discount beside lines', () => {
  test('that some column is without, line by line, is the lines\u2019 own though all say the same', async () => {
    const shop = await loadTestShop(engine, [
      file(
        'xhs.csv',
        '订单号,用户昵称,下单时间,商品名称,商品数量,商品总价(元),商家优惠(元),商家应收金额(元)',
        (i) => [`P${i >> 1}`, `u${(i >> 1) % 9}`, day(i >> 1), '杯', 1, '50.00', '5.00', '45.00'],
      ),
    ])
    expect(shop.recipe.sources[0]?.mapping).toMatchObject({
      amount: '商品总价(元)',
      discount: '商家优惠(元)',
    })
    expect(await gross()).toBe(N * 45)
  })

  test('comes off an amount before it though the price is after it', async () => {
    await loadTestShop(engine, [
      file(
        'toast.csv',
        'Order Id,Guest ID,Order Date,Menu Item,Qty,Net Price,Gross Amount,Discount Amount',
        (i) => [`o${i >> 1}`, `g${(i >> 1) % 9}`, day(i >> 1), 'Latte', 1, 4, 5, 1],
      ),
    ])
    expect(await gross()).toBe(N * 4)
  })
})
