import { LineParts } from '../line-parts'
import type { FileNotice } from '../types'

const HEAD_BYTES = 64 * 1024
const LOOKED_AT = 400
const LEAST_LINES = 20
const DELIMITERS = [',', ';', '\t'] as const
type Delimiter = (typeof DELIMITERS)[number]

/** Lines that name an item twice, at most: a basket lists each once. */
const MOST_REPEATS = 0.02
/** Different items ÷ items named, at most: goods are bought again. */
const MOST_DIFFERENT = 0.7
/** Of items named three times, those that stand in several places of their lines, at least. */
const LEAST_MOVING = 0.5
const LEAST_SEVERAL = 0.2

/** How a text says a basket a line. */
export interface BasketLayout {
  delimiter: Delimiter
  /** Whether the first line names the columns: Item 1, Item 2, … */
  hasHeader: boolean
  /** Whether a line begins with how many items it has. */
  isCounted: boolean
}

/**
 * The layout of a text whose every line is a basket, its items one after another, as many as were bought. Either without
 * a header: no numbers, lines of many lengths, items again and again and in no fixed column. Or under the header Item 1,
 * Item 2, …, before which may stand the number of items, which then has to be right. Null for every other text, where
 * there are quotes, and for encodings of two bytes a character.
 */
export async function basketLayout(file: Blob): Promise<BasketLayout | null> {
  const head = new TextDecoder('latin1').decode(await file.slice(0, HEAD_BYTES).arrayBuffer())
  if (/["\0]/.test(head)) return null
  const all = head.replace(/^\u00ef\u00bb\u00bf/, '').split(/\r?\n/)
  const lines = (file.size > HEAD_BYTES ? all.slice(0, -1) : all).filter((line) => line.trim() !== '')
  const looked = lines.slice(0, LOOKED_AT)
  for (const delimiter of DELIMITERS) {
    const isCounted = countedUnderHeader(looked, delimiter)
    if (isCounted !== null) return { delimiter, hasHeader: true, isCounted }
    if (areBaskets(looked, delimiter)) return { delimiter, hasHeader: false, isCounted: false }
  }
  return null
}

/** Names of one kind numbered through from 1, as latin1 has them: Item 1, 商品1. */
const NUMBERED = /^(.*?[^\d\s_.-])[\s_.-]*0*(\d+)$/
/** What these names begin with; Chinese as latin1 shows its bytes in UTF-8 and in GB 18030. */
const ITEM_WORDS = [
  'item',
  'product',
  'article',
  ...['商品', '产品', '物品'].map(asLatin1),
  '\u00c9\u00cc\u00c6\u00b7',
]

function asLatin1(text: string): string {
  return new TextDecoder('latin1').decode(new TextEncoder().encode(text))
}

/** Whether lines under a header Item 1, Item 2, … begin with their number of items; null where there is no such header. */
function countedUnderHeader(
  [header = '', ...lines]: readonly string[],
  delimiter: Delimiter,
): boolean | null {
  const names = itemsIn(header, delimiter).map((name) => name.toLowerCase())
  const isCounted = !NUMBERED.test(names[0] ?? '')
  const parts = (isCounted ? names.slice(1) : names).map((name) => NUMBERED.exec(name))
  const word = parts[0]?.[1] ?? ''
  const areItems =
    parts.length > 1 &&
    ITEM_WORDS.includes(word) &&
    parts.every((part, at) => part?.[1] === word && Number(part[2]) === at + 1)
  if (!areItems || lines.length === 0) return null
  const isBasket = (line: string) => {
    const cells = itemsIn(line, delimiter)
    const items = isCounted ? cells.slice(1) : cells
    return (
      items.length <= parts.length &&
      items.every((item) => item === '' || IS_NAME.test(item)) &&
      (!isCounted || isCountOf(cells[0] ?? '', items.filter((item) => item !== '').length))
    )
  }
  return lines.every(isBasket) ? isCounted : null
}

const isCountOf = (cell: string, items: number): boolean =>
  /^\d+(?:\.0+)?$/.test(cell) && Number(cell) === items

/** Whatever is more than a number or a date. */
const IS_NAME = /[^\d\s.,:/+%-]/

function areBaskets(lines: readonly string[], delimiter: Delimiter): boolean {
  const baskets = lines.map((line) => itemsIn(line, delimiter))
  if (baskets.length < LEAST_LINES || new Set(baskets.map(({ length }) => length)).size < 3) return false
  const items = baskets.flat()
  if (!items.every((item) => IS_NAME.test(item))) return false
  const places = new Map<string, number[]>()
  for (const basket of baskets) {
    basket.forEach((item, place) => {
      const known = places.get(item)
      if (known) known.push(place)
      else places.set(item, [place])
    })
  }
  const often = [...places.values()].filter(({ length }) => length >= 3)
  const moving = often.filter((at) => new Set(at).size > 1)
  const share = (test: (basket: string[]) => boolean) => baskets.filter(test).length / baskets.length
  return (
    share(({ length }) => length > 1) >= LEAST_SEVERAL &&
    share((basket) => new Set(basket).size < basket.length) <= MOST_REPEATS &&
    places.size <= MOST_DIFFERENT * items.length &&
    often.length > 0 &&
    moving.length >= LEAST_MOVING * often.length
  )
}

/** The items of a line; what only fills it up at its end is none. */
function itemsIn(line: string, delimiter: Delimiter): string[] {
  const items = line.split(delimiter).map((item) => item.trim())
  while (items.at(-1) === '') items.pop()
  return items
}

/**
 * The same baskets with one item a line: transaction_id, the number of the line, and item. Bytes stay in their
 * encoding. `lines` counts the baskets, `miscounted` those whose number of items is another than they say.
 */
export async function asItemLines(
  file: Blob,
  { delimiter, hasHeader, isCounted }: BasketLayout,
  signal?: AbortSignal,
): Promise<{ text: Blob; lines: number; items: number; miscounted: number }> {
  const out = new LineParts()
  const encoder = new TextEncoder()
  out.bytes(encoder.encode('transaction_id,item'))
  const code = delimiter.charCodeAt(0)
  const reader = (file.stream() as ReadableStream<Uint8Array>).getReader()
  let rest = new Uint8Array(0)
  let [number, lines, items, miscounted] = [0, 0, 0, 0]

  function take(written: Uint8Array) {
    number++
    if (hasHeader && number === 1) return
    const line = number === 1 ? withoutMark(written) : written
    const [count, rest] = isCounted ? firstAndRest(line, code) : [null, line]
    const found = fieldsIn(rest, code)
    if (count !== null && count.trim() !== '' && !isCountOf(count.trim(), found.length)) miscounted++
    if (found.length > 0) lines++
    for (const item of found) {
      items++
      out.bytes(joined(encoder.encode(`${number},`), item))
    }
  }
  for (;;) {
    signal?.throwIfAborted()
    const { done, value } = await reader.read()
    const bytes = joined(rest, value ?? new Uint8Array(0))
    let from = 0
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, from)) {
      take(bytes.subarray(from, at))
      from = at + 1
    }
    rest = bytes.slice(from)
    if (done) break
  }
  if (rest.length > 0) take(rest)
  return { text: out.blob(), lines, items, miscounted }
}

