import { betaI } from '../incomplete'

export interface Association {
  value: number
  /** Two-sided, of no association. */
  p: number
  /** Rows where both are there. */
  n: number
}

/** Correlations of every two of c columns: entry a * c + b; NaN where one of them does not vary in their rows. */
export interface CorrelationMatrix {
  r: Float64Array
  n: Float64Array
}

const BLOCK = 1024

/**
 * Pearson's correlations of columns of one length over the rows where both are finite. A column that does not vary
 * has NaN with all, itself included. O(rows × columns²), a thousand rows at a time, which stay in the processor's cache.
 */
export function pearsonMatrix(
  columns: readonly Float64Array[],
  report: (share: number) => void = () => undefined,
): CorrelationMatrix {
  const c = columns.length
  const rows = columns[0]?.length ?? 0
  const facts = columns.map(factsOf)
  const complete = facts.flatMap(({ isComplete }, j) => (isComplete ? [j] : []))
  const products = new Float64Array(c * c)
  const block = complete.map(() => new Float64Array(BLOCK))
  for (let from = 0; from < rows; from += BLOCK) {
    const length = Math.min(BLOCK, rows - from)
    complete.forEach((j, at) => {
      const [to, values, mean] = [block[at]!, columns[j]!, facts[j]!.mean]
      for (let i = 0; i < length; i++) to[i] = values[from + i]! - mean
      for (let i = length; i < BLOCK; i++) to[i] = 0
    })
    addProducts(block, complete, products, c)
    if ((from & 0xffff) === 0) report((0.9 * from) / rows)
  }
  const r = new Float64Array(c * c).fill(NaN)
  const n = new Float64Array(c * c)
  for (let a = 0; a < c; a++) {
    for (let b = 0; b <= a; b++) {
      const isFast = facts[a]!.isComplete && facts[b]!.isComplete
      const pair = isFast
        ? { value: ratio(products, a, b, c, facts), n: rows }
        : pearsonOf(columns[a]!, columns[b]!, facts[a]!.mean, facts[b]!.mean)
      r[a * c + b] = r[b * c + a] = pair.value
      n[a * c + b] = n[b * c + a] = pair.n
    }
  }
  report(1)
  return { r, n }
}

/** Pearson's correlation with the p of Student's t on n − 2 degrees of freedom; p NaN below 3 rows. */
export function pearson(x: Float64Array, y: Float64Array): Association {
  const { value, n } = pearsonOf(x, y, factsOf(x).mean, factsOf(y).mean)
  return { value, p: correlationP(value, n), n }
}

export function correlationP(r: number, n: number): number {
  if (Number.isNaN(r) || n < 3) return NaN
  const rest = 1 - r * r
  return rest <= 0 ? 0 : betaI(rest, (n - 2) / 2, 0.5)
}

interface ColumnFacts {
  mean: number
  isComplete: boolean
  isConstant: boolean
}

function factsOf(values: Float64Array): ColumnFacts {
  let [count, sum, low, high] = [0, 0, Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    count++
    sum += value
    if (value < low) low = value
    if (value > high) high = value
  }
  return { mean: count > 0 ? sum / count : 0, isComplete: count === values.length, isConstant: !(low < high) }
}

/** Adds the block's products of every two columns, four sums at a time. */
function addProducts(
  block: readonly Float64Array[],
  places: readonly number[],
  products: Float64Array,
  c: number,
) {
  const spare = new Float64Array(BLOCK)
  for (let a = 0; a < block.length; a += 2) {
    const [x, y] = [block[a]!, block[a + 1] ?? spare]
    for (let b = 0; b <= a; b += 2) {
      const [u, v] = [block[b]!, block[b + 1] ?? spare]
      let [xu, xv, yu, yv] = [0, 0, 0, 0]
      for (let i = 0; i < BLOCK; i++) {
        const [p, q, r, s] = [x[i]!, y[i]!, u[i]!, v[i]!]
        xu += p * r
        xv += p * s
        yu += q * r
        yv += q * s
      }
      const at = (i: number, j: number) => (places[i] ?? 0) * c + (places[j] ?? 0)
      products[at(a, b)]! += xu
      if (b + 1 < block.length && b < a) products[at(a, b + 1)]! += xv
      if (a + 1 < block.length) {
        products[at(a + 1, b)]! += yu
        if (b + 1 < block.length) products[at(a + 1, b + 1)]! += yv
      }
    }
  }
}

function ratio(
  products: Float64Array,
  a: number,
  b: number,
  c: number,
  facts: readonly ColumnFacts[],
): number {
  if (facts[a]!.isConstant || facts[b]!.isConstant) return NaN
  if (a === b) return 1
  return clip(products[a * c + b]! / Math.sqrt(products[a * c + a]! * products[b * c + b]!))
}

const clip = (r: number): number => Math.max(-1, Math.min(1, r))

function pearsonOf(x: Float64Array, y: Float64Array, aroundX: number, aroundY: number) {
  let [n, sx, sy, xx, yy, xy] = [0, 0, 0, 0, 0, 0]
  let [varies, first, other] = [0, NaN, NaN]
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue
    const [a, b] = [x[i]! - aroundX, y[i]! - aroundY]
    if (n === 0) [first, other] = [a, b]
    varies |= (a !== first ? 1 : 0) | (b !== other ? 2 : 0)
    n++
    sx += a
    sy += b
    xx += a * a
    yy += b * b
    xy += a * b
  }
  if (varies !== 3) return { value: NaN, n }
  return { value: clip((xy - (sx * sy) / n) / Math.sqrt((xx - (sx * sx) / n) * (yy - (sy * sy) / n))), n }
}
