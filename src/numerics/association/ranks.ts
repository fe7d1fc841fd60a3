import { normalTwoSided } from '../proportions'
import { correlationP, pearson, type Association, type CorrelationMatrix } from './correlation'
import { correlate, rowSets, type Centred } from './row-sets'
import { valueCodes } from './value-codes'

/** Ranks from 1, equal values sharing the mean of theirs; NaN where there is no finite value. O(n). */
export function averageRanks(values: Float64Array): Float64Array {
  const { codes, distinct } = valueCodes(values)
  const ranks = rankOfCodes(codes, distinct, null)
  return values.map((_, i) => (codes[i]! < 0 ? NaN : ranks[codes[i]!]!))
}

/**
 * The rank of each code among `rows`, which all have one, or among all rows that do; equal ones share the mean of
 * theirs. NaN for a code that is not there.
 */
function rankOfCodes(codes: Int32Array, distinct: number, rows: Int32Array | null): Float64Array {
  const counts = new Int32Array(distinct)
  if (rows) for (let i = 0; i < rows.length; i++) counts[codes[rows[i]!]!]!++
  else for (let i = 0; i < codes.length; i++) if (codes[i]! >= 0) counts[codes[i]!]!++
  const ranks = new Float64Array(distinct)
  let below = 0
  for (let code = 0; code < distinct; code++) {
    const count = counts[code]!
    ranks[code] = count > 0 ? below + (count + 1) / 2 : NaN
    below += count
  }
  return ranks
}

/** Spearman's ρ: Pearson's correlation of the average ranks among the rows where both are finite; p by t, n − 2. */
export function spearman(x: Float64Array, y: Float64Array): Association {
  const [a, b] = bothThere(x, y)
  return pearson(averageRanks(a), averageRanks(b))
}

/** Spearman's ρ of every two columns, over the rows where both are finite, ranked anew among these. */
export function spearmanMatrix(
  columns: readonly Float64Array[],
  report: (share: number) => void = () => undefined,
): CorrelationMatrix {
  const c = columns.length
  const coded = columns.map((values, j) => {
    report((0.5 * j) / c)
    return valueCodes(values)
  })
  const r = new Float64Array(c * c).fill(NaN)
  const n = new Float64Array(c * c)
  const has = coded.map(({ codes }) => {
    const mask = new Uint8Array(codes.length)
    for (let i = 0; i < codes.length; i++) mask[i] = codes[i]! < 0 ? 0 : 1
    return mask
  })
  coded.forEach(({ distinct }, j) => {
    n[j * c + j] = has[j]!.reduce((sum, one) => sum + one, 0)
    r[j * c + j] = distinct > 1 ? 1 : NaN
  })
  const sets = rowSets(has)
  sets.forEach((set, at) => {
    report(0.5 + (0.5 * at) / sets.length)
    const middle = (set.rows.length + 1) / 2
    const centred = (j: number): Centred | null => {
      const { codes, distinct } = coded[j]!
      const ranks = rankOfCodes(codes, distinct, set.rows)
      // Where all are equal they share the rank in the middle.
      if (set.rows.length === 0 || ranks[codes[set.rows[0]!]!] === middle) {
        if (ranks.every((rank) => Number.isNaN(rank) || rank === middle)) return null
      }
      const { rows } = set
      return (to, from, length) => {
        for (let i = 0; i < length; i++) to[i] = ranks[codes[rows[from + i]!]!]! - middle
      }
    }
    correlate(set, centred, (a, b, value) => {
      r[a * c + b] = r[b * c + a] = value
      n[a * c + b] = n[b * c + a] = set.rows.length
    })
  })
  report(1)
  return { r, n }
}

/**
 * Kendall's τ-b by merge sort (Knight 1966), O(n log n), with the normal approximation corrected for ties (Kendall
 * 1970, eq. 4.4). NaN where one of them does not vary.
 */
export function kendall(givenX: Float64Array, givenY: Float64Array): Association {
  const [x, y] = bothThere(givenX, givenY)
  const n = x.length
  const order = Int32Array.from(x.keys()).sort((a, b) => x[a]! - x[b]! || y[a]! - y[b]!)
  const placed = Float64Array.from(order, (i) => y[i]!)
  const tiesX = tieSums(Float64Array.from(order, (i) => x[i]!))
  let both = 0
  for (let from = 0; from < n;) {
    let to = from + 1
    while (to < n && x[order[to]!] === x[order[from]!] && placed[to] === placed[from]) to++
    both += ((to - from) * (to - from - 1)) / 2
    from = to
  }
  const discordant = inversions(placed)
  // Sorting has left y ascending.
  const tiesY = tieSums(placed)
  const all = (n * (n - 1)) / 2
  const balance = all - tiesX.pairs - tiesY.pairs + both - 2 * discordant
  const scale = Math.sqrt(all - tiesX.pairs) * Math.sqrt(all - tiesY.pairs)
  if (!(scale > 0)) return { value: NaN, p: NaN, n }
  const variance =
    (n * (n - 1) * (2 * n + 5) - tiesX.cubic - tiesY.cubic) / 18 +
    (2 * tiesX.pairs * tiesY.pairs) / (n * (n - 1)) +
    (n > 2 ? (tiesX.triples * tiesY.triples) / (9 * n * (n - 1) * (n - 2)) : 0)
  const value = Math.max(-1, Math.min(1, balance / scale))
  return { value, p: n < 3 ? NaN : normalTwoSided(balance / Math.sqrt(variance)), n }
}

/** Of runs of equal values t: Σ t(t − 1)/2, Σ t(t − 1)(t − 2), Σ t(t − 1)(2t + 5). */
function tieSums(sorted: Float64Array) {
  const sums = { pairs: 0, triples: 0, cubic: 0 }
  for (let from = 0; from < sorted.length;) {
    let to = from + 1
    while (to < sorted.length && sorted[to] === sorted[from]) to++
    const t = to - from
    sums.pairs += (t * (t - 1)) / 2
    sums.triples += t * (t - 1) * (t - 2)
    sums.cubic += t * (t - 1) * (2 * t + 5)
    from = to
  }
  return sums
}

/** Sorts the values; gives how many pairs stood the wrong way round. */
function inversions(values: Float64Array): number {
  const n = values.length
  let count = 0
  let from: Float64Array = values
  let to = new Float64Array(n)
  for (let width = 1; width < n; width *= 2) {
    for (let low = 0; low < n; low += 2 * width) {
      const middle = Math.min(low + width, n)
      const high = Math.min(low + 2 * width, n)
      let [a, b] = [low, middle]
      for (let at = low; at < high; at++) {
        if (a < middle && (b >= high || from[a]! <= from[b]!)) to[at] = from[a++]!
        else {
          count += middle - a
          to[at] = from[b++]!
        }
      }
    }
    ;[from, to] = [to, from as Float64Array<ArrayBuffer>]
  }
  if (from !== values) values.set(from)
  return count
}

function bothThere(x: Float64Array, y: Float64Array): [Float64Array, Float64Array] {
  const rows = Array.from(x.keys()).filter((i) => Number.isFinite(x[i]) && Number.isFinite(y[i]))
  return [Float64Array.from(rows, (i) => x[i]!), Float64Array.from(rows, (i) => y[i]!)]
}

/** The p of each entry of a matrix of correlations, by t. */
export const correlationPs = ({ r, n }: CorrelationMatrix): Float64Array =>
  r.map((value, at) => correlationP(value, n[at]!))
