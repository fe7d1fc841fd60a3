import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hdbscan } from '../../../../src/numerics/clusters/hdbscan'
import { kMeans, miniBatchKMeans } from '../../../../src/numerics/clusters/k-means'
import { fasterPam, kMedoids } from '../../../../src/numerics/clusters/k-medoids'
import { kPrototypes } from '../../../../src/numerics/clusters/k-prototypes'
import { gaussianMixture } from '../../../../src/numerics/clusters/mixture'
import { squaredDistance, take, type Points } from '../../../../src/numerics/clusters/points'
import { adjustedRand } from '../../../../src/numerics/clusters/validity'
import { cutTree, wardClusters, wardTree } from '../../../../src/numerics/clusters/ward'
import { Unfit } from '../../../../src/numerics/unfit'
import { IRIS, SPECIES } from './iris'
import { lattice, planted, shuffled } from './planted'

const noCodes = (rows: number): Points => ({ rows, width: 0, values: new Float64Array(0) })

type Labelling = (points: Points, k: number, seed?: number) => { labels: Int32Array; sizes: Int32Array }

const METHODS: Record<string, Labelling> = {
  kMeans: (points, k, seed = 1) => kMeans(points, { k, seed }),
  miniBatch: (points, k, seed = 1) => miniBatchKMeans(points, { k, seed, batch: 256 }),
  kMedoids: (points, k, seed = 1) => kMedoids(points, { k, seed, sample: 400 }),
  mixture: (points, k, seed = 1) => gaussianMixture(points, { k, seed, sample: 1000 }),
  ward: (points, k, seed = 1) => wardClusters(points, { k, seed, sample: 800 }),
  kPrototypes: (points, k, seed = 1) =>
    kPrototypes({ numeric: points, codes: noCodes(points.rows) }, { k, seed }),
}

describe.each(Object.entries(METHODS))('%s', (_, cluster) => {
  test('finds planted clusters, whatever the seed', () => {
    const { points, truth } = planted(2500)
    for (const seed of [1, 2, 3])
      expect(adjustedRand(cluster(points, 4, seed).labels, truth)).toBeGreaterThan(0.98)
  })

  test('gives the same labels in any row order, to the row', () => {
    const { points } = planted(1500, { apart: 2 })
    const { labels } = cluster(points, 5)
    for (const seed of [1, 2]) {
      const places = shuffled(points.rows, seed)
      const other = cluster(take(points, places), 5).labels
      expect([...other]).toEqual(Array.from(places, (row) => labels[row]))
    }
  })

  test('with equal rows, equal labels in any order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 2, max: 4 }), (seed, k) => {
        const points = lattice(60, 2, 4, seed)
        const places = shuffled(60, seed + 1)
        const labels = cluster(points, k).labels
        const other = cluster(take(points, places), k).labels
        expect([...other]).toEqual(Array.from(places, (row) => labels[row]))
      }),
      { numRuns: 25 },
    )
  })

  test('uses all k clusters when there are k distinct rows, one each', () => {
    const values = Float64Array.from({ length: 40 }, (_, i) => i % 4)
    const { labels, sizes } = cluster({ rows: 40, width: 1, values }, 4)
    expect([...sizes]).toEqual([10, 10, 10, 10])
    expect([...labels]).toEqual(Array.from({ length: 40 }, (_, i) => i % 4))
  })

  test('more clusters than distinct rows: a named problem with their number', () => {
    const values = Float64Array.of(1, 2, 2, 1, 1)
    const attempt = () => cluster({ rows: 5, width: 1, values }, 3)
    expect(attempt).toThrow(Unfit)
    expect(attempt).toThrow('fewerDistinctThanClusters (2)')
    expect(() => cluster({ rows: 2, width: 1, values: values.slice(0, 2) }, 3)).toThrow('(2)')
  })

  test('two rows, one cluster, and a billion away from zero', () => {
    const two = cluster({ rows: 2, width: 2, values: Float64Array.of(1e9, 1, 1e9 + 3, 1) }, 2)
    expect([...two.labels]).toEqual([0, 1])
    expect([...cluster({ rows: 2, width: 1, values: Float64Array.of(5, 5) }, 1).sizes]).toEqual([2])
  })

  test('collinear and constant coordinates are no obstacle', () => {
    const { points, truth } = planted(600, { width: 2, k: 2 })
    const values = Float64Array.from({ length: 600 * 4 }, (_, at) => {
      const [i, j] = [Math.floor(at / 4), at % 4]
      const x = points.values[i * 2] ?? 0
      return [x, 2 * x, points.values[i * 2 + 1] ?? 0, 7][j] ?? 0
    })
    const { labels } = cluster({ rows: 600, width: 4, values }, 2)
    expect(adjustedRand(labels, truth)).toBeGreaterThan(0.98)
  })
})

