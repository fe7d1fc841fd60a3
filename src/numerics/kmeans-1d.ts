import { frameOf, numbers, type Kernel } from './kernel'

/**
 * One-dimensional k-means, exact and the same on every run: the cuts between `k` clusters of least weighted
 * within-cluster sum of squares, over `values` ascending and distinct, `weights` above zero. Each cut is the largest
 * value of the lower cluster; with fewer values than clusters there are as many clusters as values. Of equally good
 * cuts the lowest are taken.
 *
 * Dynamic programming as in Ckmeans.1d.dp (Wang & Song 2011), each row by divide and conquer, since the best last cut
 * moves upwards with the end: O(k n log n) time, O(k n) memory.
 */
export function kMeansCuts(values: Float64Array, weights: Float64Array, k: number): number[] {
  const n = values.length
  const clusters = Math.min(Math.max(1, Math.floor(k)), n)
  if (n === 0 || clusters < 2) return []
  const cost = sumOfSquares(values, weights)
  let best = Float64Array.from({ length: n }, (_, end) => cost(0, end))
  const starts: Int32Array[] = []
  for (let c = 1; c < clusters; c++) {
    const next = new Float64Array(n).fill(Infinity)
    const start = new Int32Array(n)
    fillRow(best, next, start, cost, c, n - 1)
    best = next
    starts.push(start)
  }
  const cuts: number[] = []
  let end = n - 1
  for (let c = starts.length - 1; c >= 0; c--) {
    end = (starts[c]?.[end] ?? 0) - 1
    cuts.unshift(values[end] ?? NaN)
  }
  return cuts
}

/**
 * Cuts of several measures at once. In: measure (a number that names it), value, n (members with it); by measure, value
 * ascending. Options: `clusters`. Out: measure, position (from 1), cut.
 */
export const kMeans1d: Kernel = (input, options) => {
  const measure = numbers(input, 'measure')
  const value = numbers(input, 'value')
  const n = numbers(input, 'n')
  const rows: { measure: number; position: number; cut: number }[] = []
  let from = 0
  while (from < measure.length) {
    let to = from
    while (to < measure.length && measure[to] === measure[from]) to += 1
    const cuts = kMeansCuts(value.slice(from, to), n.slice(from, to), Number(options['clusters']))
    cuts.forEach((cut, i) => rows.push({ measure: measure[from] ?? NaN, position: i + 1, cut }))
    from = to
  }
  return frameOf({
    measure: Float64Array.from(rows, (row) => row.measure),
    position: Float64Array.from(rows, (row) => row.position),
    cut: Float64Array.from(rows, (row) => row.cut),
  })
}

type Cost = (from: number, to: number) => number

/** Weighted sum of squares about the mean of the values from..to, from running sums of values moved to their middle. */
function sumOfSquares(values: Float64Array, weights: Float64Array): Cost {
  const n = values.length
  const middle = values[n >> 1] ?? 0
  const w = new Float64Array(n + 1)
  const s = new Float64Array(n + 1)
  const q = new Float64Array(n + 1)
  for (let i = 0; i < n; i++) {
    const weight = weights[i] ?? 0
    const x = (values[i] ?? 0) - middle
    w[i + 1] = (w[i] ?? 0) + weight
    s[i + 1] = (s[i] ?? 0) + weight * x
    q[i + 1] = (q[i] ?? 0) + weight * x * x
  }
  const between = (sums: Float64Array, from: number, to: number) => (sums[to + 1] ?? 0) - (sums[from] ?? 0)
  return (from, to) => {
    if (from >= to) return 0
    const sum = between(s, from, to)
    return Math.max(0, between(q, from, to) - (sum * sum) / between(w, from, to))
  }
}

/** next[end] = least over start of before[start − 1] + cost(start, end), for end from `low` to `high`. */
function fillRow(
  before: Float64Array,
  next: Float64Array,
  start: Int32Array,
  cost: Cost,
  low: number,
  high: number,
): void {
  // Ends still to do, with the least and the largest start that can be best.
  const stack: [low: number, high: number, from: number, to: number][] = [[low, high, low, high]]
  for (let job = stack.pop(); job; job = stack.pop()) {
    const [lo, hi, from, to] = job
    if (lo > hi) continue
    const end = (lo + hi) >> 1
    let least = Infinity
    let at = from
    for (let j = from; j <= Math.min(to, end); j++) {
      const value = (before[j - 1] ?? Infinity) + cost(j, end)
      if (value < least) {
        least = value
        at = j
      }
    }
    next[end] = least
    start[end] = at
    stack.push([lo, end - 1, from, at], [end + 1, hi, at, to])
  }
}
