import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens, Parameters } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, realFile, type TestShop } from '../shop-fixture'
import { readTable, runOf, tableOf } from './order-table'
import { rowObjects } from '../../../src/sql/rows'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const cdnow = realFile('cdnow/cdnow_master.csv')

describe.skipIf(!cdnow)('CDNOW, from the file to the triangle', () => {
  let shop: TestShop
  beforeAll(async () => {
    if (cdnow) shop = await loadTestShop(engine, [cdnow])
  })
  const lens: Lens = { asOf: '1998-07-01', from: null, basis: 'gross' }
  const run = (parameters: Partial<Parameters>, seen = lens) =>
    runOf(shop.runner, 'retention', seen, parameters)
  const january = async (parameters: Partial<Parameters>, seen = lens) => {
    const result = await run(parameters, seen)
    return rowObjects(
      await engine.query(
        sql`select * from ${tableOf(result, 'retention_cells')} where cohort = date '1997-01-01' order by k`,
      ),
    )
  }

  test('January 1997 by calendar month: the known members', async () => {
    const rows = await january({})
    expect(rows.map(({ size }) => size)).toEqual(Array(13).fill(7846))
    expect(rows.slice(0, 8).map(({ members }) => members)).toEqual([7846, 1157, 964, 810, 679, 736, 720, 582])
  })

  test('a period that is not over stays blank, for whatever is counted', async () => {
    const rows = await january({}, { ...lens, asOf: '1997-06-15' })
    const blank = rows.filter(({ k }) => Number(k) >= 5)
    expect(rows.slice(0, 5).map(({ members }) => members)).toEqual([7846, 1157, 964, 810, 679])
    for (const row of blank) {
      expect(row).toMatchObject({ members: null, orders: null, amount: null, cumulative: null })
    }
  })

  test('the mean is weighted by size', async () => {
    const result = await run({})
    const means = await readTable(engine, result, 'retention_means', sql`grp, k`)
    const first = means.find(({ grp, k }) => grp === 0 && k === 1)
    // January 1157, February 1,197… : every cohort counts with its members.
    const cells = (await readTable(engine, result, 'retention_cells')).filter(({ k }) => k === 1)
    const members = cells.reduce((sum, row) => sum + Number(row['members']), 0)
    expect(first).toMatchObject({ cohorts: 3, size: 23_570, members })
    expect(Number(first?.['share'])).toBeCloseTo(members / 23_570, 12)
  })
})
