import { DataType, tableFromIPC, type Table, type Vector } from 'apache-arrow'
import { arrowText } from './arrow-text'
import type { Column, Columns } from './database'
import { readDecimals } from './decimals'

/**
 * Arrow IPC bytes as plain columns: numbers and times in Float64Array (NaN where null), the rest as text. A decimal
 * is the double nearest to it; whole numbers that no double holds stay text.
 */
export function columnsFromArrow(bytes: Uint8Array): Columns {
  const table = tableFromIPC(bytes)
  return {
    rows: table.numRows,
    columns: table.schema.fields.map((field, i) => readColumn(table, i, field.name)),
  }
}

/** The buffers in `result` that can be transferred instead of copied. */
export const transferables = (result: Columns): ArrayBufferLike[] =>
  result.columns.flatMap((column) => (column.values instanceof Float64Array ? [column.values.buffer] : []))

function readColumn(table: Table, index: number, name: string): Column {
  const vector = table.getChildAt(index)
  if (!vector) return { name, type: 'text', values: [], nulls: 0 }
  const type = vector.type
  const nulls = vector.nullCount
  // The engine sends an ENUM's numbers without its words.
  if (DataType.isDictionary(type)) throw new TypeError(`${name} is an ENUM: cast it to VARCHAR.`)
  if (DataType.isTimestamp(type))
    return { name, type: 'time', values: times(vector, [1e-3, 1, 1e3, 1e6][type.unit] ?? 1), nulls }
  if (DataType.isDate(type)) return { name, type: 'date', values: numbers(vector), nulls }
  if (DataType.isInt(type) && type.bitWidth === 64) return readBigInts(name, vector)
  if (DataType.isDecimal(type)) return { name, nulls, ...readDecimals(vector, type.scale) }
  if (DataType.isInt(type) || DataType.isFloat(type))
    return { name, type: 'number', values: numbers(vector), nulls }
  if (DataType.isNull(type))
    return { name, type: 'text', values: new Array<null>(table.numRows).fill(null), nulls }
  return { name, type: DataType.isBool(type) ? 'boolean' : 'text', values: texts(vector), nulls }
}

function numbers(vector: Vector): Float64Array {
  const values = new Float64Array(vector.length)
  if (vector.nullCount === 0 && (DataType.isFloat(vector.type) || DataType.isInt(vector.type))) {
    let offset = 0
    for (const chunk of vector.data) {
      const source: ArrayLike<number> = chunk.values
      for (let i = 0; i < chunk.length; i++) values[offset + i] = source[i] ?? NaN
      offset += chunk.length
    }
    return values
  }
  for (let i = 0; i < vector.length; i++) {
    const value: unknown = vector.get(i)
    values[i] = value == null ? NaN : Number(value)
  }
  return values
}

/** Epoch milliseconds of timestamps with `perMs` units each; ±Infinity for the engine's infinite times. */
function times(vector: Vector, perMs: number): Float64Array {
  const values = new Float64Array(vector.length)
  let offset = 0
  for (const chunk of vector.data) {
    const source = chunk.values as BigInt64Array
    for (let i = 0; i < chunk.length; i++) {
      const units = source[i] ?? 0n
      const endless = units === ENDLESS ? Infinity : units === -ENDLESS ? -Infinity : null
      values[offset + i] = chunk.getValid(i) ? (endless ?? Number(units) / perMs) : NaN
    }
    offset += chunk.length
  }
  return values
}

const ENDLESS = 2n ** 63n - 1n

/** Integers that a double cannot hold exactly stay as text, so that no digit of an id is lost. */
function readBigInts(name: string, vector: Vector): Column {
  const values = new Float64Array(vector.length)
  for (let i = 0; i < vector.length; i++) {
    const value: unknown = vector.get(i)
    if (value == null) values[i] = NaN
    else {
      values[i] = Number(value)
      if (!Number.isSafeInteger(values[i]))
        return { name, type: 'text', values: texts(vector), nulls: vector.nullCount }
    }
  }
  return { name, type: 'number', values, nulls: vector.nullCount }
}

function texts(vector: Vector): (string | null)[] {
  const write = arrowText(vector.type as DataType)
  const values = new Array<string | null>(vector.length)
  let offset = 0
  for (const chunk of vector.data) {
    for (let i = 0; i < chunk.length; i++) {
      const value: unknown = chunk.getValid(i) ? vector.get(offset + i) : null
      values[offset + i] = value == null ? null : write(value, chunk.values as ArrayLike<number>, i)
    }
    offset += chunk.length
  }
  return values
}
