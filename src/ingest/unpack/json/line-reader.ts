import type { Bilingual } from '../../../text/bilingual'
import { KEPT_REJECTED, REJECTED_TEXT } from '../../normalise'
import type { FileNotice, Rejections } from '../../types'
import { remark } from '../unpack-error'
import type { Place } from './finder'
import { JsonFault, parseJson } from './parse'
import type { JsonValue } from './value'

const LF = 10
const MOST_LINE = 64 * 1024 * 1024

/** Reads JSON lines. A line that is no JSON is refused: counted, and kept with its reason among the first 1,000. */
export class LineReader {
  read = 0
  readonly refused: Rejections = { count: 0, records: [] }
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
    const { count } = this.refused
    const lines = count === 1 ? 'line is' : 'lines are'
    return [
      {
        ...remark(
          'warning',
          'bad_json_lines',
          `${count} ${lines} no JSON and will be left out, first line ${place.line}, column ${place.column}: ${reason.en}. The list of rejected records shows each.`,
          `有 ${count} 行不是合法的 JSON，不会读入，最早在第 ${place.line} 行第 ${place.column} 列：${reason.zh}。逐行见未读入的记录。`,
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
      this.#refuse(line, { line: this.#line, column: error.offset + 1 }, error.reason)
      return
    }
    this.read++
    this.#onValue(value)
  }

  #refuse(text: string, place: Place, { en, zh }: Bilingual): void {
    this.firstFault ??= { place, reason: { en, zh } }
    this.refused.count++
    if (this.refused.records.length >= KEPT_REJECTED) return
    const reason = {
      en: `no JSON at column ${place.column}: ${en}`,
      zh: `第 ${place.column} 列起不是合法的 JSON：${zh}`,
    }
    this.refused.records.push({
      line: place.line,
      code: 'bad_json',
      reason,
      text: text.slice(0, REJECTED_TEXT),
    })
  }
}
