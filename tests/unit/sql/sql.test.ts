import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { cell, rowArrays, rowObjects } from '../../../src/sql/rows'
import { ident, join, list, sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const HOSTILE = [
  "o'clock",
  '"; drop table x; --',
  '<img src=x onerror=alert(1)>',
  "'' || (select 1) || ''",
  '\\',
  'a\0b',
  '${x}',
  '$1',
  '会员 🎁',
  '-- comment',
  '/* open',
]

describe('literals', () => {
  it.each(HOSTILE)('%j comes back as it went in', async (text) => {
    expect(await rowsOf(engine, sql`select ${text} as value`)).toEqual([{ value: text }])
  })

  it('any text comes back as it went in', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 20 }),
        async (texts) => {
          const parts = join(
            texts.map((text, i) => sql`select ${i} as i, ${text} as value`),
            '\nunion all\n',
          )
          const rows = await rowsOf(engine, sql`select value from (${parts}) order by i`)
          expect(rows.map((row) => row['value'])).toEqual(texts)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('numbers, truth values, null, dates and lists', async () => {
    const result = await engine.query(
      sql`select ${1.5} as a, ${-0} as b, ${1e21} as c, ${true} as d, ${null} as e, ${new Date('2024-02-29T12:34:56Z')} as f,
        len(${list(['x', 1, null].map(String))}) as g, ${9007199254740993n}::varchar as h`,
    )
    expect(rowObjects(result)).toEqual([
      {
        a: 1.5,
        b: 0,
        c: 1e21,
        d: 'true',
        e: null,
        f: Date.UTC(2024, 1, 29, 12, 34, 56),
        g: 3,
        h: '9007199254740993',
      },
    ])
  })

  it('refuses what is no number', () => {
    expect(() => sql`select ${NaN}`).toThrow('Not a finite number')
    expect(() => sql`select ${Infinity}`).toThrow('Not a finite number')
  })
})

describe('identifiers', () => {
  it.each(HOSTILE.filter((name) => !name.includes('\0')))('%j names a table and a column', async (name) => {
    await engine.run(sql`create or replace table ${ident(name)} as select 7 as ${ident(name)}`)
    const result = await engine.query(sql`select ${ident(name)} from ${ident(name)}`)
    expect(result.columns[0]?.name).toBe(name)
    expect(rowArrays(result)).toEqual([[7]])
    await engine.run(sql`drop table ${ident(name)}`)
  })

  it('keeps the parts of a path apart', () => {
    expect(ident('a.b', 'c"d').text).toBe('"a.b"."c""d"')
  })

  it('refuses a NUL, which no identifier may hold', () => {
    expect(() => ident('a\0b')).toThrow('NUL')
  })
})

describe('rows of a result', () => {
  const result = {
    rows: 2,
    columns: [
      { name: 'n', type: 'number', values: Float64Array.of(1, NaN) },
      { name: 't', type: 'text', values: ['x', null] },
    ],
  }

  it('a null number travels as NaN and reads as null', () => {
    expect(rowObjects(result)).toEqual([
      { n: 1, t: 'x' },
      { n: null, t: null },
    ])
    expect(rowArrays(result)).toEqual([
      [1, 'x'],
      [null, null],
    ])
  })

  it('there is nothing beyond the last row', () => {
    expect(cell(result.columns[0], 5)).toBeNull()
    expect(cell(undefined, 0)).toBeNull()
  })
})
