import { beforeAll, expect, test } from 'vitest'
import { askingRule, groupSaid, offeredStandings, scoreSaid } from '../../../src/analyses/member-standing'
import { offeredGroups } from '../../../src/analyses/member-groups'
import { analysisById } from '../../../src/analyses/registry'
import type { AnalysisRunner } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { readRule } from '../../../src/project/segment-schema'
import { seeded } from '../../../src/numerics/random'
import { NO_SEGMENTS } from '../../../src/segments/rule'
import { ruleWords } from '../../../src/segments/words'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { LENS, makePlanted, plantedOrders } from './clusters/planted-shop'
import { runOf, tableOf } from './order-table'

const TABLES = ['orders', 'order_items', 'members'] as const

let engine: EngineCore
let runner: AnalysisRunner
beforeAll(async () => {
  engine = await openTestEngine()
  runner = await makePlanted(engine, plantedOrders(300).orders)
})

const offered = () => {
  const parameters = { clusters: { k: 3 } }
  const groups = offeredGroups(NO_SEGMENTS, TABLES, parameters, analysisById)
  return offeredStandings(groups, TABLES, parameters, analysisById)
}
const standingOf = (what: string) => {
  const found = offered().find((one) => one.what === what)
  if (!found) throw new Error(`${what} is not offered.`)
  return found
}

test('a rule that asks for clusters holds those who are in them', async () => {
  const standing = standingOf('member_cluster.cluster')
  const said = groupSaid(standing.label, ['1', '3'].map(standing.level))
  const rule = askingRule(standing, { what: standing.what, levels: ['1', '3'], said })
  const held = await rowsOf(
    engine,
    sql`select member_id from (${await runner.members(rule, LENS)}) order by 1`,
  )
  const run = await runOf(runner, 'clusters', LENS, { k: 3 })
  const inThem = await rowsOf(
    engine,
    sql`select member_id from ${tableOf(run, 'member_cluster')} where cluster in (1, 3) order by 1`,
  )
  // It is kept in a file, and read again, as it is.
  expect(readRule(JSON.parse(JSON.stringify(rule)))).toEqual({ rule })
  expect(held.length).toBeGreaterThan(0)
  expect(held).toEqual(inThem)
  expect(ruleWords(rule, { book: NO_SEGMENTS, currency: '' })).toEqual({
    en: 'Cluster: “Cluster 1” or “Cluster 3”',
    zh: '聚类:“第 1 群”或“第 3 群”',
  })
})

test('without a group nobody is held', async () => {
  const standing = standingOf('member_lifecycle.state')
  const rule = askingRule(standing, {
    what: standing.what,
    levels: [],
    said: groupSaid(standing.label, []),
  })
  expect(await rowsOf(engine, sql`select * from (${await runner.members(rule, LENS)})`)).toEqual([])
})

/** Buyers who come at rates of their own, and stay away for good after some order. */
function comers() {
  const random = seeded(5)
  return Array.from({ length: 400 }, (_, i) => {
    const rate = 0.02 + 0.08 * random.unit()
    const days: number[] = []
    for (let day = 200 * random.unit(); day < 330; day += 1 - Math.log(1 - random.unit()) / rate) {
      days.push(day)
      if (random.unit() < 0.2) break
    }
    return days.map((day, n) => ({
      order: `${String(i)}-${String(n)}`,
      member: String(i),
      at: new Date(Date.parse(`${LENS.asOf}T00:00:00Z`) - (331 - Math.floor(day)) * 86_400_000),
      amount: 10,
      channel: 'app',
    }))
  }).flat()
}

test('a score is asked with a bound: who has as much, and who has as little', async () => {
  const shop = await makePlanted(engine, comers())
  const standing = standingOf('member_clv.p_alive')
  const held = async (op: 'at_least' | 'at_most', value: number) => {
    const said = scoreSaid(standing.label, op, '50 %')
    const rule = askingRule(standing, { what: standing.what, op, value, said })
    return (await rowsOf(engine, sql`select * from (${await shop.members(rule, LENS)})`)).length
  }
  const run = await runOf(shop, 'clv', LENS)
  const [all] = await rowsOf(
    engine,
    sql`select count(*) filter (where p_alive >= 0.5)::integer as above, count(*) filter (where p_alive <= 0.5)::integer as below
from ${tableOf(run, 'member_clv')}`,
  )
  expect(Number(all?.['above'])).toBeGreaterThan(0)
  expect(Number(all?.['below'])).toBeGreaterThan(0)
  expect([await held('at_least', 0.5), await held('at_most', 0.5)]).toEqual([all?.['above'], all?.['below']])
})
