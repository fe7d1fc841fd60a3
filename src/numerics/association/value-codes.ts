/** The finite values of a column as whole numbers in their order, equal ones alike, from 0; −1 where there is none. */
export interface ValueCodes {
  codes: Int32Array
  /** How many different values there are. */
  distinct: number
}

/** Numbers in steps of a cent or of one are coded by counting where their range is at most so many steps a row. */
const DENSE = 16
const CENTS = 100

/** O(n): by counting where the values are whole numbers or cents close together, else by radix sort of their bits. */
export function valueCodes(values: Float64Array): ValueCodes {
  let [low, high, isWhole, isCents] = [Infinity, -Infinity, true, true]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
    if (isWhole && value !== Math.floor(value)) isWhole = false
    if (isCents && Math.floor(value * CENTS + 0.5) / CENTS !== value) isCents = false
  }
  if (!(low <= high)) return { codes: new Int32Array(values.length).fill(-1), distinct: 0 }
  const scale = isWhole ? 1 : CENTS
  return (isWhole || isCents) && (high - low) * scale <= DENSE * values.length
    ? byCounting(values, low, high, scale)
    : bySorting(values)
}

function byCounting(values: Float64Array, low: number, high: number, scale: number): ValueCodes {
  const from = Math.floor(low * scale + 0.5)
  const places = new Int32Array(Math.floor(high * scale + 0.5) - from + 1)
  const codes = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    const at = Number.isFinite(value) ? Math.floor(value * scale + 0.5) - from : -1
    codes[i] = at
    if (at >= 0) places[at] = 1
  }
  let distinct = 0
  for (let at = 0; at < places.length; at++) if (places[at] === 1) places[at] = distinct++
  for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) codes[i] = places[codes[i]!]!
  return { codes, distinct }
}

function bySorting(values: Float64Array): ValueCodes {
  const rows = finiteRows(values)
  const keys = new Float64Array(rows.length)
  // Minus zero equals zero.
  for (let i = 0; i < rows.length; i++) keys[i] = values[rows[i]!]! + 0
  const words = new Uint32Array(keys.buffer)
  // The bits of a double in the order of the numbers: negative ones inverted, others with the sign set.
  for (let i = 0; i < keys.length; i++) {
    const isNegative = words[2 * i + 1]! >>> 31 === 1
    words[2 * i] = isNegative ? ~words[2 * i]! : words[2 * i]!
    words[2 * i + 1] = isNegative ? ~words[2 * i + 1]! : words[2 * i + 1]! ^ 0x80000000
  }
  const order = sortedByBits(words, keys.length)
  const codes = new Int32Array(values.length).fill(-1)
  let [distinct, low, high] = [0, -1, -1]
  for (let place = 0; place < order.length; place++) {
    const at = order[place]!
    if (place === 0 || words[2 * at] !== low || words[2 * at + 1] !== high) distinct++
    low = words[2 * at]!
    high = words[2 * at + 1]!
    codes[rows[at]!] = distinct - 1
  }
  return { codes, distinct }
}

function finiteRows(values: Float64Array): Int32Array {
  const rows = new Int32Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) rows[count++] = i
  return rows.subarray(0, count)
}

/** Longer runs of values alike in the upper halves of their bits are not put in order one by one. */
const SHORT = 24

/** By the upper halves of the bits first, which tell most values apart; then the few alike in these by the lower. */
function sortedByBits(words: Uint32Array, n: number): Int32Array {
  const order = sortedByDigits(words, n, UPPER)
  for (let from = 0; from < n;) {
    const high = words[2 * order[from]! + 1]!
    let to = from + 1
    while (to < n && words[2 * order[to]! + 1] === high) to++
    if (to - from > SHORT && !areAlike(words, order, from, to)) return sortedByDigits(words, n, ALL)
    if (to - from <= SHORT) insertByLower(words, order, from, to)
    from = to
  }
  return order
}

function areAlike(words: Uint32Array, order: Int32Array, from: number, to: number): boolean {
  for (let i = from + 1; i < to; i++) if (words[2 * order[i]!] !== words[2 * order[from]!]) return false
  return true
}

function insertByLower(words: Uint32Array, order: Int32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const at = order[i]!
    const low = words[2 * at]!
    let place = i
    while (place > from && words[2 * order[place - 1]!]! > low) {
      order[place] = order[place - 1]!
      place--
    }
    order[place] = at
  }
}

const ALL = [0, 1, 2, 3]
const UPPER = [2, 3]

/** Least significant digit first, sixteen bits at a time; digits that do not differ are passed over. */
function sortedByDigits(words: Uint32Array, n: number, digits: readonly number[]): Int32Array {
  let order = new Int32Array(n)
  for (let i = 0; i < n; i++) order[i] = i
  let next = new Int32Array(n)
  for (const digit of digits) {
    const word = digit >> 1
    const shift = (digit & 1) * 16
    const starts = new Int32Array(65_537)
    for (let i = 0; i < n; i++) starts[((words[2 * i + word]! >>> shift) & 0xffff) + 1]!++
    if (starts.includes(n)) continue
    for (let d = 0; d < 65_536; d++) starts[d + 1]! += starts[d]!
    for (let i = 0; i < n; i++) {
      const at = order[i]!
      next[starts[(words[2 * at + word]! >>> shift) & 0xffff]!++] = at
    }
    ;[order, next] = [next, order]
  }
  return order
}
