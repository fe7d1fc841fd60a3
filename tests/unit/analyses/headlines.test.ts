// What the pages say first, on shops too young, too small or too odd for the usual sentence.
import { beforeAll, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import * as lifecycle from '../../../src/analyses/lifecycle/lifecycle-view.svelte'
import { stateRule } from '../../../src/analyses/lifecycle/states'
import * as overview from '../../../src/analyses/overview/overview-view.svelte'
import { words as retention } from '../../../src/analyses/retention/words'
import * as revenue from '../../../src/analyses/revenue/revenue-view.svelte'
import type { EngineCore } from '../../../src/engine/core'
import type { Sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { dayText, makeOrders, runOf, type Order } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: dayText(401), from: null, basis: 'gross' }
const order = (member: string | null, day: number, second = 0): Order => ({
  member,
  day,
  second,
  gross: 1_000_000,
  returned: 0,
})
const query = (statement: Sql) => engine.query(statement)
const overviewOf = async (rows: Order[]) => {
  const run = await runOf(await makeOrders(engine, rows), 'overview', lens)
  return overview.findings(await overview.readOverview(run, query), '').title
}

test('two orders of one day are no return: the overview says what was counted', async () => {
  const title = await overviewOf(['a', 'b'].flatMap((member) => [order(member, 400), order(member, 400, 60)]))
  expect(title.en).toMatch(/^2 members brought 400(\.00)?; 100\.0\s% of them have bought twice or more$/)
  expect(title.en).not.toContain('came back')
})

test('what members brought is without the orders of nobody', async () => {
  const title = await overviewOf([order('a', 1), order('b', 2), order(null, 3), order(null, 4)])
  expect(title.en).toMatch(/^2 members brought 200(\.00)?;/)
  expect(title.zh).toMatch(/^2 位会员带来 200(\.00)?,/)
})

test('one member is one, and so is an order', async () => {
  expect((await overviewOf([order('a', 1)])).en).toMatch(/^One member brought 100(\.00)?, by one order$/)
  expect((await overviewOf([order('a', 1), order('a', 2)])).en).toMatch(/by 2 orders$/)
})

test('nobody could fall silent where nobody had bought before', async () => {
  const said = async (rows: Order[]) => {
    const run = await runOf(await makeOrders(engine, rows), 'lifecycle', lens)
    return lifecycle.findings(await lifecycle.readLifecycle(run, query), '90').context
  }
  const young = ['a', 'b', 'c'].map((member, i) => order(member, 390 + i))
  expect((await said(young)).en).toContain('Nobody had bought before the last 90 days')
  expect((await said([...young, order('d', 10)])).en).toContain('members fell from active')
})

test('two order days are no range', () => {
  const days = { declining: 30, dormant: 60, lost: 90 }
  expect(stateRule('growing', { ...days, mature: 3 }).en).toBe('2 order days, ≤ 30 days ago')
  expect(stateRule('growing', { ...days, mature: 5 }).en).toBe('2–4 order days, ≤ 30 days ago')
})

test('one cohort is one', () => {
  expect(retention.context('1', '1', '2024-05-06').en).toContain('1 member in 1 cohort.')
  expect(retention.context('30', '3', '2024-05-06').en).toContain('30 members in 3 cohorts.')
})

test('how many days the last days are', async () => {
  const run = await runOf(await makeOrders(engine, [order('a', 395)]), 'revenue', lens, { span: '30' })
  const { title } = revenue.findings(await revenue.readRevenue(run, query), {}, '')
  expect(title.en).toMatch(/in the last 30 days; the days before are not all in the data$/)
  expect(title.zh).toContain('最近 30 天')
})
