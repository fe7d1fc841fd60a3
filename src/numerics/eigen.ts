/**
 * Eigenvalues, descending, and eigenvectors of a symmetric matrix (n × n, row by row, not changed) by cyclic Jacobi
 * rotations (Golub & Van Loan, 8.5). Vector i is row i of `vectors`, of length 1, its largest entry (the first of
 * equals) positive. O(n³) a sweep, about ten sweeps.
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice()
  const v = new Float64Array(n * n)
  for (let i = 0; i < n; i++) v[i * n + i] = 1
  for (let sweep = 0; sweep < 100; sweep++) {
    let off = 0
    let all = 0
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        all += a[i * n + j]! ** 2
        if (i !== j) off += a[i * n + j]! ** 2
      }
    }
    if (off <= 1e-30 * all) break
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q)
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => a[j * n + j]! - a[i * n + i]! || i - j)
  const vectors = new Float64Array(n * n)
  order.forEach((from, to) => {
    let largest = 0
    for (let j = 0; j < n; j++)
      if (Math.abs(v[j * n + from]!) > Math.abs(largest) * (1 + 1e-9)) largest = v[j * n + from]!
    for (let j = 0; j < n; j++) vectors[to * n + j] = largest < 0 ? -v[j * n + from]! : v[j * n + from]!
  })
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors }
}

/** Makes entry (p, q) of `a` zero; the columns of `v` follow. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!
  if (apq === 0) return
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[i * n + p]!, a[i * n + q]!]
    a[i * n + p] = c * x - s * y
    a[i * n + q] = s * x + c * y
  }
  for (let i = 0; i < n; i++) {
    const [x, y] = [a[p * n + i]!, a[q * n + i]!]
    a[p * n + i] = c * x - s * y
    a[q * n + i] = s * x + c * y
    const [left, right] = [v[i * n + p]!, v[i * n + q]!]
    v[i * n + p] = c * left - s * right
    v[i * n + q] = s * left + c * right
  }
  a[p * n + q] = a[q * n + p] = 0
}
