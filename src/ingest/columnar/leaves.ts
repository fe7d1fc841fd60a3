import { DataType, type Field, type Schema } from 'apache-arrow'
import type { StoredType } from '../types'
import type { LeftOut, LeftOutWhy } from './problems'

/** A column as the engine will hold it: a column of the file, or a field of a struct in one. */
export interface Leaf {
  path: string[]
  stored: StoredType
  /** Bytes without a word on what they mean: text, most of the time. */
  bytes: boolean
}

/** The columns of a schema, structs taken apart; and the columns that hold what cannot be read. */
export function leavesOf(schema: Schema): { leaves: Leaf[]; leftOut: LeftOut[] } {
  const leaves: Leaf[] = []
  const leftOut: LeftOut[] = []
  const names = new Set<string>()
  for (const field of schema.fields) {
    const found = names.has(field.name) ? 'duplicate' : leavesOfField(field, [])
    names.add(field.name)
    if (typeof found === 'string') leftOut.push({ name: field.name, why: found })
    else leaves.push(...found)
  }
  return { leaves, leftOut }
}

/** A column with one part that cannot be read is left out as a whole. */
function leavesOfField(field: Field, above: readonly string[]): Leaf[] | LeftOutWhy {
  const path = [...above, field.name]
  if (!DataType.isStruct(field.type)) {
    const stored = storedOf(field.type)
    return isStored(stored) ? [{ path, stored, bytes: isBytes(field.type) }] : stored
  }
  const parts = (field.type.children as Field[]).map((child) => leavesOfField(child, path))
  return parts.find((part) => typeof part === 'string') ?? parts.flatMap((part) => part as Leaf[])
}

const REFUSED: readonly string[] = [
  'list',
  'wide_decimal',
  'half',
  'variant',
  'duplicate',
] satisfies LeftOutWhy[]
const isStored = (found: StoredType | LeftOutWhy): found is StoredType => !REFUSED.includes(found)

/** Times of day and spans become text, as the engine writes them. */
function storedOf(type: DataType): StoredType | LeftOutWhy {
  if (DataType.isDictionary(type)) return storedOf(type.dictionary as DataType)
  if (DataType.isBool(type)) return 'BOOLEAN'
  if (DataType.isInt(type)) return type.bitWidth === 64 && !type.isSigned ? 'UBIGINT' : 'BIGINT'
  if (DataType.isFloat(type)) return FLOATS[type.precision] ?? 'half'
  if (DataType.isDecimal(type))
    return type.bitWidth === 128 && type.scale >= 0 && type.scale <= type.precision
      ? `DECIMAL(${type.precision},${type.scale})`
      : 'wide_decimal'
  if (DataType.isDate(type)) return 'DATE'
  if (DataType.isTimestamp(type)) return 'TIMESTAMP'
  const nested =
    DataType.isList(type) || DataType.isFixedSizeList(type) || DataType.isMap(type) || DataType.isUnion(type)
  return nested ? 'list' : 'VARCHAR'
}

/** By Arrow's number for the precision. */
const FLOATS: readonly (StoredType | 'half')[] = ['half', 'FLOAT', 'DOUBLE']

const isBytes = (type: DataType): boolean =>
  DataType.isDictionary(type)
    ? isBytes(type.dictionary as DataType)
    : DataType.isBinary(type) || DataType.isLargeBinary(type) || DataType.isFixedSizeBinary(type)
