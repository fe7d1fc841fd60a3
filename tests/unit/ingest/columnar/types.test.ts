import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../../src/engine/core'
import { openTestEngine } from '../../engine-fixture'
import { ORDERS, parquetFile } from './parquet-files'
import { readRaw } from './raw-rows'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const ours = (name: string): File =>
  new File([readFileSync(join(import.meta.dirname, '../../../data/columnar', name))], name)

/** Two rows: a value and null. */
const column = (value: string) => `select unnest([${value}, null]) as c`

describe('what a column of a Parquet file becomes', () => {
  test.each([
    ["'会员'", 'VARCHAR', '会员'],
    ['true', 'BOOLEAN', 'true'],
    ['(-7)::tinyint', 'BIGINT', '-7'],
    ['40000::usmallint', 'BIGINT', '40000'],
    ['4000000000::uinteger', 'BIGINT', '4000000000'],
    ['9223372036854775807::bigint', 'BIGINT', '9223372036854775807'],
    ['18446744073709551615::ubigint', 'UBIGINT', '18446744073709551615'],
    ['1.1::float', 'FLOAT', '1.1'],
    ['0.1::double', 'DOUBLE', '0.1'],
    ['12345.00::decimal(7, 2)', 'DECIMAL(7,2)', '12345.00'],
    [
      '-123456789012345678901234567890.12345678::decimal(38, 8)',
      'DECIMAL(38,8)',
      '-123456789012345678901234567890.12345678',
    ],
    ["date '2024-02-29'", 'DATE', '2024-02-29'],
    ["timestamp '2024-02-29 23:59:58.123456'", 'TIMESTAMP', '2024-02-29 23:59:58.123456'],
    ["timestamp_s '2024-02-29 23:59:58'", 'TIMESTAMP', '2024-02-29 23:59:58'],
    ["timestamp_ms '1969-12-31 23:59:58.123'", 'TIMESTAMP', '1969-12-31 23:59:58.123'],
    ["timestamp_ns '2024-02-29 23:59:58.123456789'", 'TIMESTAMP', '2024-02-29 23:59:58.123456'],
    ["timestamptz '2024-02-29 23:59:58+00'", 'TIMESTAMP', '2024-02-29 23:59:58'],
    ["time '10:00:01.5'", 'VARCHAR', '10:00:01.5'],
    ["encode('订单')", 'VARCHAR', '订单'],
    ["'\\xFF\\x00'::blob", 'VARCHAR', '\\xFF\\x00'],
    ["'a'::enum('a', 'b')", 'VARCHAR', 'a'],
  ])('%s', async (value, stored, text) => {
    const { report, rows } = await readRaw(engine, await parquetFile(column(value)))
    expect(report.columns[0]?.stored).toBe(stored)
    expect(rows).toEqual([{ c: text }, { c: null }])
  })

  test('INT96, as old programs write times', async () => {
    const { report, rows } = await readRaw(engine, ours('int96.parquet'))
    expect(report.columns[1]).toMatchObject({ type: 'time', stored: 'TIMESTAMP' })
    expect(rows.map((row) => row['ordered_at'])).toEqual(['2018-01-02 03:04:05', '1969-12-31 23:59:59', null])
  })

  test('fields of structs are columns, null where the struct is', async () => {
    const { report, rows } = await readRaw(
      engine,
      await parquetFile(
        "select unnest([{'city': '上海', 'at': {'n': 1}}, {'city': null, 'at': {'n': 2}}, null]) as buyer, unnest([1, 2, 3]) as id",
      ),
    )
    expect(report.columns.map(({ name }) => name)).toEqual(['buyer.city', 'buyer.at.n', 'id'])
    expect(report.preview).toEqual([
      ['上海', '1', '1'],
      ['', '2', '2'],
      ['', '', '3'],
    ])
    expect(rows).toEqual([
      { 'buyer.city': '上海', 'buyer.at.n': '1', id: '1' },
      { 'buyer.city': null, 'buyer.at.n': '2', id: '2' },
      { 'buyer.city': null, 'buyer.at.n': null, id: '3' },
    ])
  })

  test('lists and maps are left out, and it is said', async () => {
    const { report, rows } = await readRaw(
      engine,
      await parquetFile(
        "select 1 as id, [1, 2] as items, map {'a': 1} as tags, {'x': [1]} as deep, 2.5::double as n",
      ),
    )
    expect(rows).toEqual([{ id: '1', n: '2.5' }])
    expect(report.notices).toMatchObject([{ level: 'warning', code: 'left_out_columns' }])
    expect(report.notices[0]?.sentence.en).toContain('items, tags, deep')
  })

  test('types that cannot be read are left out, and it is said', async () => {
    const { report, rows } = await readRaw(engine, ours('half_and_wide.parquet'))
    expect(rows).toEqual([{ id: '1' }, { id: '2' }])
    expect(report.notices[0]?.sentence.en).toMatch(/half.*16-bit.*wide/)
  })

  test('names with points, quotes and other case keep apart', async () => {
    const { rows } = await readRaw(
      engine,
      await parquetFile(`select 1 as "order.id", 2 as "a""b", 3 as "order", 4 as "c"`),
    )
    expect(rows).toEqual([{ 'order.id': '1', 'a"b': '2', order: '3', c: '4' }])
  })
})

describe('what is seen before loading', () => {
  test('integers of many digits are names; doubles that are whole count as whole', async () => {
    const { report } = await readRaw(
      engine,
      await parquetFile(
        'select 900000000000000001 + i as id, (i % 7)::double as n, 20180101 + i % 9 as day from range(3000) as r(i)',
      ),
    )
    expect(report.columns.map(({ type }) => type)).toEqual(['text', 'integer', 'date'])
    expect(report.columns[1]).toMatchObject({ distinct: 7, range: [0, 6], missing: 0 })
    expect(report.records).toBe(3000)
  })

  test('later row groups are sampled, too', async () => {
    const { report } = await readRaw(
      engine,
      await parquetFile(
        "select case when i < 4096 then 'early' else 'late' end as part from range(20000) as r(i)",
        'row_group_size 2048',
      ),
    )
    expect(report.columns[0]?.examples).toEqual(['early', 'late'])
  })
})

test.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli', 'lz4', 'lz4_raw'])(
  'rows come back from %s',
  async (codec) => {
    const plain = await readRaw(engine, await parquetFile(ORDERS, "codec 'uncompressed'"))
    const packed = await readRaw(engine, await parquetFile(ORDERS, `codec '${codec}', row_group_size 2048`))
    expect(packed.rows).toHaveLength(6000)
    expect(packed.rows).toEqual(plain.rows)
  },
)

test('version 2 of Parquet, with its encodings', async () => {
  const plain = await readRaw(engine, await parquetFile(ORDERS))
  const second = await readRaw(engine, await parquetFile(ORDERS, 'parquet_version v2'))
  expect(second.rows).toEqual(plain.rows)
})