test.each(['kMeans', 'miniBatch', 'kMedoids', 'kPrototypes'])(
  '%s: values so rare that no sample holds them still have clusters of their own',
  (name) => {
    const values = new Float64Array(30_000)
    values.set([5, 50, 500], 17)
    const found = METHODS[name]?.({ rows: 30_000, width: 1, values }, 4)
    expect(found && [...found.sizes]).toEqual([29_997, 1, 1, 1])
  },
)

describe('k-means on iris', () => {
  // scikit-learn 1.9.1, best of 50 starts.
  test.each([
    [2, 152.3479517603579, 0.5399218294207123],
    [3, 78.851441426146, 0.7302382722834697],
    [4, 57.22847321428572, 0.6498176853819967],
  ])('k = %d', (k, inertia, rand) => {
    const found = kMeans(IRIS, { k, restarts: 30 })
    expect(found.inertia).toBeCloseTo(inertia, 8)
    expect(found.converged).toBe(true)
    expect(adjustedRand(found.labels, SPECIES)).toBeCloseTo(rand, 8)
  })

  test('labels are those of the nearest centre; clusters are in the order of their centres', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 6 }), (seed, k) => {
        const { points } = planted(300, { apart: 1, seed })
        const { labels, centres, sizes, inertia } = kMeans(points, { k, seed, restarts: 3 })
        let sum = 0
        labels.forEach((label, i) => {
          const squares = Array.from({ length: k }, (_, c) =>
            squaredDistance(points.values, i * 3, centres, c * 3, 3),
          )
          expect(squares[label]).toBe(Math.min(...squares))
          sum += squares[label] ?? NaN
        })
        expect(inertia).toBeCloseTo(sum, 6)
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(300)
        const firsts = Array.from({ length: k }, (_, c) => centres[c * 3] ?? NaN)
        expect(firsts).toEqual([...firsts].sort((a, b) => a - b))
      }),
      { numRuns: 30 },
    )
  })

  test('is as good as trying every partition of a few points', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const points = lattice(8, 2, 30, seed)
      let least = Infinity
      for (let mask = 1; mask < 2 ** 7; mask++) {
        const labels = Int32Array.from({ length: 8 }, (_, i) => (mask >> i) & 1)
        least = Math.min(least, withinOf(points, labels, 2))
      }
      expect(kMeans(points, { k: 2, restarts: 30, seed }).inertia).toBeCloseTo(least, 8)
    }
  })

  test('mini-batches come within 2 % of the exact inertia', () => {
    const { points } = planted(60_000, { apart: 3, width: 5, k: 6 })
    const exact = kMeans(points, { k: 6, restarts: 3 }).inertia
    expect(miniBatchKMeans(points, { k: 6 }).inertia).toBeLessThan(exact * 1.02)
  })
})

