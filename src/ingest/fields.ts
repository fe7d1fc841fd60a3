import type { Dialect } from './types'

/** The delimiter of columns that are aligned by blanks: any run of spaces and tabs; at the ends of a line it is none. */
export const BLANKS = ' '

/** The cells of one record (see records.ts for the rules). `quote` may be ''. */
export function splitFields(record: string, delimiter: string, quote: string): string[] {
  if (delimiter === BLANKS) return splitAligned(record, quote)
  if (quote === '' || !record.includes(quote)) return record.split(delimiter)
  const cells: string[] = []
  let at = 0
  for (;;) {
    let cell = ''
    if (record[at] === quote) {
      at++
      for (;;) {
        const close = record.indexOf(quote, at)
        if (close < 0) {
          cell += record.slice(at)
          at = record.length
          break
        }
        cell += record.slice(at, close)
        at = close + 1
        if (record[at] !== quote) break
        cell += quote
        at++
      }
    }
    const next = record.indexOf(delimiter, at)
    if (next < 0) {
      cells.push(cell + record.slice(at))
      return cells
    }
    cells.push(cell + record.slice(at, next))
    at = next + delimiter.length
  }
}

function splitAligned(record: string, quote: string): string[] {
  const line = record.replace(/^[ \t]+|[ \t]+$/g, '')
  if (quote === '' || !line.includes(quote)) return line.split(/[ \t]+/)
  const cells: string[] = []
  for (let at = 0; at <= line.length;) {
    const close = line[at] === quote ? closing(line, quote, at + 1) : at
    const end = at + (/[ \t]/.exec(line.slice(close))?.index ?? line.length - close) + close - at
    const cell = line.slice(at, end)
    const inner = line.slice(at + 1, close - 1).replaceAll(quote + quote, quote)
    cells.push(close > at ? inner + line.slice(close, end) : cell)
    at = end + (/^[ \t]+/.exec(line.slice(end))?.[0].length ?? 1)
  }
  return cells
}

/** Where the text after a closing quote begins; the line's end where none closes. */
function closing(line: string, quote: string, from: number): number {
  for (let at = line.indexOf(quote, from); at >= 0; at = line.indexOf(quote, at + 2))
    if (line[at + 1] !== quote) return at + 1
  return line.length
}

/** A cell as RFC 4180 writes it. Bare at the start of a line, a byte order mark would be taken for the file's. */
export const writeCell = (cell: string): string =>
  /[",\r\n]|^\ufeff/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell

/**
 * The UTF-8 bytes of the delimiter and the quote; -1 for no quote. Throws a RangeError for a delimiter that is not one
 * or two characters, or holds a line end or the quote.
 */
export function dialectBytes({ delimiter, quote }: Pick<Dialect, 'delimiter' | 'quote'>): {
  delimiter: Uint8Array
  quote: number
} {
  const characters = [...delimiter].length
  const impossible = /[\r\n]/.test(delimiter) || (quote !== '' && delimiter.includes(quote))
  if (characters < 1 || characters > 2 || impossible) {
    throw new RangeError(`A delimiter is one or two characters; this is ${JSON.stringify(delimiter)}.`)
  }
  return { delimiter: ENCODER.encode(delimiter), quote: quote === '' ? -1 : quote.charCodeAt(0) }
}

const ENCODER = new TextEncoder()

/** Whether a record is, byte by byte, the one given. */
export function isSame(wanted: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start !== wanted.length) return false
  for (let i = 0; i < wanted.length; i++) if (bytes[start + i] !== wanted[i]) return false
  return true
}

export type Fit = 'fits' | 'extra_empty' | 'too_many_fields' | 'too_few_fields'

/**
 * Whether a record has the fields it should: as many as there are columns; more, when the surplus is empty; fewer,
 * when the missing ones are columns whose own header is empty (`least`).
 */
export function fit(fields: number, columns: number, least: number, cells: () => string[]): Fit {
  if (fields === columns) return 'fits'
  if (fields < columns) return fields >= least ? 'extra_empty' : 'too_few_fields'
  return cells()
    .slice(columns)
    .every((cell) => cell.replaceAll('\0', '').trim() === '')
    ? 'extra_empty'
    : 'too_many_fields'
}

/** The fewest fields a record may have under this header: empty names at its end need no cell. */
export function leastFields(header: readonly string[]): number {
  let least = header.length
  while (least > 1 && header[least - 1]?.trim() === '') least--
  return least
}
