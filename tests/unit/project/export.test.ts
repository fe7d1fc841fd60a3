import { tableFromIPC } from 'apache-arrow'
import fc from 'fast-check'
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import type { ExportFormat } from '../../../src/engine/api'
import { writeRows, type WriteOptions } from '../../../src/project/export-rows'
import { ident, join, sql, type Sql } from '../../../src/sql/sql'
import { csvCell } from '../../../src/text/csv'
import { openTestEngine } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
  await engine.run(sql`create table tricky as select * from (values
    (1, 123456789012345678, 'plain', timestamp '2024-02-29 23:59:58.123456', date '2024-02-29', 12.5, true),
    (2, -9007199254740993, '=1+1', timestamp '2024-01-01 00:00:00', date '1969-12-31', -0.1, false),
    (3, null, null, null, null, null, null),
    (4, 4, 'a "quoted", one' || chr(10) || 'and a line', timestamp '1969-12-31 23:59:59', date '2024-01-01', 0.3, true),
    (5, 5, '会员😀;=1', timestamp '2024-01-01 00:00:00', date '2024-01-01', 1, true),
    (6, 6, '', timestamp '2024-01-01 00:00:00', date '2024-01-01', 1, true)
  ) as t(n, id, name, "at", day, amount, active)`)
})

const bytesOf = async (source: Sql, format: ExportFormat, options?: WriteOptions) =>
  new Uint8Array(await (await writeRows(engine, source, format, options)).arrayBuffer())
const textOf = async (source: Sql, format: ExportFormat, options?: WriteOptions) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(await bytesOf(source, format, options))
const parquetRows = async (source: Sql) => {
  const bytes = await bytesOf(source, 'parquet')
  return parquetReadObjects({ file: bytes.buffer as ArrayBuffer })
}
const tricky = ident('tricky')

describe('CSV', () => {
  test('quotes, line breaks, nulls, long ids and times are written so that they read back the same', async () => {
    expect(await textOf(tricky, 'csv')).toBe(
      [
        'n,id,"name",at,day,amount,active',
        '1,123456789012345678,"plain",2024-02-29 23:59:58.123456,2024-02-29,12.5,true',
        `2,-9007199254740993,"'=1+1",2024-01-01 00:00:00,1969-12-31,-0.1,false`,
        '3,,,,,,',
        '4,4,"a ""quoted"", one\nand a line",1969-12-31 23:59:59,2024-01-01,0.3,true',
        '5,5,"会员😀;=1",2024-01-01 00:00:00,2024-01-01,1.0,true',
        '6,6,"",2024-01-01 00:00:00,2024-01-01,1.0,true',
        '',
      ].join('\n'),
    )
  })

  test('begins with a byte order mark and ends lines with CR LF where asked', async () => {
    expect(await textOf(sql`select 1 as a`, 'csv', { bom: true, crlf: true })).toBe('\uFEFFa\r\n1\r\n')
    expect(await textOf(sql`select 1 as a`, 'csv')).toBe('a\n1\n')
  })

  test.each([
    ['=SUM(A1)', "'=SUM(A1)"],
    ['+49 30 1', "'+49 30 1"],
    ['@cmd', "'@cmd"],
    ['-1+1', "'-1+1"],
    ['-12.50', '-12.50'],
    ['-1e5', '-1e5'],
    ['-1\n', "'-1\n"],
    ['\tx', "'\tx"],
    ['\rx', "'\rx"],
    ['＝1', "'＝1"],
    ['x=1', 'x=1'],
  ])('a text cell %j is written as %j', async (value, written) => {
    expect(await textOf(sql`select ${value} as v`, 'csv')).toBe(`"v"\n"${written}"\n`)
  })

  test('a column name and a list cannot become formulas either', async () => {
    const source = sql`select 1 as ${ident('=cmd')}, 2 as ${ident('-1')}, ['=1'] as l, 'NaN'::double as x`
    expect(await textOf(source, 'csv')).toBe(`'=cmd,-1,"l",x\n1,2,"['=1']",\n`)
  })

  test('any text is neutralised as csvCell does, and is otherwise kept', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('=', '-', '1', '.', 'e', '\t', '\n', '"', ',', ';', '＋', '会', '😀'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { minLength: 1, maxLength: 20 }), async (values) => {
        const rows = join(
          values.map((value, i) => sql`select ${i} as i, ${value} as v`),
          '\nunion all\n',
        )
        const lines = values.map((value) => `"${unquote(csvCell(value)).replaceAll('"', '""')}"\n`)
        expect(await textOf(sql`select v from (${rows}) order by i`, 'csv')).toBe(`"v"\n${lines.join('')}`)
      }),
      { numRuns: 40 },
    )
  })
})

