import { describe, expect, it } from 'vitest'
import { columnNames } from '../../../src/ingest/names'
import { reportColumns } from '../../../src/ingest/columns'
import { dateShape } from '../../../src/ingest/dates'
import { leastHashed, sharedKeys } from '../../../src/ingest/keys'
import { readNumber, readValue } from '../../../src/ingest/values'

const column = (...cells: string[]) =>
  reportColumns(
    ['x'],
    ['x'],
    cells.map((cell) => [cell]),
    cells.length,
  )[0]!

describe('numbers', () => {
  it.each([
    ['12', 12, 'either', ''],
    ['-3', -3, 'either', ''],
    ['1,234.56', 1234.56, '.', ''],
    ['1.234,56', 1234.56, ',', ''],
    ['(123.00)', -123, '.', ''],
    ['123.00-', -123, '.', ''],
    ['¥99', 99, 'either', 'CNY'],
    ['99元', 99, 'either', 'CNY'],
    ['R$ 12,50', 12.5, ',', 'BRL'],
    ['€5.5', 5.5, '.', 'EUR'],
    ['1.2万', 12_000, '.', ''],
    ['1,23,456', 123_456, '.', ''],
    ['1 234.5', 1234.5, '.', ''],
    ['1e3', 1000, '.', ''],
    ["1'234.56", 1234.56, '.', ''],
    ['1 234,56', 1234.56, ',', ''],
    ['RMB 99', 99, 'either', 'CNY'],
    ['人民币 1,234.50', 1234.5, '.', 'CNY'],
    ['1.2万元', 12_000, '.', 'CNY'],
    ['3.5亿', 350_000_000, '.', ''],
    ['1.2k', 1200, '.', ''],
    ['3M', 3_000_000, 'either', ''],
    ['2千万', 20_000_000, 'either', ''],
    ['5w', 50_000, 'either', ''],
    ['１２３．５', 123.5, '.', ''],
    ['￥99.5', 99.5, '.', 'CNY'],
    ['="12"', 12, 'either', ''],
    ["'12", 12, 'either', ''],
    ['−5', -5, 'either', ''],
    ['(¥1,234.00)', -1234, '.', 'CNY'],
    ['HK$ 10.5', 10.5, '.', 'HKD'],
  ])('%s', (text, value, decimal, currency) => {
    expect(readNumber(text)).toMatchObject({ value, decimal, currency })
  })

  it.each(['007', '123456789012345678', '5 6', '1.2.3', '--5', 'abc', '', '12%%', 'A18', '5 6%'])(
    '%j is no number',
    (text) => {
      expect(readNumber(text)).toBeNull()
    },
  )
})

it.each([
  ['12.5 %', 0.125],
  ['12.5％', 0.125],
  ['(3%)', -0.03],
  ['-100%', -1],
])('%s is a share', (text, value) => {
  expect(readNumber(text)).toMatchObject({ value, percent: true })
})

it.each(['1.23E+17', '4E+11', '1.234567e+18'])('%s has lost its digits', (text) => {
  expect(readValue(text).kind).toBe('lost_digits')
})

describe('missing', () => {
  it.each([
    '',
    ' ',
    'NULL',
    'null',
    'N/A',
    '-',
    '\\N',
    '无',
    'NaN',
    '　',
    '#N/A',
    '#REF!',
    '--',
    '暂无',
    '未知',
    'unknown',
    '?',
  ])('%j', (text) => {
    expect(readValue(text).kind).toBe('missing')
  })
})

