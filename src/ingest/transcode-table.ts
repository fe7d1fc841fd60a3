import { concat } from '../engine/concat'
import type { CodeTable } from './transcode-tables'
import type { Transcoder } from './transcode'
import type { LegacyEncoding } from './types'
import { replacementAt } from './utf8'

/** Below it no byte is part of a character of several bytes: GB18030 has digits in its four-byte ones. */
const NO_TRAIL = 0x30

/** No text goes on for so long without a blank, a comma, a quote or a line end. */
const MAX_CARRY = 64 * 1024

const NONE = new Uint8Array(0)

/**
 * Bytes to bytes by a table, several times as fast as a decoder and an encoder with a string between them. What the
 * table does not have (characters of four bytes, characters beyond 16 bits, a character cut by the end of a chunk,
 * bytes of no character) goes to the decoder, up to and with the next byte after which nothing is pending. So the outcome is
 * what `TextDecoder` makes of the whole.
 */
export class TableTranscoder implements Transcoder {
  replaced = 0
  firstReplaced = -1
  /** Negative once a byte of a pair was between 0x80 and 0xA0. */
  #unusual = 0
  readonly #isEuc: boolean
  readonly #singles: Uint16Array
  readonly #pairs: Uint16Array
  readonly #decoder: TextDecoder
  readonly #encoder = new TextEncoder()
  /** A stretch for the decoder that the end of a chunk cut off. */
  #carry: Uint8Array = NONE
  #out = NONE
  #length = 0

  constructor(encoding: LegacyEncoding, { singles, pairs }: CodeTable) {
    this.#singles = singles
    this.#pairs = pairs
    this.#isEuc = encoding === 'gb18030' || encoding === 'euc-kr' || encoding === 'big5'
    this.#decoder = new TextDecoder(encoding)
  }

  /**
   * GB2312, KS X 1001 and Big5 have no byte from 0x80 to 0xA0, which later additions to them use for rare characters,
   * and one in two bytes of Chinese in UTF-8 is of these. Shift_JIS has them everywhere, other encodings read anything.
   */
  get mayBeUtf8(): boolean {
    return this.#unusual < 0 || !this.#isEuc
  }

  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    this.#begin(bytes.length)
    let at = this.#carry.length > 0 ? this.#byDecoder(bytes, 0) : 0
    while (at < bytes.length) {
      at = this.#byTable(bytes, at)
      if (at < bytes.length) at = this.#byDecoder(bytes, at)
    }
    return this.#out.slice(0, this.#length)
  }

  end(): Uint8Array<ArrayBuffer> {
    this.#begin(0)
    if (this.#carry.length > 0) this.#decode(NONE)
    return this.#out.slice(0, this.#length)
  }

  /** A byte makes three at most. */
  #begin(length: number): void {
    const most = 3 * (this.#carry.length + length)
    if (this.#out.length < most) this.#out = new Uint8Array(most)
    this.#length = 0
    this.firstReplaced = -1
  }

  /** Goes on until something is not in the table, and returns where. */
  #byTable(bytes: Uint8Array, from: number): number {
    const singles = this.#singles
    const pairs = this.#pairs
    const out = this.#out
    const last = bytes.length - 1
    let to = this.#length
    let at = from
    let unusual = this.#unusual
    while (at <= last) {
      const byte = bytes[at]!
      if (byte < 0x80) {
        out[to++] = byte
        at++
        continue
      }
      let code = singles[byte - 0x80]!
      if (code !== 0) at++
      else {
        if (at < last) {
          const trail = bytes[at + 1]!
          code = pairs[((byte - 0x80) << 8) | trail]!
          unusual |= (byte - 0xa1) | ((trail - 0xa1) & (trail << 24))
        }
        if (code === 0) break
        at += 2
      }
      if (code < 0x800) {
        out[to++] = 0xc0 | (code >> 6)
      } else {
        out[to++] = 0xe0 | (code >> 12)
        out[to++] = 0x80 | ((code >> 6) & 0x3f)
      }
      out[to++] = 0x80 | (code & 0x3f)
    }
    this.#length = to
    this.#unusual = unusual
    return at
  }

  /** Decodes up to and with the next byte of no character of several bytes, and returns where it goes on. */
  #byDecoder(bytes: Uint8Array, from: number): number {
    let stop = from
    while (stop < bytes.length && bytes[stop]! >= NO_TRAIL) stop++
    if (stop < bytes.length) stop++
    else if (this.#carry.length + stop - from < MAX_CARRY) {
      this.#carry = concat([this.#carry, bytes.subarray(from)])
      return stop
    }
    this.#decode(bytes.subarray(from, stop))
    return stop
  }

  #decode(bytes: Uint8Array): void {
    const text = this.#decoder.decode(concat([this.#carry, bytes]))
    this.#carry = NONE
    const start = this.#length
    this.#length += this.#encoder.encodeInto(text, this.#out.subarray(start)).written
    for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) {
      if (this.firstReplaced < 0) this.firstReplaced = replacementAt(this.#out, start)
      this.replaced++
    }
  }
}
