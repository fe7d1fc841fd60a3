import { utf8Chunks } from './chunks'
import { dialectBytes, fit, isSame, splitFields, writeCell } from './fields'
import { LineParts } from './line-parts'
import { rejectReason } from './notices'
import { BARE_QUOTE, RecordSplitter, TEXT_AFTER_QUOTE } from './records'
import { Utf8Check } from './utf8'
import type { FileReport, Normalised, OnProgress, RecordFault, RejectedRecord } from './types'

export const KEPT_REJECTED = 1000
export const REJECTED_TEXT = 500

/**
 * Reads a file of any encoding and dialect into well-formed UTF-8 CSV: a header line, a comma between fields, LF after
 * each record. Records that do not fit the header are rejected, by the same definition the inspection counted with:
 * loaded + rejected = report.records. Memory stays bounded: chunks in, Blob parts out. Throws the signal's reason
 * when aborted.
 */
export async function normaliseFile(
  file: Blob,
  report: FileReport,
  onProgress?: OnProgress,
  signal?: AbortSignal,
): Promise<Normalised> {
  const { dialect, columns } = report
  if (report.transcodes) return transcode(file, report, onProgress, signal)
  const { delimiter, quote } = dialectBytes(dialect)
  const decoder = new TextDecoder()
  const out = new LineParts()
  const rejected: RejectedRecord[] = []
  let rejectedCount = 0
  let loaded = 0
  let headersLeft = dialect.header ? (dialect.headerRows ?? 1) : 0
  let header: Uint8Array | null = null
  const footerLine = report.footerLine ?? Infinity
  let dirty = 0
  out.text(writeRow(columns.map((column) => column.name)))

  const reject = (code: RecordFault, record: Uint8Array, line: number, fields?: number) => {
    rejectedCount++
    if (rejected.length >= KEPT_REJECTED) return
    const text = decoder.decode(record.subarray(0, REJECTED_TEXT * 4)).slice(0, REJECTED_TEXT)
    rejected.push({ line, reason: rejectReason(code, fields, columns.length), code, text })
  }

  const sameDialect = dialect.delimiter === ',' && dialect.quote === '"'
  const splitter = new RecordSplitter(
    delimiter,
    quote,
    (kind, bytes, start, end, fields, line, _lines, flags) => {
      if (kind === 'blank' || kind === 'skipped' || line >= footerLine) return
      if (kind !== 'fields') return reject(kind, bytes.subarray(start, end), line)
      if (headersLeft > 0) {
        headersLeft--
        if (dialect.headerRows !== 2) header = bytes.slice(start, end)
        return
      }
      if (header && fields > 1 && isSame(header, bytes, start, end)) return
      const stray = (flags & (BARE_QUOTE | TEXT_AFTER_QUOTE)) !== 0
      if (sameDialect && dirty === 0 && !stray && fields === columns.length) {
        loaded++
        out.bytes(bytes.subarray(start, end))
        return
      }
      const text = decoder.decode(bytes.subarray(start, end))
      const written = splitFields(text, dialect.delimiter, dialect.quote)
      const cells = text.includes('\0') ? written.map((cell) => cell.replaceAll('\0', '')) : written
      const how = fit(fields, columns.length, report.leastFields, () => cells)
      if (how === 'too_many_fields' || how === 'too_few_fields')
        return reject(how, bytes.subarray(start, end), line, fields)
      loaded++
      out.text(writeRow(columns.map((_, i) => cells[i] ?? '')))
    },
    dialect,
  )

  // A record carried over may begin up to two chunks before the one that completes it.
  const check = new Utf8Check(dialect.encoding !== 'utf-8')
  for await (const chunk of utf8Chunks(file, dialect.encoding, { onProgress, signal })) {
    const before = check.invalid + check.nuls
    check.push(chunk)
    dirty = check.invalid + check.nuls > before ? 3 : Math.max(0, dirty - 1)
    splitter.push(chunk)
  }
  if (check.end()) dirty = 3
  splitter.push(new Uint8Array(0), true)
  return { csv: out.blob(), loaded, rejected, rejectedCount }
}

/** What is in order but for its encoding is decoded, and no more; its line ends stay. The engine counts the rows. */
async function transcode(
  file: Blob,
  { dialect, columns, records }: FileReport,
  onProgress: OnProgress | undefined,
  signal: AbortSignal | undefined,
): Promise<Normalised> {
  const parts: Blob[] = dialect.header ? [] : [new Blob([writeRow(columns.map(({ name }) => name)), '\n'])]
  for await (const chunk of utf8Chunks(file, dialect.encoding, { onProgress, signal }))
    parts.push(new Blob([chunk]))
  return { csv: new Blob(parts, { type: 'text/csv' }), loaded: records, rejected: [], rejectedCount: 0 }
}

/** A lone empty cell is written "" so that no reader takes the line for blank. */
const writeRow = (cells: readonly string[]): string =>
  cells.length === 1 && cells[0]?.trim() === '' ? '""' : cells.map(writeCell).join(',')
