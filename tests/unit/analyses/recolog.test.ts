import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { analysisById } from '../../../src/analyses/registry'
import { shopByName } from '../../../src/analyses/shop-names'
import { wilson } from '../../../src/numerics/proportions'
import type { EngineCore } from '../../../src/engine/core'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { loadTestShop, realFile, textFile } from '../shop-fixture'
import { readTable, runOf } from './order-table'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: '2025-03-01', from: null, basis: 'gross' }

const fact = async (run: Parameters<typeof readTable>[1], kind: string, name: string) => {
  const rows = await readTable(engine, run, 'recolog_policy_value')
  return rows.find((row) => row['kind'] === kind && row['name'] === name)
}

const log = (rows: readonly string[]) =>
  textFile(
    'log.csv',
    ['member_id,product_id,shown_at,slot,position,algorithm,clicked', ...rows].join('\n') + '\n',
  )

describe('a small shop', () => {
  const LOG = log([
    'a,p,2025-01-01 10:00:00,home,1,x,1',
    'a,q,2025-01-01 10:00:00,home,2,x,0',
    'a,p,2025-01-03 10:00:00,home,1,x,1',
    'b,p,2025-01-01 10:00:00,cart,1,y,1',
    'b,q,2025-01-02 10:00:00,cart,2,y,0',
    'c,q,2025-01-02 10:00:00,home,1,y,',
    'c,q,2025-02-27 10:00:00,home,1,y,1',
  ])
  const ORDERS = textFile(
    'orders.csv',
    [
      'order_id,member_id,order_date,product_id,quantity,amount',
      '1,a,2025-01-04 09:00:00,p,1,10', // The second click of a on p.
      '2,b,2025-01-01,p,1,10', // By day alone: the same day counts as after.
      '3,b,2025-01-20 10:00:00,q,1,10', // Too late, and never clicked.
      '4,c,2025-01-02 11:00:00,q,1,10', // Shown, not clicked.
      '5,c,2025-02-28 10:00:00,z,1,10',
      '',
    ].join('\n'),
  )
  const MEMBERS = textFile(
    'members.csv',
    'member_id,gender,joined_at\na,女,2024-01-01\nb,男,2024-01-01\nc,女,2024-01-01\n',
  )

  test('rates by each dimension, with their denominators; a blank is no click', async () => {
    const { runner } = await loadTestShop(engine, [LOG, ORDERS, MEMBERS])
    const run = await runOf(runner, 'recolog', lens, { split: 'gender' })
    const rows = await readTable(engine, run, 'recolog_rates', sql`dimension, place`)
    const of = (dimension: string) =>
      rows
        .filter((row) => row['dimension'] === dimension)
        .map(({ level, part, whole }) => [level, part, whole])
    expect(of('all')).toEqual([['all', 4, 7]])
    expect(of('position')).toEqual([
      ['1', 4, 5],
      ['2', 0, 2],
    ])
    expect(of('slot')).toEqual([
      ['home', 3, 5],
      ['cart', 1, 2],
    ])
    expect(of('algorithm')).toEqual([
      ['y', 2, 4],
      ['x', 2, 3],
    ])
    expect(of('segment')).toEqual([
      ['female', 3, 5],
      ['male', 1, 2],
    ])
    expect(of('day').map(([day]) => day)).toEqual(['2025-01-01', '2025-01-02', '2025-01-03', '2025-02-27'])
    const cart = rows.find((row) => row['level'] === 'cart')
    // One member alone: nothing to tell dependence by but the one cluster; never narrower than Wilson.
    const plain = wilson(1, 2)
    expect(Number(cart?.['low'])).toBeLessThanOrEqual(plain.low + 1e-12)
    expect(Number(cart?.['high'])).toBeGreaterThanOrEqual(plain.high - 1e-12)
  })

  test('orders are credited to the last click in the window, and lines without their whole window are left out', async () => {
    const { runner } = await loadTestShop(engine, [LOG, ORDERS, MEMBERS])
    const clicked = await runOf(runner, 'recolog', lens, { measure: 'bought_shown' })
    const bought = (await readTable(engine, clicked, 'recolog_outcomes', sql`line`)).map(
      (row) => row['bought'],
    )
    expect(bought).toEqual([0, 0, 1, 1, 0, 0, null])
    expect(await readTable(engine, clicked, 'recolog_basis')).toMatchObject([
      { purchases: 'orders', followed: 6, bought: 2, lines: 7 },
    ])
    const shown = await runOf(runner, 'recolog', lens, { measure: 'bought_shown', touch: 'shown' })
    expect(
      (await readTable(engine, shown, 'recolog_outcomes', sql`line`)).map((row) => row['bought']),
    ).toEqual([0, 0, 1, 1, 0, 1, null])
    const perClick = await runOf(runner, 'recolog', lens, { measure: 'bought_clicked' })
    const all = await readTable(engine, perClick, 'recolog_rates', sql`dimension, place`)
    expect(all.find((row) => row['dimension'] === 'all')).toMatchObject({ part: 2, whole: 3 })
    const longer = await runOf(runner, 'recolog', lens, {
      measure: 'bought_shown',
      touch: 'shown',
      window: 30,
    })
    expect(
      (await readTable(engine, longer, 'recolog_outcomes', sql`line`)).map((row) => row['bought']),
    ).toEqual([0, 0, 1, 1, 1, 1, null])
  })

  test('the population and the period narrow the log', async () => {
    const { runner } = await loadTestShop(engine, [LOG, ORDERS, MEMBERS])
    const early = await runOf(runner, 'recolog', { ...lens, asOf: '2025-01-02' })
    expect(await readTable(engine, early, 'recolog_basis')).toMatchObject([{ lines: 3 }])
    const women = { kind: 'fact', fact: 'gender', test: { op: 'one_of', values: ['female'] } } as const
    const among = await runOf(runner, 'recolog', {
      ...lens,
      population: { id: 'w', name: 'women', rule: women },
    })
    expect(await readTable(engine, among, 'recolog_basis')).toMatchObject([{ lines: 5, members: 2 }])
  })

  test('every step has the columns it documents, in their order', async () => {
    const { runner } = await loadTestShop(engine, [LOG, ORDERS, MEMBERS])
    const analysis = analysisById('recolog')
    const run = await runOf(runner, 'recolog', lens)
    for (const step of analysis?.steps ?? []) {
      const { name, columns } = step({
        shop: shopByName(lens.asOf),
        parameters: run.parameters,
        table: () => sql`x`,
      })
      const found = await engine.query(sql`select * from ${run.tables[name] ?? sql``} limit 0`)
      expect([name, found.columns.map((column) => column.name)]).toEqual([
        name,
        columns.map((column) => column.name),
      ])
    }
  })
})

