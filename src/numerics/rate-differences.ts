import { frameOf, numbers, texts, type Kernel } from './kernel'
import { benjaminiHochberg, normalTwoSided, twoProportions } from './proportions'

const Z95 = 1.959963984540054

/** So many of so many, in one stratum. */
export interface Stratum {
  a: number
  n: number
  b: number
  m: number
}

/**
 * The common difference b/m − a/n of two proportions over strata, by Mantel and Haenszel, with Sato's (1989) variance:
 * what differs when both are seen in the same strata. NaN where no stratum has both.
 */
export function mantelHaenszelDifference(strata: readonly Stratum[]) {
  let [weight, sum, left, right] = [0, 0, 0, 0]
  for (const { a, n, b, m } of strata) {
    if (!(n > 0 && m > 0)) continue
    const N = n + m
    weight += (n * m) / N
    sum += (b * n - a * m) / N
    left += (m * m * a - n * n * b + (n * m * (n - m)) / 2) / (N * N)
    right += (b * (n - a) + a * (m - b)) / (2 * N)
  }
  const difference = sum / weight
  const error = Math.sqrt(Math.max(0, difference * left + right)) / weight
  return {
    difference,
    low: difference - Z95 * error,
    high: difference + Z95 * error,
    p: error > 0 ? normalTwoSided(difference / error) : NaN,
  }
}

/**
 * Rows of level, stratum, hits, shown, thinner (by how many lines one independent line is outweighed, at least 1).
 * Gives each pair of levels: first, second, difference (second − first), low, high, p, adjusted (Benjamini-Hochberg
 * over all pairs), and the same within strata (level with level in the same stratum).
 */
export const rateDifferences: Kernel = (input) => {
  const level = texts(input, 'level').map((text) => text ?? '')
  const stratum = texts(input, 'stratum').map((text) => text ?? '')
  const [hits, shown, thinner] = [numbers(input, 'hits'), numbers(input, 'shown'), numbers(input, 'thinner')]
  const cells = new Map<string, Map<string, { hits: number; shown: number }>>()
  level.forEach((name, i) => {
    const of = cells.get(name) ?? new Map<string, { hits: number; shown: number }>()
    const by = thinner[i] ?? 1
    of.set(stratum[i] ?? '', { hits: (hits[i] ?? 0) / by, shown: (shown[i] ?? 0) / by })
    cells.set(name, of)
  })
  const names = [...cells.keys()]
  const pairs = names.flatMap((first, i) => names.slice(i + 1).map((second) => [first, second] as const))
  const found = pairs.map(([first, second]) => {
    const strata = [...(cells.get(first) ?? [])].map(([key, { hits: a, shown: n }]) => {
      const other = cells.get(second)?.get(key)
      return { a, n, b: other?.hits ?? 0, m: other?.shown ?? 0 }
    })
    const [one, two] = [totalOf(cells.get(first)), totalOf(cells.get(second))]
    const whole = twoProportions(one.hits, one.shown, two.hits, two.shown)
    return {
      ...whole,
      difference: two.hits / two.shown - one.hits / one.shown,
      within: mantelHaenszelDifference(strata),
    }
  })
  const column = (of: (row: (typeof found)[number]) => number) => Float64Array.from(found, of)
  return frameOf({
    first: pairs.map(([first]) => first),
    second: pairs.map(([, second]) => second),
    difference: column((row) => row.difference),
    low: column((row) => row.low),
    high: column((row) => row.high),
    p: column((row) => row.p),
    adjusted: benjaminiHochberg(column((row) => row.p)),
    within: column((row) => row.within.difference),
    within_low: column((row) => row.within.low),
    within_high: column((row) => row.within.high),
    within_p: column((row) => row.within.p),
    within_adjusted: benjaminiHochberg(column((row) => row.within.p)),
  })
}

function totalOf(cells: Map<string, { hits: number; shown: number }> | undefined) {
  const total = { hits: 0, shown: 0 }
  for (const { hits, shown } of cells?.values() ?? []) {
    total.hits += hits
    total.shown += shown
  }
  return total
}
