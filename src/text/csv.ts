/** Ends every record of a CSV file (RFC 4180). */
export const CSV_LINE_END = '\r\n'

/** Tells spreadsheets that the file is UTF-8; without it they read Chinese as the system's code page. */
export const UTF8_BOM = '\uFEFF'

/** One record without its line end. */
export const csvRow = (values: readonly (string | number | null)[]): string => values.map(csvCell).join(',')

/**
 * One field of a CSV file, safe to open in a spreadsheet.
 *
 * Text that a spreadsheet would take for a formula (it starts with = + - @, their full-width forms, a tab or a
 * line break) gets a leading apostrophe, as OWASP advises for CSV injection; negative numbers stay numbers.
 * Fields with a separator of any locale, a quote, a line break or outer spaces are quoted (RFC 4180).
 * Null and non-finite numbers become an empty field.
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const text = FORMULA_START.test(value) && !NEGATIVE_NUMBER.test(value) ? `'${value}` : value
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const FORMULA_START = /^[=+\-@\t\r\n＝＋－＠]/
const NEGATIVE_NUMBER = /^-\d+(\.\d+)?([eE][+-]?\d+)?$/
const NEEDS_QUOTES = /[",;\t\r\n]|^\s|\s$/
