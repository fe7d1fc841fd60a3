import { normaliseHeader } from '../shop/headers'
import { SHOP_TABLES } from '../shop/tables'
import { dialectBytes, splitFields } from './fields'
import { RecordSplitter } from './records'
import type { Dialect, Encoding } from './types'
import { isMissingText, readValue } from './values'

export interface SniffedDialect {
  dialect: Dialect
  /** Fields of the header, or of most records where there is no header. */
  fields: number
}

const USUAL = [',', ';', '\t', '|']
const RARE = ['^', '~', '\u0001', ':']
const SNIFFED_RECORDS = 500

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
  const quote = given.quote ?? sniffQuote(head)
  const delimiters = given.delimiter ? [given.delimiter] : USUAL
  let best = bestOf(delimiters, head, quote, complete)
  if (!given.delimiter && !best.works) {
    const header = best.rows[0]?.join(best.delimiter) ?? ''
    const inHeader = USUAL.filter((delimiter) => header.includes(delimiter))
    const retry = bestOf(inHeader.length > 0 ? inHeader : RARE, head, quote, complete, inHeader.length > 0)
    if (inHeader.length > 0 || retry.works) best = retry
  }
  if (given.quote === undefined && best.unterminated > 0) {
    const unquoted = tryDelimiter(best.delimiter, head, '', complete)
    if (unquoted.share > best.share + 0.2) best = unquoted
  }
  const header = given.header ?? sniffHeader(best.rows)
  const first = best.rows[0]?.length ?? 0
  return {
    dialect: { encoding, delimiter: best.delimiter, quote: best.quote, header },
    fields: header ? first : best.mode,
  }
}

interface Trial {
  delimiter: string
  quote: Dialect['quote']
  rows: string[][]
  /** The most frequent number of fields, and the share of records that have it. */
  mode: number
  share: number
  unterminated: number
  works: boolean
  score: number
}

function bestOf(
  delimiters: readonly string[],
  head: Uint8Array,
  quote: Dialect['quote'],
  complete: boolean,
  byHeader = false,
): Trial {
  const trials = delimiters.map((delimiter) => tryDelimiter(delimiter, head, quote, complete))
  const rank = (trial: Trial) => (byHeader ? (trial.rows[0]?.length ?? 0) : trial.score)
  return trials.reduce((best, trial) => (rank(trial) > rank(best) ? trial : best))
}

function tryDelimiter(
  delimiter: string,
  head: Uint8Array,
  quote: Dialect['quote'],
  complete: boolean,
): Trial {
  const rows: string[][] = []
  const decoder = new TextDecoder()
  let unterminated = 0
  const bytes = dialectBytes({ encoding: 'utf-8', delimiter, quote, header: true })
  const splitter = new RecordSplitter(bytes.delimiter, bytes.quote, (kind, buffer, start, end) => {
    if (kind === 'unterminated_quote' && (complete || end < buffer.length)) unterminated++
    if (kind !== 'fields' || rows.length >= SNIFFED_RECORDS) return
    if (!complete && end >= buffer.length && rows.length > 0) return
    rows.push(splitFields(decoder.decode(buffer.subarray(start, end)), delimiter, quote))
  })
  splitter.push(head, true)
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1)
  const [mode, count] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [0, 0]
  const share = rows.length === 0 ? 0 : count / rows.length
  const headerFits = rows[0]?.length === mode
  const works = mode > 1 && share >= 0.5 && (rows[0]?.length ?? 0) > 1
  const score = mode > 1 ? share * (headerFits ? 1 : 0.5) * (1 + Math.log2(Math.min(mode, 64)) / 10) : 0
  return { delimiter, quote, rows, mode, share, unterminated, works, score }
}

/** The single quote counts only where fields begin and end with it and no double quote does. */
function sniffQuote(head: Uint8Array): Dialect['quote'] {
  const text = new TextDecoder().decode(head.subarray(0, 64 * 1024))
  if (/(^|[,;\t|\r\n])"/.test(text)) return '"'
  const lines = text.split(/[\r\n]+/).filter(Boolean)
  const quoted = lines.filter((line) => /(^|[,;\t|])'[^']*'([,;\t|]|$)/.test(line))
  return lines.length > 1 && quoted.length >= 0.5 * lines.length ? "'" : '"'
}

/** Whether the first record names the columns: it differs in kind from what stands below it. */
function sniffHeader(rows: readonly string[][]): boolean {
  const [first, ...rest] = rows
  if (!first) return true
  const typed = (cell: string) => ['number', 'date'].includes(readValue(cell).kind)
  let evidence = 0
  first.forEach((cell, i) => {
    if (KNOWN.has(normaliseHeader(cell))) evidence += 2
    if (isMissingText(cell)) return
    const below = rest.slice(0, 200).flatMap((row) => (isMissingText(row[i] ?? '') ? [] : [row[i] ?? '']))
    const belowTyped = below.length > 0 && below.filter(typed).length >= 0.8 * below.length
    if (typed(cell)) evidence -= belowTyped || below.length === 0 ? 2 : 1
    else if (belowTyped) evidence += 2
    else if (below.includes(cell)) evidence -= 0.5
  })
  return evidence >= 0
}

const KNOWN = new Set(
  SHOP_TABLES.flatMap((table) => table.columns.flatMap((column) => column.words)).map(normaliseHeader),
)
