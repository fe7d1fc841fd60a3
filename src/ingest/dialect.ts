import { BLANKS, dialectBytes, splitFields } from './fields'
import { RecordSplitter } from './records'
import {
  hasGroupRow,
  hasLabelRow,
  headerEvidence,
  isTyped,
  joinHeaders,
  titleRows,
  type HeadRow,
} from './titles'
import type { Dialect, Encoding } from './types'

export interface SniffedDialect {
  dialect: Dialect
  /** Fields of the header, or of most records where there is no header. */
  fields: number
}

const USUAL = [',', ';', '\t', '|']
const RARE = ['^', '~', '\u0001', '\u001f', '\u0002', ':', '¦', '§', '，', '、', '#', '!', '$', '@']
const SNIFFED_RECORDS = 500
const REMARKS = ['#', '--', '//', '%']

/**
 * How a file's first bytes fall into records and fields. What `given` fixes is kept.
 * @param complete whether `head` is the whole file; otherwise its last record may be cut off and is not looked at.
 */
export function sniffDialect(
  head: Uint8Array,
  encoding: Encoding,
  given: Partial<Dialect>,
  complete: boolean,
): SniffedDialect {
  const settings = { head, complete, quote: given.quote ?? sniffQuote(head), given }
  let best = bestDelimiter(settings)
  if (given.quote === undefined && best.unterminated > 0) {
    const unquoted = tryDelimiter(best.delimiter, { ...settings, quote: '' })
    if (unquoted.share > best.share + 0.2) best = unquoted
  }
  const comment = given.comment ?? sniffRemarks(best)
  if (comment !== '') best = tryDelimiter(best.delimiter, { ...settings, quote: best.quote }, comment)
  const table = best.rows.slice(best.above).map((row) => row.cells)
  const header = given.header ?? headerEvidence(table) >= 0
  const groups =
    header &&
    (given.headerRows === undefined ? hasGroupRow(table) || hasLabelRow(table) : given.headerRows === 2)
  const names = groups ? joinHeaders(table[0] ?? [], table[1] ?? []) : (table[0] ?? [])
  const skip = given.skip ?? (best.above > 0 ? (best.rows[best.above]?.line ?? 1) - 1 : 0)
  return {
    dialect: {
      encoding,
      delimiter: best.delimiter,
      quote: best.quote,
      header,
      ...(groups ? { headerRows: 2 } : given.headerRows && { headerRows: 1 }),
      ...((skip > 0 || given.skip !== undefined) && { skip }),
      ...((comment !== '' || given.comment !== undefined) && { comment }),
      ...(given.footer !== undefined && { footer: given.footer }),
    },
    fields: header ? names.length : best.mode,
  }
}

interface Settings {
  head: Uint8Array
  complete: boolean
  quote: Dialect['quote']
  given: Partial<Dialect>
}

interface Trial {
  delimiter: string
  quote: Dialect['quote']
  rows: HeadRow[]
  /** How many of the first rows stand above the table. */
  above: number
  /** The most frequent number of fields, and the share of records that have it. */
  mode: number
  share: number
  unterminated: number
  works: boolean
  score: number
}

function bestDelimiter(settings: Settings): Trial {
  if (settings.given.delimiter) return tryDelimiter(settings.given.delimiter, settings)
  const usual = bestOf(USUAL, settings)
  if (usual.works && usual.share >= 0.5 && usual.above === 0) return widened(usual, settings)
  const rare = bestOf(RARE, settings)
  const best = rare.works && rare.score > usual.score ? rare : usual
  if (best.works) return widened(best, settings)
  const aligned = tryDelimiter(BLANKS, settings)
  if (isAligned(aligned)) return aligned
  const header = usual.rows[0]?.cells.join(usual.delimiter) ?? ''
  const inHeader = USUAL.filter((delimiter) => header.includes(delimiter))
  return inHeader.length > 0 ? widened(bestOf(inHeader, settings, true), settings) : usual
}

function bestOf(delimiters: readonly string[], settings: Settings, byHeader = false): Trial {
  const trials = delimiters.map((delimiter) => tryDelimiter(delimiter, settings))
  const rank = (trial: Trial) => (byHeader ? (trial.rows[0]?.cells.length ?? 0) : trial.score)
  return trials.reduce((best, trial) => (rank(trial) > rank(best) ? trial : best))
}

/** Columns that blanks align: hardly a line of another width, and three of them or more; prose has no such order. */
const isAligned = ({ works, share, mode, rows, above }: Trial): boolean =>
  works &&
  share >= 0.95 &&
  mode >= 3 &&
  rows.length - above >= 3 &&
  typedColumns(rows.slice(above + 1), mode) >= 2

