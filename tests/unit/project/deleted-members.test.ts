import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { deletedOfAll, idsOfMember, rowsOfMember, withDeleted } from '../../../src/project/deleted-members'
import { loadShop } from '../../../src/project/load'
import { readProject, writeProject } from '../../../src/project/project-file'
import { normaliseFile } from '../../../src/ingest/normalise'
import { rewriteSource } from '../../../src/project/rewritten'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, textFile, type TestShop } from '../shop-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const ORDERS = `order_id,customer_id,order_date,amount
o1,anna,2024-01-01 10:00:00,10
o2,bert,2024-01-02 10:00:00,20
o3,anna,2024-01-03 10:00:00,30
o4,cleo,2024-01-04 10:00:00,40
o5,bert,2024-01-05 10:00:00,50
o6,dora,2024-01-06 10:00:00,60
`
const LINES = `order_id,product_id,quantity,price
o1,p1,1,10
o2,p2,1,20
o3,p1,1,10
o3,p2,1,20
o4,p3,1,40
o5,p2,1,50
o6,p4,2,30
`
const MEMBERS = `customer_id,gender,birthday,city
anna,F,1990-01-01,杭州
bert,M,1980-05-05,上海
cleo,F,1985-07-07,北京
dora,F,1991-02-02,广州
`
const NOTES = `customer_id,note
anna,likes tea
bert,likes mugs
`
const files = () => [
  textFile('orders.csv', ORDERS),
  textFile('order_lines.csv', LINES),
  textFile('members.csv', MEMBERS),
  textFile('notes.csv', NOTES),
]

const reload = (shop: TestShop, recipe: TestShop['recipe']) =>
  loadShop(engine, (file, report) => normaliseFile(file, report), shop.files, recipe)

/** Every cell of every table and view, as one text. */
async function everything(): Promise<string> {
  const tables = await rowsOf(
    engine,
    sql`select concat('"', schema_name, '"."', table_name, '"') as name from duckdb_tables() where not internal
union all select concat('"', schema_name, '"."', view_name, '"') from duckdb_views() where not internal`,
  )
  const parts: string[] = []
  for (const { name } of tables) {
    const { Sql } = await import('../../../src/sql/sql')
    parts.push(String(name), JSON.stringify(await rowsOf(engine, new Sql(`select * from ${String(name)}`))))
  }
  return parts.join('\n')
}

describe('a deleted member', () => {
  test('is in no table any more, nor are her orders, lines and notes; the others are as they were', async () => {
    const shop = await loadTestShop(engine, files())
    expect(shop.recipe.sources.map(({ table }) => table)).toEqual(['orders', 'order_items', 'members', null])
    expect(await everything()).toContain('anna')
    const ids = await idsOfMember(engine, shop.recipe, 'anna')
    expect(await rowsOfMember(engine, shop.recipe, ids)).toEqual([2, 3, 1, 1])
    expect(await everything(), 'counting changes nothing').toContain('anna')

    const recipe = await withDeleted(engine, shop.recipe, ids)
    const accounting = await reload(shop, recipe)
    const all = await everything()
    expect(all).not.toMatch(/anna|o1|o3|1990|杭州|likes tea/)
    for (const word of ['bert', 'cleo', 'dora', 'o5', '上海', 'likes mugs']) expect(all).toContain(word)
    expect(accounting.sources.map(({ read, loaded, deleted }) => [read, loaded, deleted])).toEqual([
      [6, 4, 2],
      [7, 4, 3],
      [4, 3, 1],
      [2, 1, 1],
    ])
    const [sum] = await rowsOf(engine, sql`select count(*) as n, sum(gross)::double as gross from orders`)
    expect(sum).toEqual({ n: 4, gross: 170 })
  })

  test('is not among the other columns of the list of members either', async () => {
    const own = MEMBERS.trim()
      .split('\n')
      .map((line, i) => `${line},${['motto', 'slow tea', 'strong tea', 'iced tea', 'no tea'][i] ?? ''}`)
    const shop = await loadTestShop(engine, [
      textFile('orders.csv', ORDERS),
      textFile('members.csv', `${own.join('\n')}\n`),
    ])
    const mottos = async () =>
      (await rowsOf(engine, sql`select motto from member_attributes order by member_id`)).map(
        ({ motto }) => motto,
      )
    expect(await mottos()).toEqual(['slow tea', 'strong tea', 'iced tea', 'no tea'])
    await reload(shop, await withDeleted(engine, shop.recipe, ['anna']))
    expect(await mottos()).toEqual(['strong tea', 'iced tea', 'no tea'])
    expect(await everything()).not.toMatch(/anna|slow tea/)
  })

  test('stays deleted on newer files by a saved project that does not hold the id; can be brought back', async () => {
    const shop = await loadTestShop(engine, files())
    const recipe = await withDeleted(engine, shop.recipe, ['anna'])
    const saved = writeProject({ recipe, lens: null, parameters: {}, data: [] })
    expect(saved).not.toContain('anna')
    const read = readProject(saved).recipe
    expect(read.deleted).toEqual(recipe.deleted)

    const newer = await loadTestShop(
      engine,
      [textFile('orders.csv', `${ORDERS}o7,anna,2024-02-01 10:00:00,70\no8,bert,2024-02-02 10:00:00,80\n`)],
      (fresh) => ({ ...fresh, deleted: read.deleted ?? [] }),
    )
    expect(newer.accounting.sources[0]).toMatchObject({ read: 8, loaded: 5, deleted: 3 })
    expect(await everything()).not.toContain('anna')

    const { deleted: _, ...before } = newer.recipe
    expect((await reload(newer, before)).sources[0]).toMatchObject({ read: 8, loaded: 8, deleted: 0 })
  })

  test('takes no order along that is also another member’s', async () => {
    const shop = await loadTestShop(engine, [
      textFile('orders.csv', `${ORDERS}o1,bert,2024-01-01 10:00:00,5\n`),
      textFile('order_lines.csv', LINES),
    ])
    expect(await rowsOfMember(engine, shop.recipe, ['anna'])).toEqual([2, 2])
  })

  test('and who was never there takes nothing', async () => {
    const shop = await loadTestShop(engine, files())
    expect(await rowsOfMember(engine, shop.recipe, ['nobody'])).toEqual([0, 0, 0, 0])
    const accounting = await reload(
      shop,
      await withDeleted(engine, shop.recipe, ['nobody', "o'hara", 'anna ']),
    )
    expect(accounting.sources.map(({ deleted }) => deleted)).toEqual([0, 0, 0, 0])
  })

  test('in a long file leaves every other row its number', async () => {
    const rows = Array.from({ length: 123_000 }, (_, i) => `o${i},m${i % 1000},2024-01-01 10:00:00,${i}`)
    const shop = await loadTestShop(engine, [
      textFile('orders.csv', `order_id,customer_id,order_date,amount\n${rows.join('\n')}\n`),
    ])
    const accounting = await reload(shop, await withDeleted(engine, shop.recipe, ['m7', 'm500']))
    expect(accounting.sources[0]).toMatchObject({ read: 123_000, deleted: 246 })
    const [found] = await rowsOf(
      engine,
      sql`select count(*) as n, count(*) filter (where cast(f.amount as integer) = s.amount) as same,
  count(*) filter (where s.source_row = s.amount + 1) as numbered