const unquote = (field: string) => (field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)

describe('JSON', () => {
  test('is an array of objects; ids that a double cannot hold are text, times have no zone', async () => {
    const rows = JSON.parse(await textOf(tricky, 'json')) as Record<string, unknown>[]
    expect(rows).toHaveLength(6)
    expect(rows[0]).toEqual({
      n: 1,
      id: '123456789012345678',
      name: 'plain',
      at: '2024-02-29T23:59:58.123456',
      day: '2024-02-29',
      amount: 12.5,
      active: true,
    })
    expect(rows[2]).toEqual({ n: 3, id: null, name: null, at: null, day: null, amount: null, active: null })
    expect(rows.map((row) => row['name'])).toEqual([
      'plain',
      '=1+1',
      null,
      'a "quoted", one\nand a line',
      '会员😀;=1',
      '',
    ])
  })

  test('of nothing is an empty array, and NaN is null', async () => {
    expect(JSON.parse(await textOf(sql`select 1 as a where false`, 'json'))).toEqual([])
    expect(JSON.parse(await textOf(sql`select 'NaN'::double as a, [1, 2] as l`, 'json'))).toEqual([
      { a: null, l: '[1, 2]' },
    ])
  })
})

describe('Parquet', () => {
  test('keeps types, nulls and every digit', async () => {
    const rows = await parquetRows(tricky)
    expect(rows.map((row) => row['id'])).toEqual([123456789012345678n, -9007199254740993n, null, 4n, 5n, 6n])
    expect(rows.map((row) => row['name'])).toEqual([
      'plain',
      '=1+1',
      null,
      'a "quoted", one\nand a line',
      '会员😀;=1',
      '',
    ])
    expect(rows.map((row) => row['amount'])).toEqual([12.5, -0.1, null, 0.3, 1, 1])
    expect(rows.map((row) => row['active'])).toEqual([true, false, null, true, true, true])
    expect((rows[1]?.['day'] as Date).toISOString()).toBe('1969-12-31T00:00:00.000Z')
    expect((rows[0]?.['at'] as Date).toISOString()).toBe('2024-02-29T23:59:58.123Z')
    expect(rows[2]?.['at']).toBeNull()
  })

  test('says that its times have no zone', async () => {
    const bytes = await bytesOf(tricky, 'parquet')
    const element = parquetMetadata(bytes.buffer as ArrayBuffer).schema.find(({ name }) => name === 'at')
    expect(element?.logical_type).toMatchObject({ type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' })
  })

  test('of many rows has several groups, and of none is still a file', async () => {
    const many = await parquetRows(sql`select i, 'm' || i as m from range(150000) as r(i) order by i`)
    expect(many).toHaveLength(150_000)
    expect(many[149_999]).toEqual({ i: 149_999n, m: 'm149999' })
    expect(await parquetRows(sql`select 1 as a where false`)).toEqual([])
  })
})

describe('Arrow', () => {
  test('is an IPC stream with exact 64-bit integers', async () => {
    const table = tableFromIPC(await bytesOf(tricky, 'arrow'))
    expect(table.numRows).toBe(6)
    expect(table.getChild('id')?.get(0)).toBe(123456789012345678n)
    expect(table.getChild('name')?.get(4)).toBe('会员😀;=1')
    expect(table.getChild('at')?.get(2)).toBeNull()
    expect(tableFromIPC(await bytesOf(sql`select 1 as a where false`, 'arrow')).schema.fields[0]?.name).toBe(
      'a',
    )
  })
})

test('sums of whole numbers stay exact: 64-bit where they fit, else text', async () => {
  const source = sql`select sum(x) as s, 99999999999999999999::hugeint as w from (select 9007199254740993 as x)`
  expect(await parquetRows(source)).toEqual([{ s: 9007199254740993n, w: '99999999999999999999' }])
  expect(await textOf(source, 'csv')).toBe('s,w\n9007199254740993,99999999999999999999\n')
})

test.each(['csv', 'json', 'parquet', 'arrow'] as const)('%s is cancelled by its signal', async (format) => {
  const end = performance.now() + 60
  // The engine asks between its turns; timers would have to wait for it here.
  const signal = {
    get aborted() {
      return performance.now() > end
    },
  } as AbortSignal
  const written = writeRows(engine, sql`select i, 'member ' || i as m from range(2000000) as r(i)`, format, {
    signal,
  })
  await expect(written).rejects.toMatchObject({ name: 'EngineError', kind: 'cancelled' })
  expect(await textOf(sql`select 1 as a`, 'csv')).toBe('a\n1\n')
})
