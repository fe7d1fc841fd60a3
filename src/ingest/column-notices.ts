import type { Bilingual } from '../text/bilingual'
import { count, notice } from './notices'
import type { ColumnReport, FileNotice } from './types'

/** What a user should know about how the values of columns are read. */
export const columnNotices = (columns: readonly ColumnReport[]): FileNotice[] => [
  ...columns.flatMap((column) => (column.lostDigits ? [lostDigits(column, column.lostDigits)] : [])),
  ...about(
    columns.filter((column) => column.zones),
    'zone_dropped',
    {
      en: 'carry a time zone, which is dropped: they are read as clock times',
      zh: '带有时区，读取时去掉，按当地钟点处理',
    },
  ),
  ...about(
    columns.filter((column) => column.dateFormats[0]?.startsWith('epoch')),
    'epoch',
    {
      en: 'are numbers of seconds since 1970: they are read as times in UTC',
      zh: '是自 1970 年起的秒数，按 UTC 时间读取',
    },
  ),
]

const lostDigits = (column: ColumnReport, lost: number): FileNotice =>
  notice(
    'warning',
    'lost_digits',
    `“${column.name}”: ${count(lost, 'id was', 'ids were')} turned into numbers like ${example(column)} by a spreadsheet, and their last digits are gone. They count as missing and join nothing. Export again, with this column as text.`,
    `“${column.name}”有 ${lost} 个编号被表格软件变成了 ${example(column)} 这样的数，末几位已丢失。它们按缺失处理，不用于关联。请把这一列设为文本后重新导出。`,
  )

const example = (column: ColumnReport): string =>
  column.examples.find((value) => /E\+/i.test(value))?.trim() ?? '1.23E+17'

function about(columns: readonly ColumnReport[], code: string, what: Bilingual): FileNotice[] {
  if (columns.length === 0) return []
  const names = columns.slice(0, 3).map((column) => `“${column.name}” (${column.examples[0]?.trim() ?? ''})`)
  const more = columns.length > 3 ? ' …' : ''
  return [
    notice(
      'info',
      code,
      `${names.join(', ')}${more}: values ${what.en}.`,
      `${names.join('、')}${more}：值${what.zh}。`,
    ),
  ]
}
