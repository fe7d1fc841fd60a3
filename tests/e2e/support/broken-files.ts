import type { GivenFile } from './app'

/** A file made of text or of bytes; `.csv` unless the name says otherwise. */
export const made = (name: string, content: string | Uint8Array): GivenFile & { name: string } => ({
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

/**
 * Orders of many members as one large file, written by lines of fixed shape so that it is made quickly: about 45
 * bytes an order.
 */
export function manyOrders(count: number, members: number): Buffer {
  const parts: string[] = [`${ORDER_HEADER}\n`]
  for (let i = 0; i < count; i += 1) {
    // A multiplier without a common factor with the number of members spreads orders over all of them.
    parts.push(
      `o${i},m${(i * 7919) % members},${day(i * 13 + (i >> 4))} 12:${two(i % 60)}:00,${(i % 997) + 1}.25\n`,
    )
  }
  return Buffer.from(parts.join(''))
}