test('lines of one member that go together widen the interval', async () => {
  const rows = Array.from({ length: 40 }, (_, m) =>
    Array.from({ length: 10 }, (_, i) => `m${m},p${i},2025-01-01 10:00:00,home,1,x,${m % 4 === 0 ? 1 : 0}`),
  ).flat()
  const { runner } = await loadTestShop(engine, [log(rows)])
  const run = await runOf(runner, 'recolog', lens)
  const [all] = (await readTable(engine, run, 'recolog_rates')).filter((row) => row['dimension'] === 'all')
  // All ten lines of a member agree: 400 lines say what 40 independent ones would.
  expect(all?.['thinner']).toBeCloseTo(10, 9)
  expect(all?.['low']).toBeCloseTo(wilson(10, 40).low, 9)
  expect(all?.['high']).toBeCloseTo(wilson(10, 40).high, 9)
})

test('a product seen in two positions tells what the position does', async () => {
  const rows = ['p', 'q'].flatMap((product) =>
    [1, 2].flatMap((position) =>
      Array.from({ length: 100 }, (_, i) => {
        const rate = (product === 'p' ? 40 : 20) / (position === 2 ? 2 : 1)
        return `m${i},${product},2025-01-01 10:00:00,home,${position},x,${i < rate ? 1 : 0}`
      }),
    ),
  )
  const { runner } = await loadTestShop(engine, [log(rows)])
  const [effect] = await readTable(engine, await runOf(runner, 'recolog', lens), 'recolog_position_effect')
  expect(effect).toMatchObject({ position: 2, products: 2 })
  expect(effect?.['ratio']).toBeCloseTo(0.5, 12)
  expect(Number(effect?.['low'])).toBeLessThan(0.5)
  expect(Number(effect?.['high'])).toBeLessThan(0.8)
})

