import { frameOf, numbers, type Frame, type Kernel, type KernelOptions } from '../kernel'
import { LongRows, problemRow, unlessUnfit } from '../long-rows'
import { fitClusters, type Fit } from './fit'
import { assignAll } from './nearest'
import { squaredDistance } from './points'
import { prepare, type Prepared } from './prepare'
import { principalComponents as componentsOf, project } from './principal-components'
import { profiles } from './profile'
import { meanSilhouette, simplifiedSilhouette } from './validity'

/**
 * Clusters, member by member. In: `row` (a number that names the member), the features and categories named in the
 * options. Options: those of `prepare` and `fitClusters`. Out, in the order of the rows given: row, cluster (from 1;
 * 0 for noise; empty where a feature is missing), distance to the own centre and to the next nearest one (in scaled
 * units; empty for noise and without numeric features), strength (mixture: probability; hdbscan: 0 to 1), x and y (the
 * first two principal components of the scaled features). No rows at all where `clusterModel` names a problem.
 */
export const clusterMembers: Kernel = (input, options, report) =>
  unlessUnfit(
    () => memberRows(input, fitted(input, options, report, 'members')),
    () => memberColumns(0),
  )

/**
 * The same clusters as facts: kind, cluster (from 1), position, name, label, value. Kinds:
 * - problem: name is an `UnfitCode`, value its number; then nothing else.
 * - figure: name is rows, left_out, distinct, clusters, silhouette, silhouette_error, silhouette_rows, simplified,
 *   inertia, iterations, converged, and what the method adds (loss, bic, log_likelihood, parameters, gamma, noise,
 *   sample_rows).
 * - shift, by, constant by feature (see `FeatureScale`), and knot and place by feature and position for ranks.
 * - loading by position (component, from 1) and name; component_share and component_variance by position;
 *   component_mean by name.
 * - size; centre by coordinate; nearest (the `row` next to the centre); mean, deviation, effect, effect_low,
 *   effect_high, effect_p by feature, of the cluster against the rest in the features' own units.
 * - mode (label: the commonest category, empty for missing; value: its share in the cluster) by category feature.
 * - weight, covariance (position: row × width + column) of a mixture.
 * - merge_left, merge_right, merge_height, merge_size by position: the last 200 merges of Ward's tree, numbered as
 *   `Dendrogram` numbers them.
 */
export const clusterModel: Kernel = (input, options, report) =>
  unlessUnfit(() => modelRows(input, fitted(input, options, report, 'model'), options), problemRow)

/** How many merges of a tree are told: the upper ones. */
const MOST_MERGES = 200

interface Fitted {
  prepared: Prepared
  fit: Fit
}

/** The last fit, kept until both kernels have asked for it: they do so one after the other, of the same rows. */
let last: { key: string; fitted: Fitted; first: Asker } | null = null
type Asker = 'members' | 'model'

function fitted(input: Frame, options: KernelOptions, report: (share: number) => void, asker: Asker): Fitted {
  const key = keyOf(input, options)
  const kept = last
  last = null
  if (kept?.key === key) {
    if (kept.first === asker) last = kept
    return kept.fitted
  }
  const prepared = prepare(input, options)
  const made = { prepared, fit: fitClusters(prepared, options, report) }
  last = { key, fitted: made, first: asker }
  return made
}

/** Two 32-bit hashes of all that the input holds (FNV-1a over words), and the options. */
function keyOf({ rows, columns }: Frame, options: KernelOptions): string {
  let [a, b] = [0x811c9dc5, 0x9747b28c]
  const add = (word: number) => {
    a = Math.imul(a ^ word, 0x01000193)
    b = Math.imul((b ^ word) + 0x7f4a7c15, 0x85ebca6b) ^ (b >>> 13)
  }
  for (const { values } of columns) {
    if (values instanceof Float64Array) {
      for (const word of new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)) add(word)
    } else {
      for (const text of values) {
        add(text === null ? -1 : text.length)
        for (let i = 0; i < (text?.length ?? 0); i++) add(text?.charCodeAt(i) ?? 0)
      }
    }
  }
  return JSON.stringify([a, b, rows, columns.map(({ name }) => name), options])
}

function memberColumns(rows: number) {
  const blank = () => new Float64Array(rows).fill(NaN)
  return frameOf({
    row: blank(),
    cluster: blank(),
    distance: blank(),
    second: blank(),
    strength: blank(),
    x: blank(),
    y: blank(),
  })
}

