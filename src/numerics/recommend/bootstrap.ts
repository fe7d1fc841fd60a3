import { seeded } from '../random'

export interface Interval {
  mean: number
  /** 95 %, percentiles of the means drawn. */
  low: number
  high: number
  /** Two-sided, of a mean of 0; at least 2 ⁄ (draws + 1). */
  p: number
}

/**
 * Bootstrap over members, the same ones drawn for every column (Efron & Tibshirani 1993): the mean of each column, and
 * with columns of differences between two models on one list of members, the paired interval. NaN without a member.
 * O(draws × members × columns).
 */
export function bootstrap(
  columns: readonly Float64Array[],
  { draws = 2000, seed = 1 }: { draws?: number; seed?: number } = {},
): Interval[] {
  const n = columns[0]?.length ?? 0
  if (n === 0) return columns.map(() => ({ mean: NaN, low: NaN, high: NaN, p: NaN }))
  const random = seeded(seed)
  const means = columns.map(() => new Float64Array(draws))
  const drawn = new Int32Array(n)
  for (let draw = 0; draw < draws; draw++) {
    for (let i = 0; i < n; i++) drawn[i] = random.below(n)
    columns.forEach((column, c) => {
      let sum = 0
      for (let i = 0; i < n; i++) sum += column[drawn[i]!]!
      means[c]![draw] = sum / n
    })
  }
  return columns.map((column, c) => intervalOf(column, means[c]!.sort()))
}

function intervalOf(column: Float64Array, sorted: Float64Array): Interval {
  const draws = sorted.length
  const below = sorted.filter((mean) => mean <= 0).length
  const above = sorted.filter((mean) => mean >= 0).length
  const at = (share: number) => sorted[Math.min(draws - 1, Math.floor(share * draws))]!
  return {
    mean: column.reduce((sum, value) => sum + value, 0) / column.length,
    low: at(0.025),
    high: at(0.975),
    p: Math.min(1, (2 * (Math.min(below, above) + 1)) / (draws + 1)),
  }
}
