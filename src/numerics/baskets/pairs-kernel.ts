import { frameOf, numbers, type Kernel } from '../kernel'
import { basketPairs as pairsOf } from './pairs'

/**
 * Pairs of items in the same baskets. In: `basket` and `item`, integers from 0, commonest items first. Options: top
 * (items with an id below it are paired). Out: a, b, both, count_a, count_b, baskets, expected (both, if independent),
 * phi, yule, p, p_adjusted, equal_yule, equal_p_adjusted as `Pairs` says.
 */
export const basketPairs: Kernel = (input, options, report) => {
  const top = Number(options['top'] ?? 60)
  const pairs = pairsOf(numbers(input, 'basket'), numbers(input, 'item'), top, report)
  return frameOf({
    a: pairs.a,
    b: pairs.b,
    both: pairs.both,
    count_a: pairs.countA,
    count_b: pairs.countB,
    baskets: new Float64Array(pairs.a.length).fill(pairs.baskets),
    expected: pairs.countA.map((count, at) => (count * pairs.countB[at]!) / pairs.baskets),
    phi: pairs.phi,
    yule: pairs.yule,
    p: pairs.p,
    p_adjusted: pairs.adjusted,
    equal_yule: pairs.equalYule,
    equal_p_adjusted: pairs.equalAdjusted,
  })
}
