import { cohenH, hedges } from './effect-size'
import { frameOf, numbers, texts, type Kernel } from './kernel'
import { benjaminiHochberg } from './proportions'

/**
 * How far samples are from others. In: kind (mean or share), n, mean, variance (÷ n − 1), other_n, other_mean,
 * other_variance; for shares mean is the share, and the variances are not looked at. Out, row by row: value (Hedges' g,
 * or Cohen's h), low, high (95 %), p (two-sided), p_adjusted (Benjamini–Hochberg over all rows); empty where not defined.
 */
export const effectSizes: Kernel = (input) => {
  const kinds = texts(input, 'kind')
  const of = (name: string) => numbers(input, name)
  const [n, mean, variance] = [of('n'), of('mean'), of('variance')]
  const [otherN, otherMean, otherVariance] = [of('other_n'), of('other_mean'), of('other_variance')]
  const effects = kinds.map((kind, i) => {
    const a = { n: n[i]!, mean: mean[i]!, variance: variance[i]! }
    const b = { n: otherN[i]!, mean: otherMean[i]!, variance: otherVariance[i]! }
    if (kind !== 'share') return hedges(a, b)
    return cohenH({ k: a.n * a.mean, n: a.n }, { k: b.n * b.mean, n: b.n })
  })
  const p = Float64Array.from(effects, (effect) => effect.p)
  return frameOf({
    value: Float64Array.from(effects, ({ value }) => value),
    low: Float64Array.from(effects, ({ low }) => low),
    high: Float64Array.from(effects, ({ high }) => high),
    p,
    p_adjusted: benjaminiHochberg(p),
  })
}
