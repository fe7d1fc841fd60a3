import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { defaultRules, type Recipe } from '../../../src/cleaning/recipe'
import { RULES } from '../../../src/cleaning/rules'
import { rulingSteps } from '../../../src/cleaning/steps'
import type { EngineCore } from '../../../src/engine/core'
import { reclean, type Accounting } from '../../../src/project/load'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadFiles, readRows, type Cells, type SmallFile, type SmallShop } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const often = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 4, arbitrary: fc.constantFrom(...others) })
const member = often('m1', 'm2', 'm3', ' m1 ', '', 'NULL')
const order = often('A1', 'A2', 'A3', 'A4', '')
const time = often('2025-03-01 10:00:00', '2025-03-02', '2024/1/5', '2025-13-45', 'soon', '', '2099-01-01')
const money = often('10.00', '5.5', '-5.5', '0', '1,234.50', 'ten', '', '-10.00')
const quantity = often('1', '2', '-1', '0', '', 'two')
const product = often('p1', 'p2', '')
const status = often('paid', 'Cancelled', '已退款', '已取消', '')
const refund = often('0', '', '2.00', '-3', '99')

const rowsOf = (...cells: fc.Arbitrary<string>[]): fc.Arbitrary<Cells[]> =>
  fc.array(fc.tuple(...cells), { maxLength: 12 })

const linesFile: fc.Arbitrary<SmallFile> = rowsOf(order, member, time, product, quantity, money, status).map(
  (rows) => ({
    table: 'order_items',
    roles: ['order_id', 'member_id', 'ordered_at', 'product_id', 'quantity', 'unit_price', 'status'],
    rows,
  }),
)
const ordersFile: fc.Arbitrary<SmallFile> = rowsOf(order, member, time, money, refund, status).map(
  (rows) => ({
    table: 'orders',
    roles: ['order_id', 'member_id', 'ordered_at', 'amount', 'refund', 'status'],
    rows,
  }),
)
const detailsFile: fc.Arbitrary<SmallFile> = rowsOf(order, product, quantity, money).map((rows) => ({
  table: 'order_items',
  roles: ['order_id', 'product_id', 'quantity', 'unit_price'],
  rows,
}))
const membersFile: fc.Arbitrary<SmallFile> = rowsOf(member, fc.constantFrom('上海', '')).map((rows) => ({
  table: 'members',
  roles: ['member_id', 'city'],
  rows,
}))
const rawFile: fc.Arbitrary<SmallFile> = rowsOf(member, money).map((rows) => ({
  table: null,
  roles: ['[a]', '[b]'],
  rows,
}))

/** Order lines alone, orders with and without a file of lines, several of one shape, lists beside them. */
const files = fc.oneof(
  fc.tuple(linesFile),
  fc.tuple(linesFile, linesFile, membersFile),
  fc.tuple(ordersFile),
  fc.tuple(ordersFile, detailsFile),
  fc.tuple(ordersFile, membersFile, ordersFile, rawFile),
)
const rules = fc
  .tuple(...RULES.map(({ id }) => fc.boolean().map((on) => [id, on] as const)))
  .map((entries) => Object.fromEntries(entries) as Recipe['rules'])

function balances(accounting: Accounting): void {
  for (const source of accounting.sources) {
    expect(source.loaded + source.rejected.count).toBe(source.read)
    const aside = source.rules.filter(({ on }) => on).reduce((sum, { rows }) => sum + rows, 0)
    expect(source.kept + aside).toBe(source.loaded)
    for (const { on, rows } of source.rules) if (!on) expect(rows).toBeLessThanOrEqual(source.kept)
  }
}

const NUMBER = /^row \d+-\d+$/

/** The shop tables as sorted text, without what names a row's place in its file. */
async function shopOf(shop: SmallShop): Promise<Record<string, string[]>> {
  const hasLines = shop.recipe.sources.some(({ table }) => table === 'order_items')
  const tables = { orders: ORDERS, members: MEMBERS, ...(hasLines && { order_items: ITEMS }) }
  const read: Record<string, string[]> = {}
  for (const [table, statement] of Object.entries(tables)) {
    const rows = await readRows(engine, statement)
    read[table] = rows
      .map((row) => JSON.stringify(row, (_, cell: unknown) => (NUMBER.test(String(cell)) ? 'row' : cell)))
      .sort()
  }
  return read
}

const ORDERS = sql`select * from orders`
const MEMBERS = sql`select member_id from members`
const ITEMS = sql`select * exclude (source, source_row) from order_items`

