import { refusal, type UnpackError } from '../unpack-error'
import type { Bilingual } from '../../../text/bilingual'
import { CUT_OFF } from './parse'

/** Where a value begins. Both count from 1. */
export interface Place {
  line: number
  column: number
}

export interface Found {
  /** The names that lead to the list, joined by dots; '' for the outermost. */
  path: string
  bytes: Uint8Array
  place: Place
  /** An element of a list; otherwise a value that stands alone beside lists. */
  listed: boolean
}

/** Lists are looked for this many objects deep. */
const LIST_DEPTH = 4
const MOST_RECORD = 64 * 1024 * 1024

const isSpace = (byte: number): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9

type Expecting = 'value' | 'first' | 'name' | 'colon' | 'after'
interface Frame {
  list: boolean
  path: string
  depth: number
}

/**
 * Finds the records in a stream of JSON without reading what is in them: the elements of the outermost list, or of the
 * lists that the outermost object wraps, or values one after the other. What a record holds is checked by whoever reads
 * it; what stands between records is checked here. Throws an UnpackError with line and column.
 */
export class RecordFinder {
  readonly #found: (found: Found) => void
  readonly #sequence: boolean
  readonly #frames: Frame[] = []
  #expecting: Expecting = 'value'
  #name = ''
  #buffer: Uint8Array = new Uint8Array(0)
  /** Where in the buffer the value begins that is being passed over, or -1. */
  #start = -1
  #place: Place = { line: 1, column: 1 }
  #depth = 0
  #quoted = false
  #escaped = false
  #line = 1
  /** Bytes of the stream before the line, and before the buffer. */
  #lineStart = 0
  #offset = 0
  #at = 0

  /** @param sequence whether values stand one after the other, so that none of them is a wrapper. */
  constructor(found: (found: Found) => void, sequence = false) {
    this.#found = found
    this.#sequence = sequence
  }

  push(chunk: Uint8Array): void {
    this.#buffer = this.#buffer.length > 0 ? joined(this.#buffer, chunk) : chunk
    this.#run()
  }

