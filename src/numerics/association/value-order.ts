/** The rows of a column that hold a finite value, from the least value to the greatest. */
export interface ValueOrder {
  rows: Int32Array
  /** 1 at a place whose value differs from the one before; the first differs. */
  differs: Uint8Array
  /** 1 for each row that is among `rows`. */
  has: Uint8Array
}

/** Numbers in steps of a cent or of one are put in order by counting where their range is at most so many steps a row. */
const DENSE = 16
const CENTS = 100

/**
 * O(n): by counting where the values are whole numbers or cents close together, else by radix sort of their bits.
 * `room`: a place to sort in that the next call may use again.
 */
export function valueOrder(values: Float64Array, room: SortingRoom = sortingRoom(values.length)): ValueOrder {
  const has = new Uint8Array(values.length)
  let [low, high, isWhole, isCents, count] = [Infinity, -Infinity, true, true, 0]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    has[i] = 1
    count++
    if (value < low) low = value
    if (value > high) high = value
    if (isWhole && value !== Math.floor(value)) isWhole = false
    if (isCents && Math.floor(value * CENTS + 0.5) / CENTS !== value) isCents = false
  }
  const scale = isWhole ? 1 : CENTS
  const isDense = count > 0 && (isWhole || isCents) && (high - low) * scale <= DENSE * values.length
  return {
    has,
    ...(isDense ? byCounting(values, has, { count, low, high, scale }) : bySorting(values, has, room)),
  }
}

type Sorted = Omit<ValueOrder, 'has'>

function byCounting(
  values: Float64Array,
  has: Uint8Array,
  { count, low, high, scale }: { count: number; low: number; high: number; scale: number },
): Sorted {
  const from = Math.floor(low * scale + 0.5)
  const starts = new Int32Array(Math.floor(high * scale + 0.5) - from + 1)
  const steps = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) {
    if (has[i] === 0) continue
    const step = Math.floor(values[i]! * scale + 0.5) - from
    steps[i] = step
    starts[step]!++
  }
  const differs = new Uint8Array(count)
  for (let step = 0, below = 0; step < starts.length; step++) {
    const alike = starts[step]!
    if (alike > 0) differs[below] = 1
    starts[step] = below
    below += alike
  }
  const rows = new Int32Array(count)
  for (let i = 0; i < values.length; i++) if (has[i] === 1) rows[starts[steps[i]!]!++] = i
  return { rows, differs }
}

function bySorting(values: Float64Array, has: Uint8Array, room: SortingRoom): Sorted {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)
  let n = 0
  for (let i = 0; i < values.length; i++) {
    if (has[i] === 0) continue
    room.keys[n] = upperKey(values, words, i)
    room.items[n++] = i
  }
  const { keys, items } = sortedByKey(room, n)
  const rows = items.slice(0, n)
  const differs = new Uint8Array(n)
  for (let from = 0, to = 0; from < n; from = to) {
    to = from + 1
    while (to < n && keys[to] === keys[from]) to++
    differs[from] = 1
    if (to - from === 1) continue
    sortRun(values, words, rows, from, to)
    for (let at = from + 1; at < to; at++) differs[at] = values[rows[at]!] === values[rows[at - 1]!] ? 0 : 1
  }
  return { rows, differs }
}

/** The upper bits of a double in the order of the numbers: negative ones inverted, others with the sign set. Minus zero equals zero. */
function upperKey(values: Float64Array, words: Uint32Array, i: number): number {
  if (values[i] === 0) return 0x80000000
  const word = words[2 * i + 1]!
  return word ^ ((word >> 31) | 0x80000000)
}

/** Runs up to here are put in order one by one. */
const SHORT = 24

/** Puts rows whose upper bits are alike in the order of their values. */
function sortRun(values: Float64Array, words: Uint32Array, rows: Int32Array, from: number, to: number): void {
  if (to - from > SHORT) {
    const room = sortingRoom(to - from)
    for (let at = from; at < to; at++) {
      const row = rows[at]!
      room.keys[at - from] = values[row] === 0 ? 0 : words[2 * row]! ^ (words[2 * row + 1]! >> 31)
      room.items[at - from] = row
    }
    rows.set(sortedByKey(room, to - from).items, from)
    return
  }
  for (let at = from + 1; at < to; at++) {
    const row = rows[at]!
    const value = values[row]!
    let place = at
    while (place > from && values[rows[place - 1]!]! > value) {
      rows[place] = rows[place - 1]!
      place--
    }
    rows[place] = row
  }
}

/** What is sorted: items by their keys; and as much room again. */
export interface SortingRoom {
  keys: Uint32Array
  items: Int32Array
  otherKeys: Uint32Array
  otherItems: Int32Array
}

export const sortingRoom = (length: number): SortingRoom => ({
  keys: new Uint32Array(length),
  items: new Int32Array(length),
  otherKeys: new Uint32Array(length),
  otherItems: new Int32Array(length),
})

const DIGIT = 11
const DIGITS = 1 << DIGIT

/**
 * The first `n` items by their keys, those alike as they stood; gives the half of the room they end in. Eleven bits at a
 * time, the least significant first: the places written to then fit into the processor's nearest cache. Digits that do
 * not differ are passed over.
 */
function sortedByKey(room: SortingRoom, n: number): Half {
  let [from, to]: [Half, Half] = [
    { keys: room.keys, items: room.items },
    { keys: room.otherKeys, items: room.otherItems },
  ]
  for (let shift = 0; shift < 32; shift += DIGIT) {
    const starts = new Int32Array(DIGITS)
    for (let i = 0; i < n; i++) starts[(from.keys[i]! >>> shift) & (DIGITS - 1)]!++
    if (starts.includes(n)) continue
    for (let digit = 0, below = 0; digit < DIGITS; digit++) {
      const count = starts[digit]!
      starts[digit] = below
      below += count
    }
    scatter(from, to, n, shift, starts)
    ;[from, to] = [to, from]
  }
  return from
}

interface Half {
  keys: Uint32Array
  items: Int32Array
}

function scatter(from: Half, to: Half, n: number, shift: number, starts: Int32Array): void {
  const { keys, items } = from
  const { keys: toKeys, items: toItems } = to
  for (let i = 0; i < n; i++) {
    const key = keys[i]!
    const place = starts[(key >>> shift) & (DIGITS - 1)]!++
    toKeys[place] = key
    toItems[place] = items[i]!
  }
}
