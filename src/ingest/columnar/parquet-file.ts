import { tableFromIPC, type Table } from 'apache-arrow'
import { textRows } from './cell-text'
import {
  BATCH_BYTES,
  BATCH_ROWS,
  SAMPLE,
  type ColumnarFile,
  type ColumnBatch,
  type ReadOptions,
  type Sight,
} from './columnar-file'
import { joinStreams } from './ipc'
import type { Leaf } from './leaves'
import { readFooter, type Footer } from './parquet-footer'
import { parquetWasm } from './parquet-wasm'
import { ColumnarError, damaged, leftOutNotice, noColumns } from './problems'
import type { ParquetFile, RecordBatch } from 'parquet-wasm'

/** The engine's own row groups hold as many. */
const PAGE_ROWS = 122_880

/** Opens a Parquet file: its footer is read and judged, its pages are not. Throws a ColumnarError. */
export async function openParquet(file: Blob): Promise<ColumnarFile> {
  const footer = await readFooter(file)
  if (footer.roots.length === 0)
    throw new ColumnarError(noColumns(), { others: leftOutNotice(footer.leftOut) })
  const { ParquetFile } = await parquetWasm()
  const opened = await guarded(() => ParquetFile.fromFile(file))
  const read = async (options: object): Promise<Table> =>
    guarded(async () =>
      tableFromIPC((await opened.read({ columns: footer.roots, ...options })).intoIPCStream()),
    )
  const { schema } = await read({ rowGroups: [], limit: 0 })
  return {
    schema,
    leftOut: footer.leftOut,
    look: (leaves, options) => look(footer, read, leaves, options),
    batches: (columns, signal) => batches(opened, columns, signal),
    close: () => opened.free(),
  }
}

/** The first rows, and some at the beginning of other row groups; of few groups, from their middle, too. */
async function look(
  { groups }: Footer,
  read: (options: object) => Promise<Table>,
  leaves: readonly Leaf[],
  { signal }: ReadOptions,
): Promise<Sight> {
  const sample: string[][] = []
  const take = async (group: number, offset: number, limit: number) => {
    signal?.throwIfAborted()
    const table = await read({ rowGroups: [group], offset, limit, batchSize: SAMPLE.head })
    for (const batch of table.batches) sample.push(...textRows(batch, leaves))
  }
  const first = groups.findIndex((rows) => rows > 0)
  if (first >= 0) await take(first, 0, SAMPLE.head)
  const consecutive = sample.length
  const step = Math.max(1, Math.ceil(groups.length / SAMPLE.windows))
  for (let group = first + 1; group < groups.length; group += step)
    if ((groups[group] ?? 0) > 0) await take(group, 0, SAMPLE.window)
  for (let group = 0; group < groups.length && groups.length < 4; group++)
    if ((groups[group] ?? 0) > 4 * SAMPLE.head)
      await take(group, Math.floor((groups[group] ?? 0) / 2), SAMPLE.window)
  return { rows: groups.reduce((sum, rows) => sum + rows, 0), sample, consecutive }
}

async function* batches(
  opened: ParquetFile,
  columns: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<ColumnBatch> {
  const stream = await guarded(() => opened.stream({ columns: [...columns], batchSize: PAGE_ROWS }))
  const reader = (stream as ReadableStream<RecordBatch>).getReader()
  let waiting: Uint8Array[] = []
  let rows = 0
  const flush = (): ColumnBatch => {
    const batch = { bytes: joinStreams(waiting), rows }
    waiting = []
    rows = 0
    return batch
  }
  try {
    for (;;) {
      signal?.throwIfAborted()
      const { done: ended, value } = await guarded(() => reader.read())
      if (ended) break
      rows += value.numRows
      waiting.push(await guarded(() => value.intoIPCStream()))
      const bytes = waiting.reduce((sum, piece) => sum + piece.length, 0)
      if (rows >= BATCH_ROWS || bytes >= BATCH_BYTES) yield flush()
    }
    if (waiting.length > 0) yield flush()
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** What the reader of pages throws, it throws over what is in the file. */
async function guarded<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new ColumnarError(damaged(cause instanceof Error ? cause.message : String(cause)), { cause })
  }
}
