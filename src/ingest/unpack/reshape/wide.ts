import { readValue } from '../../values'
import type { FileNotice, Rejections } from '../../types'
import { GrowingTable } from '../growing-table'
import type { Part } from '../types'
import { remark } from '../unpack-error'
import { eachRow, type Head, type Row } from './rows'
import { isTotalRow, wideHeader, type WideHeader } from './wide-header'

interface Counts {
  records: number
  rows: number
  blank: number
  zero: number
  totals: number
  /** Records with cells in columns that no header names, and the line of the first. */
  unnamed: number
  firstUnnamed: number
}

/**
 * A sheet with a column per period as one row per member and period: what the sheet says of the member, the first day
 * of the period, the amount, and the line it stood on. Cells that are blank or zero are no rows. Null for every other
 * table.
 */
export async function longPart(part: Part, head: Head, signal?: AbortSignal): Promise<Part | null> {
  const layout = wideHeader(head, likelyYear(part.file))
  if (!layout) return null
  const table = new GrowingTable()
  const counts: Counts = { records: 0, rows: 0, blank: 0, zero: 0, totals: 0, unnamed: 0, firstUnnamed: 0 }
  const refused: Rejections = { count: 0, records: [] }
  const starts = [...new Set(layout.periods.map(({ start }) => start))]
  const take = (row: Row) => {
    if (row.line <= layout.above || row.cells.every((cell) => cell.trim() === '')) return
    if (isTotalRow(row.cells)) counts.totals++
    else if (row.cells.slice(layout.width).some((cell) => cell.trim() !== '')) refuse(refused, row, layout)
    else addMember(row, layout, starts, table, counts)
  }
  if (!(await eachRow(part.file, head.dialect, take, signal)) || counts.rows === 0) return null
  const { name, lastModified } = part.file
  return {
    ...part,
    file: await table.file(name, headerOf(layout), lastModified),
    dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', header: true, headerRows: 1, skip: 0 },
    notices: [...part.notices, unpivoted(layout, counts, starts.length, refused)],
    // Its header of years and months reads like data, were it not known.
    original: { ...part, dialect: { ...part.dialect, header: true } },
    ...(refused.count > 0 && { refused }),
  }
}

function addMember(
  { cells, line }: Row,
  layout: WideHeader,
  starts: readonly string[],
  table: GrowingTable,
  counts: Counts,
): void {
  counts.records++
  if (cells.some((cell, i) => cell.trim() !== '' && (layout.names[i] ?? '').trim() === '')) {
    counts.unnamed++
    counts.firstUnnamed ||= line
  }
  const own = layout.carried.map((i) => cells[i] ?? '')
  for (const start of starts) {
    const values = layout.measures.map(() => '')
    let says = false
    for (const { column, measure, start: of } of layout.periods) {
      if (of !== start) continue
      const cell = cells[column] ?? ''
      const value = readValue(cell)
      values[measure] = cell
      if (value.kind === 'missing') counts.blank++
      else if (value.kind === 'number' && value.value === 0) counts.zero++
      else says = true
    }
    if (!says) continue
    counts.rows++
    table.row([...own, start, ...values, String(line)])
  }
}

const isChinese = ({ names }: WideHeader): boolean => names.some((name) => /\p{Script=Han}/u.test(name))

function headerOf(layout: WideHeader): string[] {
  const chinese = isChinese(layout)
  return [
    ...layout.carried.map((i) => (layout.names[i] ?? '').trim()),
    chinese ? '消费日期' : 'order_date',
    ...layout.measures.map((measure) => measure || (chinese ? '消费金额' : 'amount')),
    chinese ? '原文件行号' : 'source_line',
  ]
}

function refuse(refused: Rejections, { cells, line }: Row, { width }: WideHeader): void {
  refused.count++
  if (refused.records.length >= MOST_SHOWN) return
  refused.records.push({
    line,
    code: 'too_many_fields',
    reason: {
      en: `${cells.length} fields where the header has ${width}`,
      zh: `有 ${cells.length} 个字段，表头只有 ${width} 个`,
    },
    text: cells.join(',').slice(0, 500),
  })
}

const MOST_SHOWN = 1000

/** The year in the file's name, else that of its last change. */
const likelyYear = ({ name, lastModified }: File): number =>
  Number(/(?<!\d)((?:19|20)\d{2})(?!\d{3})/.exec(name)?.[1] ?? new Date(lastModified).getUTCFullYear())

const GRAINS: Record<WideHeader['grain'], readonly [string, string]> = {
  day: ['day', '天'],
  week: ['week', '周'],
  month: ['month', '月'],
  quarter: ['quarter', '季度'],
  year: ['year', '年'],
}

function unpivoted(layout: WideHeader, counts: Counts, periods: number, refused: Rejections): FileNotice {
  const [en, zh] = GRAINS[layout.grain]
  const { records, rows, blank, zero, totals, unnamed, firstUnnamed } = counts
  const firstRefused = refused.records[0]?.line ?? 0
  const sums = layout.totals.map((i) => `“${layout.names[i]?.trim()}”`)
  const year = layout.yearTaken
  const [first, last] = [layout.periods.at(0), layout.periods.at(-1)].map((period) =>
    (layout.names[period?.column ?? -1] ?? '').trim(),
  )
  return remark(
    'info',
    'unpivoted',
    `The sheet has a column per ${en} (${first} … ${last}), so it was read as one row per member and ${en}: ${records} records × ${layout.periods.length} cells gave ${rows} rows; ${blank} blank and ${zero} zero cells stand for no purchase.` +
      (refused.count > 0
        ? ` Records with more cells than the header, which were not read: ${refused.count} (first: line ${firstRefused}).`
        : '') +
      (unnamed > 0
        ? ` Records with cells under no header, which were left out: ${unnamed} (first: line ${firstUnnamed}).`
        : '') +
      (totals > 0 ? ` Rows of totals left out: ${totals}.` : '') +
      (sums.length > 0 ? ` Columns of totals were left out: ${sums.join(', ')}.` : '') +
      (year === null ? '' : ` The headers name no year: ${year} was taken.`) +
      ` Each row counts as one order on the first day of its ${en}, so that orders are counted by ${periods} ${en}s, not by visits. The last column is the line in the file. To undo it, choose “Read as it is written”.`,
    `这张表每${zh}一列（${first} … ${last}），已按每位会员每${zh}一行读入：${records} 条记录 × ${layout.periods.length} 个单元格得到 ${rows} 行；${blank} 个空单元格和 ${zero} 个零表示没有消费。` +
      (refused.count > 0
        ? `${refused.count} 条记录的单元格比表头多，未读入（最早在第 ${firstRefused} 行）。`
        : '') +
      (unnamed > 0
        ? `${unnamed} 条记录在没有表头的列里有内容，这些内容未读入（最早在第 ${firstUnnamed} 行）。`
        : '') +
      (totals > 0 ? `${totals} 行合计未读入。` : '') +
      (sums.length > 0 ? `合计列未读入：${sums.join('、')}。` : '') +
      (year === null ? '' : `表头没有年份，按 ${year} 年。`) +
      `每一行算作该${zh}第一天的一单，因此订单数是有消费的${zh}数（共 ${periods} 个），不是到店次数。最后一列是原文件的行号。要撤销，请选“按原样读取”。`,
  )
}
