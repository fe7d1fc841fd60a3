import { beforeAll, describe, expect, test } from 'vitest'
import { rowsCaught } from '../../../src/cleaning/accounting'
import { setDay, switchRule } from '../../../src/cleaning/edit-rules'
import { missing } from '../../../src/cleaning/kinds/missing'
import { ruleList } from '../../../src/cleaning/rule-list'
import type { EngineCore } from '../../../src/engine/core'
import { readProject, writeProject } from '../../../src/project/project-file'
import { ruleRows } from '../../../src/pages/cleaning/rule-rows'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { added, changesBy, cleanedBy, hitsOf } from './added-shop'
import { caught, holdFiles, loadFiles, readRows, type SmallFile } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const members: SmallFile = {
  table: 'members',
  roles: ['member_id', 'phone', 'gender', 'tier'],
  rows: [
    ['a', '13800138001', '男', 'gold'],
    ['b', '+86 138 0013 8001', '', 'gold'],
    ['c', '13800138003', '女', ''],
    ['a', '13800138009', '', ''],
    ['', '', '', ''],
    ['staff1', '', '', 'staff'],
  ],
}
const products: SmallFile = {
  table: 'products',
  roles: ['product_id', 'product_name', 'category', 'price'],
  rows: [
    ['p1', 'Tea', 'drinks', '10'],
    ['p2', 'Milk', 'drinks', ''],
    ['p3', 'Bread', '', '30'],
    ['p4', 'Bread', 'food', '12'],
  ],
}
const orders: SmallFile = {
  table: 'orders',
  roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
  rows: [
    ['1', 'a', '2025-01-01', '5'],
    ['2', 'staff1', '2025-01-02', '6'],
    ['3', 'c', '2026-02-01', '7'],
  ],
}

describe('rules of one’s own over lists', () => {
  test('set members aside, after the rules that are always there, and undo it', async () => {
    const shop = await loadFiles(engine, [orders, members])
    expect(caught(shop, 1)).toEqual({ no_key: 1, repeated_key: 1 })
    const next = await cleanedBy(
      engine,
      shop,
      added('condition', { condition: "tier = 'staff'" }, 'aside', 'members'),
    )
    expect(caught(next, 1)).toEqual({ no_key: 1, repeated_key: 1, condition_1: 1 })
    expect(next.accounting.sources[1]).toMatchObject({ loaded: 6, kept: 3, list: 'members' })
    expect(await hitsOf(engine, 'condition_1')).toEqual([6])
    // She has an order and stays as a buyer; nothing of the list is known of her.
    expect(await readRows(engine, sql`select member_id, tier from members order by 1`)).toEqual([
      { member_id: 'a', tier: 'gold' },
      { member_id: 'b', tier: 'gold' },
      { member_id: 'c', tier: null },
      { member_id: 'staff1', tier: null },
    ])
    expect(await readRows(engine, rowsCaught(next.recipe, 1, 'condition_1', 10, 0))).toMatchObject([
      { source_row: 6, member_id: 'staff1' },
    ])
    const off = await cleanedBy(engine, next, (set) => switchRule(set, 'condition_1', false))
    expect(off.accounting.sources[1]?.kept).toBe(4)
    expect(await readRows(engine, sql`select tier from members where member_id = 'staff1'`)).toEqual([
      { tier: 'staff' },
    ])
  })

  test('fill, flag and find the same phone, each in its place of the list', async () => {
    const shop = await cleanedBy(
      engine,
      await loadFiles(engine, [orders, members]),
      added('missing', { column: 'gender', with: 'level', value: 'unknown' }, 'fill', 'members'),
      added('key_duplicate', { key: 'phone' }, 'flag', 'members'),
    )
    expect(await changesBy(engine, 'missing_1')).toEqual([
      [2, null, 'unknown'],
      [6, null, 'unknown'],
    ])
    expect(await hitsOf(engine, 'key_duplicate_1')).toEqual([2])
    expect(shop.accounting.sources[1]).toMatchObject({ kept: 4, changed: 2 })
    expect(await readRows(engine, sql`select member_id, gender from members order by 1`)).toEqual([
      { member_id: 'a', gender: 'male' },
      { member_id: 'b', gender: 'unknown' },
      { member_id: 'c', gender: 'female' },
      { member_id: 'staff1', gender: 'unknown' },
    ])
    const rows = ruleRows(shop.recipe, shop.accounting, [])
    expect(rows.filter(({ rule }) => rule.added).map(({ rows: n, tried }) => [n, tried])).toEqual([
      [2, true],
      [1, true],
    ])
    const project = { recipe: shop.recipe, lens: null, parameters: {}, data: [], counts: {} }
    expect(readProject(writeProject(project)).recipe.changes).toEqual(shop.recipe.changes)
  })

  test('look at products, without any sale', async () => {
    const shop = await cleanedBy(
      engine,
      await loadFiles(engine, [products]),
      added('missing', { column: 'price', with: 'group_median', group: 'category' }, 'fill', 'products'),
      added(
        'outlier',
        { column: 'price', method: 'quantile', low: 0, high: 75, scale: 'raw' },
        'cap',
        'products',
      ),
      added('key_duplicate', { key: 'product_name' }, 'aside', 'products'),
    )
    expect(caught(shop)).toMatchObject({ key_duplicate_1: 1 })
    expect(
      await readRows(engine, sql`select product_id, price::double as price from products order by 1`),
    ).toEqual([
      { product_id: 'p1', price: 10 },
      { product_id: 'p2', price: 10 },
      { product_id: 'p3', price: 16.5 },
    ])
  })
})

test('a form over a list offers a column that can be filled before any id', async () => {
  const { recipe } = await holdFiles([orders, members, products])
  const [column] = missing.fields
  const offered = (table: 'sales' | 'members' | 'products') =>
    column?.kind === 'choice' ? column.options(recipe, table, {}).map(({ value }) => value) : []
  expect(offered('members')).toEqual(['gender', 'tier', 'member_id', 'phone'])
  expect(offered('products')[0]).toBe('product_name')
  expect(offered('sales')).toEqual(['amount', 'order_id', 'member_id', 'ordered_at'])
})

test('the last day that may be is the person’s to set, and is kept with the recipe', async () => {
  const shop = await loadFiles(engine, [orders])
  expect(caught(shop)).toEqual({ future_time: 1 })
  const later = await cleanedBy(engine, shop, (set) => setDay(set, 'future_time', '2026-02-01'))
  expect(caught(later)).toEqual({})
  const earlier = await cleanedBy(engine, shop, (set) => setDay(set, 'future_time', '2025-01-01'))
  expect(caught(earlier)).toEqual({ future_time: 2 })
  expect(ruleList(earlier.recipe).find(({ id }) => id === 'future_time')?.about.en).toBe(
    'The time is later than 2025-01-01.',
  )
  const project = { recipe: earlier.recipe, lens: null, parameters: {}, data: [], counts: {} }
  expect(readProject(writeProject(project)).recipe.changes?.days).toEqual({ future_time: '2025-01-01' })
  const back = await cleanedBy(engine, earlier, (set) => setDay(set, 'future_time', ''))
  expect(caught(back)).toEqual({ future_time: 1 })
})
