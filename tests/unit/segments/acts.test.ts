import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Lens } from '../../../src/analyses/analysis'
import { AnalysisRunner } from '../../../src/analyses/runner'
import { analysisById } from '../../../src/analyses/registry'
import type { EngineCore } from '../../../src/engine/core'
import { ownFact } from '../../../src/segments/facts/own'
import { numberWords } from '../../../src/segments/value-words'
import { shopTable, type TableName } from '../../../src/shop/tables'
import { rowObjects } from '../../../src/sql/rows'
import { ident, join, sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'
import { numerics } from '../numerics-fixture'
import { makeShop } from './small-shop'

const lens: Lens = { asOf: '2025-06-01', from: null, basis: 'gross' }
const CORE: readonly TableName[] = ['orders', 'order_items', 'members', 'products']
let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})
beforeEach(async () => {
  const bought = { member: 'a', at: '2025-05-01 10:00', price: 10, quantity: 1 }
  await makeShop(
    engine,
    [{ ...bought, order: '1', product: 'tea' }],
    [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    [{ id: 'tea', category: 'drinks', brand: 'x' }],
  )
})

/** A table of records with the columns that cleaning builds: what a row does not say is null. */
async function makeRecords(
  table: TableName,
  rows: readonly Record<string, string | number | boolean | Date>[],
) {
  const columns = shopTable(table).columns.filter(({ of }) => of === undefined)
  const types = {
    id: 'varchar',
    text: 'varchar',
    flag: 'boolean',
    number: 'double',
    time: 'timestamp',
    date: 'date',
  }
  const typed = columns.map(({ name, type }) =>
    type === 'money' ? sql`${ident(name)} decimal(18, 4)` : sql`${ident(name)} ${ident(types[type])}`,
  )
  await engine.run(sql`create or replace table ${ident(table)} (${join(typed)})`)
  for (const row of rows) {
    const values = columns.map(({ name }) => sql`${row[name] ?? null}`)
    await engine.run(sql`insert into ${ident(table)} values (${join(values)})`)
  }
}

async function facts(...tables: TableName[]) {
  const runner = new AnalysisRunner(engine, [...CORE, ...tables], numerics, analysisById)
  const { table, known } = await runner.facts(lens)
  const rows = rowObjects(await engine.query(sql`select * from ${table} order by member_id`))
  await runner.forget()
  return { known, of: (member: string) => rows.find((row) => row['member_id'] === member) ?? {} }
}

const at = (text: string) => new Date(`2025-${text}Z`)

describe('what members do beside buying', () => {
  test('without such tables nothing is said', async () => {
    const { known } = await facts()
    expect(['events', 'reviews', 'messages', 'sessions'].filter((name) => known.has(name))).toEqual([])
  })

  test('events: how many, days, the last, kinds, and what came of what was viewed', async () => {
    await makeRecords('events', [
      { member_id: 'a', event: 'view', occurred_at: at('05-01T09:00'), product_id: 'tea' },
      { member_id: 'a', event: '浏览', occurred_at: at('05-01T09:10'), product_id: 'cup' },
      { member_id: 'a', event: 'add_to_cart', occurred_at: at('05-01T09:20'), product_id: 'tea' },
      { member_id: 'a', event: 'pv', occurred_at: at('05-01T10:00'), product_id: 'tea' },
      { member_id: 'b', event: 'fav', occurred_at: at('05-30T23:59'), product_id: 'cup' },
      { member_id: 'b', event: 'buy', occurred_at: at('05-31T08:00'), product_id: 'cup' },
      { member_id: 'b', event: 'view', occurred_at: at('06-01T00:00'), product_id: 'cup' },
    ])
    const { of } = await facts('events')
    expect(of('a')).toMatchObject({
      ...{ events: 4, event_days: 1, event_recency_days: 31, sessions: 2 },
      ...{ views: 3, favourites: 0, carts: 1, event_buys: 0, view_to_buy: 0.5 },
    })
    // The last event is of the as-of day, which does not count.
    expect(of('b')).toMatchObject({
      events: 2,
      event_recency_days: 1,
      favourites: 1,
      event_buys: 1,
      view_to_buy: null,
    })
    expect(of('c')).toMatchObject({ events: 0, sessions: 0, event_recency_days: null })
  })

  test('sessions: by name where they have one, none where only days are known', async () => {
    await makeRecords('events', [
      { member_id: 'a', event: 'view', occurred_at: at('05-01T09:00'), session_id: 's1' },
      { member_id: 'a', event: 'view', occurred_at: at('05-01T12:00'), session_id: 's1' },
    ])
    expect((await facts('events')).of('a')['sessions']).toBe(1)
    await makeRecords('events', [{ member_id: 'a', event: 'view', occurred_at: at('05-01T00:00') }])
    expect((await facts('events')).of('a')['sessions']).toBe(null)
  })

  test('reviews of the member, or of her order', async () => {
    await makeRecords('reviews', [
      { order_id: '1', rating: 5, reviewed_at: at('05-02T00:00') },
      { member_id: 'b', rating: 2, reviewed_at: at('05-31T00:00') },
      { member_id: 'b', rating: 4 },
      { order_id: 'nobody’s', rating: 1 },
    ])
    const { of } = await facts('reviews')
    expect(of('a')).toMatchObject({ reviews: 1, mean_rating: 5, review_recency_days: 30 })
    expect(of('b')).toMatchObject({ reviews: 2, mean_rating: 3, review_recency_days: 1 })
    expect(of('c')).toMatchObject({ reviews: 0, mean_rating: null })
  })

  test('messages sent and clicked', async () => {
    await makeRecords('messages', [
      { member_id: 'a', sent_at: at('05-02T00:00'), clicked: true },
      { member_id: 'a', sent_at: at('05-22T00:00'), clicked: false },
      { member_id: 'a', sent_at: at('05-12T00:00') },
    ])
    const { of } = await facts('messages')
    expect(of('a')).toMatchObject({
      messages: 3,
      messages_clicked: 1,
      click_share: 0.5,
      message_recency_days: 10,
    })
    expect(of('b')).toMatchObject({ messages: 0, messages_clicked: 0, click_share: null })
  })
})

test('a year is written as a year', () => {
  const written = (header: string) => {
    const fact = ownFact(`number:${header}`)!
    return numberWords(fact, 2018, { currency: '' }).en
  }
  expect(['Enrollment Year', 'year', '入会年份', 'Postal Code'].map(written)).toEqual([
    '2018',
    '2018',
    '2018',
    '2018',
  ])
  expect(['Salary', 'Yearly income', 'points'].map(written)).toEqual(['2,018', '2,018', '2,018'])
})
