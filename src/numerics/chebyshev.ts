/**
 * A function on [from, to] by its values at n Chebyshev points (Trefethen, Approximation Theory and Practice, chapters
 * 3 and 8), evaluated by Clenshaw's recurrence in O(n); making it takes n evaluations and O(n²). Outside [from, to] it
 * is worth nothing.
 */
export function chebyshev(
  f: (at: number) => number,
  from: number,
  to: number,
  n: number,
): (at: number) => number {
  const half = (to - from) / 2
  const middle = (to + from) / 2
  if (!(half > 0)) {
    const only = f(from)
    return () => only
  }
  const cosines = cosinesOf(n)
  const values = Float64Array.from({ length: n }, (_, i) => f(middle + half * (cosines[2 * i + 1] ?? 0)))
  const coefficients = new Float64Array(n)
  for (let k = 0; k < n; k++) {
    let sum = 0
    for (let i = 0; i < n; i++) sum += (values[i] ?? 0) * (cosines[(k * (2 * i + 1)) % (4 * n)] ?? 0)
    coefficients[k] = ((k === 0 ? 1 : 2) * sum) / n
  }
  return (at) => {
    const x = (2 * (at - middle)) / half
    let one = 0
    let two = 0
    for (let k = n - 1; k > 0; k--) {
      const next = (coefficients[k] ?? 0) + x * one - two
      two = one
      one = next
    }
    return (coefficients[0] ?? 0) + (x / 2) * one - two
  }
}

/**
 * Points that give thirteen digits to a function of ln(low + t), 0 ≤ t ≤ longest, whose nearest singularities lie at
 * ±iπ off the axis: so are those of ₂F₁ at z = t ⁄ (low + t) and of its kin. The error falls as ρ⁻ⁿ, ρ being the sum
 * of the half axes of the greatest Bernstein ellipse without a singularity.
 */
export function pointsOver(low: number, longest: number): number {
  const half = Math.log1p(longest / low) / 2
  const height = Math.PI / Math.max(half, 1e-3)
  const rho = height + Math.hypot(1, height)
  return Math.min(128, Math.max(6, Math.ceil(30 / Math.log(rho)) + 2))
}

/** cos(π k ⁄ 2n) for k = 0 … 4n − 1: both the points and the polynomials at them. */
function cosinesOf(n: number): Float64Array {
  const known = COSINES.get(n)
  if (known) return known
  const made = Float64Array.from({ length: 4 * n }, (_, k) => Math.cos((Math.PI * k) / (2 * n)))
  COSINES.set(n, made)
  return made
}

const COSINES = new Map<number, Float64Array>()
