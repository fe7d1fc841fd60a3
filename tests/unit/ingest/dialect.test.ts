import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitFields } from '../../../src/ingest/fields'
import { inspectFile } from '../../../src/ingest/inspect'
import { normaliseFile } from '../../../src/ingest/normalise'
import { RecordSplitter } from '../../../src/ingest/records'
import type { Dialect } from '../../../src/ingest/types'
import { textFile } from './files'

/** A file as it is loaded: the dialect found, the CSV, and what was skipped. */
async function read(text: string, dialect: Partial<Dialect> = {}) {
  const report = await inspectFile(textFile(text), { dialect })
  const { csv, loaded, rejectedCount } = await normaliseFile(textFile(text), report)
  expect(loaded + rejectedCount).toBe(report.records)
  const skipped = report.skipped?.lines.map(({ line, why }) => `${line}:${why}`) ?? []
  return {
    report,
    dialect: report.dialect,
    rows: (await csv.text()).trimEnd().split('\n'),
    rejectedCount,
    skipped,
  }
}

describe('delimiters', () => {
  const table = [
    ['id', 'name', 'amount'],
    ['1', 'a b', '2.5'],
    ['2', 'c:d', '3.5'],
    ['3', 'e', '4'],
  ]
  it.each([
    ',',
    ';',
    '\t',
    '|',
    '^',
    '~',
    '\u0001',
    '\u001f',
    '||',
    '|~',
    '~|',
    '^^',
    '§',
    '，',
    '¦',
    '@@',
    '#|',
  ])('finds %j', async (delimiter) => {
    const { dialect, rows } = await read(table.map((row) => row.join(delimiter)).join('\n'))
    expect(dialect.delimiter).toBe(delimiter)
    expect(rows).toEqual(table.map((row) => row.join(',')))
  })

  it('finds :: though times hold colons', async () => {
    const { dialect } = await read('id::at::n\n1::2018-01-01 08:00::3\n2::2018-01-02 09:30::4\n')
    expect(dialect.delimiter).toBe('::')
  })

  it('keeps a lone half of a delimiter of two characters in the cell, and quotes whole', async () => {
    const { rows } = await read('a||b||c\n1|2||"x||y"||3\n4||"5""6"||7|\n', { delimiter: '||' })
    expect(rows).toEqual(['a,b,c', '1|2,x||y,3', '4,"5""6",7|'])
  })
})

