/** What is done with the marks of an XML document, in their order. Names are without prefix. */
export interface XmlHandler {
  /** @param attributes as written, for `attribute` to read. */
  open(name: string, attributes: string): void
  close?(name: string): void
  /** Text as written, for `unescapeXml` to read; one text may come in several pieces. */
  text?(text: string): void
}

const MOST_WAITING = 32 * 1024 * 1024

/**
 * Reads XML in pieces, as far as office files need it: elements, attributes, text, CDATA. Declarations of entities are
 * passed over, so that none is ever expanded. Throws a SyntaxError for a piece without end.
 */
export class XmlScanner {
  #rest = ''
  readonly #handler: XmlHandler

  constructor(handler: XmlHandler) {
    this.#handler = handler
  }

  push(piece: string): void {
    const text = this.#rest === '' ? piece : this.#rest + piece
    let at = 0
    while (at < text.length) {
      const end = text.charCodeAt(at) === LESS ? this.#mark(text, at) : this.#text(text, at)
      if (end < 0) break
      at = end
    }
    this.#rest = text.slice(at)
    if (this.#rest.length > MOST_WAITING) throw new SyntaxError('A mark without end.')
  }

  /** Throws a SyntaxError when the document ended inside a mark. */
  end(): void {
    if (this.#rest.trim() !== '') throw new SyntaxError('The document ends inside a mark.')
  }

  /** Text up to the next mark; what may be an entity cut in two waits for the rest. */
  #text(text: string, at: number): number {
    const next = text.indexOf('<', at)
    if (next >= 0) {
      this.#handler.text?.(text.slice(at, next))
      return next
    }
    const ampersand = text.lastIndexOf('&')
    const end = ampersand >= at && text.length - ampersand < 12 ? ampersand : text.length
    if (end > at) this.#handler.text?.(text.slice(at, end))
    return end > at ? end : -1
  }

  #mark(text: string, at: number): number {
    const second = text.charCodeAt(at + 1)
    if (Number.isNaN(second)) return -1
    if (second === BANG) return this.#special(text, at)
    if (second === QUESTION) return after(text, '?>', at)
    const end = tagEnd(text, at + 1)
    if (end < 0) return -1
    if (second === SLASH) {
      this.#handler.close?.(localName(text, at + 2, end).name)
      return end + 1
    }
    const empty = text.charCodeAt(end - 1) === SLASH
    const { name, end: nameEnd } = localName(text, at + 1, empty ? end - 1 : end)
    this.#handler.open(name, text.slice(nameEnd, empty ? end - 1 : end))
    if (empty) this.#handler.close?.(name)
    return end + 1
  }

  #special(text: string, at: number): number {
    if (text.startsWith('<!--', at)) return after(text, '-->', at + 4)
    if (text.startsWith('<![CDATA[', at)) {
      const end = text.indexOf(']]>', at)
      if (end < 0) return -1
      this.#handler.text?.(text.slice(at + 9, end).replaceAll('&', '&amp;'))
      return end + 3
    }
    if (text.length - at < 9) return -1
    const inner = text.indexOf('[', at)
    const end = text.indexOf('>', at)
    if (end < 0) return -1
    return inner >= 0 && inner < end ? after(text, ']>', inner) : end + 1
  }
}

const LESS = 60
const GREATER = 62
const SLASH = 47
const BANG = 33
const QUESTION = 63
const DOUBLE = 34
const SINGLE = 39

const after = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

/** The `>` that ends a tag; one inside an attribute's value does not. */
function tagEnd(text: string, from: number): number {
  let quote = 0
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === DOUBLE || code === SINGLE) quote = code
    else if (code === GREATER) return at
  }
  return -1
}

function localName(text: string, from: number, to: number): { name: string; end: number } {
  let start = from
  let at = from
  for (; at < to; at++) {
    const code = text.charCodeAt(at)
    if (code <= 32) break
    if (code === 58) start = at + 1
  }
  return { name: text.slice(start, at), end: at }
}

/** The value of an attribute by its name without prefix, or null. */
export function attribute(attributes: string, name: string): string | null {
  let from = 0
  for (;;) {
    const at = attributes.indexOf(name, from)
    if (at < 0) return null
    from = at + name.length
    const before = attributes.charCodeAt(at - 1)
    if (at > 0 && before > 32 && before !== 58) continue
    let equals = from
    while (attributes.charCodeAt(equals) <= 32) equals++
    if (attributes[equals] !== '=') continue
    let open = equals + 1
    while (attributes.charCodeAt(open) <= 32) open++
    const close = attributes.indexOf(attributes[open] ?? '"', open + 1)
    return close < 0 ? null : unescapeXml(attributes.slice(open + 1, close))
  }
}

const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Text with its entities read; unknown ones stay as written. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,4});/gi, (whole, entity: string) => {
    if (!entity.startsWith('#')) return NAMED[entity] ?? whole
    const code = /^#x/i.test(entity) ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1))
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** Text of a cell: entities, and the characters that office files write as _x000D_. */
export function unescapeCell(text: string): string {
  const read = unescapeXml(text)
  return read.includes('_x')
    ? read.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : read
}
