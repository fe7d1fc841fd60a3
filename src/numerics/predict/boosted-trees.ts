import { sigmoid } from './logistic'

/** A node is a leaf where `feature` is -1; else rows with a value up to `threshold` go left. */
interface Tree {
  feature: Int16Array
  threshold: Float64Array
  left: Int16Array
  right: Int16Array
  value: Float64Array
}

export interface BoostedTrees {
  /** Log odds before the first tree. */
  base: number
  rate: number
  trees: Tree[]
  /** Share of the whole gain in log likelihood that splits on each feature brought; zeros without a split. */
  gains: Float64Array
}

export interface BoostOptions {
  trees: number
  depth: number
  /** Share of each tree's step that is taken. */
  rate: number
  /** Cuts tried a feature, at its quantiles. */
  bins: number
  /** Rows that a leaf holds at least. */
  leastLeaf: number
  /** Ridge penalty on the leaves. */
  lambda: number
}

export const BOOST_DEFAULTS: BoostOptions = {
  trees: 80,
  depth: 3,
  rate: 0.1,
  bins: 64,
  leastLeaf: 25,
  lambda: 1,
}

/**
 * Gradient-boosted regression trees for a yes or no: second-order steps of the log likelihood, splits found on
 * histograms (Friedman 2001; Chen and Guestrin 2016, eq. 6 and 7). `columns`: n finite numbers a feature; `y`: n zeros
 * and ones. Without randomness: the same rows give the same trees, in any order up to rounding.
 * O(trees × depth × n × k).
 */
export function fitBoosted(
  columns: readonly Float64Array[],
  y: Float64Array,
  given: Partial<BoostOptions> = {},
  report: (share: number) => void = () => undefined,
): BoostedTrees {
  const options = { ...BOOST_DEFAULTS, ...given }
  const n = y.length
  const positives = y.reduce((sum, value) => sum + value, 0)
  // Half a case more of each keeps the odds finite when all are alike.
  const base = Math.log((positives + 0.5) / (n - positives + 0.5))
  const cuts = columns.map((values) => cutsOf(values, options.bins))
  const binned = columns.map((values, j) => binsOf(values, cuts[j] ?? new Float64Array(0)))
  const scores = new Float64Array(n).fill(base)
  const gains = new Float64Array(columns.length)
  const trees: Tree[] = []
  const gradient = new Float64Array(n)
  const hessian = new Float64Array(n)
  for (let t = 0; t < options.trees; t++) {
    for (let i = 0; i < n; i++) {
      const p = sigmoid(scores[i] ?? 0)
      gradient[i] = p - (y[i] ?? 0)
      hessian[i] = p * (1 - p)
    }
    const { tree, leafOf } = growTree(binned, cuts, gradient, hessian, options, gains)
    if (tree.feature[0] === -1) break
    for (let i = 0; i < n; i++)
      scores[i] = (scores[i] ?? 0) + options.rate * (tree.value[leafOf[i] ?? 0] ?? 0)
    trees.push(tree)
    report((t + 1) / options.trees)
  }
  const total = gains.reduce((sum, gain) => sum + gain, 0)
  return { base, rate: options.rate, trees, gains: total > 0 ? gains.map((gain) => gain / total) : gains }
}

/** The probability of each row. O(n × trees × depth). */
export function predictBoosted({ base, rate, trees }: BoostedTrees, columns: readonly Float64Array[]) {
  return Float64Array.from({ length: columns[0]?.length ?? 0 }, (_, i) => {
    let score = base
    for (const tree of trees) {
      let node = 0
      for (let feature = tree.feature[0] ?? -1; feature >= 0; feature = tree.feature[node] ?? -1) {
        const goesLeft = (columns[feature]?.[i] ?? 0) <= (tree.threshold[node] ?? 0)
        node = (goesLeft ? tree.left[node] : tree.right[node]) ?? 0
      }
      score += rate * (tree.value[node] ?? 0)
    }
    return sigmoid(score)
  })
}

interface Sums {
  gradient: number
  hessian: number
  rows: number
}

interface Split extends Sums {
  feature: number
  bin: number
  gain: number
}

