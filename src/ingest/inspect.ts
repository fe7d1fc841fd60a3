import { utf8Chunks, type ChunkOptions } from './chunks'
import { columnNotices } from './column-notices'
import { reportColumns } from './columns'
import { sniffDialect } from './dialect'
import { sampledRuns } from './sampled-orders'
import { sniffEncoding, sniffLegacy } from './encoding'
import { concat } from '../engine/concat'
import { BLANKS, dialectBytes } from './fields'
import { foreignFormat } from './magic'
import { mixedEncoding } from './mixed'
import { columnNames } from './names'
import * as notices from './notices'
import { shapeNotices } from './shape-notices'
import { settleColumns } from './settle'
import { scanFile } from './scan'
import type { Scan } from './scan-result'
import { isMixed } from './types'
import type { Dialect, FileNotice, FileReport, OnProgress } from './types'

export interface InspectOptions {
  /** What the user has decided; the rest is sniffed. */
  dialect?: Partial<Dialect>
  onProgress?: OnProgress
  signal?: AbortSignal
}

export type NamedBlob = Blob & { name: string; lastModified?: number }

const HEAD_BYTES = 256 * 1024
const PREVIEW_RECORDS = 20

/**
 * Looks at a file without loading it: how it is written, what its columns hold, and, by reading all of it once, how
 * many records it has and whether the engine may read it in place. Problems are notices in the report; only an abort
 * throws (the signal's reason).
 */
export async function inspectFile(file: NamedBlob, options: InspectOptions = {}): Promise<FileReport> {
  try {
    if (file.size === 0) return refused(file, notices.emptyFile())
    const foreign = await foreignFormat(file)
    if (foreign?.code === 'parquet' || foreign?.code === 'arrow' || foreign?.code === 'feather')
      return await inspectColumns(file, foreign.code, options)
    if (foreign) return refused(file, notices.foreign(foreign))
    const encoding = options.dialect?.encoding ?? (await sniffEncoding(file))
    return await inspectText(file, options, { ...options.dialect, encoding })
  } catch (error) {
    options.signal?.throwIfAborted()
    if (error instanceof DOMException) return refused(file, notices.unreadable())
    if (error instanceof RangeError) return refused(file, notices.badDelimiter())
    throw error
  }
}

/** Readers of such files are large, and few shops have any: fetched when one comes. */
async function inspectColumns(
  file: NamedBlob,
  format: 'parquet' | 'arrow' | 'feather',
  options: InspectOptions,
): Promise<FileReport> {
  const { inspectColumnar } = await import('./columnar/inspect')
  return { ...refused(file), ...(await inspectColumnar(file, format, options)) }
}

async function inspectText(
  file: NamedBlob,
  options: InspectOptions,
  given: Partial<Dialect> & Pick<Dialect, 'encoding'>,
): Promise<FileReport> {
  const head = await readHead(file, given, options)
  if (isBinary(head)) return refused(file, notices.binary())
  const { dialect, fields } = sniffDialect(head, given.encoding, given, file.size <= HEAD_BYTES)
  dialectBytes(dialect)
  const chunks: ChunkOptions = { onProgress: options.onProgress, signal: options.signal }
  const scan = await scanFile(file, dialect, fields, chunks)
  if (options.dialect?.encoding === undefined) {
    const better = scan.refuted
      ? await legacyEncoding(file)
      : scan.mayBeUtf8 || (scan.invalid.count > 0 && !isMixed(given.encoding))
        ? await mixedEncoding(file, options.signal)
        : null
    if (better) return inspectText(file, options, { ...given, encoding: better })
  }
  const report = describe(file, dialect, scan)
  const columns = (await settleColumns(file, report, { signal: options.signal })).map((column) =>
    column.dateFormats.some((format) => /^%[md][-/月]/.test(format) && !/%y/i.test(format))
      ? { ...column, year: likelyYear(file) }
      : column,
  )
  return {
    ...report,
    columns,
    notices: [...report.notices, ...columnNotices(columns), ...shapeNotices(columns)],
  }
}

/** The year in the file's name, else that of its last change. */
function likelyYear(file: NamedBlob): number {
  const named = /(?<!\d)((?:19|20)\d{2})(?!\d{3})/.exec(file.name)?.[1]
  return named === undefined ? new Date(file.lastModified || Date.now()).getUTCFullYear() : Number(named)
}

