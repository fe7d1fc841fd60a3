import { beforeAll, describe, expect, it, test } from 'vitest'
import { accountForForms } from '../../../src/cleaning/forms'
import type { EngineCore } from '../../../src/engine/core'
import { clockFormatsOf } from '../../../src/ingest/clocks'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import { clockFromText } from '../../../src/ingest/values.sql'
import { join, sql } from '../../../src/sql/sql'
import { planOf, recipeOf } from '../../../src/project/plan'
import { readProject, writeProject } from '../../../src/project/project-file'
import { presetOf, templateOf } from '../../../src/project/templates'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { loadTestShop, textFile } from '../shop-fixture'
import { parquetFile } from './columnar/parquet-files'
import { makeXlsx } from './unpack/make-xlsx'
import { unpacked } from './unpack/parts'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

const read = async (header: string, texts: readonly string[]) => {
  const formats = clockFormatsOf(texts, header)
  if (formats.length === 0) return null
  const rows = await rowsOf(
    engine,
    sql`select (${clockFromText(sql`t`, formats)})::varchar as clock from (values ${join(texts.map((text, i) => sql`(${i}, ${text})`))}) as given(i, t) order by i`,
  )
  return rows.map(({ clock }) => clock)
}

test('what most cells hold decides, not what most spellings are', () => {
  expect(clockFormatsOf([...Array.from({ length: 20 }, () => '14:05'), 'noon'], 'x')[0]).toBe('%H:%M')
  expect(clockFormatsOf(['14:05', 'noon'], 'x')).toEqual([])
})

describe('times of day', () => {
  it.each([
    ['x', ['14:30', '9:05', '00:00'], ['14:30:00', '09:05:00', '00:00:00']],
    ['x', ['14:30:07', '9:05', '09:05:01.5'], ['14:30:07', '09:05:00', '09:05:01.5']],
    ['x', ['2:30 PM', '12:05 AM'], ['14:30:00', '00:05:00']],
    ['x', ['下午2:30', '上午 9:05'], ['14:30:00', '09:05:00']],
    ['x', ['14时30分', '9时05分'], ['14:30:00', '09:05:00']],
    ['x', ['１４：３０', '09:05'], ['14:30:00', '09:05:00']],
    ['x', ['1899-12-30 14:30:00', '1899-12-30 09:05:00'], ['14:30:00', '09:05:00']],
    ['时间', ['0.604166666666667', '0.5', '0'], ['14:30:00', '12:00:00', '00:00:00']],
    ['trans_time', ['1430', '905', '5'], ['14:30:00', '09:05:00', '00:05:00']],
    ['Uhrzeit', ['143005', '90501', '5'], ['14:30:05', '09:05:01', '00:00:05']],
  ])('%s: %j', async (header, texts, clocks) => {
    expect(await read(header, texts)).toEqual(clocks)
  })

  it.each([
    ['price', ['1430', '905']],
    ['time', ['1430', '2561']],
    ['time', ['2025-01-01 14:30:00']],
    ['time', ['morning', 'evening']],
    ['rate', ['0.5', '0.25']],
  ])('none in %s: %j', (header, texts) => {
    expect(clockFormatsOf(texts, header)).toEqual([])
  })
})

const till = (rows: readonly string[], header = 'order_no,customer_id,order_date,order_time,amount') =>
  textFile('till.csv', [header, ...rows].join('\n'))

test('the day and its time of day make one time; what cannot be read is counted and named, and the day kept', async () => {
  const rows = Array.from(
    { length: 20 },
    (_, i) => `${i + 1},m${i % 7},2025-03-0${(i % 9) + 1},1${i % 10}:05:3${i % 6},5.5`,
  )
  rows[3] = '4,m3,2025-03-04,25:99,5.5'
  rows[8] = '9,m3,2025-03-09,,5.5'
  rows[16] = '17,m3,2025-03-05,noon,5.5'
  const { recipe } = await loadTestShop(engine, [till(rows)])
  expect(recipe.sources[0]?.mapping).toMatchObject({ ordered_at: 'order_date', ordered_time: 'order_time' })
  const times = await rowsOf(
    engine,
    sql`select strftime(ordered_at, '%m-%d %H:%M:%S') as t from sales_rows order by source_row`,
  )
  expect(times.slice(0, 5).map(({ t }) => t)).toEqual([
    '03-01 10:05:30',
    '03-02 11:05:31',
    '03-03 12:05:32',
    '03-04 00:00:00',
    '03-05 14:05:34',
  ])
  expect(times[8]?.['t']).toBe('03-09 00:00:00')
  expect(times[16]?.['t']).toBe('03-05 00:00:00')
  expect(await accountForForms(engine, recipe)).toEqual([
    {
      source: 0,
      column: 'order_time',
      role: 'ordered_time',
      values: 19,
      changed: 0,
      unread: 2,
      unreadRows: [4, 17],
      lost: 0,
    },
  ])
})

