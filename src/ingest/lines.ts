import { isAscii } from './utf8'

const LF = 10
const CR = 13
const MARK = [0xef, 0xbb, 0xbf]
const NONE = new Uint8Array(0)

/** A line longer than this is handed on in pieces. */
const MAX_LINE_BYTES = 64 * 1024

/** Receives each line with its line end: `bytes` from `start` to `end`, and whether all of them are ASCII. */
export type OnLine = (bytes: Uint8Array, start: number, end: number, ascii: boolean) => void

/**
 * Cuts a stream of bytes into physical lines, whatever its encoding, as long as no byte of a line end is part of
 * another character. LF, CR and CRLF each end a line. A byte order mark at the start is left out.
 */
export class LineCutter {
  readonly #onLine: OnLine
  #carry: Uint8Array = NONE
  #started = false

  constructor(onLine: OnLine) {
    this.#onLine = onLine
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#joined(chunk)
    if (!this.#started && bytes.length < MARK.length) {
      this.#carry = bytes.slice()
      return
    }
    let at = this.#cut(bytes, this.#mark(bytes))
    if (bytes.length - at > MAX_LINE_BYTES) {
      const end = pieceEnd(bytes, at)
      this.#onLine(bytes, at, end, isAscii(bytes.subarray(at, end)))
      at = end
    }
    this.#carry = bytes.slice(at)
  }

  /** The last line, where no line end follows it. */
  end(): void {
    const bytes = this.#carry
    this.#carry = NONE
    const at = this.#mark(bytes)
    if (at < bytes.length) this.#onLine(bytes, at, bytes.length, isAscii(bytes.subarray(at)))
  }

  #joined(chunk: Uint8Array): Uint8Array {
    if (this.#carry.length === 0) return chunk
    const joined = new Uint8Array(this.#carry.length + chunk.length)
    joined.set(this.#carry)
    joined.set(chunk, this.#carry.length)
    return joined
  }

  #mark(bytes: Uint8Array): number {
    const marked = !this.#started && MARK.every((byte, i) => bytes[i] === byte)
    this.#started = true
    return marked ? MARK.length : 0
  }

  /** Hands on the lines that are whole, and returns where the last one begins. */
  #cut(bytes: Uint8Array, from: number): number {
    let start = from
    let high = 0
    for (let at = from; at < bytes.length; at++) {
      const byte = bytes[at]!
      high |= byte
      if (byte !== LF && byte !== CR) continue
      if (byte === CR) {
        if (at + 1 >= bytes.length) break
        if (bytes[at + 1] === LF) at++
      }
      this.#onLine(bytes, start, at + 1, high < 0x80)
      start = at + 1
      high = 0
    }
    return start
  }
}

/** Behind the last byte that is no part of a longer character; behind all where there is none. */
function pieceEnd(bytes: Uint8Array, from: number): number {
  let end = bytes.length
  while (end > from && bytes[end - 1]! >= 0x30) end--
  return end > from ? end : bytes.length
}