function withinOf(points: Points, labels: Int32Array, k: number): number {
  const { rows, width, values } = points
  let sum = 0
  for (let c = 0; c < k; c++) {
    const own = Array.from({ length: rows }, (_, i) => i).filter((i) => labels[i] === c)
    for (let j = 0; j < width; j++) {
      const mean = own.reduce((s, i) => s + (values[i * width + j] ?? 0), 0) / own.length
      sum += own.reduce((s, i) => s + ((values[i * width + j] ?? 0) - mean) ** 2, 0)
    }
  }
  return sum
}

describe('k-medoids', () => {
  test('no single swap of a medoid is better, and the loss is that of the labels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 1, max: 4 }), (seed, k) => {
        const { points } = planted(40, { apart: 2, seed })
        const { medoids, loss } = kMedoids(points, { k, seed })
        expect(loss).toBeCloseTo(lossBy(points, [...medoids]), 8)
        for (let c = 0; c < k; c++) {
          for (let row = 0; row < 40; row++)
            expect(lossBy(points, [...medoids].with(c, row))).toBeGreaterThan(loss - 1e-8)
        }
      }),
      { numRuns: 20 },
    )
  })

  test('the swaps of FasterPAM from the worst start lead to the best pair of a few points', () => {
    const points = lattice(9, 2, 50, 3)
    const found = fasterPam(points, Int32Array.of(0, 1))
    let least = Infinity
    for (let a = 0; a < 9; a++) for (let b = 0; b < a; b++) least = Math.min(least, lossBy(points, [a, b]))
    expect(lossBy(points, [...found])).toBeLessThan(least * 1.05)
  })

  test('medoids are rows, each in its own cluster', () => {
    const { points } = planted(5000)
    const { medoids, labels, centres } = kMedoids(points, { k: 4 })
    medoids.forEach((row, c) => {
      expect(labels[row]).toBe(c)
      expect([...points.values.subarray(row * 3, row * 3 + 3)]).toEqual([
        ...centres.subarray(c * 3, c * 3 + 3),
      ])
    })
  })
})

const lossBy = ({ rows, width, values }: Points, medoids: number[]): number =>
  Array.from({ length: rows }, (_, i) =>
    Math.min(
      ...medoids.map((row) => Math.sqrt(squaredDistance(values, i * width, values, row * width, width))),
    ),
  ).reduce((a, b) => a + b, 0)

describe('Gaussian mixtures on iris', () => {
  // scikit-learn 1.9.1: 20 starts, reg_covar 1e-9, tolerance 1e-8.
  test.each([
    ['full', 1, -379.91463, 829.97815, 14],
    ['full', 2, -214.3547, 574.01783, 29],
    ['full', 3, -180.18548, 580.83891, 44],
    ['tied', 2, -296.44757, 688.09722, 19],
    ['tied', 3, -256.35404, 632.96333, 24],
    ['diagonal', 2, -386.18535, 857.55149, 17],
    ['diagonal', 3, -307.17757, 744.63166, 26],
  ] as const)('%s, k = %d', (shape, k, logLikelihood, bic, parameters) => {
    const found = gaussianMixture(IRIS, { k, shape, tolerance: 1e-9, iterations: 3000 })
    expect(found.converged).toBe(true)
    expect(found.logLikelihood).toBeCloseTo(logLikelihood, 1)
    expect(found.bic).toBeCloseTo(bic, 0)
    expect(found.parameters).toBe(parameters)
    expect(found.weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9)
  })

  test('says that it has not converged', () => {
    const found = gaussianMixture(IRIS, { k: 3, iterations: 2 })
    expect(found.converged).toBe(false)
    expect(found.iterations).toBe(2)
  })

  test('weights, means and covariances belong together after sorting', () => {
    const { points, truth } = planted(4000, { k: 3, apart: 10 })
    const found = gaussianMixture(points, { k: 3 })
    for (let c = 0; c < 3; c++) {
      expect(found.weights[c]).toBeCloseTo((found.sizes[c] ?? NaN) / 4000, 3)
      for (let j = 0; j < 3; j++) expect(found.covariances[c * 9 + j * 4]).toBeCloseTo(1, 0)
    }
    expect(adjustedRand(found.labels, truth)).toBe(1)
  })
})

