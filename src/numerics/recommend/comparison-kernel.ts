import { numbers, texts, type Kernel } from '../kernel'
import { holm } from '../proportions'
import { bootstrap } from './bootstrap'
import { ResultRows } from './rows'

/**
 * Models compared by one figure, member by member. In: model (text), member, value, and where one is to be the bar, bar (1
 * in its rows, 0 in the others); each model has a value for every member. Options: baselines (names, commas between), draws (2,000), seed. Out: kind, model, other, value, low, high, p, p_adjusted,
 * n: of kind mean, each model's mean over members and its 95 % bootstrap interval; of kind difference, each model's mean
 * minus that of the bar (`other`; where none was told, the highest mean among `baselines`, or where none of them is there among all),
 * the same members drawn for both, p and p after Holm over the differences.
 */
export const recommenderComparison: Kernel = (input, options) => {
  const rows = new ResultRows(['kind', 'model', 'other'], ['value', 'low', 'high', 'p', 'p_adjusted', 'n'])
  const columns = byModel(texts(input, 'model'), numbers(input, 'member'), numbers(input, 'value'))
  if (columns.size === 0) return rows.frame()
  const draws = { draws: Number(options['draws'] ?? 2000), seed: Number(options['seed'] ?? 1) }
  const named = String(options['baselines'] ?? '').split(',')
  const models = [...columns.keys()]
  const candidates = models.filter((model) => named.includes(model))
  const means = new Map(models.map((model) => [model, mean(columns.get(model)!)]))
  const told = input.columns.some(({ name }) => name === 'bar')
    ? texts(input, 'model')[numbers(input, 'bar').indexOf(1)]
    : undefined
  const best =
    told ??
    (candidates.length > 0 ? candidates : models).reduce((a, b) =>
      (means.get(b) ?? 0) > (means.get(a) ?? 0) ? b : a,
    )
  const others = models.filter((model) => model !== best)
  const reference = columns.get(best)!
  const intervals = bootstrap(
    [
      ...models.map((model) => columns.get(model)!),
      ...others.map((model) => columns.get(model)!.map((value, i) => value - reference[i]!)),
    ],
    draws,
  )
  models.forEach((model, at) => {
    const { mean: value, low, high } = intervals[at]!
    rows.add({ kind: 'mean', model, value, low, high, n: reference.length })
  })
  const adjusted = holm(others.map((_, at) => intervals[models.length + at]!.p))
  others.forEach((model, at) => {
    const { mean: value, low, high, p } = intervals[models.length + at]!
    const tested = { p, p_adjusted: adjusted[at]!, n: reference.length }
    rows.add({ kind: 'difference', model, other: best, value, low, high, ...tested })
  })
  return rows.frame()
}

/** The values of each model, members in ascending order; a model that lacks one, or has another, is refused. */
function byModel(
  models: readonly (string | null)[],
  members: Float64Array,
  values: Float64Array,
): Map<string, Float64Array> {
  const rows = new Map<string, number[]>()
  models.forEach((model, row) => {
    const own = rows.get(model ?? '')
    if (own) own.push(row)
    else rows.set(model ?? '', [row])
  })
  const sorted = [...rows].map(
    ([model, own]) => [model, own.sort((a, b) => members[a]! - members[b]!)] as const,
  )
  const first = sorted[0]?.[1] ?? []
  for (const [model, own] of sorted)
    if (own.length !== first.length || own.some((row, i) => members[row] !== members[first[i]!]))
      throw new Error(`${model} was asked for other members than the first model.`)
  return new Map(sorted.map(([model, own]) => [model, Float64Array.from(own, (row) => values[row]!)]))
}

const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length
