import { cholesky, invert } from '../invert'

/** A logistic regression on standardised features. */
export interface Logistic {
  /** The intercept, then one coefficient a feature: log odds per standard deviation. */
  coefficients: Float64Array
  /** Standard errors, from the inverse of the penalised information; NaN where it is singular. */
  errors: Float64Array
  means: Float64Array
  deviations: Float64Array
  converged: boolean
}

const MOST_STEPS = 50
const ENOUGH = 1e-9

/**
 * Maximum likelihood with a ridge penalty ½·λ·Σβ² on all but the intercept, by Newton's method with halved steps
 * (Hastie, Tibshirani, Friedman, Elements of Statistical Learning, 4.4.1). `columns`: one array of n finite numbers a
 * feature; `y`: n zeros and ones. A feature that does not vary has the coefficient 0. O(steps × n × k²).
 */
export function fitLogistic(columns: readonly Float64Array[], y: Float64Array, lambda = 1): Logistic {
  const n = y.length
  const k = columns.length + 1
  const means = Float64Array.from(columns, (values) => mean(values))
  const deviations = Float64Array.from(columns, (values, j) => deviation(values, means[j] ?? 0))
  const standard = columns.map((values, j) => {
    const by = deviations[j] ?? 0
    return by > 0 ? values.map((value) => (value - (means[j] ?? 0)) / by) : new Float64Array(n)
  })
  let beta = new Float64Array(k)
  let loss = penalised(standard, y, beta, lambda)
  let converged = false
  let information: Float64Array = new Float64Array(k * k)
  for (let step = 0; step < MOST_STEPS && !converged; step++) {
    const derived = derivatives(standard, y, beta, lambda)
    information = derived.information
    const inverse = invert(information, k)
    if (!inverse) break
    const move = times(inverse, derived.gradient, k)
    let share = 1
    let next = beta
    let nextLoss = Infinity
    while (share > 1e-10) {
      next = beta.map((value, i) => value - share * (move[i] ?? 0))
      nextLoss = penalised(standard, y, next, lambda)
      if (nextLoss <= loss) break
      share /= 2
    }
    converged = loss - nextLoss <= ENOUGH * (1 + Math.abs(loss))
    if (nextLoss <= loss) [beta, loss] = [next, nextLoss]
  }
  const inverse = cholesky(information, k) ? invert(information, k) : null
  const errors = Float64Array.from(beta, (_, i) => Math.sqrt(inverse?.[i * k + i] ?? NaN))
  return { coefficients: beta, errors, means, deviations, converged }
}

/** The probability of each row. */
export function predictLogistic(model: Logistic, columns: readonly Float64Array[]): Float64Array {
  const n = columns[0]?.length ?? 0
  return Float64Array.from({ length: n }, (_, i) => {
    let score = model.coefficients[0] ?? 0
    columns.forEach((values, j) => {
      const by = model.deviations[j] ?? 0
      if (by > 0)
        score += ((model.coefficients[j + 1] ?? 0) * ((values[i] ?? 0) - (model.means[j] ?? 0))) / by
    })
    return sigmoid(score)
  })
}

/** Without overflow at either end. */
export const sigmoid = (x: number): number =>
  x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))

/** ln(1 + eˣ) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))

function scoreAt(columns: readonly Float64Array[], beta: Float64Array, i: number): number {
  let score = beta[0] ?? 0
  for (let j = 0; j < columns.length; j++) score += (beta[j + 1] ?? 0) * (columns[j]?.[i] ?? 0)
  return score
}

function penalised(
  columns: readonly Float64Array[],
  y: Float64Array,
  beta: Float64Array,
  lambda: number,
): number {
  let loss = 0
  for (let i = 0; i < y.length; i++) {
    const score = scoreAt(columns, beta, i)
    loss += softplus(score) - (y[i] ?? 0) * score
  }
  for (let j = 1; j < beta.length; j++) loss += 0.5 * lambda * (beta[j] ?? 0) ** 2
  return loss
}

function derivatives(
  columns: readonly Float64Array[],
  y: Float64Array,
  beta: Float64Array,
  lambda: number,
): { gradient: Float64Array; information: Float64Array } {
  const k = beta.length
  const gradient = new Float64Array(k)
  const information = new Float64Array(k * k)
  const row = new Float64Array(k)
  row[0] = 1
  for (let i = 0; i < y.length; i++) {
    for (let j = 1; j < k; j++) row[j] = columns[j - 1]?.[i] ?? 0
    const p = sigmoid(scoreAt(columns, beta, i))
    const miss = p - (y[i] ?? 0)
    const weight = p * (1 - p)
    for (let a = 0; a < k; a++) {
      const value = row[a] ?? 0
      gradient[a] = (gradient[a] ?? 0) + miss * value
      for (let b = 0; b <= a; b++)
        information[a * k + b] = (information[a * k + b] ?? 0) + weight * value * (row[b] ?? 0)
    }
  }
  for (let a = 0; a < k; a++) {
    for (let b = 0; b < a; b++) information[b * k + a] = information[a * k + b] ?? 0
    // The least bit on the intercept keeps the matrix regular when every p is 0 or 1.
    information[a * k + a] = (information[a * k + a] ?? 0) + (a > 0 ? lambda : 1e-12)
    if (a > 0) gradient[a] = (gradient[a] ?? 0) + lambda * (beta[a] ?? 0)
  }
  return { gradient, information }
}

function times(matrix: Float64Array, vector: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0
    for (let j = 0; j < n; j++) sum += (matrix[i * n + j] ?? 0) * (vector[j] ?? 0)
    return sum
  })
}

const mean = (values: Float64Array): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length

function deviation(values: Float64Array, around: number): number {
  if (values.length === 0) return 0
  const variance = values.reduce((sum, value) => sum + (value - around) ** 2, 0) / values.length
  // What rounding leaves of a constant is no deviation.
  return variance > 1e-18 * (1 + around ** 2) ? Math.sqrt(variance) : 0
}