from sales_rows as s join raw.file_1 as f on f.rowid = s.source_row - 1`,
    )
    expect(found).toEqual({ n: 122_754, same: 122_754, numbered: 122_754 })
  })
})

test('a source without its deleted member is written so that it is read back the same', async () => {
  const odd = `order_id;customer_id;order_date;amount;note
o1;anna;2024-01-01 10:00:00;10;x
o2;bert;2024-01-02 10:00:00;20;"a ""quoted"", one"
o3;bert;2024-01-03 10:00:00;30;=1+1
o4;cleo;2024-01-04 10:00:00;40;
`
  const shop = await loadTestShop(engine, [textFile('orders.csv', odd)], (recipe) => recipe)
  const recipe = await withDeleted(engine, shop.recipe, ['anna'])
  await reload(shop, recipe)
  const plan = recipe.sources[0]!
  const before = await rowsOf(
    engine,
    sql`select order_id, member_id, ordered_at, gross::double as gross from orders order by 1`,
  )
  const { file, plan: rewritten } = await rewriteSource(engine, plan, 0)
  expect(await file.text()).not.toContain('anna')
  expect(rewritten.dialect).toMatchObject({ encoding: 'utf-8', delimiter: ',' })
  const again = await loadTestShop(engine, [file], (fresh) => ({ ...fresh, deleted: recipe.deleted ?? [] }))
  expect(again.files[0]?.report.dialect).toMatchObject(rewritten.dialect)
  expect(again.accounting.sources[0]).toMatchObject({ read: 3, loaded: 3, deleted: 0 })
  expect(
    await rowsOf(
      engine,
      sql`select order_id, member_id, ordered_at, gross::double as gross from orders order by 1`,
    ),
  ).toEqual(before)
  expect(await rowsOf(engine, sql`select note from raw.file_1`)).toEqual([
    { note: 'a "quoted", one' },
    { note: '=1+1' },
    { note: null },
  ])
})

test('deletions of several projects add up, each under its own salt', () => {
  expect(
    deletedOfAll([{ salt: 'aa', members: ['1', '2'] }], undefined, [
      { salt: 'bb', members: ['3'] },
      { salt: 'aa', members: ['2', '4'] },
    ]),
  ).toEqual([
    { salt: 'aa', members: ['1', '2', '4'] },
    { salt: 'bb', members: ['3'] },
  ])
})
