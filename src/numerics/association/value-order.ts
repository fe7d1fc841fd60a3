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

/** O(n): by counting where the values are whole numbers or cents close together, else by radix sort of their bits. */
export function valueOrder(values: Float64Array): ValueOrder {
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
  const rows = new Int32Array(count)
  for (let i = 0, at = 0; at < count; i++) if (has[i] === 1) rows[at++] = i
  const scale = isWhole ? 1 : CENTS
  const isDense = count > 0 && (isWhole || isCents) && (high - low) * scale <= DENSE * values.length
  return { has, ...(isDense ? byCounting(values, rows, { low, high, scale }) : bySorting(values, rows)) }
}

type Sorted = Omit<ValueOrder, 'has'>

function byCounting(
  values: Float64Array,
  rows: Int32Array,
  { low, high, scale }: { low: number; high: number; scale: number },
): Sorted {
  const from = Math.floor(low * scale + 0.5)
  const starts = new Int32Array(Math.floor(high * scale + 0.5) - from + 1)
  const steps = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) {
    const step = Math.floor(values[rows[i]!]! * scale + 0.5) - from
    steps[i] = step
    starts[step]!++
  }
  const differs = new Uint8Array(rows.length)
  for (let step = 0, below = 0; step < starts.length; step++) {
    const count = starts[step]!
    if (count > 0) differs[below] = 1
    starts[step] = below
    below += count
  }
  const sorted = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) sorted[starts[steps[i]!]!++] = rows[i]!
  return { rows: sorted, differs }
}

function bySorting(values: Float64Array, rows: Int32Array): Sorted {
  const n = rows.length
  const numbers = new Float64Array(values.length)
  // Minus zero equals zero.
  for (let i = 0; i < numbers.length; i++) numbers[i] = values[i]! + 0
  const words = new Uint32Array(numbers.buffer)
  const upper = new Uint32Array(n)
  const lower = new Uint32Array(values.length)
  // The bits of a double in the order of the numbers: negative ones inverted, others with the sign set.
  for (let i = 0; i < n; i++) {
    const row = rows[i]!
    const flip = words[2 * row + 1]! >> 31
    lower[row] = words[2 * row]! ^ flip
    upper[i] = words[2 * row + 1]! ^ (flip | 0x80000000)
  }
  const { keys, items } = sortedByKey(upper, rows)
  sortRunsBy(lower, keys, items)
  const differs = new Uint8Array(n)
  for (let place = 0; place < n; place++) {
    const isAlike =
      place > 0 && keys[place] === keys[place - 1] && lower[items[place]!] === lower[items[place - 1]!]
    differs[place] = isAlike ? 0 : 1
  }
  return { rows: items, differs }
}

/** Runs up to here are put in order one by one. */
const SHORT = 24

/** Puts items whose keys are alike in the order of what `by` has for them. The keys stand in ascending order. */
function sortRunsBy(by: Uint32Array, keys: Uint32Array, items: Int32Array): void {
  const n = keys.length
  for (let from = 0, to = 0; from < n; from = to) {
    to = from + 1
    while (to < n && keys[to] === keys[from]) to++
    if (to - from <= SHORT) insertInOrder(by, items, from, to)
    else {
      const run = items.slice(from, to)
      items.set(
        sortedByKey(
          Uint32Array.from(run, (item) => by[item]!),
          run,
        ).items,
        from,
      )
    }
  }
}

function insertInOrder(by: Uint32Array, items: Int32Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const item = items[i]!
    const key = by[item]!
    let place = i
    while (place > from && by[items[place - 1]!]! > key) {
      items[place] = items[place - 1]!
      place--
    }
    items[place] = item
  }
}

const DIGIT = 11
const DIGITS = 1 << DIGIT

/**
 * Items by their keys, those alike as they stood; takes both arrays over. Eleven bits at a time, the least significant
 * first: the places written to then fit into the processor's nearest cache. Digits that do not differ are passed over.
 */
function sortedByKey(keys: Uint32Array, items: Int32Array): { keys: Uint32Array; items: Int32Array } {
  const n = keys.length
  let [fromKeys, fromItems]: [Uint32Array, Int32Array] = [keys, items]
  let [toKeys, toItems]: [Uint32Array, Int32Array] = [new Uint32Array(n), new Int32Array(n)]
  for (let shift = 0; shift < 32; shift += DIGIT) {
    const starts = new Int32Array(DIGITS)
    for (let i = 0; i < n; i++) starts[(fromKeys[i]! >>> shift) & (DIGITS - 1)]!++
    if (starts.includes(n)) continue
    for (let digit = 0, below = 0; digit < DIGITS; digit++) {
      const count = starts[digit]!
      starts[digit] = below
      below += count
    }
    for (let i = 0; i < n; i++) {
      const key = fromKeys[i]!
      const to = starts[(key >>> shift) & (DIGITS - 1)]!++
      toKeys[to] = key
      toItems[to] = fromItems[i]!
    }
    ;[fromKeys, fromItems, toKeys, toItems] = [toKeys, toItems, fromKeys, fromItems]
  }
  return { keys: fromKeys, items: fromItems }
}
