import { Vector, type RecordBatch } from 'apache-arrow'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { columnData, recordBatches } from './arrow-batches'
import type { WrittenColumn } from './export-columns'

type Element = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number]
type Value = string | number | bigint | boolean | null

const GROUP_ROWS = 65_536

/** A Parquet file, compressed with Snappy, a row group at a time. `columns` say the types of the pieces' columns. */
export async function writeParquet(
  pieces: AsyncIterable<Uint8Array>,
  columns: readonly WrittenColumn[],
): Promise<Blob> {
  const writer = new BlobWriter()
  const schema: Element[] = [{ name: 'root', num_children: columns.length }, ...columns.map(elementOf)]
  const file = new ParquetWriter({ writer, schema, createdBy: 'memberlens' })
  let group = columns.map((): Value[] => [])
  const flush = async () => {
    await file.write({
      columnData: columns.map(({ name }, i) => ({ name, data: group[i] ?? [] })),
      rowGroupSize: GROUP_ROWS * 2,
    })
    group = columns.map(() => [])
  }
  for await (const batch of recordBatches(pieces)) {
    group.forEach((values, i) => append(values, batch, i, columns[i]?.type))
    if ((group[0]?.length ?? 0) >= GROUP_ROWS) await flush()
  }
  if ((group[0]?.length ?? 0) > 0) await flush()
  await file.finish()
  return writer.blob()
}

function elementOf({ name, type }: WrittenColumn): Element {
  const repetition_type = 'OPTIONAL'
  switch (type) {
    case 'text':
      return { name, repetition_type, type: 'BYTE_ARRAY', converted_type: 'UTF8' }
    case 'boolean':
      return { name, repetition_type, type: 'BOOLEAN' }
    case 'integer':
      return { name, repetition_type, type: 'INT32' }
    case 'bigint':
      return { name, repetition_type, type: 'INT64' }
    case 'number':
      return { name, repetition_type, type: 'DOUBLE' }
    case 'date':
      return { name, repetition_type, type: 'INT32', converted_type: 'DATE' }
    case 'time':
      return {
        name,
        repetition_type,
        type: 'INT64',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: false, unit: 'MICROS' },
      }
  }
}

/** Dates (days) and times (microseconds) as their bare numbers, which a Date would round. */
function append(
  values: Value[],
  batch: RecordBatch,
  index: number,
  type: WrittenColumn['type'] | undefined,
): void {
  const data = columnData(batch, index)
  if (type === 'date' || type === 'time') {
    const numbers = data.values as Int32Array | BigInt64Array
    for (let row = 0; row < data.length; row++)
      values.push(data.getValid(row) ? (numbers[row] ?? null) : null)
    return
  }
  const vector = new Vector([data])
  for (let row = 0; row < data.length; row++) values.push(vector.get(row) as Value)
}

/** Hands each finished row group to a Blob, so that the file never lies in memory as one buffer. */
class BlobWriter extends ByteWriter {
  readonly #parts: Blob[] = []

  flush(): void {
    this.#parts.push(new Blob([this.getBytes() as Uint8Array<ArrayBuffer>]))
    this.index = 0
  }

  blob(): Blob {
    this.flush()
    return new Blob(this.#parts, { type: 'application/vnd.apache.parquet' })
  }
}
