import type { ColumnMatch, ColumnReport, FileReport } from './types'

/**
 * Tills write the day of a sale in one column and its time of day in another. Keeps the time of day that was found, or
 * takes the only one in the file, where the day has none of its own; else there is none.
 */
export function settleClock(
  report: FileReport,
  matches: Map<string, ColumnMatch>,
  taken: ReadonlySet<string>,
): void {
  const columnOf = (match: ColumnMatch | null | undefined) =>
    report.columns.find(({ name }) => name === match?.column)
  const day = columnOf(matches.get('ordered_at'))
  const found = matches.get('ordered_time') ?? loneClock(report, taken)
  const clock = columnOf(found)
  matches.delete('ordered_time')
  if (
    !found ||
    !clock ||
    !day ||
    !(isBareDay(day) || matches.has('ordered_month')) ||
    ofPayment(day) !== ofPayment(clock)
  )
    return
  const reason = {
    en: `the time of day of “${day.name}”, which names the day alone`,
    zh: `“${day.name}”只有日期，这一列是当天的时刻`,
  }
  matches.set('ordered_time', { ...found, reasons: [...found.reasons, reason] })
}

/** Spreadsheets and databases may write midnight behind a day. */
const isBareDay = ({ type, examples }: ColumnReport): boolean =>
  type === 'date' ||
  (type === 'time' && examples.length > 0 && examples.every((text) => MIDNIGHT.test(text.trim())))

const MIDNIGHT = /[ T]0?0:00(:00(\.0+)?)?Z?$/

/** When an order was paid is no time of the day it was placed. */
const ofPayment = ({ header }: ColumnReport): boolean => /pay|paid|付款|支付/i.test(header)

/** The only column of times of day in a file, whatever its header says, but for times of something else. */
function loneClock(report: FileReport, taken: ReadonlySet<string>): ColumnMatch | null {
  const clocks = report.columns.filter(({ clockFormats }) => clockFormats)
  const [only] = clocks
  if (!only || clocks.length > 1 || taken.has(only.name) || OF_SOMETHING_ELSE.test(only.header)) return null
  const example = only.examples[0] ?? ''
  const reason = {
    en: `the only column of times of day in the file, e.g. ${example}`,
    zh: `文件里唯一的时刻列，例如 ${example}`,
  }
  return { role: 'ordered_time', column: only.name, confidence: 0.42, reasons: [reason] }
}

const OF_SOMETHING_ELSE =
  /ship|deliver|dispatch|update|modif|visit|redempt|join|regist|cancel|refund|return|start|end|open|clos|duration|elapsed|lead|wait|prep|cook|travel|length|发货|送达|配送|更新|注册|入会|退款|时长|用时|耗时|营业/i