test('a log of the shop that says purchases needs no orders', async () => {
  const file = textFile(
    'log.csv',
    'user_id,item_id,position,click,purchase,propensity_score\nu,p,1,1,1,0.5\nu,q,2,0,0,0.5\nv,p,1,1,0,1.5\n',
  )
  const { runner } = await loadTestShop(engine, [file])
  const run = await runOf(runner, 'recolog', lens, { measure: 'bought_clicked' })
  expect(await readTable(engine, run, 'recolog_basis')).toMatchObject([
    { purchases: 'log', with_propensity: 2, bad_propensity: 1, without_time: 3 },
  ])
  const rows = await readTable(engine, run, 'recolog_rates')
  expect(rows.find((row) => row['dimension'] === 'all')).toMatchObject({ part: 1, whole: 2 })
  expect(rows.find((row) => row['dimension'] === 'algorithm')).toMatchObject({ level: '#1' })
})

describe('surveys', () => {
  test('by what the answer names, else by what was last shown before it', async () => {
    const shop = await loadTestShop(engine, [
      log([
        'a,p,2025-01-01 10:00:00,home,1,x,1',
        'a,q,2025-01-05 10:00:00,cart,1,y,1',
        'b,p,2025-01-01 10:00:00,home,1,x,0',
      ]),
      textFile(
        'survey.csv',
        [
          'member_id,answered_at,question,satisfaction,product_id,algorithm,comment',
          'a,2025-01-06 10:00:00,推荐满意度,5,,,好',
          'a,2025-01-06 10:00:00,推荐满意度,2,p,,',
          'b,2025-01-06 10:00:00,推荐满意度,4,,y,',
          'b,2025-02-20 10:00:00,推荐满意度,3,,,',
          'c,2025-01-06 10:00:00,推荐满意度,1,,,',
          '',
        ].join('\n'),
      ),
    ])
    expect(shop.recipe.sources.map(({ table }) => table)).toEqual(['reco_log', 'surveys'])
    const run = await runOf(shop.runner, 'recolog', lens)
    const joined = await readTable(engine, run, 'recolog_answers_joined', sql`answer`)
    expect(joined.map(({ algorithm, slot, how }) => [algorithm, slot, how])).toEqual([
      ['y', 'cart', 'shown'],
      ['x', 'home', 'shown'],
      ['y', null, 'said'],
      [null, null, 'none'],
      [null, null, 'none'],
    ])
    const scores = await readTable(engine, run, 'recolog_satisfaction', sql`dimension, level`)
    expect(scores.find((row) => row['level'] === 'y')).toMatchObject({ n: 2, mean: 4.5, scale: 5, top: 1 })
    expect(scores.find((row) => row['level'] === 'all')).toMatchObject({ n: 5, mean: 3, top: 0.4 })
  })
})

const [bts, random] = [realFile('zr_obd/bts_men.csv'), realFile('zr_obd/random_men.csv')]
describe.skipIf(!bts || !random)('the Open Bandit log of men', () => {
  test('the uniform policy has the published values, from the dropped file to the table', async () => {
    if (!bts) return
    const { runner } = await loadTestShop(engine, [bts])
    const run = await runOf(runner, 'recolog', { ...lens, asOf: '2026-01-01' })
    expect((await fact(run, 'estimate', 'ips'))?.['value']).toBeCloseTo(0.003008626, 9)
    expect((await fact(run, 'estimate', 'snips'))?.['value']).toBeCloseTo(0.003189423, 9)
    expect((await fact(run, 'fact', 'ess'))?.['value']).toBeCloseTo(655.71, 2)
    expect((await fact(run, 'fact', 'largest'))?.['value']).toBeCloseTo(178.25, 2)
  })

  test('two files are two policies; the other one has its own clicks beside its estimate', async () => {
    if (!bts || !random) return
    const { runner } = await loadTestShop(engine, [bts, random])
    const run = await runOf(runner, 'recolog', { ...lens, asOf: '2026-01-01' }, { policy: 'shown' })
    expect(
      (await readTable(engine, run, 'recolog_policies', sql`place`)).map(({ algorithm, role }) => [
        algorithm,
        role,
      ]),
    ).toEqual([
      ['#1', 'log'],
      ['#2', 'target'],
    ])
    const observed = await fact(run, 'estimate', 'observed')
    const ips = await fact(run, 'estimate', 'ips')
    expect(observed?.['value']).toBeCloseTo(0.0046, 12)
    expect(Number(ips?.['low'])).toBeLessThan(Number(observed?.['value']))
    const [pair] = await readTable(engine, run, 'recolog_differences')
    expect(pair).toMatchObject({ first: '#1', second: '#2' })
    expect(pair?.['difference']).toBeCloseTo(0.0046 - 0.0069, 12)
  })
})
