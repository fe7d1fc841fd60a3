import { seeded, type Random } from '../random'
import { Unfit } from '../unfit'
import { contentOrder } from './content-order'
import { kMeans, type Partition } from './k-means'
import { assignAll } from './nearest'
import { firstOf, take, type Points } from './points'
import { principalComponents, project } from './principal-components'
import {
  adjustedRand,
  calinskiHarabasz,
  daviesBouldin,
  meanSilhouette,
  simplifiedSilhouette,
  type MeanSilhouette,
} from './validity'

export interface KFigures {
  k: number
  inertia: number
  silhouette: MeanSilhouette
  simplified: number
  calinskiHarabasz: number
  daviesBouldin: number
  /** Of a sample of `sampleRows`; NaN where the inertia is 0. */
  gap: number
  gapError: number
  /** Mean adjusted Rand index between partitions of pairs of bootstrap samples, and its standard error. */
  stability: number
  stabilityError: number
}

export interface WhichK {
  figures: KFigures[]
  /** What each rule says; null where it says nothing. Only the gap can say 1. */
  choices: Record<
    'elbow' | 'silhouette' | 'calinskiHarabasz' | 'daviesBouldin' | 'gap' | 'stability',
    number | null
  >
  /** Rows that gap and stability were computed on. */
  sampleRows: number
  distinct: number
}

export interface WhichKOptions {
  to?: number
  seed?: number
  restarts?: number
  /** Reference data sets of the gap statistic. */
  references?: number
  /** Pairs of bootstrap samples. */
  pairs?: number
  sample?: number
}

/**
 * k-means for every k of a range (1 is always among them), with the figures that people choose k by. Gap and
 * stability are computed on the first `sample` rows in content order. A k above the number of distinct rows is left
 * out. Elbow: the k farthest from the chord of the inertia curve, both axes scaled to 1; silhouette and
 * Calinski–Harabasz: the largest; Davies–Bouldin: the least; gap: the smallest k with gap(k) ≥ gap(k+1) − s(k+1)
 * (Tibshirani, Walther & Hastie 2001); stability: the
 * largest k ≥ 2 whose index is within its standard error of the highest, null where that is below 0.8.
 */
export function whichK(
  given: Points,
  { to = 8, seed = 1, restarts = 5, references = 10, pairs = 10, sample = 5000 }: WhichKOptions = {},
  report: (share: number) => void = () => undefined,
): WhichK {
  const { order, distinct } = contentOrder(given, seed)
  if (given.rows === 0) throw new Unfit('noCompleteRows', 0)
  const points = take(given, order)
  const part = firstOf(points, sample)
  const partDistinct = part.rows === points.rows ? distinct : contentOrder(part, seed).distinct
  const places = Int32Array.from({ length: points.rows }, (_, i) => i)
  const most = Math.min(to, distinct)
  const gaps = gapStatistics(part, Math.min(most + 1, partDistinct), { seed, references }, (share) =>
    report(share / 3),
  )
  const figures = Array.from({ length: most }, (_, at): KFigures => {
    const k = at + 1
    const found = kMeans(points, { k, seed, restarts: k === 1 ? 1 : restarts })
    const stable = k > 1 && k <= partDistinct ? stabilityOf(part, { k, seed, pairs }) : null
    report((1 + (2 * k) / most) / 3)
    return {
      k,
      inertia: found.inertia,
      silhouette:
        k > 1 ? meanSilhouette(points, found.labels, k, places) : { mean: NaN, error: NaN, rows: 0 },
      simplified: simplifiedSilhouette(points, found.centres),
      calinskiHarabasz: calinskiHarabasz(points, found),
      daviesBouldin: daviesBouldin(points, found),
      gap: gaps[at]?.gap ?? NaN,
      gapError: gaps[at]?.error ?? NaN,
      stability: stable?.mean ?? NaN,
      stabilityError: stable?.error ?? NaN,
    }
  })
  return { figures, choices: choicesOf(figures, gaps), sampleRows: part.rows, distinct }
}

interface Gap {
  gap: number
  error: number
}

/**
 * gap(k) = mean ln W of uniform reference data − ln W, in the box of the principal components (the paper's choice b),
 * with s = sd · √(1 + 1/B), for k from 1 to `most`. NaN where W is 0.
 */
