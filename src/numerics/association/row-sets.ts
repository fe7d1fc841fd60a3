/** Rows that several pairs of columns share, and the pairs (a > b) that are to be compared there. */
export interface RowSet {
  /** The rows, ascending; listed anew at each call, as all lists at once may be more than memory holds. */
  rows: () => Int32Array<ArrayBuffer>
  pairs: [a: number, b: number][]
}

/** Rows that have a value in two patterns of gaps. */
interface Shared {
  one: Uint8Array
  other: Uint8Array
  count: number
  /** Of the rows' numbers: sets that differ here differ. */
  sum: number
  pairs: [a: number, b: number][]
}

/**
 * For every two columns the rows where both have a value, columns with the same gaps taken together: a shop's facts
 * have few different ones. `has` is 1 where a column has a value, else 0; all of one length.
 */
export function rowSets(has: readonly Uint8Array[]): RowSet[] {
  const patterns: { has: Uint8Array; columns: number[] }[] = []
  has.forEach((mask, j) => {
    const known = patterns.find((pattern) => equal(pattern.has, mask))
    if (known) known.columns.push(j)
    else patterns.push({ has: mask, columns: [j] })
  })
  const sets: Shared[] = patterns.map(({ has: mask, columns }) => ({
    ...sharedOf(mask, mask),
    pairs: columns.flatMap((a, at) => columns.slice(0, at).map((b): [number, number] => [a, b])),
  }))
  for (let p = 0; p < patterns.length; p++) {
    for (let q = 0; q < p; q++) {
      const [one, other] = [patterns[p]!, patterns[q]!]
      const shared = sharedOf(one.has, other.has)
      const pairs = one.columns.flatMap((a) =>
        other.columns.map((b): [number, number] => (a > b ? [a, b] : [b, a])),
      )
      const known = sets.find((set) => areSame(set, shared))
      if (known) known.pairs.push(...pairs)
      else sets.push({ ...shared, pairs })
    }
  }
  return sets
    .filter(({ pairs }) => pairs.length > 0)
    .map((set) => ({ rows: () => rowsOf(set), pairs: set.pairs }))
}

function sharedOf(one: Uint8Array, other: Uint8Array): Omit<Shared, 'pairs'> {
  let [count, sum] = [0, 0]
  for (let i = 0; i < one.length; i++) {
    const both = one[i]! & other[i]!
    count += both
    sum += both * i
  }
  return { one, other, count, sum }
}

function areSame(a: Omit<Shared, 'pairs'>, b: Omit<Shared, 'pairs'>): boolean {
  if (a.count !== b.count || a.sum !== b.sum) return false
  for (let i = 0; i < a.one.length; i++)
    if ((a.one[i]! & a.other[i]!) !== (b.one[i]! & b.other[i]!)) return false
  return true
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

function rowsOf({ one, other, count }: Shared): Int32Array<ArrayBuffer> {
  const rows = new Int32Array(count)
  for (let i = 0, at = 0; at < count; i++) if (one[i]! & other[i]!) rows[at++] = i
  return rows
}
