import { isScalar, JsonObject, type JsonValue } from './value'

/** Records by the path of their list, and what stands beside the lists. */
export interface Shape {
  lists: { path: string; records: JsonValue[] }[]
  beside: string[]
}

const LIST_DEPTH = 4

/**
 * What the one object of a file is: columns as lists of values, records by their ids, one record that has lists of its
 * own, or a wrapper around lists.
 */
export function shapeOf(root: JsonObject): Shape {
  const columns = asColumns(root)
  if (columns) return { lists: [{ path: '', records: columns }], beside: [] }
  const lists = listsIn(root, '', 1)
  if (lists.length === 0) return { lists: [{ path: '', records: asMap(root) ?? [root] }], beside: [] }
  if (isRecord(root)) return { lists: [{ path: '', records: [root] }], beside: [] }
  const beside = root.keys.filter((_, i) => isScalar(root.values[i] ?? null))
  return { lists, beside }
}

/** `{"id": ["a", "b"], "amount": [1, 2]}`, and the same with positions as names: {"id": {"0": "a", "1": "b"}}. */
function asColumns(root: JsonObject): JsonObject[] | null {
  const columns = root.values.map((value) => (value instanceof JsonObject ? byPosition(value) : value))
  const [first] = columns
  if (columns.length < 2 || !Array.isArray(first) || first.length === 0) return null
  const even = columns.every(
    (column) => Array.isArray(column) && column.length === first.length && column.every(isScalar),
  )
  if (!even) return null
  return first.map((_, row) => {
    const record = new JsonObject()
    root.keys.forEach((key, i) => {
      const column = columns[i]
      record.keys.push(key)
      record.values.push(Array.isArray(column) ? (column[row] ?? null) : null)
    })
    return record
  })
}

const byPosition = (object: JsonObject): JsonValue[] | null =>
  object.keys.length > 0 && object.keys.every((key, i) => key === String(i)) ? object.values : null

/** `{"1001": {"name": …}, "1002": {"name": …}}`: the names become a column. */
function asMap(root: JsonObject): JsonObject[] | null {
  if (root.keys.length < 2 || !root.values.every((value) => value instanceof JsonObject)) return null
  return root.keys.map((key, i) => {
    const record = new JsonObject()
    const inner = root.values[i] as JsonObject
    record.keys.push('key', ...inner.keys)
    record.values.push(key, ...inner.values)
    return record
  })
}

function listsIn(object: JsonObject, prefix: string, depth: number): Shape['lists'] {
  return object.keys.flatMap((key, i) => {
    const value = object.values[i] ?? null
    if (Array.isArray(value))
      return value.some((item) => !isScalar(item)) ? [{ path: prefix + key, records: value }] : []
    return value instanceof JsonObject && depth < LIST_DEPTH
      ? listsIn(value, `${prefix}${key}.`, depth + 1)
      : []
  })
}

/** An object with an id of its own is a record, and its lists belong to it. */
const isRecord = (root: JsonObject): boolean =>
  root.keys.some(
    (key, i) =>
      /^_?id$|^(order|member|customer|user)_?(id|no)$|^(订单|会员)(编号|号)$/i.test(key) &&
      root.values[i] !== null,
  )