export function gapStatistics(
  points: Points,
  most: number,
  { seed = 1, references = 10 }: { seed?: number; references?: number } = {},
  report: (share: number) => void = () => undefined,
): Gap[] {
  const model = principalComponents(points)
  const placed = project(model, points, points.width)
  const random = seeded(seed)
  const boxes = Array.from({ length: references }, () => uniformIn(placed, random))
  return Array.from({ length: most }, (_, at) => {
    const settings = { k: at + 1, seed, restarts: 3 }
    report(at / most)
    const own = kMeans(points, settings).inertia
    if (!(own > 0)) return { gap: NaN, error: NaN }
    const logs = boxes.map((box) => Math.log(kMeans(box, settings).inertia))
    const mean = logs.reduce((sum, value) => sum + value, 0) / references
    const variance = logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / references
    return { gap: mean - Math.log(own), error: Math.sqrt(variance * (1 + 1 / references)) }
  })
}

function uniformIn({ rows, width, values }: Points, random: Random): Points {
  const low = new Float64Array(width).fill(Infinity)
  const high = new Float64Array(width).fill(-Infinity)
  values.forEach((value, at) => {
    const j = at % width
    if (value < low[j]!) low[j] = value
    if (value > high[j]!) high[j] = value
  })
  const drawn = values.map(
    (_, at) => low[at % width]! + random.unit() * (high[at % width]! - low[at % width]!),
  )
  return { rows, width, values: drawn }
}

/**
 * How alike the partitions are that two bootstrap samples lead to: every row goes to the nearest centre of each, and
 * the two labellings are compared by the adjusted Rand index. A sample with fewer than k distinct rows is drawn again.
 */
export function stabilityOf(
  points: Points,
  { k, seed = 1, pairs = 10 }: { k: number; seed?: number; pairs?: number },
): { mean: number; error: number } {
  const random = seeded(seed + 7 * 2 ** 32)
  const labelled = (): Int32Array => {
    const { centres } = clusterResample(points, k, seed, random)
    const labels = new Int32Array(points.rows)
    assignAll(points, centres, labels, new Float64Array(points.rows), new Float64Array(points.rows))
    return labels
  }
  const indices = Array.from({ length: pairs }, () => adjustedRand(labelled(), labelled()))
  const mean = indices.reduce((sum, value) => sum + value, 0) / pairs
  const variance = indices.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(pairs - 1, 1)
  return { mean, error: Math.sqrt(variance / pairs) }
}

const MOST_DRAWS = 20

function clusterResample(points: Points, k: number, seed: number, random: Random): Partition {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const rows = Int32Array.from({ length: points.rows }, () => random.below(points.rows))
    try {
      return kMeans(take(points, rows), { k, seed, restarts: 3 })
    } catch (error) {
      if (!(error instanceof Unfit)) throw error
    }
  }
  return kMeans(points, { k, seed, restarts: 3 })
}

function choicesOf(figures: readonly KFigures[], gaps: readonly Gap[]): WhichK['choices'] {
  const best = (value: (one: KFigures) => number): number | null => {
    const there = figures.filter((one) => Number.isFinite(value(one)))
    return there.length === 0 ? null : there.reduce((a, b) => (value(b) > value(a) ? b : a)).k
  }
  return {
    elbow: elbow(figures.map(({ inertia }) => inertia)),
    silhouette: best(({ silhouette }) => silhouette.mean),
    calinskiHarabasz: best((one) => one.calinskiHarabasz),
    daviesBouldin: best((one) => -one.daviesBouldin),
    gap: tibshirani(gaps),
    stability: mostStable(figures),
  }
}

function mostStable(figures: readonly KFigures[]): number | null {
  const highest = Math.max(...figures.map(({ stability }) => stability).filter(Number.isFinite))
  if (!(highest >= 0.8)) return null
  return figures.findLast(({ stability, stabilityError }) => stability + stabilityError >= highest)?.k ?? null
}

/** The smallest k with gap(k) ≥ gap(k + 1) − s(k + 1); null where there is none. */
export function tibshirani(gaps: readonly Gap[]): number | null {
  const at = gaps.findIndex((one, i) => one.gap >= (gaps[i + 1]?.gap ?? NaN) - (gaps[i + 1]?.error ?? NaN))
  return at < 0 ? null : at + 1
}

/** The k (from 1) of the largest distance to the chord from the first to the last; null for a line or fewer than 3. */
export function elbow(inertias: readonly number[]): number | null {
  const last = inertias.length - 1
  const [first, end] = [inertias[0] ?? NaN, inertias[last] ?? NaN]
  if (last < 2 || !(first > end)) return null
  const below = inertias.map((value, i) => 1 - i / last - (value - end) / (first - end))
  const most = Math.max(...below)
  return most > 1e-9 ? below.indexOf(most) + 1 : null
}
