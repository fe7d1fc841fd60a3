import { beforeAll, expect, test } from 'vitest'
import { accountForForms } from '../../../src/cleaning/forms'
import { rawTable } from '../../../src/cleaning/load.sql'
import { readColumn } from '../../../src/cleaning/typed.sql'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadFiles, readRows } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

test('counts what was brought to one form, what is no phone, and ids that lost their digits', async () => {
  const shop = await loadFiles(engine, [
    {
      table: 'orders',
      roles: ['order_id', 'member_id', 'ordered_at', 'amount', 'region'],
      rows: [
        ['1.23457E+17', '1', '2025-01-01', '5', '广东省'],
        ['1.23457E+17', '2', '2025-01-02', '6', '广东'],
        ['123456789012345678', '1', '2025-01-03', '7', 'Guangdong'],
      ],
    },
    {
      table: 'order_items',
      roles: ['order_id', 'product_id', 'quantity', 'unit_price'],
      rows: [
        ['1.23457E+17', 'p', '1', '5'],
        ['123456789012345678', 'p', '1', '7'],
      ],
    },
    {
      table: 'members',
      roles: ['member_id', 'phone', 'gender'],
      rows: [
        ['1', '+86 138-0013-8001', '男'],
        ['2', '13800138002', ''],
        ['3', '138****8003', '女'],
      ],
    },
  ])
  const found = await accountForForms(engine, shop.recipe)
  expect(
    found.map(({ source, role, values, changed, unread, lost }) => [
      source,
      role,
      values,
      changed,
      unread,
      lost,
    ]),
  ).toEqual([
    [0, 'order_id', 3, 0, 0, 2],
    [0, 'region', 3, 2, 0, 0],
    [1, 'order_id', 2, 0, 0, 1],
    [2, 'gender', 2, 2, 0, 0],
    [2, 'phone', 3, 1, 1, 0],
  ])
  // Nothing is joined on an id that many rows may share: the line finds no order.
  expect(await readRows(engine, sql`select distinct region from orders`)).toEqual([{ region: '广东' }])
  expect(await readRows(engine, sql`select order_id, rule from checked_details order by source_row`)).toEqual(
    [
      { order_id: null, rule: 'no_order' },
      { order_id: '123456789012345678', rule: null },
    ],
  )
})

test('places are looked up by hash, not by trying every name on every spelling', async () => {
  const shop = await loadFiles(engine, [
    {
      table: 'members',
      roles: ['member_id', 'city'],
      rows: [
        ['1', 'sao paulo'],
        ['2', ' Shijiazhuang '],
        ['3', ''],
      ],
    },
  ])
  const source = shop.recipe.sources[0]
  if (!source) throw new Error('No file was read.')
  const plan = await readRows(
    engine,
    sql`explain select ${readColumn(source, 'city', 'text')} from ${rawTable(0)}`,
  )
  const text = JSON.stringify(plan)
  expect(text).toContain('HASH_JOIN')
  expect(text).not.toMatch(/CROSS_PRODUCT|NESTED_LOOP_JOIN|BLOCKWISE/)
  expect(await readRows(engine, sql`select city from members order by member_id`)).toEqual([
    { city: 'sao paulo' },
    { city: '石家庄' },
    { city: null },
  ])
})
