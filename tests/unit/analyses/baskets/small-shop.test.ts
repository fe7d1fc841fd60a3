import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens, Parameters } from '../../../../src/analyses/analysis'
import { readBaskets } from '../../../../src/analyses/baskets/baskets-view'
import {
  gaps,
  gapsOf,
  havingNot,
  jointDemand,
  mayFollow,
  type ListTables,
} from '../../../../src/analyses/baskets/lists.sql'
import { remarksOn } from '../../../../src/analyses/baskets/remarks.svelte'
import { filteredRules, fittingItems } from '../../../../src/analyses/baskets/rules.sql'
import type { RunResult } from '../../../../src/analyses/runner'
import type { EngineCore } from '../../../../src/engine/core'
import { rowObjects } from '../../../../src/sql/rows'
import { sql, type Sql } from '../../../../src/sql/sql'
import { openTestEngine } from '../../engine-fixture'
import { loadTestShop, textFile } from '../../shop-fixture'
import { readTable, runOf, tableOf } from '../order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: '2026-01-01', from: null, basis: 'gross' }
const HEAD = 'order_id,member_id,ordered_at,product_id,product_name,category,quantity,unit_price'

type Line = readonly [
  order: string,
  member: string,
  day: string,
  product: string,
  category: string,
  price?: number,
]

const shopOf = (lines: readonly Line[]) =>
  loadTestShop(engine, [
    textFile(
      'lines.csv',
      [
        HEAD,
        ...lines.map(
          ([order, member, day, product, category, price = 5]) =>
            `${order},${member},${day},id-${product},${product},${category},1,${price}`,
        ),
      ].join('\n'),
    ),
  ])

/** tea and cup meet, rice is bought apart; in spring and in autumn; b comes back for rice after tea. */
const LINES: readonly Line[] = [
  ['1', 'a', '2025-03-01', 'tea', 'drinks'],
  ['1', 'a', '2025-03-01', 'cup', 'kitchen', 8],
  ['2', 'b', '2025-03-02', 'tea', 'drinks'],
  ['2', 'b', '2025-03-02', 'cup', 'kitchen', 8],
  ['3', 'b', '2025-09-02', 'rice', 'food', 20],
  ['4', 'c', '2025-09-03', 'rice', 'food', 20],
  ['5', 'c', '2025-09-03', 'tea', 'drinks'],
  ['6', 'd', '2025-10-01', 'rice', 'food', 20],
  ['7', 'e', '2025-10-02', 'tea', 'drinks'],
  ['8', 'f', '2025-10-03', 'rice', 'food', 20],
]

const run = async (parameters: Partial<Parameters> = {}, lines = LINES, at = lens) =>
  runOf((await shopOf(lines)).runner, 'baskets', at, { support: '0.1', confidence: 0, ...parameters })

const countOf = async (result: RunResult, name: string) =>
  Number(rowObjects(await engine.query(sql`select count(*) as n from ${tableOf(result, name)}`))[0]?.['n'])

const supports = async (result: RunResult) =>
  Object.fromEntries(
    (await readTable(engine, result, 'basket_items', sql`item`)).map((row) => [row['name'], row['baskets']]),
  )

const tablesOf = (result: RunResult): ListTables => ({
  items: tableOf(result, 'basket_items'),
  memberItems: tableOf(result, 'basket_member_items'),
  rules: tableOf(result, 'basket_rules'),
  list: tableOf(result, 'basket_list'),
  cells: tableOf(result, 'basket_cells'),
})
const rows = async (statement: Sql) => rowObjects(await engine.query(statement))

