import { tableFromIPC } from 'apache-arrow'
import type { Table } from 'parquet-wasm'
import { pause } from '../pause'
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
import { groupFile } from './parquet-group'
import { parquetWasm } from './parquet-wasm'
import { ColumnarError, damaged, leftOutNotice, noColumns, noRows } from './problems'

/** The engine's own row groups hold as many. */
const PAGE_ROWS = 122_880
/** Of a file of few row groups, its later rows are sampled from so many. */
const LOOK_ROWS = 20_000

type ReadGroup = (group: number, options?: { limit?: number; columns?: readonly string[] }) => Promise<Table>

/** Opens a Parquet file: its footer is read and judged, its pages are not. Throws a ColumnarError. */
export async function openParquet(file: Blob): Promise<ColumnarFile> {
  const footer = await readFooter(file)
  if (footer.roots.length === 0)
    throw new ColumnarError(noColumns(), { others: leftOutNotice(footer.leftOut) })
  const { readParquet } = await parquetWasm()
  // The reader's own way of reading a part of a file never ends when it meets damage. This one throws.
  const read: ReadGroup = async (group, { limit, columns } = {}) => {
    const found = footer.metadata.row_groups[group]
    if (!found) throw new ColumnarError(noRows())
    const roots = footer.roots.filter(({ name }) => columns?.includes(name) ?? true)
    const bytes = await groupFile(file, footer.metadata, found, roots)
    const options = { batchSize: PAGE_ROWS, ...(limit !== undefined && { limit }) }
    return guarded(() => readParquet(bytes, options))
  }
  const begun = await read(0, { limit: 1 })
  return {
    schema: guarded(() => tableFromIPC(begun.intoIPCStream()).schema),
    leftOut: footer.leftOut,
    look: (leaves, options) => look(footer, read, leaves, options),
    batches: (columns, signal) => batches(footer, read, columns, signal),
  }
}

/** The first rows, and some at the beginning of other row groups; of few groups, from further on in the first, too. */
async function look(
  { groups }: Footer,
  read: ReadGroup,
  leaves: readonly Leaf[],
  { signal }: ReadOptions,
): Promise<Sight> {
  const few = groups.length < 4
  const first = groups.findIndex((rows) => rows > 0)
  const take = async (group: number, limit: number): Promise<string[][]> => {
    await pause()
    signal?.throwIfAborted()
    const table = await read(group, { limit })
    return guarded(() =>
      tableFromIPC(table.intoIPCStream()).batches.flatMap((batch) => textRows(batch, leaves)),
    )
  }
  const begun = first < 0 ? [] : await take(first, few ? LOOK_ROWS : SAMPLE.head)
  const head = begun.slice(0, SAMPLE.head)
  const sample = [...head, ...begun.slice(SAMPLE.head).filter((_, i) => i % SAMPLE.windows === 0)]
  const runs = [head, begun.slice(SAMPLE.head).slice(-SAMPLE.window)]
  const step = Math.max(1, Math.ceil(groups.length / SAMPLE.windows))
  for (let group = first + 1; group < groups.length; group += step)
    if ((groups[group] ?? 0) > 0) runs.push(await take(group, SAMPLE.window))
  sample.push(...runs.slice(2).flat())
  return { rows: groups.reduce((sum, rows) => sum + rows, 0), sample, consecutive: head.length, runs }
}

async function* batches(
  { groups }: Footer,
  read: ReadGroup,
  columns: readonly string[],
  signal: AbortSignal | undefined,
): AsyncGenerator<ColumnBatch> {
  let waiting: Uint8Array[] = []
  let rows = 0
  let size = 0
  for (let group = 0; group < groups.length; group++) {
    await pause()
    signal?.throwIfAborted()
    if (groups[group] === 0) continue
    const table = await read(group, { columns })
    for (const part of streamsOf(table)) {
      waiting.push(part.bytes)
      rows += part.rows
      size += part.bytes.length
      if (rows < BATCH_ROWS && size < BATCH_BYTES) continue
      yield { bytes: joinStreams(waiting), rows }
      waiting = []
      rows = 0
      size = 0
    }
  }
  if (waiting.length > 0) yield { bytes: joinStreams(waiting), rows }
}

/** Each record batch as an Arrow IPC stream of its own; one at a time leaves the reader's memory. */
function* streamsOf(table: Table): Generator<ColumnBatch> {
  const { numBatches } = table
  try {
    for (let index = 0; index < numBatches; index++) {
      const batch = table.recordBatch(index)
      if (!batch) continue
      const rows = batch.numRows
      yield { bytes: guarded(() => batch.intoIPCStream()), rows }
    }
  } finally {
    table.free()
  }
}

/** What the reader of pages throws, it throws over what is in the file. */
function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (cause) {
    throw new ColumnarError(damaged(cause instanceof Error ? cause.message : String(cause)), { cause })
  }
}
