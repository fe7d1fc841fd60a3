import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { transferables } from '../../../src/engine/columns'
import type { EngineCore } from '../../../src/engine/core'
import { join, sql, Sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

/** One value as it arrives: its type and what it is. */
async function arrives(expression: string) {
  const { columns } = await engine.query(new Sql(`select ${expression} as x`))
  const [column] = columns
  return [column?.type, column?.values[0]]
}

const at = (text: string) => Date.parse(`${text}Z`)

describe('a value arrives as it is', () => {
  test.each<[expression: string, type: string, value: unknown]>([
    ['1::tinyint', 'number', 1],
    ['(-32768)::smallint', 'number', -32768],
    ['4294967295::uinteger', 'number', 4294967295],
    ['9007199254740991::bigint', 'number', 9007199254740991],
    ['9007199254740993::bigint', 'text', '9007199254740993'],
    ['(-9223372036854775808)::bigint', 'text', '-9223372036854775808'],
    ['18446744073709551615::ubigint', 'text', '18446744073709551615'],
    ['(-5)::hugeint', 'number', -5],
    ['9007199254740991::hugeint', 'number', 9007199254740991],
    ['9007199254740992::hugeint', 'text', '9007199254740992'],
    ['170141183460469231731687303715884105727::hugeint', 'text', '170141183460469231731687303715884105727'],
    [
      '(-170141183460469231731687303715884105727)::hugeint',
      'text',
      '-170141183460469231731687303715884105727',
    ],
    ['(select sum(i) from range(4) as r(i))', 'number', 6],
    ['2.55::decimal(18, 4)', 'number', 2.55],
    ['-2.55::decimal(18, 4)', 'number', -2.55],
    ['29.99::decimal(9, 2)', 'number', 29.99],
    ['0.0001::decimal(18, 4)', 'number', 0.0001],
    ['100000000.0001::decimal(18, 4)', 'number', 100000000.0001],
    ['99999999999999.9999::decimal(18, 4)', 'number', Number('99999999999999.9999')],
    ['123456789012345678901234.5678::decimal(38, 4)', 'number', Number('123456789012345678901234.5678')],
    ['0.00000000000000000000000001::decimal(38, 30)', 'number', 1e-26],
    ['1.5::float', 'number', 1.5],
    ['0.1::double', 'number', 0.1],
    ["'infinity'::double", 'number', Infinity],
    ['true', 'boolean', 'true'],
    ['false', 'boolean', 'false'],
    ["'会员 😀'", 'text', '会员 😀'],
    ["date '2024-02-29'", 'date', at('2024-02-29T00:00:00')],
    ["date '1899-12-31'", 'date', at('1899-12-31T00:00:00')],
    ["timestamp '2024-02-29 12:34:56'", 'time', at('2024-02-29T12:34:56')],
    ["timestamp '1969-12-31 23:59:59.5'", 'time', -500],
    ["timestamp_s '2024-02-29 12:34:56'", 'time', at('2024-02-29T12:34:56')],
    ["timestamp_ms '2024-02-29 12:34:56.789'", 'time', at('2024-02-29T12:34:56.789')],
    ["timestamp 'infinity'", 'time', Infinity],
    ["timestamp '-infinity'", 'time', -Infinity],
    ["time '10:00:01.5'", 'text', '10:00:01.5'],
    ["time '23:59:59'", 'text', '23:59:59'],
    ['interval 1 day', 'text', '1 day'],
    ["timestamp '2025-03-01 10:00:00' - timestamp '2025-02-01 08:30:00'", 'text', '28 days 01:30:00'],
    ['interval 14 month', 'text', '1 year 2 months'],
    ["interval '-90 seconds'", 'text', '-00:01:30'],
    ['[1, 2]', 'text', '[1,2]'],
    ["'\\xAB'::blob || 'c'::blob", 'text', '\\xABc'],
  ])('%s', async (expression, type, value) => {
    expect(await arrives(expression)).toEqual([type, value])
  })

  test.each(['bigint', 'hugeint', 'decimal(18, 4)', 'double', 'integer', 'timestamp', 'date'])(
    'no %s is NaN, and counted',
    async (type) => {
      const { columns } = await engine.query(new Sql(`select cast(null as ${type}) as x`))
      expect(columns[0]).toMatchObject({ nulls: 1, values: new Float64Array([NaN]) })
    },
  )

  test.each(['varchar', 'boolean', 'time', 'integer[]'])('no %s is null', async (type) => {
    const { columns } = await engine.query(new Sql(`select cast(null as ${type}) as x`))
    expect(columns[0]).toMatchObject({ nulls: 1, values: [null] })
  })

  test('words of an ENUM, which the engine does not send, are asked for instead of lost', async () => {
    await expect(engine.query(sql`select 'a'::enum('a', 'b') as x`)).rejects.toThrow(/x is an ENUM/)
    expect(await arrives("cast('a'::enum('a', 'b') as varchar)")).toEqual(['text', 'a'])
  })
})

describe('a result', () => {
  test('without rows has its columns', async () => {
    const result = await engine.query(
      sql`select 1 as a, 'x' as b, 1.5::decimal(9, 2) as c, date '2025-01-01' as d, 1::hugeint as e, time '10:00:00' as f where false`,
    )
    expect(result.rows).toBe(0)
    expect(result.columns.map(({ name, type, values }) => [name, type, values.length])).toEqual([
      ['a', 'number', 0],
      ['b', 'text', 0],
      ['c', 'number', 0],
      ['d', 'date', 0],
      ['e', 'number', 0],
      ['f', 'text', 0],
    ])
  })

  test('of many pieces is whole and in order', async () => {
    const { rows, columns } = await engine.query(
      sql`select i, i * 0.01::decimal(9, 2) as d, case when i % 3 = 0 then null else 'r' || i end as t,
  timestamp '2025-01-01 00:00:00' + i * interval 1 second as s, i::hugeint + 9007199254740992 as h
from range(10000) as r(i)`,
    )
    expect(rows).toBe(10_000)
    const [i, d, t, s, h] = columns.map(({ values }) => values)
    for (const row of [0, 1, 2047, 2048, 2049, 9_999]) {
      expect([i?.[row], d?.[row], t?.[row], s?.[row], h?.[row]]).toEqual([
        row,
        row / 100,
        row % 3 === 0 ? null : `r${row}`,
        Date.UTC(2025, 0, 1) + row * 1000,
        String(9007199254740992n + BigInt(row)),
      ])
    }
    expect(columns[2]?.nulls).toBe(3_334)
  })

  test('hands over its numbers, each buffer once', async () => {
    const result = await engine.query(sql`select 1 as a, 2.5 as b, 'x' as c, true as d`)
    const buffers = transferables(result)
    expect(buffers).toHaveLength(2)
    expect(new Set(buffers).size).toBe(2)
  })

  test('may have two columns of one name, and any name', async () => {
    const { columns } = await engine.query(sql`select 1 as "a b", 2 as "a b", 3 as "\u4f1a""x"`)
    expect(columns.map(({ name }) => name)).toEqual(['a b', 'a b', '会"x'])
  })
})

test('a decimal is the double nearest to it, whatever its digits', async () => {
  const digits = fc.bigInt({ min: -(10n ** 18n) + 1n, max: 10n ** 18n - 1n })
  await fc.assert(
    fc.asyncProperty(fc.array(digits, { minLength: 1, maxLength: 50 }), async (unscaled) => {
      const texts = unscaled.map((value) => {
        const text = String(value < 0n ? -value : value).padStart(5, '0')
        return `${value < 0n ? '-' : ''}${text.slice(0, -4)}.${text.slice(-4)}`
      })
      const rows = texts.map((text) => sql`select cast(${text} as decimal(18, 4)) as x`)
      const { columns } = await engine.query(join(rows, '\nunion all\n'))
      expect([...(columns[0]?.values ?? [])]).toEqual(texts.map((text) => Number(text) + 0))
    }),
    { numRuns: 20 },
  )
})
