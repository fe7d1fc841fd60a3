import { beforeAll, describe, expect, test } from 'vitest'
import { analysisById } from '../../../src/analyses/registry'
import { EngineError } from '../../../src/engine/errors'
import { listTables, written, type ListedTable } from '../../../src/pages/sql/catalogue'
import { examplesFor } from '../../../src/pages/sql/examples'
import { queryFault, readEngineMessage } from '../../../src/pages/sql/query-words'
import { resultColumn } from '../../../src/pages/sql/result-columns'
import { readOnlyQuery } from '../../../src/sql/read-only'
import { ident, sql } from '../../../src/sql/sql'
import type { EngineCore } from '../../../src/engine/core'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, textFile } from '../shop-fixture'

let engine: EngineCore
let tables: ListedTable[]
const named = (name: string) => tables.find((table) => table.name === name)

beforeAll(async () => {
  engine = await openTestEngine()
  const lines = Array.from(
    { length: 60 },
    (_, i) => `A${i},C${i % 7},2024-0${1 + (i % 9)}-11,P${i % 3},Tee,${1 + (i % 4)},9.5`,
  )
  const header = 'order_id,customer_id,order_date,product_id,product_name,quantity,unit_price'
  const file = textFile('销售 2024.csv', `${header}\n${lines.join('\n')}\n`)
  const { runner } = await loadTestShop(engine, [file])
  const rfm = analysisById('rfm')
  if (rfm) await runner.run(rfm, { asOf: '2025-01-01', from: null, basis: 'gross' })
  const clusters = analysisById('clusters')
  if (clusters) await runner.run(clusters, { asOf: '2025-01-01', from: null, basis: 'gross' })
  await engine.run(sql`create table sql_result as select 1 as a`)
  tables = await listTables(engine, ['销售 2024.csv'])
})

describe('the list of tables', () => {
  test('begins with the shop, then results, files, and how it was made', () => {
    expect(tables.slice(0, 4).map((table) => table.name)).toEqual([
      'orders',
      'order_items',
      'members',
      'products',
    ])
    const groups = tables.map((table) => table.group)
    expect(groups).toEqual([...groups].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)))
    expect(new Set(groups)).toEqual(new Set(ORDER))
    expect(named('sql_result')).toBeUndefined()
  })

  test('counts rows and documents columns', () => {
    expect(named('orders')).toMatchObject({ rows: 60, group: 'shop' })
    expect(named('members')?.rows).toBe(7)
    expect(named('raw.file_1')).toMatchObject({ rows: 60, file: '销售 2024.csv', group: 'file' })
    expect(named('member_rfm')?.columns.find(({ name }) => name === 'group10')?.about?.zh).toBe('十群')
    // The facts that were clustered by, which the shop decides.
    const clustered = named('cluster_rows')?.columns.find(({ name }) => name === 'recency_days')
    expect(clustered?.about?.zh).toBe('距末单天数')
    for (const { group, columns } of tables) {
      if (group === 'shop' || group === 'result')
        expect(columns.filter(({ about }) => about === null)).toEqual([])
    }
  })

  test('of an empty engine is empty', async () => {
    expect(await listTables(await openTestEngine(), [])).toEqual([])
  })

  test('every example that is offered runs', async () => {
    const examples = examplesFor(tables)
    expect(examples.length).toBeGreaterThan(5)
    for (const { text } of examples) {
      await engine.query(readOnlyQuery(text))
    }
  })

  test.each(['order', 'select', 'a b', '会员', 'x"y', 'plain_1', 'Date', 'end'])(
    '%j can be written in a query',
    async (name) => {
      const [row] = await rowsOf(
        engine,
        readOnlyQuery(`select ${written(name)} from (select 1 as ${ident(name).text})`),
      )
      expect(row).toEqual({ [name]: 1 })
    },
  )
})

const ORDER: readonly string[] = ['shop', 'result', 'file', 'making']

describe('what the engine says of a query', () => {
  const faultOf = async (text: string) => {
    try {
      await engine.query(readOnlyQuery(text))
    } catch (error) {
      return queryFault(error, text)
    }
    throw new Error('It ran.')
  }

  test('has its place in the text as it was written', async () => {
    expect(await faultOf('select order_id,\n  ner + 1\nfrom orders')).toMatchObject({
      place: 'Line 2, column 3',
      excerpt: '  ner + 1\n  ^',
    })
    expect(await faultOf('select 1 fro orders')).toMatchObject({ place: 'Line 1, column 14' })
    expect((await faultOf('select 1; drop table orders')).place).toBe('Line 1, column 11')
    expect((await faultOf('select ner from orders')).sentence).toMatch(/^Binder Error: .*ner/)
  })

  test('without a place is told whole', () => {
    expect(readEngineMessage('Out of range')).toEqual({
      sentence: 'Out of range',
      line: null,
      column: null,
      excerpt: '',
    })
    expect(queryFault(new EngineError('sql', 'No.'), '').sentence).toBe('No.')
  })
})

test('numbers of a result are shown bare, nothing as a dash', () => {
  const format = resultColumn({ name: 'x', kind: 'number' }).format
  expect([2024, 0.1 + 0.2, 1e-9, '123456789012345678', null].map((value) => format?.(value))).toEqual([
    '2024',
    '0.3',
    '1e-9',
    '123456789012345678',
    '–',
  ])
  expect(resultColumn({ name: 'x', kind: 'time' }).format?.(Infinity)).toBe('Infinity')
})
