import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { inspectFile } from '../../../src/ingest/inspect'
import { unpack } from '../../../src/ingest/unpack/unpack'
import { loadShop, loadSteps, reclean } from '../../../src/project/load'
import { SHOP_TABLES } from '../../../src/shop/tables'
import { sql } from '../../../src/sql/sql'
import { holdFiles, loadFiles, normalise, readRows, type SmallFile } from '../cleaning/small-shop'
import { openTestEngine } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const orders: SmallFile = {
  table: 'orders',
  roles: ['order_id', 'member_id', 'ordered_at', 'amount'],
  rows: [
    ['1', 'a', '2025-01-01', '5'],
    ['2', 'b', '2025-01-02', '6'],
    ['3', '', '2025-01-03', '7'],
  ],
}
const lines: SmallFile = {
  table: 'order_items',
  roles: ['order_id', 'product_id', 'quantity', 'unit_price'],
  rows: [['1', 'p', '1', '5']],
}
const members: SmallFile = { table: 'members', roles: ['member_id', 'city'], rows: [['a', '上海']] }

const tablesLeft = () =>
  readRows(
    engine,
    sql`select table_schema || '.' || table_name as name from information_schema.tables order by name`,
  )

describe('a load', () => {
  test('goes through the steps it announced, each to its end, in their order', async () => {
    const { recipe, held } = await holdFiles([orders, lines, members])
    const seen: string[] = []
    const done: string[] = []
    await loadShop(engine, normalise, held, recipe, {
      onProgress: ({ key, state, share }) => {
        if (seen.at(-1) !== key) seen.push(key)
        if (state === 'done') done.push(key)
        if (share !== null) expect(share >= 0 && share <= 1).toBe(true)
      },
    })
    const announced = loadSteps(recipe).map(({ key }) => key)
    expect(seen).toEqual(announced)
    expect(done).toEqual(announced)
    expect(new Set(announced).size).toBe(announced.length)
  })

  test('has a name of its own for each step, whichever tables are there', async () => {
    const { recipe } = await holdFiles([orders])
    const [source] = recipe.sources
    const sources = SHOP_TABLES.map(({ name }) => ({ ...source!, table: name }))
    const keys = loadSteps({ ...recipe, sources }).map(({ key }) => key)
    expect(keys.length).toBeGreaterThan(SHOP_TABLES.length)
    expect(keys.filter((key, at) => keys.indexOf(key) < at)).toEqual([])
  })

  test.each([0, 1, 3, 6, 9, 12, 14])(
    'cancelled after %i steps leaves nothing, and can be begun again',
    async (steps) => {
      const { recipe, held } = await holdFiles([orders, lines, members])
      const controller = new AbortController()
      let left = steps
      const loading = loadShop(engine, normalise, held, recipe, {
        signal: controller.signal,
        onProgress: ({ state }) => {
          if (state === 'done') left -= 1
          if (left <= 0) controller.abort()
        },
      })
      await expect(loading).rejects.toThrow()
      expect(await tablesLeft()).toEqual([])
      const again = await loadShop(engine, normalise, held, recipe)
      expect(again.sources.map(({ kept }) => kept)).toEqual([2, 1, 1])
    },
  )

  test('takes the place of the one before, whatever its shape', async () => {
    await loadFiles(engine, [orders, lines, members])
    await loadFiles(engine, [members])
    expect((await tablesLeft()).map(({ name }) => name)).toEqual([
      'main.checked_members',
      'main.listed_members',
      'main.members',
      'main.rule_fits',
      'main.rule_hits',
      'raw.file_1',
    ])
  })

  test('that lost a row says so, and leaves nothing', async () => {
    const { recipe, held } = await holdFiles([orders])
    const lying = held.map(({ file, report }) => ({
      file,
      report: { ...report, records: report.records + 1 },
    }))
    await expect(loadShop(engine, normalise, lying, recipe)).rejects.toMatchObject({
      name: 'LoadError',
      code: 'rows_lost',
      counts: { read: 4, loaded: 3, rejected: 0 },
    })
    expect(await tablesLeft()).toEqual([])
  })

  test('counts what could not be read: read = loaded + rejected', async () => {
    const { recipe } = await holdFiles([orders])
    const ragged = new File(
      ['order_id,member_id,ordered_at,amount\n1,a,2025-01-01,5\n2,b,2025-01-02,6,7,8\n3,c\n'],
      'x.csv',
    )
    const report = await inspectFile(ragged)
    const accounting = await loadShop(engine, normalise, [{ file: ragged, report }], recipe)
    const [source] = accounting.sources
    expect(source).toMatchObject({ read: 3, loaded: 1, kept: 1 })
    expect(source?.rejected.count).toBe(2)
    expect(source?.rejected.records.map(({ line, code }) => [line, code])).toEqual([
      [3, 'too_many_fields'],
      [4, 'too_few_fields'],
    ])
  })
})

test('counts lines of JSON that could not be read, with their line, reason and text', async () => {
  const dropped = new File(
    [
      '{"order_id":"1","member_id":"a","ordered_at":"2025-01-01","amount":5}\n{"order_id":"2",\n\n',
      '{"order_id":"3","member_id":"b","ordered_at":"2025-01-02","amount":6}\nnot json\n',
    ],
    'orders.jsonl',
  )
  const [part] = await unpack(dropped)
  const report = {
    ...(await inspectFile(part!.file, { dialect: part!.dialect! })),
    ...(part!.refused && { refused: part!.refused }),
  }
  const { recipe } = await holdFiles([orders])
  const accounting = await loadShop(engine, normalise, [{ file: part!.file, report }], recipe)
  const [source] = accounting.sources
  expect(source).toMatchObject({ read: 4, loaded: 2, kept: 2, rejected: { count: 2 } })
  expect(source?.rejected.records.map(({ line, code, text }) => [line, code, text])).toEqual([
    [2, 'bad_json', '{"order_id":"2",'],
    [5, 'bad_json', 'not json'],
  ])
  expect(source?.rejected.records[0]?.reason.en).toContain('column 17')
  const again = await reclean(engine, [{ file: part!.file, report }], recipe, accounting)
  expect(again.sources[0]?.rejected.count).toBe(2)
})

test('a rule switched and switched back gives the accounting it had', async () => {
  const shop = await loadFiles(engine, [orders])
  const switched = await reclean(
    engine,
    shop.files,
    { ...shop.recipe, rules: { ...shop.recipe.rules, no_member: false } },
    shop.accounting,
  )
  expect(switched.sources[0]?.kept).toBe(3)
  expect(await reclean(engine, shop.files, shop.recipe, switched)).toEqual(shop.accounting)
})
