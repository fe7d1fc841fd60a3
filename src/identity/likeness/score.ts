import { FIELDS } from './compare'
import { estimate, scoreOf, type Estimate, type Patterns } from './em'

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

/** Compares every pair in every field, estimates Fellegi and Sunter's parameters from all of them, and scores each. */
export function scorePairs({ a, b, records, texts }: LikenessProblem): LikenessOutcome {
  const place = new Map<number, number>()
  records.forEach((record, i) => place.set(record, i))
  const fields = FIELDS.length
  const codes = new Uint8Array(a.length * fields)
  for (let pair = 0; pair < a.length; pair++) {
    const one = place.get(a[pair] as number) ?? -1
    const other = place.get(b[pair] as number) ?? -1
    FIELDS.forEach(({ compare }, field) => {
      const [mine, theirs] = [texts[field]?.[one], texts[field]?.[other]]
      if (mine != null && theirs != null) codes[pair * fields + field] = compare(mine, theirs)
    })
  }
  const found = estimate(patternsOf(codes, fields))
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
    report: { pairs: a.length, estimate: { matches, m, u, iterations, converged }, counts, falseSums },
    csv: new Blob([lines.join('\n'), '\n']),
  }
}

const STEPS = 100

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
