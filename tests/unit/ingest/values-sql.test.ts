import { beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { EngineCore } from '../../../src/engine/core'
import {
  hasLostDigits,
  idFromText,
  isMissing,
  numberFromText,
  textFromText,
  timeFromText,
} from '../../../src/ingest/values.sql'
import { asComma, MISSING_WORDS, readValue } from '../../../src/ingest/values'
import { narrow } from '../../../src/ingest/narrow'
import { dateShape } from '../../../src/ingest/dates'
import { join, sql, type Sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

/** Evaluates an expression over a column `t` of the given texts. */
async function evaluate(texts: readonly (string | null)[], expression: Sql): Promise<unknown[]> {
  const rows = texts.map((text, i) => sql`(${i}, ${text})`)
  const values = sql`select (${expression})::varchar as v from (values ${join(rows)}) as given(i, t) order by i`
  return (await rowsOf(engine, values)).map((row) => row['v'])
}

const t = sql`t`

describe('numberFromText', () => {
  const cases: [string, string | null, string | null][] = [
    ['1,234.56', '1234.5600', null],
    ['1.234,56', null, '1234.5600'],
    ['(123.00)', '-123.0000', null],
    ['123.00-', '-123.0000', null],
    ['¥99', '99.0000', '99.0000'],
    ['￥99.5', '99.5000', null],
    ['R$ 12,50', null, '12.5000'],
    ['$1,234', '1234.0000', '1.2340'],
    ['12元', '12.0000', '12.0000'],
    ['1.2万', '12000.0000', null],
    ['3亿', '300000000.0000', '300000000.0000'],
    ['99.9\t', '99.9000', null],
    ['１２３．５', '123.5000', null],
    ['- 12', '-12.0000', '-12.0000'],
    ['(¥5)', '-5.0000', '-5.0000'],
    ['5 EUR', '5.0000', '5.0000'],
    ['1 234.5', '1234.5000', null],
    ['1.234', '1.2340', '1234.0000'],
    ['="12"', '12.0000', '12.0000'],
    ['12345678901234.5678', '12345678901234.5678', null],
    ['99999999999999999999', null, null],
    ['5 6', null, null],
    ['1,2', null, '1.2000'],
    ['--5', null, null],
    ['1.2.3', null, null],
    ['free', null, null],
    ['', null, null],
    ['12.5 %', '0.1250', null],
    ['12,5％', null, '0.1250'],
    ['1.2k', '1200.0000', null],
    ['3M', '3000000.0000', '3000000.0000'],
    ['2千万', '20000000.0000', '20000000.0000'],
    ['1.2万元', '12000.0000', null],
    ['RMB 99', '99.0000', '99.0000'],
    ["1'234.56", '1234.5600', null],
    ['1 234,56', null, '1234.5600'],
    ['5"', null, null],
    ['1"2', null, null],
  ]
  it('reads amounts as people write them', async () => {
    const texts = cases.map(([text]) => text)
    expect(await evaluate(texts, numberFromText(t, { decimal: '.' }))).toEqual(cases.map(([, dot]) => dot))
    expect(await evaluate(texts, numberFromText(t, { decimal: ',' }))).toEqual(
      cases.map(([, , comma]) => comma),
    )
  })

  const piece = fc.constantFrom(
    ...['1', '23', '456', '0', ',', '.', '-', '(', ')', '¥', '$', ' ', '元', '万', '亿', '%', 'k', 'M', '千'],
    ...["'", '’', '３', '．', '￥', 'RMB ', '="', '"', '+', 'e', '\u00a0', '−'],
  )
  const random = fc.sample(
    fc.array(piece, { minLength: 1, maxLength: 7 }).map((parts) => parts.join('')),
    { numRuns: 12_000, seed: 21 },
  )
  const written = fc.sample(writtenAmount(), { numRuns: 3000, seed: 8 })

  it('reads CR, DR and notes where the inspection saw them', async () => {
    const cases: [string, number | null][] = [
      ['12.50 CR', -12.5],
      ['-12.50cr', -12.5],
      ['1,234.5 DR', 1234.5],
      ['12.50 (refunded)', 12.5],
      ['￥12.50（已退款）', 12.5],
      ['(12.50)', -12.5],
      ['(12.50) CR', null],
      ['iPhone 12 (black)', null],
      ['12.50', 12.5],
    ]
    const texts = cases.map(([text]) => text)
    expect(await evaluate(texts, numberFromText(t, { decimal: '.', marked: 1 }))).toEqual(
      cases.map(([, n]) => n?.toFixed(4) ?? null),
    )
    for (const [text, n] of cases)
      expect([text, readValue(text)]).toEqual([
        text,
        n === null ? { kind: 'text' } : expect.objectContaining({ value: n }),
      ])
  })

  it('agrees with the inspection on random amounts', async () => {
    const texts = [...new Set([...random, ...written])]
    const dots = await evaluate(texts, numberFromText(t, { decimal: '.', marked: 1 }))
    const commas = await evaluate(texts, numberFromText(t, { decimal: ',', marked: 1 }))
    let read = 0
    texts.forEach((text, i) => {
      const value = readValue(text)
      if (value.kind !== 'number' || Math.abs(value.value) >= 1e13) return
      const rounded = (n: number) => Number(n.toFixed(4)) + 0
      // What lies half-way is rounded by binary fractions here and by decimal ones there.
      const same = (a: number, b: number) => expect([text, Math.abs(a - b) < 1.01e-4]).toEqual([text, true])
      read++
      if (value.decimal !== ',') same(Number(dots[i] ?? NaN), rounded(value.value))
      if (value.decimal !== '.') same(Number(commas[i] ?? NaN), rounded(asComma(value).value))
    })
    expect(read).toBeGreaterThan(1500)
  })

  it('reads nothing that the inspection takes for something else, but for names made of digits', async () => {
    const texts = [...new Set(random)]
    const dots = await evaluate(texts, numberFromText(t, { decimal: '.' }))
    texts.forEach((text, i) => {
      if (dots[i] === null || readValue(text).kind === 'number') return
      // 007 and 1.234.567 are numbers to the engine once a person says that the column holds amounts.
      const bare = text.replace(/[^\d３.．]/g, '')
      expect([text, /^[0３.．]|\d{2}[ ,'’\u00a0]|\d{16}|e/.test(bare) || /[ ,'’\u00a0e]/.test(text)]).toEqual(
        [text, true],
      )
    })
  })
})

/** Amounts as a shop may write them, of all parts. */
function writtenAmount(): fc.Arbitrary<string> {
  const grouped = fc
    .tuple(
      fc.integer({ min: 1, max: 999 }),
      fc.array(fc.integer({ min: 0, max: 999 }), { maxLength: 2 }),
      fc.constantFrom(',', '.', ' ', "'", ''),
    )
    .map(([first, rest, mark]) => [first, ...rest.map((part) => String(part).padStart(3, '0'))].join(mark))
  return fc
    .tuple(
      fc.constantFrom('', '-', '(', '¥', '$ ', '-¥', 'RMB', '€', '（'),
      grouped,
      fc.constantFrom('', '.5', ',25', '.00', ',1234'),
      fc.constantFrom('', '万', 'k', '%', ' %', '亿', 'M'),
      fc.constantFrom('', '元', ' EUR', ')', '-', '）', '\t'),
    )
    .map((parts) => parts.join(''))
}

describe('timeFromText', () => {
  it.each<[string, string[], string | null]>([
    ['2018/1/1', ['%Y/%m/%d'], '2018-01-01 00:00:00'],
    ['2018年1月1日', ['%Y/%m/%d', '%Y年%m月%d日'], '2018-01-01 00:00:00'],
    ['20180101', ['%Y%m%d'], '2018-01-01 00:00:00'],
    ['12/1/2010 8:26', ['%m/%d/%Y %H:%M'], '2010-12-01 08:26:00'],
    ['12/1/2010 8:26', ['%d/%m/%Y %H:%M'], '2010-01-12 08:26:00'],
    ['12/1/10', ['%m/%d/%y'], '2010-12-01 00:00:00'],
    ['12/1/10', ['%Y-%m-%d'], null],
    ['2020-02-21T00:00:02', ['%Y-%m-%dT%H:%M:%S'], '2020-02-21 00:00:02'],
    ['2020-02-21T00:00:02+08:00', ['%Y-%m-%dT%H:%M:%S'], '2020-02-21 00:00:02'],
    ['2020-02-21 00:00:02 +0800', ['%Y-%m-%d %H:%M:%S'], '2020-02-21 00:00:02'],
    ['14JUN2009', ['%d%b%Y'], '2009-06-14 00:00:00'],
    ['01-02-2018', ['%d-%m-%Y'], '2018-02-01 00:00:00'],
    ['2018-01-02', ['%d-%m-%Y'], '2018-01-02 00:00:00'],
    ['２０１８/１/１', ['%Y/%m/%d'], '2018-01-01 00:00:00'],
    ['2018/1/1\t', ['%Y/%m/%d'], '2018-01-01 00:00:00'],
    ['2018-01-02', [], '2018-01-02 00:00:00'],
    ['2018-13-01', ['%Y-%m-%d'], null],
    ['0001-01-01', ['%Y-%m-%d'], null],
    ['infinity', ['%Y-%m-%d'], null],
    ['2020-01-01 00:00:00 Asia/Tokyo', ['%Y-%m-%d'], null],
    ['garbage', ['%Y-%m-%d'], null],
    ['', ['%Y-%m-%d'], null],
    ['14JUN09:17:58:34', ['%d%b%y:%H:%M:%S'], '2009-06-14 17:58:34'],
    ['2018/1/1 上午8:30', ['%Y/%m/%d %I:%M %p'], '2018-01-01 08:30:00'],
    ['2018-1-1 下午 3:05:09', ['%Y-%m-%d %I:%M:%S %p'], '2018-01-01 15:05:09'],
    ['2018年1月1日 星期一 08:00', ['%Y年%m月%d日 %H:%M'], '2018-01-01 08:00:00'],
    ['1/2/18 8:05 AM +0800', ['%m/%d/%y %I:%M %p'], '2018-01-02 08:05:00'],
    ['43831', ['excel'], '2020-01-01 00:00:00'],
    ['43831.5', ['excel'], '2020-01-01 12:00:00'],
    ['43831.520833333336', ['excel'], '2020-01-01 12:30:00'],
    ['1', ['excel'], '1900-01-01 00:00:00'],
    ['61', ['excel'], '1900-03-01 00:00:00'],
    ['-5', ['excel'], null],
    ['1500000000', ['epoch_s'], '2017-07-14 02:40:00'],
    ['1500000000123', ['epoch_ms'], '2017-07-14 02:40:00.123'],
    ['1500000000123456', ['epoch_us'], '2017-07-14 02:40:00.123456'],
    ['1e300', ['epoch_s'], null],
    ['Wed, 14 Jun 2017 08:00:00 +0800', ['%a, %d %b %Y %H:%M:%S'], '2017-06-14 08:00:00'],
  ])('%s by %j', async (text, formats, expected) => {
    expect(await evaluate([text], timeFromText(t, formats))).toEqual([expected])
  })

  it('asks for the year of dates that name none', async () => {
    const texts = ['6-4', '06-04 12', '2-29', '2015-01-02 03']
    const formats = ['%m-%d', '%m-%d %H', '%Y-%m-%d %H']
    expect(await evaluate(texts, timeFromText(t, formats))).toEqual([null, null, null, '2015-01-02 03:00:00'])
    expect(await evaluate(texts, timeFromText(t, formats, 2014))).toEqual([
      '2014-06-04 00:00:00',
      '2014-06-04 12:00:00',
      null,
      '2015-01-02 03:00:00',
    ])
  })

  it('reads whatever the inspection takes for a date', async () => {
    const day = fc.constantFrom(
      '2018-6-1',
      '2018/06/01',
      '2018年6月1日',
      '20180601',
      '25/6/2018',
      '6.1.18',
      '1Jun2018',
      '1 June 2018',
      'Jun 1, 2018',
      '2018年6月1日 周五',
      '2018-06-01（星期五）',
    )
    const clock = fc.constantFrom(
      '',
      ' 8:30',
      ' 08:30:05',
      'T08:30:05',
      ' 8:30:05.25',
      ' 8:30 PM',
      ' 08:30:05Z',
      ' 08:30:05 +0800',
      ' 8时30分',
      ':08:30:05',
      ' 上午8:30',
      ' 下午 08:30:05',
      ' 08:30:05 GMT+0800 (CST)',
      ' 8',
      ' 8时',
    )
    const texts = fc.sample(
      fc.tuple(day, clock).map((parts) => parts.join('')),
      { numRuns: 400, seed: 3 },
    )
    const dates = [...new Set(texts)].filter((text) => dateShape(narrow(text)))
    expect(dates.length).toBeGreaterThan(60)
    for (const date of dates) {
      const [read] = await evaluate([date], timeFromText(t, [dateShape(narrow(date))!.format]))
      expect([date, read === null]).toEqual([date, false])
    }
  })
})

describe('isMissing and idFromText', () => {
  it('knows the words for nothing', async () => {
    const words = [null, ...MISSING_WORDS, ' NULL ', '　', 'n/a\t']
    expect(new Set(await evaluate(words, isMissing(t)))).toEqual(new Set(['true']))
    expect(new Set(await evaluate(['0', 'x', '00', 'none of it', '-1'], isMissing(t)))).toEqual(
      new Set(['false']),
    )
  })

  it('takes the words of a column in place of the usual ones', async () => {
    const texts = ['9999', 'NULL', '', null, ' x ', '未知']
    expect(await evaluate(texts, isMissing(t, ['9999', 'x']))).toEqual([
      'true',
      'false',
      'true',
      'true',
      'true',
      'false',
    ])
    expect(await evaluate(texts, idFromText(t, ['9999', 'x']))).toEqual([
      null,
      'NULL',
      null,
      null,
      null,
      '未知',
    ])
  })

  it('keeps 未知 as a level of an attribute', async () => {
    expect(await evaluate(['未知', 'unknown', '无', ' 女 '], textFromText(t))).toEqual([
      '未知',
      'unknown',
      null,
      '女',
    ])
  })

  it('undresses ids and keeps what they say', async () => {
    const ids = [
      '="1234567890123456789"',
      "'123",
      '123\t',
      '17850.0',
      '00017',
      '#1001',
      'a"b',
      '😀1',
      ' x y ',
      'NULL',
      null,
      'Ａ１２－３',
      '1.23E+17',
      '1.23457e+17',
      '未知',
      '1.5',
    ]
    expect(await evaluate(ids, idFromText(t))).toEqual([
      '1234567890123456789',
      '123',
      '123',
      '17850',
      '00017',
      '#1001',
      'a"b',
      '😀1',
      'x y',
      null,
      null,
      'A12-3',
      null,
      null,
      null,
      '1.5',
    ])
    expect((await evaluate(ids, hasLostDigits(t))).map((lost, i) => lost === 'true' && ids[i])).toEqual(
      ids.map((id) => /E\+/i.test(id ?? '') && id),
    )
  })
})

it('never throws, whatever the text', async () => {
  const texts = fc
    .sample(fc.string({ unit: 'binary', maxLength: 30 }), { numRuns: 2000, seed: 11 })
    .map((text) => text.replaceAll('\0', ''))
  for (const expression of [
    numberFromText(t),
    numberFromText(t, { decimal: ',' }),
    timeFromText(t, ['%d/%m/%Y', '%Y年%m月%d日']),
    timeFromText(t, []),
    isMissing(t),
    idFromText(t),
  ])
    expect(await evaluate(texts, expression)).toHaveLength(texts.length)
})
