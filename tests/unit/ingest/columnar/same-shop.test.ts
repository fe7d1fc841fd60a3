import { tableFromIPC, tableToIPC, type Table } from 'apache-arrow'
import { beforeAll, expect, test } from 'vitest'
import type { EngineCore } from '../../../../src/engine/core'
import { inspectFile } from '../../../../src/ingest/inspect'
import { readBatches } from '../../../../src/ingest/columnar/batches'
import { ident, sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { loadTestShop } from '../../shop-fixture'
import { csvFile, ORDERS, parquetFile } from './parquet-files'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const TABLES = ['orders', 'order_items', 'members', 'products']

/** Every table of the shop that a file makes, its rows in order, and where its rows went. */
async function shopOf(file: File) {
  const { accounting, recipe } = await loadTestShop(engine, [file])
  const tables: Record<string, unknown> = {}
  for (const table of TABLES) {
    const known = await rowsOf(
      engine,
      sql`select count(*) as n from duckdb_tables() where table_name = ${table}`,
    )
    if (known[0]?.['n'] === 1)
      tables[table] = await rowsOf(engine, sql`select * from ${ident(table)} order by all`)
  }
  const [source] = accounting.sources
  return {
    tables,
    source: { ...source, file: '' },
    returns: accounting.returns,
    mapping: recipe.sources[0]?.mapping,
  }
}

/** The same columns as an Arrow file and as an Arrow stream. */
async function arrowFile(parquet: File, format: 'file' | 'stream'): Promise<File> {
  const report = await inspectFile(parquet)
  const tables: Table[] = []
  await readBatches(parquet, report, ({ bytes }) => Promise.resolve(void tables.push(tableFromIPC(bytes))))
  const [first, ...rest] = tables
  if (!first) throw new Error('No batch came.')
  return new File([new Uint8Array(tableToIPC(first.concat(...rest), format))], `orders.${format}.arrow`)
}

test('a shop is the same from CSV, Parquet and Arrow', async () => {
  const parquet = await parquetFile(ORDERS, 'row_group_size 2048')
  const fromText = await shopOf(await csvFile(ORDERS))
  expect(Object.keys(fromText.tables)).toContain('orders')
  expect(fromText.source.loaded).toBe(6000)
  for (const file of [parquet, await arrowFile(parquet, 'file'), await arrowFile(parquet, 'stream')])
    expect(await shopOf(file)).toEqual(fromText)
})

test('columns keep their types in the raw table', async () => {
  await loadTestShop(engine, [await parquetFile(ORDERS)])
  const columns = await rowsOf(
    engine,
    sql`select column_name as name, data_type as type from duckdb_columns() where schema_name = 'raw' order by column_index`,
  )
  expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toEqual({
    order_id: 'BIGINT',
    member_id: 'VARCHAR',
    ordered_at: 'TIMESTAMP',
    amount: 'DECIMAL(10,2)',
    quantity: 'BIGINT',
    status: 'VARCHAR',
    product_name: 'VARCHAR',
  })
})
