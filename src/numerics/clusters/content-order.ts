import type { Points } from './points'

export interface ContentOrder {
  /** Every row once. */
  order: Int32Array
  /** How many different rows there are. */
  distinct: number
}

/**
 * An order of rows that looks random and depends on what the rows hold and on `seed`, never on the order they came
 * in: sorted by a 32-bit hash of the row and of how many equal rows came before it. Whatever is computed in this
 * order is the same, to the last bit, for the same rows in any order; its first m rows are a random sample. Equal rows
 * are spread over it, so a sample holds its share of them. O(n × width), but for rows whose hashes collide.
 */
export function contentOrder({ rows, width, values }: Points, seed: number): ContentOrder {
  const words = new Uint32Array(values.buffer, values.byteOffset, rows * width * 2)
  const hashes = new Uint32Array(rows)
  for (let i = 0, at = 0; i < rows; i++) {
    let hash = seed | 0
    for (let j = 0; j < width; j++, at += 2) {
      // Minus zero equals zero, so it hashes like it.
      const isZero = values[at >> 1] === 0
      hash = mix(hash, isZero ? 0 : words[at]!)
      hash = mix(hash, isZero ? 0 : words[at + 1]!)
    }
    hashes[i] = finish(hash)
  }
  const order = sortedBy(hashes, identity(rows))
  const ordinals = new Uint32Array(rows)
  let distinct = 0
  for (let from = 0; from < rows;) {
    let to = from + 1
    while (to < rows && hashes[order[to]!] === hashes[order[from]!]) to++
    if (to - from > 1) {
      const run = order.subarray(from, to)
      if (!allEqual(run, values, width)) run.sort((a, b) => compareRows(values, width, a, b))
    }
    for (let at = from; at < to; at++) {
      const isNew = at === from || compareRows(values, width, order[at - 1]!, order[at]!) !== 0
      if (isNew) distinct++
      else ordinals[order[at]!] = ordinals[order[at - 1]!]! + 1
    }
    from = to
  }
  if (distinct === rows) return { order, distinct }
  for (let i = 0; i < rows; i++) if (ordinals[i]) hashes[i] = finish(mix(hashes[i]!, ordinals[i]!))
  return { order: sortedBy(hashes, order), distinct }
}

/** A 32-bit mixing step and the last one, of MurmurHash3. */
function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51)
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593)
  const h = hash ^ k
  return (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0
}

function finish(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

const identity = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i)

/** `order` sorted by key, equal keys as they were: two passes of a radix sort by 16 bits. */
function sortedBy(keys: Uint32Array, order: Int32Array): Int32Array {
  let from = order
  for (const shift of [0, 16]) {
    const starts = new Int32Array(2 ** 16 + 1)
    for (const key of keys) starts[((key >>> shift) & 0xffff) + 1]!++
    for (let b = 1; b < starts.length; b++) starts[b]! += starts[b - 1]!
    const to = new Int32Array(from.length)
    for (const row of from) to[starts[(keys[row]! >>> shift) & 0xffff]!++] = row
    from = to
  }
  return from
}

function allEqual(run: Int32Array, values: Float64Array, width: number): boolean {
  const first = run[0]!
  for (const row of run) if (compareRows(values, width, first, row) !== 0) return false
  return true
}

function compareRows(values: Float64Array, width: number, a: number, b: number): number {
  for (let j = 0; j < width; j++) {
    const [x, y] = [values[a * width + j]!, values[b * width + j]!]
    if (x < y) return -1
    if (x > y) return 1
  }
  return 0
}
