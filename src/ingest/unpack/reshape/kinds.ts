import { NAMES_KINDS } from '../../shape-notices'
import { GrowingTable } from '../growing-table'
import { partName } from '../names'
import type { Part } from '../types'
import { listed, remark } from '../unpack-error'
import { eachRow, type Head } from './rows'

const OF_ALL = /^(sales?|orders?|sales? ?total|header|order ?header|整单|订单)$/i
const OF_A_LINE = /line|item|明细/i
const MOST_KINDS = 12

/**
 * The rows of a till's export, a table for each kind: sales, their lines, their payments. A column that no row of a
 * kind fills is left out of its table. Null for every other table.
 */
export async function byKind(part: Part, head: Head, signal?: AbortSignal): Promise<Part[] | null> {
  const [first, ...below] = head.rows
  const column = first?.cells.findIndex((header) => NAMES_KINDS.test(header.trim())) ?? -1
  if (!first || column < 0 || head.dialect.headerRows === 2) return null
  const seen = [...new Set(below.map(({ cells }) => cells[column]?.trim() ?? ''))]
  if (!seen.some((kind) => OF_ALL.test(kind)) || !seen.some((kind) => OF_A_LINE.test(kind))) return null
  const filled = new Map<string, Set<number>>()
  const each = (take: (kind: string, cells: string[]) => void) =>
    eachRow(
      part.file,
      head.dialect,
      ({ cells, line }) => line > first.line && take(cells[column]?.trim() ?? '', cells),
      signal,
    )
  const readable = await each((kind, cells) => {
    const known = filled.get(kind) ?? new Set()
    filled.set(kind, known)
    cells.forEach((cell, i) => cell.trim() !== '' && i !== column && known.add(i))
  })
  if (!readable || filled.size > MOST_KINDS) return null
  const tables = new Map(
    [...filled].map(([kind, columns]) => {
      const kept = [...columns].sort((x, y) => x - y)
      return [kind, { kept, table: new GrowingTable() }]
    }),
  )
  await each((kind, cells) => {
    const { kept = [], table } = tables.get(kind) ?? {}
    table?.row(kept.map((i) => cells[i] ?? ''))
  })
  const header = first.cells
  const name = header[column]?.trim() ?? ''
  const names = [...tables].map(([kind, { table }]) => `${kind || '–'} (${table.rows})`)
  const { en, zh } = listed(names)
  const said = remark(
    'info',
    'rows_by_kind',
    `“${name}” says that the rows are of several kinds, which say the same money again: each kind was read as a table of its own: ${en}. To undo it, choose “Read as it is written”.`,
    `“${name}”表明各行并非同一种，会重复写同一笔钱：每一种已各读成一张表：${zh}。要撤销，请选“按原样读取”。`,
  )
  const parts: Part[] = []
  for (const [kind, { kept, table }] of tables) {
    const origin = { ...part.origin, path: kind || '–' }
    parts.push({
      file: await table.file(
        partName(origin),
        kept.map((i) => header[i] ?? ''),
        part.file.lastModified,
      ),
      origin,
      notices: parts.length === 0 ? [...part.notices, said] : [said],
      dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', header: true, headerRows: 1, skip: 0 },
      original: part,
    })
  }
  return parts
}