describe('lines that are no records', () => {
  it('titles above, in an export of Taobao', async () => {
    const { report, rows, skipped } = await read(
      '店铺名称：旗舰店\n导出时间：2018-11-12 10:00:00\n\n订单编号,买家会员名,买家实际支付金额,订单创建时间\n1,甲,12.5,2018-11-11 00:00:01\n2,乙,13.5,2018-11-11 00:00:02\n',
    )
    expect(rows).toEqual([
      '订单编号,买家会员名,买家实际支付金额,订单创建时间',
      '1,甲,12.5,2018-11-11 00:00:01',
      '2,乙,13.5,2018-11-11 00:00:02',
    ])
    expect(skipped).toEqual(['1:above', '2:above'])
    expect([report.dialect.skip, report.blankLines]).toEqual([3, 1])
    expect(report.notices.map((notice) => notice.code)).toEqual(['skipped_lines'])
  })

  it('a bill of Alipay: notes and rules above and below', async () => {
    const { rows, skipped, rejectedCount } = await read(
      [
        '支付宝交易记录明细查询',
        '账号:[a@b.cn]',
        '起始日期:[2018-01-01 00:00:00]    终止日期:[2018-12-31 00:00:00]',
        '---------------------------------交易记录明细列表------------------------------------',
        '交易号                  ,商家订单号               ,交易创建时间              ,金额（元）   ,',
        '2018010121001	 ,T200P1	 ,2018-01-01 10:00:00 ,12.50   ,',
        '2018010121002	 ,T200P2	 ,2018-01-02 10:00:00 ,13.50   ,',
        '------------------------------------------------------------------------------------',
        '共2笔记录',
        '已收入:0笔,0.00元',
        '导出时间:[2019-01-02 09:03:18]    用户:甲',
      ].join('\r\n'),
    )
    expect(rows).toHaveLength(3)
    expect(rejectedCount).toBe(0)
    expect(skipped).toEqual([
      '1:above',
      '2:above',
      '3:above',
      '4:above',
      '8:footer',
      '9:footer',
      '10:footer',
      '11:footer',
    ])
  })

  it.each([
    ['合计,,26.00', 1],
    ['总计：,2,26.00', 1],
    ['Total,,26.00', 1],
    [',合计,26.00', 1],
    ['Grand Total,,"1,026.00"\n#-----\nexported 2018-11-12', 3],
    ['\n合计,,26.00\n\n导出人：甲', 2],
  ])('totals below: %j', async (footer, count) => {
    const { rows, report, skipped } = await read(`id,name,amount\n1,a,12.5\n2,b,13.5\n${footer}\n`)
    expect(rows).toEqual(['id,name,amount', '1,a,12.5', '2,b,13.5'])
    expect([report.records, skipped.length]).toEqual([2, count])
    expect(report.columns[2]).toMatchObject({ type: 'decimal', range: [12.5, 13.5] })
  })

  it.each([
    [
      'a product called Total',
      'name,qty,at\nTotal,2,2018-01-01\nSum,1,2018-01-02\nTotal,2,2018-01-02\n',
      3,
      0,
    ],
    ['a record cut off', 'a,b,c\n1,2,3\n4,5\n', 1, 1],
    ['a short record above the last', 'a,b,c\n1,2,3\nTotal\n4,5,6\n', 2, 1],
  ])('%s is no footer', async (_, text, loaded, rejected) => {
    const { rows, rejectedCount, skipped } = await read(text)
    expect([rows.length - 1, rejectedCount, skipped]).toEqual([loaded, rejected, []])
  })

  it('is told by the user that there is no footer, or that titles go further', async () => {
    const text = 'id,name,amount\n1,a,12.5\n合计,,12.5\n'
    expect((await read(text, { footer: false })).report).toMatchObject({ records: 2 })
    const { rows, skipped } = await read('x,y,z\n1,2,3\na,b,c\n4,5,6\n', { skip: 2 })
    expect([rows, skipped]).toEqual([
      ['a,b,c', '4,5,6'],
      ['1:above', '2:above'],
    ])
  })

  it('titles filled up with empty cells by a spreadsheet', async () => {
    const { rows, skipped } = await read(
      '2018年销售明细,,,\n,,,\n订单编号,会员,金额,日期\n1,a,2,2018-01-01\n2,b,3,2018-01-02\n',
    )
    expect([rows.length, skipped]).toEqual([3, ['1:above', '2:above']])
  })

  it.each([
    ['unnamed last columns', 'a,b,,\n1,2\n3,4,5,6\n'],
    ['an unnamed first column', ',name\nA,x\nB,y\n'],
    ['a header of few names', 'id,,\n1,x,y\n2,z,u\n'],
    ['order numbers with #', 'Name,Total,Paid at\n#1001,5,2018-01-01\n#1002,6,2018-01-02\n'],
  ])('%s: nothing is above, nothing a remark', async (_, text) => {
    const { dialect, skipped } = await read(text)
    expect([dialect.skip, dialect.comment, skipped]).toEqual([undefined, undefined, []])
  })

  it.each(['#', '--', '//'])('remarks between the records begin with %s', async (remark) => {
    const { rows, dialect, skipped } = await read(`a,b\n1,2\n${remark} moved "here\n3,4\n${remark}\n5,6\n`)
    expect(dialect.comment).toBe(remark)
    expect(rows).toEqual(['a,b', '1,2', '3,4', '5,6'])
    expect(skipped).toEqual(['3:remark', '5:remark'])
  })

  it('files joined end to end: a mark and the header again', async () => {
    const { rows, report, skipped } = await read('\ufeffid,name\n1,a\n\ufeffid,name\n2,b\n\ufeff3,"c,d"\n')
    expect(rows).toEqual(['id,name', '1,a', '2,b', '3,"c,d"'])
    expect(skipped).toEqual(['3:header_again'])
    expect(report.notices.map((notice) => notice.code)).toContain('marks_inside')
  })
})

