import { FIELDS } from './compare'
import { estimate, estimateMatches, scoreOf, type Estimate, type Patterns } from './em'

/** Pairs of records to compare, and what the records say, by field. */
export interface LikenessProblem {
  /** Record numbers of each pair. */
  a: Float64Array
  b: Float64Array
  /** Record numbers, rising, and their texts per field, in the order of `FIELDS`; null where a record says nothing. */
  records: Float64Array
  texts: readonly (readonly (string | null)[])[]
}

export interface LikenessReport {
  pairs: number
  /** Blocks too large to compare. */
  skipped: number
  /** Whether there were more pairs than are compared. */
  cut: boolean
  estimate: Omit<Estimate, 'logLikelihood'>
  /** Per field, how many of the pairs can be compared in it. */
  comparable: number[]
  /** Pairs by probability, in steps of 0.01 from 0 to 1: counts, and the sum of 1 − probability. */
  counts: number[]
  falseSums: number[]
}

export interface LikenessOutcome {
  report: Omit<LikenessReport, 'skipped' | 'cut'>
  /** The pairs worth keeping, as CSV: a, b, weight, probability, levels. */
  csv: Blob
}

/** Fewer say nothing of how fields agree. */
export const LEAST_PAIRS = 20
/** Pairs less likely than this are not kept. */
const KEPT_FROM = 0.01

/**
 * Compares every pair in every field, estimates Fellegi and Sunter's parameters, and scores each pair. Pairs that share
 * a block agree in it, whether they are one person or not; so that this does not pass for how strangers agree, pairs
 * drawn at random join them for the estimate. How many of the compared pairs are one person is then asked of these alone.
 */
export function scorePairs({ a, b, records, texts }: LikenessProblem): LikenessOutcome {
  const place = new Map<number, number>()
  records.forEach((record, i) => place.set(record, i))
  const fields = FIELDS.length
  const placesOf = (record: Float64Array) => Uint32Array.from(record, (one) => place.get(one) ?? 0)
  const codes = compareAll(placesOf(a), placesOf(b), texts)
  const [some, others] = randomPairs(records.length, RANDOM_PAIRS)
  const strangers = compareAll(some, others, texts)
  const all = new Uint8Array(codes.length + strangers.length)
  all.set(codes)
  all.set(strangers, codes.length)
  const estimated = estimate(patternsOf(all, fields))
  const found = { ...estimated, matches: estimateMatches(patternsOf(codes, fields), estimated) }
  const counts = new Array<number>(STEPS + 1).fill(0)
  const falseSums = new Array<number>(STEPS + 1).fill(0)
  const lines = ['a,b,weight,probability,levels']
  for (let pair = 0; pair < a.length; pair++) {
    const levels = codes.subarray(pair * fields, (pair + 1) * fields)
    const { weight, probability } = scoreOf(found, levels)
    const step = Math.floor(probability * STEPS)
    counts[step] = (counts[step] ?? 0) + 1
    falseSums[step] = (falseSums[step] ?? 0) + 1 - probability
    if (probability < KEPT_FROM) continue
    lines.push(`${a[pair]},${b[pair]},${weight.toFixed(4)},${probability.toFixed(6)},${levels.join('')}`)
  }
  const { matches, m, u, iterations, converged } = found
  return {
    report: {
      pairs: a.length,
      estimate: { matches, m, u, iterations, converged },
      comparable: FIELDS.map((_, field) =>
        codes.reduce((sum, level, i) => sum + Number(i % fields === field && level > 0), 0),
      ),
      counts,
      falseSums,
    },
    csv: new Blob([lines.join('\n'), '\n']),
  }
}

const STEPS = 100
const RANDOM_PAIRS = 100_000

/** The levels of pairs of places in the texts, row by row. */
function compareAll(one: Uint32Array, other: Uint32Array, texts: LikenessProblem['texts']): Uint8Array {
  const codes = new Uint8Array(one.length * FIELDS.length)
  FIELDS.forEach(({ compare }, field) => {
    const column = texts[field] ?? []
    for (let pair = 0; pair < one.length; pair++) {
      const [mine, theirs] = [column[one[pair] as number], column[other[pair] as number]]
      if (mine != null && theirs != null) codes[pair * FIELDS.length + field] = compare(mine, theirs)
    }
  })
  return codes
}

/** Pairs of two different places below `count`, with repeats; always the same (xorshift32). */
function randomPairs(count: number, wanted: number): [Uint32Array, Uint32Array] {
  const pairs = count < 2 ? 0 : wanted
  const [one, other] = [new Uint32Array(pairs), new Uint32Array(pairs)]
  let state = 0x9e3779b9
  const next = (below: number) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
  for (let i = 0; i < pairs; i++) {
    one[i] = next(count)
    other[i] = ((one[i] as number) + 1 + next(count - 1)) % count
  }
  return [one, other]
}

/** Pairs with probability ≥ `threshold`, and the share of them that the model expects to be two persons. */
export function aboveThreshold(
  { counts, falseSums }: Pick<LikenessReport, 'counts' | 'falseSums'>,
  threshold: number,
): { pairs: number; falseShare: number } {
  const from = Math.round(threshold * STEPS)
  const sum = (values: readonly number[]) => values.slice(from).reduce((total, value) => total + value, 0)
  const pairs = sum(counts)
  return { pairs, falseShare: pairs === 0 ? 0 : sum(falseSums) / pairs }
}

/** Equal rows of levels counted once: what EM takes depends on the patterns, not on the pairs. */
function patternsOf(codes: Uint8Array, fields: number): Patterns {
  const places = new Map<number, number>()
  const kept: number[] = []
  const counts: number[] = []
  for (let at = 0; at < codes.length; at += fields) {
    let key = 0
    for (let field = 0; field < fields; field++) key = key * 8 + (codes[at + field] as number)
    const known = places.get(key)
    if (known !== undefined) {
      counts[known] = (counts[known] ?? 0) + 1
      continue
    }
    places.set(key, counts.length)
    counts.push(1)
    for (let field = 0; field < fields; field++) kept.push(codes[at + field] as number)
  }
  return {
    levels: FIELDS.map(({ levels }) => levels.length),
    codes: Uint8Array.from(kept),
    counts: Float64Array.from(counts),
  }
}