describe('for any files and any rules', () => {
  test('read = loaded + rejected, and loaded = kept + set aside', async () => {
    await fc.assert(
      fc.asyncProperty(files, rules, async (given, switched) => {
        balances((await loadFiles(engine, given, switched)).accounting)
      }),
      { numRuns: 20 },
    )
  })

  test('money is not made: net = gross − returned, and no order gives back more than it brought', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (given) => {
        await loadFiles(engine, given)
        const [wrong] = await readRows(
          engine,
          sql`select count(*) as n from orders
where net <> gross - returned or returned < 0 or returned > greatest(gross, 0) or gross is null`,
        )
        expect(wrong).toEqual({ n: 0 })
      }),
      { numRuns: 10 },
    )
  })

  test('cleaning twice gives what cleaning once gives', async () => {
    await fc.assert(
      fc.asyncProperty(files, rules, async (given, switched) => {
        const shop = await loadFiles(engine, given, switched)
        const before = await shopOf(shop)
        const again = await reclean(engine, shop.files, shop.recipe, shop.accounting)
        expect(again).toEqual(shop.accounting)
        expect(await shopOf(shop)).toEqual(before)
      }),
      { numRuns: 8 },
    )
  })

  test('switching a rule off and on again changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(files, rules, async (given, switched) => {
        const shop = await loadFiles(engine, given)
        const before = await shopOf(shop)
        await reclean(engine, shop.files, { ...shop.recipe, rules: switched }, shop.accounting)
        const again = await reclean(engine, shop.files, shop.recipe, shop.accounting)
        expect(again).toEqual(shop.accounting)
        expect(await shopOf(shop)).toEqual(before)
      }),
      { numRuns: 10 },
    )
  })

  const paid = ['A1', 'm1', '2025-03-01 10:00:00', '10.00', '', 'paid']
  const cancelled = ['A1', 'm1', '2025-03-01 10:00:00', '10.00', '', 'Cancelled']
  const roles = ['order_id', 'member_id', 'ordered_at', 'amount', 'refund', 'status']
  const later: SmallFile = { table: 'orders', roles, rows: [paid] }
  /** One of an order's rows stands in a later file too: whichever comes first, the equal one is set aside. */
  const againInALaterFile: readonly [SmallFile[], SmallFile[]] = [
    [{ table: 'orders', roles, rows: [paid, cancelled] }, later],
    [{ table: 'orders', roles, rows: [cancelled, paid] }, later],
  ]

  test('the order of rows does not matter', async () => {
    const shuffled = files.chain((given) =>
      fc
        .tuple(...given.map(({ rows }) => fc.shuffledSubarray([...rows], { minLength: rows.length })))
        .map((rows) => [given, given.map((file, i) => ({ ...file, rows: rows[i] ?? [] }))] as const),
    )
    await fc.assert(
      fc.asyncProperty(shuffled, async ([given, mixed]) => {
        const shop = await loadFiles(engine, given)
        const before = await shopOf(shop)
        const other = await loadFiles(engine, mixed)
        expect(other.accounting).toEqual(shop.accounting)
        expect(await shopOf(other)).toEqual(before)
      }),
      { numRuns: 10, examples: [[againInALaterFile]] },
    )
  })

  test('a duplicate is a row that equals an earlier row of its file, cell by cell', async () => {
    await fc.assert(
      fc.asyncProperty(linesFile, linesFile, async (a, b) => {
        await loadFiles(engine, [a, b])
        const expected = [a, b].flatMap(({ rows }, source) => {
          const seen = new Set<string>()
          return rows.flatMap((cells, i) => {
            const text = JSON.stringify(cells)
            if (seen.has(text)) return [{ source, source_row: i + 1 }]
            seen.add(text)
            return []
          })
        })
        expect(
          await readRows(engine, sql`select source, source_row from duplicate_sales order by all`),
        ).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })
})

describe('small shops', () => {
  const roles = ['order_id', 'member_id', 'ordered_at', 'amount']
  const none: SmallFile = { table: 'orders', roles, rows: [] }

  test('of no rows', async () => {
    const shop = await loadFiles(engine, [none, { table: 'members', roles: ['member_id', 'city'], rows: [] }])
    balances(shop.accounting)
    expect(shop.accounting.sources.map(({ loaded, kept }) => [loaded, kept])).toEqual([
      [0, 0],
      [0, 0],
    ])
    expect(await shopOf(shop)).toEqual({ orders: [], members: [] })
  })

  test('of one row', async () => {
    const shop = await loadFiles(engine, [{ ...none, rows: [['1', 'a', '2025-01-01', '5']] }])
    balances(shop.accounting)
    expect((await shopOf(shop))['orders']).toHaveLength(1)
  })

  test('of nothing but empty cells', async () => {
    const rows = Array.from({ length: 3 }, () => ['', '', '', 'NULL'])
    const shop = await loadFiles(engine, [{ ...none, rows }])
    balances(shop.accounting)
    expect(shop.accounting.sources[0]).toMatchObject({ loaded: 3, kept: 0 })
    expect(await shopOf(shop)).toEqual({ orders: [], members: [] })
  })

  test('of many files', async () => {
    const many = Array.from({ length: 35 }, (_, i): SmallFile => ({
      ...none,
      rows: [[`${i}`, 'a', '2025-01-01', `${i}`]],
    }))
    const shop = await loadFiles(engine, many)
    balances(shop.accounting)
    expect((await shopOf(shop))['orders']).toHaveLength(35)
    expect(await readRows(engine, sql`select sum(gross) as gross from orders`)).toEqual([{ gross: 595 }])
  })
})

test('zero amounts are set aside in files of lines, not in files of orders', () => {
  const source = { table: 'orders' as const }
  expect(defaultRules([source as never])['zero_amount']).toBe(false)
  expect(defaultRules([{ ...source, table: 'order_items' } as never])['zero_amount']).toBe(true)
  expect(rulingSteps({ sources: [], rules: defaultRules([]), today: '2026-01-01', currency: '' })).toEqual([])
})
