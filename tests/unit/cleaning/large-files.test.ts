import { beforeAll, describe, expect, test } from 'vitest'
import { ordersApart } from '../../../src/cleaning/shop.sql'
import { slices } from '../../../src/cleaning/slices.sql'
import { readSales } from '../../../src/cleaning/typed.sql'
import type { EngineCore } from '../../../src/engine/core'
import { needsPacking } from '../../../src/project/packing'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, textFile } from '../shop-fixture'
import { readRows } from './small-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const ROWS = Array.from(
  { length: 23 },
  (_, i) => `A${i},m${i % 5},2024-01-${String(i + 1).padStart(2, '0')},${i}.50`,
)
const orders = () => textFile('orders.csv', ['order_id,member_id,order_date,amount', ...ROWS, ''].join('\n'))

describe('a large file', () => {
  test.each([1, 7, 22, 23, 24])('in slices of %i rows gives every row once, in order', async (rows) => {
    const { recipe } = await loadTestShop(engine, [orders()])
    const [source] = recipe.sources
    if (!source) throw new Error('The recipe has no source.')
    const conditions = slices(source, rows)
    expect(conditions).toHaveLength(Math.ceil(23 / rows))
    await engine.run(sql`create or replace table together as ${readSales(source, 0)} limit 0`)
    for (const condition of conditions)
      await engine.run(sql`insert into together ${readSales(source, 0, [], condition)}`)
    expect(await readRows(engine, sql`select * from together`)).toEqual(
      await readRows(engine, readSales(source, 0)),
    )
    // The file may have grown since the recipe was written.
    const smaller = { ...source, file: { ...source.file, records: 9 } }
    const counts = await Promise.all(
      slices(smaller, 4).map((condition) =>
        readRows(engine, sql`select count(*) as n from (${readSales(source, 0, [], condition)})`),
      ),
    )
    expect(counts.flat().map(({ n }) => n)).toEqual([4, 4, 15])
  })

  test('is read whole where a row asks the others', async () => {
    const { recipe } = await loadTestShop(engine, [orders()])
    const [source] = recipe.sources
    if (!source) throw new Error('The recipe has no source.')
    expect(slices({ ...source, fill: ['member_id'] }, 7)).toHaveLength(1)
    expect(slices({ ...source, mapping: { ...source.mapping, refund: 'amount' } }, 7)).toHaveLength(1)
  })

  test('is kept packed from some size on, whichever way it is stored', async () => {
    const { files } = await loadTestShop(engine, [orders()])
    const report = files[0]?.report
    if (!report) throw new Error('There is no report.')
    expect(needsPacking([report])).toBe(false)
    expect(needsPacking(Array.from({ length: 3 }, () => ({ ...report, size: 200e6 })))).toBe(true)
    expect(needsPacking([{ ...report, storage: 'parquet', size: 1, records: 20_000_000 }])).toBe(true)
  })
})

test('orders made apart from each other are those gathered by their numbers', async () => {
  const lines = (file: number) => [
    'order_id,member_id,order_date,amount',
    ...Array.from({ length: 40 }, (_, i) => {
      // Numbers in both files, in rows of one file, of two members, and rows without one.
      const number = i % 10 === 9 ? '' : `A${(i * (file + 2)) % 31}`
      return `${number},m${i % 3},2024-0${file}-${String((i % 28) + 1).padStart(2, '0')},${i}.25`
    }),
    '',
  ]
  const files = [1, 2].map((file) => textFile(`orders-${file}.csv`, lines(file).join('\n')))
  const { recipe } = await loadTestShop(engine, files)
  const all = sql`select * from orders order by order_id, member_id`
  const gathered = await readRows(engine, all)
  const repeated = gathered.filter((row) => Number(row['lines']) > 1)
  expect([repeated.length > 5, gathered.length - repeated.length > 5]).toEqual([true, true])
  for (const statement of ordersApart(recipe, 7)) await engine.run(statement)
  expect(await readRows(engine, all)).toEqual(gathered)
})

test('an engine that packs text gives the same rows from less memory', async () => {
  const select = sql`select 'order ' || i as id, case when i % 9 > 0 then 'Größe ' || i % 7 end as size from range(700000) as r(i)`
  const used: number[] = []
  const sums: unknown[] = []
  for (const packsText of [false, true]) {
    const other = await openTestEngine({ packsText })
    await other.run(sql`create table t as ${select}`)
    sums.push(await readRows(other, sql`select sum(hash(id, size))::varchar as sum, count(size) as n from t`))
    const [memory] = await readRows(
      other,
      sql`select sum(memory_usage_bytes)::double as bytes from duckdb_memory()`,
    )
    used.push(Number(memory?.['bytes']))
  }
  expect(sums[0]).toEqual(sums[1])
  expect(used[1]).toBeLessThan(0.6 * (used[0] ?? 0))
})