function describe(file: NamedBlob, dialect: Dialect, scan: Scan): FileReport {
  const names = columnNames(scan.header)
  const renamed = scan.header.flatMap((header, i): [string, string][] =>
    dialect.header && header.trim() !== names[i] ? [[header, names[i] ?? '']] : [],
  )
  const found = scanNoticesOf(scan, dialect, renamed)
  return {
    ...identity(file),
    dialect,
    columns: reportColumns(names, dialect.header ? scan.header : names, scan.sample, scan.consecutive),
    records: scan.records,
    longestRecord: scan.longestRecord,
    leastFields: scan.least,
    blankLines: scan.blankLines,
    lines: scan.lines,
    ...(scan.skipped.count > 0 && { skipped: scan.skipped }),
    ...(scan.footerLine > 0 && { footerLine: scan.footerLine }),
    readInPlace: dialect.encoding === 'utf-8' && isPlain(dialect, scan),
    transcodes: dialect.encoding !== 'utf-8' && dialect.delimiter === ',' && isPlain(dialect, scan),
    preview: scan.sample.slice(0, PREVIEW_RECORDS).map((row) => row.map((cell) => cell.slice(0, 300))),
    ...sampledRuns(
      scan.header,
      scan.starts.map((start, i) => scan.sample.slice(start, scan.starts[i + 1])),
    ),
    notices: found,
  }
}

function scanNoticesOf(scan: Scan, dialect: Dialect, renamed: [string, string][]): FileNotice[] {
  if (scan.header.length === 0)
    return [scan.lostHeader.count > 0 ? notices.lostHeader(scan.lostHeader) : notices.noRecords()]
  const found = notices.scanNotices(scan, dialect, renamed)
  return scan.records === 0 ? [notices.headerOnly(), ...found] : found
}

/**
 * The engine's strict CSV reader and this room agree on exactly these files. Outside them it drops, merges or refuses
 * lines in its own ways: other line ends after the first, spaces around quotes, blank lines above the header.
 */
function isPlain(dialect: Dialect, scan: Scan): boolean {
  const { lf, crlf, cr } = scan.lineEnds
  const { invalid, nuls, marks, skipped, extraEmpty, strayQuotes, rejected } = scan
  const clean = [invalid, nuls, marks, skipped, extraEmpty, strayQuotes, ...Object.values(rejected)]
  return (
    dialect.delimiter.length === 1 &&
    dialect.delimiter < '\u0080' &&
    dialect.delimiter !== BLANKS &&
    dialect.headerRows !== 2 &&
    dialect.quote !== "'" &&
    !scan.hiddenQuotes &&
    clean.every((tally) => tally.count === 0) &&
    cr === 0 &&
    (lf === 0 || crlf === 0) &&
    !scan.oddBlanks &&
    scan.header.length > 0 &&
    (scan.header.length > 1 || scan.blankLines === 0)
  )
}

function refused(file: NamedBlob, ...reasons: FileNotice[]): FileReport {
  return {
    ...identity(file),
    dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', header: true },
    columns: [],
    records: 0,
    longestRecord: 0,
    leastFields: 0,
    blankLines: 0,
    lines: 0,
    readInPlace: false,
    preview: [],
    notices: reasons,
  }
}

const identity = (file: NamedBlob) => ({
  name: file.name,
  size: file.size,
  lastModified: file.lastModified ?? 0,
})

async function readHead(
  file: Blob,
  dialect: Pick<Dialect, 'encoding'>,
  options: InspectOptions,
): Promise<Uint8Array> {
  const chunks: ChunkOptions = { signal: options.signal, chunkBytes: HEAD_BYTES }
  const head: Uint8Array[] = []
  for await (const chunk of utf8Chunks(file, dialect.encoding, chunks)) {
    head.push(chunk)
    if (file.size > HEAD_BYTES) break
  }
  return concat(head)
}

/** Text holds hardly any control characters; a few in a small file are dirt. */
function isBinary(head: Uint8Array): boolean {
  let control = 0
  for (const byte of head) if (byte < 32 && !PLAIN_CONTROLS.has(byte)) control++
  return control > 10 && control > 0.02 * head.length
}

/** Tab, line ends, and the separators that some systems write: U+0001, U+0002, U+001C to U+001F. */
const PLAIN_CONTROLS = new Set([9, 10, 13, 1, 2, 28, 29, 30, 31])

/** The encoding of a file that began like UTF-8 and went on otherwise: asked of all its non-ASCII parts. */
async function legacyEncoding(file: Blob): Promise<Dialect['encoding']> {
  const samples: Uint8Array[] = []
  let gathered = 0
  for await (const chunk of utf8Chunks(file, 'utf-8')) {
    const at = chunk.findIndex((byte) => byte >= 0x80)
    if (at < 0) continue
    const sample = chunk.slice(at, at + 64 * 1024)
    samples.push(sample)
    gathered += sample.length
    if (gathered >= 256 * 1024) break
  }
  return sniffLegacy(samples)
}
