import { beforeAll, describe, expect, test } from 'vitest'
import { clusters } from '../../../../src/analyses/clusters/clusters'
import { mostAlike } from '../../../../src/analyses/clusters/alike.sql'
import { readClusterNames } from '../../../../src/analyses/clusters/names'
import { signatureOf, withEdit } from '../../../../src/analyses/clusters/personas'
import type { ClusterParameters } from '../../../../src/analyses/clusters/parameters'
import type { Parameters } from '../../../../src/analyses/analysis'
import type { AnalysisRunner, RunResult } from '../../../../src/analyses/runner'
import type { EngineCore } from '../../../../src/engine/core'
import { adjustedRand } from '../../../../src/numerics/clusters/validity'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { runOf, tableOf } from '../order-table'
import { sql, type Sql } from '../../../../src/sql/sql'
import { LENS, makePlanted, plantedOrders } from './planted-shop'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const MEMBERS = 300
const { orders, truth } = plantedOrders(MEMBERS)
const run = (runner: AnalysisRunner, given: Partial<Parameters> = {}): Promise<RunResult> =>
  runOf(runner, clusters.id, LENS, { k: 3, ...given })
const read = (result: RunResult, step: string, order = sql`all`) =>
  rowsOf(engine, sql`select * from ${tableOf(result, step)} order by ${order}`)
const labels = async (result: RunResult) =>
  new Map(
    (await read(result, 'member_cluster')).map((row) => [String(row['member_id']), Number(row['cluster'])]),
  )

describe('planted kinds of members', () => {
  test.each(['kMeans', 'miniBatch', 'kMedoids', 'mixture', 'ward', 'kPrototypes', 'hdbscan'])(
    '%s finds them, and the tables agree with each other',
    async (method) => {
      const runner = await makePlanted(engine, orders)
      const result = await run(runner, {
        method,
        features: method === 'kPrototypes' ? 'orders,spent,top_channel' : '',
      })
      const found = await labels(result)
      const order = [...truth.keys()]
      expect(
        adjustedRand(
          order.map((id) => found.get(id) ?? -1),
          order.map((id) => truth.get(id) ?? -1),
        ),
      ).toBeGreaterThan(0.95)
      const totals = await read(result, 'cluster_totals')
      expect(totals.reduce((sum, row) => sum + Number(row['members']), 0)).toBe(MEMBERS)
      expect(totals.reduce((sum, row) => sum + Number(row['spent']), 0)).toBeCloseTo(
        orders.reduce((sum, { amount }) => sum + amount, 0),
        4,
      )
    },
  )
})

describe('the same members, parameters and seed', () => {
  const methods = ['kMeans', 'mixture', 'ward', 'hdbscan']
  test.each(methods)('%s: the same clusters, whatever the order of rows', async (method) => {
    const given = {
      method,
      k: 4,
      features: 'recency_days,orders,spent,mean_gap,weekend_share',
      missing: 'median',
    }
    const straight = await run(await makePlanted(engine, orders), given)
    const first = await labels(straight)
    const model = await read(straight, 'cluster_model')
    const mixed = await run(await makePlanted(engine, plantedOrders(MEMBERS, 3, 17).orders), given)
    expect(await labels(mixed)).toEqual(first)
    expect(await read(mixed, 'cluster_model')).toEqual(model)
  })

  test('a parameter that only what comes later reads leaves the fit as it is', async () => {
    const runner = await makePlanted(engine, orders)
    const first = await run(runner)
    const second = await run(runner, { compare: 'yes', before: '30' })
    expect(second.tables['cluster_fit']).toEqual(first.tables['cluster_fit'])
    expect(second.tables['cluster_counts']).not.toEqual(first.tables['cluster_counts'])
    const third = await run(runner, { compare: 'yes', k: 5 })
    expect(third.tables['cluster_counts']).toEqual(second.tables['cluster_counts'])
    expect(third.tables['cluster_fit']).not.toEqual(first.tables['cluster_fit'])
  })
})

