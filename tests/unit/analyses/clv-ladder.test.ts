import { beforeAll, describe, expect, test } from 'vitest'
import {
  breakEven,
  isLadder,
  ladderTotals,
  onLadder,
  proposedLadder,
  type Rung,
} from '../../../src/analyses/clv/ladder'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
  await engine.run(sql`create or replace table ladder_members as
select * from (values
  ('a', 100.0::double, 0.5::double, 3.0::double), ('b', 90, 0.9, 1), ('c', 80, 0.4, 4), ('d', 20, 0.5, 9),
  ('once', 70, 1, null), ('unknown', null, null, 2)
) as v(member_id, clv, p_alive, overdue), (select 1::decimal(18, 4) as spent, date '2025-01-01' as last_order)`)
})

const rungs: Rung[] = [
  { offer: 'call', value: 75, overdue: 2, cost: 10, cap: 1 },
  { offer: `it's "50 %"`, value: 60, overdue: 0, cost: 2, cap: 0 },
]

describe('the ladder', () => {
  test('the first band from the top holds a member; beyond the cap she gets nothing', async () => {
    const rows = await rowsOf(
      engine,
      sql`select member_id, rung, offer, cost from (${onLadder(sql`ladder_members`, rungs)}) order by member_id`,
    )
    expect(rows).toEqual([
      { member_id: 'a', rung: 1, offer: 'call', cost: 10 },
      { member_id: 'b', rung: 2, offer: rungs[1]?.offer, cost: 2 },
      { member_id: 'once', rung: 2, offer: rungs[1]?.offer, cost: 2 },
    ])
    const totals = await rowsOf(engine, ladderTotals(sql`ladder_members`, rungs))
    expect(totals).toMatchObject([
      { rung: 1, members: 1, cost: 10, value: 100, at_risk: 100 },
      { rung: 2, members: 2, cost: 4, value: 160 },
    ])
    expect(totals[1]?.['at_risk']).toBeCloseTo(10, 9)
  })

  test('what must come back for it to pay', () => {
    expect(breakEven(10, 100)).toBeCloseTo(0.1, 12)
    expect(breakEven(10, 0)).toBe(Infinity)
    expect(breakEven(0, 0)).toBe(0)
  })

  test('what is kept is read as it was written; anything else is refused', () => {
    expect(isLadder(JSON.stringify(rungs))).toBe(true)
    expect(isLadder('')).toBe(true)
    for (const text of ['{', '{}', '[{}]', '[{"offer":"x","value":-1,"overdue":0,"cost":0,"cap":0}]', '[1]'])
      expect(isLadder(text), text).toBe(false)
    const proposal = proposedLadder([1234, 567, 100, 50, 20], ['a', 'b', 'c'])
    expect(proposal.map(({ value }) => value)).toEqual([570, 20, 20])
    expect(isLadder(JSON.stringify(proposal))).toBe(true)
  })
})
