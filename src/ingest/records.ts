/**
 * What a record is, for every part of the room: the scan that counts, the sniffer, and the slow exact reader.
 *
 * Bytes in, records out. The bytes are UTF-8 or ASCII-compatible (see chunks.ts). LF, CR and CRLF each end a line.
 * A field that starts with the quote runs to the next lone quote; a doubled quote inside it is one quote. What
 * follows a closing quote up to the delimiter belongs to the field, and a quote inside an unquoted field is a plain
 * character. Where blanks are the delimiter, a run of spaces and tabs is one, and none at the ends of a line. A quoted field that never closes, that runs over too many lines, or that spans lines and whose closing
 * quote is followed by other text has lost its pair: the line that opened it is given up and reading resumes at the
 * next line, so one stray quote costs one line.
 */

/** `skipped`: a line above the table, or a remark. */
export type RecordKind = 'fields' | 'blank' | 'skipped' | 'unterminated_quote' | 'too_long'

/** The flags of a record. Without any, the record means the same to every CSV reader. */
export const BARE_QUOTE = 1
export const TEXT_AFTER_QUOTE = 2
export const QUOTED = 4
export const SPACES_ONLY = 8
/** A byte order mark stood before the record; it is no part of it. */
export const MARKED = 16

export const MAX_RECORD_BYTES = 8 * 1024 * 1024
export const MAX_RECORD_LINES = 1000

/**
 * Receives each record in file order. `bytes.subarray(start, end)` is the record without its line end and is valid
 * during the call only; `line` is the 1-based physical line where it starts, `lines` how many lines it takes.
 */
export type OnRecord = (
  kind: RecordKind,
  bytes: Uint8Array,
  start: number,
  end: number,
  fields: number,
  line: number,
  lines: number,
  flags: number,
) => void

/** What `Dialect` says of lines that are no records. */
export interface Outside {
  skip?: number | undefined
  comment?: string | undefined
}

const NONE = new Uint8Array(0)
const JOINED_BYTES = 64 * 1024
const LF = 10
const CR = 13
const SPACE = 32
const TAB = 9

/** Splits a stream of bytes into records. Give it chunks in order, the last one with `final`. */
export class RecordSplitter {
  /** Physical lines completed so far. */
  lines = 0
  lineFeeds = 0
  carriageReturns = 0
  crlfs = 0
  #carry: Uint8Array = NONE
  #discarding = false
  readonly #delimiter: number
  /** The bytes of the delimiter after its first. */
  readonly #more: Uint8Array
  readonly #skip: number
  readonly #comment: Uint8Array
  readonly #quote: number
  /** Whether a run of spaces and tabs is one delimiter. */
  readonly #aligned: boolean
  readonly #onRecord: OnRecord
  readonly #plain = new Uint8Array(256)
  readonly #insideQuotes = new Uint8Array(256)

