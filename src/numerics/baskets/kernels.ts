import { frameOf, numbers, type Frame, type Kernel, type KernelOptions } from '../kernel'
import { frequentItemsets as itemsetsOf, itemsOf, type Itemsets } from './itemsets'
import { MEASURES, type Measure } from './measures'
import { associationRules as rulesOf } from './rules'

/**
 * Frequent itemsets. In: `basket` and `item`, integers that name them, a row for each line in any order. Options:
 * min_support (share), min_count (least baskets, 1), max_length (5), most (1,000,000). Out: itemset (its place), items (the integers, separated by
 * commas, ascending), length, count, support, closed, maximal (1 or 0), kind and value. The first rows, without an
 * itemset, tell figures as kind and value: baskets, items, occurrences, asked_count, min_count (above asked_count where
 * there were more than `most`: what is given is all that is in so many baskets) and itemsets.
 */
export const frequentItemsets: Kernel = (input, options, report) => {
  const found = minedOf(input, options, report)
  const { baskets, items, occurrences, askedCount, minCount, count } = found
  const figures = { baskets, items, occurrences, asked_count: askedCount, min_count: minCount }
  const told = Object.entries({ ...figures, itemsets: count.length })
  const places = Float64Array.from(count.keys())
  const of = (values: ArrayLike<number>) => after(told.length, Float64Array.from(values))
  return frameOf({
    kind: [...told.map(([kind]) => kind), ...Array.from(count, () => 'itemset')],
    value: before(
      Float64Array.from(told, ([, value]) => value),
      count.length,
    ),
    itemset: of(places),
    items: [...told.map(() => null), ...Array.from(places, (itemset) => textOf(found, itemset))],
    length: of(found.length),
    count: of(count),
    support: of(Float64Array.from(count, (n) => n / baskets)),
    closed: of(found.closed),
    maximal: of(found.maximal),
  })
}

/**
 * Association rules of the same baskets. In and options as for `frequentItemsets`, and min_confidence (share),
 * max_consequent (1), most_rules (200,000). Out: antecedent, consequent (as `items` above), antecedent_length,
 * consequent_length, both, antecedent_count, consequent_count, the measures of `MEASURES`, p (Fisher, one-sided),
 * p_adjusted (Benjamini–Hochberg over the rules given), redundant; kind and value as above, of baskets, asked_count,
 * min_count, found (rules that reach the confidence asked for) and min_confidence (above the one asked for where there
 * were more than most_rules). Conviction is infinite at confidence 1.
 */
export const associationRules: Kernel = (input, options, report) => {
  const itemsets = minedOf(input, options, report)
  const rules = rulesOf(itemsets, {
    minConfidence: Number(options['min_confidence'] ?? 0),
    maxConsequent: Number(options['max_consequent'] ?? 1),
    most: Number(options['most_rules'] ?? 200_000),
  })
  const { baskets, askedCount, minCount, count, length } = itemsets
  const figures = { baskets, asked_count: askedCount, min_count: minCount, found: rules.found }
  const told = Object.entries({ ...figures, min_confidence: rules.minConfidence })
  const of = (values: ArrayLike<number>) => after(told.length, Float64Array.from(values))
  const along = (places: Int32Array, values: ArrayLike<number>) =>
    of(Float64Array.from(places, (at) => values[at]!))
  const texts = new Map<number, string>()
  const side = (places: Int32Array) => [
    ...told.map(() => null),
    ...Array.from(places, (at) => {
      const text = texts.get(at) ?? textOf(itemsets, at)
      texts.set(at, text)
      return text
    }),
  ]
  const measures = Object.fromEntries(MEASURES.map((name) => [name, of(rules[name])]))
  return frameOf({
    kind: [...told.map(([kind]) => kind), ...Array.from(rules.both, () => 'rule')],
    value: before(
      Float64Array.from(told, ([, value]) => value),
      rules.both.length,
    ),
    antecedent: side(rules.antecedent),
    consequent: side(rules.consequent),
    antecedent_length: along(rules.antecedent, length),
    consequent_length: along(rules.consequent, length),
    both: of(rules.both),
    antecedent_count: along(rules.antecedent, count),
    consequent_count: along(rules.consequent, count),
    ...(measures as Record<Measure, Float64Array>),
    p: of(rules.p),
    p_adjusted: of(rules.adjusted),
    redundant: of(rules.redundant),
  })
}

/** The last itemsets, kept for the kernel that asks for the same ones next. */
let last: { input: Frame; key: string; found: Itemsets } | null = null

function minedOf(input: Frame, options: KernelOptions, report: (share: number) => void): Itemsets {
  const [minSupport, maxLength] = [Number(options['min_support'] ?? 0.01), Number(options['max_length'] ?? 5)]
  const [most, minCount] = [Number(options['most'] ?? 1_000_000), Number(options['min_count'] ?? 1)]
  const key = JSON.stringify([minSupport, minCount, maxLength, most])
  const kept = last
  last = null
  if (kept?.key === key && sameColumns(kept.input, input)) return kept.found
  const limits = { minSupport, minCount, maxLength, most }
  const found = itemsetsOf(numbers(input, 'basket'), numbers(input, 'item'), limits, report)
  last = { input, key, found }
  return found
}

const sameColumns = (a: Frame, b: Frame): boolean =>
  a.rows === b.rows &&
  ['basket', 'item'].every((name) => {
    const [x, y] = [numbers(a, name), numbers(b, name)]
    return x.every((value, i) => Object.is(value, y[i]))
  })

const textOf = (itemsets: Itemsets, itemset: number): string =>
  itemsOf(itemsets, itemset)
    .sort((a, b) => a - b)
    .join(',')

function after(blanks: number, values: Float64Array): Float64Array {
  const column = new Float64Array(blanks + values.length).fill(NaN)
  column.set(values, blanks)
  return column
}

function before(values: Float64Array, blanks: number): Float64Array {
  const column = new Float64Array(values.length + blanks).fill(NaN)
  column.set(values)
  return column
}
