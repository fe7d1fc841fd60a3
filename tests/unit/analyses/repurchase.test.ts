import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens, Parameters } from '../../../src/analyses/analysis'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, realFile, type TestShop } from '../shop-fixture'
import { readTable, runOf } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const cdnow = realFile('cdnow/cdnow_master.csv')

describe.skipIf(!cdnow)('CDNOW, from the file to the rates', () => {
  let shop: TestShop
  beforeAll(async () => {
    if (cdnow) shop = await loadTestShop(engine, [cdnow])
  })
  const lens: Lens = { asOf: '1998-07-01', from: null, basis: 'gross' }
  const run = (parameters: Partial<Parameters> = {}) => runOf(shop.runner, 'repurchase', lens, parameters)

  test('by distinct days 48.859 % have bought twice or more; by lines 49.478 %', async () => {
    const rates = async (counts: string) => readTable(engine, await run({ counts }), 'repurchase_rates')
    const byDays = (await rates('days')).find(({ definition }) => definition === 'twice')
    expect(byDays).toMatchObject({ whole: 23_570, part: 11_516 })
    expect(Number(byDays?.['rate'])).toBeCloseTo(0.48859, 5)
    const byLines = (await rates('orders')).find(({ definition }) => definition === 'twice')
    expect(Number(byLines?.['rate'])).toBeCloseTo(0.49478, 5)
  })

  test('the gaps of the ladder are those of the definitions: 44,021 of them, by distinct days', async () => {
    const result = await run({ counts: 'days' })
    const steps = await readTable(engine, result, 'repurchase_ladder', sql`nth`)
    expect(steps[0]).toMatchObject({ nth: 1, members: 23_570, next: 11_516 })
    const purchases = await readTable(engine, result, 'repurchase_purchases')
    expect(purchases).toHaveLength(67_591)
    expect(purchases.filter(({ nth }) => Number(nth) > 1)).toHaveLength(44_021)
  })

  test('as everybody was followed for a year, the curve there is the share by then', async () => {
    const result = await run({ counts: 'days', days: 365 })
    const rate = (await readTable(engine, result, 'repurchase_rates')).find(
      ({ definition }) => definition === 'within',
    )
    const curve = await readTable(engine, result, 'repurchase_survival', sql`grp, time`)
    const year = curve.filter(({ time }) => Number(time) <= 365).at(-1)
    expect(1 - Number(year?.['survival'])).toBeCloseTo(Number(rate?.['rate']), 10)
    expect(rate).toMatchObject({ whole: 23_570 })
  })
})
