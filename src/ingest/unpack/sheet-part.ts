import type { FileNotice } from '../types'
import { GrowingTable } from './growing-table'
import { partName } from './names'
import { linesOf, titleRows } from './title-rows'
import type { Origin, Part } from './types'
import { listed, remark } from './unpack-error'

/** Rows looked at to find the header. */
const FIRST_ROWS = 40
/** As long as a sheet can be. */
const MOST_ROWS = 1_048_576

/** Gathers the rows of one sheet, and makes a part of them. */
export class SheetTable {
  readonly #table = new GrowingTable()
  readonly #first: string[][] = []

  get rows(): number {
    return this.#table.rows
  }

  row(cells: string[]): void {
    if (this.#first.length < FIRST_ROWS) this.#first.push(cells)
    this.#table.row(cells)
  }

  async part(origin: Origin, notices: FileNotice[], lastModified: number): Promise<Part> {
    const skip = linesOf(this.#first.slice(0, titleRows(this.#first)))
    return {
      file: await this.#table.file(partName(origin), null, lastModified),
      origin,
      notices: this.rows >= MOST_ROWS ? [...notices, full()] : notices,
      dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', ...(skip > 0 && { skip }) },
    }
  }
}

export const hiddenSheet = (): FileNotice =>
  remark('info', 'hidden_sheet', 'This sheet is hidden in its workbook.', '这张工作表在工作簿中是隐藏的。')

export function emptySheets(names: readonly string[]): FileNotice[] {
  if (names.length === 0) return []
  const { en, zh } = listed(names)
  return [remark('info', 'empty_sheets', `Sheets without any value: ${en}.`, `没有内容的工作表：${zh}。`)]
}

export const errorCells = (count: number, first: string): FileNotice =>
  remark(
    'warning',
    'error_cells',
    `${count} ${count === 1 ? 'cell holds an error' : 'cells hold errors'} of a formula (first: ${first}) and ${count === 1 ? 'counts' : 'count'} as missing.`,
    `有 ${count} 个单元格是公式错误（最早：${first}），按缺失处理。`,
  )

const full = (): FileNotice =>
  remark(
    'warning',
    'sheet_full',
    `The sheet is full to its last row (${MOST_ROWS.toLocaleString('en')}): what was exported may go on beyond it. Export as CSV to be sure.`,
    `工作表已写满最后一行（${MOST_ROWS.toLocaleString('en')} 行），导出的数据可能不止这些。建议改为导出 CSV。`,
  )