function growTree(
  binned: readonly Uint8Array[],
  cuts: readonly Float64Array[],
  gradient: Float64Array,
  hessian: Float64Array,
  options: BoostOptions,
  gains: Float64Array,
): { tree: Tree; leafOf: Int16Array } {
  const n = gradient.length
  const size = 2 ** (options.depth + 1) - 1
  const tree: Tree = {
    feature: new Int16Array(size).fill(-1),
    threshold: new Float64Array(size),
    left: new Int16Array(size),
    right: new Int16Array(size),
    value: new Float64Array(size),
  }
  const leafOf = new Int16Array(n)
  let level: { node: number; rows: Int32Array }[] = [
    { node: 0, rows: Int32Array.from({ length: n }, (_, i) => i) },
  ]
  let next = 1
  for (let depth = 0; level.length > 0; depth++) {
    const below: typeof level = []
    for (const { node, rows } of level) {
      const sums = sumOf(rows, gradient, hessian)
      tree.value[node] = -sums.gradient / (sums.hessian + options.lambda)
      const split =
        depth < options.depth ? bestSplit(binned, cuts, rows, sums, gradient, hessian, options) : null
      if (!split) {
        for (const row of rows) leafOf[row] = node
        continue
      }
      const { feature, bin, gain } = split
      gains[feature] = (gains[feature] ?? 0) + gain
      tree.feature[node] = feature
      tree.threshold[node] = cuts[feature]?.[bin] ?? 0
      tree.left[node] = next++
      tree.right[node] = next++
      const bins = binned[feature]
      below.push({ node: tree.left[node] ?? 0, rows: rows.filter((row) => (bins?.[row] ?? 0) <= bin) })
      below.push({ node: tree.right[node] ?? 0, rows: rows.filter((row) => (bins?.[row] ?? 0) > bin) })
    }
    level = below
  }
  return { tree, leafOf }
}

function sumOf(rows: Int32Array, gradient: Float64Array, hessian: Float64Array): Sums {
  const sums = { gradient: 0, hessian: 0, rows: rows.length }
  for (const row of rows) {
    sums.gradient += gradient[row] ?? 0
    sums.hessian += hessian[row] ?? 0
  }
  return sums
}

/** The split with the largest gain, the first of equals; null where none gains anything. */
function bestSplit(
  binned: readonly Uint8Array[],
  cuts: readonly Float64Array[],
  rows: Int32Array,
  all: Sums,
  gradient: Float64Array,
  hessian: Float64Array,
  { leastLeaf, lambda }: BoostOptions,
): Split | null {
  if (rows.length < 2 * leastLeaf) return null
  const worth = (g: number, h: number) => (g * g) / (h + lambda)
  const before = worth(all.gradient, all.hessian)
  let best: Split | null = null
  binned.forEach((bins, feature) => {
    const count = (cuts[feature]?.length ?? 0) + 1
    const g = new Float64Array(count)
    const h = new Float64Array(count)
    const size = new Int32Array(count)
    for (const row of rows) {
      const bin = bins[row] ?? 0
      g[bin] = (g[bin] ?? 0) + (gradient[row] ?? 0)
      h[bin] = (h[bin] ?? 0) + (hessian[row] ?? 0)
      size[bin] = (size[bin] ?? 0) + 1
    }
    const left: Sums = { gradient: 0, hessian: 0, rows: 0 }
    for (let bin = 0; bin < count - 1; bin++) {
      left.gradient += g[bin] ?? 0
      left.hessian += h[bin] ?? 0
      left.rows += size[bin] ?? 0
      if (left.rows < leastLeaf || all.rows - left.rows < leastLeaf) continue
      const gain =
        0.5 *
        (worth(left.gradient, left.hessian) +
          worth(all.gradient - left.gradient, all.hessian - left.hessian) -
          before)
      if (gain > 1e-9 && gain > (best?.gain ?? 0) * (1 + 1e-12)) best = { ...left, feature, bin, gain }
    }
  })
  return best
}

/** Up to `bins` − 1 values at which to cut, ascending, without repeats: rows up to a cut are in the bin before it. */
function cutsOf(values: Float64Array, bins: number): Float64Array {
  const sorted = values.slice().sort()
  const distinct: number[] = []
  for (let b = 1; b < bins; b++) {
    const value = sorted[Math.floor((b * sorted.length) / bins)] ?? 0
    if (value < (sorted.at(-1) ?? 0) && value !== distinct.at(-1)) distinct.push(value)
  }
  return Float64Array.from(distinct)
}

function binsOf(values: Float64Array, cuts: Float64Array): Uint8Array {
  return Uint8Array.from(values, (value) => {
    let low = 0
    let high = cuts.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (value <= (cuts[middle] ?? 0)) high = middle
      else low = middle + 1
    }
    return low
  })
}
