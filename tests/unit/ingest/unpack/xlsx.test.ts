import { expect, test } from 'vitest'
import { inspectFile } from '../../../../src/ingest/inspect'
import { makeXlsx, type Cell } from './make-xlsx'
import { codes, fileOf, texts, unpacked } from './parts'
import { unpack } from '../../../../src/ingest/unpack/unpack'

const one = async (rows: readonly (readonly Cell[])[], options = {}) => {
  const parts = await unpacked(makeXlsx([{ name: 'S', rows }], options), 'b.xlsx')
  return { parts, text: (await texts(parts))['b.xlsx / S'] ?? '' }
}

test('each sheet is a part; hidden ones are said, empty ones named', async () => {
  const parts = await unpacked(
    makeXlsx([
      {
        name: '订单 & more',
        rows: [
          ['id', 'n'],
          ['a', 1],
        ],
      },
      { name: 'empty', rows: [] },
      { name: 'notes', rows: [['x'], ['y']], state: 'hidden' },
    ]),
    'book.xlsx',
  )
  expect(await texts(parts)).toEqual({
    'book.xlsx / 订单 & more': 'id,n\na,1\n',
    'book.xlsx / notes': 'x\ny\n',
  })
  expect(codes(parts)).toEqual(['empty_sheets', 'hidden_sheet'])
  expect(parts[0]?.notices[0]?.sentence.en).toContain('empty')
  expect(parts[0]?.origin).toEqual({ file: 'book.xlsx', format: 'xlsx', sheet: '订单 & more' })
})

test('dates by their format, from 1900 and from 1904', async () => {
  const formats = ['General', 14, 'yyyy"年"m"月"d"日"', 'yyyy/m/d h:mm', 'h:mm:ss', '[h]:mm', '#,##0.00', 22]
  const cell = (style: number, value: string): Cell => ({ xml: `<c s="${style}"><v>${value}</v></c>` })
  const row = [
    cell(0, '43101'),
    cell(1, '43101'),
    cell(2, '59'),
    cell(3, '43101.75'),
    cell(4, '0.75'),
    cell(5, '1.5'),
    cell(6, '43101.5'),
    cell(7, '43101'),
    cell(1, '61'),
    cell(1, '60'),
    cell(1, '43101.00001'),
  ]
  const { text } = await one([row], { formats })
  expect(text.trim().split(',')).toEqual([
    '43101',
    '2018-01-01',
    '1900-02-28',
    '2018-01-01 18:00:00',
    '18:00:00',
    '36:00:00',
    '43101.5',
    '2018-01-01 00:00:00',
    '1900-03-01',
    '60',
    '2018-01-01 00:00:01',
  ])
  const from1904 = await one([[cell(1, '41639')]], { formats, from1904: true })
  expect(from1904.text).toBe('2018-01-01\n')
})

test('numbers keep what their cells mean', async () => {
  const number = (value: string): Cell => ({ xml: `<c><v>${value}</v></c>` })
  const { text } = await one([
    [
      number('19.989999999999998'),
      number('0.30000000000000004'),
      number('123456789012345678'),
      number('1.23456789012345E+17'),
      number('-1.5E-3'),
      number('1E-7'),
      number('12'),
      number('0.1'),
    ],
  ])
  expect(text).toBe('19.99,0.3,123456789012345678,1.23456789012345E+17,-0.0015,0.0000001,12,0.1\n')
})

test('strings of every kind, truth values, formulas by their values, errors as missing', async () => {
  const { text, parts } = await one(
    [
      [
        { xml: '<c t="s"><v>0</v></c>' },
        { xml: '<c t="s"><v>1</v></c>' },
        { xml: '<c t="inlineStr"><is><r><t>in</t></r><r><t xml:space="preserve">line </t></r></is></c>' },
        { xml: '<c t="str"><f>A1&amp;B1</f><v>a&lt;b</v></c>' },
        { xml: '<c t="b"><v>1</v></c>' },
        { xml: '<c t="e"><v>#N/A</v></c>' },
        { xml: '<c t="e"><f>1/0</f><v>#DIV/0!</v></c>' },
        { xml: '<c><f>1+1</f><v>2</v></c>' },
        { xml: '<c t="d"><v>2018-01-02T03:04:05Z</v></c>' },
        { xml: '<c t="str"><v>two_x000D_&#10;lines, "quoted"</v></c>' },
      ],
    ],
    {
      strings: [
        '<t>plain</t>',
        '<r><rPr><b/></rPr><t>rich</t></r><r><t> text</t></r><rPh sb="0" eb="1"><t>READING</t></rPh>',
      ],
    },
  )
  expect(text).toBe('plain,rich text,inline ,a<b,true,,,2,2018-01-02 03:04:05,"two\r\nlines, ""quoted"""\n')
  expect(parts[0]?.notices[0]?.sentence.en).toContain('2 cells hold errors of a formula (first: F1 #N/A)')
})

