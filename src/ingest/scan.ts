import { CHUNK_BYTES, utf8Chunks, type ChunkOptions } from './chunks'
import { dialectBytes, fit, isSame, leastFields, splitFields } from './fields'
import { footerStart, TAIL_RECORDS, type TailRecord } from './footer'
import { BARE_QUOTE, MARKED, RecordSplitter, SPACES_ONLY, TEXT_AFTER_QUOTE } from './records'
import { Sampler } from './sampler'
import { emptyScan, type Scan, type Tally } from './scan-result'
import { joinHeaders } from './titles'
import { transcoderFor, type Transcoder } from './transcode'
import { MixedTranscoder } from './transcode-mixed'
import type { Dialect, SkippedLine } from './types'
import { firstInvalid, replacementAt, Utf8Check } from './utf8'

const LONG_SPAN_LINES = 100
const SKIPPED_SHOWN = 100

/** Reads the whole file once and counts; makes strings of the sampled and the last records only. */
export async function scanFile(
  file: Blob,
  dialect: Dialect,
  sniffedFields: number,
  options: ChunkOptions,
): Promise<Scan> {
  const transcoder = transcoderFor(dialect.encoding)
  const scan = new Scanner(file, dialect, sniffedFields, transcoder)
  const check = new Utf8Check(transcoder !== null)
  let left = Math.ceil(file.size / (options.chunkBytes ?? CHUNK_BYTES))
  for await (const chunk of utf8Chunks(file, dialect.encoding, { ...options, transcoder })) {
    left--
    scan.push(chunk, check, left < 2)
    if (check.refuted && check.invalid > 20) break
  }
  return scan.end(check)
}

class Scanner {
  readonly #scan = emptyScan()
  readonly #dialect: Dialect
  readonly #transcoder: Transcoder | null
  readonly #splitter: RecordSplitter
  readonly #sampler: Sampler
  readonly #decoder = new TextDecoder()
  readonly #headerRows: string[][] = []
  readonly #headersWanted: number
  /** The bytes of a header of one row: a record that repeats it is none. */
  #headerBytes: Uint8Array | null = null
  #columns: number
  #first = true
  /** For how many chunks records have to be looked at one by one for what their bytes cannot say. */
  #dirty = 0
  #nearEnd = false
  #tail: (Omit<TailRecord, 'cells' | 'text'> & { bytes: Uint8Array })[] = []

