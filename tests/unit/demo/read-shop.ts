import type { DemoShop } from '../../../src/demo/generate-shop'

export type Row = Record<string, string>

/** A shop read back from its files, by a CSV reader that knows nothing of the writer. */
export interface ReadShop {
  readonly names: string[]
  readonly headers: string[][]
  readonly members: Row[]
  readonly orders: Row[]
  readonly lines: Row[]
  readonly products: Row[]
}

const KEYS = [
  ['member_id', 'joined_at', 'gender', 'birthday', 'city', 'province', 'tier', 'channel'],
  ['order_id', 'member_id', 'ordered_at', 'amount', 'status', 'channel'],
  ['order_id', 'product_id', 'quantity', 'unit_price', 'amount'],
  ['product_id', 'product_name', 'category', 'brand', 'price', 'cost'],
]

/** Rows are keyed by the English column names whatever the language of the file. */
export async function readShop(shop: DemoShop): Promise<ReadShop> {
  const tables = await Promise.all(shop.files.map(async (file) => parseCsv(await file.text())))
  const rows = (index: number): Row[] =>
    tables[index]!.slice(1).map((cells) => {
      if (cells.length !== KEYS[index]!.length) throw new Error(`A ragged row: ${cells.join('|')}`)
      return Object.fromEntries(KEYS[index]!.map((key, column) => [key, cells[column]!]))
    })
  return {
    names: shop.files.map((file) => file.name),
    headers: tables.map((table) => table[0]!),
    members: rows(0),
    orders: rows(1),
    lines: rows(2),
    products: rows(3),
  }
}

function parseCsv(text: string): string[][] {
  const records: string[][] = []
  let cells: string[] = []
  const token = /("(?:[^"]|"")*"|[^,\n]*)([,\n])/y
  while (token.lastIndex < text.length) {
    const at = token.lastIndex
    const match = token.exec(text)
    if (!match) throw new Error(`No CSV at ${at}.`)
    const raw = match[1]!
    cells.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw)
    if (match[2] === '\n') {
      records.push(cells)
      cells = []
    }
  }
  return records
}

/** Whole cents of "-12.30"; throws where there are not exactly two decimals. */
export function cents(text: string): number {
  const match = /^(-?)(\d+)\.(\d\d)$/.exec(text)
  if (!match) throw new Error(`No amount: ${text}`)
  return (match[1] ? -1 : 1) * (Number(match[2]) * 100 + Number(match[3])) || 0
}

export function groupBy(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}