describe("Ward's tree", () => {
  test('iris has the heights and sizes of scipy.cluster.hierarchy.linkage (1.17.1)', () => {
    const tree = wardTree(IRIS)
    expect([...tree.height].reduce((a, b) => a + b, 0)).toBeCloseTo(138.16224196388305, 6)
    expect([...tree.height.slice(-5)]).toEqual(
      [3.828052620290243, 4.847708507921838, 6.399406819518539, 12.300396052792589, 32.44760699959244].map(
        (height) => expect.closeTo(height, 8) as number,
      ),
    )
    expect([...tree.size.slice(-3)]).toEqual([64, 100, 150])
    expect(adjustedRand(cutTree(tree, 3), SPECIES)).toBeCloseTo(0.7311985567707746, 8)
  })

  test('agrees with merging the nearest two of all pairs, again and again', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { points } = planted(40, { apart: 1, seed })
      const naive = naiveHeights(points)
      ;[...wardTree(points).height].forEach((height, m) => expect(height).toBeCloseTo(naive[m] ?? NaN, 8))
    }
  })

  test('children come before parents, heights ascend, every node but the root is merged once', () => {
    const { rows, left, right, height } = wardTree(lattice(200, 2, 6, 4))
    const merged = new Set([...left, ...right])
    expect(merged.size).toBe(2 * rows - 2)
    height.forEach((value, m) => {
      expect(Math.max(left[m] ?? 0, right[m] ?? 0)).toBeLessThan(rows + m)
      if (m > 0) expect(value).toBeGreaterThanOrEqual(height[m - 1] ?? 0)
    })
  })
})

function naiveHeights({ rows, width, values }: Points): number[] {
  let clusters = Array.from({ length: rows }, (_, i) => ({
    n: 1,
    centre: Array.from(values.subarray(i * width, (i + 1) * width)),
  }))
  const heights: number[] = []
  while (clusters.length > 1) {
    let best = { a: 0, b: 1, height: Infinity }
    clusters.forEach((x, a) =>
      clusters.slice(0, a).forEach((y, b) => {
        const square = x.centre.reduce((s, v, j) => s + (v - (y.centre[j] ?? 0)) ** 2, 0)
        const height = Math.sqrt(((2 * x.n * y.n) / (x.n + y.n)) * square)
        if (height < best.height) best = { a, b, height }
      }),
    )
    const [x, y] = [clusters[best.a], clusters[best.b]]
    if (!x || !y) break
    const n = x.n + y.n
    const centre = x.centre.map((v, j) => (v * x.n + (y.centre[j] ?? 0) * y.n) / n)
    clusters = [...clusters.filter((one) => one !== x && one !== y), { n, centre }]
    heights.push(best.height)
  }
  return heights
}

describe('k-prototypes', () => {
  test('categories alone tell planted groups apart; γ is half the mean standard deviation', () => {
    const codes: Points = {
      rows: 300,
      width: 3,
      values: Float64Array.from({ length: 900 }, (_, at) => (Math.floor(at / 3) % 3 === at % 3 ? 2 : 1)),
    }
    const numeric: Points = { rows: 300, width: 0, values: new Float64Array(0) }
    const found = kPrototypes({ numeric, codes }, { k: 3 })
    const truth = Int32Array.from({ length: 300 }, (_, i) => i % 3)
    expect(adjustedRand(found.labels, truth)).toBe(1)
    expect(found.inertia).toBe(0)
    expect(found.gamma).toBe(1)
    const alternating = {
      rows: 300,
      width: 1,
      values: Float64Array.from({ length: 300 }, (_, i) => 6 * (i % 2)),
    }
    expect(kPrototypes({ numeric: alternating, codes }, { k: 2 }).gamma).toBeCloseTo(1.5, 12)
  })

  test('without categories it is k-means', () => {
    const found = kPrototypes({ numeric: IRIS, codes: noCodes(150) }, { k: 3, restarts: 20 })
    expect(found.inertia).toBeCloseTo(78.851441426146, 8)
  })

  test('the sum is what labels, centres and modes cost', () => {
    const { points } = planted(200, { apart: 2 })
    const codes = lattice(200, 2, 4, 9)
    const { labels, centres, modes, gamma, inertia } = kPrototypes(
      { numeric: points, codes },
      { k: 4, gamma: 2 },
    )
    let sum = 0
    labels.forEach((c, i) => {
      sum += squaredDistance(points.values, i * 3, centres, c * 3, 3)
      for (let j = 0; j < 2; j++) if (codes.values[i * 2 + j] !== modes[c * 2 + j]) sum += gamma
    })
    expect(inertia).toBeCloseTo(sum, 6)
  })
})

