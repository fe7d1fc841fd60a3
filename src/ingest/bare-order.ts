import { normaliseHeader } from '../shop/headers'
import type { Matches } from './propose'
import { isUnique } from './table-fit'
import type { ColumnMatch, FileReport } from './types'

/** Headers that say no more than that a column numbers something. */
const BARE = new Set(
  '编号,编码,号,单据,id,no,nr,num,number,ref,reference,numero,numéro,número,nummer,№,n°,#'.split(','),
)

/** Where no header means order and another column is the member: a number that no two rows share is the order's. */
export function bareOrder(
  report: FileReport,
  matches: Matches,
  taken: ReadonlySet<string>,
): ColumnMatch | null {
  if (matches.has('order_id') || !matches.has('member_id') || !matches.has('ordered_at')) return null
  const found = report.columns.find(
    (column) =>
      !taken.has(column.name) &&
      (column.type === 'integer' || column.type === 'text') &&
      isBare(column.header) &&
      isUnique(column),
  )
  if (!found) return null
  const member = matches.get('member_id')?.column ?? ''
  const reason = {
    en: `“${found.name}” numbers the rows, each differently (${found.distinct} values in ${found.sampled} sampled), and the member is in “${member}”`,
    zh: `“${found.name}”每行各不相同（抽样 ${found.sampled} 行有 ${found.distinct} 个值），会员在“${member}”列`,
  }
  return { role: 'order_id', column: found.name, confidence: 0.55, reasons: [reason] }
}

const isBare = (header: string): boolean =>
  BARE.has(normaliseHeader(header)) || BARE.has(header.trim().toLowerCase().replace(/\.$/, ''))
