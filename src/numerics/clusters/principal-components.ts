import { symmetricEigen } from '../eigen'
import { centreOf, type Points } from './points'

export interface PrincipalComponents {
  width: number
  mean: Float64Array
  /** Variance (÷ n − 1) along each component, descending. */
  variances: Float64Array
  /** Its share of the whole; zeros where nothing varies. */
  shares: Float64Array
  /** Component by component, `width` entries each, of length 1, the largest entry positive. */
  loadings: Float64Array
}

/** Principal components by the eigenvectors of the covariance matrix. Collinear features give variances of 0. */
export function principalComponents(points: Points): PrincipalComponents {
  const { rows, width } = points
  const mean = centreOf(points)
  const { values, vectors } = symmetricEigen(covariance(points, mean, Math.max(rows - 1, 1)), width)
  const variances = values.map((value) => Math.max(value, 0))
  const total = variances.reduce((sum, value) => sum + value, 0)
  const shares = variances.map((value) => (total > 0 ? value / total : 0))
  return { width, mean, variances, shares, loadings: vectors }
}

/** The points' places along the first `count` components: (x − mean) · loadings. */
export function project(model: PrincipalComponents, { rows, values }: Points, count: number): Points {
  const { width, mean, loadings } = model
  const kept = Math.min(count, width)
  const projected = new Float64Array(rows * kept)
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < kept; c++) {
      let sum = 0
      for (let j = 0; j < width; j++) sum += (values[i * width + j]! - mean[j]!) * loadings[c * width + j]!
      projected[i * kept + c] = sum
    }
  }
  return { rows, width: kept, values: projected }
}

/** Σ (x − mean)(x − mean)ᵀ ÷ divisor, width × width. */
export function covariance(
  { rows, width, values }: Points,
  mean: Float64Array,
  divisor: number,
): Float64Array {
  const sums = new Float64Array(width * width)
  const apart = new Float64Array(width)
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j++) apart[j] = values[i * width + j]! - mean[j]!
    for (let a = 0; a < width; a++) {
      const left = apart[a]!
      for (let b = 0; b <= a; b++) sums[a * width + b]! += left * apart[b]!
    }
  }
  for (let a = 0; a < width; a++) {
    for (let b = 0; b <= a; b++) sums[b * width + a] = sums[a * width + b] = sums[a * width + b]! / divisor
  }
  return sums
}
