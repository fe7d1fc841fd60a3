import { beforeAll, describe, expect, it } from 'vitest'
import type { EngineCore } from '../../../src/engine/core'
import { inspectFile } from '../../../src/ingest/inspect'
import { normaliseFile } from '../../../src/ingest/normalise'
import { readCsv } from '../../../src/ingest/read-csv.sql'
import type { ColumnReport } from '../../../src/ingest/types'
import { idFromText, numberFromText, textFromText, timeFromText } from '../../../src/ingest/values.sql'
import { ident, sql, type Sql } from '../../../src/sql/sql'
import { openTestEngine, rowsOf } from '../engine-fixture'
import { textFile } from './files'
import { DELIMITED } from './hostile/delimited'
import { ENCODED } from './hostile/encodings'
import { LINES } from './hostile/lines'
import { VALUES, type HostileValues } from './hostile/values'
import { readCsvText } from './naive'

let engine: EngineCore
let files = 0
beforeAll(async () => {
  engine = await openTestEngine()
}, 60_000)

it('has more than a hundred kinds', () => {
  const names = [...DELIMITED, ...ENCODED, ...LINES, ...VALUES].map(({ name }) => name)
  expect(names.length).toBeGreaterThan(140)
  expect(new Set(names).size).toBe(names.length)
})

describe('hostile files', () => {
  it.each([...DELIMITED, ...ENCODED, ...LINES])('$name', async (hostile) => {
    const file = textFile(hostile.content(), hostile.filename)
    const report = await inspectFile(file, { dialect: hostile.given ?? {} })
    const errors = report.notices.filter(({ level }) => level === 'error')
    expect(errors.map(({ code }) => code)).toEqual(hostile.error ? [hostile.error] : [])
    for (const { sentence } of report.notices) {
      expect(sentence.en).toMatch(/[.”]$/)
      expect(sentence.zh).toMatch(/[。：]|”$/)
    }
    if (hostile.error) return
    const { csv, loaded, rejectedCount } = await normaliseFile(file, report)
    expect(loaded + rejectedCount).toBe(report.records)
    if (hostile.loaded !== undefined) expect(loaded).toBe(hostile.loaded)
    expect(rejectedCount).toBe(hostile.rejected ?? 0)
    const codes = report.notices.map(({ code }) => code)
    if (hostile.notices) expect(codes.sort()).toEqual([...hostile.notices].sort())
    if (hostile.dialect) expect(report.dialect).toMatchObject(hostile.dialect)
    if (hostile.columns) expect(report.columns.map(({ name }) => name)).toEqual(hostile.columns)
    if (hostile.types) expect(report.columns.map(({ type }) => type)).toEqual(hostile.types)
    const table = readCsvText(await csv.text())
    if (hostile.rows) expect(table.slice(1, 1 + hostile.rows.length)).toEqual(hostile.rows)
    const skipped = report.skipped?.lines.map(({ line, why }) => `${line}:${why}`) ?? []
    if (hostile.skipped) expect(skipped).toEqual(hostile.skipped)
    const path = `in/hostile-${files++}.csv`
    await engine.register(path, csv)
    const [count] = await rowsOf(
      engine,
      sql`select count(*)::integer as n from ${readCsv(path, report, true)}`,
    )
    engine.drop(path)
    expect(count?.['n']).toBe(loaded)
  })
})

describe('hostile values', () => {
  const reading = (as: HostileValues['as'], column: ColumnReport): Sql => {
    const text = ident('x')
    switch (as) {
      case 'number':
        return sql`${numberFromText(text, column)}::double`
      case 'time':
        return timeFromText(text, column.dateFormats, column.year)
      case 'id':
        return idFromText(text)
      case 'text':
        return textFromText(text)
    }
  }

  it.each(VALUES)('$name', async ({ header, cells, as, read, report: expected }) => {
    const quoted = cells.map((cell) => `"${cell.replaceAll('"', '""')}"`)
    const file = textFile(
      `${header},row\n${quoted.map((cell, i) => `${cell},${i}`).join('\n')}\n`,
      'export_2014.csv',
    )
    const { columns } = await inspectFile(file, { dialect: { header: true } })
    const [column] = columns
    expect(column).toMatchObject(expected)
    const rows = cells.map((cell, i) => sql`(${i}, ${cell})`)
    const values = await rowsOf(
      engine,
      sql`select (${reading(as, column!)})::varchar as v from (values ${rows.reduce((a, b) => sql`${a}, ${b}`)}) as given(i, x) order by i`,
    )
    const plain = (value: unknown) => (as === 'number' && value !== null ? Number(value) : value)
    expect(values.map(({ v }) => plain(v))).toEqual(read.map(plain))
  })
})
