/** Pairs of records by how they compare: the level of each field, and how many pairs have just these. */
export interface Patterns {
  /** Levels per field, without level 0 (missing). */
  levels: readonly number[]
  /** patterns × fields, row by row; 0 where a field is missing in one of the records. */
  codes: Uint8Array
  counts: Float64Array
}

/** What Fellegi and Sunter call the parameters; index 0 of `m` and `u` is level 1. */
export interface Estimate {
  /** Share of pairs that are one person, 0 to 1. */
  matches: number
  /** Per field and level: its probability among pairs of one person, and among pairs of two. */
  m: number[][]
  u: number[][]
  iterations: number
  converged: boolean
  /** Natural logarithm, after each iteration: never falls. */
  logLikelihood: number[]
}

const MOST_ITERATIONS = 1000
const TOLERANCE = 1e-7
/** No probability is nothing: a level never seen among few pairs may be seen in the next. */
const FLOOR = 1e-6

/**
 * The parameters of Fellegi and Sunter's model (1969, JASA 64, 1183–1210) by expectation–maximisation: fields are
 * independent given whether a pair is one person (Winkler 1988; Jaro 1989); a missing field says nothing.
 */
export function estimate(patterns: Patterns, start: Estimate = usualStart(patterns.levels)): Estimate {
  const { counts, levels } = patterns
  const total = counts.reduce((sum, count) => sum + count, 0)
  let now = start
  let expected: Expected | null = null
  const logLikelihood: number[] = []
  let converged = false
  let iterations = 0
  while (iterations < MOST_ITERATIONS && !converged && total > 0) {
    iterations += 1
    const next = maximise(patterns, now, total)
    logLikelihood.push(next.logLikelihood)
    converged = distance(now, next) < TOLERANCE
    now = { ...now, matches: next.matches, m: next.m, u: next.u }
    expected = next.expected
  }
  const smooth = expected ? { ...now, m: smoothed(expected.m), u: smoothed(expected.u) } : now
  return orient({ ...smooth, iterations, converged, logLikelihood }, levels)
}

/** Expected numbers of pairs per field and level. */
interface Expected {
  m: number[][]
  u: number[][]
}

/** Half a pair more at every level: what was never seen is rare, not impossible. */
const smoothed = (rows: readonly number[][]): number[][] =>
  rows.map((row) => normalised(row.map((count) => count + 0.5)))

/** The share of pairs that are one person, where `m` and `u` are known from elsewhere: EM in this one parameter. */
export function estimateMatches(patterns: Patterns, known: Pick<Estimate, 'matches' | 'm' | 'u'>): number {
  const { codes, counts, levels } = patterns
  const total = counts.reduce((sum, count) => sum + count, 0)
  let matches = known.matches
  for (let iteration = 0; iteration < MOST_ITERATIONS && total > 0; iteration++) {
    let matched = 0
    for (let pattern = 0; pattern < counts.length; pattern++) {
      const row = codes.subarray(pattern * levels.length, (pattern + 1) * levels.length)
      matched += (counts[pattern] as number) * scoreOf({ ...known, matches }, row).probability
    }
    const next = Math.min(1 - FLOOR, Math.max(FLOOR, matched / total))
    const settled = Math.abs(next - matches) < TOLERANCE
    matches = next
    if (settled) break
  }
  return matches
}

/** The probability that a pair of these levels is one person, and log2 of the likelihood ratio. */
export function scoreOf(
  { matches, m, u }: Pick<Estimate, 'matches' | 'm' | 'u'>,
  levels: ArrayLike<number>,
  from = 0,
): { probability: number; weight: number } {
  let weight = 0
  for (let field = 0; field < m.length; field++) {
    const level = levels[from + field] ?? 0
    if (level === 0) continue
    weight += Math.log2((m[field]?.[level - 1] ?? FLOOR) / (u[field]?.[level - 1] ?? FLOOR))
  }
  const odds = (matches / (1 - matches)) * 2 ** weight
  return { weight, probability: odds === Infinity ? 1 : odds / (1 + odds) }
}

/** Agreement is usual within one person and rare between two. */
export function usualStart(levels: readonly number[]): Estimate {
  const falling = levels.map((count) => {
    const weights = Array.from({ length: count }, (_, i) => 2 ** -(count - 1 - i))
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return weights.map((weight) => weight / sum)
  })
  return {
    matches: 0.2,
    m: falling.map((row) => normalised(row.map((share, i) => (i === row.length - 1 ? share * 4 : share)))),
    u: falling.map((row) => normalised([...row].reverse().map((share, i) => (i === 0 ? share * 2 : share)))),
    iterations: 0,
    converged: false,
    logLikelihood: [],
  }
}

function maximise({ levels, codes, counts }: Patterns, now: Estimate, total: number) {
  const fields = levels.length
  const m = levels.map((count) => new Array<number>(count).fill(0))
  const u = levels.map((count) => new Array<number>(count).fill(0))
  let matched = 0
  let logLikelihood = 0
  for (let pattern = 0; pattern < counts.length; pattern++) {
    const count = counts[pattern] as number
    let one = now.matches
    let two = 1 - now.matches
    for (let field = 0; field < fields; field++) {
      const level = codes[pattern * fields + field] as number
      if (level === 0) continue
      one *= now.m[field]?.[level - 1] ?? FLOOR
      two *= now.u[field]?.[level - 1] ?? FLOOR
    }
    const share = one / (one + two)
    logLikelihood += count * Math.log(one + two)
    matched += count * share
    for (let field = 0; field < fields; field++) {
      const level = codes[pattern * fields + field] as number
      if (level === 0) continue
      add(m[field], level - 1, count * share)
      add(u[field], level - 1, count * (1 - share))
    }
  }
  return {
    matches: Math.min(1 - FLOOR, Math.max(FLOOR, matched / total)),
    m: m.map((row, field) => sharesOf(row, now.m[field] ?? [])),
    u: u.map((row, field) => sharesOf(row, now.u[field] ?? [])),
    logLikelihood,
    expected: { m, u },
  }
}

const add = (row: number[] | undefined, index: number, amount: number) => {
  if (row) row[index] = (row[index] ?? 0) + amount
}

/** A field that no pair can be compared in keeps what was assumed of it. */
function sharesOf(row: number[], before: readonly number[]): number[] {
  const sum = row.reduce((total, value) => total + value, 0)
  return sum > 0 ? normalised(row.map((value) => Math.max(FLOOR, value / sum))) : [...before]
}

function normalised(row: readonly number[]): number[] {
  const sum = row.reduce((total, value) => total + value, 0)
  return row.map((value) => value / sum)
}

function distance(
  a: Pick<Estimate, 'matches' | 'm' | 'u'>,
  b: Pick<Estimate, 'matches' | 'm' | 'u'>,
): number {
  let most = Math.abs(a.matches - b.matches)
  for (const key of ['m', 'u'] as const) {
    a[key].forEach((row, field) =>
      row.forEach((value, level) => {
        most = Math.max(most, Math.abs(value - (b[key][field]?.[level] ?? 0)))
      }),
    )
  }
  return most
}

/** EM does not know which of its two classes is the persons': the one in which fields agree more. */
function orient(found: Estimate, levels: readonly number[]): Estimate {
  const agreement = (rows: number[][]) =>
    rows.reduce((sum, row, field) => sum + (row[(levels[field] ?? 1) - 1] ?? 0), 0)
  if (agreement(found.m) >= agreement(found.u)) return found
  return { ...found, matches: 1 - found.matches, m: found.u, u: found.m }
}