describe('which baskets', () => {
  test('orders, and days of a member', async () => {
    const orders = await run()
    expect(await countOf(orders, 'basket_list')).toBe(8)
    expect(await supports(orders)).toEqual({ tea: 4, rice: 4, cup: 2 })
    // c's two orders of one day are one basket.
    const days = await run({ basket: 'day' })
    expect(await countOf(days, 'basket_list')).toBe(7)
    const pairs = await readTable(engine, days, 'basket_pairs')
    expect(pairs.find((pair) => pair['a'] === 0 && pair['b'] === 1)).toMatchObject({ both: 1, baskets: 7 })
  })

  test('by category, where a line says it', async () => {
    const byCategory = await run({ level: 'category' })
    expect(await supports(byCategory)).toEqual({ drinks: 4, food: 4, kitchen: 2 })
    // No line says a brand: products instead.
    const byBrand = await run({ level: 'brand' })
    expect(await supports(byBrand)).toEqual({ tea: 4, rice: 4, cup: 2 })
    const data = await readBaskets(byBrand, (statement) => engine.query(statement))
    expect(data.level).toBe('product')
  })

  test('first and later baskets of each member, and seasons', async () => {
    expect(await supports(await run({ which: 'first' }))).toEqual({ rice: 3, tea: 3, cup: 2 })
    expect(await supports(await run({ which: 'later' }))).toEqual({ rice: 1, tea: 1 })
    expect(await supports(await run({ season: 'spring' }))).toEqual({ tea: 2, cup: 2 })
    expect(await countOf(await run({ season: 'winter' }), 'basket_list')).toBe(0)
  })

  test('names left out, a day, and a population', async () => {
    expect(await supports(await run({ without: 'Tea; id-cup' }))).toEqual({ rice: 4 })
    expect(await supports(await run({}, LINES, { ...lens, asOf: '2025-04-01' }))).toEqual({ tea: 2, cup: 2 })
    const rule = { kind: 'fact', fact: 'orders', test: { op: 'at_least', value: 2 } } as const
    const population = { ...lens, population: { id: 'p', name: 'twice', rule } }
    expect(await supports(await run({}, LINES, population))).toEqual({ rice: 2, tea: 2, cup: 1 })
  })

  test('an order number of two members is two baskets', async () => {
    const shared = await run({}, [
      ['1', 'a', '2025-03-01', 'tea', 'drinks'],
      ['1', 'b', '2025-03-01', 'cup', 'kitchen'],
    ])
    expect(await countOf(shared, 'basket_list')).toBe(2)
  })
})

describe('what avoids each other', () => {
  /** Forty orders of one item beside a third, forty of another; the days of the second begin `after` days later. */
  const alternating = (after: number): Line[] =>
    Array.from({ length: 80 }, (_, i): Line[] => {
      const [name, start] = i % 2 === 0 ? ['scarf', 0] : ['hat', after]
      const day = new Date(Date.UTC(2025, 0, 1 + start + (i >> 1))).toISOString().slice(0, 10)
      const order = [String(i), `m${i}`, day] as const
      return [
        [...order, name, 'wear'],
        [...order, `other ${i % 7}`, 'rest'],
      ]
    }).flat()
  const relation = async (after: number) => {
    const result = await run({}, alternating(after))
    const items = await readTable(engine, result, 'basket_items', sql`item`)
    const pairs = await readTable(engine, result, 'basket_relations')
    const names = (row: Record<string, unknown>) =>
      [row['a'], row['b']].map((item) => items.find((one) => one['item'] === item)?.['name']).sort()
    const pair = pairs.find((row) => names(row).join() === 'hat,scarf')
    return [pair?.['relation'], pair?.['overlap']]
  }

  test('items sold on the same days do; of those sold one after the other nothing is said', async () => {
    expect(await relation(0)).toEqual(['apart', 1])
    expect(await relation(10)).toEqual(['apart', 0.75])
    expect(await relation(30)).toEqual([null, 0.25])
    expect(await relation(100)).toEqual([null, 0])
  })
})