test('cells without references, gaps, prefixes and blank rows', async () => {
  const bare = makeXlsx([{ name: 'S', rows: [] }], {
    members: {
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row r="9"><c r="D9"><v>4</v></c></row></sheetData></worksheet>',
    },
  })
  expect(await texts(await unpacked(bare, 'b.xlsx'))).toEqual({ 'b.xlsx / S': '1,,3,\n,,,4\n' })
  const { text } = await one([['a', null, 'c'], [1]], { prefix: 'x:' })
  expect(text).toBe('a,,c\n1,,\n')
})

test('titles above the header are told from it', async () => {
  const { parts } = await one([
    ['2018年订单报表'],
    ['导出时间：2018-12-31', null, null, '门店：一号店'],
    ['订单号', '会员', '时间', '金额', '城市', '渠道'],
    ...Array.from({ length: 9 }, (_, i) => [`o${i}`, `m${i}`, '2018-01-01', i, '北京', 'app']),
    ['合计', null, null, 36],
  ])
  expect(parts[0]?.dialect).toEqual({ encoding: 'utf-8', delimiter: ',', quote: '"', skip: 2 })
  const report = await inspectFile(parts[0]!.file, { dialect: parts[0]!.dialect! })
  expect(report.columns.map(({ name }) => name)).toEqual(['订单号', '会员', '时间', '金额', '城市', '渠道'])
  const plain = await one([
    ['a', 'b'],
    ['1', '2'],
  ])
  expect(plain.parts[0]?.dialect).toEqual({ encoding: 'utf-8', delimiter: ',', quote: '"' })
})

test('what is no workbook, damaged, or without values gets a sentence', async () => {
  const locked = new Uint8Array(4096)
  locked.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  const cases: [string, Uint8Array<ArrayBuffer>, string][] = [
    ['empty', makeXlsx([{ name: 'S', rows: [] }]), 'workbook_empty'],
    [
      'cut xml',
      makeXlsx([{ name: 'S', rows: [] }], {
        members: { 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row><c' },
      }),
      'workbook_damaged',
    ],
    [
      'cut zip',
      makeXlsx([
        {
          name: 'S',
          rows: [
            ['a', 'b'],
            ['c', 'd'],
          ],
        },
      ]).slice(0, 500),
      'archive_damaged',
    ],
    [
      'word',
      makeXlsx([], { members: { 'xl/workbook.xml': null, 'word/document.xml': '<x/>' } }),
      'office_document',
    ],
    ['broken xls', locked, 'workbook_damaged'],
  ]
  for (const [name, bytes, code] of cases) {
    const parts = await unpacked(bytes, `${name}.xlsx`)
    expect(codes(parts), name).toEqual([code])
    expect(parts[0]?.notices[0]?.level).toBe('error')
  }
})

test('a long sheet goes on in pieces, can be stopped, and tells how far it is', async () => {
  const rows = Array.from({ length: 30_000 }, (_, i) => [`o${i}`, `会员${i % 500}`, i / 7, `text ${i}`])
  const file = fileOf(makeXlsx([{ name: 'S', rows }]), 'long.xlsx')
  const seen: number[] = []
  const [part] = await unpack(file, { onProgress: (done, total) => seen.push(done / total) })
  const lines = (await part!.file.text()).split('\n')
  expect(lines).toHaveLength(30_001)
  expect(lines[29_999]).toBe(`o29999,会员499,${Number((29_999 / 7).toPrecision(15))},text 29999`)
  expect(seen.length).toBeGreaterThan(0)
  expect(Math.max(...seen)).toBeLessThanOrEqual(1)
  const controller = new AbortController()
  const stopped = unpack(file, { signal: controller.signal, onProgress: () => controller.abort() })
  await expect(stopped).rejects.toThrow(/abort/i)
})
