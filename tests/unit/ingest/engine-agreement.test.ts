import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { inspectFile } from '../../../src/ingest/inspect'
import { normaliseFile } from '../../../src/ingest/normalise'
import { readCsv } from '../../../src/ingest/read-csv.sql'
import type { FileReport } from '../../../src/ingest/types'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { HOSTILE, openFile, sharedPath, textFile } from './files'

let engine: EngineCore
let files = 0

beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

async function engineRows(file: Blob, report: FileReport, normalised: boolean) {
  const path = `in/agreement-${files++}.csv`
  await engine.register(path, file)
  const rows = await rowsOf(engine, sql`select * from ${readCsv(path, report, normalised)}`)
  engine.drop(path)
  return rows
}

/** Both ways to the engine: in place where the report allows it, and normalised always. */
async function checkAgreement(file: File): Promise<FileReport> {
  const report = await inspectFile(file)
  if (report.columns.length === 0) return report
  const normalised = await normaliseFile(file, report)
  expect(normalised.loaded + normalised.rejectedCount).toBe(report.records)
  const fromNormalised = await engineRows(normalised.csv, report, true)
  expect(fromNormalised).toHaveLength(normalised.loaded)
  if (report.readInPlace) {
    expect(normalised.rejectedCount).toBe(0)
    expect(await engineRows(file, report, false)).toEqual(fromNormalised)
  }
  return report
}

describe('the engine reads what the inspection counted', () => {
  it.each([
    ['plain', 'a,b,c\n1,2,3\n4,5,6\n', true, 2],
    ['CRLF', 'a,b,c\r\n1,2,3\r\n4,5,6\r\n', true, 2],
    ['CRLF, no last line end', 'a,b,c\r\n1,2,3', true, 1],
    ['byte order mark', '\ufeff"a",b,c\n1,2,3\n', true, 1],
    ['blank lines', 'a,b,c\n\n1,2,3\n\n\n4,5,6\n\n', true, 2],
    ['blank lines first', '\n\na,b,c\n1,2,3\n', false, 1],
    ['a line of spaces', 'a,b,c\n   \n1,2,3\n', false, 1],
    ['embedded line ends', 'a,b,c\n1,"x\r\ny\nz",3\n4,5,6\n', true, 2],
    ['mixed line ends', 'a,b,c\r\n1,2,3\n4,5,6\r\n', false, 2],
    ['CR only', 'a,b,c\r1,2,3\r4,5,6\r', false, 2],
    ['bare quote', 'a,b,c\n1,5" pipe,3\n', false, 1],
    ['space before a quote', 'a,b,c\n1, "x",3\n', false, 1],
    ['NUL', 'a,b,c\n1,x\0y,3\n', false, 1],
    ['one column with blanks', 'a\n1\n\n2\n', false, 2],
    ['one column with an empty cell', 'a\n1\n""\n2\n', true, 3],
    ['empty cells', 'a,b\n,\n,\n', true, 2],
    ['semicolons', 'a;b\n1,5;2\n', true, 1],
    ['tabs', 'a\tb\n1\t2\n', true, 1],
    ['single quotes', "'a','b'\n'1,5','2'\n", false, 1],
    ['extra empty cells', 'a,b\n1,2,\n3,4,,\n', false, 2],
  ])('%s', async (_, text, inPlace, records) => {
    const report = await checkAgreement(textFile(text))
    expect(report).toMatchObject({ readInPlace: inPlace, records })
  })

  it('random garbage: nothing is lost and nothing is made up', async () => {
    const garbage = fc.array(fc.constantFrom(...HOSTILE), { maxLength: 50 })
    await fc.assert(
      fc.asyncProperty(garbage, async (parts) => {
        await checkAgreement(textFile(`x,y\n${parts.join('')}`))
      }),
      { numRuns: 400 },
    )
  }, 60_000)

  it('well-formed files of any cells are read in place, cell for cell', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r\n', ' ', 'é', '订', '😀'),
      maxLength: 8,
    })
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 8 }), async (rows) => {
        const file = textFile(`k,v\n${rows.map((row) => row.map(quoted).join(',')).join('\n')}\n`)
        const report = await checkAgreement(file)
        expect(report.records).toBe(rows.length)
        expect(report.readInPlace).toBe(true)
        const read = await engineRows(file, report, false)
        expect(read.map((row) => [row.k ?? '', row.v ?? ''])).toEqual(rows)
      }),
      { numRuns: 150 },
    )
  }, 60_000)

  it('a cell of three megabytes', async () => {
    const report = await checkAgreement(textFile(`a,b\n1,${'x'.repeat(3_000_000)}\n2,y\n`))
    expect(report).toMatchObject({ readInPlace: true, records: 2 })
  })

  it('2,000 columns', async () => {
    const names = Array.from({ length: 2000 }, (_, i) => `c${i}`)
    const report = await checkAgreement(textFile(`${names.join(',')}\n${names.map((_, i) => i).join(',')}\n`))
    expect(report).toMatchObject({ readInPlace: true, records: 1 })
    expect(report.columns).toHaveLength(2000)
  })

  it('hostile column names', async () => {
    const file = textFile('"""; drop table x; --",<img onerror>,a,A,a\n1,2,3,4,5\n')
    const report = await checkAgreement(file)
    expect(report.columns.map((column) => column.name)).toEqual([
      '"; drop table x; --',
      '<img onerror>',
      'a',
      'A_2',
      'a_3',
    ])
    expect(await engineRows(file, report, false)).toEqual([
      { '"; drop table x; --': '1', '<img onerror>': '2', a: '3', A_2: '4', a_3: '5' },
    ])
  })

  const reviews = sharedPath('olist/olist_order_reviews_dataset.csv')
  it.skipIf(reviews === null)('olist reviews, with line ends inside cells', async () => {
    const report = await checkAgreement(await openFile(reviews!))
    expect(report).toMatchObject({ readInPlace: true, records: 19_986 })
  })

  const gbk = sharedPath('tmall_cosmetics_1111/cosmetics_gbk.csv')
  it.skipIf(gbk === null)('a GBK file, normalised', async () => {
    const report = await checkAgreement(await openFile(gbk!))
    expect(report).toMatchObject({ readInPlace: false, records: 27_598 })
  })
})
