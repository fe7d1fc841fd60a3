import type { TableName } from '../shop/tables'
import type { Bilingual } from '../text/bilingual'

/** Encodings as TextDecoder names them, but for iso-8859-1, which it takes for windows-1252. */
const LEGACY = [
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1251',
  'windows-1252',
  'iso-8859-1',
] as const
export type LegacyEncoding = (typeof LEGACY)[number]

/** Of files put together from two systems' exports: each line is read in the one it is well-formed in. */
export const MIXED = [
  'utf-8+gb18030',
  'utf-8+big5',
  'utf-8+shift_jis',
  'utf-8+euc-kr',
  'utf-8+windows-1251',
  'utf-8+windows-1252',
] as const
export type MixedEncoding = (typeof MIXED)[number]

export const ENCODINGS = ['utf-8', ...LEGACY, 'utf-16le', 'utf-16be', ...MIXED] as const
export type Encoding = (typeof ENCODINGS)[number]
export type PlainEncoding = Exclude<Encoding, MixedEncoding>

export const isMixed = (encoding: Encoding): encoding is MixedEncoding => encoding.includes('+')

type PartnerOf<M> = M extends `utf-8+${infer P}` ? P : never
/** What UTF-8 is mixed with. */
export type Partner = PartnerOf<MixedEncoding>
export const partnerOf = (mixed: MixedEncoding): Partner => mixed.slice('utf-8+'.length) as Partner

/** How the bytes of a file become records. The user may change any of it and inspect again. */
export interface Dialect {
  encoding: Encoding
  /** One or two characters; a space stands for any run of blanks. */
  delimiter: string
  /** The quote character, or '' when the file has none. */
  quote: '"' | "'" | ''
  /** Whether the first record names the columns. */
  header: boolean
  /** 2 where groups of columns, or their names in another language, stand in a second row; 1 when absent. */
  headerRows?: 1 | 2
  /** Physical lines above the table that are no part of it: titles, notes. 0 when absent. */
  skip?: number
  /** What a remark begins with, at the start of a line; none when absent. */
  comment?: string
  /** Whether totals and notes below the last record are told from records; true when absent. */
  footer?: boolean
}

/** A line of the file that is no record, by the dialect: shown, counted, not loaded. */
export interface SkippedLine {
  /** 1-based. */
  line: number
  why: 'above' | 'remark' | 'header_again' | 'footer'
  /** The first 300 characters. */
  text: string
}

/** The type of a raw table's column. Cells of text files are text; Parquet and Arrow files have types of their own. */
export type StoredType =
  | 'VARCHAR'
  | 'BOOLEAN'
  | 'BIGINT'
  | 'UBIGINT'
  | 'FLOAT'
  | 'DOUBLE'
  | `DECIMAL(${number},${number})`
  | 'DATE'
  | 'TIMESTAMP'

/** How a column writes gender in numbers; `words` where it writes none, or nobody has said what they mean. */
export const GENDER_CODINGS = [
  'words',
  /** GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated. */
  'gb2261',
  'male_1_female_0',
  'male_0_female_1',
  /** Spanish and Portuguese: hombre and mujer, homem and mulher. */
  'male_h_female_m',
  /** Words beside numbers that nobody has explained: the words count, the numbers are unknown. */
  'digits_unknown',
] as const
export type GenderCoding = (typeof GENDER_CODINGS)[number]

export type ValueType = 'empty' | 'integer' | 'decimal' | 'date' | 'time' | 'boolean' | 'text'

/** What was seen in one column, over the sampled records. */
export interface ColumnReport {
  /** The name in the raw table: the header as written, made unique and never empty. */
  name: string
  /** The header exactly as the file has it. */
  header: string
  type: ValueType
  /**
   * strptime formats, most frequent first, that read the sampled values; `excel`, `epoch_s`, `epoch_ms` or `epoch_us`
   * alone for numbers that are dates; empty unless type is date or time.
   */
  dateFormats: string[]
  /**
   * How a column writes times of day, most frequent first: strptime formats, or one of CLOCK_NUMBERS alone. Absent
   * where it holds none.
   */
  clockFormats?: string[]
  /** True when every sampled date could be read day-first and month-first alike. */
  ambiguousDayMonth: boolean
  /** The year of dates that name none (6-4): a guess until the user says. */
  year?: number
  /** Words for nothing in this column, in place of the usual ones: set by the user. */
  missingWords?: string[]
  /** What the numbers of a column of genders mean: set by the user, or proposed where they stand among words. */
  coding?: GenderCoding
  /** Sampled dates with a time zone, which is dropped; sampled percentages. None when absent. */
  zones?: number
  percents?: number
  /** Sampled amounts with CR, DR or a note in brackets behind them. None when absent. */
  marked?: number
  /** Values of the file that are ids in scientific form, their last digits gone. None when absent. */
  lostDigits?: number
  /** The decimal separator of numbers written as text: 1.234,56 has ','. */
  decimal: '.' | ','
  /** A currency seen beside the numbers, as an ISO 4217 code, or ''. */
  currency: string
  /** All currencies seen, where there are several: beside the numbers, or named in a column of currencies. */
  currencies?: string[]
  /** Up to 5 distinct values as written. */
  examples: string[]
  sampled: number
  missing: number
  distinct: number
  /** Share of sampled numbers below zero, 0 to 1. */
  negative: number
  /** Least and greatest of the sampled numbers, or null where the column holds none. */
  range: [number, number] | null
  /** Records per distinct value among the first, consecutive records: 20.9 says that a value stays for 20.9 rows. */
  repeats: number
  /** Characters of the longest sampled value. */
  longest: number
  /** Up to 200 distinct values with the least hashes, so that two files' columns can be compared by what they share. */
  keys: string[]
  /** How the raw table stores it; VARCHAR when absent. */
  stored?: StoredType
  /** In a Parquet or Arrow file: the names that lead to the column, more than one inside a struct. */
  path?: string[]
  /** In a Parquet or Arrow file: whether it is written as bytes, without a word on what they mean. */
  bytes?: boolean
}

