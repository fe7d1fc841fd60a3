import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, textFile } from '../shop-fixture'
import { loadFiles, ordersOf, readRows } from './small-shop'

/** What is paid for the goods of an order is the basis, whatever an export says of discounts, and shared to the last digit. */

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

const at = '2025-01-01 08:00:00'
const lines = async () =>
  (await readRows(engine, sql`select amount from order_items order by source_row`)).map(
    ({ amount }) => amount,
  )
const gross = async () => (await ordersOf(engine)).map(({ order_id, gross }) => [order_id, gross])
const csv = (...rows: string[]) => textFile('orders.csv', `${rows.join('\n')}\n`)

const roles = ['order_id', 'member_id', 'ordered_at', 'product_id', 'unit_price']

describe('the discount of an order', () => {
  test('in its first row alone, or in each, is shared once, by the largest remainder', async () => {
    const shop = await loadFiles(
      engine,
      [
        {
          table: 'order_items',
          roles: [...roles, 'order_discount'],
          rows: [
            ['1', 'a', at, 'p', '10', '10'],
            ['1', 'a', at, 'q', '10', ''],
            ['1', 'a', at, 'r', '10', ''],
            ['2', 'a', at, 'p', '100', '-0.01'],
            ['2', 'a', at, 'q', '200', '-0.01'],
            ['3', 'b', at, 'p', '5', '9'],
            ['4', 'b', at, 'p', '5', ''],
          ],
        },
      ],
      { zero_amount: false },
    )
    expect(await lines()).toEqual([6.66, 6.67, 6.67, 100, 199.99, 0, 5])
    expect(shop.accounting.sources[0]?.discounts).toEqual({ orders: 3, amount: 15.01, above: 0 })
  })

  test('that its rows say in parts is their sum, and returns have none of it', async () => {
    await loadFiles(engine, [
      {
        table: 'order_items',
        roles: [...roles, 'quantity', 'order_discount'],
        rows: [
          ['1', 'a', at, 'p', '10', '1', '2'],
          ['1', 'a', at, 'q', '30', '1', '6'],
          ['1', 'a', at, 'r', '10', '-1', ''],
        ],
      },
    ])
    expect(await readRows(engine, sql`select amount from checked_sales order by source_row`)).toEqual([
      { amount: 8 },
      { amount: 24 },
      { amount: -10 },
    ])
  })

  test('shares add up to the last digit, and no line is below nothing', async () => {
    const money = fc.integer({ min: 0, max: 5_000_000 }).map((n) => n / 100)
    const order = fc.tuple(
      fc.array(money, { minLength: 1, maxLength: 7 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 20 }), async (orders) => {
        const given = orders.map(([prices, share]) => {
          const sum = prices.reduce((a, b) => a + Math.round(b * 100), 0)
          return { prices, sum, total: Math.floor(sum * share) }
        })
        await loadFiles(
          engine,
          [
            {
              table: 'order_items',
              roles: [...roles, 'order_subtotal'],
              rows: given.flatMap(({ prices, total }, o) =>
                prices.map((price, i) => [
                  `${o}`,
                  'a',
                  at,
                  `p${i}`,
                  String(price),
                  i === 0 ? String(total / 100) : '',
                ]),
              ),
            },
          ],
          { zero_amount: false },
        )
        const read = await readRows(
          engine,
          sql`select order_id, cast(sum(amount) * 100 as bigint)::double as total, min(amount) as least, list(amount * 100 order by source_row)::varchar as shares
from order_items group by order_id order by order_id::int`,
        )
        for (const [o, { prices, sum, total }] of given.entries()) {
          expect(read[o]).toMatchObject({ total })
          expect(Number(read[o]?.['least'])).toBeGreaterThanOrEqual(0)
          const shares = JSON.parse(String(read[o]?.['shares'])) as number[]
          shares.forEach((share, i) =>
            expect(Math.abs(share - (Math.round(prices[i]! * 100) * total) / (sum || 1))).toBeLessThan(1),
          )
        }
      }),
      { numRuns: 12, seed: 5 },
    )
  })
})

test('an order’s goods total goes before its discount; one above the lines tells nothing', async () => {
  const shop = await loadFiles(engine, [
    {
      table: 'order_items',
      roles: [...roles, 'order_discount', 'order_subtotal'],
      rows: [
        ['1', 'a', at, 'p', '40', '15', '50'],
        ['1', 'a', at, 'q', '20', '', ''],
        ['2', 'a', at, 'p', '10', '5', '10'],
        ['3', 'a', at, 'p', '10', '', '18'],
        ['4', 'a', at, 'p', '10', '1', '18'],
      ],
    },
  ])
  expect(await lines()).toEqual([33.33, 16.67, 10, 10, 9])
  expect(shop.accounting.sources[0]?.discounts).toEqual({ orders: 2, amount: 11, above: 1 })
})

