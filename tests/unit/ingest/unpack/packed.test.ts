import { beforeAll, describe, expect, it, test } from 'vitest'
import type { EngineCore } from '../../../../src/engine/core'
import { inspectFile } from '../../../../src/ingest/inspect'
import { normaliseFile } from '../../../../src/ingest/normalise'
import { proposeSources } from '../../../../src/ingest/propose'
import { PACKED_FORMS } from '../../../../src/ingest/unpack/reshape/packed-cell'
import { unpack } from '../../../../src/ingest/unpack/unpack'
import { loadShop, type HeldFile } from '../../../../src/project/load'
import { planOf, recipeOf } from '../../../../src/project/plan'
import { sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { codes } from './parts'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

async function drop(text: string) {
  const parts = await unpack(new File([text], 'orders.csv'))
  const held: HeldFile[] = []
  for (const part of parts)
    held.push({ file: part.file, report: await inspectFile(part.file, { dialect: part.dialect ?? {} }) })
  const proposals = proposeSources(held.map(({ report }) => report))
  const recipe = recipeOf(
    held.map(({ report }, i) => planOf(report, proposals[i]!)),
    '2026-01-01',
  )
  const accounting = await loadShop(engine, (file, report) => normaliseFile(file, report), held, recipe)
  return { parts, recipe, accounting }
}

const N = 20
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const orders = (header: string, cell: (i: number) => string) =>
  [
    header,
    ...Array.from(
      { length: N },
      (_, i) =>
        `A${100 + i},m${i % 7},2025-01-${String(i + 1).padStart(2, '0')},${10 + i}.5,${quoted(cell(i))}`,
    ),
  ].join('\n')

describe('articles packed into a cell become order lines', () => {
  const CELLS: Record<string, (i: number) => string> = {
    'names and x2': (i) => (i % 2 === 0 ? `保湿面霜 x2; 雨伞 x1` : `茶杯 x3`),
    '2× before names, by line ends': (i) => (i % 2 === 0 ? '2× 保湿面霜\n1× 雨伞' : '3× 茶杯'),
    'codes and numbers': (i) => (i % 2 === 0 ? 'SKU1:2|SKU2:1' : 'SKU3:3'),
    JSON: (i) =>
      JSON.stringify(
        i % 2 === 0
          ? [
              { sku: 'A', name: 'Cup', qty: 2, price: 1.5 },
              { sku: 'B', name: 'Pot', qty: 1, price: 4 },
            ]
          : [{ sku: 'C', name: 'Tea', qty: 3, price: 2 }],
      ),
    properties: (i) =>
      i % 2 === 0
        ? 'name:Cup|product_id:12|quantity:2|total:3.00;name:Pot|product_id:13|quantity:1|total:4.00'
        : 'name:Tea|product_id:14|quantity:3|total:6.00',
  }
  it.each(Object.entries(CELLS))('%s', async (_, cell) => {
    const { parts, recipe, accounting } = await drop(orders('订单号,会员号,下单时间,实付金额,商品', cell))
    expect(codes(parts)).toEqual(['packed_lines', 'packed_lines'])
    expect(recipe.sources.map(({ table }) => table)).toEqual(['orders', 'order_items'])
    const [all] = await rowsOf(
      engine,
      sql`select count(*)::integer as lines, sum(quantity)::integer as articles, count(distinct order_id)::integer as orders, count(distinct product_id)::integer as products from order_items`,
    )
    expect(all).toEqual({ lines: 30, articles: 60, orders: N, products: 3 })
    const [sums] = await rowsOf(
      engine,
      sql`select count(*)::integer as n, sum(gross)::double as gross, count(distinct member_id)::integer as members from orders`,
    )
    expect(sums).toEqual({ n: N, gross: 400, members: 7 })
    for (const { read, loaded, rejected } of accounting.sources) expect(read).toBe(loaded + rejected.count)
  })

  test('cells that are not of the form are counted; the text as it was is kept', async () => {
    const text = orders('order_id,customer_id,order_date,total,items', (i) =>
      i === 7 ? 'call first' : 'Cup x2, Pot x1',
    )
    const { parts } = await drop(text)
    expect(parts).toHaveLength(2)
    expect(parts[0]?.notices[0]?.sentence.en).toContain('1 cells could not be taken apart (first: line 9)')
    expect(parts[0]?.original).toBe(parts[1]?.original)
    expect(await parts[0]?.original?.file.text()).toBe(text)
  })

  test.each([
    ['products of one row each', (i: number) => `Cup ${i}`],
    ['sizes', () => '10x20'],
    ['persons', () => JSON.stringify({ name: 'Ann', city: 'X' })],
    ['times of day', () => '10:30'],
    ['half of the cells', (i: number) => (i % 2 === 0 ? 'Cup x2' : 'free text')],
  ])('not of %s', async (_, cell) => {
    const file = new File([orders('order_id,customer_id,order_date,total,note', cell)], 'a.csv')
    expect(await unpack(file)).toHaveLength(1)
  })
})

test.each([
  [
    '茶杯 x2，雨伞×1',
    [
      ['茶杯', '2'],
      ['雨伞', '1'],
    ],
  ],
  ['2 x Cup @ 5.00, 1 x Pot, large @ 7', null],
  [
    '2 x Cup @ 5.00; 1 x Pot',
    [
      ['Cup', '2'],
      ['Pot', '1'],
    ],
  ],
  ['iPhone 15 Pro * 1', [['iPhone 15 Pro', '1']]],
  ['牛奶*2瓶', [['牛奶', '2']]],
  ['call at 10:30', null],
] as const)('the articles of %j', (cell, wanted) => {
  const read = PACKED_FORMS.map((form) => form(cell)).find((items) => items !== null)
  expect(read?.map(({ name, quantity }) => [name, quantity]) ?? null).toEqual(wanted)
})

test('a sale, its lines and its payments below each other are tables of their own', async () => {
  const rows = Array.from({ length: 15 }, (_, i) => {
    const [date, number] = [`2025-01-${String(i + 1).padStart(2, '0')} 10:00:00`, 100 + i]
    return [
      `${date},${number},Sale,K-${i % 5},2,20,,`,
      `${date},${number},Sale Line,,1,8,MUG,`,
      `${date},${number},Sale Line,,1,12,BOWL,`,
      `${date},${number},Payment,,,20,,Card`,
    ]
  }).flat()
  const { parts, recipe } = await drop(
    ['Date,Receipt Number,Line Type,Customer ID,Quantity,Subtotal,Sku,Payment Type', ...rows].join('\n'),
  )
  expect(parts.map(({ file }) => file.name)).toEqual([
    'orders.csv / Sale',
    'orders.csv / Sale Line',
    'orders.csv / Payment',
  ])
  expect(codes(parts)).toEqual(['rows_by_kind', 'rows_by_kind', 'rows_by_kind'])
  expect(parts[0]?.notices[0]?.sentence.en).toContain('Sale (15), Sale Line (30), Payment (15)')
  expect(recipe.sources.map(({ table }) => table)).toEqual(['orders', 'order_items', 'payments'])
  const [all] = await rowsOf(
    engine,
    sql`select count(*)::integer as n, sum(gross)::double as gross, count(distinct member_id)::integer as members, (select count(*)::integer from order_items) as lines from orders`,
  )
  expect(all).toEqual({ n: 15, gross: 300, members: 5, lines: 30 })
})

test('articles in numbered columns become order lines, from all of them', async () => {
  const item = (sku: string, total: number) => `name:Tea|product_id:7|sku:${sku}|quantity:1|total:${total}.00`
  const { parts, recipe } = await drop(
    [
      'order_number,order_date,customer_user,order_total,line_item_1,line_item_2,line_item_10',
      ...Array.from({ length: N }, (_, i) =>
        [
          `A${i},2025-01-${String(i + 1).padStart(2, '0')},m${i % 7},${i % 2 ? 60 : 10}.00`,
          item('T1', 10),
          i % 2 ? item('T2', 20) : '',
          i % 2 ? item('T3', 30) : '',
        ].join(','),
      ),
    ].join('\n'),
  )
  expect(parts.map(({ file }) => file.name)).toEqual(['orders.csv', 'orders.csv / line_item_1'])
  expect(recipe.sources.map(({ table }) => table)).toEqual(['orders', 'order_items'])
  expect(
    await rowsOf(engine, sql`select product_id, count(*) as n from order_items group by all order by all`),
  ).toEqual([
    { product_id: 'T1', n: 20 },
    { product_id: 'T2', n: 10 },
    { product_id: 'T3', n: 10 },
  ])
})
