import { appendFileSync, writeFileSync } from 'node:fs'
import { test } from '@playwright/test'
import type { GivenFile } from './app'

/** A file made of text or of bytes; `.csv` unless the name says otherwise. */
export const made = (name: string, content: string | Uint8Array): Exclude<GivenFile, string> => ({
  name,
  mimeType: name.endsWith('.json') ? 'application/json' : 'text/csv',
  buffer: Buffer.from(content as Uint8Array),
})

/** Orders in the plainest form; a maker may replace any line by its number, from 0. */
export function orders(count: number, line: (i: number) => string | null = () => null): string {
  const lines = Array.from({ length: count }, (_, i) => line(i) ?? plainOrder(i))
  return [ORDER_HEADER, ...lines, ''].join('\n')
}

export const ORDER_HEADER = 'order_id,member_id,order_date,amount'

export const plainOrder = (i: number): string => `o${i},m${i % 17},${day(i)},${i + 1}.50`

/** Days of 2024, every month among the first twelve. */
export const day = (i: number): string => `2024-${two(1 + (i % 12))}-${two(1 + (i % 28))}`

export const two = (n: number): string => String(n).padStart(2, '0')

/** A table of any shape: header cells, then a line for each row. */
export const table = (
  header: readonly string[],
  rows: number,
  row: (i: number) => readonly (string | number)[],
) =>
  [header, ...Array.from({ length: rows }, (_, i) => row(i))]
    .map((cells) => cells.map(quoted).join(','))
    .join('\n') + '\n'

const quoted = (cell: string | number): string =>
  /[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell)

/** Bytes that are no text of any kind, the same every time. */
export function noise(length: number, signature = ''): Uint8Array {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 7919 + i * i * 13) & 255)
  bytes.set(Buffer.from(signature, 'hex'))
  return bytes
}

/** Orders of twenty thousand members as one large file on disk, about 32 bytes an order; gives its path. */
export function largeFile(count: number, name = 'large.csv'): string {
  const path = test.info().outputPath(name)
  writeFileSync(path, `${ORDER_HEADER}\n`)
  const lines: string[] = []
  for (let i = 0; i < count; i += 1) {
    // A multiplier without a common factor with the number of members spreads orders over all of them.
    lines.push(`o${i},m${(i * 7919) % 20_000},${day(i * 13 + (i >> 4))},${(i % 997) + 1}.25\n`)
    if (lines.length < 50_000 && i < count - 1) continue
    appendFileSync(path, lines.join(''))
    lines.length = 0
  }
  return path
}
