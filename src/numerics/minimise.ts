/** A function to be made small: its value at `x`, and its gradient written into `gradient`. Both have n entries. */
export type Objective = (x: Float64Array, gradient: Float64Array) => number

export interface Minimum {
  x: Float64Array
  value: number
  /** Whether the gradient or the step became negligible before the iterations ran out. */
  converged: boolean
  iterations: number
}

interface Options {
  /** Largest entry of the gradient, relative to the value, that counts as flat. */
  tolerance?: number
  iterations?: number
  /** A first guess of the inverse Hessian, row by row, where there is one: near the minimum it saves most iterations. */
  inverse?: Float64Array | null
}

/**
 * BFGS with an Armijo–Wolfe line search by bisection (Nocedal & Wright, Numerical Optimization, algorithms 6.1 and
 * 3.5). A value that is no number counts as infinite, so an objective may refuse a point. O(n²) an iteration beside the
 * objective itself. `start` is not changed.
 */
export function minimise(
  objective: Objective,
  start: ArrayLike<number>,
  { tolerance = 1e-9, iterations: most = 500, inverse: guess = null }: Options = {},
): Minimum {
  const n = start.length
  const evaluate = (x: Float64Array, gradient: Float64Array): number => {
    const value = objective(x, gradient)
    return Number.isNaN(value) || gradient.some((entry) => Number.isNaN(entry)) ? Infinity : value
  }
  let x: Float64Array = Float64Array.from(start)
  let gradient: Float64Array = new Float64Array(n)
  let value = evaluate(x, gradient)
  const inverse = guess ? Float64Array.from(guess) : identity(n)
  for (let iteration = 0; iteration < most; iteration++) {
    const flat = gradient.every((entry) => Math.abs(entry) <= tolerance * Math.max(1, Math.abs(value)))
    if (flat) return { x, value, converged: true, iterations: iteration }
    let direction = multiply(inverse, gradient, -1)
    let slope = dot(direction, gradient)
    if (!(slope < 0)) {
      inverse.set(identity(n))
      direction = gradient.map((entry) => -entry)
      slope = dot(direction, gradient)
    }
    if (iteration === 0) shorten(direction)
    const step = search(evaluate, x, value, direction, dot(direction, gradient))
    if (step === null) return { x, value, converged: false, iterations: iteration }
    update(inverse, difference(step.x, x), difference(step.gradient, gradient))
    const gained = value - step.value
    x = step.x
    gradient = step.gradient
    value = step.value
    if (gained <= 1e-14 * Math.max(1, Math.abs(value)) && iteration > 2)
      return { x, value, converged: true, iterations: iteration + 1 }
  }
  return { x, value, converged: false, iterations: most }
}

/** Second derivatives by differences of the gradient, symmetrised; row by row, n × n. */
export function hessian(objective: Objective, x: Float64Array): Float64Array {
  const n = x.length
  const result = new Float64Array(n * n)
  const above = new Float64Array(n)
  const below = new Float64Array(n)
  const probe = Float64Array.from(x)
  for (let i = 0; i < n; i++) {
    const at = x[i] ?? 0
    const step = 1e-4 * Math.max(1, Math.abs(at))
    probe[i] = at + step
    objective(probe, above)
    probe[i] = at - step
    objective(probe, below)
    probe[i] = at
    for (let j = 0; j < n; j++) {
      const slope = ((above[j] ?? 0) - (below[j] ?? 0)) / (4 * step)
      result[i * n + j] = (result[i * n + j] ?? 0) + slope
      result[j * n + i] = (result[j * n + i] ?? 0) + slope
    }
  }
  return result
}

interface Step {
  x: Float64Array
  gradient: Float64Array
  value: number
}

function search(
  evaluate: Objective,
  from: Float64Array,
  value: number,
  direction: Float64Array,
  slope: number,
): Step | null {
  let low = 0
  let high = Infinity
  let length = 1
  let best: Step | null = null
  for (let tries = 0; tries < 60; tries++) {
    const x = from.map((entry, i) => entry + length * (direction[i] ?? 0))
    const gradient = new Float64Array(x.length)
    const reached = evaluate(x, gradient)
    if (!(reached <= value + 1e-4 * length * slope)) high = length
    else {
      best = { x, gradient, value: reached }
      if (dot(gradient, direction) >= 0.9 * slope) return best
      low = length
    }
    length = high === Infinity ? 2 * length : (low + high) / 2
    if (high - low < 1e-16 * Math.max(1, length)) break
  }
  return best
}

/** Curvature seen along a step, taken into the inverse Hessian. */
function update(inverse: Float64Array, step: Float64Array, change: Float64Array): void {
  const n = step.length
  const curvature = dot(step, change)
  if (!(curvature > 1e-300)) return
  const moved = multiply(inverse, change, 1)
  const weight = 1 + dot(change, moved) / curvature
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const si = step[i] ?? 0
      const sj = step[j] ?? 0
      inverse[i * n + j] =
        (inverse[i * n + j] ?? 0) +
        (weight * si * sj - (moved[i] ?? 0) * sj - si * (moved[j] ?? 0)) / curvature
    }
  }
}

function identity(n: number): Float64Array {
  const matrix = new Float64Array(n * n)
  for (let i = 0; i < n; i++) matrix[i * n + i] = 1
  return matrix
}

function multiply(matrix: Float64Array, vector: Float64Array, sign: number): Float64Array {
  const n = vector.length
  return vector.map((_, i) => {
    let sum = 0
    for (let j = 0; j < n; j++) sum += (matrix[i * n + j] ?? 0) * (vector[j] ?? 0)
    return sign * sum
  })
}

/** The first step knows no scale: it is kept to a length of one. */
function shorten(direction: Float64Array): void {
  const length = Math.sqrt(dot(direction, direction))
  if (length > 1) for (let i = 0; i < direction.length; i++) direction[i] = (direction[i] ?? 0) / length
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0)
  return sum
}

const difference = (a: Float64Array, b: Float64Array): Float64Array =>
  a.map((entry, i) => entry - (b[i] ?? 0))