  constructor(file: Blob, dialect: Dialect, sniffedFields: number, transcoder: Transcoder | null) {
    this.#dialect = dialect
    this.#transcoder = transcoder
    this.#headersWanted = dialect.header ? (dialect.headerRows ?? 1) : 0
    this.#columns = dialect.header ? 0 : sniffedFields
    this.#scan.least = this.#columns
    this.#sampler = new Sampler(file.size)
    const { delimiter, quote } = dialectBytes(dialect)
    this.#splitter = new RecordSplitter(
      delimiter,
      quote,
      (kind, bytes, start, end, fields, line, lines, flags) => {
        const record = { bytes, start, end, fields, line, stray: false }
        switch (kind) {
          case 'blank':
            this.#scan.blankLines++
            if (this.#first || flags === SPACES_ONLY) this.#scan.oddBlanks = true
            return
          case 'skipped':
            return this.#skip(record, line <= (dialect.skip ?? 0) ? 'above' : 'remark')
          case 'fields':
            if (lines > LONG_SPAN_LINES) add(this.#scan.longSpans, line)
            if ((flags & MARKED) !== 0) add(this.#scan.marks, line)
            record.stray = (flags & (BARE_QUOTE | TEXT_AFTER_QUOTE)) !== 0
            return this.#record(record)
          default:
            this.#scan.longestRecord = Math.max(this.#scan.longestRecord, end - start)
            if (this.#first) add(this.#scan.lostHeader, line)
            this.#scan.records++
            this.#tally(record, kind)
        }
      },
      dialect,
    )
  }

  push(chunk: Uint8Array, check: Utf8Check, nearEnd: boolean): void {
    this.#nearEnd = nearEnd
    const damaged = this.#look(chunk, check)
    // A record carried over may begin up to two chunks before the one that completes it.
    this.#dirty = damaged ? 3 : Math.max(0, this.#dirty - 1)
    this.#splitter.push(chunk)
  }

  end(check: Utf8Check): Scan {
    const scan = this.#scan
    if (check.end()) this.#dirty = 3
    this.#splitter.push(new Uint8Array(0), true)
    this.#takeFooter()
    scan.invalid.count = this.#transcoder?.replaced ?? check.invalid
    scan.mayBeUtf8 = this.#transcoder?.mayBeUtf8 ?? false
    if (this.#transcoder instanceof MixedTranscoder) {
      const { inUtf8, inPartner } = this.#transcoder
      scan.mixed = { inUtf8, inPartner }
    }
    scan.nuls.count = check.nuls
    scan.refuted = this.#dialect.encoding === 'utf-8' && check.refuted
    scan.lines = this.#splitter.lines
    const { lineFeeds, crlfs, carriageReturns } = this.#splitter
    scan.lineEnds = { lf: lineFeeds, crlf: crlfs, cr: carriageReturns }
    if (!this.#dialect.header) scan.header = Array.from({ length: this.#columns }, () => '')
    scan.sample = this.#sampler.rows.map(({ cells }) => cells)
    scan.consecutive = Math.min(this.#sampler.consecutive, scan.sample.length)
    scan.starts = this.#sampler.starts.filter((start) => start < scan.sample.length)
    return scan
  }

  #record(record: Raw): void {
    const { bytes, start, end, fields, line } = record
    const scan = this.#scan
    scan.longestRecord = Math.max(scan.longestRecord, end - start)
    if (record.stray) add(scan.strayQuotes, line)
    this.#first = false
    if (this.#headerRows.length < this.#headersWanted) return this.#header(record)
    if (this.#headerBytes && fields > 1 && isSame(this.#headerBytes, bytes, start, end)) {
      return this.#skip(record, 'header_again')
    }
    scan.records++
    if (this.#dirty > 0 && this.#isDamaged(bytes.subarray(start, end))) add(scan.damaged, line)
    let tallied: TailRecord['tallied'] = 'fits'
    if (fields !== this.#columns) {
      const how = fit(fields, this.#columns, scan.least, () => this.#cells(record))
      tallied = how
      if (how === 'extra_empty') add(scan.extraEmpty, line)
      else if (how !== 'fits') return this.#tally(record, how)
    }
    this.#keepTail(record, tallied)
    this.#sampler.offer(end - start, line, this.#columns, () => this.#cells(record))
  }

  #header(record: Raw): void {
    const scan = this.#scan
    this.#headerRows.push(this.#cells(record))
    if (this.#headerRows.length < this.#headersWanted) return
    const [groups = [], names] = this.#headerRows
    scan.header = names ? joinHeaders(groups, names) : groups
    scan.least = leastFields(scan.header)
    this.#columns = scan.header.length
    if (this.#headersWanted === 1) this.#headerBytes = record.bytes.slice(record.start, record.end)
  }

  /** A record that will be rejected. */
  #tally(record: Raw, code: keyof Scan['rejected']): void {
    add(this.#scan.rejected[code], record.line)
    this.#keepTail(record, code)
  }

  #skip({ bytes, start, end, line }: Raw, why: SkippedLine['why']): void {
    this.#scan.skipped.count++
    if (this.#scan.skipped.lines.length >= SKIPPED_SHOWN) return
    const text = this.#decoder.decode(bytes.subarray(start, Math.min(end, start + 1200))).slice(0, 300)
    this.#scan.skipped.lines.push({ line, why, text })
  }

  #keepTail({ bytes, start, end, fields, line, stray }: Raw, tallied: TailRecord['tallied']): void {
    if (this.#dialect.footer === false || !this.#nearEnd) return
    this.#tail.push({ line, bytes: bytes.slice(start, Math.min(end, start + 4000)), fields, tallied, stray })
    if (this.#tail.length > TAIL_RECORDS) this.#tail.shift()
  }

  /** Takes the totals and notes at the end back out of what was counted. */
  #takeFooter(): void {
    const scan = this.#scan
    const { delimiter, quote } = this.#dialect
    const tail = this.#tail.map(({ bytes, ...rest }): TailRecord => {
      const text = this.#decoder.decode(bytes)
      return { ...rest, text, cells: splitFields(text, delimiter, quote) }
    })
    const footer = tail.slice(footerStart(tail, this.#columns))
    const [begin] = footer
    if (!begin) return
    scan.footerLine = begin.line
    for (const { line, text, tallied, stray } of footer) {
      scan.records--
      if (stray) scan.strayQuotes.count--
      if (tallied === 'extra_empty') scan.extraEmpty.count--
      else if (tallied !== 'fits') scan.rejected[tallied].count--
      scan.skipped.count++
      scan.skipped.lines.push({ line, why: 'footer', text: text.slice(0, 300) })
    }
    this.#sampler.cut(begin.line)
  }

  #cells({ bytes, start, end }: Raw): string[] {
    const { delimiter, quote } = this.#dialect
    return splitFields(this.#decoder.decode(bytes.subarray(start, end)), delimiter, quote)
  }

  #isDamaged(record: Uint8Array): boolean {
    return (this.#transcoder ? replacementAt(record, 0) : firstInvalid(record)) >= 0
  }

  /** Looks for what no reader should meet: NUL, and what cannot be read. Returns whether there is of the latter. */
  #look(chunk: Uint8Array, check: Utf8Check): boolean {
    const { nuls, invalid } = this.#scan
    const before = check.invalid
    const at = check.push(chunk)
    if (check.nuls > 0 && nuls.line === 0) nuls.line = this.#splitter.lineAt(chunk, at)
    const damagedAt = this.#transcoder ? this.#transcoder.firstReplaced : check.invalid > before ? at : -1
    if (damagedAt >= 0 && invalid.line === 0) invalid.line = this.#splitter.lineAt(chunk, damagedAt)
    if (this.#dialect.quote !== '"' && !this.#scan.hiddenQuotes) this.#scan.hiddenQuotes = chunk.includes(34)
    return damagedAt >= 0
  }
}

interface Raw {
  bytes: Uint8Array
  start: number
  end: number
  fields: number
  line: number
  stray: boolean
}

function add(tally: Tally, line: number): void {
  if (tally.count === 0) tally.line = line
  tally.count++
}
