import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { cell, rowArrays, rowObjects } from '../../../src/sql/rows'
import { empty, ident, join, list, sql, type SqlValue } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const HOSTILE = [
  '',
  ' ',
  "'",
  '"',
  "''",
  '""',
  "it's",
  'a"b',
  "'; drop table t; --",
  '"; drop table t; --',
  "\\'",
  '\\',
  '$$',
  '$1',
  '?',
  ':x',
  '%s',
  '/* */',
  '--',
  '\n',
  '\r\n',
  '\t',
  '\u00a0',
  '\u200b',
  '\u202e',
  '<img onerror=alert(1)>',
  '=cmd()',
  '会员',
  '😀',
  '\u0000',
  'a\u0000b',
  '\u0000\u0000',
  'a\u0000',
  'x'.repeat(10_000),
]

/** Text as it can be written down: no half of a character. */
const text = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }).map((value) => value.toWellFormed()),
  fc
    .array(fc.constantFrom("'", '"', '\\', ';', '-', '\n', '\u0000', '$', 'é'), { maxLength: 12 })
    .map((parts) => parts.join('')),
)

const read = async (statement: ReturnType<typeof sql>) => rowArrays(await engine.query(statement))

describe('literals', () => {
  test('text comes back as it was, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 40 }), async (values) => {
        const cells = values.map((value) => sql`${value}`)
        expect(await read(sql`select unnest([${join(cells)}]) as x`)).toEqual(values.map((value) => [value]))
      }),
      { numRuns: 60 },
    )
    expect(await read(sql`select unnest(${list(HOSTILE)}) as x`)).toEqual(HOSTILE.map((value) => [value]))
  })

  test('text compares, and joins in, as one value', async () => {
    for (const value of HOSTILE) {
      const found = await read(
        sql`select ${value} = ${value}, ${value} in (${value}), length(${value}), ${value} || 'x', cast(${value} as varchar)`,
      )
      expect(found).toEqual([['true', 'true', [...value].length, `${value}x`, value]])
    }
  })

  test('numbers come back as they were', async () => {
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.maxSafeInteger(),
      fc.constantFrom(
        0,
        -0,
        5e-324,
        -5e-324,
        1e21,
        -1e21,
        1e-7,
        0.1,
        1.7976931348623157e308,
        123456789.12345679,
        9007199254740.992,
        0.30000000000000004,
        1234567.8901234567,
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(number, { minLength: 1, maxLength: 40 }), async (values) => {
        const cells = values.map((value) => sql`cast(${value} as double)`)
        expect(await read(sql`select unnest([${join(cells)}]) as x`)).toEqual(
          values.map((value) => [value === 0 ? 0 : value]),
        )
      }),
      { numRuns: 60 },
    )
  })

  test('whole numbers of any length come back, digit for digit', async () => {
    const wide = fc.bigInt({ min: -(2n ** 127n) + 1n, max: 2n ** 127n - 1n })
    await fc.assert(
      fc.asyncProperty(fc.array(wide, { minLength: 1, maxLength: 20 }), async (values) => {
        const cells = values.map((value) => sql`cast(cast(${value} as hugeint) as varchar)`)
        expect(await read(sql`select unnest([${join(cells)}]) as x`)).toEqual(
          values.map((value) => [String(value)]),
        )
      }),
      { numRuns: 30 },
    )
  })

  test('a number below zero is one value: behind a minus, before a cast, as a limit', async () => {
    const one = -1
    expect(
      await read(sql`select 5 -${one} as a, ${-128}::tinyint as b, ${-5n} * 2 as c, 2 -${-0.5} as d`),
    ).toEqual([[6, -128, -10, 2.5]])
  })

  test('times come back to the millisecond', async () => {
    const date = fc.date({ noInvalidDate: true })
    await fc.assert(
      fc.asyncProperty(fc.array(date, { minLength: 1, maxLength: 30 }), async (values) => {
        const cells = values.map((value) => sql`epoch_ms(${value})`)
        expect(await read(sql`select unnest([${join(cells)}]) as x`)).toEqual(
          values.map((value) => [value.getTime()]),
        )
      }),
      { numRuns: 40 },
    )
    const edges = [
      8.64e15, -62_135_596_800_000, -62_167_219_200_000, -62_198_755_200_000, 253_402_300_800_000, -1, 0,
    ]
    for (const edge of edges) expect(await read(sql`select epoch_ms(${new Date(edge)})`)).toEqual([[edge]])
  })

  test('truth and nothing come back', async () => {
    expect(await read(sql`select ${true}, ${false}, ${null}`)).toEqual([['true', 'false', null]])
  })

  test.each([NaN, Infinity, -Infinity, new Date(NaN)])('%s is refused', (value) => {
    expect(() => sql`select ${value}`).toThrow()
  })
})

describe('identifiers', () => {
  test('any name but an empty one, or one with NUL, names a column', async () => {
    const name = text.filter((value) => value !== '' && !value.includes('\u0000'))
    await fc.assert(
      fc.asyncProperty(name, async (given) => {
        const { columns } = await engine.query(
          sql`select ${ident(given)} from (select 7 as ${ident(given)}, 8 as ${ident(`${given}"`)})`,
        )
        expect(columns.map((column) => [column.name, cell(column, 0)])).toEqual([[given, 7]])
      }),
      { numRuns: 120 },
    )
  })

  test('a path is quoted part by part', async () => {
    await engine.run(sql`create schema if not exists ${ident('a.b"')}`)
    await engine.run(sql`create table ${ident('a.b"', 'c.d')} as select 1 as x`)
    expect(await read(sql`select * from ${ident('a.b"', 'c.d')}`)).toEqual([[1]])
  })

  test('NUL is refused', () => {
    expect(() => ident('a\u0000b')).toThrow(/NUL/)
  })
})

describe('fragments', () => {
  test('stand as they are, nested as deep as one likes', async () => {
    const condition = join([sql`x > ${1}`, sql`x < ${9}`], ' and ')
    const rows = sql`select unnest(${list([1, 5, 9])}) as x`
    expect(await read(sql`select x from (${rows}) where ${condition}${empty}`)).toEqual([[5]])
  })

  test('an empty list, a list of fragments, a union', async () => {
    expect(await read(sql`select len(${list([])})`)).toEqual([[0]])
    expect(await read(sql`select unnest(${list([sql`1 + 1`, 3])})`)).toEqual([[2], [3]])
    expect(await read(join([sql`select 1`, sql`select 2`], '\nunion all\n'))).toEqual([[1], [2]])
    expect(join([]).text).toBe('')
  })

  test('only SQL stands as SQL: an object that looks like it does not', () => {
    const forged = { text: '1; drop table t' } as unknown as SqlValue
    expect(() => sql`select ${forged}`).toThrow()
    expect(String(sql`select ${1}`)).toBe('select 1')
  })
})

test('rows of a result, as objects and as arrays, nothing as null', () => {
  const result = {
    rows: 2,
    columns: [
      { name: 'n', type: 'number', values: new Float64Array([1, NaN]) },
      { name: 't', type: 'text', values: ['a', null] },
    ],
  }
  expect(rowObjects(result)).toEqual([
    { n: 1, t: 'a' },
    { n: null, t: null },
  ])
  expect(rowArrays(result)).toEqual([
    [1, 'a'],
    [null, null],
  ])
  expect(cell(undefined, 0)).toBeNull()
  expect(cell(result.columns[1], 9)).toBeNull()
})
