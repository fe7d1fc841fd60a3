import * as library from '@e965/xlsx'
import { expect, test } from 'vitest'
import { inspectFile } from '../../../../src/ingest/inspect'
import { unpack } from '../../../../src/ingest/unpack/unpack'
import { openFile, sharedPath } from '../files'
import { codes, sentences, texts, unpacked } from './parts'

type Bytes = Uint8Array<ArrayBuffer>
const ROWS = [
  ['订单号', '时间', '金额', '已付'],
  ['0012', new Date(Date.UTC(2018, 0, 2, 3, 4, 5)), 19.99, true],
  ['0013', new Date(Date.UTC(2018, 0, 3)), -3, false],
]

function written(bookType: library.BookType, hidden = false): Bytes {
  const book = library.utils.book_new()
  library.utils.book_append_sheet(
    book,
    library.utils.aoa_to_sheet(ROWS, { cellDates: false, UTC: true, dateNF: 'yyyy-mm-dd hh:mm:ss' }),
    '订单',
  )
  library.utils.book_append_sheet(book, library.utils.aoa_to_sheet([['x'], ['y']]), 'more')
  if (hidden) book.Workbook = { Sheets: [{}, { Hidden: 1 }] }
  return new Uint8Array(library.write(book, { bookType, type: 'array' }) as ArrayBuffer)
}

test('workbooks of older and other kinds give their sheets', async () => {
  for (const bookType of ['biff8', 'xlsb', 'xlsx', 'ods'] as const) {
    const parts = await unpacked(written(bookType, bookType === 'biff8'), 'book.xls')
    expect(Object.values(await texts(parts))[0], bookType).toBe(
      '订单号,时间,金额,已付\n0012,2018-01-02 03:04:05,19.99,true\n0013,2018-01-03 00:00:00,-3,false\n',
    )
    expect(parts.map(({ file }) => file.name)).toEqual(['book.xls / 订单', 'book.xls / more'])
    expect(codes(parts)).toEqual(bookType === 'biff8' ? ['hidden_sheet'] : [])
  }
})

test('tables in HTML and XML that are called .xls; long ids keep their digits', async () => {
  const html =
    '<html><meta charset="gbk"><body><table><tr><th>订单号</th><th>金额</th></tr><tr><td>123456789012345678</td><td>1,234.50</td></tr></table></body></html>'
  const gbk = new Uint8Array([...html].flatMap((letter) => GBK[letter] ?? [letter.charCodeAt(0)]))
  for (const bytes of [new TextEncoder().encode(html), gbk]) {
    const parts = await unpacked(bytes, 'orders.xls')
    expect(Object.values(await texts(parts))).toEqual(['订单号,金额\n123456789012345678,"1,234.50"\n'])
    expect(parts[0]?.origin.format).toBe('xls')
  }
  const xml =
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="S"><Table><Row><Cell><Data ss:Type="String">id</Data></Cell><Cell><Data ss:Type="String">n</Data></Cell></Row><Row><Cell><Data ss:Type="String">a</Data></Cell><Cell><Data ss:Type="Number">2</Data></Cell></Row></Table></Worksheet></Workbook>'
  expect(await texts(await unpacked(xml, 'orders.xls'))).toEqual({ 'orders.xls / S': 'id,n\na,2\n' })
})

const GBK: Record<string, number[]> = {
  订: [0xb6, 0xa9],
  单: [0xb5, 0xa5],
  号: [0xba, 0xc5],
  金: [0xbd, 0xf0],
  额: [0xb6, 0xee],
}

test('a workbook under a password says so', async () => {
  const container = library.CFB.utils.cfb_new()
  library.CFB.utils.cfb_add(container, '/EncryptedPackage', new Uint8Array(100))
  library.CFB.utils.cfb_add(container, '/EncryptionInfo', new Uint8Array([4, 0, 4, 0, 0x40, 0, 0, 0, 0x3c]))
  const bytes = new Uint8Array(library.CFB.write(container, { type: 'array' }) as unknown as ArrayBuffer)
  const parts = await unpacked(bytes, 'secret.xlsx')
  expect(codes(parts)).toEqual(['workbook_locked'])
  expect(sentences(parts)[0]).toContain('protected by a password')
})

test('the superstore workbook holds what its CSV files hold', async () => {
  const path = sharedPath('zh_superstore/示例-超市.xls')
  if (!path) return
  const parts = await unpack(await openFile(path))
  const found: [string | undefined, number][] = []
  for (const { file, origin, dialect } of parts) {
    const report = await inspectFile(file, { dialect: dialect ?? {} })
    found.push([origin.sheet, report.records])
  }
  const csv = (name: string) => recordsOf(sharedPath(`zh_superstore/superstore_cn_${name}.csv`))
  expect(found).toEqual([
    ['订单', await csv('订单')],
    ['退货', await csv('退货')],
    ['销售人员', await csv('销售人员')],
  ])
}, 60_000)

const recordsOf = async (path: string | null): Promise<number> =>
  path ? (await inspectFile(await openFile(path))).records : Number.NaN

test('a number of more than 15 digits shows by its exponent that a spreadsheet cut it', async () => {
  const book = library.utils.book_new()
  const sheet = library.utils.aoa_to_sheet([
    ['id', 'n'],
    [123456789012345680, 123456789012345],
    [-4e15, 1e14],
  ])
  library.utils.book_append_sheet(book, sheet, 'S')
  for (const bookType of ['biff8', 'xlsb', 'ods'] as const) {
    const bytes = new Uint8Array(library.write(book, { bookType, type: 'array' }) as ArrayBuffer)
    expect(Object.values(await texts(await unpacked(bytes, 'book.xls'))), bookType).toEqual([
      'id,n\n1.23456789012346E+17,123456789012345\n-4E+15,100000000000000\n',
    ])
  }
})
