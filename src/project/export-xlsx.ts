import { BlobWriter, configure, TextReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js'
import type { RecordBatch } from 'apache-arrow'
import { EngineError } from '../engine/errors'
import { recordBatches } from './arrow-batches'
import type { WrittenColumn } from './export-columns'
import { columnLetters, columnWidths, headerXml, rowsXml } from './xlsx-cells'
import { SHEET_END, sheetName, sheetPath, sheetStart, workbookParts } from './xlsx-parts'

/** Rows of a sheet, the header apart. */
export const SHEET_ROWS = 1_048_575
const MOST_COLUMNS = 16_384
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

// It runs in the engine's worker, and the page's policy allows no other.
configure({ useWebWorkers: false })

/**
 * A workbook (ECMA-376, transitional), written as the rows come: no sheet lies in memory as a whole. Text, ids among
 * it, is text whatever it looks like, cut after 32,767 characters; days and times are numbers with a format; whole
 * numbers of more than 15 digits are text; a number that is none (NaN, infinity) is an empty cell. More rows than a
 * sheet holds go on in further sheets, each under the header.
 *
 * @param sheet the name of the sheet; further ones have their number behind it.
 * @throws EngineError, kind `sql`, for more columns than a sheet has.
 */
export async function writeXlsx(
  pieces: AsyncIterable<Uint8Array>,
  columns: readonly WrittenColumn[],
  sheet: string,
  sheetRows = SHEET_ROWS,
): Promise<Blob> {
  if (columns.length > MOST_COLUMNS)
    throw new EngineError(
      'sql',
      `A worksheet has ${MOST_COLUMNS} columns at most; these are ${columns.length}.`,
    )
  const zip = new ZipWriter(new BlobWriter(TYPE), { level: 4, zip64: false, extendedTimestamp: false })
  const rows = new RowSource(recordBatches(pieces), columns, sheetRows)
  const names: string[] = []
  try {
    do {
      names.push(sheetName(sheet, names.length))
      await zip.add(sheetPath(names.length - 1), textStream(rows.sheet(names.length === 1)))
    } while (await rows.more())
    for (const [path, xml] of workbookParts(names)) await zip.add(path, new TextReader(xml))
  } finally {
    await rows.close()
  }
  return zip.close()
}

/** Hands rows out sheet by sheet. */
class RowSource {
  readonly #batches: AsyncIterator<RecordBatch>
  readonly #columns: readonly WrittenColumn[]
  readonly #letters: string[]
  readonly #sheetRows: number
  /** Rows that were fetched and not yet handed out. */
  #rest: RecordBatch | undefined
  #widths: number[] | undefined

  constructor(batches: AsyncIterable<RecordBatch>, columns: readonly WrittenColumn[], sheetRows: number) {
    this.#batches = batches[Symbol.asyncIterator]()
    this.#columns = columns
    this.#letters = columnLetters(columns.length)
    this.#sheetRows = sheetRows
  }

  async *sheet(first: boolean): AsyncGenerator<string> {
    await this.more()
    this.#widths ??= columnWidths(this.#columns, this.#rest)
    yield sheetStart(this.#widths, first) + headerXml(this.#columns, this.#letters)
    let written = 0
    while (written < this.#sheetRows && (await this.more())) {
      const batch = this.#rest
      if (!batch) break
      const taken = batch.slice(0, Math.min(batch.numRows, this.#sheetRows - written))
      this.#rest = taken.numRows < batch.numRows ? batch.slice(taken.numRows) : undefined
      yield rowsXml(taken, this.#columns, this.#letters, written + 2)
      written += taken.numRows
    }
    yield SHEET_END
  }

  /** Whether there are rows left. */
  async more(): Promise<boolean> {
    while (!this.#rest || this.#rest.numRows === 0) {
      const { done, value } = await this.#batches.next()
      if (done) return false
      this.#rest = value
    }
    return true
  }

  async close(): Promise<void> {
    await this.#batches.return?.()
  }
}

/** The text as UTF-8, made when it is asked for. */
function textStream(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await texts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await texts.return(undefined)
    },
  })
}
