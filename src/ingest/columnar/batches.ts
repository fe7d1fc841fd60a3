import type { FileNotice, FileReport } from '../types'
import type { ColumnBatch } from './columnar-file'
import { openColumnar } from './inspect'
import { ColumnarError } from './problems'

/** Takes a batch over; the next comes when the promise is kept. */
export type TakeBatch = (batch: ColumnBatch) => Promise<void>

/**
 * Hands over all rows of a file stored by columns, batch by batch; the next one is made while the last is taken.
 * Gives back why the file could not be read to its end, or null.
 */
export async function readBatches(
  file: Blob,
  report: FileReport,
  take: TakeBatch,
  signal?: AbortSignal,
): Promise<FileNotice | null> {
  if (report.storage === undefined) throw new TypeError(`${report.name} is not stored by columns.`)
  try {
    const opened = await openColumnar(file, report.storage)
    let taken: Promise<void> = Promise.resolve()
    for await (const batch of opened.batches(rootsOf(report), signal)) {
      await taken
      taken = take(batch)
      // It is awaited with the next batch; until then it must not count as unhandled.
      taken.catch(() => undefined)
    }
    await taken
    return null
  } catch (error) {
    if (error instanceof ColumnarError) return error.notice
    throw error
  }
}

/** The columns at the top of the file that its report's columns come from, in their order. */
export const rootsOf = (report: FileReport): string[] => [
  ...new Set(report.columns.map(({ name, path }) => path?.[0] ?? name)),
]
