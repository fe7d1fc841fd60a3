/** Counts behind a rule A → C: baskets with both, with A, with C, and all. */
export interface RuleCounts {
  both: number
  antecedent: number
  consequent: number
  all: number
}

export const MEASURES = [
  'support',
  'confidence',
  'lift',
  'leverage',
  'conviction',
  'zhang',
  'jaccard',
  'certainty',
  'kulczynski',
  'cosine',
] as const
export type Measure = (typeof MEASURES)[number]

/**
 * What is said of a rule (names as in Tan, Kumar, Srivastava 2004; Zhang 2000). Conviction is ∞ at confidence 1.
 * Where everybody has C nothing can point to it: conviction is 1, Zhang and certainty are 0.
 */
export function ruleMeasures({ both, antecedent, consequent, all }: RuleCounts): Record<Measure, number> {
  const support = both / all
  const [a, c] = [antecedent / all, consequent / all]
  const confidence = both / antecedent
  const leverage = support - a * c
  const isEverybodys = consequent === all
  return {
    support,
    confidence,
    lift: (both * all) / (antecedent * consequent),
    leverage,
    conviction: isEverybodys ? 1 : both === antecedent ? Infinity : (1 - c) / (1 - confidence),
    zhang: leverage === 0 ? 0 : leverage / Math.max(support * (1 - a), a * (c - support)),
    jaccard: both / (antecedent + consequent - both),
    certainty: isEverybodys ? 0 : (confidence - c) / (1 - c),
    kulczynski: (confidence + both / consequent) / 2,
    cosine: both / Math.sqrt(antecedent * consequent),
  }
}

/**
 * One-sided exact test of Fisher for rules over one set of baskets: the probability that A and C meet in at least
 * `both` baskets when they are independent, with both margins fixed (Hahsler & Hornik 2007). Needs 8 bytes a basket;
 * a test takes at most min(A, C) steps, most far fewer.
 */
export function fisherOfRules(all: number): (counts: Omit<RuleCounts, 'all'>) => number {
  const logFactorial = new Float64Array(all + 1)
  for (let n = 2; n <= all; n++) logFactorial[n] = logFactorial[n - 1]! + Math.log(n)
  const logChoose = (n: number, k: number) => logFactorial[n]! - logFactorial[k]! - logFactorial[n - k]!
  const probability = (k: number, a: number, c: number) =>
    Math.exp(logChoose(c, k) + logChoose(all - c, a - k) - logChoose(all, a))
  return ({ both, antecedent: a, consequent: c }) => {
    const [least, most] = [Math.max(0, a + c - all), Math.min(a, c)]
    if (both <= least) return 1
    if (both * all > a * c) {
      let term = probability(both, a, c)
      let sum = term
      for (let k = both; k < most && term > sum * Number.EPSILON; k++) {
        term *= ((a - k) * (c - k)) / ((k + 1) * (all - a - c + k + 1))
        sum += term
      }
      return Math.min(1, sum)
    }
    let term = probability(both - 1, a, c)
    let sum = term
    for (let k = both - 1; k > least && term > sum * Number.EPSILON; k--) {
      term *= (k * (all - a - c + k)) / ((a - k + 1) * (c - k + 1))
      sum += term
    }
    return Math.max(0, 1 - sum)
  }
}
