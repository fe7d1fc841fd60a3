import { chiSquareUpper } from '../incomplete'
import { invert } from '../invert'
import type { Life } from './kaplan-meier'

export interface LogRank {
  chiSquare: number
  /** Groups less one; those in which nobody is are none. */
  df: number
  /** NaN where there is nothing to compare: fewer than two groups, or no event while two are at risk. */
  p: number
  /** Events in each group, and those expected if all had the same hazard. */
  observed: Float64Array
  expected: Float64Array
}

/**
 * The log-rank test of equal survival in k groups (Mantel 1966, Cancer Chemother. Rep. 50:163; Peto and Peto 1972,
 * J. R. Statist. Soc. A 135:185): at each time with an event the expected events by the shares at risk, variances and
 * covariances hypergeometric; χ² = (O − E)ᵀ V⁻¹ (O − E) over k − 1 of the groups. O(times × k²).
 */
export function logRank(groups: readonly Life[]): LogRank {
  const k = groups.length
  const observed = Float64Array.from(groups, ({ events }) => events.reduce((sum, d) => sum + d, 0))
  const expected = new Float64Array(k)
  const covariance = new Float64Array(k * k)
  const atRisk = Float64Array.from(
    groups,
    ({ events, censored }) => events.reduce((sum, n) => sum + n, 0) + censored.reduce((sum, n) => sum + n, 0),
  )
  const there = [...atRisk.keys()].filter((group) => (atRisk[group] ?? 0) > 0)
  for (const moment of together(groups)) {
    const d = moment.reduce((sum, { events }) => sum + events, 0)
    const n = atRisk.reduce((sum, count) => sum + count, 0)
    if (d > 0) {
      const spread = n > 1 ? (d * (n - d)) / (n - 1) : 0
      for (let i = 0; i < k; i++) {
        const share = (atRisk[i] ?? 0) / n
        expected[i] = (expected[i] ?? 0) + d * share
        for (let j = 0; j < k; j++) {
          const other = (atRisk[j] ?? 0) / n
          covariance[i * k + j] = (covariance[i * k + j] ?? 0) + spread * share * ((i === j ? 1 : 0) - other)
        }
      }
    }
    for (const { group, events, censored } of moment) atRisk[group] = (atRisk[group] ?? 0) - events - censored
  }
  const chiSquare = quadratic(there, observed, expected, covariance, k)
  const df = Math.max(0, there.length - 1)
  return { chiSquare, df, p: chiSquareUpper(chiSquare, df), observed, expected }
}

/** (O − E)ᵀ V⁻¹ (O − E) over all groups but the last that is there; NaN where V has no inverse. */
function quadratic(
  there: readonly number[],
  observed: Float64Array,
  expected: Float64Array,
  covariance: Float64Array,
  k: number,
): number {
  const used = there.slice(0, -1)
  const size = used.length
  if (size === 0) return NaN
  const matrix = Float64Array.from(used.flatMap((i) => used.map((j) => covariance[i * k + j] ?? 0)))
  const inverse = invert(matrix, size)
  if (!inverse) return NaN
  const off = used.map((i) => (observed[i] ?? 0) - (expected[i] ?? 0))
  return off.reduce(
    (sum, a, i) => sum + off.reduce((row, b, j) => row + a * b * (inverse[i * size + j] ?? 0), 0),
    0,
  )
}

interface Happening {
  group: number
  events: number
  censored: number
}

/** What happened in all groups, time by time. */
function* together(groups: readonly Life[]): Generator<Happening[]> {
  const next = new Int32Array(groups.length)
  for (;;) {
    const time = groups.reduce(
      (least, life, g) => Math.min(least, life.time[next[g] ?? 0] ?? Infinity),
      Infinity,
    )
    if (time === Infinity) return
    const moment: Happening[] = []
    groups.forEach((life, group) => {
      const at = next[group] ?? 0
      if (life.time[at] !== time) return
      moment.push({ group, events: life.events[at] ?? 0, censored: life.censored[at] ?? 0 })
      next[group] = at + 1
    })
    yield moment
  }
}
