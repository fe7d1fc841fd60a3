import type { LinesRead } from './transcode-mixed'
import type { FileReport, RecordFault } from './types'

/** How often something was seen, and the line where it was first seen. */
export interface Tally {
  count: number
  line: number
}

/** What reading the whole of a file once has counted. */
export interface Scan {
  header: string[]
  /** The fewest fields a record may have. */
  least: number
  records: number
  blankLines: number
  lines: number
  longestRecord: number
  skipped: NonNullable<FileReport['skipped']>
  /** The line where totals and notes begin; 0: nowhere. */
  footerLine: number
  rejected: Record<RecordFault, Tally>
  extraEmpty: Tally
  strayQuotes: Tally
  longSpans: Tally
  nuls: Tally
  /** Byte order marks in the middle of the file. */
  marks: Tally
  /** Places that cannot be decoded, and the records that hold them. */
  invalid: Tally
  damaged: Tally
  /** Whether what was read in another encoding may be UTF-8 in part. */
  mayBeUtf8: boolean
  /** Of a file in two encodings, the lines read in each. */
  mixed: { inUtf8: LinesRead; inPartner: LinesRead } | null
  /** Lines given up before a header was found. */
  lostHeader: Tally
  /** Whether damaged UTF-8 is better explained by another encoding. */
  refuted: boolean
  lineEnds: { lf: number; crlf: number; cr: number }
  /** Blank lines before the header, or lines of spaces: other readers take them for records. */
  oddBlanks: boolean
  /** A double quote somewhere, though the dialect knows none. */
  hiddenQuotes: boolean
  sample: string[][]
  /** How many of the sampled records, from the first, follow each other. */
  consecutive: number
  /** Where, in the sample, runs of consecutive records begin. */
  starts: number[]
}

export function emptyScan(): Scan {
  const none = (): Tally => ({ count: 0, line: 0 })
  return {
    header: [],
    least: 0,
    records: 0,
    blankLines: 0,
    lines: 0,
    longestRecord: 0,
    skipped: { count: 0, lines: [] },
    footerLine: 0,
    rejected: {
      too_many_fields: none(),
      too_few_fields: none(),
      unterminated_quote: none(),
      undecodable: none(),
      too_long: none(),
    },
    extraEmpty: none(),
    strayQuotes: none(),
    longSpans: none(),
    nuls: none(),
    marks: none(),
    invalid: none(),
    damaged: none(),
    mayBeUtf8: false,
    mixed: null,
    lostHeader: none(),
    refuted: false,
    lineEnds: { lf: 0, crlf: 0, cr: 0 },
    oddBlanks: false,
    hiddenQuotes: false,
    sample: [],
    consecutive: 0,
    starts: [],
  }
}
