/**
 * Members grouped by what a buy-till-you-die model needs of them, all of one length and in one unit of time:
 * `x` repeat purchase periods (distinct periods with a purchase, minus one), `tx` time from the first to the last
 * purchase, `T` time from the first purchase to the end of observation, `n` members with just these numbers.
 */
export interface Summary {
  x: Float64Array
  tx: Float64Array
  T: Float64Array
  n: Float64Array
}

/** Fitted parameters by name, in the unit of time of the summary. */
export type Fitted<Name extends string> = Readonly<Record<Name, number>>

export interface Fit<Name extends string> {
  parameters: Fitted<Name>
  logLikelihood: number
  /** Covariance of the logarithms of the parameters, row by row, or null where the likelihood is flat. */
  covariance: Float64Array | null
  converged: boolean
}

/** The distinct values of a column and, for each entry, the place of its value among them. */
export function distinct(values: Float64Array): { values: Float64Array; place: Int32Array } {
  const places = new Map<number, number>()
  const place = Int32Array.from(values, (value) => {
    const known = places.get(value) ?? places.size
    places.set(value, known)
    return known
  })
  return { values: Float64Array.from(places.keys()), place }
}

/** Groups beyond these are sought through with so many of them first: see `thinned`. */
export const MANY_GROUPS = 10_000

/**
 * About `most` of the groups, evenly spread over them as they are sorted, each weighted by one number so that they
 * stand for all members.
 */
export function thinned(summary: Summary, most: number): Summary {
  const step = Math.ceil(summary.n.length / most)
  if (step <= 1) return summary
  const some = (values: Float64Array) => values.filter((_, i) => i % step === 0)
  const n = some(summary.n)
  const weight = sum(summary.n) / sum(n)
  return {
    x: some(summary.x),
    tx: some(summary.tx),
    T: some(summary.T),
    n: n.map((members) => members * weight),
  }
}

export const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0)
