import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { completeParameters, defineAnalysis, type Analysis, type Lens } from '../../../src/analyses/analysis'
import { hashText } from '../../../src/analyses/hash'
import { lensViews } from '../../../src/analyses/lens'
import { ANALYSES, analysisById } from '../../../src/analyses/registry'
import { AnalysisRunner, type Numerics } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { rowObjects } from '../../../src/sql/rows'
import { sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { numerics } from '../numerics-fixture'
import { makeOrders, type Order } from './order-table'

let engine: EngineCore
let runner: AnalysisRunner
beforeAll(async () => {
  engine = await openTestEngine()
})

const orders: Order[] = [
  { member: 'a', day: 1, second: 0, gross: 100_000, returned: 100_000 },
  { member: 'a', day: 5, second: 0, gross: 100_000, returned: 40_000 },
  { member: 'b', day: 9, second: 0, gross: 50_000, returned: 0 },
]
const lens: Lens = { asOf: '2025-02-01', from: null, basis: 'gross' }

const rows = async (statement: ReturnType<typeof sql>) => rowObjects(await engine.query(statement))

/** How often it was computed, and what it saw. */
function counting(fails = () => false): Analysis & { runs: number } {
  const analysis = {
    runs: 0,
    ...defineAnalysis<{ factor: number }>({
      id: 'counting',
      group: 'value',
      title: { en: 'Counting', zh: '计数' },
      needs: ['orders'],
      parameters: {
        factor: { kind: 'number', label: { en: 'Factor', zh: '倍数' }, min: 1, max: 9, initial: 1 },
      },
      definition: () => ({ en: 'Counts.', zh: '计数。' }),
      steps: [
        ({ shop, parameters }) => {
          analysis.runs += 1
          return {
            name: 'counted',
            about: { en: 'Counted', zh: '计数' },
            columns: [],
            select: fails()
              ? sql`select no_such_column from ${shop.orders}`
              : sql`select ${parameters.factor} * sum(amount) as amount, count(*) as orders from ${shop.orders}`,
          }
        },
        ({ table }) => ({
          name: 'counted_again',
          about: { en: 'Counted', zh: '计数' },
          columns: [],
          select: sql`select orders from ${table('counted')}`,
        }),
      ],
    }),
  }
  return analysis as unknown as Analysis & { runs: number }
}

const counted = () => rows(sql`select amount, orders from counted`)

describe('the runner', () => {
  beforeEach(async () => {
    runner = await makeOrders(engine, orders)
  })

  test('computes once, and gives the same result to all who ask', async () => {
    const analysis = counting()
    const first = await runner.run(analysis, lens)
    expect(await runner.run(analysis, lens, { factor: 1 })).toBe(first)
    expect(await Promise.all([runner.run(analysis, lens), runner.run(analysis, lens)])).toEqual([
      first,
      first,
    ])
    expect(analysis.runs).toBe(1)
    expect(await counted()).toEqual([{ amount: 25, orders: 3 }])
  })

  test('computes anew for another lens, other parameters', async () => {
    const analysis = counting()
    await runner.run(analysis, lens)
    await runner.run(analysis, { ...lens, basis: 'net' })
    expect(await counted()).toEqual([{ amount: 11, orders: 2 }])
    await runner.run(analysis, { ...lens, from: '2025-01-08' })
    expect(await counted()).toEqual([{ amount: 5, orders: 1 }])
    await runner.run(analysis, { ...lens, asOf: '2025-01-07' })
    expect(await counted()).toEqual([{ amount: 20, orders: 2 }])
    await runner.run(analysis, lens, { factor: 3 })
    expect(await counted()).toEqual([{ amount: 75, orders: 3 }])
    expect(analysis.runs).toBe(5)
  })

  test('the views under the steps’ names are those of what was asked for last, computed or known', async () => {
    const analysis = counting()
    await runner.run(analysis, lens, { factor: 1 })
    await runner.run(analysis, lens, { factor: 2 })
    expect(await counted()).toEqual([{ amount: 50, orders: 3 }])
    await runner.run(analysis, lens, { factor: 1 })
    expect(await counted()).toEqual([{ amount: 25, orders: 3 }])
    expect(analysis.runs).toBe(2)
  })

  test('a run stays known when the signal it was begun with is aborted later', async () => {
    const analysis = counting()
    const controller = new AbortController()
    const first = await runner.run(analysis, lens, {}, { signal: controller.signal })
    controller.abort()
    expect(await runner.run(analysis, lens)).toBe(first)
    expect(analysis.runs).toBe(1)
  })

  test('a run that failed is forgotten', async () => {
    let broken = true
    const analysis = counting(() => broken)
    await expect(runner.run(analysis, lens)).rejects.toMatchObject({ kind: 'sql' })
    broken = false
    await runner.run(analysis, lens)
    expect(analysis.runs).toBe(2)
    expect(await counted()).toEqual([{ amount: 25, orders: 3 }])
  })

  test('a cancelled run is forgotten, and whoever asks meanwhile gets one of her own', async () => {
    const analysis = counting()
    const controller = new AbortController()
    const cancelled = runner.run(analysis, lens, {}, { signal: controller.signal })
    controller.abort()
    const [outcome] = await Promise.allSettled([cancelled])
    expect(outcome.status).toBe('rejected')
    await runner.run(analysis, lens)
    expect(await counted()).toEqual([{ amount: 25, orders: 3 }])
  })

  test('tells the steps as they begin', async () => {
    const seen: [string, number, number][] = []
    await runner.run(
      counting(),
      lens,
      {},
      {
        onStep: ({ name, about }, ...place) => {
          expect(about.en).not.toBe('')
          seen.push([name, ...place])
        },
      },
    )
    expect(seen).toEqual([
      ['counted', 0, 2],
      ['counted_again', 1, 2],
    ])
  })

  test('tells how much of a kernel’s step is done', async () => {
    const halfway: Numerics = {
      run: (kernel, input, options, request) => {
        request?.onProgress?.(0.5)
        return numerics.run(kernel, input, options)
      },
    }
    const shares: [string, number][] = []
    const analysis = analysisById('revenue')
    if (!analysis) throw new Error('There is no revenue.')
    const onShare = (...told: [string, number]) => shares.push(told)
    await new AnalysisRunner(engine, ['orders'], halfway).run(analysis, lens, {}, { onShare })
    expect(shares).toContainEqual(['revenue_season', 0.5])
    expect(shares.map(([step]) => step)).not.toContain('revenue_members')
  })

  test('forgets: views, results and lenses are gone, and the shop’s tables can change', async () => {
    const analysis = counting()
    await runner.run(analysis, lens)
    await runner.forget()
    await expect(counted()).rejects.toMatchObject({ kind: 'sql' })
    expect(
      await rows(
        sql`select schema_name as s from information_schema.schemata where schema_name in ('lens', 'result')`,
      ),
    ).toEqual([])
    const fresh = await makeOrders(engine, orders.slice(2))
    await fresh.run(analysis, lens)
    expect(await counted()).toEqual([{ amount: 5, orders: 1 }])
  })

  test('an earlier step’s table is there for later ones, a later one’s is not', async () => {
    const backwards = counting()
    const [first, second] = backwards.steps
    if (!first || !second) throw new Error('No steps.')
    await expect(runner.run({ ...backwards, steps: [second, first] }, lens)).rejects.toThrow(
      /before it is made/,
    )
  })
})

describe('the lens', () => {
  test('hides from net what came back whole: orders and lines', async () => {
    await engine.run(sql`create or replace table order_items as
select 'x' as order_id, timestamp '2025-01-02 00:00:00' as ordered_at, g::decimal(18, 4) as amount, b::decimal(18, 4) as returned
from (values (10, 10), (10, 4), (0, 0), (null, 0)) as v(g, b)`)
    const shown = async (basis: Lens['basis']) => {
      await engine.run(sql`create schema if not exists lens`)
      for (const view of lensViews(basis, { ...lens, basis }, ['order_items'])) await engine.run(view)
      const view = basis === 'net' ? sql`lens.order_items_net` : sql`lens.order_items_gross`
      return (await rows(sql`select amount from ${view} order by amount nulls last`)).map(
        ({ amount }) => amount,
      )
    }
    expect(await shown('gross')).toEqual([0, 10, 10, null])
    expect(await shown('net')).toEqual([0, 6, null])
  })
})

describe('parameters', () => {
  const rfm = analysisById('rfm')
  if (!rfm) throw new Error('RFM is not registered.')
  const usual = {
    window: 'all',
    scores: 'quantile',
    bins: 5,
    ties: 'together',
    frequency: 'orders',
    monetary: 'total',
    cut8: 'mean',
    fixed_r: '10',
    fixed_f: '3',
    fixed_m: '200',
    weight_r: 1,
    weight_f: 1,
    weight_m: 1,
    compare: '',
    maps: '',
    playbook: '',
  }

  test('nothing given: the defaults', () => {
    expect(completeParameters(rfm)).toEqual(usual)
  })

  test.each<[given: Record<string, unknown>, changed: Record<string, unknown>]>([
    [
      { bins: 7, ties: 'ntile' },
      { bins: 7, ties: 'ntile' },
    ],
    [{ bins: '7' }, { bins: 7 }],
    [{ bins: 2.5 }, { bins: 3 }],
    [{ bins: 1 }, {}],
    [{ bins: 11 }, {}],
    [{ bins: NaN }, {}],
    [{ bins: Infinity }, {}],
    [{ bins: 'many' }, {}],
    [{ bins: '' }, {}],
    [{ bins: -5 }, {}],
    [{ bins: undefined, ties: undefined }, {}],
    [{ ties: 'TOGETHER' }, {}],
    [{ ties: "'; drop table orders; --" }, {}],
    [{ window: 365 }, {}],
    [{ window: '365' }, { window: '365' }],
    [{ nonsense: 1, constructor: 'x' }, {}],
  ])('%j', (given, changed) => {
    expect(completeParameters(rfm, given as never)).toEqual({ ...usual, ...changed })
  })
})

test('every analysis has an id and a page of its own name, words in both languages, and choices with a default', () => {
  expect(new Set(ANALYSES.map(({ id }) => id)).size).toBe(ANALYSES.length)
  for (const { id, title, parameters } of ANALYSES) {
    expect(analysisById(id)?.id).toBe(id)
    expect([title.en, title.zh]).not.toContain('')
    for (const spec of Object.values(parameters)) {
      if (spec.kind === 'choice') expect(spec.options.map(({ value }) => value)).toContain(spec.initial)
      else if (spec.kind === 'text') expect(spec.valid(spec.initial)).toBe(true)
      else expect(spec.initial).toBeGreaterThanOrEqual(spec.min)
    }
  }
  expect(analysisById('nothing')).toBeUndefined()
})

test('names by hash are stable and differ', () => {
  expect(hashText('')).toBe('cbf29ce484222325')
  expect(hashText('a')).toBe('af63dc4c8601ec8c')
  expect(hashText('会员')).toMatch(/^[0-9a-f]{16}$/)
  expect(hashText('会员')).not.toBe(hashText('会圆'))
})
