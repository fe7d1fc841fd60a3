import { beforeAll, describe, expect, test } from 'vitest'
import { assigned } from '../../../../src/analyses/clusters/assign.sql'
import { clusters } from '../../../../src/analyses/clusters/clusters'
import { readClusters } from '../../../../src/analyses/clusters/clusters-view'
import { moveCounts, movedMembers, movesOf, sizesOf } from '../../../../src/analyses/clusters/drift'
import type { Parameters } from '../../../../src/analyses/analysis'
import type { EngineCore } from '../../../../src/engine/core'
import { sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { runOf, tableOf } from '../order-table'
import { LENS, makePlanted, plantedOrders } from './planted-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const { orders } = plantedOrders(240)

async function fitted(given: Partial<Parameters>, given_orders = orders, others: readonly string[] = []) {
  const runner = await makePlanted(engine, given_orders, others)
  const result = await runOf(runner, clusters.id, LENS, { k: 4, ...given })
  const data = await readClusters(result, (statement) => engine.query(statement))
  return { result, data }
}

describe('the statement for new members gives the clusters of the kernel', () => {
  test.each([
    { scaling: 'standard' },
    { scaling: 'robust' },
    { scaling: 'log' },
    { scaling: 'rank' },
    { scaling: 'standard', components: 2 },
    { outliers: 'fences', scaling: 'standard' },
    { outliers: 'none', missing: 'median' },
    { method: 'kMedoids' },
    { method: 'miniBatch' },
    { method: 'mixture', scaling: 'standard' },
    { method: 'mixture', shape: 'diagonal', components: 2 },
    { method: 'kPrototypes', features: 'orders,spent,top_channel' },
  ])('%o', async (given) => {
    const { result, data } = await fitted(given, orders, ['never bought'])
    const statement = assigned(data.fitted, tableOf(result, 'cluster_facts'))
    const rows = await rowsOf(
      engine,
      sql`select m.member_id, m.cluster as kernel, a.cluster as formula
from ${tableOf(result, 'member_cluster')} as m join (${statement}) as a on a.member_id = m.member_id`,
    )
    expect(rows).toHaveLength(241)
    expect(rows.map(({ formula }) => formula)).toEqual(rows.map(({ kernel }) => kernel))
    const none = rows.filter(({ kernel }) => Number.isNaN(kernel)).length
    if (given.missing === 'median') expect(none).toBe(0)
    else expect(none).toBeGreaterThan(given.method === 'kPrototypes' ? -1 : 0)
  })

  test('Ward’s tree: nearly, for the tree is not cut by nearest centres', async () => {
    const { result, data } = await fitted({ method: 'ward', k: 3 })
    const rows = await rowsOf(
      engine,
      sql`select avg((a.cluster = m.cluster)::integer) as same from ${tableOf(result, 'member_cluster')} as m
join (${assigned(data.fitted, tableOf(result, 'cluster_facts'))}) as a on a.member_id = m.member_id`,
    )
    expect(rows[0]?.['same']).toBeGreaterThan(0.95)
  })
})

describe('drift', () => {
  /** Two kinds: often and lately (a), long ago (b); c bought like b until a month ago, and like a since. */
  const at = (day: string) => new Date(`${day}T10:00:00Z`)
  const buys = (member: string, days: readonly string[]) =>
    days.map((day, i) => ({
      order: `${member}${String(i)}`,
      member,
      at: at(day),
      amount: 10,
      channel: 'app',
    }))
  const LATE = ['2025-11-10', '2025-11-15', '2025-11-20', '2025-11-25', '2025-11-28']
  const EARLY = ['2025-09-01', '2025-09-05', '2025-09-10', '2025-09-20', '2025-10-25']
  const shop = [
    ...['a1', 'a2', 'a3'].flatMap((id) => buys(id, [...EARLY, ...LATE])),
    ...['b1', 'b2'].flatMap((id) => buys(id, ['2025-03-01'])),
    ...buys('c', ['2025-03-01', ...LATE, '2025-11-29', '2025-11-30']),
    ...buys('new', [...LATE, '2025-11-11', '2025-11-12', '2025-11-13']),
  ]

  test('by hand: who came, who stayed, who moved', async () => {
    const { result, data } = await fitted(
      { k: 2, before: '30', scaling: 'standard', outliers: 'none', features: 'recency_days,orders' },
      shop,
    )
    const moved = movedMembers(
      data.fitted,
      tableOf(result, 'cluster_facts_before'),
      tableOf(result, 'cluster_facts'),
    )
    const rows = await rowsOf(engine, sql`select * from (${moved}) order by member_id`)
    const now = new Map(rows.map((row) => [row['member_id'], row['is']]))
    const was = new Map(rows.map((row) => [row['member_id'], row['was']]))
    const [lively, silent] = [now.get('a1'), now.get('b1')]
    expect(lively).not.toBe(silent)
    expect(Object.fromEntries(now)).toEqual({
      a1: lively,
      a2: lively,
      a3: lively,
      b1: silent,
      b2: silent,
      c: lively,
      new: lively,
    })
    expect(Object.fromEntries(was)).toEqual({
      a1: lively,
      a2: lively,
      a3: lively,
      b1: silent,
      b2: silent,
      c: silent,
      new: 0,
    })
    const moves = movesOf(await engine.query(moveCounts(moved)))
    const sizes = sizesOf(moves, [Number(lively), Number(silent)])
    expect(sizes.map(({ before, now: is, stayed }) => [before, is, stayed])).toEqual([
      [3, 5, 3],
      [3, 2, 2],
    ])
  })

  test('nothing is compared until a day is asked for', async () => {
    const { result } = await fitted({}, shop)
    expect(await rowsOf(engine, sql`select * from ${tableOf(result, 'cluster_facts_before')}`)).toEqual([])
  })
})
