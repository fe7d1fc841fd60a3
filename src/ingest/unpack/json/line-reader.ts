import type { Bilingual } from '../../../text/bilingual'
import type { FileNotice } from '../../types'
import { remark } from '../unpack-error'
import type { Place } from './finder'
import { JsonFault, parseJson } from './parse'
import type { JsonValue } from './value'

const LF = 10
const MOST_LINE = 64 * 1024 * 1024

/** Reads JSON lines. A line that is no JSON is counted, and the first such is kept. */
export class LineReader {
  read = 0
  rejected = 0
  firstFault: { place: Place; reason: Bilingual } | null = null
  readonly #onValue: (value: JsonValue) => void
  readonly #decoder = new TextDecoder()
  #line = 1
  #rest: Uint8Array[] = []
  #restLength = 0

  constructor(onValue: (value: JsonValue) => void) {
    this.#onValue = onValue
  }

  push(chunk: Uint8Array): void {
    let from = 0
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      this.#take(this.#joined(chunk.subarray(from, at)))
      this.#line++
      from = at + 1
    }
    const rest = chunk.subarray(from)
    if (rest.length === 0 || this.#restLength > MOST_LINE) return
    this.#rest.push(rest)
    this.#restLength += rest.length
  }

  end(): void {
    this.#take(this.#joined(new Uint8Array(0)))
  }

  notices(): FileNotice[] {
    if (!this.firstFault) return []
    const { place, reason } = this.firstFault
    const lines = this.rejected === 1 ? 'line is' : 'lines are'
    return [
      {
        ...remark(
          'warning',
          'bad_json_lines',
          `${this.rejected} ${lines} no JSON and will be left out, first line ${place.line}, column ${place.column}: ${reason.en}.`,
          `有 ${this.rejected} 行不是合法的 JSON，不会读入，最早在第 ${place.line} 行第 ${place.column} 列：${reason.zh}。`,
        ),
        line: place.line,
      },
    ]
  }

  #joined(last: Uint8Array): string {
    if (this.#rest.length === 0) return this.#decoder.decode(last)
    const whole = new Uint8Array(this.#restLength + last.length)
    let at = 0
    for (const part of this.#rest) {
      whole.set(part, at)
      at += part.length
    }
    whole.set(last, at)
    this.#rest = []
    this.#restLength = 0
    return this.#decoder.decode(whole)
  }

  #take(line: string): void {
    if (line.trim() === '') return
    let value: JsonValue
    try {
      value = parseJson(line)
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error
      this.rejected++
      this.firstFault ??= { place: { line: this.#line, column: error.offset + 1 }, reason: error.reason }
      return
    }
    this.read++
    this.#onValue(value)
  }
}
