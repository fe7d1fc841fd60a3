import type { RecordFault } from './types'

/** One of the last records of a file, as the scan tallied it. */
export interface TailRecord {
  line: number
  cells: readonly string[]
  text: string
  fields: number
  /** How it was tallied: as a record that fits, that fits but for empty cells, or that is rejected. */
  tallied: 'fits' | 'extra_empty' | RecordFault
  stray: boolean
}

/** A footer is short: records further up are not looked at. */
export const TAIL_RECORDS = 24

/**
 * Where totals and notes below the records begin, as an index into the last records; their number where there are
 * none. Only the last records that are totals, or do not fit the header, can be a footer, and it begins with one that
 * says so itself: a record cut off at the end of a file is no footer.
 */
export function footerStart(tail: readonly TailRecord[], columns: number): number {
  let start = tail.length
  for (let i = tail.length - 1; i >= 0; i--) {
    const record = tail[i]!
    const fits = record.tallied === 'fits' || record.tallied === 'extra_empty'
    const total = isTotal(record, columns)
    if (fits && !total) break
    if (total || isNote(record)) start = i
  }
  return start
}

const TOTAL =
  /^(?:合计|总计|小计|总和|汇总|共计|本页合计|本页小计|(?:grand |sub[- ]?)?totals?|sum|summe|gesamt(?:summe)?|zwischensumme|total g[eé]n[eé]ral|totaux|totales|totale|suma|soma)(?:[:：（(].*)?$/i
const EAST_ASIAN = /[\u4e00-\u9fff]/
const NOTE =
  /^(?:#|-{3,}|={3,}|\*{3,}|_{3,}|～{3,}|共\s*\d+|总共|合计|总计|小计|汇总|导出|制表|打印|生成时间|统计|说明|备注[:：]|注[:：]|以上|数据来源|(?:grand |sub[- ]?)?totals?\b|summe\b|gesamt|totale\b|totaux\b|\+[-=+]{3,}|\(?\d+ (?:rows?|records?)\b|rows?:|records?:|exported\b|generated\b|printed\b|report\b|page \d|source:|note:|end of\b|eof$|copyright|©)/i

/** A record of totals: it begins with the word, and beside it stand numbers or nothing. */
function isTotal({ cells, fields }: TailRecord, columns: number): boolean {
  if (columns < 2) return false
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  const [first = '', ...others] = filled
  if (!TOTAL.test(first)) return false
  // A product may be called Total: the English word counts only beside empty cells.
  if (!EAST_ASIAN.test(first) && fields >= columns && filled.length === cells.length) return false
  return others.every((cell) => /^[^\d\u4e00-\u9fffa-z]*[\d.,' ]+[^\d]{0,4}$/i.test(cell) || TOTAL.test(cell))
}

const isNote = ({ cells }: TailRecord): boolean =>
  NOTE.test(cells.find((cell) => cell.trim() !== '')?.trim() ?? '')