  /** Throws an UnpackError when the stream ended inside a list or value. */
  end(): void {
    if (this.#start >= 0 && this.#depth === 0 && !this.#quoted) this.#finish(this.#buffer.length)
    if (this.#start >= 0) throw unclosed(this.#place)
    if (this.#frames.length > 0) throw brokenJson(this.#here(), CUT_OFF)
  }

  #run(): void {
    const bytes = this.#buffer
    while (this.#at < bytes.length) {
      if (this.#start >= 0) {
        if (!this.#pass(bytes)) break
        continue
      }
      const byte = bytes[this.#at]!
      if (isSpace(byte)) {
        if (byte === 10) this.#newLine(this.#at)
        this.#at++
      } else this.#step(byte)
    }
    this.#keep()
  }

  #step(byte: number): void {
    const frame = this.#frames.at(-1)
    const character = String.fromCharCode(byte)
    if (this.#expecting === 'colon') {
      if (character !== ':') throw brokenJson(this.#here(), COLON)
      this.#expecting = 'value'
      this.#at++
    } else if (this.#expecting === 'after') this.#after(frame, character)
    else if (frame && !frame.list && this.#expecting !== 'value') this.#nameOrEnd(character)
    else if (frame?.list && this.#expecting === 'first' && character === ']') this.#close()
    else this.#value(frame, character)
  }

  #after(frame: Frame | undefined, character: string): void {
    if (!frame) {
      // Values one after the other.
      this.#expecting = 'value'
      if (character === ',') this.#at++
      return
    }
    if (character === ',') {
      this.#expecting = frame.list ? 'value' : 'name'
      this.#at++
    } else if (character === (frame.list ? ']' : '}')) this.#close()
    else throw brokenJson(this.#here(), frame.list ? AFTER_RECORD : AFTER_VALUE)
  }

  #nameOrEnd(character: string): void {
    if (character === '}' && this.#expecting === 'first') return this.#close()
    if (character !== '"') throw brokenJson(this.#here(), NAME)
    this.#begin()
  }

  #value(frame: Frame | undefined, character: string): void {
    const depth = frame?.depth ?? 0
    const path = frame && !frame.list ? (frame.path ? `${frame.path}.${this.#name}` : this.#name) : ''
    const mayOpen = frame === undefined ? this.#frames.length === 0 && !this.#sequence : !frame.list
    if (mayOpen && character === '[') this.#open({ list: true, path, depth })
    else if (mayOpen && character === '{' && depth < LIST_DEPTH)
      this.#open({ list: false, path, depth: depth + 1 })
    else if (/[\]},:]/.test(character)) throw brokenJson(this.#here(), VALUE)
    else this.#begin()
  }

  #open(frame: Frame): void {
    this.#frames.push(frame)
    this.#expecting = 'first'
    this.#at++
  }

  #close(): void {
    this.#frames.pop()
    this.#expecting = 'after'
    this.#at++
  }

  #begin(): void {
    this.#start = this.#at
    this.#place = this.#here()
    this.#depth = 0
    this.#quoted = false
    this.#escaped = false
  }

  /** Goes on to the end of the value that has begun; false when the buffer is over first. */
  #pass(bytes: Uint8Array): boolean {
    let at = this.#at
    let depth = this.#depth
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!
      if (this.#quoted) {
        if (byte === 10) this.#newLine(at)
        if (this.#escaped) this.#escaped = false
        else if (byte === 92) this.#escaped = true
        else if (byte === 34) {
          this.#quoted = false
          if (depth === 0) return this.#finish(at + 1)
        }
        continue
      }
      if (byte === 34) this.#quoted = true
      else if (byte === 123 || byte === 91) depth++
      else if (byte === 125 || byte === 93) {
        if (depth === 0) return this.#finish(at)
        if (--depth === 0) return this.#finish(at + 1)
      } else if (depth === 0 && (byte === 44 || byte === 58 || isSpace(byte))) return this.#finish(at)
      else if (byte === 10) this.#newLine(at)
    }
    if (at - this.#start > MOST_RECORD) throw unclosed(this.#place)
    this.#at = at
    this.#depth = depth
    return false
  }

  #finish(end: number): true {
    const bytes = this.#buffer.subarray(this.#start, end)
    const frame = this.#frames.at(-1)
    this.#at = end
    this.#start = -1
    if (frame && !frame.list && this.#expecting !== 'value') {
      this.#name = nameOf(bytes)
      this.#expecting = 'colon'
    } else {
      this.#expecting = 'after'
      const path =
        frame && !frame.list ? (frame.path ? `${frame.path}.${this.#name}` : this.#name) : (frame?.path ?? '')
      this.#found({ path, bytes, place: this.#place, listed: frame?.list ?? true })
    }
    return true
  }

  #newLine(at: number): void {
    this.#line++
    this.#lineStart = this.#offset + at + 1
  }

  #here(): Place {
    return { line: this.#line, column: this.#offset + this.#at - this.#lineStart + 1 }
  }

  /** Lets go of what is done with. */
  #keep(): void {
    const from = this.#start >= 0 ? this.#start : this.#at
    this.#buffer = this.#buffer.subarray(from)
    this.#offset += from
    this.#at -= from
    if (this.#start >= 0) this.#start = 0
  }
}

function nameOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes)
  try {
    return String(JSON.parse(text))
  } catch {
    return text.slice(1, -1)
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(a.length + b.length)
  whole.set(a)
  whole.set(b, a.length)
  return whole
}

export const brokenJson = ({ line, column }: Place, reason: Bilingual): UnpackError =>
  refusal('broken_json', {
    en: `The JSON is broken on line ${line}, column ${column}: ${reason.en}. Export it again, or mend that place in a text editor.`,
    zh: `JSON 在第 ${line} 行第 ${column} 列出错：${reason.zh}。请重新导出，或用文本编辑器改正这里。`,
  })

const unclosed = (place: Place): UnpackError => brokenJson(place, UNCLOSED)

const UNCLOSED = {
  en: 'a value begins here that never ends; the file may have been cut off',
  zh: '从这里开始的值没有结束，文件可能被截断',
}
const COLON = { en: 'a colon was expected after the name', zh: '名称后应该是冒号' }
const NAME = { en: 'a name in double quotes was expected', zh: '这里应该是双引号括起的名称' }
const VALUE = { en: 'a value was expected', zh: '这里应该是一个值' }
const AFTER_RECORD = { en: 'a comma or ] was expected after the record', zh: '记录之后应该是逗号或 ]' }
const AFTER_VALUE = { en: 'a comma or } was expected after the value', zh: '值之后应该是逗号或 }' }