test('a refund of all that was paid leaves nothing of a discounted order', async () => {
  const header =
    'Name,Email,Financial Status,Subtotal,Shipping,Taxes,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Refunded Amount,Paid at,Fulfillment Status,Currency,Billing Name,Billing City'
  const row = (name: string, first: string[], price: string, sku: string) => {
    const [status = '', subtotal = '', shipping = '', total = '', discount = '', refunded = ''] = first
    return `${name},a@b.c,${status},${subtotal},${shipping},0.00,${total},${discount},2024-01-02 10:11:10 +0800,1,${sku},${price},${sku},${refunded},,,USD,Ana,Austin`
  }
  const shop = await loadTestShop(engine, [
    csv(
      header,
      row('#1', ['paid', '300.00', '5.00', '305.00', '33.33', '0.00'], '111.11', 'x'),
      row('#1', [], '222.22', 'y'),
      row('#2', ['paid', '300.00', '0.00', '300.00', '20.00', '0.00'], '320.00', 'x'),
      row('#3', ['partially_refunded', '300.00', '0.00', '300.00', '100.00', '300.00'], '133.34', 'x'),
      row('#3', [], '133.33', 'y'),
      row('#3', [], '133.33', 'z'),
    ),
  ])
  expect(shop.recipe.sources[0]?.mapping).toMatchObject({
    order_subtotal: 'Subtotal',
    order_discount: 'Discount Amount',
  })
  expect((await ordersOf(engine)).map(({ gross, net }) => [gross, net])).toEqual([
    [300, 300],
    [300, 300],
    [300, 0],
  ])
  expect(shop.accounting.sources[0]?.discounts).toEqual({ orders: 3, amount: 153.33, above: 0 })
})

describe('what a column of discounts is', () => {
  const mapped = async (...rows: string[]) =>
    (await loadTestShop(engine, [csv(...rows)])).recipe.sources[0]?.mapping

  test('有赞: 优惠金额 and 实付金额 of the order in each of its lines', async () => {
    expect(
      await mapped(
        '订单编号,买家昵称,下单时间,商品名称,商品单价,商品数量,优惠金额,运费,实付金额',
        'E1,阿花,2024-01-01 09:05:00,茶,30,2,10,0,80',
        'E1,阿花,2024-01-01 09:05:00,壶,30,1,10,0,80',
        'E2,小北,2024-01-02 09:05:00,茶,30,1,5,0,25',
        'E3,小北,2024-01-03 09:05:00,茶,30,1,5,0,65',
        'E3,小北,2024-01-03 09:05:00,壶,40,1,5,0,65',
      ),
    ).toMatchObject({ order_subtotal: '实付金额', order_discount: '优惠金额' })
    expect(await gross()).toEqual([
      ['E1', 80],
      ['E2', 25],
      ['E3', 65],
    ])
  })

  test('with shipping in what is paid, the discount counts', async () => {
    expect(
      await mapped(
        '订单编号,买家昵称,下单时间,商品名称,商品单价,商品数量,优惠金额,运费,订单应付金额',
        'E1,阿花,2024-01-01 09:05:00,茶,30,2,10,12,92',
        'E1,阿花,2024-01-01 09:05:00,壶,30,1,10,12,92',
        'E2,小北,2024-01-02 09:05:00,茶,30,1,5,12,37',
      ),
    ).not.toHaveProperty('order_subtotal')
    expect(await gross()).toEqual([
      ['E1', 80],
      ['E2', 25],
    ])
  })

  test('a line’s own, off amounts that are before it', async () => {
    expect(
      await mapped(
        'order id,customer id,order date,sku,quantity,unit price,discount,line total',
        'A,m,2024-01-01,x,2,5,1,10',
        'A,m,2024-01-01,y,1,5,2,5',
        'B,n,2024-01-01,y,1,5,0,5',
      ),
    ).toMatchObject({ discount: 'discount', amount: 'line total' })
    expect(await gross()).toEqual([
      ['A', 12],
      ['B', 5],
    ])
  })

  test('off already, it is left out; so are rates', async () => {
    const paid = await mapped(
      'order id,customer id,order date,sku,quantity,unit price,discount,line total',
      'A,m,2024-01-01,x,2,5,1,9',
      'A,m,2024-01-01,y,1,5,2,3',
      'B,n,2024-01-01,y,1,5,0,5',
    )
    expect(paid).not.toHaveProperty('discount')
    expect(await gross()).toEqual([
      ['A', 12],
      ['B', 5],
    ])
    const rate = await mapped(
      'order id,customer id,order date,sku,quantity,unit price,discount',
      'A,m,2024-01-01,x,2,5,0.1',
      'B,n,2024-01-01,y,1,5,0.25',
    )
    expect(rate).not.toHaveProperty('order_discount')
    expect(await gross()).toEqual([
      ['A', 10],
      ['B', 5],
    ])
  })

  test('of one row per order: off what is before it alone', async () => {
    const row = (i: number) => `A${i},m${i % 2},2024-01-0${i},${100 + i},7`
    expect(await mapped('订单编号,会员编号,下单时间,应收金额,优惠金额', row(1), row(2))).toMatchObject({
      discount: '优惠金额',
    })
    expect(await gross()).toEqual([
      ['A1', 94],
      ['A2', 95],
    ])
    expect(await mapped('订单编号,会员编号,下单时间,实收金额,优惠金额', row(1), row(2))).not.toHaveProperty(
      'discount',
    )
    expect(await gross()).toEqual([
      ['A1', 101],
      ['A2', 102],
    ])
  })
})
