import { concat } from '../engine/concat'
import { LineCutter } from './lines'
import type { Transcoder } from './transcode'
import { TableTranscoder } from './transcode-table'
import type { CodeTable } from './transcode-tables'
import type { Partner } from './types'
import { countSequences, replacementAt } from './utf8'

const SHOWN = 60

/** Lines that were read in one of two encodings; lines of ASCII alone are of neither. */
export interface LinesRead {
  count: number
  /** The first of them, 1-based. */
  line: number
  /** How it begins. */
  text: string
}

/**
 * A file put together from UTF-8 and another encoding: each line becomes UTF-8 from the encoding that it is
 * well-formed in. A line that both can read goes by its nearest neighbour above that one alone could. A line that
 * neither can read is in the one that finds less amiss; what looks like damaged UTF-8 stays that.
 */
export class MixedTranscoder implements Transcoder {
  replaced = 0
  firstReplaced = -1
  readonly mayBeUtf8 = false
  readonly inUtf8: LinesRead = { count: 0, line: 0, text: '' }
  readonly inPartner: LinesRead = { count: 0, line: 0, text: '' }
  readonly #partner: TableTranscoder
  readonly #singleByte: boolean
  readonly #cutter = new LineCutter((bytes, start, end, ascii) => this.#line(bytes, start, end, ascii))
  readonly #decoder = new TextDecoder()
  readonly #encoder = new TextEncoder()
  #partnerBefore = false
  #lines = 0
  #parts: Uint8Array[] = []
  /** Lines from here on are part of the output as they are. */
  #run: { bytes: Uint8Array; start: number; end: number } | null = null

  constructor(partner: Partner, table: CodeTable) {
    this.#partner = new TableTranscoder(partner, table)
    this.#singleByte = table.pairs.every((code) => code === 0)
  }

  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    const before = this.replaced
    this.#cutter.push(bytes)
    return this.#output(before)
  }

  end(): Uint8Array<ArrayBuffer> {
    const before = this.replaced
    this.#cutter.end()
    return this.#output(before)
  }

  #line(bytes: Uint8Array, start: number, end: number, ascii: boolean): void {
    this.#read(bytes, start, end, ascii)
    // A piece of a line that is longer than any should be has no line end.
    if (bytes[end - 1] === 10 || bytes[end - 1] === 13) this.#lines++
  }

  #read(bytes: Uint8Array, start: number, end: number, ascii: boolean): void {
    if (ascii) return this.#asIs(bytes, start, end)
    const { invalid, short, long } = countSequences(bytes, start, end)
    const telling = this.#singleByte ? short + long : long
    if (invalid === 0 && (telling > 0 || !this.#partnerBefore)) return this.#utf8(bytes, start, end, telling)
    if (invalid > 0 && invalid <= telling) return this.#damaged(bytes, start, end)
    const faults = this.#partner.replaced
    const line = bytes.subarray(start, end)
    const read = [this.#partner.push(line), this.#partner.end()]
    const amiss = this.#partner.replaced - faults
    if (invalid === 0 && amiss > 0) return this.#utf8(bytes, start, end, 0)
    if (invalid > 0 && amiss >= invalid) return this.#damaged(bytes, start, end)
    this.replaced += amiss
    this.#partnerBefore = true
    this.#tally(this.inPartner, read[0] ?? line)
    this.#add(...read)
  }

  #utf8(bytes: Uint8Array, start: number, end: number, telling: number): void {
    if (telling > 0) this.#partnerBefore = false
    this.#tally(this.inUtf8, bytes.subarray(start, end))
    this.#asIs(bytes, start, end)
  }

  #damaged(bytes: Uint8Array, start: number, end: number): void {
    const text = this.#decoder.decode(bytes.subarray(start, end))
    const read = this.#encoder.encode(text)
    for (let at = replacementAt(read, 0); at >= 0; at = replacementAt(read, at + 3)) this.replaced++
    this.#tally(this.inUtf8, read)
    this.#add(read)
  }

  #tally(lines: LinesRead, line: Uint8Array): void {
    lines.count++
    if (lines.line > 0) return
    lines.line = this.#lines + 1
    lines.text = this.#decoder
      .decode(line.subarray(0, 4 * SHOWN))
      .trim()
      .slice(0, SHOWN)
  }

  /** Neighbouring lines that stay as they are become one part. */
  #asIs(bytes: Uint8Array, start: number, end: number): void {
    if (this.#run?.bytes === bytes && this.#run.end === start) {
      this.#run.end = end
      return
    }
    this.#closeRun()
    this.#run = { bytes, start, end }
  }

  #add(...parts: readonly Uint8Array[]): void {
    this.#closeRun()
    this.#parts.push(...parts)
  }

  #closeRun(): void {
    if (this.#run) this.#parts.push(this.#run.bytes.subarray(this.#run.start, this.#run.end))
    this.#run = null
  }

  #output(replacedBefore: number): Uint8Array<ArrayBuffer> {
    this.#closeRun()
    const out = concat(this.#parts)
    this.#parts = []
    this.firstReplaced = this.replaced > replacedBefore ? replacementAt(out, 0) : -1
    return out
  }
}
