import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { inspectFile } from '../../../src/ingest/inspect'
import { columnNames } from '../../../src/ingest/names'
import { normaliseFile } from '../../../src/ingest/normalise'
import { readCsv } from '../../../src/ingest/read-csv.sql'
import type { Dialect, Encoding } from '../../../src/ingest/types'
import { sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { canEncode, encode } from './encode'
import { textFile } from './files'
import { naiveTable, readCsvText } from './naive'

const SEED = 20_260_727

/** Files of no sense: whatever the pieces, in whatever dialect. */
const pieces = fc.array(
  fc.constantFrom(
    ...['a', 'b1', '0.5', '中', 'é', ' ', '\u0000', '-', '#', '# x', '合计', 'p', 'q', '\ufeff'],
    ...[',', ',', ';', '\t', '|', '||', '"', '"', '""', "'", '\n', '\n', '\r\n', '\r', '\n\n'],
  ),
  { maxLength: 60 },
)
const dialects = fc.record({
  encoding: fc.constantFrom<Encoding>('utf-8', 'utf-8', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'),
  delimiter: fc.constantFrom(',', ',', ';', '\t', '|', '||', ';|', '中', '\u0001'),
  quote: fc.constantFrom<Dialect['quote']>('"', '"', "'", ''),
  skip: fc.constantFrom(0, 0, 0, 1, 3),
  comment: fc.constantFrom('', '', '#', '--'),
})

async function load(file: File, dialect: Partial<Dialect>) {
  const report = await inspectFile(file, { dialect })
  if (report.columns.length === 0) return { report, table: null }
  const normalised = await normaliseFile(file, report)
  expect(normalised.loaded + normalised.rejectedCount).toBe(report.records)
  return { report, table: readCsvText(await normalised.csv.text()), normalised }
}

describe('whatever the file', () => {
  it('7,000 files of random pieces: what is loaded and rejected is what the definition says', async () => {
    let tables = 0
    await fc.assert(
      fc.asyncProperty(pieces, dialects, async (parts, given) => {
        const head = given.skip > 0 ? 'title "\n'.repeat(given.skip) : ''
        const text = `${head}p${given.delimiter}q\n${parts.join('')}`
        if (!canEncode(text, given.encoding)) return
        const dialect = { ...given, header: true, headerRows: 1, footer: false } as const
        const { report, table } = await load(textFile(encode(text, given.encoding)), dialect)
        if (report.notices.some((notice) => notice.code === 'not_text')) return
        // The mark at the start of a file is the encoding's, not the text's.
        const naive = naiveTable(text, dialect)
        if (report.columns.length === 0) return
        tables++
        expect([report.records, report.blankLines, report.skipped?.count ?? 0]).toEqual([
          naive.rows.length + naive.rejected,
          naive.blank,
          naive.skipped,
        ])
        expect(table?.slice(1)).toEqual(naive.rows)
      }),
      { numRuns: 7000, seed: SEED },
    )
    expect(tables).toBeGreaterThan(5000)
  }, 120_000)

  it('3,000 exports with titles, footers, ragged rows and all encodings: found out by themselves', async () => {
    let rejected = 0
    await fc.assert(
      fc.asyncProperty(exports(), async ({ bytes, table, broken, titles, footers }) => {
        const { report, table: loaded } = await load(textFile(bytes), {})
        expect(loaded).toEqual([columnNames(table[0] ?? []), ...table.slice(1)])
        expect(report.skipped?.count ?? 0).toBe(titles + footers)
        expect(report.records).toBe(table.length - 1 + broken)
        rejected += broken
      }),
      { numRuns: 3000, seed: SEED },
    )
    expect(rejected).toBeGreaterThan(100)
  }, 120_000)
})

describe('the engine', () => {
  let engine: EngineCore
  beforeAll(async () => {
    engine = await openTestEngine()
  }, 60_000)

  it('reads 400 of them to the same cells', async () => {
    let n = 0
    await fc.assert(
      fc.asyncProperty(exports(), async ({ bytes, table }) => {
        const file = textFile(bytes)
        const report = await inspectFile(file)
        const csv = report.readInPlace ? file : (await normaliseFile(file, report)).csv
        const path = `in/fuzz-${n++}.csv`
        await engine.register(path, csv)
        const rows = await rowsOf(engine, sql`select * from ${readCsv(path, report, !report.readInPlace)}`)
        engine.drop(path)
        expect(rows.map((row) => Object.values(row).map((cell) => cell ?? ''))).toEqual(table.slice(1))
      }),
      { numRuns: 400, seed: SEED + 1 },
    )
  }, 120_000)
})

interface Export {
  bytes: Uint8Array<ArrayBuffer>
  /** The header and the records that fit it. */
  table: string[][]
  broken: number
  titles: number
  footers: number
}

/** Exports such as shops make, with the table they hold. */
function exports(): fc.Arbitrary<Export> {
  const names = ['订单编号', '会员名', '实付金额', '下单时间', '商品名称']
  const cell = fc.constantFrom(
    '保湿面霜',
    '连衣裙 红色',
    '5" 屏幕',
    'a,b;c|d',
    '第一行\n第二行',
    '',
    'x\ty',
    "it's",
  )
  const row = fc
    .tuple(
      fc.integer({ min: 1000, max: 9999 }),
      cell,
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: 0, max: 300 }),
      cell,
    )
    .map(([id, member, yuan, day, goods]) => [
      `T${id}`,
      `甲${member}`,
      `${yuan}.5`,
      new Date(Date.UTC(2018, 0, 1) + day * 86_400_000).toISOString().slice(0, 10),
      goods,
    ])
  return fc
    .record({
      rows: fc.array(row, { minLength: 4, maxLength: 12 }),
      delimiter: fc.constantFrom(',', ',', ';', '\t', '|', '||', '^'),
      lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
      encoding: fc.constantFrom<Encoding>('utf-8', 'utf-8', 'gb18030', 'utf-16le', 'utf-16be'),
      mark: fc.boolean(),
      titles: fc.constantFrom([], [], ['店铺：旗舰店'], ['订单报表', '导出时间：2018-11-12 10:00:00']),
      footers: fc.constantFrom(
        [],
        [],
        ['合计'],
        ['-----------', '共12笔记录'],
        ['总计：1,234.00元', '导出人：甲'],
      ),
      brokenAt: fc.option(fc.nat(3), { nil: -1, freq: 4 }),
      lastEnd: fc.boolean(),
      quoteAll: fc.boolean(),
    })
    .map(
      ({
        rows,
        delimiter,
        lineEnd,
        encoding,
        mark,
        titles,
        footers,
        brokenAt,
        lastEnd,
        quoteAll,
      }): Export => {
        const write = (text: string) =>
          quoteAll || /["\r\n']/.test(text) || text.includes(delimiter[0] ?? ',')
            ? `"${text.replaceAll('"', '""')}"`
            : text
        const lines = [names, ...rows].map((cells) => cells.map(write).join(delimiter))
        // A record cut in two, in the midst of others.
        if (brokenAt >= 0) lines.splice(2 + brokenAt, 0, '断行')
        const text = [...titles, ...lines, ...footers].join(lineEnd) + (lastEnd ? lineEnd : '')
        const unicode = encoding.startsWith('utf')
        return {
          bytes: encode((mark && unicode ? '\ufeff' : '') + text, encoding),
          table: [names, ...rows],
          broken: brokenAt >= 0 ? 1 : 0,
          titles: titles.length,
          footers: footers.length,
        }
      },
    )
}
