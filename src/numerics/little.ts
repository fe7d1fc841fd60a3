import { chiSquareUpper } from './incomplete'

/** Rows with the same cells missing: how many, and the means of what they have (null where it is missing). */
export interface MissingPattern {
  n: number
  means: readonly (number | null)[]
}

export interface LittleTest {
  chi: number
  df: number
  p: number
}

/**
 * A test of whether cells are missing completely at random, in the manner of Little (1988, JASA 83:1198–1202, eq. 5):
 * d² = Σ n (ȳ − μ)ᵀ Σ⁻¹ (ȳ − μ) over the patterns, each in the variables that it has; under the hypothesis χ² with
 * Σ p − p degrees of freedom. Little's μ and Σ are maximum-likelihood estimates; with those of the available cells, as
 * a page of a million rows can afford, it is a hint. Null where there is nothing to compare, or the covariances of the
 * available cells do not belong together.
 */
export function littleTest(
  patterns: readonly MissingPattern[],
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
): LittleTest | null {
  let [chi, df] = [0, -mean.length]
  for (const { n, means } of patterns) {
    const there = means.flatMap((value, i) => (value === null ? [] : [i]))
    if (there.length === 0) continue
    const away = there.map((i) => (means[i] ?? 0) - (mean[i] ?? 0))
    const solved = solve(
      there.map((i) => there.map((j) => covariance[i]?.[j] ?? 0)),
      away,
    )
    if (!solved) return null
    const distance = n * away.reduce((sum, value, i) => sum + value * (solved[i] ?? 0), 0)
    if (distance < -1e-9) return null
    chi += Math.max(distance, 0)
    df += there.length
  }
  return mean.length === 0 || df <= 0 ? null : { chi, df, p: chiSquareUpper(chi, df) }
}

/** x with A x = b, by elimination with pivots; null for a singular matrix. */
function solve(a: number[][], b: readonly number[]): number[] | null {
  const n = b.length
  const rows = a.map((row, i) => [...row, b[i] ?? 0])
  const scale = Math.max(...a.flat().map(Math.abs), 0)
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let i = column + 1; i < n; i++)
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i
    const head = rows[pivot]!
    if (!(Math.abs(head[column]!) > 1e-12 * scale)) return null
    ;[rows[pivot], rows[column]] = [rows[column]!, head]
    for (let i = 0; i < n; i++) {
      if (i === column) continue
      const factor = rows[i]![column]! / head[column]!
      for (let j = column; j <= n; j++) rows[i]![j]! -= factor * head[j]!
    }
  }
  return rows.map((row, i) => row[n]! / row[i]!)
}
