/** A sparse matrix by rows: the columns of row r are `columns[starts[r] … starts[r + 1])`, ascending, each once. */
export interface Csr {
  rows: number
  width: number
  starts: Int32Array
  columns: Int32Array
  values: Float64Array
}

/**
 * From one entry per cell, in any order: rows and columns as integers from 0. Cells named twice are summed; without
 * `values` each counts 1. O(entries + rows + width), by two counting sorts.
 */
export function csrOf(
  [rows, width]: readonly [rows: number, width: number],
  rowCodes: Int32Array,
  columnCodes: Int32Array,
  values?: ArrayLike<number>,
): Csr {
  const byColumn = sortedBy(columnCodes, width)
  const order = sortedBy(rowCodes, rows, byColumn)
  const starts = new Int32Array(rows + 1)
  const columns = new Int32Array(order.length)
  const sums = new Float64Array(order.length)
  let at = 0
  let row = 0
  for (const entry of order) {
    const [r, c] = [rowCodes[entry]!, columnCodes[entry]!]
    while (row < r) starts[++row] = at
    if (at === starts[row] || columns[at - 1] !== c) columns[at++] = c
    sums[at - 1]! += values?.[entry] ?? 1
  }
  while (row < rows) starts[++row] = at
  return { rows, width, starts, columns: columns.slice(0, at), values: sums.slice(0, at) }
}

/** The same matrix by columns. O(cells). */
export function transposed({ rows, width, starts, columns, values }: Csr): Csr {
  const next = new Int32Array(width + 1)
  for (const c of columns) next[c + 1]!++
  for (let c = 0; c < width; c++) next[c + 1]! += next[c]!
  const out = { columns: new Int32Array(columns.length), values: new Float64Array(columns.length) }
  const outStarts = next.slice()
  for (let r = 0; r < rows; r++) {
    for (let at = starts[r]!; at < starts[r + 1]!; at++) {
      const to = next[columns[at]!]!++
      out.columns[to] = r
      out.values[to] = values[at]!
    }
  }
  return { rows: width, width: rows, starts: outStarts, ...out }
}

/** Codes from 0 in the order of the ids, and the ids; an id that is no finite number has code −1. */
export function denseCodes(values: Float64Array): { codes: Int32Array; ids: Float64Array } {
  let [least, most, areWhole] = [Infinity, -Infinity, true]
  for (const id of values) {
    if (!Number.isFinite(id)) continue
    if (id < least) least = id
    if (id > most) most = id
    areWhole &&= Number.isInteger(id)
  }
  if (most < least) return { codes: new Int32Array(values.length).fill(-1), ids: new Float64Array(0) }
  if (areWhole && most - least <= ROOM_FOR_A_TABLE + 4 * values.length)
    return codesByTable(values, least, most)
  const ids = Float64Array.from(new Set(values.filter(Number.isFinite))).sort()
  const codeOf = new Map(Array.from(ids, (id, code) => [id, code]))
  return { codes: Int32Array.from(values, (id) => codeOf.get(id) ?? -1), ids }
}

const ROOM_FOR_A_TABLE = 65_536

function codesByTable(values: Float64Array, least: number, most: number) {
  const table = new Int32Array(most - least + 1)
  for (const id of values) if (id >= least && id <= most) table[id - least] = 1
  let count = 0
  for (let at = 0; at < table.length; at++) table[at] = table[at] === 1 ? count++ : -1
  const ids = new Float64Array(count)
  for (let at = 0; at < table.length; at++) if (table[at]! >= 0) ids[table[at]!] = least + at
  const codes = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) codes[i] = table[values[i]! - least] ?? -1
  return { codes, ids }
}

/** Places of the entries in the order of their keys, those of one key as in `among`. */
function sortedBy(keys: Int32Array, count: number, among?: Int32Array): Int32Array {
  const next = new Int32Array(count + 1)
  for (const key of keys) next[key + 1]!++
  for (let key = 0; key < count; key++) next[key + 1]! += next[key]!
  const order = new Int32Array(keys.length)
  for (let i = 0; i < keys.length; i++) {
    const entry = among ? among[i]! : i
    order[next[keys[entry]!]!++] = entry
  }
  return order
}
