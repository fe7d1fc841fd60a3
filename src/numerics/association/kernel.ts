import { namesIn } from '../clusters/prepare'
import { contentOrder } from '../clusters/content-order'
import { frameOf, numbers, type Frame, type Kernel } from '../kernel'
import { benjaminiHochberg } from '../proportions'
import {
  binned,
  categoriesAt,
  correlationRatio,
  cramersV,
  mutualInformation,
  type Categories,
} from './categories'
import { pearsonMatrix, type Association, type CorrelationMatrix } from './correlation'
import { likenessOrder } from './likeness-order'
import { correlationPs, kendall, spearmanMatrix } from './ranks'

/** Rows that Kendall's τ is computed on at most. */
const KENDALL_ROWS = 20_000

/**
 * How features go together, two by two. In: the columns named in options `features` (numbers) and `categories` (text, or
 * codes from 0).
 * Option `methods`, separated by commas, of pearson, spearman, kendall, information; pearson and spearman without it;
 * Cramér's V and the correlation ratio are always told. Out: a row for each pair and method: a, b, place_a, place_b
 * (in an order in which like features stand together, from 1), method (pearson, spearman, kendall, cramers_v, eta or
 * information), value, p, p_adjusted (Benjamini–Hochberg over all pairs of the method), n, small (share of expected
 * counts below 5, of cramers_v). Value and p are empty where they are not defined: a feature that does not vary where
 * both are there, more than 1,000 categories, one category for each row. Infinite numbers are missing. Kendall's τ is
 * that of the first 20,000 rows in content order; information is in nats, numbers in tenths.
 */
export const associations: Kernel = (input, options, report) => {
  const numeric = namesIn(options['features']).map((name) => ({ name, values: numbers(input, name) }))
  const categories = namesIn(options['categories']).map((name) => ({
    name,
    categories: categoriesAt(input, name),
  }))
  const methods = new Set(namesIn(options['methods'] ?? 'pearson,spearman'))
  const columns = numeric.map(({ values }) => values)
  const pairs: Pair[] = []
  const steps = methods.size + 1
  let done = 0
  const within = (share: number) => report((done + share) / steps)
  if (methods.has('pearson')) {
    pairs.push(...pairsOf('pearson', pearsonMatrix(columns, within)))
    done++
  }
  if (methods.has('spearman')) {
    pairs.push(...pairsOf('spearman', spearmanMatrix(columns, within)))
    done++
  }
  if (methods.has('kendall')) {
    const some = sampleOf(columns)
    pairs.push(...everyTwo(some, 0, (a, b) => ({ method: 'kendall', ...kendall(a, b) }), within))
    done++
  }
  const coded = categories.map((one) => one.categories)
  const from = numeric.length
  pairs.push(...everyTwo(coded, from, (a, b) => ({ method: 'cramers_v', ...cramersV(a, b) }), within))
  columns.forEach((values, a) =>
    coded.forEach((codes, b) =>
      pairs.push({ method: 'eta', a, b: from + b, ...correlationRatio(values, codes) }),
    ),
  )
  if (methods.has('information')) {
    const all = [...columns.map((values) => binned(values)), ...coded]
    pairs.push(...everyTwo(all, 0, (a, b) => ({ method: 'information', ...mutualInformation(a, b) }), within))
  }
  return pairRows(
    pairs,
    [...numeric, ...categories].map(({ name }) => name),
  )
}

interface Pair extends Association {
  method: string
  a: number
  b: number
  small?: number
}

function everyTwo<T extends Float64Array | Categories>(
  features: readonly T[],
  from: number,
  of: (a: T, b: T) => Omit<Pair, 'a' | 'b'>,
  report: (share: number) => void,
): Pair[] {
  return features.flatMap((right, b) => {
    report(b / features.length)
    return features.slice(0, b).map((left, a) => ({ ...of(left, right), a: from + a, b: from + b }))
  })
}

function pairsOf(method: string, matrix: CorrelationMatrix): Pair[] {
  const c = Math.round(Math.sqrt(matrix.r.length))
  const p = correlationPs(matrix, method === 'spearman')
  return Array.from({ length: c }, (_, b) =>
    Array.from({ length: b }, (_, a) => {
      const at = a * c + b
      return { method, a, b, value: matrix.r[at]!, p: p[at]!, n: matrix.n[at]! }
    }),
  ).flat()
}

/** The first rows in content order; missing values are a value of their own there. */
function sampleOf(columns: readonly Float64Array[]): Float64Array[] {
  const rows = columns[0]?.length ?? 0
  if (rows <= KENDALL_ROWS) return [...columns]
  const width = columns.length
  const values = new Float64Array(rows * width)
  columns.forEach((column, j) => {
    for (let i = 0; i < rows; i++)
      values[i * width + j] = Number.isNaN(column[i]) ? -Number.MAX_VALUE : column[i]!
  })
  const kept = contentOrder({ rows, width, values }, 1).order.subarray(0, KENDALL_ROWS)
  return columns.map((column) => Float64Array.from(kept, (row) => column[row]!))
}

function pairRows(pairs: readonly Pair[], names: readonly string[]): Frame {
  const places = placesOf(pairs, names.length)
  const adjusted = new Float64Array(pairs.length)
  for (const method of new Set(pairs.map((pair) => pair.method))) {
    const own = Array.from(pairs.keys()).filter((i) => pairs[i]!.method === method)
    benjaminiHochberg(own.map((i) => pairs[i]!.p)).forEach((p, at) => (adjusted[own[at]!] = p))
  }
  const of = (pick: (pair: Pair) => number) => Float64Array.from(pairs, pick)
  return frameOf({
    a: pairs.map(({ a }) => names[a] ?? null),
    b: pairs.map(({ b }) => names[b] ?? null),
    place_a: of(({ a }) => places[a]!),
    place_b: of(({ b }) => places[b]!),
    method: pairs.map(({ method }) => method),
    value: of(({ value }) => value),
    p: of(({ p }) => p),
    p_adjusted: adjusted,
    n: of(({ n }) => n),
    small: of(({ small }) => small ?? NaN),
  })
}

/** By the strongest of a pair's associations that lie between 0 and 1. */
function placesOf(pairs: readonly Pair[], n: number): Float64Array {
  const strength = new Float64Array(n * n)
  for (const { method, a, b, value } of pairs) {
    if (method === 'information' || Number.isNaN(value)) continue
    strength[a * n + b] = strength[b * n + a] = Math.max(strength[a * n + b]!, Math.abs(value))
  }
  const places = new Float64Array(n)
  likenessOrder(strength, n).forEach((feature, at) => (places[feature] = at + 1))
  return places
}
