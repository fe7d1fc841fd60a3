import { csrOf, denseCodes, type Csr } from '../csr'
import { chiSquareUpper, gammaQ } from '../incomplete'
import { benjaminiHochberg } from '../proportions'
import { fisherOfRules } from './measures'

/** Pairs of items, one entry each, over the same baskets. */
export interface Pairs {
  /** Item ids; a before b. */
  a: Float64Array
  b: Float64Array
  both: Float64Array
  countA: Float64Array
  countB: Float64Array
  /** Pearson's φ of the 2×2 table. */
  phi: Float64Array
  /** Yule's Q of it: (ad − bc) ÷ (ad + bc). */
  yule: Float64Array
  /** Twice the smaller one-sided p of Fisher's exact test, 1 at most. */
  p: Float64Array
  /** p after Benjamini and Hochberg, over all pairs given. */
  adjusted: Float64Array
  /**
   * Yule's Q of the common odds ratio of Mantel and Haenszel over baskets with equally many other items; NaN where no
   * basket with another item tells. Large baskets hold more of everything, so that without it nearly all pairs go
   * together.
   */
  equalYule: Float64Array
  /**
   * p of Cochran, Mantel and Haenszel's test (χ², one degree, without continuity correction), corrected as above. Where
   * fewer than five baskets could go either way from what is expected (Mantel & Fleiss 1980), χ² does not hold: there
   * it is twice the smaller tail of Poisson's distribution, which is wider than that of the exact test.
   */
  equalAdjusted: Float64Array
}

/** Baskets with more items than this say nothing at equal size. */
const LARGEST = 400

/**
 * Every pair of the items with an id below `top`. `basketIds` and `itemIds` name the cells, one line each, in any order;
 * items from `top` on count in the size of a basket alone. O(cells + Σ over baskets of the square of its items below
 * top + pairs × sizes).
 */
export function basketPairs(
  basketIds: Float64Array,
  itemIds: Float64Array,
  top: number,
  report: (share: number) => void = () => undefined,
): Pairs & { baskets: number } {
  const baskets = denseCodes(basketIds)
  const items = denseCodes(itemIds)
  const cells = csrOf([baskets.ids.length, items.ids.length], baskets.codes, items.codes)
  const ids = items.ids.filter((id) => id < top)
  const counted = countBySize(cells, ids.length)
  const pairs = blankPairs((ids.length * (ids.length - 1)) / 2)
  const test = fisherOfRules(cells.rows)
  const equalP = new Float64Array(pairs.p.length)
  let at = 0
  for (let b = 1; b < ids.length; b++) {
    report(b / ids.length)
    for (let a = 0; a < b; a++, at++) {
      const table = { all: cells.rows, a: counted.of(a), b: counted.of(b), both: counted.both(a, b) }
      const counts = { both: table.both, antecedent: table.a, consequent: table.b }
      pairs.a[at] = ids[a]!
      pairs.b[at] = ids[b]!
      pairs.both[at] = table.both
      pairs.countA[at] = table.a
      pairs.countB[at] = table.b
      pairs.phi[at] = phiOf(table)
      pairs.yule[at] = yuleOf(table)
      const above = test(counts)
      pairs.p[at] = Math.min(1, 2 * Math.min(above, belowOf(counts, above, test, cells.rows)))
      const equal = counted.atEqualSize(a, b)
      pairs.equalYule[at] = equal.odds === Infinity ? 1 : (equal.odds - 1) / (equal.odds + 1)
      equalP[at] = equalSizeP(equal)
    }
  }
  pairs.adjusted.set(benjaminiHochberg(pairs.p))
  pairs.equalAdjusted.set(benjaminiHochberg(equalP))
  return { ...pairs, baskets: cells.rows }
}

interface Table2x2 {
  all: number
  a: number
  b: number
  both: number
}

function phiOf({ all, a, b, both }: Table2x2): number {
  return (both * all - a * b) / Math.sqrt(a * (all - a) * b * (all - b))
}

function yuleOf({ all, a, b, both }: Table2x2): number {
  const [agree, differ] = [both * (all - a - b + both), (a - both) * (b - both)]
  return (agree - differ) / (agree + differ)
}