function memberRows(input: Frame, { prepared, fit }: Fitted): Frame {
  const { points, places, scaled } = prepared
  const made = memberColumns(input.rows)
  const to = (name: string) => numbers(made, name)
  to('row').set(numbers(input, 'row'))
  const map = scaled.width > 0 ? project(componentsOf(scaled), scaled, 2) : null
  const [distance, second] = distancesOf(prepared, fit)
  const [clusters, distances, seconds, strengths, x, y] = [
    'cluster',
    'distance',
    'second',
    'strength',
    'x',
    'y',
  ].map(to) as [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
  for (let i = 0; i < points.rows; i++) {
    const row = places[i]!
    clusters[row] = fit.labels[i]! + 1
    strengths[row] = fit.strengths?.[i] ?? NaN
    if (map) {
      x[row] = map.values[i * map.width]!
      y[row] = map.width > 1 ? map.values[i * map.width + 1]! : 0
    }
    if (fit.labels[i]! < 0) continue
    distances[row] = distance[i]!
    seconds[row] = second[i]!
  }
  return made
}

/** Distance of each point to the centre of its cluster, and to the nearest other one (NaN where there is none). */
function distancesOf({ points }: Prepared, { labels, centres }: Fit): [Float64Array, Float64Array] {
  const { rows, width, values } = points
  const [own, other] = [new Float64Array(rows).fill(NaN), new Float64Array(rows).fill(NaN)]
  if (width === 0 || centres.length === 0) return [own, other]
  const nearest = new Int32Array(rows)
  const [first, second] = [new Float64Array(rows), new Float64Array(rows)]
  assignAll(points, centres, nearest, first, second)
  for (let i = 0; i < rows; i++) {
    const c = labels[i]!
    if (c < 0) continue
    const isNearest = nearest[i] === c
    own[i] = isNearest ? first[i]! : Math.sqrt(squaredDistance(values, i * width, centres, c * width, width))
    const next = isNearest ? second[i]! : first[i]!
    other[i] = Number.isFinite(next) ? next : NaN
  }
  return [own, other]
}

function modelRows(input: Frame, { prepared, fit }: Fitted, options: KernelOptions): Frame {
  const rows = new LongRows()
  tellFigures(rows, prepared, fit)
  tellScales(rows, prepared, String(options['scaling'] ?? 'standard'))
  tellClusters(rows, prepared, fit, numbers(input, 'row'))
  tellModes(rows, prepared, fit)
  fit.weights?.forEach((weight, c) => rows.add('weight', weight, { cluster: c + 1 }))
  const square = prepared.points.width ** 2
  fit.covariances?.forEach((value, at) =>
    rows.add('covariance', value, { cluster: Math.floor(at / square) + 1, position: at % square }),
  )
  if (fit.tree) {
    const { rows: leaves, left, right, height, size } = fit.tree
    for (let m = Math.max(0, left.length - MOST_MERGES); m < left.length; m++) {
      const position = leaves + m
      rows.add('merge_left', left[m]!, { position })
      rows.add('merge_right', right[m]!, { position })
      rows.add('merge_height', height[m]!, { position })
      rows.add('merge_size', size[m]!, { position })
    }
  }
  return rows.frame()
}

function tellFigures(rows: LongRows, { points, rows: all, leftOut, distinct }: Prepared, fit: Fit): void {
  const k = fit.sizes.length
  const figures: Record<string, number> = {
    rows: all,
    left_out: leftOut,
    distinct,
    clusters: k,
    ...fit.figures,
  }
  if (k > 1 && points.width > 0 && !fit.labels.includes(-1)) {
    // Points are in content order already.
    const order = Int32Array.from({ length: points.rows }, (_, i) => i)
    const { mean, error, rows: asked } = meanSilhouette(points, fit.labels, k, order)
    Object.assign(figures, { silhouette: mean, silhouette_error: error, silhouette_rows: asked })
    figures['simplified'] = simplifiedSilhouette(points, fit.centres)
  }
  for (const [name, value] of Object.entries(figures)) rows.add('figure', value, { name })
}

function tellScales(rows: LongRows, { features, scales, kept, components }: Prepared, scaling: string): void {
  features.forEach((name, j) => {
    const { shift, by, isConstant, knots, places } = scales[j]!
    rows.add('constant', Number(isConstant), { name })
    if (isConstant || scaling !== 'rank') {
      rows.add('shift', shift, { name })
      rows.add('by', by, { name })
    }
    knots.forEach((knot, position) => rows.add('knot', knot, { name, position }))
    places.forEach((place, position) => rows.add('place', place, { name, position }))
  })
  if (!components) return
  const { width, mean, variances, shares, loadings } = components
  for (let c = 0; c < width; c++) {
    rows.add('component_variance', variances[c]!, { position: c + 1 })
    rows.add('component_share', shares[c]!, { position: c + 1 })
    kept.forEach((feature, j) =>
      rows.add('loading', loadings[c * width + j]!, { position: c + 1, name: features[feature]! }),
    )
  }
  kept.forEach((feature, j) => rows.add('component_mean', mean[j]!, { name: features[feature]! }))
}

function tellClusters(rows: LongRows, prepared: Prepared, fit: Fit, ids: Float64Array): void {
  const { features, coordinates, raw, points, places } = prepared
  const k = fit.sizes.length
  const told = profiles(raw, fit.labels, k)
  for (let c = 0; c < k; c++) {
    const cluster = c + 1
    rows.add('size', fit.sizes[c]!, { cluster })
    const nearest = fit.nearest[c]!
    if (nearest >= 0) rows.add('nearest', ids[places[nearest]!]!, { cluster })
    coordinates.forEach((name, j) =>
      rows.add('centre', fit.centres[c * points.width + j]!, { cluster, name }),
    )
    features.forEach((name, j) => {
      const { mean, deviation, effect } = told[c * features.length + j]!
      rows.add('mean', mean, { cluster, name })
      rows.add('deviation', deviation, { cluster, name })
      rows.add('effect', effect.value, { cluster, name })
      rows.add('effect_low', effect.low, { cluster, name })
      rows.add('effect_high', effect.high, { cluster, name })
      rows.add('effect_p', effect.p, { cluster, name })
    })
  }
}

function tellModes(rows: LongRows, { categories, mixed }: Prepared, { labels, sizes, modes }: Fit): void {
  const { width, values } = mixed.codes
  if (!modes) return
  for (let c = 0; c < sizes.length; c++) {
    categories.forEach(({ name, categories: { levels } }, j) => {
      const mode = modes[c * width + j]!
      let having = 0
      labels.forEach((label, i) => {
        if (label === c && values[i * width + j] === mode) having++
      })
      const label = levels[mode - 1]
      rows.add('mode', having / sizes[c]!, {
        cluster: c + 1,
        name,
        ...(label === undefined ? {} : { label }),
      })
    })
  }
}
