import { beforeAll, describe, expect, it, test } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { reportColumns } from '../../../src/ingest/columns'
import { dateShape } from '../../../src/ingest/dates'
import { proposeSources } from '../../../src/ingest/propose'
import { inspectFile } from '../../../src/ingest/inspect'
import { timeFromText } from '../../../src/ingest/values.sql'
import { ident, sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'

/** Dates that are named in other languages and counted in other eras: the shape and the engine agree. */

let engine: EngineCore
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

async function read(texts: readonly string[], formats: readonly string[]) {
  const values = texts
    .map((text, i) => sql`select ${i} as i, ${text} as t`)
    .reduce((a, b) => sql`${a} union all ${b}`)
  const rows = await rowsOf(
    engine,
    sql`select strftime(${timeFromText(ident('t'), formats)}, '%Y-%m-%d %H:%M') as at from (${values}) order by i`,
  )
  return rows.map(({ at }) => at)
}

const DATES: [text: string, iso: string][] = [
  ['12. März 2024', '2024-03-12 00:00'],
  ['12.März 2024', '2024-03-12 00:00'],
  ['Dienstag, 12. März 2024 14:05 Uhr', '2024-03-12 14:05'],
  ['1. Jänner 2024', '2024-01-01 00:00'],
  ['1er août 2023', '2023-08-01 00:00'],
  ['3 AOÛT 2023', '2023-08-03 00:00'],
  ['3 févr. 2024 à 14h05', '2024-02-03 14:05'],
  ['jeudi 29 février 2024', '2024-02-29 00:00'],
  ['5 de enero de 2024', '2024-01-05 00:00'],
  ['5 ene. 2024, 9:30', '2024-01-05 09:30'],
  ['5 dicembre 2024', '2024-12-05 00:00'],
  ['5 de março de 2024 às 08:15', '2024-03-05 08:15'],
  ['15-dez-23', '2023-12-15 00:00'],
  ['民國113年5月6日', '2024-05-06 00:00'],
  ['中華民國 113 年 2 月 29 日', '2024-02-29 00:00'],
  ['民國113年5月6日 下午2:30', '2024-05-06 14:30'],
  ['令和6年5月6日', '2024-05-06 00:00'],
  ['令和元年5月1日', '2019-05-01 00:00'],
  ['R6.5.6', '2024-05-06 00:00'],
  ['H31/4/30 23:59', '2019-04-30 23:59'],
  ['昭和64年1月7日', '1989-01-07 00:00'],
]

it.each(DATES)('%s', async (text, iso) => {
  const shape = dateShape(text)
  expect(shape).not.toBeNull()
  expect(await read([text], [shape!.format])).toEqual([iso])
})

test.each([
  '31. Februar 2024',
  '12 Kisten 2024',
  'R6.13.1',
  'T5.1',
  'M 8.5',
  'Mai 2024',
  '民國113年13月1日',
  'H100.1.1',
  'den 3 mars',
])('%s is none', (text) => expect(dateShape(text)).toBeNull())

it('a column may mix them with dates of this calendar', async () => {
  const texts = ['3 mar 2024', '4 ene 2024', '2024-05-06', 'R6.5.7', 'nunca']
  const [column] = reportColumns(
    ['fecha'],
    ['fecha'],
    texts.map((text) => [text]),
    5,
  )
  expect(column?.type).toBe('date')
  expect(await read(texts, column!.dateFormats)).toEqual([
    '2024-03-03 00:00',
    '2024-01-04 00:00',
    '2024-05-06 00:00',
    '2024-05-07 00:00',
    null,
  ])
})

describe('113/05/06', () => {
  const file = (header: string, dates: string[]) =>
    new File(
      [`${header}\n${dates.map((date, i) => `A${i},m${i % 2},${date},${i + 5}.5`).join('\n')}\n`],
      'a.csv',
    )
  const questions = async (made: File) => {
    const report = await inspectFile(made)
    const [proposal] = proposeSources([report])
    return { column: report.columns[2], asked: proposal?.questions.map(({ code }) => code) ?? [] }
  }

  it('is a year of the Republic of China in a file of Taiwan', async () => {
    const dates = ['113/05/06', '99/12/31', '113/02/29']
    const { column, asked } = await questions(file('訂單編號,會員編號,訂單日期,金額', dates))
    expect(column).toMatchObject({ type: 'date', ambiguousDayMonth: false })
    expect(await read(dates, column!.dateFormats)).toEqual([
      '2024-05-06 00:00',
      '2010-12-31 00:00',
      '2024-02-29 00:00',
    ])
    expect(asked).not.toContain('which_calendar')
  })

  it('is asked elsewhere, and is no date outside of 90 to 130 or where nothing speaks of one', async () => {
    const english = await questions(
      file('order id,customer id,order date,amount', ['113/05/06', '112/12/31']),
    )
    expect(english.column?.type).toBe('date')
    expect(english.asked).toContain('which_calendar')
    const late = await questions(file('order id,customer id,order date,amount', ['113/05/06', '140/12/31']))
    expect(late.column?.type).toBe('text')
    const sizes = await questions(file('order id,customer id,size,amount', ['113/05/06', '112/12/31']))
    expect(sizes.column?.type).toBe('text')
  })
})
