import { Float64, makeData, Table, tableToIPC, Utf8, vectorFromArray, Vector } from 'apache-arrow'

interface Frame {
  rows: number
  columns: { name: string; values: Float64Array | (string | null)[] }[]
}

/** An Arrow IPC stream of columns: numbers as doubles, null where they are NaN, and text. */
export function arrowOfFrame({ columns }: Frame): Uint8Array {
  const vectors = Object.fromEntries(
    columns.map(({ name, values }) => [
      name,
      values instanceof Float64Array ? doubles(values) : vectorFromArray(values, new Utf8()),
    ]),
  )
  return tableToIPC(new Table(vectors), 'stream')
}

function doubles(values: Float64Array): Vector<Float64> {
  const bitmap = new Uint8Array(Math.ceil(values.length / 8))
  let nulls = 0
  values.forEach((value, i) => {
    if (Number.isNaN(value)) nulls++
    else bitmap[i >> 3] = (bitmap[i >> 3] ?? 0) | (1 << (i & 7))
  })
  return new Vector([
    makeData({
      type: new Float64(),
      length: values.length,
      data: values,
      nullCount: nulls,
      ...(nulls > 0 && { nullBitmap: bitmap }),
    }),
  ])
}
