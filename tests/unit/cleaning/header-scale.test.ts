import { beforeAll, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, textFile } from '../shop-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

test.each([
  ['销售额(万元)', [12_345, 200_000, 5_000]],
  ['销售额', [1.2345, 20, 0.5]],
])('amounts under %s', async (header, expected) => {
  const rows = ['1.2345', '20', '0.5'].map((amount, i) => `o${i},m${i},2025-01-0${i + 1},${amount}`)
  const file = textFile('sales.csv', [`订单号,会员号,下单时间,${header}`, ...rows].join('\n'))
  const { recipe } = await loadTestShop(engine, [file])
  expect(recipe.sources[0]?.mapping['amount']).toBe(header)
  const orders = await rowsOf(engine, sql`select gross::double as gross from orders order by order_id`)
  expect(orders.map(({ gross }) => gross)).toEqual(expected)
})
