import type { Schema } from 'apache-arrow'
import type { OnProgress } from '../types'
import type { Leaf } from './leaves'
import type { LeftOut } from './problems'

export interface ReadOptions {
  onProgress?: OnProgress | undefined
  signal?: AbortSignal | undefined
}

/** What was seen of the rows. */
export interface Sight {
  rows: number
  /** Sampled rows, cells as text, a cell for each leaf. */
  sample: string[][]
  /** How many of them, from the first, follow each other. */
  consecutive: number
  /** The same rows as far as they follow each other: from the first, and from further on. */
  runs: string[][][]
}

/** Rows as one Arrow IPC stream, in the file's order, with the columns asked for. */
export interface ColumnBatch {
  bytes: Uint8Array
  rows: number
}

/** A file that is stored by columns, opened. What it throws is a ColumnarError, or the signal's reason. */
export interface ColumnarFile {
  /** Of the columns that can be read. */
  schema: Schema
  /** Columns that the schema does not show, for they cannot be read. */
  leftOut: LeftOut[]
  look(leaves: readonly Leaf[], options: ReadOptions): Promise<Sight>
  /** All rows of the named columns. */
  batches(columns: readonly string[], signal: AbortSignal | undefined): AsyncGenerator<ColumnBatch>
}

/** Rows that go to the engine at once: fewer, and it spends its time on the ends of its own row groups. */
export const BATCH_ROWS = 491_520
/** Bytes beyond which a batch goes even with fewer rows. */
export const BATCH_BYTES = 64_000_000

export const SAMPLE = { head: 1000, window: 50, windows: 20 }
