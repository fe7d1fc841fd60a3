import { read, utils, type WorkBook } from '@e965/xlsx'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { writeRows } from '../../../src/project/export-rows'
import { writeXlsx } from '../../../src/project/export-xlsx'
import { escapeXml } from '../../../src/project/xlsx-cells'
import { sheetName } from '../../../src/project/xlsx-parts'
import { sql, type Sql } from '../../../src/sql/sql'
import { openTestEngine } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
})

const workbookOf = async (blob: Blob, options = {}): Promise<WorkBook> =>
  read(new Uint8Array(await blob.arrayBuffer()), { cellNF: true, ...options })

const written = async (source: Sql, sheet = 'orders') =>
  workbookOf(await writeRows(engine, source, 'xlsx', { sheet }))

/** A cell of the first sheet. */
function cell(book: WorkBook, at: string) {
  const sheet = book.Sheets[book.SheetNames[0] ?? '']
  return sheet?.[at] as { t: string; v: unknown; z?: string; f?: string } | undefined
}

describe('what stands in the cells', () => {
  test('ids and formula-like text are text, never a formula', async () => {
    const book = await written(
      sql`select * from (values ('007', '=1+1'), ('123456789012345678', '@cmd'), ('1E5', '-2')) as t(id, note)`,
    )
    for (const [at, text] of [
      ['A2', '007'],
      ['A3', '123456789012345678'],
      ['A4', '1E5'],
      ['B2', '=1+1'],
      ['B3', '@cmd'],
      ['B4', '-2'],
    ] as const) {
      expect(cell(book, at)).toMatchObject({ t: 's', v: text })
      expect(cell(book, at)?.f).toBeUndefined()
    }
  })

  test('days and times are numbers with a format, to the second and beyond', async () => {
    const book = await written(
      sql`select date '2024-02-29' as day, timestamp '2024-02-29 23:59:58' as "at", date '1900-03-01' as first`,
    )
    expect(cell(book, 'A2')).toMatchObject({ t: 'n', v: 45351, z: 'yyyy\\-mm\\-dd' })
    expect(cell(book, 'B2')?.v).toBeCloseTo(45351 + 86_398 / 86_400, 9)
    expect(cell(book, 'C2')).toMatchObject({ t: 'n', v: 61 })
  })

  test('times that spreadsheets do not know, and whole numbers they would round, are text', async () => {
    const book = await written(
      sql`select date '1899-01-01' as day, timestamp '1066-10-14 09:00:00' as "at", 123456789012345678 as big, 999999999999999 as exact, 'infinity'::date as never`,
    )
    expect(cell(book, 'A2')).toMatchObject({ t: 's', v: '1899-01-01' })
    expect(cell(book, 'B2')).toMatchObject({ t: 's', v: '1066-10-14T09:00:00' })
    expect(cell(book, 'C2')).toMatchObject({ t: 's', v: '123456789012345678' })
    expect(cell(book, 'D2')).toMatchObject({ t: 'n', v: 999999999999999 })
    expect(cell(book, 'E2')?.t).toBe('s')
  })

  test('numbers, truth values, nulls and numbers that are none', async () => {
    const book = await written(
      sql`select 12.5::decimal(10, 2) as money, -0.1::double as x, true as yes, null::varchar as nothing, 'nan'::double as nan, 7 as n`,
    )
    expect(['A2', 'B2', 'C2', 'D2', 'E2', 'F2'].map((at) => cell(book, at)?.v)).toEqual([
      12.5,
      -0.1,
      true,
      undefined,
      undefined,
      7,
    ])
  })

  test('Chinese, emoji, quotes, line breaks, control characters and a very long text', async () => {
    const odd = '会员😀 <a & "b">\n第二行 _x0041_ \u0001 end'
    const book = await written(sql`select ${odd} as odd, repeat('长', 40000) as long`)
    expect(cell(book, 'A2')?.v).toBe(odd)
    expect(cell(book, 'B2')?.v).toBe('长'.repeat(32_767))
  })

  test('a table without rows has its header', async () => {
    const book = await written(sql`select 1 as 金额, 'x' as 名称 where false`)
    expect(utils.sheet_to_json(book.Sheets['orders'] ?? {}, { header: 1 })).toEqual([['金额', '名称']])
  })
})

test('many rows go on in further sheets, each under the header, none lost', async () => {
  const columns = [{ name: 'n', value: sql`n`, type: 'integer' as const }]
  const pieces = engine.stream(sql`select cast(range as integer) as n from range(25000)`)
  const book = await workbookOf(await writeXlsx(pieces, columns, '订单', 10_000))
  expect(book.SheetNames).toEqual(['订单', '订单 (2)', '订单 (3)'])
  const rows = book.SheetNames.map((name) => utils.sheet_to_json<{ n: number }>(book.Sheets[name] ?? {}))
  expect(rows.map((sheet) => sheet.length)).toEqual([10_000, 10_000, 5000])
  expect(rows.flat().map(({ n }) => n)).toEqual(Array.from({ length: 25_000 }, (_, i) => i))
})

test('rows that end with a sheet leave no empty one behind', async () => {
  const columns = [{ name: 'n', value: sql`n`, type: 'integer' as const }]
  const pieces = engine.stream(sql`select cast(range as integer) as n from range(20000)`)
  const book = await workbookOf(await writeXlsx(pieces, columns, 'orders', 10_000))
  expect(book.SheetNames).toHaveLength(2)
})

test('columns are wide enough for what they show', async () => {
  const blob = await writeRows(engine, sql`select '一二三四五六七八九十' as name, 1 as n`, 'xlsx', {
    sheet: 'a',
  })
  const sheet = (await workbookOf(blob, { cellStyles: true })).Sheets['a']
  const widths = (sheet?.['!cols'] ?? []).map((column) => Math.round(column.width ?? 0))
  expect(widths).toEqual([22, 10])
})

test('an abort ends the writing and leaves the engine usable', async () => {
  const controller = new AbortController()
  const writing = writeRows(engine, sql`select range as n from range(5000000)`, 'xlsx', {
    signal: controller.signal,
  })
  setTimeout(() => controller.abort(), 50)
  await expect(writing).rejects.toMatchObject({ kind: 'cancelled' })
  expect((await engine.query(sql`select 1 as a`)).rows).toBe(1)
})

test('names of sheets are what a workbook takes', () => {
  expect(sheetName("'2018/05: 订单?'", 0)).toBe('2018 05  订单')
  expect(sheetName('', 0)).toBe('Sheet')
  expect(sheetName('x'.repeat(40), 11)).toBe(`${'x'.repeat(26)} (12)`)
})

test('what XML cannot hold is written so that it comes back', () => {
  expect(escapeXml('a\u0000b_x0041_\ud800')).toBe('a_x0000_b_x005F_x0041_\ufffd')
})