describe('dates', () => {
  it.each([
    ['2018-01-02', '%Y-%m-%d'],
    ['2018/1/1', '%Y/%m/%d'],
    ['2018年1月1日', '%Y年%m月%d日'],
    ['2018年1月1日 8时5分', '%Y年%m月%d日 %H时%M分'],
    ['20180101', '%Y%m%d'],
    ['20180101083000', '%Y%m%d%H%M%S'],
    ['12/25/2010 8:26', '%m/%d/%Y %H:%M'],
    ['25/12/2010', '%d/%m/%Y'],
    ['25.12.10', '%d.%m.%y'],
    ['14JUN2009', '%d%b%Y'],
    ['14JUN2009:08:01:02', '%d%b%Y:%H:%M:%S'],
    ['14 June 2009', '%d %B %Y'],
    ['Jun 14, 2009', '%b %d, %Y'],
    ['2020-02-21T00:00:02', '%Y-%m-%dT%H:%M:%S'],
    ['2020-02-21 00:00:02.5', '%Y-%m-%d %H:%M:%S.%f'],
    ['2020-02-21 00:00:02 +0800', '%Y-%m-%d %H:%M:%S'],
    ['2020-02-21T00:00:02Z', '%Y-%m-%dT%H:%M:%S'],
    ['1/13/18 1:05 PM', '%m/%d/%y %I:%M %p'],
    ['14JUN09:17:58:34', '%d%b%y:%H:%M:%S'],
    ['14-Jun-09', '%d-%b-%y'],
    ['2018/1/1 上午8:30', '%Y/%m/%d %I:%M %p'],
    ['2018-1-1 下午 3:05:09', '%Y-%m-%d %I:%M:%S %p'],
    ['2018年1月1日12时30分', '%Y年%m月%d日%H时%M分'],
    ['2018年1月1日12时', '%Y年%m月%d日%H时'],
    ['2018年1月', '%Y年%m月'],
    ['2018年1月1日 星期一 08:00', '%Y年%m月%d日 %H:%M'],
    ['2018-01-01(周一)', '%Y-%m-%d'],
    ['20180101 083000', '%Y%m%d %H%M%S'],
    ['Wed, 14 Jun 2017 08:00:00 +0800', '%a, %d %b %Y %H:%M:%S'],
    ['6-4', '%m-%d'],
    ['06-04 12', '%m-%d %H'],
    ['25-4', '%d-%m'],
    ['6月4日 12时', '%m月%d日 %H时'],
  ])('%s', (text, format) => {
    expect(dateShape(text)?.format).toBe(format)
  })

  it.each([
    '2018-13-01',
    '20181301',
    '32/1/2018',
    '2018-02-30',
    '13/13',
    '30/2/2018',
    '2018-01-01 下午13:00',
    '2018-01-01 25:00',
    '17850',
    '0012-01-01',
  ])('%s is none', (text) => {
    expect(dateShape(text)).toBeNull()
  })

  it('decides day or month from the whole column', () => {
    expect(column('1/2/2018', '25/12/2018')).toMatchObject({
      dateFormats: ['%d/%m/%Y'],
      ambiguousDayMonth: false,
    })
    expect(column('1/2/2018', '12/25/2018')).toMatchObject({
      dateFormats: ['%m/%d/%Y'],
      ambiguousDayMonth: false,
    })
    expect(column('1/2/2018', '3/4/2018')).toMatchObject({
      dateFormats: ['%m/%d/%Y'],
      ambiguousDayMonth: true,
    })
  })

  it('keeps dates without a year where a clock or the header says that they are dates', () => {
    const under = (header: string, ...cells: string[]) =>
      reportColumns(
        ['x'],
        [header],
        cells.map((cell) => [cell]),
        cells.length,
      )[0]!
    expect(under('score', '6-4', '7-5').type).toBe('text')
    expect(under('date', '6-4', '12-25')).toMatchObject({ type: 'date', dateFormats: ['%m-%d'] })
    expect(under('x', '12-06 02', '12-18 11')).toMatchObject({ type: 'time', dateFormats: ['%m-%d %H'] })
  })

  it.each([
    ['order date', ['43831', '43832'], 'date', 'excel'],
    ['下单时间', ['43831.5', '43832.25'], 'time', 'excel'],
    ['timestamp', ['1500000000', '1500000001'], 'time', 'epoch_s'],
    ['created_at', ['1500000000000', ''], 'time', 'epoch_ms'],
    ['updated', ['1500000000000000'], 'time', 'epoch_us'],
  ])('%s: %j are numbers of days or seconds', (header, cells, type, format) => {
    const rows = cells.map((cell) => [cell])
    expect(reportColumns(['x'], [header], rows, rows.length)[0]).toMatchObject({
      type,
      dateFormats: [format],
    })
    expect(reportColumns(['x'], ['order no'], rows, rows.length)[0]?.dateFormats).toEqual([])
  })

  it('lists three formats in one column, the most frequent first', () => {
    const { type, dateFormats } = column(
      '2018/1/1',
      '2018/1/2',
      '2018年1月3日',
      '20180104',
      '2018/1/5',
      '20180106',
    )
    expect([type, dateFormats]).toEqual(['date', ['%Y/%m/%d', '%Y%m%d', '%Y年%m月%d日']])
  })
})

describe('columns', () => {
  it.each([
    [['1', '2', ''], 'integer'],
    [['1', '2.5', 'N/A'], 'decimal'],
    [['2018-01-01', '2018-01-02'], 'date'],
    [['2018-01-01 08:00', '2018-01-02'], 'time'],
    [['yes', 'no'], 'boolean'],
    [['', 'NULL'], 'empty'],
    [['00001', '00002'], 'text'],
    [['536365', '536366', 'C536367'], 'text'],
    [['20180101', '3', '17', '250'], 'integer'],
  ])('%j is %s', (cells, type) => {
    expect(column(...cells).type).toBe(type)
  })

  it('knows the decimal comma, also in the columns beside', () => {
    const rows = [
      ['12,50', '1.200'],
      ['3,00', '300'],
    ]
    const [a, b] = reportColumns(['a', 'b'], ['a', 'b'], rows, 2)
    expect(a).toMatchObject({ decimal: ',', type: 'decimal', range: [3, 12.5] })
    expect(b).toMatchObject({ decimal: ',', type: 'integer', range: [300, 1200] })
    expect(column('1.200', '300')).toMatchObject({ decimal: '.', range: [1.2, 300] })
  })

  it('counts what is missing, distinct, negative and repeated', () => {
    expect(column('1', '1', '-2', '', 'NULL')).toMatchObject({
      sampled: 5,
      missing: 2,
      distinct: 2,
      negative: 1 / 3,
    })
    expect(column('a', 'a', 'b', 'b').repeats).toBe(2)
  })
})

describe('names', () => {
  it('are unique whatever their case, and never empty', () => {
    expect(columnNames(['a', 'A', '', ' a ', 'a_2', 'x\ny', 'nul\0'])).toEqual([
      'a',
      'A_2',
      'column_3',
      'a_3',
      'a_2_2',
      'x y',
      'nul',
    ])
  })
})

describe('keys', () => {
  it('thin samples of the same values meet', () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => `id-${(i * 7919) % 1_000_003}`)
    const every = (step: number, offset: number) =>
      leastHashed(
        ids.filter((_, i) => i % step === offset || i % 7 === 0),
        200,
      )
    expect(sharedKeys(every(10, 3), every(10, 4))).toBeGreaterThan(20)
    expect(
      sharedKeys(
        every(10, 3),
        leastHashed(
          Array.from({ length: 5000 }, (_, i) => `other-${i}`),
          200,
        ),
      ),
    ).toBe(0)
  })
})
