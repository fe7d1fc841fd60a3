import { beforeAll, describe, expect, test } from 'vitest'
import { defineAnalysis, type Lens, type Parameters } from '../../../src/analyses/analysis'
import { interactionSteps, type InteractionOptions } from '../../../src/analyses/interactions.sql'
import { AnalysisRunner } from '../../../src/analyses/runner'
import type { EngineCore } from '../../../src/engine/core'
import { shopTable, type ColumnType, type TableName } from '../../../src/shop/tables'
import { ident, join, sql, type Sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { numerics } from '../numerics-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const lens: Lens = { asOf: '2025-03-06', from: null, basis: 'net' }

interface Rows {
  table: TableName
  roles: readonly string[]
  rows: readonly (readonly string[])[]
}

const TYPES: Readonly<Record<ColumnType, Sql>> = {
  id: sql`varchar`,
  text: sql`varchar`,
  flag: sql`boolean`,
  number: sql`double`,
  money: sql`decimal(18, 4)`,
  time: sql`timestamp`,
  date: sql`date`,
}

/** A table of the shop by its columns; what is not given, or empty, is null. */
async function fill({ table, roles, rows }: Rows): Promise<void> {
  const columns = shopTable(table).columns.filter(({ of }) => of === undefined)
  const extra = table === 'order_items' ? sql`, returned decimal(18, 4) default 0` : sql``
  await engine.run(
    sql`create or replace table ${ident(table)} (${join(columns.map(({ name, type }) => sql`${ident(name)} ${TYPES[type]}`))}${extra})`,
  )
  const values = rows.map((row) => sql`(${join(row.map((cell) => sql`${cell === '' ? null : cell}`))})`)
  await engine.run(
    sql`insert into ${ident(table)} (${join(roles.map((role) => ident(role)))}) values ${join(values)}`,
  )
}

const fillOrders = () =>
  engine.run(sql`create or replace table orders as
select order_id, member_id, min(ordered_at) as ordered_at, sum(amount) as gross, sum(returned) as returned, sum(amount) as net
from order_items group by order_id, member_id`)

async function read(files: Rows[], options: InteractionOptions) {
  for (const file of files) await fill(file)
  const tables = files.map(({ table }) => table)
  if (tables.includes('order_items')) await fillOrders()
  const analysis = defineAnalysis<Parameters>({
    id: 'of_test',
    group: 'recommend',
    title: { en: 'x', zh: 'x' },
    needs: [],
    parameters: {},
    definition: () => ({ en: '', zh: '' }),
    steps: interactionSteps(() => options),
  })
  const { tables: made } = await new AnalysisRunner(
    engine,
    tables.includes('order_items') ? ['orders', ...tables] : tables,
    numerics,
  ).run(analysis, lens)
  const all = (name: string) => rowsOf(engine, sql`select * from ${made[name] ?? sql``}`)
  return {
    members: (await all('reco_members')).map((row) => Object.values(row).join(' ')),
    items: await all('reco_items'),
    interactions: (await all('reco_interactions')).map((row) => Object.values(row)),
  }
}

const sales: Rows = {
  table: 'order_items',
  roles: [
    'order_id',
    'member_id',
    'ordered_at',
    'product_id',
    'product_name',
    'category',
    'quantity',
    'unit_price',
  ],
  rows: [
    ['1', 'b', '2025-01-02 06:00:00', 'p', 'tea', 'drinks', '1', '5.00'],
    ['1', 'b', '2025-01-02 06:00:00', 'q', 'cup', 'table', '2', '2.00'],
    ['2', 'b', '2025-01-02 18:00:00', 'p', 'tea', 'drinks', '4', '5.00'],
    ['3', 'a', '2025-01-03 12:00:00', 'p', 'tea', 'drinks', '1', '5.00'],
    ['4', '', '2025-01-03 12:00:00', 'r', 'pot', 'table', '1', '9.00'],
    ['5', 'a', '2025-03-06 00:00:00', 'r', 'pot', 'table', '1', '9.00'],
  ],
}
const events: Rows = {
  table: 'events',
  roles: ['member_id', 'event', 'occurred_at', 'product_id'],
  rows: [
    ['a', 'add_to_cart', '2025-01-01 00:00:00', 'q'],
    ['a', 'Add to cart', '2025-01-01 12:00:00', 'q'],
    ['c', '浏览', '2025-01-05 00:00:00', 'r'],
    ['c', 'purchase', '2025-01-06 00:00:00', 'r'],
    ['c', 'login', '2025-01-06 00:00:00', 'r'],
    ['c', 'view', '2025-01-06 00:00:00', ''],
  ],
}
const ratings: Rows = {
  table: 'reviews',
  roles: ['member_id', 'product_id', 'rating', 'reviewed_at'],
  rows: [
    ['7', '11', '5', '2025-01-02 12:00:00'],
    ['7', '10', '2', '2025-01-03 12:00:00'],
    ['8', '10', '4', ''],
  ],
}
const products: Rows = {
  table: 'products',
  roles: ['product_id', 'product_name', 'category', 'brand', 'price', 'cost'],
  rows: [
    ['p', 'green tea', 'leaves', 'x', '6.00', '3'],
    ['z', 'never sold', 'leaves', 'y', '1.00', ''],
  ],
}

const day = (text: string) => Date.parse(`${text}Z`) / 86_400_000

describe('interactions', () => {
  test('order lines: one for each member, product and day, before the day of the lens, of members alone', async () => {
    const { members, items, interactions } = await read([sales], { level: 'product' })
    expect(members).toEqual(['0 a', '1 b'])
    expect(items.map(({ item, product_id, name, members: n }) => [item, product_id, name, n])).toEqual([
      [0, 'p', 'tea', 2],
      [1, 'q', 'cup', 1],
    ])
    expect(interactions).toEqual([
      [0, 0, 1, day('2025-01-03T12:00'), 'buy'],
      [1, 0, 1, day('2025-01-02T06:00'), 'buy'],
      [1, 1, 1, day('2025-01-02T06:00'), 'buy'],
    ])
  })

  test('events beside order lines: views and carts by their weights, purchases not twice, unknown ones not at all', async () => {
    const { members, interactions } = await read([sales, events], { level: 'product' })
    expect(members).toEqual(['0 a', '1 b', '2 c'])
    expect(interactions.filter((row) => row[4] !== 'buy')).toEqual([
      [0, 1, 0.5, day('2025-01-01T00:00'), 'cart'],
      [2, 2, 0.1, day('2025-01-05T00:00'), 'view'],
    ])
    const unweighted = await read([sales, events], { level: 'product', weights: { view: 0, cart: 2 } })
    expect(unweighted.interactions.filter((row) => row[4] !== 'buy')).toEqual([
      [0, 1, 2, day('2025-01-01T00:00'), 'cart'],
    ])
  })

  test('events alone: their purchases count', async () => {
    const { interactions } = await read([events], { level: 'product' })
    expect(interactions.map((row) => row[4])).toEqual(['cart', 'view', 'buy'])
  })

  test('numbers for names of events: with a 0 among them 1 is a purchase', async () => {
    const coded = (codes: string[]): Rows => ({
      ...events,
      rows: codes.map((code) => ['a', code, '2025-01-01', `of ${code}`]),
    })
    const kindsOf = async (codes: string[]) =>
      (await read([coded(codes)], { level: 'product' })).interactions.map((row) => row[4])
    expect(await kindsOf(['0', '1', '2', '3'])).toEqual(['view', 'buy', 'favourite', 'cart'])
    expect(await kindsOf(['1', '2', '3', '4'])).toEqual(['view', 'favourite', 'cart', 'buy'])
  })

  test('ratings alone, with a least rating where one is asked for', async () => {
    const all = await read([ratings], { level: 'product' })
    expect(all.members).toEqual(['0 7', '1 8'])
    expect(all.items.map(({ product_id }) => product_id)).toEqual(['10', '11'])
    expect(all.interactions).toEqual([
      [0, 1, 1, day('2025-01-02T12:00'), 'rate'],
      [0, 0, 1, day('2025-01-03T12:00'), 'rate'],
      [1, 0, 1, NaN, 'rate'],
    ])
    const liked = await read([ratings], { level: 'product', leastRating: 4 })
    expect(liked.interactions).toHaveLength(2)
    expect((await read([sales, ratings], { level: 'product' })).interactions).toHaveLength(3)
  })

  test('a listed product that nobody had is an item; what the list says of a product comes before its lines', async () => {
    const { items } = await read([sales, products], { level: 'product' })
    expect(
      items.map(({ product_id, name, category, brand, price, members }) => [
        product_id,
        name,
        category,
        brand,
        price,
        members,
      ]),
    ).toEqual([
      ['p', 'green tea', 'leaves', 'x', 6, 2],
      ['q', 'cup', 'table', null, NaN, 1],
      ['z', 'never sold', 'leaves', 'y', 1, 0],
    ])
  })

  test('by category or brand: the line says it first, then the list', async () => {
    const byCategory = await read([sales, products], { level: 'category' })
    expect(byCategory.items.map(({ product_id, members }) => [product_id, members])).toEqual([
      ['drinks', 2],
      ['table', 1],
    ])
    const byBrand = await read([sales, products], { level: 'brand' })
    expect(byBrand.items.map(({ product_id, members }) => [product_id, members])).toEqual([['x', 2]])
  })

  test('names that stay out: of products, categories or brands, whether the line says them or the list', async () => {
    const had = async (without: string[], files = [sales, products]) => {
      const { items, interactions } = await read(files, { level: 'product', without })
      return [items.map(({ product_id }) => product_id), interactions.length]
    }
    expect(await had(['nothing of this name'])).toEqual([['p', 'q', 'z'], 3])
    expect(await had(['TEA'])).toEqual([['q', 'z'], 1])
    expect(await had(['Green tea', 'never sold'])).toEqual([['q'], 1])
    expect(await had(['table'])).toEqual([['p', 'z'], 2])
    expect(await had(['y', 'x'])).toEqual([['q'], 1])
    expect(await had(['q'], [events])).toEqual([['r'], 2])
    expect(await had(['10'], [ratings])).toEqual([['11'], 1])
    const byBrand = await read([sales, products], { level: 'brand', without: ['leaves'] })
    expect(byBrand.items).toEqual([])
  })

  test('decay halves a weight for each half-life before the day of the lens', async () => {
    const { interactions } = await read([sales], { level: 'product', halfLife: 31 })
    expect(interactions.map((row) => row[2])).toEqual(
      [0.25, 0.25, 0.25].map((w, i) => w * 2 ** (i === 0 ? 0 : -1 / 31)),
    )
  })
})
