import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { profileTable, SAMPLE_ABOVE } from '../../../src/quality/profile'
import { rawColumn, typedColumn } from '../../../src/quality/profile.sql'
import { ident, join, sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const raw = (name: string, type: Parameters<typeof rawColumn>[0]['type']) =>
  rawColumn({ name, type, dateFormats: type === 'date' ? ['%Y-%m-%d'] : [], decimal: '.', currency: '' })

/** A table of texts, as a file is. */
async function texts(name: string, columns: readonly string[], rows: readonly (string | null)[][]) {
  const values = rows.map((row) => sql`(${join(row.map((cell) => sql`${cell}`))})`)
  await engine.run(
    sql`create or replace table ${ident(name)} as select * from (values ${join(values)}) as t(${join(columns.map((column) => ident(column)))})`,
  )
  return ident(name)
}

describe('a file as it is', () => {
  test('counts what is missing, what cannot be read, and takes the rest for what it is', async () => {
    const table = await texts(
      'f',
      ['id', 'price', 'day', 'city'],
      [
        ['a', '1', '2024-01-01', '北京'],
        ['b', '2.50', '2024-01-03', '上海'],
        ['c', 'N/A', 'soon', '北京'],
        ['d', '1,000', '', null],
        ['e', 'free', '2024-01-05', '北京'],
      ],
    )
    const profile = await profileTable(engine, table, [
      raw('id', 'text'),
      raw('price', 'decimal'),
      raw('day', 'date'),
      raw('city', 'text'),
    ])
    const [id, price, day, city] = profile.columns
    expect(profile).toMatchObject({ rows: 5, sampled: 5 })
    expect(id).toMatchObject({ missing: 0, unreadable: 0, distinct: 5, low: 1, high: 1 })
    expect(price).toMatchObject({ missing: 1, unreadable: 1, low: 1, high: 1000 })
    expect(price?.mean).toBeCloseTo((1 + 2.5 + 1000) / 3)
    expect(price?.bars.reduce((sum, n) => sum + n, 0)).toBe(3)
    expect([price?.bars[0], price?.bars.at(-1)]).toEqual([2, 1])
    expect(day).toMatchObject({
      missing: 1,
      unreadable: 1,
      low: Date.UTC(2024, 0, 1),
      high: Date.UTC(2024, 0, 5),
    })
    expect(city).toMatchObject({
      missing: 1,
      top: [
        { value: '北京', n: 3 },
        { value: '上海', n: 1 },
      ],
    })
    expect(profile.patterns).toEqual([
      { missing: [], n: 3 },
      { missing: [2, 3], n: 1 },
      { missing: [1], n: 1 },
    ])
  })

  test('an empty table has a profile of nothing', async () => {
    await engine.run(sql`create or replace table nothing (a varchar, b varchar)`)
    const profile = await profileTable(engine, ident('nothing'), [raw('a', 'integer'), raw('b', 'text')])
    expect(profile.rows).toBe(0)
    expect(profile.columns.map(({ low, bars, top }) => [low, bars, top])).toEqual([
      [null, [], []],
      [null, [], []],
    ])
  })
})

describe('a typed table', () => {
  test('agrees with the exact figures: extremes, counts, quantiles, different values', async () => {
    await engine.run(sql`create or replace table typed as
select i as n, (i * 7919) % 1000 as spread, timestamp '2024-01-01' + i * interval 1 minute as at_time,
  case when i % 4 = 0 then null else 'c' || (i % 3) end as word
from range(10000) as r(i)`)
    const columns = [
      typedColumn('n', 'BIGINT'),
      typedColumn('spread', 'BIGINT'),
      typedColumn('at_time', 'TIMESTAMP'),
      typedColumn('word', 'VARCHAR'),
    ]
    const {
      columns: [n, spread, time, word],
    } = await profileTable(engine, ident('typed'), columns)
    expect(n).toMatchObject({ low: 0, high: 9999, mean: 4999.5, missing: 0 })
    expect(n?.bars).toEqual(new Array(20).fill(500))
    expect(spread?.distinct).toBe(1000)
    expect(n?.quantiles.map((value) => Math.round(value * 100) / 100)).toEqual([
      499.95, 2499.75, 4999.5, 7499.25, 9499.05,
    ])
    expect(time).toMatchObject({ kind: 'time', low: Date.UTC(2024, 0, 1) })
    expect(word?.missing).toBe(2500)
    expect(word?.top.map(({ n: count }) => count)).toEqual([2500, 2500, 2500])
  })

  test('reads every row of a long table once, and a sample for its shapes', async () => {
    const rows = 3 * SAMPLE_ABOVE
    await engine.run(
      sql`create or replace table long as select i % 10 as digit, i / 7.0 as x from range(${rows}) as r(i)`,
    )
    const profile = await profileTable(engine, ident('long'), [
      typedColumn('digit', 'BIGINT'),
      typedColumn('x', 'DOUBLE'),
    ])
    expect(profile).toMatchObject({ rows, exact: false })
    expect(Math.abs((profile.columns[1]?.distinct ?? 0) / rows - 1)).toBeLessThan(0.4)
    expect(profile.columns[1]?.high).toBeCloseTo((rows - 1) / 7)
    expect(profile.sampled).toBeGreaterThan(SAMPLE_ABOVE * 0.8)
    expect(profile.sampled).toBeLessThan(SAMPLE_ABOVE * 1.2)
    expect(profile.columns[1]?.bars.reduce((sum, n) => sum + n, 0)).toBe(profile.sampled)
  })

  test('tables wider than one statement reads keep the order of their columns', async () => {
    const names = Array.from({ length: 320 }, (_, i) => `c${i}`)
    await engine.run(
      sql`create or replace table wide as select ${join(names.map((name, i) => sql`${i} as ${ident(name)}`))}`,
    )
    const profile = await profileTable(
      engine,
      ident('wide'),
      names.map((name) => typedColumn(name, 'INTEGER')),
    )
    expect(profile.columns.map(({ low }) => low)).toEqual(names.map((_, i) => i))
  })
})
