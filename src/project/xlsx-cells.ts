import { Vector, type RecordBatch } from 'apache-arrow'
import { columnData } from './arrow-batches'
import type { WrittenColumn } from './export-columns'

/** Cell styles by their place in `STYLES` of xlsx-parts.ts. */
const STYLE = { header: 1, date: 2, time: 3, text: 4 }
/** Of one cell; a spreadsheet refuses a file with more. */
const LONGEST_TEXT = 32_767
/** Whole numbers of more digits would lose the last ones. */
const EXACT = 999_999_999_999_999
const DAY_MS = 86_400_000
/** 1970-01-01, in days as spreadsheets count them. */
const EPOCH_SERIAL = 25_569
/** 1900-03-01: before it, they count a day that never was (ECMA-376, part 1, 18.17.4.1). */
const FIRST_SERIAL = 61
/** 10000-01-01 */
const END_SERIAL = 2_958_466

/** The rows of a batch as XML, from row number `first` (1-based); `letters` are the columns' names. */
export function rowsXml(
  batch: RecordBatch,
  columns: readonly WrittenColumn[],
  letters: readonly string[],
  first: number,
): string {
  const rows = Array.from({ length: batch.numRows }, (_, row) => `<row r="${first + row}">`)
  columns.forEach(({ type }, index) => {
    const vector = new Vector([columnData(batch, index)])
    const write = writerOf(type)
    for (let row = 0; row < rows.length; row++) {
      const value: unknown = vector.get(row)
      if (value != null) rows[row] += write(`${letters[index]}${first + row}`, value)
    }
  })
  return rows.map((row) => `${row}</row>`).join('')
}

export const headerXml = (columns: readonly WrittenColumn[], letters: readonly string[]): string =>
  `<row r="1">${columns.map(({ name }, i) => textCell(`${letters[i]}1`, name, STYLE.header)).join('')}</row>`

/** A, B, … Z, AA, … */
export function columnLetters(count: number): string[] {
  const letter = (index: number): string =>
    (index >= 26 ? letter(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
  return Array.from({ length: count }, (_, index) => letter(index))
}

/** Widths in characters that show the names and the first rows, from 8 to 60; a wide character counts twice. */
export function columnWidths(columns: readonly WrittenColumn[], batch: RecordBatch | undefined): number[] {
  return columns.map(({ name, type }, index) => {
    const usual = type === 'date' ? 10 : type === 'time' ? 19 : 8
    let widest = Math.max(usual, textWidth(name))
    if (batch && type !== 'date' && type !== 'time') {
      const vector = new Vector([columnData(batch, index)])
      for (let row = 0; row < Math.min(batch.numRows, 200); row++) {
        const value: unknown = vector.get(row)
        if (value != null) widest = Math.max(widest, textWidth(String(value)))
      }
    }
    return Math.min(60, widest + 2)
  })
}

function textWidth(text: string): number {
  let width = 0
  for (const character of text.slice(0, 80)) width += (character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1
  return width
}

function writerOf(type: WrittenColumn['type']): (at: string, value: unknown) => string {
  switch (type) {
    case 'boolean':
      return (at, value) => `<c r="${at}" t="b"><v>${value ? 1 : 0}</v></c>`
    case 'integer':
    case 'number':
      return (at, value) => (Number.isFinite(value) ? `<c r="${at}"><v>${String(value)}</v></c>` : '')
    case 'bigint':
      return (at, value) =>
        Math.abs(Number(value)) <= EXACT
          ? `<c r="${at}"><v>${String(value)}</v></c>`
          : textCell(at, String(value))
    case 'date':
      return (at, value) => timeCell(at, Number(value), STYLE.date)
    case 'time':
      return (at, value) => timeCell(at, Number(value), STYLE.time)
    case 'text':
      return (at, value) => textCell(at, String(value))
  }
}

/** Times that spreadsheets do not know are text. */
function timeCell(at: string, epochMs: number, style: number): string {
  const serial = epochMs / DAY_MS + EPOCH_SERIAL
  if (serial >= FIRST_SERIAL && serial < END_SERIAL) return `<c r="${at}" s="${style}"><v>${serial}</v></c>`
  const known = Math.abs(epochMs) <= 8.64e15
  return textCell(
    at,
    known ? new Date(epochMs).toISOString().slice(0, style === STYLE.date ? 10 : 19) : String(epochMs),
  )
}

/** A string within the cell: never a formula, whatever it begins with. */
const textCell = (at: string, text: string, style = STYLE.text): string =>
  `<c r="${at}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text.slice(0, LONGEST_TEXT))}</t></is></c>`

/** What XML cannot hold is written as _x000B_ (ECMA-376, part 1, 22.9.2.19), and so is text that looks like that. */
export function escapeXml(text: string): string {
  return PLAIN.test(text)
    ? text
    : text
        .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(
          UNWRITABLE,
          (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
        )
        .replace(/\p{Surrogate}/gu, '\ufffd')
}

// eslint-disable-next-line no-control-regex -- these are the characters that have to be found
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000d\u000e-\u001f\ufffe\uffff]/g
const PLAIN = /^[ !#-%'-;=?-^`-~\u00a0-\ud7ff]*$/
