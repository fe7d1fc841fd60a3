import { beforeAll, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import type { EngineCore } from '../../../src/engine/core'
import { idFromText, isMissing, numberFromText, timeFromText } from '../../../src/ingest/values.sql'
import { MISSING_WORDS, readNumber } from '../../../src/ingest/values'
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
  ]
  it('reads amounts as people write them', async () => {
    const texts = cases.map(([text]) => text)
    expect(await evaluate(texts, numberFromText(t, { decimal: '.' }))).toEqual(cases.map(([, dot]) => dot))
    expect(await evaluate(texts, numberFromText(t, { decimal: ',' }))).toEqual(
      cases.map(([, , comma]) => comma),
    )
  })

  it('agrees with the inspection on random amounts', async () => {
    const piece = fc.constantFrom('1', '23', '456', ',', '.', '-', '(', ')', '¥', '$', ' ', '0', '元', '万')
    const texts = fc.sample(
      fc.array(piece, { minLength: 1, maxLength: 7 }).map((parts) => parts.join('')),
      { numRuns: 3000, seed: 7 },
    )
    const read = texts.map((text) => readNumber(text.trim()))
    const sure = texts.filter((_, i) => read[i] !== null && read[i]?.decimal !== ',')
    const numbers = await evaluate(sure, numberFromText(t, { decimal: '.' }))
    expect(sure.length).toBeGreaterThan(200)
    sure.forEach((text, i) =>
      expect([text, Number(numbers[i])]).toEqual([text, Number(readNumber(text.trim())!.value.toFixed(4))]),
    )
  })
})

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
  ])('%s by %j', async (text, formats, expected) => {
    expect(await evaluate([text], timeFromText(t, formats))).toEqual([expected])
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
    )
    const texts = fc.sample(
      fc.tuple(day, clock).map((parts) => parts.join('')),
      { numRuns: 400, seed: 3 },
    )
    const dates = [...new Set(texts)].filter((text) => dateShape(text))
    expect(dates.length).toBeGreaterThan(60)
    for (const date of dates) {
      const [read] = await evaluate([date], timeFromText(t, [dateShape(date)!.format]))
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
    ])
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
