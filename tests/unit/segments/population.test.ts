import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { analysisById } from '../../../src/analyses/registry'
import type { AnalysisRunner } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { portableSelect } from '../../../src/segments/result-rule'
import { resolved, RuleFault, type Rule, type SegmentBook } from '../../../src/segments/rule'
import { rowObjects } from '../../../src/sql/rows'
import { sql, type Sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { sequenceDays } from '../../../src/segments/rule.sql'
import { makeShop, type Line } from './small-shop'

let engine: EngineCore
let runner: AnalysisRunner
const lens: Lens = { asOf: '2025-06-01', from: null, basis: 'gross' }

const line = (
  order: string,
  member: string,
  at: string,
  product: string,
  price: number,
  quantity = 1,
): Line => ({
  order,
  member,
  at: at.length === 10 ? `${at} 00:00` : at,
  product,
  price,
  quantity,
  channel: member === 'a' ? 'app' : 'shop',
})

/** a bought tea, then cups; b cups, then tea; c tea alone, long ago; d never bought. */
const LINES: readonly Line[] = [
  line('1', 'a', '2025-01-04 20:00', 'tea', 10, 2),
  line('2', 'a', '2025-01-24 09:00', 'cup', 30),
  line('2', 'a', '2025-01-24 09:00', 'tea', 8),
  line('3', 'a', '2025-05-25 10:00', 'tea', 10),
  line('4', 'b', '2025-03-03 11:00', 'cup', 30),
  line('5', 'b', '2025-03-20 11:00', 'tea', 10),
  line('6', 'c', '2024-06-01 12:00', 'tea', 10),
]

const ownShop = (): Promise<AnalysisRunner> =>
  makeShop(
    engine,
    LINES,
    [
      { id: 'a', gender: 'female', birthday: '1990-06-02', tier: 'gold' },
      { id: 'b', gender: 'male', birthday: '1890-01-01' },
      { id: 'c', gender: 'female' },
      { id: 'd', birthday: '1990-06-01' },
    ],
    [
      { id: 'tea', category: 'drinks', brand: 'leaf' },
      { id: 'cup', category: 'ware', brand: 'clay' },
    ],
  )

beforeAll(async () => {
  engine = await openTestEngine()
  runner = await ownShop()
})

const rows = async (statement: Sql) => rowObjects(await engine.query(statement))
const who = async (rule: Rule): Promise<string> =>
  (await rows(sql`select member_id from (${await runner.members(rule, lens)}) order by 1`))
    .map((row) => String(row['member_id']))
    .join('')

async function facts() {
  const { table } = await runner.facts(lens)
  return Object.fromEntries(
    (await rows(sql`select * from ${table}`)).map((row) => [String(row['member_id']), row]),
  )
}

describe('ages that the list of members writes', () => {
  afterAll(async () => {
    runner = await ownShop()
  })
  const ages = async (written: readonly string[]) => {
    const people = written.map((age, i) => ({ id: String(i), age }))
    const shop = await makeShop(engine, LINES, people, [])
    const { table, known } = await shop.facts(lens)
    const bands = known.has('age')
      ? sql`select age, age_band from ${table} order by member_id`
      : sql`select cast(null as integer) as age, age_band from ${table} order by member_id`
    return {
      known: known.has('age'),
      rows: (await rows(bands)).map((row) => [row['age'], row['age_band']]),
    }
  }

  test('years are ages and fall in bands; what no member can be is not known', async () => {
    expect(await ages(['55', '8', '33.0', '84', '118', '0'])).toEqual({
      known: true,
      rows: [
        [55, '50–59'],
        [8, '0–9'],
        [33, '30–39'],
        [84, '80+'],
        [null, null],
        [null, null],
      ],
    })
  })

  test('bands stay as they are written, and no age is said', async () => {
    expect(await ages(['45-54', '65+'])).toEqual({
      known: false,
      rows: [
        [null, '45-54'],
        [null, '65+'],
      ],
    })
  })
})

describe('member_facts', () => {
  test('says of each member what can be counted by hand', async () => {
    const { a, b, c, d } = await facts()
    expect(a).toMatchObject({
      gender: 'female',
      age: 34,
      age_band: '30–39',
      birth_month: '06',
      tier: 'gold',
      orders: 3,
      spent: 68,
      largest_order: 38,
      pieces: 5,
      recency_days: 7,
      tenure_days: 148,
      order_days: 3,
      mean_gap: 70.5,
      orders_90: 1,
      spent_90: 10,
      orders_365: 3,
      spent_365: 68,
      spent_change: 68,
      top_category: 'drinks',
      categories: 2,
      first_category: 'drinks',
      top_brand: 'leaf',
      products: 2,
      top_channel: 'app',
      first_channel: 'app',
      channels: 1,
    })
    expect(a?.['mean_order']).toBeCloseTo(68 / 3, 3)
    expect(a?.['overdue']).toBeCloseTo(7 / 70.5, 12)
    expect(a?.['top_category_share']).toBeCloseTo(38 / 68, 12)
    expect(a?.['brand_loyalty']).toBeCloseTo((38 / 68) ** 2 + (30 / 68) ** 2, 12)
    // Of the lines on later days: cup is new, tea twice known.
    expect(a?.['repeat_share']).toBeCloseTo(2 / 3, 12)
    // Tea usually costs 10: 8 is a fifth below it.
    expect(a?.['discount_share']).toBeCloseTo(1 / 4, 12)
    expect(a?.['mean_discount']).toBeCloseTo(0.2, 12)
    expect(a?.['evening_share']).toBeCloseTo(1 / 3, 12)
    expect(a?.['weekend_share']).toBeCloseTo(2 / 3, 12)
    expect(b).toMatchObject({
      age: null,
      age_band: null,
      mean_gap: 17,
      top_category: 'ware',
      repeat_share: 0,
    })
    expect(c).toMatchObject({
      orders: 1,
      order_days: 1,
      mean_gap: null,
      overdue: null,
      recency_days: 365,
      orders_365: 1,
    })
    expect(d).toMatchObject({
      age: 35,
      orders: 0,
      spent: 0,
      recency_days: null,
      top_category: null,
      products: null,
    })
  })

  test('has no column for what the shop says of nobody', async () => {
    const { known } = await runner.facts(lens)
    expect([...known]).toContain('gender')
    for (const name of ['city', 'province', 'occupation', 'source']) expect([...known]).not.toContain(name)
  })
})

describe('rules', () => {
  const bought = (category: string, days: number | null, value: number): Rule => ({
    kind: 'bought',
    goods: { by: 'category', values: [category] },
    days,
    measure: 'orders',
    test: { op: 'at_least', value },
  })
  test.each<[string, Rule]>([
    ['abcd', { kind: 'all', of: [] }],
    ['', { kind: 'any', of: [] }],
    ['ac', { kind: 'fact', fact: 'gender', test: { op: 'one_of', values: ['female'] } }],
    ['bd', { kind: 'not', of: { kind: 'fact', fact: 'gender', test: { op: 'one_of', values: ['female'] } } }],
    ['b', { kind: 'fact', fact: 'gender', test: { op: 'none_of', values: ['female'] } }],
    ['d', { kind: 'fact', fact: 'gender', test: { op: 'unknown' } }],
    ['abcd', { kind: 'fact', fact: 'city', test: { op: 'unknown' } }],
    ['', { kind: 'fact', fact: 'city', test: { op: 'known' } }],
    ['a', { kind: 'fact', fact: 'spent', test: { op: 'top', share: 0.25 } }],
    ['ab', { kind: 'fact', fact: 'spent', test: { op: 'top', share: 0.5 } }],
    ['d', { kind: 'fact', fact: 'spent', test: { op: 'bottom', share: 0.25 } }],
    ['a', bought('drinks', 30, 1)],
    ['abc', bought('drinks', null, 1)],
    ['a', bought('drinks', null, 2)],
    [
      'd',
      {
        kind: 'bought',
        goods: { by: 'any' },
        days: null,
        measure: 'orders',
        test: { op: 'at_most', value: 0 },
      },
    ],
    [
      'cd',
      {
        kind: 'bought',
        goods: { by: 'brand', values: ['clay'] },
        days: null,
        measure: 'amount',
        test: { op: 'below', value: 5 },
      },
    ],
    [
      'a',
      {
        kind: 'bought',
        goods: { by: 'product', values: ['tea'] },
        days: null,
        measure: 'pieces',
        test: { op: 'between', from: 2, to: 9 },
      },
    ],
    [
      'a',
      {
        kind: 'bought',
        goods: { by: 'channel', values: ['app'] },
        days: 150,
        measure: 'days',
        test: { op: 'above', value: 2 },
      },
    ],
    [
      'a',
      {
        kind: 'sequence',
        first: { by: 'category', values: ['drinks'] },
        then: { by: 'category', values: ['ware'] },
        days: 20,
      },
    ],
    [
      '',
      {
        kind: 'sequence',
        first: { by: 'category', values: ['drinks'] },
        then: { by: 'category', values: ['ware'] },
        days: 19,
      },
    ],
    // Bought together on one day is no sequence.
    [
      'b',
      {
        kind: 'sequence',
        first: { by: 'product', values: ['cup'] },
        then: { by: 'product', values: ['tea'] },
        days: 30,
      },
    ],
    ['ab', { kind: 'sequence', first: { by: 'product', values: ['cup'] }, then: { by: 'any' }, days: 200 }],
  ])('%s', async (expected, rule) => {
    expect(await who(rule)).toBe(expected)
  })

  test('a sequence says on which days: each day of the second, with the nearest of the first before it', async () => {
    const shop = await runner.shop(lens)
    const daysOf = (first: string, then: string, days: number) =>
      rows(
        sql`select member_id, before::varchar as first, day::varchar as after from (${sequenceDays(
          { first: { by: 'product', values: [first] }, then: { by: 'product', values: [then] }, days },
          shop,
        )}) order by all`,
      )
    expect(await daysOf('tea', 'tea', 130)).toEqual([
      { member_id: 'a', first: '2025-01-04', after: '2025-01-24' },
      { member_id: 'a', first: '2025-01-24', after: '2025-05-25' },
    ])
    expect(await daysOf('cup', 'tea', 30)).toEqual([
      { member_id: 'b', first: '2025-03-03', after: '2025-03-20' },
    ])
    expect(await daysOf('cup', 'cup', 400)).toEqual([])
  })

  test('a list holds the members whose marks it has', async () => {
    const [row] = await rows(sql`select md5('00ff00ff00ff00ff' || 'b') as mark`)
    expect(await who({ kind: 'list', salt: '00ff00ff00ff00ff', marks: [String(row?.['mark'])] })).toBe('b')
  })

  test('tags and segments stand for their rules, and no circle is followed', () => {
    const rule: Rule = { kind: 'fact', fact: 'orders', test: { op: 'at_least', value: 1 } }
    const tag = { id: 't', name: 'T', category: 'own', rule, validDays: null } as const
    const book: SegmentBook = {
      tags: [tag],
      segments: [
        { id: 's', name: 'S', rule: { kind: 'not', of: { kind: 'tag', tag: 't' } }, versions: [] },
        { id: 'x', name: 'X', rule: { kind: 'any', of: [{ kind: 'segment', segment: 'x' }] }, versions: [] },
      ],
    }
    expect(resolved({ kind: 'segment', segment: 's' }, book)).toEqual({ kind: 'not', of: rule })
    expect(() => resolved({ kind: 'segment', segment: 'x' }, book)).toThrow(RuleFault)
    expect(() => resolved({ kind: 'tag', tag: 'none' }, book)).toThrow('There is no tag none.')
  })
})

describe('a population', () => {
  const women: Rule = { kind: 'fact', fact: 'gender', test: { op: 'one_of', values: ['female'] } }
  const rfm = () => {
    const analysis = analysisById('rfm')
    if (!analysis) throw new Error('rfm')
    return analysis
  }
  const membersOf = async (under: Lens) => {
    const run = await runner.run(rfm(), under)
    return (await rows(sql`select member_id from ${run.tables['member_rfm'] ?? sql``} order by 1`))
      .map((row) => String(row['member_id']))
      .join('')
  }

  test('is all that an analysis sees', async () => {
    expect(await membersOf(lens)).toBe('abc')
    expect(await membersOf({ ...lens, population: { id: 's', name: 'Women', rule: women } })).toBe('ac')
    expect(await membersOf(lens)).toBe('abc')
  })

  test('a sample of it is the same each time, and a larger one holds it', async () => {
    const of = (share: number) =>
      membersOf({
        ...lens,
        population: { id: 's', name: 'All', rule: { kind: 'all', of: [] }, sample: { share, seed: 7 } },
      })
    expect(await of(1)).toBe('abc')
    expect(await of(0)).toBe('')
    const half = await of(0.5)
    expect([...half].every((member) => 'abc'.includes(member))).toBe(true)
    for (const member of await of(0.3)) expect(half).toContain(member)
  })

  test('a list that a page shows becomes a rule, under the same population', async () => {
    const run = await runner.run(rfm(), lens)
    const shown = sql`select member_id, monetary from ${run.tables['member_rfm'] ?? sql``} where monetary > 20`
    const rule: Rule = {
      kind: 'result',
      analysis: 'rfm',
      parameters: run.parameters,
      title: 'Above 20',
      select: portableSelect(shown, run.tables, await runner.shop(lens)),
    }
    expect(rule.select).toBe('select member_id, monetary from {{member_rfm}} where monetary > 20')
    expect(await who(rule)).toBe('ab')
    expect(await who({ ...rule, within: women })).toBe('a')
    const narrowed: Lens = { ...lens, population: { id: 's', name: 'Women', rule: women } }
    const views = await runner.shop(narrowed)
    const lately = sql`select member_id, count(*) as orders from ${views.orders} where ordered_at < '2025-01-01' group by 1`
    const again: Rule = { ...rule, select: portableSelect(lately, {}, views), within: women }
    expect(again.select).toContain('from {{shop.orders}} where')
    expect(await who(again)).toBe('c')
    await expect(
      who({ ...rule, select: 'select member_id from {{member_rfm}}) ; drop table members; --' }),
    ).rejects.toThrow()
  })
})
