import type { Bilingual } from '../../../text/bilingual'
import { isScalar, JsonNumber, JsonObject, type JsonScalar, type JsonValue } from './value'

/** Deeper than any export; a page of open brackets is refused before it takes the stack. */
const MOST_DEPTH = 200

/** What is wrong with a text that should be JSON, and where in it. */
export class JsonFault extends Error {
  override readonly name = 'JsonFault'
  readonly offset: number
  readonly reason: Bilingual

  constructor(offset: number, reason: Bilingual) {
    super(`${reason.en} at ${offset}`)
    this.offset = offset
    this.reason = reason
  }
}

/** Reads one JSON value as RFC 8259 has it, values of MongoDB's Extended JSON as what they are. Throws a JsonFault. */
export function parseJson(text: string): JsonValue {
  const parser = new Parser(text)
  const value = parser.value(0)
  parser.end()
  return value
}

const WHITE = /[ \t\r\n]*/y
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
// Line ends and tabs inside strings are forbidden and common: what is meant is plain.
const PLAIN_STRING = /[^"\\]*/y
const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

/**
 * {"$oid": "5f…"}, {"$date": "2025-03-01T09:00:00Z"}, {"$numberDecimal": "20.50"}: the value with its type beside it.
 * Source: MongoDB Extended JSON v2.
 */
function typedValue({ keys, values }: JsonObject): JsonScalar | null {
  const [value] = values
  if (keys.length !== 1 || value === undefined || !isScalar(value)) return null
  if (TYPED_NUMBER.test(keys[0] ?? '') && typeof value === 'string') return new JsonNumber(value)
  return /^\$(oid|date|uuid|symbol)$/.test(keys[0] ?? '') ? value : null
}

const TYPED_NUMBER = /^\$number(Decimal|Double|Int|Long)$/

class Parser {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): JsonValue {
    this.#white()
    const first = this.#text[this.#at]
    if (first === '{') return this.#object(depth)
    if (first === '[') return this.#array(depth)
    if (first === '"') return this.#string()
    if (first === 't') return this.#word('true', true)
    if (first === 'f') return this.#word('false', false)
    if (first === 'n') return this.#word('null', null)
    return this.#number()
  }

  end(): void {
    this.#white()
    if (this.#at < this.#text.length) throw this.#fault(EXTRA)
  }

  #object(depth: number): JsonValue {
    if (depth >= MOST_DEPTH) throw this.#fault(DEEP)
    const object = new JsonObject()
    this.#at++
    this.#white()
    if (this.#take('}')) return object
    for (;;) {
      this.#white()
      if (this.#text[this.#at] !== '"') throw this.#fault(NAME)
      object.keys.push(this.#string())
      this.#white()
      if (!this.#take(':')) throw this.#fault(COLON)
      object.values.push(this.value(depth + 1))
      this.#white()
      if (this.#take('}')) return typedValue(object) ?? object
      if (!this.#take(',')) throw this.#fault(COMMA_OR_BRACE)
    }
  }

  #array(depth: number): JsonValue[] {
    if (depth >= MOST_DEPTH) throw this.#fault(DEEP)
    const array: JsonValue[] = []
    this.#at++
    this.#white()
    if (this.#take(']')) return array
    for (;;) {
      array.push(this.value(depth + 1))
      this.#white()
      if (this.#take(']')) return array
      if (!this.#take(',')) throw this.#fault(COMMA_OR_BRACKET)
    }
  }

  #string(): string {
    let read = ''
    this.#at++
    for (;;) {
      PLAIN_STRING.lastIndex = this.#at
      PLAIN_STRING.test(this.#text)
      read += this.#text.slice(this.#at, PLAIN_STRING.lastIndex)
      this.#at = PLAIN_STRING.lastIndex
      if (this.#take('"')) return read
      if (this.#at >= this.#text.length) throw this.#fault(OPEN_STRING)
      read += this.#escape()
    }
  }

  #escape(): string {
    const mark = this.#text[this.#at + 1] ?? ''
    if (mark === 'u') {
      const hex = this.#text.slice(this.#at + 2, this.#at + 6)
      if (!/^[0-9a-f]{4}$/i.test(hex)) throw this.#fault(ESCAPE)
      this.#at += 6
      return String.fromCharCode(Number.parseInt(hex, 16))
    }
    const read = ESCAPES[mark]
    if (read === undefined) throw this.#fault(ESCAPE)
    this.#at += 2
    return read
  }

  /** NaN and the infinities are no JSON, and Python writes them: they are missing values. */
  #number(): JsonNumber | null {
    NUMBER.lastIndex = this.#at
    if (!NUMBER.test(this.#text)) {
      const not = /^(NaN|-?Infinity)\b/.exec(this.#text.slice(this.#at, this.#at + 12))?.[1]
      if (not === undefined) throw this.#fault(this.#at >= this.#text.length ? CUT_OFF : VALUE)
      this.#at += not.length
      return null
    }
    const from = this.#at
    this.#at = NUMBER.lastIndex
    return new JsonNumber(this.#text.slice(from, this.#at))
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) throw this.#fault(VALUE)
    this.#at += word.length
    return value
  }

  #white(): void {
    const code = this.#text.charCodeAt(this.#at)
    if (code > 32) return
    WHITE.lastIndex = this.#at
    WHITE.test(this.#text)
    this.#at = WHITE.lastIndex
  }

  #take(mark: string): boolean {
    if (this.#text[this.#at] !== mark) return false
    this.#at++
    return true
  }

  #fault(reason: Bilingual): JsonFault {
    return new JsonFault(this.#at, this.#at >= this.#text.length && reason !== DEEP ? CUT_OFF : reason)
  }
}

const VALUE = { en: 'a value was expected', zh: '这里应该是一个值' }
const NAME = { en: 'a name in double quotes was expected', zh: '这里应该是双引号括起的名称' }
const COLON = { en: 'a colon was expected after the name', zh: '名称后应该是冒号' }
const COMMA_OR_BRACE = { en: 'a comma or } was expected', zh: '这里应该是逗号或 }' }
const COMMA_OR_BRACKET = { en: 'a comma or ] was expected', zh: '这里应该是逗号或 ]' }
const OPEN_STRING = { en: 'the text has no closing quote', zh: '文字缺少结束引号' }
const ESCAPE = { en: 'a backslash is followed by what it cannot escape', zh: '反斜杠后面的字符不合法' }
const EXTRA = { en: 'something follows where the value is over', zh: '值结束后还有多余内容' }
const DEEP = { en: `nested deeper than ${MOST_DEPTH} levels`, zh: `嵌套超过 ${MOST_DEPTH} 层` }
/** Also said of a file that ends between values. */
export const CUT_OFF = { en: 'the text ends here, in the middle of a value', zh: '内容在此处中断，不完整' }
