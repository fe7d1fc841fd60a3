import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, realFile } from '../shop-fixture'
import { caught, readRows } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const filesOf = (folder: string, names: readonly string[]) =>
  names.flatMap((name) => realFile(`${folder}/${name}.csv`) ?? [])

const present = (folder: string, name: string) => realFile(`${folder}/${name}.csv`) !== null
if (!present('online_retail', 'online_retail'))
  process.stderr.write('The real shops are not beside the project: their tests are skipped.\n')

const totals = async () =>
  (
    await readRows(
      engine,
      sql`select count(*) as orders, count(distinct member_id) as members, sum(gross) as gross, sum(returned) as returned, sum(net) as net
from orders`,
    )
  )[0]

test.skipIf(!present('online_retail', 'online_retail'))('Online Retail', async () => {
  const shop = await loadTestShop(engine, filesOf('online_retail', ['online_retail']))
  expect(shop.recipe.sources[0]?.table).toBe('order_items')
  expect(shop.accounting.sources[0]).toMatchObject({ read: 541_909, loaded: 541_909, kept: 397_884 })
  expect(caught(shop)).toEqual({
    no_member: 135_080,
    returned: 8_905,
    zero_amount: 40,
    'duplicate (off)': 5_192,
  })
  expect(await totals()).toMatchObject({ orders: 18_532, members: 4_338, gross: 8_911_407.904 })
  const { returns } = shop.accounting
  expect(returns).toMatchObject({ rows: 8_905, amount: 611_342.09 })
  // Of the others, 1,306 have no earlier sale of the product to the member at all.
  expect(returns.matched).toBeGreaterThan(7_450)
  expect(returns.matched).toBeLessThanOrEqual(8_905 - 1_306)
  expect(returns.matchedAmount).toBe(returns.takenOff)
  const [broken] = await readRows(
    engine,
    sql`select count(*) as n from kept_sales where returned > amount or returned < 0`,
  )
  expect(broken).toEqual({ n: 0 })
})

test.skipIf(!present('zh_member_sales_2018', 'sale'))('会员消费 2018', async () => {
  const shop = await loadTestShop(engine, filesOf('zh_member_sales_2018', ['sale']))
  expect(shop.accounting.sources[0]).toMatchObject({ read: 76_050, loaded: 76_050, kept: 76_041 })
  expect(caught(shop)).toEqual({ no_time: 2, no_amount: 7 })
  expect(await totals()).toEqual({
    orders: 76_041,
    members: 55_540,
    gross: 59_106_779,
    returned: 0,
    net: 59_106_779,
  })
})

test.skipIf(!present('tmall_orders', 'tmall_order_report'))(
  '天猫订单: paid amounts are after refunds',
  async () => {
    const shop = await loadTestShop(engine, filesOf('tmall_orders', ['tmall_order_report']))
    expect(shop.accounting.sources[0]).toMatchObject({ loaded: 28_010, kept: 28_010, afterRefunds: true })
    const [written] = await readRows(
      engine,
      sql`select
  sum(cast("买家实际支付金额" as decimal(18, 4))) as paid,
  sum(cast("退款金额" as decimal(18, 4))) as refunded,
  count(*) filter (where cast("退款金额" as decimal(18, 4)) > 0) as refunds
from raw.file_1`,
    )
    const shopTotals = await totals()
    expect(shopTotals?.['net']).toBe(written?.['paid'])
    expect(shopTotals?.['returned']).toBe(written?.['refunded'])
    expect(shop.accounting.returns.orders).toBe(written?.['refunds'])
    // In every refunded order, what was paid and what went back make the whole price.
    const [odd] = await readRows(
      engine,
      sql`select count(*) as n from orders as o join raw.file_1 as f on f."订单编号" = o.order_id
where o.returned > 0 and o.gross <> cast(f."总金额" as decimal(18, 4))`,
    )
    expect(odd).toEqual({ n: 0 })
  },
)

describe.skipIf(!present('olist', 'olist_orders_dataset'))(
  'Olist: eight files, prices in one of them',
  () => {
    test('orders take their amounts from their lines', async () => {
      const shop = await loadTestShop(
        engine,
        filesOf('olist', [
          'olist_customers_dataset',
          'olist_order_items_dataset',
          'olist_order_payments_dataset',
          'olist_order_reviews_dataset',
          'olist_orders_dataset',
          'olist_products_dataset',
          'olist_sellers_dataset',
        ]),
      )
      const tables = Object.fromEntries(shop.recipe.sources.map(({ file, table }) => [file.name, table]))
      expect(tables).toMatchObject({
        'olist_orders_dataset.csv': 'orders',
        'olist_order_items_dataset.csv': 'order_items',
        'olist_products_dataset.csv': 'products',
        'olist_customers_dataset.csv': 'members',
      })
      const [items, orders] = [1, 4]
      expect(shop.accounting.sources[orders]).toMatchObject({ loaded: 20_000, kept: 19_759 })
      expect(caught(shop, orders)).toEqual({ cancelled: 241 })
      expect(caught(shop, items)).toEqual({ order_set_aside: 104 })
      const [byHand] = await readRows(
        engine,
        sql`select sum(cast(i.price as decimal(18, 4))) as gross
from raw.file_2 as i join raw.file_5 as o on o.order_id = i.order_id
where o.order_status not in ('canceled', 'unavailable')`,
      )
      expect((await totals())?.['gross']).toBe(byHand?.['gross'])
      const [lines] = await readRows(engine, sql`select sum(lines) as n from orders`)
      expect(lines?.['n']).toBe(shop.accounting.sources[items]?.kept)
    })
  },
)

test.skipIf(!present('complete_journey', 'transactions_sample'))('Complete Journey', async () => {
  const shop = await loadTestShop(
    engine,
    filesOf('complete_journey', ['transactions_sample', 'demographics', 'campaigns']),
  )
  expect(shop.recipe.sources.map(({ table }) => table)).toEqual(['order_items', 'members', 'messages'])
  expect(caught(shop)).toEqual({ zero_amount: 529 })
  expect(shop.accounting.sources[2]).toMatchObject({ scope: 'keyed', loaded: 6_589, kept: 6_589 })
  expect(await totals()).toMatchObject({ orders: 46_988, members: 2_373, gross: 233_935.24 })
  // Everybody in the list of households bought something, and 1,572 more did.
  expect(await readRows(engine, sql`select count(*) as n from members`)).toEqual([{ n: 2_373 }])
})

test.skipIf(!present('zh_superstore', 'superstore_cn_订单'))(
  '超市: one order number, several customers',
  async () => {
    const shop = await loadTestShop(
      engine,
      filesOf('zh_superstore', ['superstore_cn_订单', 'superstore_cn_退货']),
    )
    expect(shop.recipe.sources.map(({ table }) => table)).toEqual(['order_items', 'returns'])
    expect(shop.accounting.sources[0]).toMatchObject({ loaded: 10_000, kept: 10_000 })
    const [byHand] = await readRows(
      engine,
      sql`select
  (select count(*) from (select distinct "订单 ID", "客户 ID" from raw.file_1)) as orders,
  count(distinct "客户 ID") as members,
  sum(cast("销售额" as decimal(18, 4))) as gross,
  sum(cast("销售额" as decimal(18, 4))) filter (where "订单 ID" in (select "订单 ID" from raw.file_2)) as returned
from raw.file_1`,
    )
    expect(await totals()).toMatchObject(byHand ?? {})
  },
)
