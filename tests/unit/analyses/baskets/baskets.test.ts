import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../../src/analyses/analysis'
import type { EngineCore } from '../../../../src/engine/core'
import { sql } from '../../../../src/sql/sql'
import { openTestEngine } from '../../engine-fixture'
import { loadTestShop, realFile } from '../../shop-fixture'
import { readTable, runOf, tableOf } from '../order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: '2026-01-01', from: null, basis: 'gross' }

/** The rules by the names of their items. */
const named = (run: Parameters<typeof tableOf>[0]) => sql`(
  select
    (select string_agg(n.name, ' + ' order by n.name) from ${tableOf(run, 'basket_items')} as n
      where list_contains(string_split(r.antecedent, ','), cast(n.item as varchar))) as "left",
    (select n.name from ${tableOf(run, 'basket_items')} as n where cast(n.item as varchar) = r.consequent) as "right",
    r.*
  from ${tableOf(run, 'basket_rules')} as r where r.kind = 'rule'
)`

const told = async (run: Parameters<typeof tableOf>[0], name: string, kind: string) =>
  (await readTable(engine, run, name)).find((row) => row['kind'] === kind)?.['value']

const groceries = realFile('groceries/groceries_long.csv')

describe.skipIf(!groceries)('groceries, from the file to the figure', () => {
  test('published counts of itemsets and rules, and the rule of greatest lift', async () => {
    const { runner } = await loadTestShop(engine, [groceries!])
    const strict = await runOf(runner, 'baskets', lens, { support: '0.1 %', confidence: 80, longest: 8 })
    expect(await readTable(engine, strict, 'basket_levels', sql`place`)).toMatchObject([
      { level: 'product', lines: 43_367, items: 169, chosen: 1 },
      { level: 'category', lines: 0, chosen: 0 },
      { level: 'brand', lines: 0, chosen: 0 },
    ])
    expect(await told(strict, 'basket_itemsets', 'itemsets')).toBe(13_492)
    expect(await told(strict, 'basket_rules', 'baskets')).toBe(9835)
    const rules = await engine.query(sql`select * from ${named(strict)} order by lift desc`)
    expect(rules.rows).toBe(410)
    const at = (name: string) => rules.columns.find((column) => column.name === name)?.values[0]
    expect([at('left'), at('right')]).toEqual(['liquor + red/blush wine', 'bottled beer'])
    expect(at('lift')).toBeCloseTo(11.235269, 6)
    expect(at('confidence')).toBeCloseTo(0.9047619, 7)
    expect(at('support')).toBeCloseTo(0.0019319, 7)

    const usual = await runOf(runner, 'baskets', lens, { support: '1', confidence: 30, longest: 8 })
    expect(await told(usual, 'basket_itemsets', 'itemsets')).toBe(333)
    const milk = await engine.query(
      sql`select * from ${named(usual)} where "left" = 'other vegetables' and "right" = 'whole milk'`,
    )
    const value = (name: string) => milk.columns.find((column) => column.name === name)?.values[0]
    expect(value('support')).toBeCloseTo(0.0748348, 7)
    expect(value('confidence')).toBeCloseTo(0.3867578, 7)
    expect(value('lift')).toBeCloseTo(1.5136341, 7)
    expect(value('leverage')).toBeCloseTo(0.0253943, 7)
    expect(value('conviction')).toBeCloseTo(1.2140129, 7)
    expect((await readTable(engine, usual, 'basket_next')).length).toBe(0)
    expect((await readTable(engine, usual, 'basket_weekly')).length).toBe(0)
    expect((await readTable(engine, usual, 'basket_halo'))[0]).toMatchObject({ item: 0, measure: 'items' })
    expect(await readTable(engine, usual, 'basket_items', sql`item`)).toMatchObject({
      0: { name: 'whole milk', baskets: 2513 },
      1: { name: 'other vegetables', baskets: 1903 },
      2: { name: 'rolls/buns', baskets: 1809 },
    })
  })
})

/** How many items, and pairs of items, are in `least` orders or more: counted by joining the lines with themselves. */
const countedBySql = async (item: ReturnType<typeof sql>, least: number) => {
  const cells = sql`(select distinct order_id, member_id, ${item} as item from order_items where ${item} is not null)`
  const found = await engine.query(sql`select
  (select count(*) from (select item from ${cells} group by item having count(*) >= ${least})) as items,
  (select count(*) from (
    select a.item, b.item from ${cells} as a
    join ${cells} as b on a.order_id = b.order_id and a.member_id is not distinct from b.member_id and a.item < b.item
    group by a.item, b.item having count(*) >= ${least}
  )) as pairs,
  (select count(*) from (select distinct order_id, member_id from order_items)) as baskets`)
  return found.columns.map((column) => column.values[0])
}

const lengths = async (run: Parameters<typeof tableOf>[0]) =>
  (
    await engine.query(sql`select length, count(*) as n from ${tableOf(run, 'basket_itemsets')}
where kind = 'itemset' and length <= 2 group by length order by length`)
  ).columns[1]?.values

const retail = realFile('online_retail/online_retail.csv')
test.skipIf(!retail)(
  'online_retail by product at .005: items and pairs are those that SQL counts',
  async () => {
    const { runner } = await loadTestShop(engine, [retail!])
    const run = await runOf(runner, 'baskets', lens, { support: '0.5', confidence: 10 })
    const baskets = Number(await told(run, 'basket_rules', 'baskets'))
    const [items, pairs, all] = await countedBySql(sql`product_id`, Math.ceil(0.005 * baskets))
    expect(baskets).toBe(all)
    expect([...((await lengths(run)) ?? [])]).toEqual([items, pairs])
    // Members come back: the matrix of what is next says so, most of all on its diagonal.
    const next = await readTable(engine, run, 'basket_next')
    const lift = (own: boolean) => {
      const cells = next.filter((cell) => (cell['a'] === cell['b']) === own)
      return cells.reduce((sum, cell) => sum + Number(cell['lift']), 0) / cells.length
    }
    expect(lift(true)).toBeGreaterThan(2 * lift(false))
  },
  60_000,
)

const superstore = realFile('zh_superstore/superstore_cn_订单.csv')
test.skipIf(!superstore)(
  'zh_superstore by category: items and pairs are those that SQL counts',
  async () => {
    const { runner } = await loadTestShop(engine, [superstore!])
    const run = await runOf(runner, 'baskets', lens, { level: 'category', support: '1', confidence: 10 })
    const baskets = Number(await told(run, 'basket_rules', 'baskets'))
    const [items, pairs, all] = await countedBySql(sql`category`, Math.ceil(0.01 * baskets))
    expect(baskets).toBe(all)
    expect([...((await lengths(run)) ?? [])]).toEqual([items, pairs])
  },
  60_000,
)
