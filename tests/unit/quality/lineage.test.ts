import { beforeAll, describe, expect, test } from 'vitest'
import { ANALYSES } from '../../../src/analyses/registry'
import type { EngineCore } from '../../../src/engine/core'
import { lineageOf, type LineageGraph } from '../../../src/quality/lineage'
import { layoutLineage, relatives } from '../../../src/quality/lineage-layout'
import { keysOf, originOf, originRows } from '../../../src/quality/origins'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadFiles, readRows, type SmallFile, type SmallShop } from '../cleaning/small-shop'

let engine: EngineCore
let shop: SmallShop
beforeAll(async () => {
  engine = await openTestEngine()
  shop = await loadFiles(engine, FILES)
})

const FILES: SmallFile[] = [
  {
    table: 'orders',
    roles: ['order_id', 'member_id', 'ordered_at', 'amount', '[note]'],
    rows: [
      ['1', 'a', '2024-11-30', '3', 'first'],
      ['1', 'a', '2024-11-30', '2', 'second'],
      ['2', 'b', 'soon', '4', 'third'],
      ['', 'b', '2025-01-01', '1,000.50', '"fourth"'],
    ],
  },
  {
    table: 'members',
    roles: ['member_id', 'city'],
    rows: [
      ['a', '上海'],
      ['a', '北京'],
    ],
  },
]

describe('the graph of tables', () => {
  let graph: LineageGraph
  beforeAll(() => {
    graph = lineageOf(shop.recipe, ANALYSES)
  })
  const before = (id: string) => graph.edges.filter(({ to }) => to === id).map(({ from }) => from)

  test('leads from the files over the typed and checked rows to the shop and its results', () => {
    expect(before('raw.file_1')).toEqual(['file 0'])
    expect(before('sales_rows')).toEqual(['raw.file_1'])
    expect(before('orders')).toContain('kept_sales')
    expect(before('members')).toEqual(expect.arrayContaining(['checked_members', 'orders']))
    expect(before('rfm_purchases')).toEqual(['orders'])
    expect(before('rfm_totals')).toEqual(['rfm_purchases'])
    expect(before('rfm_scores')).toEqual(expect.arrayContaining(['rfm_totals', 'rfm_cuts']))
    expect(before('member_rfm')).toEqual(expect.arrayContaining(['rfm_scores', 'rfm_cell_groups']))
  })

  test('has every table that the cleaning made, and every step of every analysis', async () => {
    const made = await readRows(
      engine,
      // The engine's own list is the reference.
      sql`select table_name as name from duckdb_tables() where schema_name = 'main' and estimated_size > 0
union all select view_name from duckdb_views() where schema_name = 'main' and not internal`,
    )
    const names = graph.nodes.map(({ name }) => name)
    for (const { name } of made) expect(names).toContain(name)
    expect(new Set(names).size).toBe(names.length)
  })

  test('is placed without two nodes on one spot, each to the right of what it is made of', () => {
    const layout = layoutLineage(graph)
    const spots = layout.nodes.map(({ x, y }) => `${x},${y}`)
    expect(new Set(spots).size).toBe(spots.length)
    const at = new Map(layout.nodes.map((node) => [node.id, node]))
    for (const { from, to, path } of layout.edges) {
      expect(at.get(from)!.x).toBeLessThan(at.get(to)!.x)
      expect(path).toMatch(/^M/)
    }
    expect(layout.nodes.every(({ x, width }) => x + width <= layout.width)).toBe(true)
  })

  test('relatives: all that a table is made of and all that is made of it', () => {
    const kin = relatives(graph, 'rfm_totals')
    expect(kin).toContain('file 0')
    expect(kin).toContain('lorenz_curve')
    expect(kin).not.toContain('overview_summary')
  })
})

describe('where a row comes from', () => {
  test('by the narrowest key that its columns give', () => {
    expect(keysOf(['source', 'source_row', 'order_id'], [0, 3, 'x'])).toEqual({ source: 0, source_row: 3 })
    expect(keysOf(['member_id', 'r'], ['a', 5])).toEqual({ member_id: 'a' })
    expect(keysOf(['order_id', 'member_id'], ['1', null])).toEqual({ order_id: '1' })
    expect(keysOf(['period', 'amount'], [1, 2])).toBeNull()
  })

  test('an order, a member, an order without a number: the rows behind each', async () => {
    const rows = (keys: Parameters<typeof originRows>[1]) => readRows(engine, originRows(shop.recipe, keys))
    expect(await rows({ order_id: '1', member_id: 'a' })).toEqual([
      { source: 0, source_row: 1, rule: null },
      { source: 0, source_row: 2, rule: null },
    ])
    expect(await rows({ member_id: 'a' })).toHaveLength(4)
    expect(await rows({ member_id: 'b' })).toEqual([
      { source: 0, source_row: 3, rule: 'unreadable_time' },
      { source: 0, source_row: 4, rule: null },
    ])
    const [own] = await readRows(engine, sql`select order_id from orders where member_id = 'b'`)
    expect(await rows({ order_id: String(own?.['order_id']) })).toEqual([
      { source: 0, source_row: 4, rule: null },
    ])
    expect(await rows({ product_id: 'none' })).toEqual([])
  })

  test('a row of a file: its cells, what they were read as, and the rules it met', async () => {
    const origin = await originOf(engine, shop.recipe, 0, 4)
    expect(origin).toMatchObject({ file: '1.csv', record: 4, rule: null })
    expect(origin?.cells.at(-1)).toEqual({ header: '[note]', text: '"fourth"' })
    expect(origin?.read.find(({ role }) => role === 'amount')).toMatchObject({
      header: 'amount',
      text: '1,000.50',
      value: '1000.5000',
    })
    expect(origin?.read.find(({ role }) => role === 'order_id')?.value).toBeNull()
    expect(origin?.rules.filter(({ catches }) => catches)).toEqual([])

    const aside = await originOf(engine, shop.recipe, 0, 3)
    expect(aside?.rule).toBe('unreadable_time')
    expect(aside?.rules.filter(({ catches }) => catches).map(({ rule }) => rule)).toEqual(['unreadable_time'])
    expect((await originOf(engine, shop.recipe, 1, 2))?.rule).toBe('repeated_key')
    expect(await originOf(engine, shop.recipe, 0, 99)).toBeNull()
    expect(await originOf(engine, shop.recipe, 7, 1)).toBeNull()
  })
})
