import type { Dialect, FileNotice, OnProgress, Rejections } from '../types'

export type SourceFormat = 'text' | 'gzip' | 'zip' | 'xlsx' | 'xls' | 'json' | 'jsonl' | 'parquet' | 'arrow'

/** Where a part comes from: enough to name it, to group it, and to find it again. */
export interface Origin {
  /** The name of the file as it was dropped. */
  file: string
  format: SourceFormat
  /** The path of a member inside an archive. */
  member?: string
  /** The name of a sheet inside a workbook. */
  sheet?: string
  /** The path of a table inside JSON, e.g. `orders` or `items`. */
  path?: string
}

/** One table of a dropped file, as a file of delimited text; or a file that no table could be made of, and why. */
export interface Part {
  /** Its name is shown and kept in recipes: `orders.zip / 2018/orders.csv`, `book.xlsx / 订单`. */
  file: File
  origin: Origin
  /** Shown before what the inspection finds. An error keeps the part from being inspected and loaded. */
  notices: FileNotice[]
  /** What is known of how the text is written, so that it need not be guessed. */
  dialect?: Partial<Dialect>
  /** The part as it was written, where this one's text was made of it: the same object in all that were. */
  original?: Part
  /** Whether this is such an original, taken as it is instead of what was made of it. */
  asWritten?: true
  /** Records of the dropped file that could not be read, so that they are in no part; on the first of them. */
  refused?: Rejections
}

export interface UnpackOptions {
  onProgress?: OnProgress | undefined
  signal?: AbortSignal | undefined
}

/** What a reader of one format is given beside the file. */
export interface Unpacking extends UnpackOptions {
  origin: Origin
  /** Reads what was found inside an archive. */
  inner(file: File, origin: Origin): Promise<Part[]>
}
