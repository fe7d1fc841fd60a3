import { frameOf, numbers, type Kernel } from './kernel'

export interface StlOptions {
  /** Values in a cycle, at least 2. */
  period: number
  /** Length of the loess window over a cycle's subseries; the larger, the steadier the season. The period without it. */
  seasonal?: number
  /** Down-weights outliers: 15 outer rounds of one inner round, else two inner rounds alone. */
  robust?: boolean
}

export interface Decomposition {
  trend: Float64Array
  seasonal: Float64Array
  remainder: Float64Array
  /** Robustness weights, 1 where none are used. */
  weights: Float64Array
}

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae & Terpenning 1990), as in the authors' own code:
 * the same windows (trend 1.5 · period ⁄ (1 − 1.5 ⁄ seasonal), low pass the period, each made odd), degrees (0 for the
 * season, 1 else) and jumps (a tenth of the window, interpolated). Equally spaced values, at least two cycles; null
 * with fewer. trend + seasonal + remainder is the series. O(rounds × n × window ⁄ 10).
 */
export function stl(
  series: Float64Array,
  { period, seasonal, robust = false }: StlOptions,
): Decomposition | null {
  const n = series.length
  const cycle = Math.max(2, Math.floor(period))
  if (n < 2 * cycle) return null
  const season = odd(Math.max(3, seasonal ?? cycle))
  const windows = {
    season,
    trend: odd(Math.max(3, Math.ceil((1.5 * cycle) / (1 - 1.5 / Math.max(3, seasonal ?? cycle))))),
    low: odd(cycle),
  }
  const found = { trend: new Float64Array(n), seasonal: new Float64Array(n) }
  let weights: Float64Array | null = null
  for (let round = 0; round <= (robust ? 15 : 0); round++) {
    if (round > 0) weights = robustness(series, found)
    for (let inner = 0; inner < (robust ? 1 : 2); inner++) innerRound(series, cycle, windows, weights, found)
  }
  // The weights of the last fit are those it would give, not those it was made with.
  return {
    ...found,
    remainder: series.map((value, i) => value - (found.trend[i] ?? 0) - (found.seasonal[i] ?? 0)),
    weights: weights ?? new Float64Array(n).fill(1),
  }
}

/**
 * In: value, equally spaced. Options: `period`, `seasonal`, `robust` (0 or 1). Out: trend, seasonal, remainder, NaN
 * where there are fewer than two cycles.
 */
export const stlKernel: Kernel = (input, options) => {
  const value = numbers(input, 'value')
  const found = stl(value, {
    period: Number(options['period']),
    seasonal: Number(options['seasonal']),
    robust: options['robust'] === 1,
  })
  const none = () => new Float64Array(value.length).fill(NaN)
  return frameOf({
    place: value.map((_, i) => i + 1),
    trend: found?.trend ?? none(),
    seasonal: found?.seasonal ?? none(),
    remainder: found?.remainder ?? none(),
  })
}

interface Windows {
  season: number
  trend: number
  low: number
}

const odd = (length: number): number =>
  Math.floor(length) % 2 === 0 ? Math.floor(length) + 1 : Math.floor(length)
const jumpOf = (window: number): number => Math.ceil(window / 10)

function innerRound(
  series: Float64Array,
  cycle: number,
  windows: Windows,
  weights: Float64Array | null,
  found: { trend: Float64Array; seasonal: Float64Array },
): void {
  const n = series.length
  const detrended = series.map((value, i) => value - (found.trend[i] ?? 0))
  const cycles = smoothCycles(detrended, cycle, windows.season, weights)
  const passed = movingAverage(movingAverage(movingAverage(cycles, cycle), cycle), 3)
  const low = loess(passed, { window: windows.low, degree: 1, weights: null })
  for (let i = 0; i < n; i++) found.seasonal[i] = (cycles[cycle + i] ?? 0) - (low[i] ?? 0)
  const rest = series.map((value, i) => value - (found.seasonal[i] ?? 0))
  found.trend.set(loess(rest, { window: windows.trend, degree: 1, weights }))
}