describe('what the tables say', () => {
  test('bounds, by hand: what is known, what lies beyond', async () => {
    const amounts = [...Array.from({ length: 99 }, (_, i) => i + 1), 10_000]
    const shop = amounts.map((amount, i) => ({
      order: String(i),
      member: `m${String(i)}`,
      at: new Date('2025-10-01T10:00:00Z'),
      amount,
      channel: 'app',
    }))
    const runner = await makePlanted(engine, shop, ['nobody'])
    const [drawn] = await read(await run(runner, { features: 'mean_order', k: 2 }), 'cluster_bounds')
    expect(drawn).toMatchObject({
      members: 101,
      known: 100,
      least: 1,
      most: 10_000,
      median: 50.5,
      below: 1,
      above: 1,
    })
    expect(drawn?.['low']).toBeCloseTo(1.99, 9)
    expect(drawn?.['high']).toBeCloseTo(99 + 0.01 * (10_000 - 99), 6)
    // Quartiles 25.75 and 75.25: fences at 25.75 − 148.5 and 75.25 + 148.5.
    const fenced = await run(runner, { features: 'mean_order', k: 2, outliers: 'fences' })
    const [row] = await read(fenced, 'cluster_bounds')
    expect([row?.['low'], row?.['high'], row?.['above']]).toEqual([-122.75, 223.75, 1])
    const members = await read(fenced, 'member_cluster')
    const aside = members.filter((member) => member['aside'] !== null)
    expect(aside.map((member) => [member['member_id'], member['aside']]).sort()).toEqual([
      ['m99', 'outlier'],
      ['nobody', 'missing'],
    ])
  })

  test('profile: Hedges’ g, means and sizes as counted by hand', async () => {
    const result = await run(await makePlanted(engine, orders))
    const profile = await read(result, 'cluster_profile')
    const members = await rowsOf(
      engine,
      sql`select m.cluster, f.spent::double as spent from ${tableOf(result, 'member_cluster')} as m
join ${tableOf(result, 'cluster_facts')} as f on f.member_id = m.member_id`,
    )
    for (const cluster of [1, 2, 3]) {
      const own = members.filter((row) => row['cluster'] === cluster).map((row) => Number(row['spent']))
      const rest = members.filter((row) => row['cluster'] !== cluster).map((row) => Number(row['spent']))
      const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length
      const squares = (list: number[]) => list.reduce((sum, value) => sum + (value - mean(list)) ** 2, 0)
      const n = own.length + rest.length
      const g =
        ((mean(own) - mean(rest)) / Math.sqrt((squares(own) + squares(rest)) / (n - 2))) *
        (1 - 3 / (4 * n - 9))
      const row = profile.find((one) => one['cluster'] === cluster && one['fact'] === 'spent')
      expect(row?.['n']).toBe(own.length)
      expect(row?.['mean']).toBeCloseTo(mean(own), 8)
      expect(row?.['rest_mean']).toBeCloseTo(mean(rest), 8)
      expect(row?.['effect']).toBeCloseTo(g, 8)
    }
  })

  test('names: as the members propose them, but for the one that somebody named; all differ', async () => {
    const runner = await makePlanted(engine, orders)
    const plain = await run(runner)
    const query = (statement: Sql) => engine.query(statement)
    const proposed = await readClusterNames(plain, query)
    expect([...proposed.keys()]).toEqual([1, 2, 3])
    expect(new Set([...proposed.values()].map(({ en }) => en)).size).toBe(3)
    for (const { en, zh } of proposed.values()) expect(`${en} ${zh}`).toMatch(/[a-z]{3}.*[\u4e00-\u9fff]/)

    const key = `${signatureOf(plain.parameters as ClusterParameters)}/2`
    const edited = await run(runner, { personas: withEdit('', key, 'name', 'Regulars') })
    const names = await readClusterNames(edited, query)
    expect(names.get(2)).toEqual({ en: 'Regulars', zh: 'Regulars' })
    expect(names.get(1)).toEqual(proposed.get(1))
  })

  test('levels: a channel of one kind only has its share, and the index of a third', async () => {
    const levels = await read(await run(await makePlanted(engine, orders)), 'cluster_levels')
    const channels = levels.filter((row) => row['fact'] === 'top_channel' && Number(row['share']) > 0.9)
    expect(new Set(channels.map((row) => row['level']))).toEqual(new Set(['app', 'shop', 'web']))
    for (const row of channels) expect(row['index']).toBeCloseTo(3, 1)
  })

  test('heavy, medium and light: 20, 30 and 50 of a hundred buyers, never those who spent nothing', async () => {
    const shop = Array.from({ length: 100 }, (_, i) => ({
      order: String(i),
      member: `m${String(i)}`,
      at: new Date('2025-10-01T10:00:00Z'),
      amount: i + 1,
      channel: 'app',
    }))
    const result = await run(await makePlanted(engine, shop, ['nobody']), { k: 2, missing: 'median' })
    const totals = await read(result, 'cluster_totals')
    const sum = (name: string) => totals.reduce((all, row) => all + Number(row[name]), 0)
    expect([sum('heavy'), sum('medium'), sum('light'), sum('members')]).toEqual([20, 30, 50, 101])
  })

  test('numbers of clusters: planted kinds are found by five rules of six', async () => {
    const counts = await read(
      await run(await makePlanted(engine, orders), { compare: 'yes' }),
      'cluster_counts',
    )
    expect(counts).toHaveLength(10)
    for (const rule of ['by_elbow', 'by_silhouette', 'by_davies_bouldin', 'by_gap', 'by_stability'])
      expect(counts.find((row) => row[rule] === 1)?.['k']).toBe(3)
    expect(counts.some((row) => Number.isFinite(row['bic']))).toBe(false)
  })

  test('a mixture is compared by its BIC, too; the figure of the fit is the one of its number', async () => {
    const runner = await makePlanted(engine, orders)
    const given = { method: 'mixture', compare: 'yes', shape: 'diagonal' }
    const result = await run(runner, given)
    const counts = await read(result, 'cluster_counts')
    const bics = counts.map((row) => Number(row['bic']))
    const [chosen] = counts.filter((row) => row['by_bic'] === 1)
    expect(chosen?.['bic']).toBe(Math.min(...bics))
    const model = await read(result, 'cluster_model')
    const bic = model.find(({ kind, name }) => kind === 'figure' && name === 'bic')?.['value']
    // Another number of restarts may end elsewhere; here both find the same.
    expect(Number(bic)).toBeCloseTo(bics[2] ?? NaN, 3)
  })

  test.each(['kMeans', 'miniBatch', 'kMedoids', 'mixture', 'ward', 'kPrototypes'])(
    '%s: one cluster is an answer, and holds everybody',
    async (method) => {
      const result = await run(await makePlanted(engine, orders), { method, k: 1 })
      expect(await read(result, 'cluster_totals')).toMatchObject([{ cluster: 1, members: MEMBERS }])
      expect(await read(result, 'member_cluster')).toHaveLength(MEMBERS)
    },
  )
})

