import { beforeAll, describe, expect, test } from 'vitest'
import {
  fitColumns,
  flatColumns,
  readFit,
  scaledName,
  scoredRows,
  writeFit,
  type ScalingFit,
} from '../../../src/analyses/describe/scaling-table'
import type { Scaling } from '../../../src/analyses/describe/scaling.sql'
import { words } from '../../../src/analyses/describe/words-scaling'
import type { EngineCore } from '../../../src/engine/core'
import { rowObjects } from '../../../src/sql/rows'
import { ident, sql, type Sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'

const METHODS: Scaling[] = ['z_score', 'min_max', 'robust', 'log1p', 'yeo_johnson', 'rank']
const OWN = 'number:It’s "theirs"'
const NAMES = ['spent', 'orders', 'flat', OWN]
const BEFORE = ident('members_before')
const NOW = ident('members_now')
const shop = { names: new Set(NAMES), currency: 'EUR', money: new Set(['spent']) }

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
  // 400 members, more than ranks keep; fractions with many digits; gaps; a column without spread.
  await engine.run(sql`create or replace table ${BEFORE} as select
  'm' || range as member_id, (range * range / 7.0)::decimal(12, 2) as spent,
  case when range % 5 = 0 then null else range % 9 end as orders, 7 as flat, sin(range) * 1e-7 as ${ident(OWN)}
from range(400)`)
  await engine.run(sql`create or replace table ${NOW} as select
  'n' || range as member_id, (range * 100)::decimal(12, 2) as spent, case when range < 2 then null else range end as orders,
  range as flat, range / 3.0 as ${ident(OWN)}
from range(6)`)
})

const query = (statement: Sql) => engine.query(statement)
const fitTo = (method: Scaling, rows = BEFORE): Promise<ScalingFit> =>
  fitColumns(query, rows, NAMES, { method, asOf: '2026-01-01', members: 400, currency: 'EUR' })
const read = async (statement: Sql) =>
  rowObjects(await query(sql`select * from (${statement}) order by member_id`))

const fileWith = async (change: (file: Record<string, unknown>) => void, method: Scaling = 'z_score') => {
  const file = JSON.parse(writeFit(await fitTo(method))) as Record<string, unknown>
  change(file)
  return readFit(JSON.stringify(file), shop)
}

describe('a fit kept as a file', () => {
  test.each(METHODS)('%s: comes back as it was, and scores others as the first would', async (method) => {
    const fit = await fitTo(method)
    const back = readFit(writeFit(fit), shop)
    expect(back).toEqual(fit)
    if ('fault' in back) throw new Error(back.fault.en)
    const [here, again] = [await read(scoredRows(BEFORE, fit)), await read(scoredRows(BEFORE, back))]
    expect(again).toEqual(here)
    const later = await read(scoredRows(NOW, back))
    expect(later).toEqual(await read(scoredRows(NOW, fit)))
    // A new fit to the later members would say something else, but for log1p, which fits nothing.
    const anew = await read(scoredRows(NOW, await fitTo(method, NOW)))
    if (method === 'log1p') expect(later).toEqual(anew)
    else expect(later).not.toEqual(anew)
    expect(Object.keys(later[0] ?? {})).toEqual([
      'member_id',
      ...NAMES.map((name) => scaledName(name, method)),
    ])
    expect(later.map((row) => row[scaledName('orders', method)] === null)).toEqual([
      ...[true, true],
      ...[false, false, false, false],
    ])
  })

  test('z-scores by hand, of the fitted mean and deviation', async () => {
    const fit = await fitTo('z_score')
    const column = fit.columns.find(({ name }) => name === 'orders')
    const values = Array.from({ length: 400 }, (_, i) => i).flatMap((i) => (i % 5 === 0 ? [] : [i % 9]))
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length
    const sd = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1))
    expect(column?.n).toBe(320)
    expect(column?.centre).toBeCloseTo(mean, 12)
    expect(column?.spread).toBeCloseTo(sd, 12)
    const rows = await read(scoredRows(NOW, fit, { raw: true }))
    expect(rows[5]?.['orders']).toBe(5)
    expect(rows[5]?.['orders_z_score']).toBeCloseTo((5 - mean) / sd, 12)
  })

  test('what has no spread is named, and 0 for everybody', async () => {
    const fit = await fitTo('min_max')
    expect(flatColumns(fit)).toEqual(['flat'])
    expect((await read(scoredRows(NOW, fit))).map((row) => row['flat_min_max'])).toEqual([0, 0, 0, 0, 0, 0])
  })
})

describe('a file that does not fit is refused with a sentence', () => {
  test('what is not ours, or newer', async () => {
    for (const text of ['', 'member,spent', '[]', '{"format":"memberlens-project","version":1}'])
      expect(readFit(text, shop)).toEqual({ fault: words.notOurs })
    expect(await fileWith((file) => (file['version'] = 2))).toEqual({ fault: words.newer })
  })

  test('other columns, by their names', async () => {
    const text = writeFit(await fitTo('robust'))
    expect(readFit(text, { ...shop, names: new Set(['spent', 'flat']) })).toEqual({
      fault: words.otherColumns(`orders, ${OWN}`),
    })
  })

  test('money in another currency, where money is among the columns', async () => {
    const fit = await fitTo('z_score')
    const ours = { ...shop, currency: 'CNY' }
    expect(readFit(writeFit(fit), ours)).toEqual({ fault: words.otherCurrency('EUR', 'CNY') })
    const without = { ...fit, columns: fit.columns.filter(({ name }) => name !== 'spent') }
    expect(readFit(writeFit(without), ours)).toEqual(without)
  })

  test('a damaged one, with the place', async () => {
    const column = (file: Record<string, unknown>, at: number) =>
      (file['columns'] as Record<string, unknown>[])[at] ?? {}
    const broken = (where: string) => ({ fault: words.broken(where) })
    expect(await fileWith((file) => (column(file, 1)['spread'] = null))).toEqual(broken('columns.1.spread'))
    expect(await fileWith((file) => (column(file, 0)['centre'] = '1'))).toEqual(broken('columns.0.centre'))
    expect(await fileWith((file) => (file['method'] = 'magic'))).toEqual(broken('method'))
    expect(await fileWith((file) => (file['columns'] = []))).toEqual(broken('columns'))
    expect(await fileWith((file) => (column(file, 1)['name'] = 'spent'))).toEqual(broken('columns'))
    expect(await fileWith((file) => (column(file, 0)['shares'] = [1]), 'rank')).toEqual(broken('columns'))
  })
})