describe('HDBSCAN', () => {
  test('planted clusters in noise, the same in any order', () => {
    const { points, truth } = planted(1200, { k: 3, apart: 12 })
    const values = points.values.slice()
    // A tenth of the rows is thrown about.
    for (let i = 0; i < 360; i++) values[i] = ((i * 7919) % 1000) / 10 - 40
    const noisy = { ...points, values }
    const { labels, sizes, noise } = hdbscan(noisy, { leastSize: 25 })
    expect(sizes).toHaveLength(3)
    expect(adjustedRand(labels.slice(120), truth.slice(120))).toBeGreaterThan(0.9)
    expect(noise).toBeGreaterThan(60)
    expect(noise).toBe(labels.filter((label) => label < 0).length)
    const places = shuffled(1200, 8)
    expect([...hdbscan(take(noisy, places), { leastSize: 25 }).labels]).toEqual(
      Array.from(places, (row) => labels[row]),
    )
  })

  test('iris: two clusters of 50 and 100 without noise (scikit-learn 1.9.1), and as strong', () => {
    for (const [least, strength] of [
      [5, 130.54562576],
      [10, 119.9209146],
      [15, 120.88404947],
    ] as const) {
      const { sizes, noise, strengths } = hdbscan(IRIS, { leastSize: least })
      expect([[...sizes], noise]).toEqual([[50, 100], 0])
      expect(strengths.reduce((a, b) => a + b, 0)).toBeCloseTo(strength, 0)
    }
  })

  test('moons that no centre can tell apart; rows beyond the sample join them', () => {
    const rows = 3000
    const values = new Float64Array(2 * rows)
    for (let i = 0; i < rows; i++) {
      const angle = Math.PI * ((i * 0.618) % 1) + (i % 2) * Math.PI
      values[2 * i] = Math.cos(angle) + (i % 2)
      values[2 * i + 1] = Math.sin(angle) + (i % 2) * 0.4 + ((i * 31) % 17) / 200
    }
    const truth = Int32Array.from({ length: rows }, (_, i) => i % 2)
    for (const sample of [3000, 1000]) {
      const { labels, noise } = hdbscan({ rows, width: 2, values }, { leastSize: 20, sample })
      expect(
        adjustedRand(
          labels.map((label) => label + 1),
          truth,
        ),
      ).toBeGreaterThan(0.9)
      expect(noise).toBeLessThan(100)
    }
    expect(adjustedRand(kMeans({ rows, width: 2, values }, { k: 2 }).labels, truth)).toBeLessThan(0.7)
  })

  test('all rows equal, or too few', () => {
    const equal = hdbscan({ rows: 100, width: 2, values: new Float64Array(200).fill(3) }, { leastSize: 10 })
    expect(equal.noise + equal.sizes.reduce((a, b) => a + b, 0)).toBe(100)
    expect(equal.strengths.every(Number.isFinite)).toBe(true)
    expect(() => hdbscan({ rows: 3, width: 1, values: Float64Array.of(1, 2, 3) })).toThrow('tooFewRows (50)')
  })
})
