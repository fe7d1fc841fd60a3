import { namesIn } from '../clusters/prepare'
import { hedges, type Sample } from '../effect-size'
import { frameOf, numbers, type Kernel } from '../kernel'
import { benjaminiHochberg } from '../proportions'
import { categoriesAt, correlationRatio, cramersV, type Categories } from './categories'

/**
 * How far groups differ in each feature. In: the column named in option `group`, and those in `features` (numbers) and
 * `categories`; groups and categories as text or as codes from 0. Out, a row for each feature: feature, effect
 * (eta_squared of numbers, cohens_d between two groups, cramers_v of categories), value, p, p_adjusted
 * (Benjamini–Hochberg over all), n. η² is the share of the variance between groups; d is Hedges' g, the mean of the
 * second group less that of the first in pooled standard deviations; p of both is that of the F test.
 */
export const groupEffects: Kernel = (input, options) => {
  const group = categoriesAt(input, String(options['group'] ?? ''))
  const ofNumbers = namesIn(options['features']).map((feature) => {
    const values = numbers(input, feature)
    const { value, p, n } = correlationRatio(values, group)
    const two = group.levels.length === 2 ? twoGroups(values, group) : null
    return {
      feature,
      effect: two ? 'cohens_d' : 'eta_squared',
      value: two ? hedges(two[1], two[0]).value : value * value,
      p,
      n,
    }
  })
  const ofCategories = namesIn(options['categories']).map((feature) => ({
    feature,
    effect: 'cramers_v',
    ...cramersV(categoriesAt(input, feature), group),
  }))
  const all = [...ofNumbers, ...ofCategories]
  return frameOf({
    feature: all.map(({ feature }) => feature),
    effect: all.map(({ effect }) => effect),
    value: Float64Array.from(all, ({ value }) => value),
    p: Float64Array.from(all, ({ p }) => p),
    p_adjusted: benjaminiHochberg(all.map(({ p }) => p)),
    n: Float64Array.from(all, ({ n }) => n),
  })
}

function twoGroups(values: Float64Array, { codes }: Categories): [Sample, Sample] {
  const samples = [0, 1].map(() => ({ n: 0, mean: 0, squares: 0 }))
  for (let i = 0; i < values.length; i++) {
    const sample = samples[codes[i]!]
    if (!sample || !Number.isFinite(values[i])) continue
    const apart = values[i]! - sample.mean
    sample.n++
    sample.mean += apart / sample.n
    sample.squares += apart * (values[i]! - sample.mean)
  }
  const [a, b] = samples.map(({ n, mean, squares }) => ({ n, mean, variance: squares / (n - 1) }))
  return [a!, b!]
}
