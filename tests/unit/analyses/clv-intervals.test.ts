import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, realFile, type TestShop } from '../shop-fixture'
import { runOf, tableOf } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const sample = realFile('cdnow/cdnow_sample.csv')

describe.skipIf(!sample)('intervals on the CDNOW sample', () => {
  let shop: TestShop
  beforeAll(async () => {
    if (sample) shop = await loadTestShop(engine, [sample])
  })
  const lens = { asOf: '1997-10-01', from: null, basis: 'gross' as const }

  test.each(['bg', 'mbg', 'pareto', 'nbd'])('%s: of all, of a member, and what may come', async (model) => {
    const run = await runOf(shop.runner, 'clv', lens, { model, months: 9 })
    const [all = {}] = await rowsOf(engine, sql`select * from ${tableOf(run, 'clv_segments')}`)
    const of = (name: string) => Number(all[name])
    expect(all).toMatchObject({ grp: 0, kind: 'all', members: 2357 })
    for (const [low, middle, high] of [
      ['orders_low', 'expected_low', 'expected'],
      ['expected', 'expected_high', 'orders_high'],
      ['money_low', 'clv_low', 'clv'],
      ['clv', 'clv_high', 'money_high'],
    ] as const) {
      expect(of(low), low).toBeLessThan(of(middle))
      expect(of(middle), high).toBeLessThan(of(high))
    }
    // 1,882 purchases came in the 39 weeks: the models are too low, and the range says how far chance alone goes.
    expect(of('orders_high') - of('orders_low')).toBeGreaterThan(2 * 1.96 * Math.sqrt(of('expected')))
    const members = await rowsOf(
      engine,
      sql`select count(*) as n, sum(expected) as expected, sum(clv)::double as clv,
  bool_and(expected_low < expected and expected < expected_high) as within,
  bool_and(clv_low < clv and clv < clv_high) as worth,
  bool_and(orders_low <= expected_high and orders_low = floor(orders_low)) as counts,
  max(orders_high) as most
from ${tableOf(run, 'member_clv')}`,
    )
    expect(members[0]).toMatchObject({ n: 2357, within: 'true', worth: 'true', counts: 'true' })
    expect(members[0]?.['expected']).toBeCloseTo(of('expected'), 6)
    expect(members[0]?.['clv']).toBeCloseTo(of('clv'), 4)
    expect(Number(members[0]?.['most'])).toBeGreaterThan(20)
  })

  test('groups add up to all, whatever they are', async () => {
    const run = await runOf(shop.runner, 'clv', lens, { split: 'channel' })
    const rows = await rowsOf(
      engine,
      sql`select kind, members, expected from ${tableOf(run, 'clv_segments')} order by grp`,
    )
    // The sample has no channels: nothing is known of anybody.
    expect(rows.map(({ kind, members }) => [kind, members])).toEqual([
      ['all', 2357],
      ['unknown', 2357],
    ])
    expect(rows[1]?.['expected']).toBeCloseTo(Number(rows[0]?.['expected']), 9)
  })
})