  /**
   * @param delimiter its bytes, at least one.
   * @param quote the quote's byte, or -1 for none.
   */
  constructor(delimiter: Uint8Array, quote: number, onRecord: OnRecord, outside: Outside = {}) {
    this.#delimiter = delimiter[0]!
    this.#more = delimiter.subarray(1)
    this.#skip = outside.skip ?? 0
    this.#comment = new TextEncoder().encode(outside.comment ?? '')
    this.#quote = quote
    this.#aligned = delimiter.length === 1 && this.#delimiter === SPACE
    this.#onRecord = onRecord
    for (const byte of [LF, CR, this.#delimiter, ...(this.#aligned ? [TAB] : [])]) this.#plain[byte] = 1
    for (const byte of [LF, CR]) this.#insideQuotes[byte] = 1
    if (quote >= 0) {
      this.#plain[quote] = 1
      this.#insideQuotes[quote] = 1
    }
  }

  push(chunk: Uint8Array, final = false): void {
    let rest = chunk
    if (this.#carry.length > 0) {
      // Joining the carry with the start of the chunk is nearly always enough to end the record it holds.
      const carried = this.#carry.length
      let joined = join(this.#carry, chunk.subarray(0, JOINED_BYTES))
      let done = this.#split(joined, final && chunk.length <= JOINED_BYTES)
      if (done < carried && chunk.length > JOINED_BYTES) {
        joined = join(joined.subarray(done), chunk.subarray(JOINED_BYTES))
        done += this.#split(joined, final)
      }
      if (done < carried) {
        this.#carry = joined.slice(joined.length - (carried + chunk.length - done))
        return
      }
      rest = chunk.subarray(done - carried)
      if (final && rest.length === 0) {
        this.#carry = NONE
        return
      }
    }
    this.#carry = rest.slice(this.#split(rest, final))
  }

  /** The physical line of `offset` in a chunk that has not been pushed yet. */
  lineAt(chunk: Uint8Array, offset: number): number {
    return this.lines + 1 + lineEnds(this.#carry, this.#carry.length) + lineEnds(chunk, offset)
  }

  /** Emits every complete record and returns where the first incomplete one starts. */
  #split(bytes: Uint8Array, final: boolean): number {
    const end = bytes.length
    let at = 0
    if (this.#discarding) {
      at = this.#skipLine(bytes, final)
      if (this.#discarding) return at
    }
    while (at < end) {
      const next = this.#record(bytes, at, final)
      if (next < 0) {
        if (!this.#discarding) return at
        return end
      }
      at = next
    }
    return end
  }

  /** Reads one record at `start` and returns where the next one starts, or -1 when more bytes are needed. */
  #record(bytes: Uint8Array, start: number, final: boolean): number {
    const end = bytes.length
    const delimiter = this.#delimiter
    const width = 1 + this.#more.length
    const quote = this.#quote
    const plain = this.#plain
    const insideQuotes = this.#insideQuotes
    let fields = 1
    let flags = 0
    let breaks = 0
    if (bytes[start] === 0xef) {
      if (end - start < 3 && !final) return -1
      if (bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf) {
        flags = MARKED
        start += 3
      }
    }
    let at = start
    const outside = this.lines < this.#skip ? 1 : matches(bytes, start, this.#comment, final)
    if (outside !== 0) return outside < 0 ? -1 : this.#line(bytes, start, final)
    if (this.#aligned) at = pastBlanks(bytes, at)

    for (;;) {
      if (quote >= 0 && at < end && bytes[at] === quote) {
        flags |= QUOTED
        const breaksBefore = breaks
        let lineEnd = -1
        let resume = -1
        let closed = false
        at++
        while (!closed) {
          while (at < end && insideQuotes[bytes[at]!] === 0) at++
          if (at >= end) {
            if (final || at - start > MAX_RECORD_BYTES)
              return this.#unpaired(bytes, start, lineEnd, resume, breaksBefore, final)
            return -1
          }
          if (at + 1 >= end && !final) return -1
          const byte = bytes[at]
          if (byte === quote) {
            if (bytes[at + 1] === quote) at += 2
            else {
              at++
              closed = true
            }
            continue
          }
          if (lineEnd < 0) lineEnd = at
          at += byte === CR && bytes[at + 1] === LF ? 2 : 1
          if (resume < 0) resume = at
          breaks++
          if (breaks >= MAX_RECORD_LINES)
            return this.#unpaired(bytes, start, lineEnd, resume, breaksBefore, final)
        }
        if (at < end) {
          const byte = bytes[at]
          const delimited = byte === delimiter ? matches(bytes, at + 1, this.#more, final, 1) : 0
          if (delimited < 0) return -1
          const isDelimited = delimited > 0 || (this.#aligned && byte === TAB)
          if (!isDelimited && byte !== LF && byte !== CR) {
            if (resume >= 0) return this.#unpaired(bytes, start, lineEnd, resume, breaksBefore, final)
            flags |= TEXT_AFTER_QUOTE
          }
        }
      }
      for (;;) {
        while (at < end && plain[bytes[at]!] === 0) at++
        if (at >= end) break
        if (bytes[at] === quote) flags |= BARE_QUOTE
        else if (width === 1 || bytes[at] !== delimiter) break
        else {
          const delimited = matches(bytes, at + 1, this.#more, final, 1)
          if (delimited < 0) return -1
          if (delimited > 0) break
        }
        at++
      }
      if (at >= end) {
        if (!final)
          return end - start > MAX_RECORD_BYTES ? this.#unpaired(bytes, start, -1, -1, 0, false) : -1
        this.#emit(bytes, start, at, fields, breaks + 1, flags)
        return at
      }
      if (this.#aligned && (bytes[at] === SPACE || bytes[at] === TAB)) {
        const next = pastBlanks(bytes, at)
        if (next >= end && !final)
          return end - start > MAX_RECORD_BYTES ? this.#unpaired(bytes, start, -1, -1, 0, false) : -1
        if (next < end && bytes[next] !== LF && bytes[next] !== CR) fields++
        at = next
        continue
      }
      if (bytes[at] === delimiter) {
        fields++
        at += width
        continue
      }
      if (bytes[at] === LF) {
        this.lineFeeds++
        this.#emit(bytes, start, at, fields, breaks + 1, flags)
        return at + 1
      }
      if (at + 1 >= end && !final) return -1
      const crlf = bytes[at + 1] === LF
      if (crlf) this.crlfs++
      else this.carriageReturns++
      this.#emit(bytes, start, at, fields, breaks + 1, flags)
      return at + (crlf ? 2 : 1)
    }
  }

  /** A line as it is, whatever it holds: of no table. */
  #line(bytes: Uint8Array, start: number, final: boolean): number {
    let at = start
    while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
    if (at >= bytes.length && !final) {
      if (at - start <= MAX_RECORD_BYTES) return -1
      this.#onRecord('skipped', bytes, start, at, 0, this.lines + 1, 1, 0)
      this.#discarding = true
      return -1
    }
    if (bytes[at] === CR && at + 1 >= bytes.length && !final) return -1
    const blank = isBlank(bytes, start, at)
    this.#onRecord(blank ? 'blank' : 'skipped', bytes, start, at, 0, this.lines + 1, 1, 0)
    this.lines++
    if (at >= bytes.length) return at
    const crlf = bytes[at] === CR && bytes[at + 1] === LF
    if (crlf) this.crlfs++
    else if (bytes[at] === CR) this.carriageReturns++
    else this.lineFeeds++
    return at + (crlf ? 2 : 1)
  }

  #emit(bytes: Uint8Array, start: number, end: number, fields: number, lines: number, flags: number): void {
    const line = this.lines + 1
    this.lines += lines
    if (end - start > MAX_RECORD_BYTES) {
      this.#onRecord('too_long', bytes, start, end, fields, line, lines, flags)
    } else if (fields === 1 && isBlank(bytes, start, end)) {
      this.#onRecord('blank', bytes, start, end, 0, line, lines, end > start ? SPACES_ONLY : 0)
    } else {
      this.#onRecord('fields', bytes, start, end, fields, line, lines, flags)
    }
  }

  /** Gives up the line where a quote was opened without a pair, and resumes after it. */
  #unpaired(
    bytes: Uint8Array,
    start: number,
    lineEnd: number,
    resume: number,
    breaksBefore: number,
    final: boolean,
  ): number {
    const line = this.lines + 1
    if (resume >= 0) {
      this.lines += breaksBefore + 1
      if (bytes[lineEnd] === LF) this.lineFeeds++
      else if (resume - lineEnd === 2) this.crlfs++
      else this.carriageReturns++
      this.#onRecord('unterminated_quote', bytes, start, lineEnd, 1, line, breaksBefore + 1, 0)
      return resume
    }
    if (final) {
      this.lines += breaksBefore + 1
      this.#onRecord('unterminated_quote', bytes, start, bytes.length, 1, line, breaksBefore + 1, 0)
      return bytes.length
    }
    // A single line longer than any record: reported now, skipped until it ends.
    const breaks = lineEnds(bytes.subarray(start), bytes.length - start)
    this.lines += breaks
    this.#onRecord('too_long', bytes, start, bytes.length, 1, line, breaks + 1, 0)
    this.#discarding = true
    return -1
  }

  /** Drops bytes up to the end of the line that was given up. */
  #skipLine(bytes: Uint8Array, final: boolean): number {
    let at = 0
    while (at < bytes.length && bytes[at] !== LF && bytes[at] !== CR) at++
    if (at >= bytes.length) {
      if (final) this.lines++
      return bytes.length
    }
    if (bytes[at] === CR && at + 1 >= bytes.length && !final) return at
    this.#discarding = false
    this.lines++
    return at + (bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1)
  }
}

/** 1: `wanted` stands at `at`; 0: it does not; -1: more bytes are needed to tell. `empty` is the answer for none. */
function matches(bytes: Uint8Array, at: number, wanted: Uint8Array, final: boolean, empty = 0): number {
  if (wanted.length === 0) return empty
  for (let i = 0; i < wanted.length; i++) {
    if (at + i >= bytes.length) return final ? 0 : -1
    if (bytes[at + i] !== wanted[i]) return 0
  }
  return 1
}

function pastBlanks(bytes: Uint8Array, at: number): number {
  while (bytes[at] === SPACE || bytes[at] === TAB) at++
  return at
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const joined = new Uint8Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}

function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! > 32) return false
  return true
}

/** Line ends among the first `until` bytes; CRLF is one. */
function lineEnds(bytes: Uint8Array, until: number): number {
  let count = 0
  for (let i = 0; i < until; i++) {
    if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) count++
  }
  return count
}