/** How many columns hold numbers or dates. */
const typedColumns = (rows: readonly HeadRow[], width: number): number =>
  Array.from({ length: width }, (_, i) => rows.filter(({ cells }) => isTyped(cells[i] ?? '')).length).filter(
    (typed) => typed >= 0.9 * rows.length,
  ).length

/** The delimiter of two characters that holds the one found wherever the header has it: || for |, |~ for ~. */
function widened(best: Trial, settings: Settings): Trial {
  const header = (best.rows[best.above]?.cells ?? []).join(best.delimiter)
  const at = header.indexOf(best.delimiter)
  const pairs = [header.slice(at, at + 2), header.slice(Math.max(0, at - 1), at + 1)]
  for (const pair of pairs) {
    if (!/^[^\p{L}\p{N}\p{Cs}\s"'()_\-.]{2}$/u.test(pair)) continue
    const times = pair[0] === pair[1] ? 2 : 1
    if ((header.split(pair).length - 1) * times !== header.split(best.delimiter).length - 1) continue
    const trial = tryDelimiter(pair, settings)
    if (trial.works && trial.share >= best.share - 0.02) return trial
  }
  return best
}

function tryDelimiter(delimiter: string, settings: Settings, comment = settings.given.comment): Trial {
  const { head, complete, quote, given } = settings
  const rows: HeadRow[] = []
  const decoder = new TextDecoder()
  let unterminated = 0
  const bytes = dialectBytes({ delimiter, quote })
  const splitter = new RecordSplitter(
    bytes.delimiter,
    bytes.quote,
    (kind, buffer, start, end, _fields, line) => {
      if (kind === 'unterminated_quote' && (complete || end < buffer.length)) unterminated++
      if (kind !== 'fields' || rows.length >= SNIFFED_RECORDS) return
      if (!complete && end >= buffer.length && rows.length > 0) return
      rows.push({ cells: splitFields(decoder.decode(buffer.subarray(start, end)), delimiter, quote), line })
    },
    { skip: given.skip, comment },
  )
  splitter.push(head, true)
  const { mode, count, together } = frequentWidth(rows)
  const above = given.skip === undefined ? titleRows(rows, mode) : 0
  const share = rows.length > above ? Math.min(1, count / (rows.length - above)) : 0
  const first = rows[above]?.cells.length ?? 0
  const works = mode > 1 && (share >= 0.5 || together) && first > 1
  const score = mode > 1 ? share * (first === mode ? 1 : 0.5) * (1 + Math.log2(Math.min(mode, 64)) / 10) : 0
  return { delimiter, quote, rows, above, mode, share, unterminated, works, score }
}

/**
 * The most frequent number of fields. Where most lines are one field, as in a bill of few records between many notes,
 * it is that of records of more fields that stand together.
 */
function frequentWidth(rows: readonly HeadRow[]): { mode: number; count: number; together: boolean } {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [usual, second] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])
  const [mode = 0, count = 0] = usual ?? []
  if (mode !== 1 || !second || second[1] < 2) return { mode, count, together: false }
  const [width, times] = second
  const first = rows.findIndex(({ cells }) => cells.length === width)
  const last = rows.findLastIndex(({ cells }) => cells.length === width)
  const together = times >= 0.8 * (last - first + 1)
  return together ? { mode: width, count: times, together } : { mode, count, together }
}

/**
 * What remarks between the records begin with, or ''. Order numbers begin with # too: a line that has the fields of a
 * record is one.
 */
function sniffRemarks({ rows, above, mode, delimiter }: Trial): string {
  const table = rows.slice(above + 1).map(({ cells }) => cells)
  // The last ones may be a footer.
  const inside = table.slice(
    0,
    Math.max(
      0,
      table.findLastIndex((cells) => cells.length === mode),
    ),
  )
  const begins = (cells: readonly string[], remark: string) => cells[0]?.startsWith(remark) ?? false
  return (
    REMARKS.find(
      (remark) =>
        !remark.startsWith(delimiter) &&
        inside.some((cells) => begins(cells, remark)) &&
        !rows.slice(above).some(({ cells }) => begins(cells, remark) && cells.length === mode),
    ) ?? ''
  )
}

/** The single quote counts only where fields begin and end with it and no double quote does. */
function sniffQuote(head: Uint8Array): Dialect['quote'] {
  const text = new TextDecoder().decode(head.subarray(0, 64 * 1024))
  if (/(^|[,;\t|\r\n])"/.test(text)) return '"'
  const lines = text.split(/[\r\n]+/).filter(Boolean)
  const quoted = lines.filter((line) => /(^|[,;\t|])'[^']*'([,;\t|]|$)/.test(line))
  return lines.length > 1 && quoted.length >= 0.5 * lines.length ? "'" : '"'
}
