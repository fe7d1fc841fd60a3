import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { describeColumns } from '../../../src/project/export-columns'
import { protectedSource, type Protection } from '../../../src/project/protect.sql'
import { hmacHex, newSalt, pseudonymOf } from '../../../src/project/pseudonym.sql'
import { ident, sql, type Sql } from '../../../src/sql/sql'
import { maskValue, type SensitiveKind } from '../../../src/text/mask'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const protectedRows = async (source: Sql, protection: Protection) =>
  rowsOf(engine, protectedSource(source, await describeColumns(engine, source), protection))

describe('masked by the engine', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '138',
      '1234',
      '5678',
      '@',
      '.com',
      ' ',
      '-',
      '+86',
      '省',
      '市',
      '路',
      '12',
      '号',
      '张',
      '\n',
      '*',
      "'",
      '(',
      'X',
      '19900101',
      '110105',
    ),
    fc.string({ unit: 'binary', maxLength: 3 }),
  )
  const value = fc
    .array(piece, { maxLength: 8 })
    .map((parts) => parts.join('').replaceAll('\0', '').toWellFormed())
  const columns: [string, SensitiveKind | null][] = [
    ['note', null],
    ['customer name', 'name'],
    ['phone', 'phone'],
    ['email', 'email'],
    ['address', 'address'],
    ['id card', 'id_card'],
  ]

  test('every value is what the page shows, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 30 }), async (values) => {
        await engine.run(sql`create or replace table masks (n integer, note varchar)`)
        for (const [n, text] of values.entries())
          await engine.run(sql`insert into masks values (${n}, ${text})`)
        const source = sql`select n, note, note as ${ident('customer name')}, note as phone, note as email,
          note as address, note as ${ident('id card')} from masks order by n`
        const rows = await protectedRows(source, { mask: true })
        rows.forEach((row, n) => {
          for (const [name, kind] of columns)
            expect([name, values[n], row[name]]).toEqual([name, values[n], maskValue(values[n] ?? '', kind)])
        })
      }),
      { numRuns: 40 },
    )
  })

  test('numbers in a column of phones are masked, other numbers, dates and nulls stay', async () => {
    const source = sql`select 13812345678::bigint as phone, 13812345678::bigint as amount, null::varchar as email, date '2024-01-02' as birthday`
    expect(await protectedRows(source, { mask: true })).toEqual([
      { phone: '138****5678', amount: 13812345678, email: null, birthday: Date.UTC(2024, 0, 2) },
    ])
    expect(protectedSource(source, await describeColumns(engine, source), { mask: false })).toBe(source)
  })
})

describe('pseudonyms', () => {
  const hmac = async (text: string, salt: string) =>
    (await rowsOf(engine, sql`select ${hmacHex(sql`${text}`, salt)} as h`))[0]?.['h']

  // RFC 4231, test cases 1 and 2.
  test.each([
    ['0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    [
      '4a656665',
      'what do ya want for nothing?',
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    ],
  ])('HMAC-SHA-256 under %s', async (key, text, expected) => {
    expect(await hmac(text, key)).toBe(expected)
  })

  test('agree with another implementation on any text and salt', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme' }),
        fc.uint8Array({ minLength: 16, maxLength: 64 }),
        async (text, key) => {
          fc.pre(!text.includes('\0'))
          const expected = createHmac('sha256', key).update(text, 'utf8').digest('hex')
          expect(await hmac(text, Buffer.from(key).toString('hex'))).toBe(expected)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('are the same for the same id under a salt, others under another; null stays null; other columns stay', async () => {
    const source = sql`select * from (values (1, '13812345678', 'a'), (2, '13812345678', 'b'), (3, null, 'c'), (4, 'm2', 'd')) as t(n, member_id, tier) order by n`
    const [salt, other] = [newSalt(), newSalt()]
    const rows = async (under: string) =>
      protectedRows(source, { mask: true, pseudonyms: { columns: ['member_id'], salt: under } })
    const first = await rows(salt)
    expect(first.map((row) => row['tier'])).toEqual(['a', 'b', 'c', 'd'])
    expect(first[0]?.['member_id']).toMatch(/^[0-9a-f]{32}$/)
    expect(first[1]?.['member_id']).toBe(first[0]?.['member_id'])
    expect(first[2]?.['member_id']).toBeNull()
    expect(first[3]?.['member_id']).not.toBe(first[0]?.['member_id'])
    expect((await rows(salt))[0]).toEqual(first[0])
    expect((await rows(other))[0]?.['member_id']).not.toBe(first[0]?.['member_id'])
  })

  test('a million take a few seconds, and none are alike', async () => {
    const start = performance.now()
    const [row] = await rowsOf(
      engine,
      sql`select count(distinct ${pseudonymOf(sql`cast(i as varchar)`, newSalt())}) as n from range(1000000) as r(i)`,
    )
    const seconds = (performance.now() - start) / 1000
    expect(row?.['n']).toBe(1_000_000)
    expect(seconds).toBeLessThan(20)
  })

  test('a salt that is none is refused', () => {
    expect(() => hmacHex(sql`'a'`, 'xyz')).toThrow(RangeError)
    expect(() => hmacHex(sql`'a'`, '')).toThrow(RangeError)
  })
})
