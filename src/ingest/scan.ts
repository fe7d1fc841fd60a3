import { utf8Chunks, type ChunkOptions } from './chunks'
import { dialectBytes, fit, leastFields, splitFields } from './fields'
import { BARE_QUOTE, RecordSplitter, SPACES_ONLY, TEXT_AFTER_QUOTE } from './records'
import type { Dialect, RejectedRecord } from './types'
import { Utf8Check } from './utf8'

/** How often something was seen, and the line where it was first seen. */
export interface Tally {
  count: number
  line: number
}

export interface Scan {
  header: string[]
  least: number
  records: number
  blankLines: number
  lines: number
  longestRecord: number
  rejected: Record<RejectedRecord['code'], Tally>
  extraEmpty: Tally
  strayQuotes: Tally
  longSpans: Tally
  nuls: Tally
  invalid: Tally
  /** Whether damaged UTF-8 is better explained by another encoding. */
  refuted: boolean
  lineEnds: { lf: number; crlf: number; cr: number }
  /** Blank lines before the header, or lines of spaces: other readers take them for records. */
  oddBlanks: boolean
  /** A double quote somewhere, though the dialect knows none. */
  hiddenQuotes: boolean
  sample: string[][]
  /** How many of the sampled records, from the first, follow each other. */
  consecutive: number
}

const SAMPLE = { head: 1000, window: 50, windows: 20, cells: 400_000 }
const LONG_SPAN_LINES = 100

/** Reads the whole file once and counts; makes strings of the sampled records only. */
export async function scanFile(
  file: Blob,
  dialect: Dialect,
  sniffedFields: number,
  options: ChunkOptions,
): Promise<Scan> {
  const scan = emptyScan()
  const { delimiter, quote } = dialectBytes(dialect)
  const decoder = new TextDecoder()
  const columns = { count: dialect.header ? 0 : sniffedFields, known: !dialect.header }
  scan.least = columns.count
  let first = true
  let seenBytes = 0
  let nextWindow = 0
  let windowLeft = SAMPLE.head

  const sampleRecord = (bytes: Uint8Array, start: number, end: number) => {
    if (windowLeft === 0) {
      if (seenBytes < nextWindow) return
      windowLeft = SAMPLE.window
    }
    if (scan.sample.length * columns.count >= SAMPLE.cells && scan.sample.length >= 100) return
    windowLeft--
    if (windowLeft === 0) nextWindow = seenBytes + file.size / SAMPLE.windows
    if (scan.sample.length < SAMPLE.head) scan.consecutive++
    scan.sample.push(
      splitFields(decoder.decode(bytes.subarray(start, end)), dialect.delimiter, dialect.quote),
    )
  }

  const splitter = new RecordSplitter(
    delimiter,
    quote,
    (kind, bytes, start, end, fields, line, lines, flags) => {
      if (kind === 'blank') {
        scan.blankLines++
        if (first || flags === SPACES_ONLY) scan.oddBlanks = true
        return
      }
      if (end - start > scan.longestRecord) scan.longestRecord = end - start
      if (kind !== 'fields') {
        scan.records++
        add(scan.rejected[kind], line)
        return
      }
      if ((flags & (BARE_QUOTE | TEXT_AFTER_QUOTE)) !== 0) add(scan.strayQuotes, line)
      if (lines > LONG_SPAN_LINES) add(scan.longSpans, line)
      if (first) {
        first = false
        if (!columns.known) {
          scan.header = splitFields(
            decoder.decode(bytes.subarray(start, end)),
            dialect.delimiter,
            dialect.quote,
          )
          scan.least = leastFields(scan.header)
          columns.count = fields
          return
        }
      }
      scan.records++
      if (fields !== columns.count) {
        const cells = () =>
          splitFields(decoder.decode(bytes.subarray(start, end)), dialect.delimiter, dialect.quote)
        const how = fit(fields, columns.count, scan.least, cells)
        if (how === 'extra_empty') add(scan.extraEmpty, line)
        else if (how !== 'fits') {
          add(scan.rejected[how], line)
          return
        }
      }
      sampleRecord(bytes, start, end)
      seenBytes += end - start
    },
  )

  const check = new Utf8Check()
  for await (const chunk of utf8Chunks(file, dialect.encoding, options)) {
    look(scan, check, chunk, splitter, dialect)
    splitter.push(chunk)
    if (check.refuted && check.invalid > 20) break
  }
  check.end()
  splitter.push(new Uint8Array(0), true)
  scan.invalid.count += check.invalid
  scan.nuls.count = check.nuls
  scan.refuted = dialect.encoding === 'utf-8' && check.refuted
  scan.lines = splitter.lines
  scan.lineEnds = { lf: splitter.lineFeeds, crlf: splitter.crlfs, cr: splitter.carriageReturns }
  if (!dialect.header) scan.header = Array.from({ length: columns.count }, () => '')
  return scan
}

/** Bytes that no reader should meet: broken UTF-8, NUL, and what a decoder could not read. */
function look(
  scan: Scan,
  check: Utf8Check,
  chunk: Uint8Array,
  splitter: RecordSplitter,
  dialect: Dialect,
): void {
  const at = check.push(chunk)
  if (at >= 0) {
    const line = splitter.lineAt(chunk, at)
    if (check.nuls > 0 && scan.nuls.line === 0) scan.nuls.line = line
    if (check.invalid > 0 && scan.invalid.line === 0) scan.invalid.line = line
  }
  if (dialect.quote !== '"' && !scan.hiddenQuotes) scan.hiddenQuotes = chunk.includes(34)
  if (dialect.encoding === 'utf-8') return
  for (let i = chunk.indexOf(0xef); i >= 0; i = chunk.indexOf(0xef, i + 1)) {
    if (chunk[i + 1] !== 0xbf || chunk[i + 2] !== 0xbd) continue
    if (scan.invalid.line === 0) scan.invalid.line = splitter.lineAt(chunk, i)
    scan.invalid.count++
  }
}

function add(tally: Tally, line: number): void {
  if (tally.count === 0) tally.line = line
  tally.count++
}

function emptyScan(): Scan {
  const none = (): Tally => ({ count: 0, line: 0 })
  return {
    header: [],
    least: 0,
    records: 0,
    blankLines: 0,
    lines: 0,
    longestRecord: 0,
    rejected: {
      too_many_fields: none(),
      too_few_fields: none(),
      unterminated_quote: none(),
      undecodable: none(),
      too_long: none(),
    },
    extraEmpty: none(),
    strayQuotes: none(),
    longSpans: none(),
    nuls: none(),
    invalid: none(),
    refuted: false,
    lineEnds: { lf: 0, crlf: 0, cr: 0 },
    oddBlanks: false,
    hiddenQuotes: false,
    sample: [],
    consecutive: 0,
  }
}