test.each([
  ['日期', '时间', ['2025/3/1', '2025/3/2'], ['14:30', '9:05']],
  ['交易日期', '交易时间', ['20250301', '20250302'], ['1430', '905']],
  ['Date', 'Time', ['01/03/2025', '13/03/2025'], ['2:30 PM', '9:05 AM']],
])('%s and %s', async (day, clock, days, clocks) => {
  const rows = days.map((_, i) => `A${i},m${i},${days[i]},${clocks[i]},${i + 3}.5`)
  const file = till(rows, `order id,member id,${day},${clock},amount`)
  const { recipe } = await loadTestShop(engine, [file])
  expect(recipe.sources[0]?.mapping).toMatchObject({ ordered_at: day, ordered_time: clock })
  const read = await rowsOf(
    engine,
    sql`select strftime(ordered_at, '%H:%M') as t from orders order by order_id`,
  )
  expect(read.map(({ t }) => t)).toEqual(['14:30', '09:05'])
})

test.each([
  ['of a delivery', 'order_date,delivery_time', '2025-03-01,14:30'],
  ['beside a full time', 'order_date,clock', '2025-03-01 10:00,14:30'],
  ['of the payment, beside the day of the order', 'order_date,pay_time', '2025-03-01,14:30'],
])('a time of day %s is not that of the sale', async (_, header, cells) => {
  const file = textFile('o.csv', `order_id,member_id,${header},amount\n1,a,${cells},5.5\n2,b,${cells},6.5\n`)
  const [proposal] = proposeSources([await inspectFile(file)])
  expect(proposal?.table).toBe('orders')
  expect(proposal?.matches.map(({ role }) => role)).not.toContain('ordered_time')
})

const timesIn = async () =>
  (
    await rowsOf(
      engine,
      sql`select strftime(ordered_at, '%Y-%m-%d %H:%M:%S') as t from sales_rows order by source_row`,
    )
  ).map(({ t }) => t)

test('a workbook keeps times of day as fractions of a day, with and without a format for them', async () => {
  const cell = (style: number, value: string) => ({ xml: `<c s="${style}"><v>${value}</v></c>` })
  for (const style of [0, 2]) {
    const rows = [
      ['order_id', 'member_id', 'order_date', 'order_time', 'amount'],
      ['a', 'm1', cell(1, '45717'), cell(style, '0.604224537037037'), 5],
      ['b', 'm2', cell(1, '45718'), cell(style, '0.5'), 6],
      ['c', 'm2', cell(1, '45719'), cell(style, '0'), 7],
    ]
    const book = makeXlsx([{ name: 'S', rows }], { formats: ['General', 14, 'h:mm:ss'] })
    const [part] = await unpacked(book, 'till.xlsx')
    await loadTestShop(engine, [part!.file])
    expect(await timesIn()).toEqual(['2025-03-01 14:30:05', '2025-03-02 12:00:00', '2025-03-03 00:00:00'])
  }
})

test.each([
  ['TIME', "time '14:30:05'"],
  ['TIMESTAMP of the first day', "timestamp '1970-01-01 14:30:05'"],
  ['BIGINT', '143005'],
  ['DOUBLE', '0.604224537037037::double'],
])('a Parquet file with a DATE and a %s', async (_, clock) => {
  const file = await parquetFile(
    `select 'o' || i as order_id, 'm' || i as member_id, date '2025-03-01' + i::integer as order_date,
      ${clock} as order_time, 5.5 as amount from range(3) as r(i)`,
  )
  await loadTestShop(engine, [file])
  expect(await timesIn()).toEqual(['2025-03-01 14:30:05', '2025-03-02 14:30:05', '2025-03-03 14:30:05'])
})

test('a template and a project keep the column and how it is read', async () => {
  const file = till(['1,a,2025-03-01,1430,5.5', '2,b,2025-03-02,905,6.5'])
  const report = await inspectFile(file)
  const [proposal] = proposeSources([report])
  const plan = planOf(report, proposal!)
  const template = templateOf('till', plan, report)
  expect(template?.mapping['ordered_time']).toBe('order_time')
  const [again] = proposeSources([report], [presetOf(template!)])
  expect(again?.matches.map(({ role }) => role)).toContain('ordered_time')
  const recipe = recipeOf([plan], '2026-01-01')
  const saved = readProject(writeProject({ recipe, lens: null, parameters: {}, data: [] }))
  expect(saved.recipe.sources[0]?.columns.find(({ name }) => name === 'order_time')?.clockFormats).toEqual([
    'hhmm',
  ])
})