/** P(at most `both`): A meets not-C in all the others, so it is the upper tail of the table with C turned. */
function belowOf(
  { both, antecedent, consequent }: { both: number; antecedent: number; consequent: number },
  above: number,
  test: ReturnType<typeof fisherOfRules>,
  all: number,
): number {
  // Where the upper tail is the small one, the lower is not needed.
  if (above < 0.25) return 1
  return test({ both: antecedent - both, antecedent, consequent: all - consequent })
}

interface EqualSize {
  /** The common odds ratio. */
  odds: number
  both: number
  expected: number
  variance: number
  /** How many baskets fewer, or more, than expected could hold both: the lesser. */
  room: number
}

/** Room that χ² needs. */
const LEAST_ROOM = 5

function equalSizeP({ both, expected, variance, room }: EqualSize): number {
  if (!(variance > 0)) return NaN
  if (room >= LEAST_ROOM) return chiSquareUpper((both - expected) ** 2 / variance, 1)
  const above = both === 0 ? 1 : 1 - gammaQ(both, expected)
  return Math.min(1, 2 * Math.min(above, gammaQ(both + 1, expected)))
}

/** Baskets by how many items they hold, with each item and each pair of the first `top`. */
function countBySize({ rows, starts, columns }: Csr, top: number) {
  const sizeOf = (row: number) => starts[row + 1]! - starts[row]!
  let sizes = 0
  for (let row = 0; row < rows; row++) if (sizeOf(row) <= LARGEST) sizes = Math.max(sizes, sizeOf(row))
  const width = sizes + 1
  const every = new Float64Array(width)
  const single = new Int32Array(top * width)
  const double = new Int32Array(((top * (top - 1)) / 2) * width)
  const [countOf, bothOf] = [new Int32Array(top), new Int32Array((top * (top - 1)) / 2)]
  const place = (a: number, b: number) => (b * (b - 1)) / 2 + a
  for (let row = 0; row < rows; row++) {
    const size = sizeOf(row)
    const isSized = size <= LARGEST
    if (isSized) every[size]!++
    for (let at = starts[row]!; at < starts[row + 1]! && columns[at]! < top; at++) {
      const b = columns[at]!
      countOf[b]!++
      if (isSized) single[b * width + size]!++
      for (let before = starts[row]!; before < at; before++) {
        const pair = place(columns[before]!, b)
        bothOf[pair]!++
        if (isSized) double[pair * width + size]!++
      }
    }
  }
  return {
    of: (item: number) => countOf[item]!,
    both: (a: number, b: number) => bothOf[place(a, b)]!,
    /**
     * Odds ratio and test over strata of baskets with k other items, k from 1: with none, a basket without either would
     * be no basket.
     */
    atEqualSize(a: number, b: number): EqualSize {
      const pair = place(a, b) * width
      let [agree, differ, met, expected, variance, least, most] = [0, 0, 0, 0, 0, 0, 0]
      for (let others = 1; others < width; others++) {
        const both = others + 2 < width ? double[pair + others + 2]! : 0
        const [withA, withB] =
          others + 1 < width
            ? [
                single[a * width + others + 1]! - double[pair + others + 1]!,
                single[b * width + others + 1]! - double[pair + others + 1]!,
              ]
            : [0, 0]
        const neither =
          every[others]! - single[a * width + others]! - single[b * width + others]! + double[pair + others]!
        const n = both + withA + withB + neither
        if (n < 2) continue
        agree += (both * neither) / n
        differ += (withA * withB) / n
        const [ofA, ofB] = [both + withA, both + withB]
        met += both
        expected += (ofA * ofB) / n
        least += Math.max(0, ofA + ofB - n)
        most += Math.min(ofA, ofB)
        variance += (ofA * ofB * (withA + neither) * (withB + neither)) / (n * n * (n - 1))
      }
      return {
        odds: agree + differ > 0 ? agree / differ : NaN,
        both: met,
        expected,
        variance,
        room: Math.min(expected - least, most - expected),
      }
    },
  }
}

function blankPairs(rows: number): Pairs {
  const blank = () => new Float64Array(rows)
  return {
    a: blank(),
    b: blank(),
    both: blank(),
    countA: blank(),
    countB: blank(),
    phi: blank(),
    yule: blank(),
    p: blank(),
    adjusted: blank(),
    equalYule: blank(),
    equalAdjusted: blank(),
  }
}
