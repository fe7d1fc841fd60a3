import { contentOrder } from '../../src/numerics/clusters/content-order'
import { correlationRatio, cramersV } from '../../src/numerics/association/categories'
import { pearsonMatrix } from '../../src/numerics/association/correlation'
import { kendall, spearmanMatrix } from '../../src/numerics/association/ranks'
import { hdbscan } from '../../src/numerics/clusters/hdbscan'
import { kMeans, miniBatchKMeans } from '../../src/numerics/clusters/k-means'
import { kMedoids } from '../../src/numerics/clusters/k-medoids'
import { kPrototypes } from '../../src/numerics/clusters/k-prototypes'
import { gaussianMixture } from '../../src/numerics/clusters/mixture'
import type { Points } from '../../src/numerics/clusters/points'
import { meanSilhouette } from '../../src/numerics/clusters/validity'
import { wardTree } from '../../src/numerics/clusters/ward'
import { whichK } from '../../src/numerics/clusters/which-k'
import { seeded } from '../../src/numerics/random'
import { segmentTree } from '../../src/numerics/trees/segment-tree'

type Timing = [what: string, took: number, aim: string]

/** Milliseconds of each kernel of the segments, on data of our own making, in this process. */
export function measureSegments(): Timing[] {
  const timings: Timing[] = []
  const timed = <T>(what: string, aim: string, work: () => T): T => {
    const start = performance.now()
    const result = work()
    timings.push([what, performance.now() - start, aim])
    return result
  }
  const clouds = cloudsOf(300_000, 6, 8)
  const found = timed('k-means, 300,000 × 6 in clouds, k = 8, 10 restarts', '3 s', () =>
    kMeans(clouds, { k: 8 }),
  )
  const skewed = skewedOf(300_000, 6)
  timed('… log-normal, without clouds', '3 s', () => kMeans(skewed, { k: 8 }))
  const uniform = uniformOf(300_000, 6)
  timed('… uniform, without clouds', '3 s', () => kMeans(uniform, { k: 8 }))
  timed('… by mini-batches', '', () => miniBatchKMeans(clouds, { k: 8 }))
  const large = cloudsOf(1_000_000, 12, 10)
  timed('k-means, 1,000,000 × 12 in clouds, k = 10, one run', '4 s', () =>
    kMeans(large, { k: 10, restarts: 1 }),
  )
  const largeSkewed = skewedOf(1_000_000, 12)
  timed('… log-normal, without clouds', '4 s', () => kMeans(largeSkewed, { k: 10, restarts: 1 }))
  timed('silhouette of a sample of 3,000', '', () =>
    meanSilhouette(clouds, found.labels, 8, contentOrder(clouds, 1).order),
  )
  timed('which k, 1 to 8, 300,000 × 6', '', () => whichK(clouds))
  timed('Ward, 10,000 × 6', '3 s', () => wardTree(cloudsOf(10_000, 6, 8)))
  timed('k-medoids, 300,000 × 6, k = 8', '', () => kMedoids(clouds, { k: 8 }))
  timed('mixture of 8, 300,000 × 6', '', () => gaussianMixture(clouds, { k: 8 }))
  timed('HDBSCAN, 300,000 × 6, found on 10,000', '', () => hdbscan(clouds))
  const codes = codesOf(300_000, 3)
  timed('k-prototypes, 300,000 × (6 + 3), k = 8', '', () => kPrototypes({ numeric: clouds, codes }, { k: 8 }))
  const columns = columnsOf(1_000_000, 40)
  timed('Pearson, 40 × 1,000,000', '3 s', () => pearsonMatrix(columns))
  const gappy = columns.map((values, j) =>
    j % 2 === 0 ? values : values.map((v, i) => (i % 3 === 0 ? NaN : v)),
  )
  timed('… every other with gaps', '3 s', () => pearsonMatrix(gappy))
  timed('Spearman, 40 × 1,000,000', '3 s', () => spearmanMatrix(columns))
  const counted = columns.map((values) => values.map((v) => Math.round(v * 1000) / 100))
  timed('… of cents', '3 s', () => spearmanMatrix(counted))
  const [x, y] = [columns[0]!.subarray(0, 20_000), columns[1]!.subarray(0, 20_000)]
  timed("Kendall's τ of a pair, 20,000", '', () => kendall(x, y))
  const kinds = {
    codes: Int32Array.from(columns[2]!, (v) => Math.abs(Math.round(v * 3))),
    levels: levels(40),
  }
  timed("Cramér's V and η, 1,000,000", '', () => [
    cramersV(kinds, kinds),
    correlationRatio(columns[0]!, kinds),
  ])
  const features = columns.slice(1, 11).map((values) => ({ values: values.subarray(0, 300_000) }))
  timed('segment tree, 300,000 × 10', '', () => segmentTree(features, columns[0]!.subarray(0, 300_000)))
  return timings
}

const levels = (n: number) => Array.from({ length: n }, (_, i) => String(i))

function cloudsOf(rows: number, width: number, k: number): Points {
  const random = seeded(7)
  const centres = Array.from({ length: k * width }, () => 3 * random.normal())
  const values = new Float64Array(rows * width)
  for (let i = 0; i < rows; i++) {
    const from = random.below(k) * width
    for (let j = 0; j < width; j++) values[i * width + j] = centres[from + j]! + random.normal()
  }
  return { rows, width, values }
}

/** As money and counts are. */
function skewedOf(rows: number, width: number): Points {
  const random = seeded(9)
  return { rows, width, values: Float64Array.from({ length: rows * width }, () => Math.exp(random.normal())) }
}

/** Nothing to find: Lloyd's algorithm takes its time. */
function uniformOf(rows: number, width: number): Points {
  const random = seeded(3)
  return { rows, width, values: Float64Array.from({ length: rows * width }, () => random.unit()) }
}

function codesOf(rows: number, width: number): Points {
  const random = seeded(11)
  return { rows, width, values: Float64Array.from({ length: rows * width }, () => random.below(5)) }
}

/** Columns that lean on those before. */
function columnsOf(rows: number, width: number): Float64Array[] {
  const random = seeded(13)
  const columns: Float64Array[] = []
  for (let j = 0; j < width; j++) {
    const before = columns[j - 1]
    columns.push(Float64Array.from({ length: rows }, (_, i) => random.normal() + 0.5 * (before?.[i] ?? 0)))
  }
  return columns
}