/** A sentence about a file: what, where, why, what to do. An error keeps the file from loading. */
export interface FileNotice {
  level: 'error' | 'warning' | 'info'
  code: string
  sentence: Bilingual
  /** 1-based line in the file where it was first seen, where there is one. */
  line?: number
}

/** What keeps a record of delimited text out. */
export type RecordFault =
  'too_many_fields' | 'too_few_fields' | 'unterminated_quote' | 'undecodable' | 'too_long'

/** `bad_json`: a line of JSON lines that is no JSON. */
export type RejectionCode = RecordFault | 'bad_json'

/** Rejected records: all counted, the first 1,000 kept. */
export interface Rejections {
  count: number
  records: RejectedRecord[]
}

/** A record that cannot be loaded as it is. */
export interface RejectedRecord {
  /** 1-based physical line where the record starts. */
  line: number
  reason: Bilingual
  code: RejectionCode
  /** The first 500 characters of the record. */
  text: string
}

/** What is known of a file before it is loaded. */
export interface FileReport {
  name: string
  size: number
  lastModified: number
  /** A file that is stored by columns, with their types; delimited text when absent. */
  storage?: 'parquet' | 'arrow'
  /** Of no meaning for a file stored by columns. */
  dialect: Dialect
  columns: ColumnReport[]
  /** Records after the header, counted quote-aware over the whole file; blank lines are no records. */
  records: number
  /** Bytes of the longest record, as UTF-8: the engine's line limit has to be above it. */
  longestRecord: number
  /** The fewest fields a record may have: columns whose header is empty, at the end, need no cell. */
  leastFields: number
  /** Blank lines, physical lines in all: for the accounting. */
  blankLines: number
  lines: number
  /**
   * Whether the engine may read the file's bytes in place: strict UTF-8, every record has as many fields as the
   * header, well-formed quotes. Otherwise the file goes through `normalise` first.
   */
  readInPlace: boolean
  /** Lines that are no records: all, counted, and the first 100. None when absent. */
  skipped?: { count: number; lines: SkippedLine[] }
  /** Records of the dropped file that did not get as far as this text: `records` does not count them. */
  refused?: Rejections
  /** Of a table of rows of one kind, taken out of a file of several: which. None when absent. */
  kind?: string
  /** Whether the text is read as it is written, though other tables could be made of it. */
  asWritten?: true
  /** The physical line where totals and notes below the records begin; none when absent. */
  footerLine?: number
  /** Whether decoding alone makes of the file what the engine may read: everything but its encoding is in order. */
  transcodes?: boolean
  /** The first 20 records, cells as text. */
  preview: string[][]
  /**
   * Of a file with columns of discounts, shipping or tax: runs of consecutive records from head, middle and tail, from
   * which it is judged what such columns mean. Absent where `preview` holds all there is to see.
   */
  runs?: string[][][]
  notices: FileNotice[]
}

/** A column of the shop, and the file's column that supplies it. */
export interface ColumnMatch {
  /** A column name of the shop table. */
  role: string
  /** A `name` from the file's columns. */
  column: string
  /** 0 to 1. */
  confidence: number
  reasons: Bilingual[]
}

/** Which shop table a file seems to be, and which of its columns supply what. */
export interface SourceProposal {
  /** null: kept as a raw table for the SQL page, used by no analysis. */
  table: TableName | null
  confidence: number
  reasons: Bilingual[]
  matches: ColumnMatch[]
  /** The export of a shop system, or the user's own template, by which it was read. */
  preset?: { id: string; name: Bilingual; own: boolean }
  /** Meanings whose cells are filled in the first row of an order alone, and stand for its other rows too. */
  fill?: string[]
  /** Questions only a person can answer, e.g. day-first or month-first. */
  questions: {
    code:
      | 'day_or_month'
      | 'which_year'
      | 'which_calendar'
      | 'which_gender'
      | 'which_table'
      | 'which_grain'
      | 'which_amount'
      | 'which_member'
    column?: string
    sentence: Bilingual
  }[]
}

/** The outcome of reading a file into well-formed UTF-8 CSV: comma, ", a header line, and one kind of line end. */
export interface Normalised {
  csv: Blob
  loaded: number
  rejected: RejectedRecord[]
  /** All rejected, counted; `rejected` holds the first 1,000. */
  rejectedCount: number
}

export type OnProgress = (done: number, total: number) => void
