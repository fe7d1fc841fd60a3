/** SQL with everything that is not code blanked out, and the first thing that is left open, if any. */
export interface Blanked {
  /** As long as the text: strings, quoted names and dollar quotes are replaced by `_`, comments by spaces. */
  code: string
  /**
   * The text with a plain space for every other kind of space and every invisible character outside of quotes: so
   * that the engine cannot see a name where none is seen here, nor the other way round.
   */
  text: string
  unclosed: { offset: number; found: string } | null
}

/**
 * Blanks out what the engine's lexer takes as a whole, by the same rules: '…' and "…" with doubled quotes, e'…' with
 * backslashes too, $tag$…$tag$, -- to the end of the line, and nested block comments. A `$` inside a name opens nothing.
 */
export function blank(text: string): Blanked {
  let code = ''
  let plain = ''
  let unclosed: Blanked['unclosed'] = null
  let at = 0
  const skip = (end: number, fill: string) => {
    const stop = end < 0 ? text.length : end
    if (end < 0) unclosed = { offset: at, found: text.slice(at).match(OPENING)?.[0] ?? '' }
    code += text.slice(at, stop).replace(/[^\n\r]/g, fill)
    plain += text.slice(at, stop)
    at = stop
  }
  while (at < text.length) {
    const rest = text.slice(at, at + 2)
    const character = rest[0] ?? ''
    if (rest === '--') skip(endOfLine(text, at), ' ')
    else if (rest === '/*') skip(endOfComment(text, at), ' ')
    else if (character === "'") skip(endOfQuote(text, at, "'", false), '_')
    else if (character === '"') skip(endOfQuote(text, at, '"', false), '_')
    else if (character === '$') dollar()
    else word()
  }
  return { code, text: plain, unclosed }

  function dollar() {
    DOLLAR.lastIndex = at
    const tag = DOLLAR.exec(text)?.[0]
    if (tag === undefined) return take('$')
    const close = text.indexOf(tag, at + tag.length)
    skip(close < 0 ? -1 : close + tag.length, '_')
  }

  /** A name or number as a whole, so that a `$` or an `e` within it is not taken for an opening. */
  function word() {
    WORD.lastIndex = at
    const found = WORD.exec(text)?.[0]
    if (found === undefined) return take((text[at] ?? '').replace(INVISIBLE, ' '))
    take(found)
    if (/^e$/i.test(found) && text[at] === "'") skip(endOfQuote(text, at, "'", true), '_')
  }

  function take(piece: string) {
    code += piece
    plain += piece
    at += piece.length
  }
}

const OPENING = /^(\/\*|\$[^$]*\$|.)/
const INVISIBLE = /[\p{Z}\p{C}](?<![\t\n\r])/u
const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y
/** Beyond ASCII everything visible may stand in a name. */
const WORD = /(?:[A-Za-z_]|[^\0-\x7f](?<![\p{Z}\p{C}]))(?:[\w$]|[^\0-\x7f](?<![\p{Z}\p{C}]))*|\d[\w.]*/uy

function endOfLine(text: string, from: number): number {
  const end = text.slice(from).search(/[\n\r]/)
  return end < 0 ? text.length : from + end
}

function endOfComment(text: string, from: number): number {
  let depth = 0
  for (let i = from; i < text.length; i++) {
    const two = text.slice(i, i + 2)
    if (two === '/*') depth += 1
    else if (two === '*/') depth -= 1
    else continue
    i += 1
    if (depth === 0) return i + 1
  }
  return -1
}

function endOfQuote(text: string, from: number, quote: string, backslashes: boolean): number {
  for (let i = from + 1; i < text.length; i++) {
    if (backslashes && text[i] === '\\') i += 1
    else if (text[i] === quote) {
      if (text[i + 1] !== quote) return i + 1
      i += 1
    }
  }
  return -1
}
