import { benjaminiHochberg } from '../proportions'
import { ranksOf, type Itemsets } from './itemsets'
import { fisherOfRules, MEASURES, ruleMeasures, type Measure } from './measures'

export interface RuleOptions {
  /** Least confidence, 0 to 1. */
  minConfidence: number
  /** Most items on the right; 1 unless told. */
  maxConsequent?: number
  /** Most rules given; 200,000 unless told. */
  most?: number
}

/** Rules, one entry each; left and right are itemsets of `Itemsets`. */
export interface Rules extends Record<Measure, Float64Array> {
  antecedent: Int32Array
  consequent: Int32Array
  /** Baskets with both sides. */
  both: Int32Array
  /** Fisher's exact test, one-sided: left and right meet at least so often by chance. */
  p: Float64Array
  /** p after Benjamini and Hochberg, over the rules given. */
  adjusted: Float64Array
  /** 1 where a rule with fewer items on the left, at least one, and the same right side has at least this confidence. */
  redundant: Uint8Array
  /** Confidence that rules given here reach; above the one asked for where there were more than `most`. */
  minConfidence: number
  /** Rules that reach the confidence asked for. */
  found: number
}

const MOST_RULES = 200_000
/** Confidences are told apart this finely where there are too many rules. */
const STEPS = 10_000
const ROUNDING = 1e-12

/**
 * Rules between frequent itemsets, both sides with an item at least, in the order of the itemsets. Where more than
 * `most` reach `minConfidence`, only those of a higher one are given, all of them. O(itemsets × 2^length).
 */
export function associationRules(itemsets: Itemsets, options: RuleOptions): Rules {
  const { minConfidence: asked, maxConsequent = 1, most = MOST_RULES } = options
  const histogram = new Float64Array(STEPS + 1)
  eachRule(itemsets, maxConsequent, asked, (confidence) => {
    histogram[Math.floor(confidence * STEPS)]!++
  })
  const found = histogram.reduce((sum, n) => sum + n, 0)
  let fitting = found
  let step = 0
  while (fitting > most && step <= STEPS) fitting -= histogram[step++]!
  const minConfidence = step === 0 ? asked : Math.max(asked, step / STEPS)
  const rules = blankRules(fitting)
  let at = 0
  eachRule(itemsets, maxConsequent, asked, (confidence, itemset, left, right) => {
    if (step > 0 && Math.floor(confidence * STEPS) < step) return
    rules.antecedent[at] = left
    rules.consequent[at] = right
    rules.both[at] = itemsets.count[itemset]!
    at++
  })
  measure(itemsets, rules)
  markRedundant(itemsets, rules)
  return { ...rules, minConfidence, found }
}

type TakeRule = (confidence: number, itemset: number, left: number, right: number) => void

function eachRule(itemsets: Itemsets, maxConsequent: number, least: number, take: TakeRule): void {
  const { count, length, index } = itemsets
  const ranks = new Int32Array(32)
  for (let itemset = 0; itemset < count.length; itemset++) {
    if (length[itemset]! < 2) continue
    const size = ranksOf(itemsets, itemset, ranks)
    const all = 2 ** size - 1
    for (let rightMask = 1; rightMask < all; rightMask++) {
      if (bitsOf(rightMask) > maxConsequent) continue
      const left = index.find(ranks, size, all ^ rightMask)
      const confidence = count[itemset]! / count[left]!
      if (confidence < least - ROUNDING) continue
      take(confidence, itemset, left, index.find(ranks, size, rightMask))
    }
  }
}

type RuleColumns = Omit<Rules, 'minConfidence' | 'found'>

function blankRules(rows: number): RuleColumns {
  const measures = Object.fromEntries(MEASURES.map((name) => [name, new Float64Array(rows)]))
  return {
    ...(measures as Record<Measure, Float64Array>),
    antecedent: new Int32Array(rows),
    consequent: new Int32Array(rows),
    both: new Int32Array(rows),
    p: new Float64Array(rows),
    adjusted: new Float64Array(rows),
    redundant: new Uint8Array(rows),
  }
}

function measure({ count, baskets }: Itemsets, rules: RuleColumns): void {
  const { antecedent, consequent, both, p } = rules
  const test = fisherOfRules(baskets)
  for (let i = 0; i < p.length; i++) {
    const counts = {
      both: both[i]!,
      antecedent: count[antecedent[i]!]!,
      consequent: count[consequent[i]!]!,
      all: baskets,
    }
    const values = ruleMeasures(counts)
    for (const name of MEASURES) rules[name][i] = values[name]
    p[i] = test(counts)
  }
  rules.adjusted.set(benjaminiHochberg(p))
}

/** A rule is held against those of every part of its left side (Bayardo, Agrawal, Gunopulos 2000). */
function markRedundant(itemsets: Itemsets, rules: RuleColumns): void {
  const { count, index } = itemsets
  const [left, right, joined] = [new Int32Array(32), new Int32Array(32), new Int32Array(32)]
  for (let i = 0; i < rules.both.length; i++) {
    const leftSize = ranksOf(itemsets, rules.antecedent[i]!, left)
    const rightSize = ranksOf(itemsets, rules.consequent[i]!, right)
    for (let mask = 1; mask < 2 ** leftSize - 1; mask++) {
      const part = index.find(left, leftSize, mask)
      const size = merged(left, leftSize, mask, right, rightSize, joined)
      const both = count[index.find(joined, size, -1)]!
      if (both * count[rules.antecedent[i]!]! < rules.both[i]! * count[part]!) continue
      rules.redundant[i] = 1
      break
    }
  }
}

/** The ranks of the left side that are in the mask and those of the right side, falling. */
function merged(
  left: Int32Array,
  leftSize: number,
  mask: number,
  right: Int32Array,
  rightSize: number,
  into: Int32Array,
): number {
  let size = 0
  let r = 0
  for (let l = 0; l < leftSize; l++) {
    if (((mask >>> l) & 1) === 0) continue
    while (r < rightSize && right[r]! > left[l]!) into[size++] = right[r++]!
    into[size++] = left[l]!
  }
  while (r < rightSize) into[size++] = right[r++]!
  return size
}

function bitsOf(mask: number): number {
  let bits = 0
  for (let rest = mask; rest !== 0; rest &= rest - 1) bits++
  return bits
}
