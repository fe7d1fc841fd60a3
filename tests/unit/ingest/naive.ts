/**
 * The definition of a record (records.ts) once more, character by character, with no thought for speed or chunks: what
 * the reader of the product is held against.
 */
export interface NaiveDialect {
  delimiter: string
  quote: string
  header: boolean
  skip?: number
  comment?: string
}

export interface NaiveTable {
  header: string[]
  rows: string[][]
  rejected: number
  skipped: number
  blank: number
}

export function naiveTable(text: string, dialect: NaiveDialect): NaiveTable {
  const table: NaiveTable = { header: [], rows: [], rejected: 0, skipped: 0, blank: 0 }
  let width = -1
  let least = 0
  let headerText = ''
  for (const record of naiveRecords(text, dialect)) {
    if (record.kind === 'blank') table.blank++
    else if (record.kind === 'skipped') table.skipped++
    else if (record.kind === 'broken') table.rejected++
    else if (width < 0 && dialect.header) {
      table.header = record.cells
      headerText = record.text
      width = least = record.cells.length
      while (least > 1 && record.cells[least - 1]?.trim() === '') least--
    } else if (dialect.header && record.cells.length > 1 && record.text === headerText) table.skipped++
    else {
      if (width < 0) width = least = record.cells.length
      const { cells } = record
      const fits =
        cells.length >= least && cells.slice(width).every((cell) => cell.replaceAll('\0', '').trim() === '')
      if (fits)
        table.rows.push(Array.from({ length: width }, (_, i) => (cells[i] ?? '').replaceAll('\0', '')))
      else table.rejected++
    }
  }
  return table
}

type NaiveRecord =
  | { kind: 'blank' }
  | { kind: 'skipped' }
  | { kind: 'broken' }
  | { kind: 'cells'; cells: string[]; text: string }

function* naiveRecords(
  text: string,
  { delimiter, quote, skip = 0, comment = '' }: NaiveDialect,
): Generator<NaiveRecord> {
  let at = 0
  let line = 0
  while (at < text.length) {
    if (text[at] === '\ufeff') at++
    if (at >= text.length) {
      yield { kind: 'blank' }
      return
    }
    const start = at
    if (line < skip || (comment !== '' && text.startsWith(comment, at))) {
      const end = lineEnd(text, at)
      yield { kind: isBlank(text.slice(at, end)) ? 'blank' : 'skipped' }
      at = end + breakLength(text, end)
      line++
      continue
    }
    const cells: string[] = []
    let broken = -1
    let breaks = 0
    for (;;) {
      let cell = ''
      if (quote !== '' && text[at] === quote) {
        const opened = at
        const close = closingQuote(text, at + 1, quote)
        const inside = close < 0 ? text.slice(opened + 1) : text.slice(opened + 1, close)
        const spans = /[\r\n]/.test(inside)
        const after = close < 0 ? '' : text.slice(close + 1)
        const ends = close >= 0 && (after === '' || /^[\r\n]/.test(after) || after.startsWith(delimiter))
        if (close < 0 || (spans && !ends)) {
          broken = spans ? lineEnd(text, opened) : text.length
          break
        }
        breaks += inside.split(/\r\n|\r|\n/).length - 1
        cell = inside.replaceAll(quote + quote, quote)
        at = close + 1
      }
      const plainEnd = Math.min(lineEnd(text, at), or(text.indexOf(delimiter, at), text.length))
      cell += text.slice(at, plainEnd)
      at = plainEnd
      cells.push(cell)
      if (!text.startsWith(delimiter, at) || at >= text.length) break
      at += delimiter.length
    }
    if (broken >= 0) {
      yield { kind: 'broken' }
      line += breaks + 1
      at = broken + breakLength(text, broken)
      continue
    }
    line += breaks + 1
    const whole = text.slice(start, at)
    yield cells.length === 1 && isBlank(whole) ? { kind: 'blank' } : { kind: 'cells', cells, text: whole }
    at += breakLength(text, at)
  }
}

const or = (index: number, otherwise: number): number => (index < 0 ? otherwise : index)
const isBlank = (text: string): boolean => [...text].every((character) => character <= ' ')
const breakLength = (text: string, at: number): number =>
  text.startsWith('\r\n', at) ? 2 : at < text.length ? 1 : 0

function lineEnd(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++
  return at
}

function closingQuote(text: string, from: number, quote: string): number {
  let at = from
  for (;;) {
    at = text.indexOf(quote, at)
    if (at < 0 || text[at + 1] !== quote) return at
    at += 2
  }
}

/** Well-formed CSV (RFC 4180) to cells. */
export const readCsvText = (csv: string): string[][] => {
  const { header, rows } = naiveTable(csv, { delimiter: ',', quote: '"', header: true })
  return [header, ...rows]
}
