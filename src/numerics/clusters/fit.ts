import type { KernelOptions } from '../kernel'
import { hdbscan } from './hdbscan'
import { kMeans, miniBatchKMeans } from './k-means'
import { kMedoids } from './k-medoids'
import { kPrototypes } from './k-prototypes'
import { gaussianMixture, SHAPES } from './mixture'
import { squaredDistance, type Points } from './points'
import type { Prepared } from './prepare'
import { wardClusters, type Dendrogram } from './ward'

export const METHODS = [
  'kMeans',
  'miniBatch',
  'kMedoids',
  'mixture',
  'ward',
  'kPrototypes',
  'hdbscan',
] as const
export type Method = (typeof METHODS)[number]

/** What every method has to say, and what only some have. Clusters are counted from 0; −1 is noise. */
export interface Fit {
  method: Method
  labels: Int32Array
  sizes: Int32Array
  /** k × width of the points clustered. */
  centres: Float64Array
  figures: Record<string, number>
  /** Of each point: the probability of its component (mixture), how firmly it stays (hdbscan). */
  strengths?: Float64Array
  /** Row of the points nearest the centre of each cluster; the medoid itself where there is one. */
  nearest: Int32Array
  /** k × category features: the code of the most common category, from 1, 0 for missing. */
  modes?: Int32Array
  weights?: Float64Array
  covariances?: Float64Array
  tree?: Dendrogram
}

const methodOf = (option: string | number | undefined): Method =>
  METHODS.find((method) => method === option) ?? 'kMeans'

/**
 * Clusters what was prepared. Options: `method`, `k`, `seed`; `restarts` (kMeans, miniBatch, mixture, kPrototypes),
 * `shape` (full, tied or diagonal; mixture), `gamma` (kPrototypes), `least_size` and `neighbours` (hdbscan), `sample`
 * (kMedoids, mixture, ward, hdbscan). Throws `Unfit`.
 */
export function fitClusters(
  prepared: Prepared,
  options: KernelOptions,
  report: (share: number) => void,
): Fit {
  const method = methodOf(options['method'])
  const { points } = prepared
  const found = byMethod(method, prepared, options, report)
  return { ...found, method, nearest: found.nearest ?? nearestRows(points, found.labels, found.centres) }
}

type Found = Omit<Fit, 'method' | 'nearest'> & { nearest?: Int32Array }

function byMethod(
  method: Method,
  { points, mixed }: Prepared,
  options: KernelOptions,
  report: (share: number) => void,
): Found {
  const given = <K extends string>(name: string, as: K): Partial<Record<K, number>> =>
    name in options ? ({ [as]: Number(options[name]) } as Record<K, number>) : {}
  const k = Number(options['k'])
  const common = { k, ...given('seed', 'seed'), ...given('restarts', 'restarts') }
  const sampled = { ...common, ...given('sample', 'sample') }
  switch (method) {
    case 'kMeans':
    case 'miniBatch': {
      const run = method === 'kMeans' ? kMeans : miniBatchKMeans
      const found = run(points, common, report)
      return { ...found, figures: progressOf(found) }
    }
    case 'kMedoids': {
      const { medoids, loss, sampleRows, ...found } = kMedoids(points, sampled, report)
      const figures = { ...progressOf(found), loss, sample_rows: sampleRows }
      return { ...found, nearest: medoids, figures }
    }
    case 'mixture': {
      const shape = SHAPES.find((one) => one === options['shape']) ?? 'full'
      const found = gaussianMixture(points, { ...sampled, shape }, report)
      const { iterations, converged, logLikelihood, bic, parameters, fittedRows, probabilities } = found
      return {
        ...found,
        strengths: probabilities,
        figures: {
          iterations,
          converged: Number(converged),
          log_likelihood: logLikelihood,
          bic,
          parameters,
          sample_rows: fittedRows,
        },
      }
    }
    case 'ward': {
      const found = wardClusters(points, sampled, report)
      return { ...found, figures: { ...progressOf(found), sample_rows: found.tree.rows } }
    }
    case 'kPrototypes': {
      const found = kPrototypes(mixed, { ...common, ...given('gamma', 'gamma') }, report)
      return { ...found, figures: { ...progressOf(found), gamma: found.gamma } }
    }
    case 'hdbscan': {
      const settings = {
        ...sampled,
        ...given('least_size', 'leastSize'),
        ...given('neighbours', 'neighbours'),
      }
      const found = hdbscan(points, settings, report)
      return { ...found, figures: { noise: found.noise, sample_rows: found.sampleRows } }
    }
  }
}

const progressOf = (found: { inertia: number; iterations: number; converged: boolean }) => ({
  inertia: found.inertia,
  iterations: found.iterations,
  converged: Number(found.converged),
})

/** The point of each cluster nearest its centre, the first of equals. */
function nearestRows({ rows, width, values }: Points, labels: Int32Array, centres: Float64Array): Int32Array {
  const k = width > 0 ? centres.length / width : 1 + labels.reduce((a, b) => Math.max(a, b), -1)
  const nearest = new Int32Array(k).fill(-1)
  const least = new Float64Array(k).fill(Infinity)
  for (let i = 0; i < rows; i++) {
    const c = labels[i]!
    if (c < 0) continue
    const square = squaredDistance(values, i * width, centres, c * width, width)
    if (square < least[c]!) {
      least[c] = square
      nearest[c] = i
    }
  }
  return nearest
}
