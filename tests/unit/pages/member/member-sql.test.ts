import { beforeAll, describe, expect, test } from 'vitest'
import type { Lens } from '../../../../src/analyses/analysis'
import type { AnalysisRunner } from '../../../../src/analyses/runner'
import type { EngineCore } from '../../../../src/engine/core'
import { linesOf, orderDaysOf, ordersOf, RECORDS, recordsOf } from '../../../../src/pages/member/course.sql'
import { findMembers, findWithin, makeSearchTable, SEARCH_TABLE } from '../../../../src/pages/member/find.sql'
import { standing } from '../../../../src/pages/member/standing.sql'
import { boughtNext, categoryDays, lastCategories, tastes } from '../../../../src/pages/member/taste.sql'
import { factsOf, FACT_COLUMNS } from '../../../../src/segments/facts/catalogue'
import type { ShopRelations } from '../../../../src/segments/relations'
import { sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { makeShop, type Line } from '../../segments/small-shop'

let engine: EngineCore
let runner: AnalysisRunner
let shop: ShopRelations
const lens: Lens = { asOf: '2025-07-01', from: null, basis: 'gross' }

const line = (order: string, member: string, at: string, product: string, price: number): Line => ({
  order,
  member,
  at: `${at} 10:00`,
  product,
  price,
  quantity: 1,
})

/**
 * Main categories by day. a: tea, cup | b: tea, cup + book | c: tea, book | d: cup, tea, book | e: tea alone |
 * me: cup, tea.
 */
const LINES: readonly Line[] = [
  line('a1', 'a', '2025-01-01', 'tea', 10),
  line('a2', 'a', '2025-02-01', 'cup', 10),
  line('b1', 'b', '2025-01-01', 'tea', 10),
  line('b2', 'b', '2025-02-01', 'cup', 10),
  line('b2', 'b', '2025-02-01', 'book', 30),
  line('c1', 'c', '2025-01-01', 'tea', 10),
  line('c2', 'c', '2025-02-01', 'book', 10),
  line('d1', 'd', '2025-01-01', 'cup', 10),
  line('d2', 'd', '2025-02-01', 'tea', 10),
  line('d3', 'd', '2025-03-01', 'book', 10),
  line('e1', 'e', '2025-01-01', 'tea', 10),
  line('m1', 'me', '2025-01-02', 'cup', 100),
  line('m2', 'me', '2025-07-01', 'book', 999),
  line('m3', 'me', '2025-06-30', 'tea', 20),
]

beforeAll(async () => {
  engine = await openTestEngine()
  runner = await makeShop(
    engine,
    LINES,
    ['a', 'b', 'c', 'd', 'e', 'me'].map((id) => ({ id })),
    ['tea', 'cup', 'book'].map((id) => ({ id, category: id, brand: id === 'tea' ? 'leaf' : 'clay' })),
  )
  shop = await runner.shop(lens)
  await engine.run(sql`insert into members (member_id, member_name, phone) values
    ('M-100', 'Li Lei', '13812345678'), ('M-1001', 'Han Meimei', '139****5678'), ('x''y', '张三', '+86 138-0000-1234'), ('5678', null, null)`)
  await engine.run(makeSearchTable)
})

const ids = async (typed: string, find = findMembers) =>
  (await rowsOf(engine, find(typed))).map(({ member_id }) => member_id)

describe('finding a member', () => {
  test('by id: the same first, then those that begin with it', async () => {
    expect(await ids('m-100')).toEqual(['M-100', 'M-1001'])
    expect(await ids(' M-1001 ')).toEqual(['M-1001'])
    expect(await ids("x'y")).toEqual(["x'y"])
  })

  test('by name: its beginning, or any part of it', async () => {
    expect(await ids('li')).toEqual(['M-100'])
    expect(await ids('MEI')).toEqual([])
    expect(await ids('MEI', findWithin)).toEqual(['M-1001'])
    expect(await ids('张')).toEqual(["x'y"])
    expect(await ids('三', findWithin)).toEqual(["x'y"])
  })

  test('by phone: whole, as masked, or its last four digits; an id comes first', async () => {
    expect(await ids('13812345678')).toEqual(['M-100'])
    expect(await ids('138****5678')).toEqual(['M-100'])
    expect(await ids('139****5678')).toEqual(['M-1001'])
    expect(await ids('5678')).toEqual(['5678', 'M-100', 'M-1001'])
    expect(await ids('+86 138 0000 1234')).toEqual(["x'y"])
    expect(await ids('1234')).toEqual(["x'y"])
  })

  test('nobody where nothing is like it', async () => {
    expect(await ids('nobody')).toEqual([])
    expect(await ids('nobody', findWithin)).toEqual([])
    expect(await ids('%', findWithin)).toEqual([])
  })

  test('each member is there once, whatever the list of members says twice', async () => {
    const [row] = await rowsOf(
      engine,
      sql`select count(*) as n, count(distinct member_id) as members from ${SEARCH_TABLE}`,
    )
    expect(row).toEqual({ n: 10, members: 10 })
  })
})

describe('where a member stands', () => {
  test('below and equal are counted for every number', async () => {
    const { table, known } = await runner.facts(lens)
    const facts = factsOf(new Set(FACT_COLUMNS)).filter(({ name }) => known.has(name))
    const [row] = await rowsOf(engine, standing(table, facts, 'b'))
    // Orders: a 2, b 2, c 2, d 3, e 1, me 2; the four without orders 0.
    expect([row?.['orders n'], row?.['orders place']]).toEqual([10, (5 + 4 / 2) / 10])
    // Spent: a 20, b 50, c 20, d 30, e 10, me 120.
    expect([row?.['spent place'], row?.['members']]).toEqual([(8 + 1 / 2) / 10, 10])
    // Of those with a gap (a, b, c, d, me): e has none, and stands nowhere.
    const [e] = await rowsOf(engine, standing(table, facts, 'e'))
    expect([e?.['mean_gap n'], e?.['mean_gap place']]).toEqual([5, NaN])
  })
})

describe('what a member likes', () => {
  test('shares of all time and of late', async () => {
    const rows = await rowsOf(engine, tastes(shop, 'me'))
    const category = rows.filter(({ kind }) => kind === 'category')
    // cup 100, 180 days ago: half; tea 20, a day ago.
    expect(category.map(({ value }) => value)).toEqual(['cup', 'tea'])
    expect(Number(category[0]?.['share'])).toBeCloseTo(100 / 120, 12)
    const recent = (100 * 0.5) / (100 * 0.5 + 20 * 0.5 ** (1 / 180))
    expect(Number(category[0]?.['recent'])).toBeCloseTo(recent, 12)
    expect(rows.filter(({ kind }) => kind === 'brand').map(({ value }) => value)).toEqual(['clay', 'leaf'])
  })

  test('what others with the same last category bought next, counted by hand', async () => {
    await engine.run(sql`create or replace table category_days as ${categoryDays(shop)}`)
    const days = sql`category_days`
    expect(await rowsOf(engine, lastCategories(days, 'me'))).toEqual([{ last: 'tea', previous: 'cup' }])
    // After tea: a cup; b book and cup; c book; d book. e never came again.
    const next = await rowsOf(engine, boughtNext(days, 'me', 'tea', null))
    expect(next.map(({ category, members, n }) => [category, members, n])).toEqual([
      ['book', 3, 4],
      ['cup', 2, 4],
    ])
    // Of all who came again, by their last day before it: the same four.
    expect(next.map(({ base_members, base_n }) => [base_members, base_n])).toEqual([
      [3, 4],
      [2, 4],
    ])
    // After cup and then tea: d alone.
    expect(
      (await rowsOf(engine, boughtNext(days, 'me', 'tea', 'cup'))).map(({ category, members, n }) => [
        category,
        members,
        n,
      ]),
    ).toEqual([['book', 1, 1]])
    expect(await rowsOf(engine, boughtNext(days, 'me', 'book', null))).toEqual([])
    expect(await rowsOf(engine, lastCategories(days, 'M-100'))).toEqual([])
  })
})

describe('the course of a member', () => {
  test('orders under the lens, the last first, with their lines and days', async () => {
    expect((await rowsOf(engine, ordersOf(shop, 'b'))).map(({ order_id }) => order_id)).toEqual(['b2', 'b1'])
    const lines = await rowsOf(engine, linesOf(shop, 'b', Date.parse('2025-02-01T00:00Z')))
    expect(lines.map(({ name, amount }) => [name, amount])).toEqual([
      ['book', 30],
      ['cup', 10],
    ])
    expect((await rowsOf(engine, orderDaysOf(shop, 'me'))).map(({ amount }) => amount)).toEqual([100, 20])
  })

  test('records of every kind before the day, one kind alone as well as all', async () => {
    await engine.run(sql`create table reviews as select 'me' as member_id, timestamp '2025-03-01 10:00' as reviewed_at,
  4 as rating, 'tea' as product_id, 'good' as review_title, null::varchar as review_text`)
    await engine.run(sql`create table events as select 'me' as member_id, null::timestamp as occurred_at,
  'view' as event, 'tea' as category, 'tea' as product_id, null::varchar as page`)
    await engine.run(sql`create table messages as select unnest(['me', 'me', 'a']) as member_id,
  unnest([timestamp '2025-06-30', timestamp '2025-07-01', timestamp '2025-01-01']) as sent_at, 'mail' as channel, 'c' as campaign_id,
  false as unsubscribed, true as clicked, true as opened, true as delivered`)
    await engine.run(sql`create table coupons as select 'me' as member_id, timestamp '2025-02-01' as issued_at,
  'k' as coupon_id, 5 as face_value, 'used' as status`)
    await engine.run(sql`create table coupon_redemptions as select 'me' as member_id, timestamp '2025-02-02' as redeemed_at,
  'k' as coupon_id, 5 as discount, 'm1' as order_id`)
    await engine.run(
      sql`create table returns as select 'm1' as order_id, timestamp '2025-02-03' as returned_at, 100 as refund`,
    )
    const details: Record<string, string> = {
      reviews: '★ 4 · tea · good',
      events: 'view · tea · tea',
      messages: 'mail · c · clicked',
      coupons: 'k · 5 · used',
      coupon_redemptions: 'k · 5 · m1',
      returns: 'm1 · 100',
    }
    const read = async (tables: readonly (typeof RECORDS)[number][]) => {
      const statement = recordsOf(tables, lens.asOf, 'me')
      return statement
        ? (await rowsOf(engine, statement)).map(({ what, total, detail }) => [what, total, detail])
        : null
    }
    for (const name of RECORDS) expect(await read([name])).toEqual([[name, 1, details[name]]])
    expect(await read(RECORDS)).toHaveLength(RECORDS.length)
    expect(await read([])).toBeNull()
  })
})
