import { frameOf, type Kernel } from '../kernel'
import { unlessUnfit } from '../long-rows'
import { gaussianMixture, SHAPES } from './mixture'
import { prepare } from './prepare'
import { principalComponents as componentsOf } from './principal-components'
import { whichK, type WhichK } from './which-k'

const RULES = ['elbow', 'silhouette', 'calinskiHarabasz', 'daviesBouldin', 'gap', 'stability'] as const

/**
 * Which k. In and options as for `clusterMembers` (numeric features only), and `to` (largest k), `restarts`,
 * `references`, `pairs`, `sample`; `shape` for the BIC of mixtures, none without it. Out: a row for each k from 1:
 * k, inertia, silhouette with error and rows, simplified, calinski_harabasz, davies_bouldin, gap with error, stability
 * with error, bic (lower is better), sample_rows, distinct, and by_elbow, by_silhouette, by_calinski_harabasz,
 * by_davies_bouldin, by_gap, by_stability, by_bic (1 where the rule chooses this k); problem is empty. Where the
 * data do not fit: one row with the code in problem and its number in k.
 */
export const clusterCounts: Kernel = (input, options, report) =>
  unlessUnfit(
    () => {
      const { points } = prepare(input, { ...options, categories: '' })
      const given = (name: string) => (name in options ? { [name]: Number(options[name]) } : {})
      const names = ['to', 'seed', 'restarts', 'references', 'pairs', 'sample']
      const found = whichK(points, Object.assign({}, ...names.map(given)), (share) => report(0.8 * share))
      const shape = SHAPES.find((one) => one === options['shape'])
      const seed = Number(options['seed'] ?? 1)
      const bics = found.figures.map(({ k }) =>
        shape ? gaussianMixture(points, { k, shape, seed }).bic : NaN,
      )
      return countRows(found, bics)
    },
    ({ code, detail }) => ({
      rows: 1,
      columns: countRows(NOBODY, []).columns.map(({ name, values }) => ({
        name,
        values: values instanceof Float64Array ? Float64Array.of(name === 'k' ? detail : NaN) : [code],
      })),
    }),
  )

const NOBODY: WhichK = {
  figures: [],
  choices: {
    elbow: null,
    silhouette: null,
    calinskiHarabasz: null,
    daviesBouldin: null,
    gap: null,
    stability: null,
  },
  sampleRows: 0,
  distinct: 0,
}

function countRows({ figures, choices, sampleRows, distinct }: WhichK, bics: readonly number[]) {
  const of = (pick: (one: WhichK['figures'][number]) => number) => Float64Array.from(figures, pick)
  const chosen = (k: number | null) => of((one) => Number(one.k === k))
  const [elbow, silhouette, calinskiHarabasz, daviesBouldin, gap, stability] = RULES.map((rule) =>
    chosen(choices[rule]),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
  const least = Math.min(...bics.filter(Number.isFinite))
  return frameOf({
    k: of(({ k }) => k),
    inertia: of(({ inertia }) => inertia),
    silhouette: of((one) => one.silhouette.mean),
    silhouette_error: of((one) => one.silhouette.error),
    silhouette_rows: of((one) => one.silhouette.rows),
    simplified: of(({ simplified }) => simplified),
    calinski_harabasz: of((one) => one.calinskiHarabasz),
    davies_bouldin: of((one) => one.daviesBouldin),
    gap: of((one) => one.gap),
    gap_error: of((one) => one.gapError),
    stability: of((one) => one.stability),
    stability_error: of((one) => one.stabilityError),
    bic: Float64Array.from(bics),
    sample_rows: of(() => sampleRows),
    distinct: of(() => distinct),
    by_elbow: elbow,
    by_silhouette: silhouette,
    by_calinski_harabasz: calinskiHarabasz,
    by_davies_bouldin: daviesBouldin,
    by_gap: gap,
    by_stability: stability,
    by_bic: Float64Array.from(bics, (bic) => Number(bic === least)),
    problem: figures.map(() => null),
  })
}

/**
 * Principal components of scaled features. In: the features; options `features`, `scaling`. Out: a row for each
 * component and feature: component (from 1), feature, loading, variance and share of the component, mean of the scaled
 * feature, problem. Features that do not vary have no row. Where the data do not fit: one row, with the code in
 * problem and its number in component.
 */
export const principalComponents: Kernel = (input, options) =>
  unlessUnfit(
    () => {
      const { scaled, kept, features } = prepare(input, { ...options, categories: '', components: 0 })
      const { width, mean, variances, shares, loadings } = componentsOf(scaled)
      const cells = Float64Array.from({ length: width * width }, (_, at) => at)
      const componentOf = (at: number) => Math.floor(at / width)
      return frameOf({
        component: cells.map((at) => componentOf(at) + 1),
        feature: Array.from(cells, (at) => features[kept[at % width]!] ?? null),
        loading: loadings,
        variance: cells.map((at) => variances[componentOf(at)]!),
        share: cells.map((at) => shares[componentOf(at)]!),
        mean: cells.map((at) => mean[at % width]!),
        problem: Array.from(cells, () => null),
      })
    },
    ({ code, detail }) => {
      const none = () => Float64Array.of(NaN)
      return frameOf({
        component: Float64Array.of(detail),
        feature: [null],
        loading: none(),
        variance: none(),
        share: none(),
        mean: none(),
        problem: [code],
      })
    },
  )
