// What the page says first, and why somebody is in no cluster.
import { beforeAll, expect, test } from 'vitest'
import { clusters } from '../../../../src/analyses/clusters/clusters'
import { readClusters } from '../../../../src/analyses/clusters/clusters-view'
import { headline } from '../../../../src/analyses/clusters/findings.svelte'
import { inTheWay } from '../../../../src/analyses/clusters/outside'
import type { Parameters } from '../../../../src/analyses/analysis'
import type { RunResult } from '../../../../src/analyses/runner'
import type { EngineCore } from '../../../../src/engine/core'
import { sql, type Sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { runOf, tableOf } from '../order-table'
import { LENS, makePlanted, plantedOrders, type PlantedOrder } from './planted-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const query = (statement: Sql) => engine.query(statement)
const { orders } = plantedOrders(120)
/** Ten members who buy like nobody else, each in a way of her own. */
const odd: PlantedOrder[] = Array.from({ length: 10 }, (_, i) => ({
  order: `odd-${String(i)}`,
  member: `odd-${String(i)}`,
  at: new Date(Date.UTC(2023, i, 1)),
  amount: 10 ** (i % 5) * 1000 * (i + 1),
  channel: 'app',
}))

async function cluster(given: Partial<Parameters>, others: readonly string[] = []): Promise<RunResult> {
  return runOf(await makePlanted(engine, [...orders, ...odd], others), clusters.id, LENS, given)
}

async function read(run: RunResult) {
  const data = await readClusters(run, query)
  const names = new Map(data.model.clusters.map(({ cluster: id }) => [id, `name ${String(id)}`]))
  const { title, context, figures } = headline(data, names)
  const figure = (key: string) => figures.find((one) => one.key === key)
  return { title, context, figure, listed: data.totals.map((row) => row.cluster) }
}

test('noise is in no cluster: neither counted as clustered nor part of the shares', async () => {
  const run = await cluster({ method: 'hdbscan', least: 20 })
  const counted = await rowsOf(
    engine,
    sql`select count(*) filter (where cluster > 0) as "in", count(*) filter (where cluster = 0) as noise,
  max(n) as largest
from (select cluster, count(*) over (partition by cluster) * (cluster > 0)::integer as n
  from ${tableOf(run, 'member_cluster')})`,
  )
  const [inside, noise, largest] = [counted[0]?.['in'], counted[0]?.['noise'], counted[0]?.['largest']].map(
    Number,
  )
  expect(noise).toBeGreaterThan(0)
  const { title, context, figure, listed } = await read(run)
  expect(listed.at(-1)).toBe(0)
  expect(figure('members')?.value).toBe(String(inside))
  expect(figure('noise')?.value).toBe(String(noise))
  expect(figure('noise')?.note).toContain('of 130 looked at')
  const share = (part: number, of: number) => `${((100 * part) / of).toFixed(1)}\u00a0%`
  expect(title.en).toContain(`has ${share(largest ?? 0, inside ?? 0)} of the members clustered`)
  expect(title.en).toContain(`; ${share(noise ?? 0, 130)} of those looked at are in none`)
  expect(title.zh).toContain('不属任何群')
  expect(context.en).toMatch(/^130 members/)
})

test('without noise nothing is said of it', async () => {
  const { title, figure } = await read(await cluster({ k: 3 }))
  expect(title.en).not.toContain('in none')
  expect(figure('noise')).toBeUndefined()
})

test('who is in no cluster: the features that are missing, or beyond their fences', async () => {
  const run = await cluster({ outliers: 'fences', features: 'recency_days,orders,spent' }, ['nobody'])
  const because = async (member: string, aside: string | null) =>
    (await inTheWay(run, query, member, aside)).map(({ name }) => name)
  expect(await because('nobody', 'missing')).toEqual(['recency_days'])
  expect(await because('odd-9', 'outlier')).toContain('spent')
  expect(await because('odd-9', 'outlier')).not.toContain('orders')
  expect(await because('m00001', null)).toEqual([])
})
