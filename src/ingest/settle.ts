import { utf8Chunks, type ChunkOptions } from './chunks'
import { dateShape } from './dates'
import { dialectBytes, splitFields } from './fields'
import { narrow } from './narrow'
import { RecordSplitter } from './records'
import type { ColumnReport, FileReport } from './types'
import { readValue } from './values'

/**
 * Asks the whole of a file what a sample of it left open: whether any date of a column says that its day, or its
 * month, comes first; and how many ids lost their last digits. Reads no file twice that left nothing open. Throws the
 * signal's reason when aborted.
 */
export async function settleColumns(
  file: Blob,
  report: FileReport,
  options: ChunkOptions,
): Promise<ColumnReport[]> {
  const open = report.columns.flatMap((column, index) =>
    column.ambiguousDayMonth || column.lostDigits ? [{ index, ...NOTHING_SEEN }] : [],
  )
  if (open.length === 0) return report.columns
  const { dialect } = report
  const decoder = new TextDecoder()
  let headers = dialect.header ? (dialect.headerRows ?? 1) : 0
  const { delimiter, quote } = dialectBytes(dialect)
  const splitter = new RecordSplitter(
    delimiter,
    quote,
    (kind, bytes, start, end, _fields, line) => {
      if (kind !== 'fields' || line >= (report.footerLine ?? Infinity)) return
      if (headers-- > 0) return
      const cells = splitFields(decoder.decode(bytes.subarray(start, end)), dialect.delimiter, dialect.quote)
      if (cells.length < report.leastFields || cells.length > report.columns.length) return
      for (const seen of open) look(seen, cells[seen.index] ?? '')
    },
    dialect,
  )
  const counts = open.some((seen) => report.columns[seen.index]?.lostDigits !== undefined)
  for await (const chunk of utf8Chunks(file, dialect.encoding, options)) {
    splitter.push(chunk)
    if (!counts && open.every((seen) => seen.dayFirst + seen.monthFirst > 0)) break
  }
  splitter.push(new Uint8Array(0), true)
  return report.columns.map((column, index) => {
    const seen = open.find((candidate) => candidate.index === index)
    return seen ? settled(column, seen) : column
  })
}

interface Seen {
  index: number
  dayFirst: number
  monthFirst: number
  lostDigits: number
}

const NOTHING_SEEN = { dayFirst: 0, monthFirst: 0, lostDigits: 0 }

function look(seen: Seen, cell: string): void {
  const text = narrow(cell)
  if (text.includes('E+') || text.includes('e+')) {
    if (readValue(text).kind === 'lost_digits') seen.lostDigits++
    return
  }
  // Only a number above twelve tells.
  if (
    !/^\d{1,2}[-/.]\d{1,2}/.test(text) ||
    !/^(?:1[3-9]|2\d|3[01])|^\d{1,2}[-/.](?:1[3-9]|2\d|3[01])/.test(text)
  )
    return
  const shape = dateShape(text)
  if (!shape || shape.swapped !== null) return
  if (shape.format.startsWith('%d')) seen.dayFirst++
  else seen.monthFirst++
}

function settled(column: ColumnReport, seen: Seen): ColumnReport {
  const counted = column.lostDigits === undefined ? column : { ...column, lostDigits: seen.lostDigits }
  if (!column.ambiguousDayMonth || seen.dayFirst + seen.monthFirst === 0) return counted
  const order = seen.dayFirst > seen.monthFirst ? DAY_FIRST : MONTH_FIRST
  const dateFormats = [...new Set(column.dateFormats.map((format) => format.replace(PAIR, order)))]
  return { ...counted, dateFormats, ambiguousDayMonth: false }
}

const PAIR = /%[dm]([-/.])%[dm]/
const DAY_FIRST = '%d$1%m'
const MONTH_FIRST = '%m$1%d'