describe('bad input is answered, not thrown', () => {
  const one = (member: string, amount = 10) => ({
    order: member,
    member,
    at: new Date('2025-10-01T10:00:00Z'),
    amount,
    channel: 'app',
  })
  const problem = async (result: RunResult) => {
    const [row] = await read(result, 'cluster_model')
    return row?.['kind'] === 'problem' ? [row['name'], row['value']] : null
  }

  test.each([
    ['nobody', [], ['noFeatures', 0]],
    ['two members', [one('a', 10), one('b', 20)], ['fewerDistinctThanClusters', 2]],
    ['all alike', [one('a'), one('b'), one('c'), one('d')], ['noFeatures', 3]],
  ] as const)('%s', async (_, shop, said) => {
    const result = await run(await makePlanted(engine, shop))
    expect(await problem(result)).toEqual(said)
    const members = await read(result, 'member_cluster')
    expect(members.every((row) => Number.isNaN(row['cluster']))).toBe(true)
    expect(members).toHaveLength(shop.length)
  })

  test('a feature that the shop does not know is left out; one that does not vary too', async () => {
    const result = await run(await makePlanted(engine, orders), { features: 'orders,spent,age,channels' })
    expect(await problem(result)).toBeNull()
    const constant = (await read(result, 'cluster_model')).filter((row) => row['kind'] === 'constant')
    expect(constant.map((row) => [row['name'], row['value']]).sort()).toEqual([
      ['channels', 1],
      ['orders', 0],
      ['spent', 0],
    ])
  })

  test('one huge outlier takes a cluster for itself, unless it is drawn in', async () => {
    const shop = [...orders, { ...one('whale', 5_000_000), member: 'whale' }]
    const given = { scaling: 'standard', features: 'spent', k: 2 }
    const least = async (outliers: string) => {
      const totals = await read(
        await run(await makePlanted(engine, shop), { ...given, outliers }),
        'cluster_totals',
      )
      return Math.min(
        ...totals.filter((row) => Number(row['cluster']) > 0).map((row) => Number(row['members'])),
      )
    }
    expect(await least('none')).toBe(1)
    expect(await least('winsorise')).toBeGreaterThan(50)
  })

  test('equal and collinear members and features', async () => {
    const doubled = orders.flatMap((order) => [
      order,
      { ...order, order: `${order.order}x`, member: `${order.member}x` },
    ])
    const result = await run(await makePlanted(engine, doubled), { features: 'orders,order_days,spent' })
    const found = await labels(result)
    for (const id of truth.keys()) expect(found.get(id)).toBe(found.get(`${id}x`))
    const alike = (features: readonly string[]) =>
      mostAlike(tableOf(result, 'cluster_rows'), features, 'log', (statement) => engine.query(statement))
    const told = await alike(['orders', 'order_days', 'spent'])
    expect(told?.pair).toEqual(['orders', 'order_days'])
    expect(told?.r).toBeGreaterThan(0.95)
    const apart = [
      await alike(['orders', 'order_days']),
      await alike(['orders', 'spent']),
      await alike(['order_days', 'spent']),
    ]
    expect(told?.others).toBe(apart.filter((one) => one !== null).length - 1)
    expect(apart[0]?.others).toBe(0)
    expect(await alike(['orders'])).toBeNull()
  })

  test('features that only their clusters have in common are not told to be alike', async () => {
    const result = await run(await makePlanted(engine, orders), { features: 'orders,weekend_share', k: 3 })
    const query = (statement: Sql) => engine.query(statement)
    expect(
      await mostAlike(tableOf(result, 'cluster_rows'), ['orders', 'weekend_share'], 'rank', query),
    ).toBeNull()
  })
})
