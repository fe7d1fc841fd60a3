import { frameOf, numbers, texts, type Kernel } from './kernel'
import { benjaminiHochberg, fisherExact, twoProportions } from './proportions'

/** Below this expected count the normal approximation is not to be trusted (Cochran's rule). */
const LEAST_EXPECTED = 5

/**
 * Whether values come more often in one set than in another. In: dimension, value, here, here_all, other, other_all
 * (counts). Out: dimension, value, here, share_here, other, share_other, index (share here ÷ share elsewhere; empty
 * where it is nowhere else), test (fisher where an expected count is below 5, else z), p (two-sided), p_adjusted
 * (Benjamini–Hochberg over all rows). O(rows log rows), and each exact test O(count of the value).
 */
export const overRepresentation: Kernel = (input) => {
  const [here, hereAll, other, otherAll] = ['here', 'here_all', 'other', 'other_all'].map((name) =>
    numbers(input, name),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array]
  const counts = Array.from(here, (a, i) => [a, hereAll[i] ?? 0, other[i] ?? 0, otherAll[i] ?? 0] as const)
  const tests = counts.map(([a, n, b, m]) => (leastExpected(a, n, b, m) < LEAST_EXPECTED ? 'fisher' : 'z'))
  const p = Float64Array.from(counts, ([a, n, b, m], i) => {
    if (n === 0 || m === 0) return NaN
    return tests[i] === 'fisher' ? fisherExact(a, n, b, m) : twoProportions(a, n, b, m).p
  })
  const shareHere = Float64Array.from(counts, ([a, n]) => a / n)
  const shareOther = Float64Array.from(counts, ([, , b, m]) => b / m)
  return frameOf({
    dimension: texts(input, 'dimension'),
    value: texts(input, 'value'),
    here,
    share_here: shareHere,
    other,
    share_other: shareOther,
    index: Float64Array.from(shareHere, (share, i) => (shareOther[i] ? share / (shareOther[i] ?? NaN) : NaN)),
    test: tests,
    p,
    p_adjusted: benjaminiHochberg(p),
  })
}

function leastExpected(a: number, n: number, b: number, m: number): number {
  const having = a + b
  return (Math.min(n, m) * Math.min(having, n + m - having)) / (n + m)
}
