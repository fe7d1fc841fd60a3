import { headerMatch } from '../../../shop/headers'
import { orderId } from '../../../shop/columns'
import { isMissingText } from '../../values'
import { GrowingTable } from '../growing-table'
import { partName } from '../names'
import type { Part } from '../types'
import { remark } from '../unpack-error'
import { PACKED_FORMS, type PackedItem, type ReadPacked } from './packed-cell'
import { eachRow, type Head } from './rows'

/** The columns whose cells hold the articles of an order, and the column that numbers the orders. */
interface Packing {
  /** One, or several that are numbered: line_item_1, line_item_2. */
  columns: number[]
  order: number
  read: ReadPacked
  header: string[]
  line: number
}

const LEAST_CELLS = 3
/** Of the cells that say anything, those that are wholly of one form, at least. */
const LEAST_READ = 0.9
/** Cells of several articles, at least, where the header says nothing. */
const LEAST_SEVERAL = 0.1
/** Order numbers that come back say that a row is a line already. */
const LEAST_ORDERS = 0.98

/**
 * The part, and beside it the articles of its orders, one a row, where the cells of a column hold them: order, product,
 * quantity, price where said. Null for every other table.
 */
export async function unpackedCells(part: Part, head: Head, signal?: AbortSignal): Promise<Part[] | null> {
  const packing = packingOf(head)
  if (!packing) return null
  const table = new GrowingTable()
  const counts = { records: 0, cells: 0, unread: 0, firstUnread: 0 }
  const readable = await eachRow(
    part.file,
    head.dialect,
    ({ cells, line }) => {
      if (line <= packing.line) return
      counts.records++
      for (const column of packing.columns) {
        const cell = cells[column] ?? ''
        if (isMissingText(cell)) continue
        const items = packing.read(cell)
        if (!items) {
          counts.unread++
          counts.firstUnread ||= line
        } else {
          counts.cells++
          for (const one of items) table.row([cells[packing.order] ?? '', ...rowOf(one)])
        }
      }
    },
    signal,
  )
  if (!readable || table.rows === 0) return null
  const headers = packing.columns.map((column) => packing.header[column]?.trim() ?? '')
  const header = headers.length > 1 ? `${headers[0]} – ${headers.at(-1)}` : (headers[0] ?? '')
  const origin = { ...part.origin, path: headers[0] ?? '' }
  const said = remark(
    'info',
    'packed_lines',
    `Each cell of “${header}” holds the articles of an order: ${counts.cells} cells gave ${table.rows} order lines, in a table of their own beside the ${counts.records} records as they are.` +
      (counts.unread > 0
        ? ` ${counts.unread} cells could not be taken apart (first: line ${counts.firstUnread}); their orders stay without lines.`
        : '') +
      ' To undo it, choose “Read as it is written”.',
    `“${header}”的每个单元格装着一张订单的商品：${counts.cells} 个单元格拆出 ${table.rows} 行订单明细，另成一张表；原来的 ${counts.records} 条记录不变。` +
      (counts.unread > 0
        ? `有 ${counts.unread} 个单元格无法拆开（最早在第 ${counts.firstUnread} 行），这些订单没有明细。`
        : '') +
      '要撤销，请选“按原样读取”。',
  )
  const name = partName(origin)
  const lines: Part = {
    file: await table.file(
      name,
      [packing.header[packing.order] ?? 'order_id', ...LINE_HEADER],
      part.file.lastModified,
    ),
    origin,
    notices: [said],
    dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', header: true, headerRows: 1, skip: 0 },
    original: part,
  }
  return [{ ...part, notices: [...part.notices, said], original: part }, lines]
}

const LINE_HEADER = ['sku', 'product_name', 'quantity', 'unit_price', 'line_total'] as const

const rowOf = ({ id, name, quantity, price, total }: PackedItem): string[] => [
  id || name,
  name,
  quantity,
  price,
  total,
]

function packingOf({ rows, dialect }: Head): Packing | null {
  const [first, ...below] = rows
  if (!first || dialect.headerRows === 2) return null
  const header = first.cells
  const order = bestOrder(header)
  const orders = below.flatMap(({ cells }) => cells[order]?.trim() || [])
  if (order < 0 || new Set(orders).size < LEAST_ORDERS * orders.length) return null
  for (const column of header.keys()) {
    if (column === order) continue
    const cells = below.flatMap(({ cells: own }) =>
      isMissingText(own[column] ?? '') ? [] : [own[column] ?? ''],
    )
    if (cells.length < LEAST_CELLS) continue
    const read = PACKED_FORMS.find((form) => areArticles(cells, form, header[column] ?? ''))
    if (read) return { columns: numberedLike(header, column), order, read, header, line: first.line }
  }
  return null
}

/** The column and those named like it but for their number. */
function numberedLike(header: readonly string[], column: number): number[] {
  const stem = (name: string) => name.trim().replace(/\d+$/, '')
  const own = header[column] ?? ''
  if (stem(own) === own.trim()) return [column]
  return [...header.keys()].filter((other) => {
    const name = header[other] ?? ''
    return other === column || (stem(name) === stem(own) && stem(name) !== name.trim())
  })
}

const SPEAKS_OF_ARTICLES =
  /item|product|goods|sku|article|cart|basket|content|商品|宝贝|货品|产品|明细|购物|内容|artikel|producto|produit|prodotto/i

/** Nearly all cells are of the form, most articles have a number, and some cells hold several or the header says so. */
function areArticles(cells: readonly string[], form: ReadPacked, header: string): boolean {
  const lists = cells.flatMap((cell) => [form(cell) ?? []]).filter((list) => list.length > 0)
  const items = lists.flat()
  return (
    lists.length >= LEAST_READ * cells.length &&
    items.filter(({ quantity }) => quantity !== '').length > 0.5 * items.length &&
    (SPEAKS_OF_ARTICLES.test(header) ||
      lists.filter(({ length }) => length > 1).length >= LEAST_SEVERAL * cells.length)
  )
}

function bestOrder(header: readonly string[]): number {
  const scores = header.map((name) => headerMatch(name, orderId.words).score)
  const best = Math.max(...scores)
  return best >= 0.6 ? scores.indexOf(best) : -1
}
