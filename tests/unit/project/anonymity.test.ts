import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import {
  anonymised,
  checkAnonymity,
  countColumns,
  countSmallCells,
  quasiIdentifiers,
  withoutSmallCells,
  type Treatment,
} from '../../../src/project/anonymity'
import { describeColumns } from '../../../src/project/export-columns'
import { ident, sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
  // The example of Sweeney 2002 in its spirit: zip, birth, sex, and an illness.
  await engine.run(sql`create table patients as select * from (values
    ('a', '02138', date '1965-02-01', 'F', 'flu'),
    ('b', '02138', date '1965-11-20', 'F', 'flu'),
    ('c', '02138', date '1964-03-03', 'M', 'cough'),
    ('d', '02138', date '1964-08-09', 'M', 'flu'),
    ('e', '02139', date '1971-01-01', 'F', 'cough'),
    ('f', null, date '1971-01-01', 'F', 'cough')
  ) as t(member_id, zip, birthday, sex, illness)`)
})

const patients = ident('patients')
const quasiOf = async (treatments: Record<string, Treatment>) => {
  const columns = await describeColumns(engine, patients)
  return quasiIdentifiers(columns).map((column) => ({ column, treatment: treatments[column.name] ?? 'keep' }))
}

describe('k-anonymity', () => {
  test('the quasi-identifiers are known by their names', async () => {
    expect((await quasiOf({})).map(({ column }) => column.name)).toEqual(['zip', 'birthday', 'sex'])
  })

  test.each<[string, Record<string, Treatment>, object]>([
    ['as it is everybody stands alone', {}, { groups: 6, k: 1, below: 6, l: 1 }],
    ['with years of birth', { birthday: 'coarse' }, { groups: 4, k: 1, below: 2, l: 1 }],
    [
      'without birthday and zip',
      { birthday: 'leave_out', zip: 'leave_out' },
      { groups: 2, k: 2, below: 0, l: 2 },
    ],
    [
      'without any',
      { birthday: 'leave_out', zip: 'leave_out', sex: 'leave_out' },
      { groups: 1, k: 6, below: 0, l: 2 },
    ],
  ])('%s', async (_, treatments, expected) => {
    expect(await checkAnonymity(engine, patients, await quasiOf(treatments), 2, 'illness')).toEqual({
      rows: 6,
      ...expected,
    })
  })

  test('rows of small groups are left out, coarser columns come out as such, left out ones not at all', async () => {
    const columns = await describeColumns(engine, patients)
    const quasi = await quasiOf({ birthday: 'coarse', sex: 'leave_out' })
    const rows = await rowsOf(engine, sql`${anonymised(patients, columns, quasi, 2)} order by member_id`)
    expect(rows).toEqual([
      { member_id: 'a', zip: '02138', birthday: 1965, illness: 'flu' },
      { member_id: 'b', zip: '02138', birthday: 1965, illness: 'flu' },
      { member_id: 'c', zip: '02138', birthday: 1964, illness: 'cough' },
      { member_id: 'd', zip: '02138', birthday: 1964, illness: 'flu' },
    ])
    const check = await checkAnonymity(engine, anonymised(patients, columns, quasi, 2), [], 2)
    expect(check).toMatchObject({ rows: 4, groups: 1, below: 0 })
  })

  test('agrees with counting by hand; what is suppressed never falls below the k asked for', async () => {
    const row = fc.record({ city: fc.constantFrom('A', 'B', null), age: fc.integer({ min: 18, max: 49 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), async (list, k) => {
        await engine.run(sql`create or replace table list (city varchar, age integer)`)
        for (const { city, age } of list) await engine.run(sql`insert into list values (${city}, ${age})`)
        const source = ident('list')
        const columns = await describeColumns(engine, source)
        const quasi = columns.map((column) => ({
          column,
          treatment: column.name === 'age' ? ('coarse' as const) : ('keep' as const),
        }))
        const sizes = new Map<string, number>()
        for (const { city, age } of list) {
          const key = `${city ?? 'null'} ${Math.floor(age / 10)}`
          sizes.set(key, (sizes.get(key) ?? 0) + 1)
        }
        const small = [...sizes.values()].filter((size) => size < k)
        const check = await checkAnonymity(engine, source, quasi, k)
        expect(check).toEqual({
          rows: list.length,
          groups: sizes.size,
          k: list.length === 0 ? 0 : Math.min(...sizes.values()),
          below: small.reduce((sum, size) => sum + size, 0),
          l: null,
        })
        const rest = await rowsOf(engine, anonymised(source, columns, quasi, k))
        expect(rest.length).toBe(check.rows - check.below)
      }),
      { numRuns: 25 },
    )
  })
})

describe('small cells', () => {
  const groups = sql`select * from (values ('杭州', 120, 3, 8.5), ('上海', 4, 0, 2.5), ('北京', null, 5, 1.0)) as t(city, members, orders, price)`

  test('are counts below k, but not nothing; never in lists of members', async () => {
    const columns = await describeColumns(engine, groups)
    const counts = countColumns(columns)
    expect(counts.map(({ name }) => name)).toEqual(['members', 'orders'])
    expect(await countSmallCells(engine, groups, counts, 5)).toBe(2)
    expect(await countSmallCells(engine, groups, counts, 1)).toBe(0)
    expect(countColumns(await describeColumns(engine, sql`select 'a' as member_id, 3 as orders`))).toEqual([])
  })

  test('are left empty when asked', async () => {
    const columns = await describeColumns(engine, groups)
    expect(await rowsOf(engine, withoutSmallCells(groups, columns, countColumns(columns), 5))).toEqual([
      { city: '杭州', members: 120, orders: NaN, price: 8.5 },
      { city: '上海', members: NaN, orders: 0, price: 2.5 },
      { city: '北京', members: NaN, orders: 5, price: 1 },
    ])
  })
})
