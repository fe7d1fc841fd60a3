import { beforeAll, describe, expect, it } from 'vitest'
import { analysisById } from '../../../src/analyses/registry'
import type { Lens } from '../../../src/analyses/analysis'
import { sql } from '../../../src/sql/sql'
import type { EngineCore } from '../../../src/engine/core'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, realFile, type TestShop } from '../shop-fixture'

const cdnow = realFile('cdnow/cdnow_master.csv')
const lens: Lens = { asOf: '1998-07-01', from: null, basis: 'gross' }

describe.skipIf(!cdnow)('RFM of CDNOW, from the file to the result', () => {
  let engine: EngineCore
  let shop: TestShop

  beforeAll(async () => {
    engine = await openTestEngine()
    if (cdnow) shop = await loadTestShop(engine, [cdnow])
  })

  const run = async (parameters: Record<string, string | number> = {}) => {
    const analysis = analysisById('rfm')
    if (!analysis) throw new Error('RFM is not registered.')
    return shop.runner.run(analysis, lens, parameters)
  }

  it('has every line, member and dollar, and flags the duplicates without deleting them', async () => {
    const [source] = shop.accounting.sources
    expect(source).toMatchObject({ read: 69659, loaded: 69659, kept: 69659 })
    expect(source?.rules.find((rule) => rule.rule === 'duplicate')).toMatchObject({ on: false, rows: 255 })
    expect(source?.rules.find((rule) => rule.rule === 'zero_amount')).toMatchObject({ on: false, rows: 80 })
    const { tables } = await run()
    expect(
      (
        await rowsOf(engine, sql`select members, frequency, monetary from ${tables['rfm_summary'] ?? sql``}`)
      )[0],
    ).toEqual({
      members: 23570,
      frequency: 69659,
      monetary: 2500315.63,
    })
  })

  it('cuts where the reference cuts', async () => {
    const { tables } = await run()
    const [row] = await rowsOf(
      engine,
      sql`select unnest(m_cuts) as m, unnest(r_cuts) as r, unnest(f_cuts) as f from ${tables['rfm_cuts'] ?? sql``}`,
    )
    expect(row).toBeDefined()
    const cuts = await rowsOf(
      engine,
      sql`select unnest(r_cuts) as r, unnest(f_cuts) as f, unnest(m_cuts) as m from ${tables['rfm_cuts'] ?? sql``}`,
    )
    expect(cuts.map((c) => c['r'])).toEqual([142, 433, 486, 513])
    expect(cuts.map((c) => c['f'])).toEqual([1, 1, 2, 4])
    const m = cuts.map((c) => Number(c['m']))
    ;[15.36, 31.35, 59.924, 133.95].forEach((value, i) => expect(m[i]).toBeCloseTo(value, 6))
  })

  it('keeps equal values together by default', async () => {
    const { tables } = await run()
    expect(
      await rowsOf(
        engine,
        sql`select f, count(*) as n from ${tables['member_rfm'] ?? sql``} group by f order by f`,
      ),
    ).toEqual([
      { f: 1, n: 11908 },
      { f: 3, n: 4079 },
      { f: 4, n: 3658 },
      { f: 5, n: 3925 },
    ])
    expect(await rowsOf(engine, sql`select * from ${tables['rfm_ties'] ?? sql``}`)).toEqual([
      { r_split: 0, f_split: 0, m_split: 0 },
    ])
  })

  it('gives the ten groups of the tutorials under first rank, and says whom it split', async () => {
    const { tables } = await run({ ties: 'first_rank' })
    const once = await rowsOf(
      engine,
      sql`select f, count(*) as n from ${tables['member_rfm'] ?? sql``} where frequency = 1 group by f order by f`,
    )
    expect(once).toEqual([
      { f: 1, n: 4714 },
      { f: 2, n: 4714 },
      { f: 3, n: 2480 },
    ])
    const groups = await rowsOf(
      engine,
      sql`select group_id, members from ${tables['rfm_groups'] ?? sql``} where map = 'ten'`,
    )
    expect(Object.fromEntries(groups.map((g) => [g['group_id'], g['members']]))).toEqual({
      hibernating: 8430,
      at_risk: 840,
      cant_lose: 17,
      about_to_sleep: 998,
      need_attention: 2865,
      loyal: 4805,
      potential_loyalist: 1183,
      champions: 4432,
    })
    const [ties] = await rowsOf(engine, sql`select f_split from ${tables['rfm_ties'] ?? sql``}`)
    expect(Number(ties?.['f_split'])).toBeGreaterThanOrEqual(11908)
  })

  it('gives the eight groups at the mean', async () => {
    const { tables } = await run()
    const groups = await rowsOf(
      engine,
      sql`select group_id, members from ${tables['rfm_groups'] ?? sql``} where map = 'eight'`,
    )
    expect(Object.fromEntries(groups.map((g) => [g['group_id'], g['members']]))).toEqual({
      '111': 4617,
      '101': 268,
      '011': 449,
      '001': 579,
      '110': 1974,
      '100': 1532,
      '010': 543,
      '000': 13608,
    })
  })

  it('has the known Gini coefficient and top shares', async () => {
    const { tables } = await run()
    const [row] = await rowsOf(engine, sql`select * from ${tables['rfm_summary'] ?? sql``}`)
    expect(row?.['gini']).toBeCloseTo(0.634571, 6)
    expect(row?.['once']).toBe(11908)
    ;(
      [
        ['top_01', 15.88],
        ['top_05', 36.69],
        ['top_10', 50.94],
        ['top_20', 67.78],
      ] as const
    ).forEach(([key, value]) => {
      expect(Number(row?.[key]) * 100).toBeCloseTo(value, 1)
    })
    const points = await rowsOf(engine, sql`select * from ${tables['lorenz_curve'] ?? sql``}`)
    expect(points.at(0)).toEqual({ members: 0, money: 0 })
    expect(points.at(-1)?.['members']).toBe(1)
    expect(points.at(-1)?.['money']).toBeCloseTo(1, 12)
  })
})
