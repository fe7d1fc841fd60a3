import type { Bilingual } from '../text/bilingual'
import type { ColumnMatch, ColumnReport, FileReport } from './types'

/** Meanings that values give away whatever the header says: mobile numbers, e-mail addresses, words for a gender. */
export function byPattern(report: FileReport, taken: ReadonlySet<string>): ColumnMatch[] {
  return PATTERNS.flatMap(({ role, pattern, means }) => {
    const column = report.columns.find(
      (candidate) =>
        !taken.has(candidate.name) && candidate.examples.length > 0 && allMatch(candidate, pattern),
    )
    if (!column) return []
    const example = column.examples[0] ?? ''
    const reason: Bilingual = {
      en: `its values are ${means.en}, e.g. ${example}`,
      zh: `它的值是${means.zh}，例如 ${example}`,
    }
    return [{ role, column: column.name, confidence: 0.6, reasons: [reason] }]
  })
}

const PATTERNS: readonly { role: string; pattern: RegExp; means: Bilingual }[] = [
  {
    role: 'phone',
    pattern: /^'?(\+?86[- ]?)?1[3-9]\d(\d{8}|\*{4}\d{4})$/,
    means: { en: 'mobile numbers', zh: '手机号' },
  },
  {
    role: 'email',
    pattern: /^[^\s@]+@[^\s@]+\.[a-z]{2,}$/i,
    means: { en: 'e-mail addresses', zh: '邮箱地址' },
  },
  {
    role: 'gender',
    pattern: /^(男|女|男性|女性|male|female)$/i,
    means: { en: 'words for a gender', zh: '性别' },
  },
]

const allMatch = (column: ColumnReport, pattern: RegExp): boolean =>
  column.examples.every((example) => pattern.test(example.trim()))

/**
 * What the columns of a file without a header are, as far as their values tell: the one column of dates is the time,
 * the one column of decimals the amount, an id that comes back the member, one that never does the order.
 */
export function withoutHeader(report: FileReport): ColumnMatch[] {
  if (report.dialect.header) return []
  const times = report.columns.filter(({ type }) => type === 'date' || type === 'time')
  const decimals = report.columns.filter(({ type }) => type === 'decimal')
  const [time] = times
  const [amount] = decimals
  if (!time || !amount || times.length > 1 || decimals.length > 1) return []
  const ids = report.columns.filter((column) => column.type === 'integer' || column.type === 'text')
  const share = (column: ColumnReport) => column.distinct / Math.max(1, column.sampled - column.missing)
  const order = ids.find((column) => column.sampled >= 20 && share(column) > 0.98)
  const member = ids.find(
    (column) => column !== order && column.distinct >= 20 && share(column) > 0.02 && share(column) <= 0.98,
  )
  return [
    match(
      'ordered_at',
      time,
      'the only column of dates in a file without a header',
      '没有表头的文件里唯一的日期列',
    ),
    match(
      'amount',
      amount,
      'the only column of decimals in a file without a header',
      '没有表头的文件里唯一的小数列',
    ),
    ...(order ? [match('order_id', order, 'an id that never comes back', '从不重复的编号')] : []),
    ...(member ? [match('member_id', member, 'an id that comes back', '会重复出现的编号')] : []),
  ]
}

const match = (role: string, column: ColumnReport, en: string, zh: string): ColumnMatch => ({
  role,
  column: column.name,
  confidence: 0.65,
  reasons: [{ en, zh }],
})
