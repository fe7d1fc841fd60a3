import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { analysisById } from '../../../src/analyses/registry'
import { rulesIn, PROPOSED_RULES } from '../../../src/analyses/slots/stage-rules'
import { PROPOSED, settingsIn, settingsText } from '../../../src/analyses/slots/settings'
import { listFigures, memberRows, recommendationRows } from '../../../src/analyses/slots/outreach.sql'
import { REASON_TEXTS } from '../../../src/analyses/slots/reason-words'
import type { Lens, Parameters as Given } from '../../../src/analyses/analysis'
import type { SlotDeskClient } from '../../../src/analyses/slot-desk'
import { SlotsState } from '../../../src/analyses/slots/slots-state.svelte'
import { readSlots } from '../../../src/analyses/slots/slots-view'
import type { AnalysisRunner } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { SlotDesk } from '../../../src/numerics/recommend/slot-desk'
import { sql, type Sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { makeShop, type Line } from '../segments/small-shop'

let engine: EngineCore
let runner: AnalysisRunner
const slots = analysisById('slots')!
const lens: Lens = { asOf: '2024-06-30', from: null, basis: 'gross' }

/** Three members buy p1 every 30, 30 and 20 days; p2 is bought once each; d listed and never had. */
const lines: Line[] = [
  ...['2024-01-01', '2024-01-31', '2024-03-01', '2024-05-30'].map((day) => line('a', day, 'p1')),
  ...['2024-02-01', '2024-03-02', '2024-06-20'].map((day) => line('b', day, 'p1')),
  ...['2024-05-01', '2024-05-21'].map((day) => line('c', day, 'p1')),
  line('a', '2024-05-30', 'p2'),
  line('b', '2024-03-02', 'p2'),
]

function line(member: string, day: string, product: string): Line {
  return { order: `${member} ${day}`, member, at: `${day} 10:00`, product, price: 10, quantity: 1 }
}

beforeAll(async () => {
  engine = await openTestEngine()
  runner = await makeShop(
    engine,
    lines,
    ['a', 'b', 'c', 'd'].map((id) => ({ id, tier: id === 'a' ? 'gold' : 'silver' })),
    ['p1', 'p2', 'p3'].map((id) => ({ id, category: 'x', brand: 'y' })),
  )
  await engine.run(sql`update products set price = 10, cost = 6, stock = 3 where product_id = 'p1'`)
}, 60_000)

describe('what stands in the worker', () => {
  /** Options that the desk was asked to train with, and where the page stands after. */
  async function trainedWith(model: string, given: Given) {
    const run = await runner.run(slots, lens, given)
    const query = (statement: Sql) => engine.query(statement)
    const [desk, options] = [new SlotDesk(), [] as unknown[]]
    const client = {
      status: () => Promise.resolve(desk.status()),
      fill: (...shop: Parameters<typeof desk.fill>) => Promise.resolve(desk.fill(...shop)),
      train: (...asked: Parameters<typeof desk.train>) => {
        options.push(asked[2])
        return Promise.resolve(desk.train(...asked))
      },
      occasions: () => Promise.resolve([]),
    } as unknown as SlotDeskClient
    const state = new SlotsState(client, query)
    await state.prepare(run, await readSlots(run, query), model)
    return { options, state }
  }

  test('a model is trained with the options that were chosen for it, the usual ones beside', async () => {
    const { options, state } = await trainedWith('itemBased', { options: 'itemBased.k=7,ease.ridge=50' })
    expect([state.phase, state.error]).toEqual(['ready', null])
    expect(options).toEqual([{ seed: 1, k: 7, shrinkage: 0 }])
  })

  test('a model that lacks something is refused with what it lacks, and not trained', async () => {
    const { options, state } = await trainedWith('popularInSegment', { group: 'none' })
    expect([state.phase, state.planned?.lacks, options]).toEqual(['refused', 'segments', []])
  })
})

describe('the tables', () => {
  test('goods have their margin, stock and usual gap; a gap needs five', async () => {
    const { tables } = await runner.run(slots, lens)
    const rows = await rowsOf(
      engine,
      sql`select product_id, members, margin, stock, gap, spread, gaps from ${tables['slot_goods']!} order by item`,
    )
    // Gaps: a 30, 30, 90; b 30, 110; c 20.
    expect(rows).toEqual([
      { product_id: 'p1', members: 3, margin: 0.4, stock: 3, gap: 30, spread: (75 - 30) / 2, gaps: 6 },
      { product_id: 'p2', members: 2, margin: NaN, stock: NaN, gap: NaN, spread: NaN, gaps: 0 },
      { product_id: 'p3', members: 0, margin: NaN, stock: NaN, gap: NaN, spread: NaN, gaps: 0 },
    ])
  })

  test('who is due: own gaps drawn to the product’s, from the spread before on', async () => {
    const { tables } = await runner.run(slots, lens, { ahead: 10 })
    const due = await rowsOf(
      engine,
      sql`select member_id, times, usual_gap, strftime(due_on, '%Y-%m-%d') as due_on from ${tables['slot_due']!} order by 1`,
    )
    const gapOf = (span: number, times: number) => (span + 60) / (times + 1)
    expect(due).toEqual([
      { member_id: 'a', times: 4, usual_gap: gapOf(150, 4), due_on: '2024-07-11' },
      { member_id: 'c', times: 2, usual_gap: gapOf(20, 2), due_on: '2024-06-17' },
    ])
  })

  test('members have their number and group', async () => {
    const { tables } = await runner.run(slots, lens, { group: 'tier' })
    const rows = await rowsOf(
      engine,
      sql`select member, member_id, segment, products from ${tables['slot_members']!}`,
    )
    expect(rows).toEqual([
      { member: 0, member_id: 'a', segment: 'gold', products: 2 },
      { member: 1, member_id: 'b', segment: 'silver', products: 2 },
      { member: 2, member_id: 'c', segment: 'silver', products: 1 },
    ])
  })

  test('lists of all as rows, a recommendation or a member each, with their reasons in words', async () => {
    const { tables } = await runner.run(slots, lens, { group: 'tier' })
    await engine.run(sql`create or replace table made as select * from (values
  (0.0, 1.0, 0.0, 0.9, 'due', null, 31.0, 42.0, 'model'), (0.0, 2.0, 2.0, 0.5, 'because', 1.0, null, null, 'model'),
  (2.0, 1.0, 1.0, 0.4, 'segment', null, 0.5, null, 'segment')
) as l(member, rank, item, score, reason, reason_item, reason_figure, reason_gap, source)`)
    const all = { lists: sql`made`, members: tables['slot_members']!, goods: tables['slot_goods']! }
    const texts = Object.fromEntries(
      Object.entries(REASON_TEXTS).map(([kind, text]) => [kind, text.en]),
    ) as Parameters<typeof recommendationRows>[1]
    const long = await rowsOf(
      engine,
      sql`select member_id, rank, product_id, reason from (${recommendationRows(all, texts)}) order by 1, 2`,
    )
    expect(long).toEqual([
      { member_id: 'a', rank: 1, product_id: 'p1', reason: 'Bought 31 days ago, usually again after 42' },
      { member_id: 'a', rank: 2, product_id: 'p3', reason: 'Because of p2' },
      { member_id: 'c', rank: 1, product_id: 'p2', reason: '50.0% of her group had it lately' },
    ])
    const wide = await rowsOf(
      engine,
      sql`select member_id, segment, products, product_1, product_2, reason_2 from (${memberRows(all, texts, 2)}) order by 1`,
    )
    expect(wide).toEqual([
      {
        member_id: 'a',
        segment: 'gold',
        products: 2,
        product_1: 'p1',
        product_2: 'p3',
        reason_2: 'Because of p2',
      },
      { member_id: 'c', segment: 'silver', products: 1, product_1: 'p2', product_2: null, reason_2: null },
    ])
    expect(await rowsOf(engine, listFigures(all))).toEqual([
      { members: 2, rows: 3, products: 3, by_model: 1, catalogue: 3 },
    ])
  })
})

describe('settings', () => {
  test('a text holds what differs, and gives it back', () => {
    fc.assert(
      fc.property(
        fc.record({
          n: fc.integer({ min: 1, max: 20 }),
          diversity: fc.double({ min: 0, max: 1, noNaN: true }),
          again: fc.constantFrom('any' as const, 'due' as const, 'never' as const),
          occasion: fc.constantFrom('', 'season', 'qixi'),
        }),
        (change) => {
          // JSON has no −0.
          const settings = { ...PROPOSED, ...change, diversity: change.diversity + 0 }
          expect(settingsIn(settingsText(settings))).toEqual(settings)
        },
      ),
    )
    expect(settingsText(PROPOSED)).toBe('')
  })

  test('what is impossible is as proposed, and what is no settings at all is refused', () => {
    expect(settingsIn('{"n":999,"again":"sometimes","inStock":"yes","diversity":0.9,"other":1}')).toEqual({
      ...PROPOSED,
      diversity: 0.9,
    })
    expect(settingsIn('not json')).toBeNull()
    expect(settingsIn('[1]')).toBeNull()
  })
})

describe('rules of life stages', () => {
  test('are read from lines, in both kinds of punctuation', () => {
    expect(rulesIn('奶粉,formula → 纸尿裤、diaper : 0-365\n\n手机 -> 手机壳 : 10–20')).toEqual([
      { from: ['奶粉', 'formula'], to: ['纸尿裤', 'diaper'], after: 0, until: 365 },
      { from: ['手机'], to: ['手机壳'], after: 10, until: 20 },
    ])
    expect(rulesIn('')).toEqual(rulesIn(PROPOSED_RULES))
    expect(rulesIn('-')).toEqual([])
  })

  test.each(['奶粉 → 纸尿裤', '→ x : 1-2', 'a → b : 9-1', 'a → b : x-y', 'just words'])(
    '%s is none',
    (text) => {
      expect(rulesIn(text)).toBeNull()
    },
  )
})
