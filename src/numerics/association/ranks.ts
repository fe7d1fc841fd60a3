import { normalTwoSided } from '../proportions'
import {
  correlationMatrix,
  correlationP,
  pearson,
  type Association,
  type CentredOver,
  type CorrelationMatrix,
} from './correlation'
import { sortingRoom, valueOrder, type ValueOrder } from './value-order'

/** Ranks from 1, equal values sharing the mean of theirs; NaN where there is no finite value. O(n). */
export function averageRanks(values: Float64Array): Float64Array {
  const order = valueOrder(values)
  const { ranks } = centredRanks(order, order.has, order.rows.length)
  const { length } = order.rows
  return values.map((_, i) => (order.has[i] === 1 ? (ranks[i]! + length + 1) / 2 : NaN))
}

/**
 * Twice the average ranks among the `all` rows where `among` is 1, which have a value each, less their mean: whole numbers, of
 * sum 0, by row. Laid out by row, as forty columns' ranks looked up by value would drive each other out of the
 * processor's cache.
 */
function centredRanks({ rows, differs }: ValueOrder, among: Uint8Array, all: number) {
  const ranks = new Int32Array(among.length)
  const n = rows.length
  const isAll = all === n
  let [below, values] = [0, 0]
  for (let from = 0, to = 0; from < n; from = to) {
    to++
    while (to < n && differs[to] === 0) to++
    let count = isAll ? to - from : 0
    if (!isAll) for (let place = from; place < to; place++) count += among[rows[place]!]!
    if (count === 0) continue
    values++
    for (let place = from; place < to; place++) ranks[rows[place]!] = 2 * below + count - all
    below += count
  }
  return { ranks, varies: values > 1 }
}

/**
 * Spearman's ρ: Pearson's correlation of the average ranks among the rows where both are finite; p by t, n − 2, and at
 * least what one order of so few rows has by chance.
 */
export function spearman(x: Float64Array, y: Float64Array): Association {
  const [a, b] = bothThere(x, y)
  const { value, p, n } = pearson(averageRanks(a), averageRanks(b))
  return { value, p: Math.max(p, leastRankP(n)), n }
}

/**
 * The least two-sided p that the ranks of n rows can have, 2 ⁄ n!: of all their orders one rises wholly and one falls. The
 * approximations by t and by the normal distribution go below it: three rows in order would be beyond chance.
 */
function leastRankP(n: number): number {
  let p = 2
  for (let i = 2; i <= n && p > 0; i++) p /= i
  return Math.min(1, p)
}

/** Spearman's ρ of every two columns, over the rows where both are finite, ranked anew among these. */
export function spearmanMatrix(
  columns: readonly Float64Array[],
  report: (share: number) => void = () => undefined,
): CorrelationMatrix {
  const room = sortingRoom(columns[0]?.length ?? 0)
  const orders = columns.map((values, j) => {
    report((0.5 * j) / columns.length)
    return valueOrder(values, room)
  })
  const over: CentredOver = (j, rows) => {
    const among = new Uint8Array(columns[0]?.length ?? 0)
    for (let i = 0; i < rows.length; i++) among[rows[i]!] = 1
    const { ranks, varies } = centredRanks(orders[j]!, among, rows.length)
    if (!varies) return null
    return (to, from, length) => {
      for (let i = 0; i < length; i++) to[i] = ranks[rows[from + i]!]!
    }
  }
  return correlationMatrix(
    orders.map(({ has }) => has),
    over,
    (j) => orders[j]!.differs.lastIndexOf(1) > 0,
    (share) => report(0.5 + 0.5 * share),
  )
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
  return { value, p: n < 3 ? NaN : Math.max(leastRankP(n), normalTwoSided(balance / Math.sqrt(variance))), n }
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

/** The p of each entry of a matrix of correlations, by t; of correlations of ranks as of one pair. */
export const correlationPs = ({ r, n }: CorrelationMatrix, ofRanks: boolean): Float64Array =>
  r.map((value, at) => {
    const p = correlationP(value, n[at]!)
    return ofRanks ? Math.max(p, leastRankP(n[at]!)) : p
  })
