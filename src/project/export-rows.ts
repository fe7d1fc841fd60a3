import type { ExportFormat, ExportOptions } from '../engine/api'
import type { EngineCore } from '../engine/core'
import { ident, join, sql, type Sql } from '../sql/sql'
import { asText, asTyped, describeColumns, fromSource } from './export-columns'
import { copyCsv } from './export-csv.sql'

const CSV_PATH = 'out/export.csv'

export interface WriteOptions extends ExportOptions {
  signal?: AbortSignal | undefined
}

/**
 * Writes a table (`ident(…)`) or the result of a SELECT as a file; runs beside the engine, never on the page.
 *
 * - csv: UTF-8, RFC 4180, safe for spreadsheets (see `copyCsv`), null as an empty field
 * - xlsx: a workbook, safe for spreadsheets (see `writeXlsx`)
 * - json: an array with one object a row; integers that a double cannot hold are text, times are ISO without zone
 * - parquet, arrow: whole numbers up to 64 bits exact, wider ones as text where they do not fit; decimals as
 *   doubles; dates as days and times as microseconds without zone; lists, structs and the like as text
 */
export async function writeRows(
  engine: EngineCore,
  source: Sql,
  format: ExportFormat,
  { bom = false, crlf = false, sheet = '', signal }: WriteOptions = {},
): Promise<Blob> {
  const columns = await describeColumns(engine, source, signal)
  if (format === 'csv') {
    const bytes = await engine.copyOut(copyCsv(fromSource(source), columns, CSV_PATH, crlf), CSV_PATH, {
      signal,
    })
    return new Blob([...(bom ? ['\uFEFF'] : []), bytes as Uint8Array<ArrayBuffer>], {
      type: 'text/csv;charset=utf-8',
    })
  }
  const typed = columns.map(format === 'json' ? asText : asTyped)
  const select = sql`select ${join(typed.map(({ value, name }) => sql`${value} as ${ident(name)}`))} from ${fromSource(source)}`
  const pieces = engine.stream(select, { signal })
  switch (format) {
    case 'arrow':
      return writeArrow(pieces)
    case 'xlsx':
      return (await import('./export-xlsx')).writeXlsx(pieces, typed, sheet)
    case 'json':
      return (await import('./export-json')).writeJson(pieces)
    case 'parquet':
      return (await import('./export-parquet')).writeParquet(pieces, typed)
  }
}

/** The engine's own IPC stream, with the mark that ends it. */
async function writeArrow(pieces: AsyncIterable<Uint8Array>): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const piece of pieces) parts.push(new Uint8Array(piece))
  parts.push(new Uint8Array([0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]))
  return new Blob(parts, { type: 'application/vnd.apache.arrow.stream' })
}
