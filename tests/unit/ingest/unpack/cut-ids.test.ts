import { beforeAll, expect, test } from 'vitest'
import { accountForForms } from '../../../../src/cleaning/forms'
import type { EngineCore } from '../../../../src/engine/core'
import { inspectFile } from '../../../../src/ingest/inspect'
import { sql } from '../../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../../engine-fixture'
import { loadTestShop } from '../../shop-fixture'
import { makeXlsx, type Cell } from './make-xlsx'
import { texts, unpacked } from './parts'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const number = (value: string): Cell => ({ xml: `<c><v>${value}</v></c>` })
const idsOf = async (ids: readonly Cell[]) => {
  const book = makeXlsx([{ name: 'S', rows: ids.map((id, i) => [id, `m${i}`]) }])
  const [text = ''] = Object.values(await texts(await unpacked(book, 'b.xlsx')))
  return text.split('\n').flatMap((line) => line.split(',')[0] || [])
}

test.each([
  ['fifteen digits and zeros, as Excel keeps them', ['123456789012345000', '223456789012345000']],
  ['what doubles hold, as other programs keep them', ['123456789012345680', '223456789012345664']],
  ['of sixteen digits, the last a zero', ['1234567890123450']],
])('numbers cut by a spreadsheet: %s', async (_, ids) => {
  for (const id of await idsOf(ids.map(number))) expect(id).toMatch(/^\d(\.\d+)?E\+1[57]$/)
})

test('one number that no spreadsheet could hold proves the column', async () => {
  const ids = ['123456789012345678', '123456789012345680', '123456789012345000']
  expect(await idsOf(ids.map(number))).toEqual(ids)
  expect(await idsOf(['1234567890123456', '1234567890123450'].map(number))).toEqual([
    '1234567890123456',
    '1234567890123450',
  ])
})

test('text is never cut, and other columns are not touched', async () => {
  const rows: Cell[][] = [
    ['123456789012345000', number('123456789012345000'), number('123456789012345')],
    ['223456789012345000', number('323456789012345000'), number('5')],
  ]
  const [text = ''] = Object.values(await texts(await unpacked(makeXlsx([{ name: 'S', rows }]), 'b.xlsx')))
  expect(text).toBe(
    '123456789012345000,1.23456789012345E+17,123456789012345\n223456789012345000,3.23456789012345E+17,5\n',
  )
})

test('they are warned of, counted, and join nothing', async () => {
  const order = ['123456789012345000', '123456789012345000', '523456789012345000']
  const rows: Cell[][] = [
    ['订单号', '会员号', '下单时间', '金额'],
    ...order.map((id, i): Cell[] => [number(id), `m${i}`, `2025-01-0${i + 1}`, 5 + i]),
  ]
  const [part] = await unpacked(makeXlsx([{ name: 'S', rows }]), 'b.xlsx')
  const report = await inspectFile(part!.file)
  const notice = report.notices.find(({ code }) => code === 'lost_digits')
  expect(notice?.level).toBe('warning')
  expect(notice?.sentence.en).toContain('“订单号” (3 values)')
  const { recipe } = await loadTestShop(engine, [part!.file])
  expect(await rowsOf(engine, sql`select distinct order_id from sales_rows`)).toEqual([{ order_id: null }])
  expect((await accountForForms(engine, recipe)).map(({ role, lost }) => [role, lost])).toEqual([
    ['order_id', 3],
  ])
})