describe('headers', () => {
  it('in two rows are joined', async () => {
    const { rows, dialect } = await read(
      '订单,,,会员,\n编号,下单时间,金额,姓名,手机\n1,2018-01-01,12.5,甲,13800138000\n2,2018-01-02,13.5,乙,13800138001\n',
    )
    expect(dialect.headerRows).toBe(2)
    expect(rows[0]).toBe('订单 / 编号,订单 / 下单时间,订单 / 金额,会员 / 姓名,会员 / 手机')
    expect(rows).toHaveLength(3)
  })

  it.each([
    [
      'order_id,member,time,amount',
      '订单号,会员,下单时间,元',
      'order_id (订单号),member (会员),time (下单时间),amount (元)',
    ],
    [
      'ord_nbr,uid,ts,amt',
      '订单号,用户,下单时间,金额',
      '订单号 (ord_nbr),uid (用户),下单时间 (ts),amt (金额)',
    ],
    [
      '订单号,会员号,下单时间,实付金额',
      'string,string,yyyy-mm-dd,decimal(10,2)',
      '订单号 (string),会员号 (string),下单时间 (yyyy-mm-dd),"实付金额 (decimal(10,2))"',
    ],
  ])('in two languages, or over their units, are joined: %s', async (names, labels, joined) => {
    const quoted = labels.replace('decimal(10,2)', '"decimal(10,2)"')
    const { rows, dialect } = await read(
      `${names}\n${quoted}\nA1,甲,2018-01-01,12.5\nA2,乙,2018-01-02,13.5\n`,
    )
    expect(dialect.headerRows).toBe(2)
    expect(rows).toEqual([joined, 'A1,甲,2018-01-01,12.5', 'A2,乙,2018-01-02,13.5'])
  })

  it.each([
    'order_id,member,note,amount\nA0,甲,订单,\nA1,甲,会员,12.5\nA2,乙,商品,13.5\n',
    'name,city\n会员,城市\n李四,上海\n王五,北京\n',
  ])('over a row of words that is a record stand alone', async (text) => {
    expect((await read(text)).dialect.headerRows).toBeUndefined()
  })

  it('in one row with an unnamed column are not', async () => {
    const { dialect } = await read('name,,city\n张三,男,北京\n李四,女,上海\n')
    expect(dialect.headerRows).toBeUndefined()
  })

  it('are absent: columns by position', async () => {
    const { rows } = await read('1,2018-01-01,12.5\n2,2018-01-02,13.5\n')
    expect(rows).toEqual(['column_1,column_2,column_3', '1,2018-01-01,12.5', '2,2018-01-02,13.5'])
  })
})

describe('columns aligned by blanks', () => {
  it('are told by their blanks, with tabs and blanks mixed and at both ends', async () => {
    const { dialect, rows, rejectedCount, report } = await read(
      ' customer_id  date number   dollar_value\r\n 00001 19970101  1   11.77\r\n 00002\t19970112  1   12.00  \r\n\r\n 00003 19970102  2   20.76\r\n 00004 19970103 "2"  7.5\r\n 00005 19970104\r\n',
      { footer: false, quote: '"', delimiter: ' ' },
    )
    expect(dialect).toMatchObject({ delimiter: ' ', header: true })
    expect(rows).toEqual([
      'customer_id,date,number,dollar_value',
      '00001,19970101,1,11.77',
      '00002,19970112,1,12.00',
      '00003,19970102,2,20.76',
      '00004,19970103,2,7.5',
    ])
    expect([rejectedCount, report.blankLines]).toEqual([1, 1])
  })

  it('need no header, and are found without being told', async () => {
    const lines = Array.from(
      { length: 30 },
      (_, i) => `${String(i).padStart(5)}  2025-01-${String(1 + (i % 28)).padStart(2, '0')}   ${i * 3}.50`,
    )
    const { dialect, rows } = await read(lines.join('\n'))
    expect(dialect).toMatchObject({ delimiter: ' ', header: false })
    expect(rows).toHaveLength(31)
    expect(rows[30]).toBe('29,2025-01-02,87.50')
  })

  it.each([
    'a line of words\nanother line of words\none more of them\nand the last one\n',
    '2025-01-01 10:00:00\n2025-01-02 11:00:00\n2025-01-03 12:00:00\n2025-01-04 12:30:00\n',
    'name\nJohn Smith 1\nMary Jones 2\nAnn Lee 3\n',
  ])('are not seen in prose, times or names: %j', async (text) => {
    expect((await read(text)).dialect.delimiter).not.toBe(' ')
  })

  it('split alike however the bytes are cut', () => {
    const cell = fc.stringMatching(/^[a-z0-9.]{1,6}$/)
    const gap = fc.constantFrom(' ', '  ', '\t', ' \t ')
    const line = fc.tuple(
      fc.array(fc.tuple(cell, gap), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('', ' ', '\t'),
    )
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.nat(7),
        fc.constantFrom('\n', '\r\n', '\r'),
        (lines, cut, end) => {
          const text = lines
            .map(([cells, first]) => first + cells.map(([word, after]) => word + after).join(''))
            .join(end)
          const found: string[][] = []
          const splitter = new RecordSplitter(
            new TextEncoder().encode(' '),
            34,
            (kind, bytes, start, stop, fields) => {
              const cells = splitFields(new TextDecoder().decode(bytes.subarray(start, stop)), ' ', '"')
              expect([kind, fields]).toEqual(['fields', cells.length])
              found.push(cells)
            },
          )
          const bytes = new TextEncoder().encode(text)
          for (let at = 0; at < bytes.length; at += cut + 1) splitter.push(bytes.subarray(at, at + cut + 1))
          splitter.push(new Uint8Array(0), true)
          expect(found).toEqual(lines.map(([cells]) => cells.map(([word]) => word)))
        },
      ),
      { seed: 7, numRuns: 300 },
    )
  })
})
