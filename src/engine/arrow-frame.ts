import { Float64, makeData, Table, tableToIPC, Utf8, Vector } from 'apache-arrow'

interface Frame {
  rows: number
  columns: { name: string; values: Float64Array | (string | null)[] }[]
}

/**
 * An Arrow IPC stream of columns: numbers as doubles, null where they are NaN, and text. Made without Arrow's own
 * builders: they make functions of text, which the page's policy forbids.
 */
export function arrowOfFrame({ columns }: Frame): Uint8Array {
  const vectors = Object.fromEntries(
    columns.map(({ name, values }) => [
      name,
      values instanceof Float64Array ? doubles(values) : texts(values),
    ]),
  )
  return tableToIPC(new Table(vectors), 'stream')
}

function doubles(values: Float64Array): Vector<Float64> {
  const nulls = bitmap(values.length, (i) => !Number.isNaN(values[i]))
  return new Vector([makeData({ type: new Float64(), length: values.length, data: values, ...nulls })])
}

function texts(values: readonly (string | null)[]): Vector<Utf8> {
  const parts = values.map((value) => new TextEncoder().encode(value ?? ''))
  const valueOffsets = new Int32Array(values.length + 1)
  parts.forEach((part, i) => (valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + part.length))
  const data = new Uint8Array(valueOffsets[values.length] ?? 0)
  parts.forEach((part, i) => data.set(part, valueOffsets[i]))
  const nulls = bitmap(values.length, (i) => values[i] !== null)
  return new Vector([makeData({ type: new Utf8(), length: values.length, valueOffsets, data, ...nulls })])
}

/** One bit for each value that is there. */
function bitmap(
  length: number,
  isThere: (i: number) => boolean,
): { nullCount: number; nullBitmap?: Uint8Array } {
  const bits = new Uint8Array(Math.ceil(length / 8))
  let nullCount = 0
  for (let i = 0; i < length; i++) {
    if (isThere(i)) bits[i >> 3] = (bits[i >> 3] ?? 0) | (1 << (i & 7))
    else nullCount++
  }
  return nullCount > 0 ? { nullCount, nullBitmap: bits } : { nullCount }
}