describe('what follows from baskets', () => {
  test('rules hold the measures; the filter and the cart read them', async () => {
    const result = await run()
    const items = await readTable(engine, result, 'basket_items', sql`item`)
    const code = (name: string) => Number(items.find((row) => row['name'] === name)?.['item'])
    const rules = tableOf(result, 'basket_rules')
    const all = { items: null, side: 'any', holds: false, general: false, attracting: false } as const
    const lift = { key: 'lift', descending: true }
    const found = await rows(filteredRules(rules, all, 0.05, lift, 10))
    expect(found).toHaveLength(2)
    expect(found).toContainEqual(
      expect.objectContaining({
        antecedent: String(code('cup')),
        consequent: String(code('tea')),
        both: 2,
        confidence: 1,
        lift: 2,
      }),
    )
    const left = { ...all, items: [code('cup')], side: 'left' } as const
    expect(await rows(filteredRules(rules, left, 0.05, lift, 10))).toHaveLength(1)
    expect(await rows(filteredRules(rules, { ...all, items: [code('rice')] }, 0.05, lift, 10))).toEqual([])
    // Chance may have done it in eight baskets: asked for without the test, the cart gets its tea.
    expect(await rows(fittingItems(rules, [code('cup')], 0.05, 5))).toEqual([])
    expect(await rows(fittingItems(rules, [code('cup')], 1.1, 5))).toMatchObject([
      { item: code('tea'), confidence: 1, gain: 0.5 },
    ])
    expect(await rows(fittingItems(rules, [code('cup'), code('tea')], 1.1, 5))).toEqual([])
  })

  test('next baskets, members who lack something, joint demand', async () => {
    const result = await run()
    const items = await readTable(engine, result, 'basket_items', sql`item`)
    const code = (name: string) => Number(items.find((row) => row['name'] === name)?.['item'])
    const tables = tablesOf(result)
    const next = await readTable(engine, result, 'basket_next')
    // b: tea and cup, then rice; c: rice, then tea, on one day.
    expect(next.find((cell) => cell['a'] === code('tea') && cell['b'] === code('rice'))).toMatchObject({
      baskets: 1,
      followed: 1,
      share: 1,
      base: 0.5,
      lift: 2,
      days: 184,
      steps: 2,
    })
    const ids = async (statement: Sql) => (await rows(statement)).map((row) => row['member_id']).sort()
    expect(await ids(havingNot(tables, ['id-tea'], 'id-cup'))).toEqual(['c', 'e'])
    expect(await ids(havingNot(tables, ['id-tea', 'id-rice'], 'id-cup'))).toEqual(['c'])
    expect(await ids(mayFollow(tables, 'id-tea', 'id-rice'))).toEqual(['a', 'e'])
    expect(await ids(gapsOf(tables, 'id-cup', 1.1, 10))).toEqual(['c', 'e'])
    expect(await rows(gaps(tables, 1.1, 10))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          member_id: 'e',
          item: code('cup'),
          because: code('tea'),
          confidence: 0.5,
          lift: 2,
        }),
      ]),
    )
    expect(await rows(jointDemand(tables, [code('tea'), code('cup')]))).toMatchObject([
      { joint: 2, any_of: 4, members: 2, baskets: 8 },
    ])
  })
})

describe('shops that have little to say', () => {
  const read = async (result: RunResult) => readBaskets(result, (statement) => engine.query(statement))

  test('one product', async () => {
    const data = await read(
      await run(
        {},
        LINES.filter(([, , , product]) => product === 'tea'),
      ),
    )
    expect(data).toMatchObject({ baskets: 4, crossed: 0, rules: 0, best: null, pairs: [], level: 'product' })
  })

  test('every basket with one item: nothing meets, and what comes next is read all the same', async () => {
    const data = await read(
      await run(
        {},
        LINES.filter(([order]) => Number(order) > 2),
      ),
    )
    expect(data).toMatchObject({ baskets: 6, crossed: 0, rules: 0 })
    expect(data.next.length).toBeGreaterThan(0)
  })

  test('a member with a tenth of the baskets and more is spoken of, in both languages', async () => {
    const till = Array.from({ length: 9 }, (_, i): Line => [
      `${90 + i}`,
      'till',
      '2025-03-01',
      'tea',
      'drinks',
    ])
    const told = async (lines: readonly Line[]) => {
      const data = await read(await run({}, lines))
      const remarks = remarksOn(data, { level: 'product', basket: 'order', support: '' })
      return [
        data.mostOfOne,
        remarks.find(({ text }) => text.en.startsWith('One member has'))?.text.zh,
      ] as const
    }
    const [most, text] = await told([...LINES, ...till])
    expect(most).toBe(9)
    expect(text).toContain('一位会员占 17 个购物篮中的 9 个')
    const many = Array.from({ length: 30 }, (_, i): Line => [`m${i}`, `m${i}`, '2025-03-01', 'tea', 'drinks'])
    const ownOrders = LINES.filter(([order]) => Number(order) > 6)
    expect((await told([...ownOrders, ...many]))[1]).toBeUndefined()
  })

  test('no basket at all', async () => {
    const data = await read(await run({ season: 'winter' }))
    expect(data).toMatchObject({ baskets: 0, items: [], rules: 0, itemsets: 0, best: null })
  })
})
