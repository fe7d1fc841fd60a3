const BLOCK_BYTES = 32 * 1024

/** Watches a stream of bytes for anything that is not well-formed UTF-8, and for NUL. */
export class Utf8Check {
  /** Ill-formed sequences. */
  invalid = 0
  /** Well-formed sequences of more than one byte, in the blocks that hold an ill-formed one. */
  wellFormed = 0
  nuls = 0
  #soundBlocks = 0
  #decoder = new TextDecoder('utf-8', { fatal: true })
  #tail: Uint8Array = new Uint8Array(0)
  readonly #trusted: boolean

  /** @param trusted whether the bytes are known to be well-formed: NULs alone are looked for. */
  constructor(trusted = false) {
    this.#trusted = trusted
  }

  /** Whether the bytes are better explained by another encoding than by damage. */
  get refuted(): boolean {
    return this.#soundBlocks === 0 && this.invalid > this.wellFormed
  }

  /** Returns the offset in `bytes` of the first problem in it, or -1. */
  push(bytes: Uint8Array): number {
    const firstNul = bytes.indexOf(0)
    for (let i = firstNul; i >= 0; i = bytes.indexOf(0, i + 1)) this.nuls++
    if (this.#trusted) return firstNul
    let first = firstNul
    for (let start = 0; start < bytes.length; start += BLOCK_BYTES) {
      const bad = this.#block(bytes.subarray(start, start + BLOCK_BYTES))
      if (bad >= 0 && (first < 0 || start + bad < first)) first = start + bad
    }
    return first
  }

  /** Most blocks of most files are ASCII: only the others are decoded. */
  #block(bytes: Uint8Array): number {
    if (this.#tail.length === 0 && isAscii(bytes)) return -1
    if (this.invalid === 0 && this.#passes(bytes)) return -1
    const before = this.#tail.length
    const joined = new Uint8Array(before + bytes.length)
    joined.set(this.#tail)
    joined.set(bytes, before)
    const bad = this.#count(joined)
    return bad < 0 ? -1 : Math.max(0, bad - before)
  }

  /** A sequence cut off by the end of the file is ill-formed too: true when there is one. */
  end(): boolean {
    const cut = this.#tail.length > 0
    if (cut) this.invalid++
    this.#tail = new Uint8Array(0)
    return cut
  }

  #passes(bytes: Uint8Array): boolean {
    try {
      this.#decoder.decode(this.#tail, { stream: true })
      this.#decoder.decode(bytes, { stream: true })
    } catch {
      this.#decoder = new TextDecoder('utf-8', { fatal: true })
      return false
    }
    this.#decoder = new TextDecoder('utf-8', { fatal: true })
    this.#tail = unfinished(bytes, this.#tail)
    this.#soundBlocks++
    return true
  }

  /** The slow way, once something is wrong: counts both kinds, returns the first bad offset. */
  #count(bytes: Uint8Array): number {
    let first = -1
    let at = 0
    while (at < bytes.length) {
      if (bytes[at]! < 0x80) {
        at++
        continue
      }
      const length = sequence(bytes, at)
      if (length > 0) {
        this.wellFormed++
        at += length
      } else if (length === 0) {
        break
      } else {
        this.invalid++
        if (first < 0) first = at
        at++
        while (at < bytes.length && bytes[at]! >= 0x80 && bytes[at]! < 0xc0) at++
      }
    }
    this.#tail = bytes.slice(at)
    return first
  }
}

export function isAscii(bytes: Uint8Array): boolean {
  const head = (4 - (bytes.byteOffset & 3)) & 3
  const words = Math.max(0, (bytes.length - head) >> 2)
  let seen = 0
  if (words > 0) {
    const view = new Uint32Array(bytes.buffer, bytes.byteOffset + head, words)
    for (let i = 0; i < words; i++) seen |= view[i]!
  }
  for (let i = 0; i < Math.min(head, bytes.length); i++) seen |= bytes[i]!
  for (let i = head + words * 4; i < bytes.length; i++) seen |= bytes[i]!
  return (seen & 0x80808080) === 0
}

/** The offset of the first byte that belongs to no well-formed sequence, or -1. */
export function firstInvalid(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length;) {
    const length = bytes[at]! < 0x80 ? 1 : sequence(bytes, at)
    if (length <= 0) return at
    at += length
  }
  return -1
}

/** Sequences of more than one byte among `bytes`: ill-formed, well-formed of two bytes, and of three or four. */
export interface Sequences {
  invalid: number
  short: number
  long: number
  /** Of the ill-formed ones, those that lack their last bytes alone: text cut by bytes. */
  cut: number
}

export function countSequences(bytes: Uint8Array, start: number, end: number): Sequences {
  const found: Sequences = { invalid: 0, short: 0, long: 0, cut: 0 }
  for (let at = start; at < end;) {
    const byte = bytes[at]!
    if (byte < 0x80) {
      at++
      continue
    }
    const length = sequence(bytes, at, end)
    if (length > 2) found.long++
    else if (length === 2) found.short++
    else {
      found.invalid++
      if (byte >= 0xe0 && sequence(bytes, at, Math.min(end, at + 2)) === 0 && at + 1 < end) found.cut++
    }
    at += Math.max(length, 1)
    if (length <= 0) while (at < end && bytes[at]! >= 0x80 && bytes[at]! < 0xc0) at++
  }
  return found
}

/** Where U+FFFD stands in UTF-8, from an offset on; -1 when nowhere. */
export function replacementAt(bytes: Uint8Array, from: number): number {
  for (let i = bytes.indexOf(0xef, from); i >= 0; i = bytes.indexOf(0xef, i + 1))
    if (bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd) return i
  return -1
}

/** Bytes of the well-formed sequence at `at`; 0 when cut off by the end; -1 when ill-formed (Unicode, table 3-7). */
function sequence(bytes: Uint8Array, at: number, end = bytes.length): number {
  const lead = bytes[at]!
  const length =
    lead >= 0xc2 && lead <= 0xdf
      ? 2
      : lead >= 0xe0 && lead <= 0xef
        ? 3
        : lead >= 0xf0 && lead <= 0xf4
          ? 4
          : -1
  if (length < 0) return -1
  for (let i = 1; i < length; i++) {
    if (at + i >= end) return 0
    const byte = bytes[at + i]!
    const low = i === 1 ? (lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80) : 0x80
    const high = i === 1 ? (lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf) : 0xbf
    if (byte < low || byte > high) return -1
  }
  return length
}

/** The start of a sequence that `bytes` ends within. */
function unfinished(bytes: Uint8Array, before: Uint8Array): Uint8Array {
  if (bytes.length < 3 && before.length > 0) {
    const joined = new Uint8Array(before.length + bytes.length)
    joined.set(before)
    joined.set(bytes, before.length)
    return unfinished(joined, new Uint8Array(0))
  }
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) break
    if (byte >= 0xc0)
      return sequence(bytes, bytes.length - back) === 0 ? bytes.slice(bytes.length - back) : new Uint8Array(0)
  }
  return new Uint8Array(0)
}

/**
 * Whether bytes cut out of the middle of a file may be UTF-8: a cut sequence at either edge is forgiven, and so is
 * one ill-formed among many that are not, for other encodings make no long runs of well-formed ones.
 */
export function looksUtf8(bytes: Uint8Array, cutBefore: boolean): boolean {
  let start = 0
  if (cutBefore) while (start < 3 && start < bytes.length && (bytes[start]! & 0xc0) === 0x80) start++
  const check = new Utf8Check()
  check.push(bytes.subarray(start))
  return check.invalid === 0 || check.wellFormed >= 10 * check.invalid
}
