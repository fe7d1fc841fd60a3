import { RecordBatchReader, RecordBatchStreamWriter, type RecordBatch, type Schema } from 'apache-arrow'
import { pause } from '../pause'
import { textRows } from './cell-text'
import {
  BATCH_ROWS,
  SAMPLE,
  type ColumnarFile,
  type ColumnBatch,
  type ReadOptions,
  type Sight,
} from './columnar-file'
import { leavesOf, type Leaf } from './leaves'
import { ColumnarError, compressed, damaged, oldArrow, truncated, unknownArrowType } from './problems'

/** Opens an Arrow IPC file or stream. Throws a ColumnarError. */
export async function openArrow(file: Blob): Promise<ColumnarFile> {
  const asFile = (await file.slice(0, 6).text()) === 'ARROW1'
  if (asFile && (await file.slice(-6).text()) !== 'ARROW1') throw new ColumnarError(truncated())
  const open = () =>
    guarded(async () => (await RecordBatchReader.from(asFile ? handleOf(file) : chunksOf(file))).open())
  const schema = (await open()).schema as Schema
  const { leftOut } = leavesOf(schema)
  const rest = schema.fields
    .map(({ name }) => name)
    .filter((name) => !leftOut.some((column) => column.name === name))
  async function* read(signal: AbortSignal | undefined): AsyncGenerator<RecordBatch> {
    const reader = await open()
    try {
      for (;;) {
        await pause()
        signal?.throwIfAborted()
        const { done, value } = await guarded(() => reader.next())
        if (done) return
        yield value as RecordBatch
      }
    } finally {
      await reader.cancel()
    }
  }
  return {
    schema: schema.select(rest),
    leftOut,
    look: (leaves, options) => look(read(options.signal), leaves, options),
    batches: (columns, signal) => batches(read(signal), columns),
  }
}

/** Counts the rows; samples the first ones and some of later batches, fewer of each the more there are. */
async function look(
  read: AsyncIterable<RecordBatch>,
  leaves: readonly Leaf[],
  { onProgress }: ReadOptions,
): Promise<Sight> {
  const head: string[][] = []
  let windows: string[][][] = []
  let stride = 1
  let rows = 0
  let seen = 0
  for await (const batch of read) {
    const missing = SAMPLE.head - head.length
    if (missing > 0) head.push(...textRows(batch.slice(0, Math.min(missing, batch.numRows)), leaves))
    else if (seen % stride === 0)
      windows.push(textRows(batch.slice(0, Math.min(SAMPLE.window, batch.numRows)), leaves))
    if (windows.length > 2 * SAMPLE.windows) {
      windows = windows.filter((_, i) => i % 2 === 0)
      stride *= 2
    }
    seen += 1
    rows += batch.numRows
    onProgress?.(seen, seen + 1)
  }
  return { rows, sample: [...head, ...windows.flat()], consecutive: head.length, runs: [head, ...windows] }
}

async function* batches(
  read: AsyncIterable<RecordBatch>,
  columns: readonly string[],
): AsyncGenerator<ColumnBatch> {
  for await (const batch of read) {
    for (let at = 0; at < batch.numRows; at += BATCH_ROWS) {
      const part = batch.select([...columns]).slice(at, Math.min(at + BATCH_ROWS, batch.numRows))
      const bytes = RecordBatchStreamWriter.writeAll([part]).toUint8Array(true)
      yield { bytes, rows: part.numRows }
    }
  }
}

async function* chunksOf(file: Blob): AsyncGenerator<Uint8Array> {
  const size = 8 * 1024 * 1024
  for (let at = 0; at < file.size; at += size)
    yield new Uint8Array(await file.slice(at, at + size).arrayBuffer())
}

/** What the Arrow reader wants of a file it may jump about in; in Node that would be a FileHandle. */
function handleOf(file: Blob) {
  return {
    fd: 0,
    stat: () => Promise.resolve({ size: file.size }),
    read: async (buffer: Uint8Array, offset: number, length: number, position: number) => {
      const bytes = new Uint8Array(await file.slice(position, position + length).arrayBuffer())
      buffer.set(bytes, offset)
      return { bytesRead: bytes.length, buffer }
    },
    close: () => Promise.resolve(),
  } as never
}

async function guarded<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw new ColumnarError(noticeOf(cause instanceof Error ? cause.message : String(cause)), { cause })
  }
}

function noticeOf(message: string) {
  if (/compression not implemented/i.test(message)) return compressed()
  if (/unrecognized type/i.test(message)) return unknownArrowType()
  if (/metadata version|unsupported version/i.test(message)) return oldArrow()
  return /expected to read|unexpected end/i.test(message) ? truncated() : damaged(message)
}
