import { DataType, TimeUnit, type RecordBatch, type Struct, type Vector } from 'apache-arrow'
import { blob } from '../../engine/arrow-text'
import { decimalText } from '../../engine/decimals'
import type { Leaf } from './leaves'

/** Rows of a batch as text, a cell for each leaf, as a text file would hold them; '' where null. */
export function textRows(batch: RecordBatch, leaves: readonly Leaf[]): string[][] {
  const columns = leaves.map((leaf) => cellsOf(batch, leaf))
  return Array.from({ length: batch.numRows }, (_, row) => columns.map((cell) => cell(row)))
}

function cellsOf(batch: RecordBatch, { path }: Leaf): (row: number) => string {
  const [root = '', ...inside] = path
  const above: Vector[] = []
  let vector: Vector | null = batch.getChild(root)
  for (const name of inside) {
    if (vector) above.push(vector)
    vector = (vector as Vector<Struct> | null)?.getChild(name) ?? null
  }
  if (!vector) return () => ''
  const column = vector
  const write = writerOf(column.type as DataType)
  return (row) => {
    if (above.some((struct) => !struct.isValid(row))) return ''
    const value: unknown = column.get(row)
    return value == null ? '' : write(value)
  }
}

function writerOf(type: DataType): (value: unknown) => string {
  if (DataType.isDictionary(type)) return writerOf(type.dictionary as DataType)
  if (DataType.isDecimal(type)) return (value) => decimalText(value as Uint32Array, type.scale)
  if (DataType.isDate(type)) return (value) => clock(Number(value)).slice(0, 10)
  if (DataType.isTimestamp(type)) return (value) => clock(Number(value))
  if (DataType.isTime(type)) {
    const perMs = UNITS_PER_MS[type.unit]
    return (value) => clock(Number(value) / perMs).slice(11)
  }
  if (DataType.isBinary(type) || DataType.isLargeBinary(type) || DataType.isFixedSizeBinary(type))
    return (value) => bytesText(value as Uint8Array)
  return (value) => (typeof value === 'number' && Number.isNaN(value) ? 'nan' : String(value))
}

const UNITS_PER_MS: Record<TimeUnit, number> = {
  [TimeUnit.SECOND]: 1e-3,
  [TimeUnit.MILLISECOND]: 1,
  [TimeUnit.MICROSECOND]: 1e3,
  [TimeUnit.NANOSECOND]: 1e6,
}

/** Epoch milliseconds as 2020-01-02 03:04:05, with a fraction where there is one. */
function clock(epochMs: number): string {
  if (!(Math.abs(epochMs) <= 8.64e15)) return String(epochMs)
  return new Date(epochMs)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.000Z$|Z$/, '')
}

const strict = new TextDecoder('utf-8', { fatal: true })

function bytesText(bytes: Uint8Array): string {
  try {
    return strict.decode(bytes)
  } catch {
    return blob(bytes)
  }
}
