import type { Bilingual } from '../text/bilingual'
import { count, notice } from './notices'
import type { ColumnReport, FileNotice } from './types'

/** What a user should know about how the values of columns are read. */
export const columnNotices = (columns: readonly ColumnReport[]): FileNotice[] => [
  ...lostDigits(columns.filter((column) => column.lostDigits)),
  ...mixedCurrencies(columns.filter((column) => column.currencies)),
  ...about(
    columns.filter((column) => column.zones),
    'zone_dropped',
    {
      en: 'carry a time zone, which is dropped: they are read as clock times',
      zh: '带有时区，读取时去掉，按当地钟点处理',
    },
  ),
  ...about(
    columns.filter((column) => column.marked),
    'marked_amounts',
    {
      en: 'may have CR, DR or a note in brackets behind them. CR is a credit to the customer and negative, DR positive; of notes, those that say refunded or cancelled count, the others are dropped',
      zh: '后面可能带有 CR、DR 或括号里的备注。CR 是退给客户的，按负数；DR 按正数；备注里写明退款或取消的按此处理，其余略去',
    },
  ),
  ...about(
    columns.filter((column) => column.dateFormats[0]?.startsWith('epoch')),
    'epoch',
    {
      en: 'count seconds, or fractions of one, since 1970: they are read as times in UTC',
      zh: '是自 1970 年起的秒数（或毫秒、微秒数），按 UTC 时间读取',
    },
  ),
]

function lostDigits(columns: readonly ColumnReport[]): FileNotice[] {
  const [first] = columns
  if (!first) return []
  const example = first.examples.find((value) => /E\+/i.test(value))?.trim() ?? '1.23E+17'
  const of = (column: ColumnReport, words: (n: number) => string) =>
    `“${column.name}” (${words(column.lostDigits ?? 0)})`
  return [
    notice(
      'warning',
      'lost_digits',
      `A spreadsheet turned ids into numbers like ${example}, and their last digits are gone: ${columns.map((column) => of(column, (n) => count(n, 'value', 'values'))).join(', ')}. They count as missing and join nothing. Export again, with the column as text.`,
      `表格软件把编号变成了 ${example} 这样的数，末几位已丢失：${columns.map((column) => of(column, (n) => `${n} 个`)).join('、')}。它们按缺失处理，不用于关联。请把这一列设为文本后重新导出。`,
    ),
  ]
}

function mixedCurrencies(columns: readonly ColumnReport[]): FileNotice[] {
  return columns.map(({ name, currencies = [] }) =>
    notice(
      'warning',
      'mixed_currencies',
      `“${name}” has amounts in ${currencies.join(', ')}: they are added up as they stand. Export each currency by itself, or convert the amounts first.`,
      `“${name}”里有多种货币（${currencies.join('、')}），金额会直接相加。请按货币分别导出，或先换算。`,
    ),
  )
}

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
