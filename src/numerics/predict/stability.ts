const BINS = 10

/**
 * Population stability index of a feature between two samples: Σ (q − p) · ln(q ÷ p) over bins at the first sample's
 * tenths, half a case added to each bin. Under 0.1 is taken as stable, over 0.25 as shifted (Siddiqi 2006). NaN where
 * a sample is empty. O(n log n).
 */
export function stabilityIndex(before: Float64Array, after: Float64Array): number {
  if (before.length === 0 || after.length === 0) return NaN
  const sorted = before.slice().sort()
  const cuts = [
    ...new Set(
      Array.from({ length: BINS - 1 }, (_, b) => sorted[Math.floor(((b + 1) * sorted.length) / BINS)] ?? 0),
    ),
  ]
  const p = shares(before, cuts)
  const q = shares(after, cuts)
  return p.reduce((sum, share, b) => sum + ((q[b] ?? 0) - share) * Math.log((q[b] ?? 0) / share), 0)
}

function shares(values: Float64Array, cuts: readonly number[]): number[] {
  const counts = new Array<number>(cuts.length + 1).fill(0.5)
  for (const value of values) {
    let bin = 0
    while (bin < cuts.length && value > (cuts[bin] ?? 0)) bin++
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  const total = values.length + counts.length / 2
  return counts.map((count) => count / total)
}