/** Each subseries of a cycle smoothed, and carried on by one at both ends: n + 2 · cycle values. */
function smoothCycles(
  values: Float64Array,
  cycle: number,
  window: number,
  weights: Float64Array | null,
): Float64Array {
  const n = values.length
  const out = new Float64Array(n + 2 * cycle)
  for (let j = 0; j < cycle; j++) {
    const count = Math.floor((n - j - 1) / cycle) + 1
    const every = (from: Float64Array) =>
      Float64Array.from({ length: count }, (_, k) => from[j + k * cycle] ?? 0)
    const sub = every(values)
    const subWeights = weights && every(weights)
    const smooth = loess(sub, { window, degree: 0, weights: subWeights })
    const before = estimate(sub, 0, 1, Math.min(window, count), window, 0, subWeights) ?? smooth[0] ?? 0
    const after =
      estimate(sub, count + 1, Math.max(1, count - window + 1), count, window, 0, subWeights) ??
      smooth[count - 1] ??
      0
    out[j] = before
    smooth.forEach((value, k) => (out[j + (k + 1) * cycle] = value))
    out[j + (count + 1) * cycle] = after
  }
  return out
}

function movingAverage(values: Float64Array, length: number): Float64Array {
  const out = new Float64Array(values.length - length + 1)
  let sum = 0
  for (let i = 0; i < length; i++) sum += values[i] ?? 0
  for (let i = 0; i < out.length; i++) {
    out[i] = sum / length
    sum += (values[i + length] ?? 0) - (values[i] ?? 0)
  }
  return out
}

interface Loess {
  window: number
  degree: 0 | 1
  weights: Float64Array | null
}

/** Local regression at every `jump`-th place, straight lines between. */
function loess(y: Float64Array, { window, degree, weights }: Loess): Float64Array {
  const n = y.length
  if (n < 2) return y.slice()
  const out = new Float64Array(n)
  const jump = Math.min(jumpOf(window), n - 1)
  const half = Math.floor((window + 1) / 2)
  const at = (i: number) => {
    const [left, right] =
      window >= n
        ? [1, n]
        : i < half
          ? [1, window]
          : i >= n - half + 1
            ? [n - window + 1, n]
            : [i - half + 1, window + i - half]
    return estimate(y, i, left, right, window, degree, weights) ?? y[i - 1] ?? 0
  }
  const places: number[] = []
  for (let i = 1; i <= n; i += jump) places.push(i)
  if (places.at(-1) !== n) places.push(n)
  let before = 1
  for (const i of places) {
    out[i - 1] = at(i)
    const step = ((out[i - 1] ?? 0) - (out[before - 1] ?? 0)) / Math.max(1, i - before)
    for (let k = before + 1; k < i; k++) out[k - 1] = (out[before - 1] ?? 0) + step * (k - before)
    before = i
  }
  return out
}

/** The local fit at `place` (from 1) over the values left..right; null where nothing weighs there. */
function estimate(
  y: Float64Array,
  place: number,
  left: number,
  right: number,
  window: number,
  degree: 0 | 1,
  given: Float64Array | null,
): number | null {
  const n = y.length
  const reach = Math.max(place - left, right - place) + (window > n ? Math.floor((window - n) / 2) : 0)
  const w = new Float64Array(right - left + 1)
  let sum = 0
  for (let j = left; j <= right; j++) {
    const distance = Math.abs(j - place)
    if (distance > 0.999 * reach) continue
    const near = distance <= 0.001 * reach ? 1 : (1 - (distance / reach) ** 3) ** 3
    const weight = near * (given ? (given[j - 1] ?? 0) : 1)
    w[j - left] = weight
    sum += weight
  }
  if (sum <= 0) return null
  let mean = 0
  for (let j = left; j <= right; j++) mean += ((w[j - left] ?? 0) / sum) * j
  let spread = 0
  for (let j = left; j <= right; j++) spread += ((w[j - left] ?? 0) / sum) * (j - mean) ** 2
  const slope = degree === 1 && reach > 0 && Math.sqrt(spread) > 0.001 * (n - 1) ? (place - mean) / spread : 0
  let value = 0
  for (let j = left; j <= right; j++) {
    value += ((w[j - left] ?? 0) / sum) * (1 + slope * (j - mean)) * (y[j - 1] ?? 0)
  }
  return value
}

/** Bisquare weights of the residuals, by six times their median. */
function robustness(
  series: Float64Array,
  { trend, seasonal }: { trend: Float64Array; seasonal: Float64Array },
): Float64Array {
  const r = series.map((value, i) => Math.abs(value - (trend[i] ?? 0) - (seasonal[i] ?? 0)))
  const sorted = r.slice().sort()
  const n = sorted.length
  const limit = 3 * ((sorted[Math.floor(n / 2)] ?? 0) + (sorted[n - Math.floor(n / 2) - 1] ?? 0))
  return r.map((residual) =>
    residual <= 0.001 * limit ? 1 : residual <= 0.999 * limit ? (1 - (residual / limit) ** 2) ** 2 : 0,
  )
}
