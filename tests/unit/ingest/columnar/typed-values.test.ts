import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../../src/engine/core'
import {
  idFromCell,
  isCellMissing,
  isStoredType,
  numberFromCell,
  sqlType,
  textFromCell,
  timeFromCell,
  type Cell,
} from '../../../../src/ingest/typed-values.sql'
import type { StoredType } from '../../../../src/ingest/types'
import { join, sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const READERS = {
  missing: isCellMissing,
  number: (cell: Cell) => sql`cast(${numberFromCell(cell)} as varchar)`,
  time: (cell: Cell) => sql`cast(${timeFromCell(cell)} as varchar)`,
  id: idFromCell,
  text: textFromCell,
}

/** What the readers make of values of a type, by the short way and from their text. */
async function bothWays(stored: StoredType, values: readonly string[], dateFormats: string[] = []) {
  const rows = join(values.map((value) => sql`(cast(${value} as ${sqlType(stored)}))`))
  const source = sql`(select v, cast(v as varchar) as t from (values ${rows}) as r(v))`
  const short = { column: sql`v`, stored, dateFormats }
  const long = { column: sql`t`, dateFormats }
  const outcome: Record<string, unknown[]> = {}
  for (const [name, reader] of Object.entries(READERS)) {
    const answers = await rowsOf(
      engine,
      sql`select ${reader(short)} as short, ${reader(long)} as long from ${source}`,
    )
    outcome[name] = answers.filter((row) => row['short'] !== row['long'])
  }
  return outcome
}

const SAME = { missing: [], number: [], time: [], id: [], text: [] }

describe('a typed column is read as its text would be', () => {
  test.each<[StoredType, string[], string[]]>([
    ['BIGINT', ['0', '-7', '12345', '900000000000000001', '20180101'], ['%Y%m%d']],
    ['UBIGINT', ['0', '18446744073709551615', '99999999999999'], []],
    ['DECIMAL(10,2)', ['0.00', '-1.50', '12345.00', '99999999.99'], []],
    ['DECIMAL(20,6)', ['1.000050', '-2.345650', '12345678901234.123456'], []],
    [
      'DOUBLE',
      ['0', '-0.1', '12345', '0.30000000000000004', '1.00005', '2.34565', '1e17', '1e-7', 'nan', 'inf'],
      [],
    ],
    ['FLOAT', ['1.1', '123456.78', '-0.00005', 'nan'], []],
    ['BOOLEAN', ['true', 'false'], []],
    ['DATE', ['2024-02-29', '1899-12-31', '2200-01-01'], ['%Y-%m-%d']],
    [
      'TIMESTAMP',
      ['2024-02-29 23:59:58', '1969-12-31 00:00:00.5', '0001-01-01 00:00:00'],
      ['%Y-%m-%d %H:%M:%S'],
    ],
  ])('%s', async (stored, values, formats) => {
    expect(await bothWays(stored, values, formats)).toEqual(SAME)
  })

  test('any double, any price', async () => {
    const doubles = fc.array(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: -1e9, max: 1e9 }).map((cents) => cents / 100),
      ),
      { minLength: 50, maxLength: 50 },
    )
    await fc.assert(
      fc.asyncProperty(doubles, async (values) => {
        expect(await bothWays('DOUBLE', values.map(String))).toEqual(SAME)
      }),
      { numRuns: 10, seed: 11 },
    )
  })
})

test('12345.0 is the id 12345, and NaN is nothing', async () => {
  const cell: Cell = { column: sql`v`, stored: 'DOUBLE' }
  expect(
    await rowsOf(
      engine,
      sql`select ${idFromCell(cell)} as id, ${isCellMissing(cell)} as missing from (values (12345.0::double), ('nan'::double)) as r(v)`,
    ),
  ).toEqual([
    { id: '12345', missing: 'false' },
    { id: null, missing: 'true' },
  ])
})

test('words for nothing that a person names hold for numbers, too', async () => {
  const cell: Cell = { column: sql`v`, stored: 'BIGINT', missingWords: ['99'] }
  expect(
    await rowsOf(engine, sql`select ${isCellMissing(cell)} as m from (values (99), (7)) as r(v)`),
  ).toEqual([{ m: 'true' }, { m: 'false' }])
})

test('only types are types', () => {
  expect(['VARCHAR', 'DECIMAL(38,4)', 'TIMESTAMP'].every(isStoredType)).toBe(true)
  expect(['varchar', 'DECIMAL(39,1)', 'DECIMAL(1,1); drop', 'BIGINT[]', ''].some(isStoredType)).toBe(false)
})
