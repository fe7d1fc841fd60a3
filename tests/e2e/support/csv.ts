import type { GivenFile } from './app'

export type Cell = string | number

/** Rows as a CSV file in UTF-8, every text that needs quotes in quotes. */
export function csvFile(
  name: string,
  header: readonly string[],
  rows: readonly (readonly Cell[])[],
): GivenFile {
  const lines = [header, ...rows].map((row) => row.map(cell).join(','))
  return { name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8') }
}

/** The records of a CSV text, fields unquoted; a byte order mark at its start is an error here. */
export function readCsv(text: string): string[][] {
  if (text.startsWith('\uFEFF')) throw new Error('The text begins with a byte order mark.')
  const records: string[][] = [[]]
  for (const [, field = '', end = ''] of text.matchAll(/("(?:[^"]|"")*"|[^,\r\n"]*)(,|\r?\n|$)/g)) {
    records.at(-1)?.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)
    if (end === '') break
    if (end !== ',') records.push([])
  }
  return records.filter((record) => record.length > 1 || record[0] !== '')
}

const cell = (value: Cell): string =>
  typeof value === 'string' && /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : String(value)
