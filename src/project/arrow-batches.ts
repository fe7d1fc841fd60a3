import { RecordBatchReader, type Data, type RecordBatch } from 'apache-arrow'

/** The record batches of an IPC stream that arrives in pieces. */
export async function* recordBatches(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<RecordBatch> {
  const reader = await RecordBatchReader.from(pieces)
  await reader.open()
  for await (const batch of reader) yield batch
}

/** One column of a batch, by its index. */
export function columnData(batch: RecordBatch, index: number): Data {
  const data = batch.data.children[index]
  if (!data) throw new RangeError(`A batch has no column ${index}.`)
  return data
}
