import { beforeAll, describe, expect, it, test } from 'vitest'
import type { EngineCore } from '../../../../src/engine/core'
import { inspectFile } from '../../../../src/ingest/inspect'
import { normaliseFile } from '../../../../src/ingest/normalise'
import { proposeSources } from '../../../../src/ingest/propose'
import type { Encoding } from '../../../../src/ingest/types'
import { periodOf } from '../../../../src/ingest/unpack/reshape/periods'
import { unpack } from '../../../../src/ingest/unpack/unpack'
import { loadShop, type HeldFile } from '../../../../src/project/load'
import { planOf, recipeOf } from '../../../../src/project/plan'
import { sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { encode } from '../encode'
import { makeXlsx } from './make-xlsx'
import { codes, sentences } from './parts'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

const MEMBERS = 30
/** Member i spends i + month in each of six months, nothing in the months that i divides. */
const cellAt = (i: number, month: number): string =>
  i % month === 0 && month > 1 ? (i % 2 === 0 ? '' : '0') : `${i + month}.5`
const wide = (header: string, delimiter = ',', member = (i: number) => `M${i}`, below: string[] = []) =>
  [
    header,
    ...Array.from({ length: MEMBERS }, (_, i) =>
      [member(i), ...Array.from({ length: 6 }, (__, m) => cellAt(i, m + 1))].join(delimiter),
    ),
    ...below,
  ].join('\n')
const SPENT = Array.from({ length: MEMBERS }, (_, i) =>
  Array.from({ length: 6 }, (__, m) => Number(cellAt(i, m + 1))),
).flat()
const ORDERS = SPENT.filter((value) => value > 0).length
const GROSS = SPENT.reduce((sum, value) => sum + value, 0)

const six = (name: (month: number) => string, delimiter = ',') =>
  Array.from({ length: 6 }, (_, m) => name(m + 1)).join(delimiter)
const ENGLISH = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun']

async function drop(file: File) {
  const parts = await unpack(file)
  const held: HeldFile[] = []
  for (const part of parts)
    held.push({ file: part.file, report: await inspectFile(part.file, { dialect: part.dialect ?? {} }) })
  const proposals = proposeSources(held.map(({ report }) => report))
  const recipe = recipeOf(
    held.map(({ report }, i) => planOf(report, proposals[i]!)),
    '2026-01-01',
  )
  const accounting = await loadShop(engine, (text, report) => normaliseFile(text, report), held, recipe)
  const [orders] = await rowsOf(
    engine,
    sql`select count(*)::integer as n, count(distinct member_id)::integer as members, sum(gross)::double as gross, strftime(min(ordered_at), '%Y-%m-%d') as first, strftime(max(ordered_at), '%Y-%m-%d') as last from orders`,
  )
  return { parts, recipe, accounting, orders }
}

describe('a sheet with a column per period', () => {
  const SHEETS: Record<string, { text: string; encoding?: Encoding; name?: string; last?: string }> = {
    'months in Chinese': { text: wide(`会员号,${six((m) => `2025年${m}月`)}`) },
    'months in Chinese, GB18030': { text: wide(`会员号,${six((m) => `2025年${m}月`)}`), encoding: 'gb18030' },
    'Jan-2025': { text: wide(`member,${six((m) => `${ENGLISH[m - 1]}-2025`)}`) },
    "Jan '25 sales": { text: wide(`Customer ID,${six((m) => `${ENGLISH[m - 1]} '25 sales`)}`) },
    '2025-01, by semicolons': { text: wide(`customer_id;${six((m) => `2025-0${m}`, ';')}`, ';') },
    '202501': { text: wide(`user_id,${six((m) => `20250${m}`)}`) },
    '2025/01/01': { text: wide(`user_id,${six((m) => `2025/0${m}/01`)}`) },
    '01/2025': { text: wide(`user_id,${six((m) => `0${m}/2025`)}`) },
    'months alone, the year in the name': {
      text: wide(`会员号,${six((m) => `${m}月`)}`),
      name: '消费2025.csv',
    },
    'a title above and totals below': {
      text: `会员月度消费表\n${wide(`会员号,${six((m) => `2025年${m}月`)}`, ',', undefined, ['合计,1,2,3,4,5,6'])}`,
    },
    'a year over its months': { text: wide(`会员号,2025年,,,,,\n,${six((m) => `${m}月`)}`) },
    quarters: {
      text: wide('member_id,2024 Q1,2024 Q2,2024 Q3,2024 Q4,2025 Q1,2025 Q2'),
      last: '2025-04-01',
    },
    years: { text: wide('会员编号,2020年,2021年,2022年,2023年,2024年,2025年'), last: '2025-01-01' },
    days: { text: wide(`member_id,${six((m) => `2025-06-0${m}`)}`), last: '2025-06-06' },
  }
  it.each(Object.entries(SHEETS))('%s', async (_, { text, encoding = 'utf-8', name = 'spend.csv', last }) => {
    const { parts, recipe, accounting, orders } = await drop(new File([encode(text, encoding)], name))
    expect(codes(parts)).toContain('unpivoted')
    expect(recipe.sources[0]?.table).toBe('orders')
    expect(Object.keys(recipe.sources[0]?.mapping ?? {})).toEqual(
      expect.arrayContaining(['member_id', 'ordered_at', 'amount']),
    )
    expect(orders).toMatchObject({ n: ORDERS, members: MEMBERS, gross: GROSS, last: last ?? '2025-06-01' })
    for (const { read, loaded, rejected } of accounting.sources) {
      expect(read).toBe(ORDERS)
      expect(read).toBe(loaded + rejected.count)
    }
    const [said = ''] = sentences(parts)
    expect(said).toContain(`${MEMBERS} records × 6 cells gave ${ORDERS} rows`)
    const empty = SPENT.length - ORDERS
    const [, blank, zero] = /; (\d+) blank and (\d+) zero/.exec(said) ?? []
    expect(Number(blank) + Number(zero)).toBe(empty)
  })

  test('a workbook', async () => {
    const lines = wide(`会员号,${six((m) => `2025年${m}月`)}`).split('\n')
    const rows = lines.map((line, at) =>
      line.split(',').map((cell, i) => (at > 0 && i > 0 && cell !== '' ? Number(cell) : cell)),
    )
    const { parts, orders } = await drop(new File([makeXlsx([{ name: '消费', rows }])], 'spend.xlsx'))
    expect(codes(parts)).toContain('unpivoted')
    expect(orders).toMatchObject({ n: ORDERS, members: MEMBERS, gross: GROSS })
  })

  test('says of what is beside the periods, keeps the line, and gives the text as it was written', async () => {
    const text = '会员号,城市,2025年1月,2025年2月,2025年3月,合计\nm1,上海,5,,0,5\nm2,"北京, 东",,7,1,8\n'
    const file = new File([text], 'a.csv')
    const [part] = await unpack(file)
    expect((await part?.file.text())?.trim().split('\n')).toEqual([
      '会员号,城市,消费日期,消费金额,原文件行号',
      'm1,上海,2025-01-01,5,2',
      'm2,"北京, 东",2025-02-01,7,3',
      'm2,"北京, 东",2025-03-01,1,3',
    ])
    expect(part?.notices[0]?.sentence.zh).toContain('合计列未读入：“合计”')
    expect(await part?.original?.file.text()).toBe(text)
  })

  test('two measures per month are two columns', async () => {
    const text =
      'member_id,2025-01 amount,2025-01 visits,2025-02 amount,2025-02 visits\nm1,5,1,7,2\nm2,,,8,1\n'
    const [part] = await unpack(new File([text], 'a.csv'))
    expect((await part?.file.text())?.trim().split('\n')).toEqual([
      'member_id,order_date,amount,visits,source_line',
      'm1,2025-01-01,5,1,2',
      'm1,2025-02-01,7,2,2',
      'm2,2025-02-01,8,1,3',
    ])
  })

  test('a record of more cells than the header is counted and named', async () => {
    const text = 'member_id,2025-01,2025-02,2025-03\nm1,5,6,7\nm2,1,2,3,4\n'
    const [part] = await unpack(new File([text], 'a.csv'))
    expect(part?.refused).toMatchObject({ count: 1, records: [{ line: 3, code: 'too_many_fields' }] })
    expect(sentences(part ? [part] : [])[0]).toContain('were not read: 1 (first: line 3)')
  })

  test('a note beside the last column neither takes the first record for a header nor keeps any out', async () => {
    const rows = [
      ['会员号', '2025年1月', '2025年2月', '2025年3月'],
      ['m1', 5, '', 7],
      ['m2', 1, 2, 3, '', '补录'],
      ['m3', '', 4, ''],
    ]
    const [part] = await unpack(new File([makeXlsx([{ name: '消费', rows }])], 'spend.xlsx'))
    expect((await part?.file.text())?.trim().split('\n')).toEqual([
      '会员号,消费日期,消费金额,原文件行号',
      'm1,2025-01-01,5,2',
      'm1,2025-03-01,7,2',
      'm2,2025-01-01,1,3',
      'm2,2025-02-01,2,3',
      'm2,2025-03-01,3,3',
      'm3,2025-02-01,4,4',
    ])
    expect(part?.refused).toBeUndefined()
    expect(part?.notices[0]?.sentence.zh).toContain(
      '1 条记录在没有表头的列里有内容，这些内容未读入（最早在第 3 行）',
    )
  })

  test.each([
    ['answers to a survey', 'member_id,Q1,Q2,Q3,Q4\nm1,1,2,3,4\nm2,2,2,3,4'],
    ['goods, not members', '商品,2025年1月,2025年2月,2025年3月\n茶,1,2,3\n米,2,2,3'],
    ['orders', 'order id,customer id,order date,amount\n1,m1,2025-01-02,5\n2,m2,2025-01-03,6'],
    ['dates below the months', 'member_id,2025-01,2025-02,2025-03\nm1,2025-01-02,2025-02-02,2025-03-01'],
    ['two totals beside other columns', 'member_id,name,city,tier,2024,2025\nm1,a,b,c,1,2\nm2,a,b,c,1,2'],
  ])('is not seen in %s', async (_, text) => {
    const file = new File([text], 'a.csv')
    expect((await unpack(file))[0]?.file).toBe(file)
  })
})

test.each([
  ['2025年1月', '2025-01-01', 'month', ''],
  ['25年1月', '2025-01-01', 'month', ''],
  ['十二月', '2024-12-01', 'month', ''],
  ['2025年1月消费金额', '2025-01-01', 'month', '消费金额'],
  ['Sales Sept 2025', '2025-09-01', 'month', 'Sales'],
  ["Mar'25", '2025-03-01', 'month', ''],
  ['25-Dec', '2025-12-01', 'month', ''],
  ['2025Q3', '2025-07-01', 'quarter', ''],
  ['2025年第二季度', '2025-04-01', 'quarter', ''],
  ['Q4 2025', '2025-10-01', 'quarter', ''],
  ['2025-W01', '2024-12-30', 'week', ''],
  ['FY2025', '2025-01-01', 'year', ''],
  ['2025-01-01 00:00:00', '2025-01-01', 'day', ''],
  ['May', '2024-05-01', 'month', ''],
] as const)('the period of %s', (header, start, grain, rest) => {
  expect(periodOf(header, 2024)).toMatchObject({ start, grain, rest })
})

test.each([
  'Q1',
  '近30天',
  '2025-13',
  '2025-02-30',
  '地址1',
  'Maybe',
  'Marketing',
  '2025-01-02 13:45',
  '12.2025.1',
  'v2',
])('%s is no period', (header) => {
  expect(periodOf(header, 2024)).toBeNull()
})
