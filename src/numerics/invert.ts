/**
 * The inverse of a symmetric positive definite matrix (n × n, row by row) by Cholesky's decomposition, or null where
 * it is not positive definite. O(n³).
 */
export function invert(matrix: Float64Array, n: number): Float64Array | null {
  const lower = cholesky(matrix, n)
  if (!lower) return null
  const result = new Float64Array(n * n)
  const column = new Float64Array(n)
  for (let j = 0; j < n; j++) {
    column.fill(0)
    column[j] = 1
    solveLower(lower, column, n)
    solveUpper(lower, column, n)
    for (let i = 0; i < n; i++) result[i * n + j] = column[i] ?? 0
  }
  return result
}

/** L with A = L·Lᵀ, or null. */
export function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  const lower = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j] ?? 0
      for (let k = 0; k < j; k++) sum -= (lower[i * n + k] ?? 0) * (lower[j * n + k] ?? 0)
      if (i !== j) lower[i * n + j] = sum / (lower[j * n + j] ?? 1)
      else if (sum > 0) lower[i * n + i] = Math.sqrt(sum)
      else return null
    }
  }
  return lower
}

function solveLower(lower: Float64Array, b: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i] ?? 0
    for (let k = 0; k < i; k++) sum -= (lower[i * n + k] ?? 0) * (b[k] ?? 0)
    b[i] = sum / (lower[i * n + i] ?? 1)
  }
}

function solveUpper(lower: Float64Array, b: Float64Array, n: number): void {
  for (let i = n - 1; i >= 0; i--) {
    let sum = b[i] ?? 0
    for (let k = i + 1; k < n; k++) sum -= (lower[k * n + i] ?? 0) * (b[k] ?? 0)
    b[i] = sum / (lower[i * n + i] ?? 1)
  }
}