/** What stands before the first delimiter, and what after it. */
function firstAndRest(line: Uint8Array, delimiter: number): readonly [string, Uint8Array] {
  const found = line.indexOf(delimiter)
  const end = found < 0 ? line.length : found
  return [new TextDecoder('latin1').decode(line.subarray(0, end)), line.subarray(end + 1)]
}

/** The fields of a line that hold anything, each as a cell of comma-separated text. */
function fieldsIn(line: Uint8Array, delimiter: number): Uint8Array[] {
  const fields: Uint8Array[] = []
  for (let from = 0; from <= line.length;) {
    const found = line.indexOf(delimiter, from)
    const end = found < 0 ? line.length : found
    const field = trimmed(line.subarray(from, end))
    if (field.length > 0) fields.push(asCell(field))
    from = end + 1
  }
  return fields
}

const isBlank = (byte: number | undefined) => byte === 32 || byte === 13 || byte === 9

function trimmed(bytes: Uint8Array): Uint8Array {
  let [from, to] = [0, bytes.length]
  while (from < to && isBlank(bytes[from])) from++
  while (to > from && isBlank(bytes[to - 1])) to--
  return bytes.subarray(from, to)
}

const [QUOTE, COMMA] = [34, 44]

function asCell(field: Uint8Array): Uint8Array {
  if (!field.includes(QUOTE) && !field.includes(COMMA)) return field
  const doubled = [...field].flatMap((byte) => (byte === QUOTE ? [QUOTE, QUOTE] : [byte]))
  return Uint8Array.from([QUOTE, ...doubled, QUOTE])
}

const withoutMark = (line: Uint8Array): Uint8Array =>
  line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? line.subarray(3) : line

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}

export function basketLinesNotice({
  lines,
  items,
  miscounted,
}: {
  lines: number
  items: number
  miscounted: number
}): FileNotice {
  const wrong = {
    en: ` In ${miscounted} of them the number of items differs from what the line begins with; the items themselves were taken.`,
    zh: `其中 ${miscounted} 行的商品数与行首所写不符，以实际列出的商品为准。`,
  }
  return {
    level: miscounted > 0 ? 'warning' : 'info',
    code: 'basket_lines',
    sentence: {
      en: `Every line is a basket, its items one after another: ${lines} lines with ${items} items. They were read as one item a line, transaction_id being the number of the line.${miscounted > 0 ? wrong.en : ''}`,
      zh: `每一行是一个购物篮，依次列出其商品：${lines} 行共 ${items} 项。已改为每行一项读入，transaction_id 为原文件的行号。${miscounted > 0 ? wrong.zh : ''}`,
    },
  }
}
