import { beforeAll, expect, test } from 'vitest'
import { SortedList, type ListSort } from '../../../src/pages/analysis/sorted-list'
import type { EngineCore } from '../../../src/engine/core'
import { rowArrays } from '../../../src/sql/rows'
import { sql, type Sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'

const MEMBERS = 5000
let engine: EngineCore

beforeAll(async () => {
  engine = await openTestEngine()
  await engine.run(sql`create table people as
select concat('M', i % 7, '-', i) as member_id, i % 11 as orders, case when i % 13 > 0 then i * 7919 % 1000 end as money
from range(${MEMBERS}) as t(i)`)
})

const listOf = (statements: string[] = []) =>
  new SortedList(sql`select member_id, orders, money from people`, (statement: Sql) => {
    statements.push(statement.text)
    return engine.query(statement)
  })

async function wholeBySort(list: SortedList, filter: string, sort: ListSort): Promise<unknown[]> {
  const pages = []
  for (let offset = 0; offset < MEMBERS; offset += 500) {
    pages.push(rowArrays(await list.page(filter, sort, offset, 500)))
  }
  return pages.flat()
}

test.each([
  ['', { key: 'money', descending: true }],
  ['', { key: 'orders', descending: false }],
  ['m3-', { key: 'money', descending: false }],
])('pages of %j in any order are the whole list, each member once', async (filter, sort) => {
  const list = listOf()
  const whole = rowArrays(await engine.query(list.statement(filter, sort)))
  expect(whole.length).toBeGreaterThan(700)
  expect(await wholeBySort(list, filter, sort)).toEqual(whole)
  expect(await list.count(filter)).toBe(whole.length)
})

test('of a list with several rows a member, far pages hold each row once, her rows in their order', async () => {
  const select = sql`select p.member_id, r.rank, p.money from people as p, range(3) as r(rank)`
  const list = new SortedList(select, (statement: Sql) => engine.query(statement), 'rank')
  const sort = { key: 'member_id', descending: false }
  const whole = rowArrays(await engine.query(list.statement('', sort)))
  expect(whole).toHaveLength(3 * MEMBERS)
  const pages = await Promise.all([1500, 4200, 14_990].map((offset) => list.page('', sort, offset, 20)))
  expect(pages.map(rowArrays)).toEqual([
    whole.slice(1500, 1520),
    whole.slice(4200, 4220),
    whole.slice(14_990),
  ])
  expect(whole.slice(0, 4).map((row) => row[1])).toEqual([0, 1, 2, 0])
})

test('a far page sorts once, and anew for another order', async () => {
  const statements: string[] = []
  const list = listOf(statements)
  const makings = () => statements.filter((text) => text.startsWith('create')).length
  const money = { key: 'money', descending: true }
  await list.page('', money, 0, 100)
  expect(makings()).toBe(0)
  await Promise.all([list.page('', money, 3000, 100), list.page('', money, 3100, 100)])
  await list.page('', money, 4000, 100)
  expect(makings()).toBe(1)
  const orders = rowArrays(await list.page('', { key: 'orders', descending: true }, 4000, 1))
  expect(makings()).toBe(2)
  expect(orders[0]?.[1]).toBe(2)
})

test('an order that could not be made is asked for again', async () => {
  let failing = true
  const list = new SortedList(sql`select member_id, orders, money from people`, (statement: Sql) =>
    failing ? Promise.reject(new Error('stopped')) : engine.query(statement),
  )
  const page = () => list.page('', { key: 'money', descending: true }, 4000, 100)
  await expect(page()).rejects.toThrow('stopped')
  failing = false
  expect((await page()).rows).toBe(100)
})
