import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { categoriesOf } from '../../../../src/numerics/association/categories'
import { frameOf } from '../../../../src/numerics/kernel'
import { seeded } from '../../../../src/numerics/random'
import { growTree, type TreeNode } from '../../../../src/numerics/trees/grow'
import { histogramOf, type TreeFeature } from '../../../../src/numerics/trees/histogram'
import { segments } from '../../../../src/numerics/trees/kernel'
import { prune } from '../../../../src/numerics/trees/prune'
import { segmentTree, type Condition } from '../../../../src/numerics/trees/segment-tree'
import { irisColumn } from '../clusters/iris'
import { shuffled } from '../clusters/planted'

const everyRow = (n: number) => Int32Array.from({ length: n }, (_, i) => i)
const leavesOf = (node: TreeNode): TreeNode[] =>
  node.left && node.right ? [...leavesOf(node.left), ...leavesOf(node.right)] : [node]

describe('growing', () => {
  const target = irisColumn(2)
  const binned = [0, 1].map((j) => histogramOf({ values: irisColumn(j) }, 200))

  test('petal length by sepals: the tree of scikit-learn 1.9.1 (depth 2, 5 rows a leaf)', () => {
    const root = growTree(binned, target, everyRow(150), { depth: 2, leastLeaf: 5 })
    const means = leavesOf(root).map(({ mean }) => mean)
    ;[3.558333, 1.529787, 4.2975, 5.435294].forEach((mean, i) => expect(means[i]).toBeCloseTo(mean, 6))
    const mse = leavesOf(root).reduce((sum, { error }) => sum + error, 0) / 150
    expect(mse).toBeCloseTo(0.5024912341816158, 12)
  })

  test('the pruning sequence of scikit-learn (depth 3)', () => {
    const root = growTree(binned, target, everyRow(150), { depth: 3, leastLeaf: 5 })
    const { steps } = prune(root, binned, target, new Int32Array(0))
    const alphas = [0, 0.00711493, 0.01333889, 0.07822262, 0.07872024, 0.19347501, 0.26224402, 2.1372924]
    const errors = [
      0.32509455, 0.33220948, 0.34554837, 0.423771, 0.50249123, 0.69596625, 0.95821027, 3.09550267,
    ]
    expect(steps).toHaveLength(alphas.length)
    steps.forEach(({ alpha, error }, i) => {
      expect(alpha / 150).toBeCloseTo(alphas[i] ?? NaN, 7)
      expect(error).toBeCloseTo(errors[i] ?? NaN, 7)
    })
  })

  test('the first split of categories is the best of all ways to part them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 0, max: 9 })), { minLength: 6, maxLength: 30 }),
        (rows) => {
          const kinds = categoriesOf(rows.map(([kind]) => `k${String(kind)}`))
          const y = Float64Array.from(rows, ([, value]) => value)
          const root = growTree([histogramOf(kinds, 64)], y, everyRow(rows.length), {
            depth: 1,
            leastLeaf: 1,
          })
          let least = errorOf([...y])
          for (let mask = 1; mask < 2 ** kinds.levels.length - 1; mask++) {
            const side = (wanted: number) =>
              [...y].filter((_, i) => ((mask >> (kinds.codes[i] ?? 0)) & 1) === wanted)
            if (side(0).length === 0 || side(1).length === 0) continue
            least = Math.min(least, errorOf(side(0)) + errorOf(side(1)))
          }
          expect(leavesOf(root).reduce((sum, { error }) => sum + error, 0)).toBeCloseTo(least, 6)
        },
      ),
    )
  })

  test('missing values go to the side where they fit', () => {
    const values = Float64Array.from({ length: 90 }, (_, i) => (i % 3 === 2 ? NaN : i % 3))
    const y = Float64Array.from({ length: 90 }, (_, i) => [1, 5, 1][i % 3] ?? 0)
    const root = growTree([histogramOf({ values }, 64)], y, everyRow(90), { depth: 3, leastLeaf: 5 })
    expect(leavesOf(root).map(({ rows, mean }) => [rows.length, mean])).toEqual([
      [60, 1],
      [30, 5],
    ])
  })
})

function errorOf(values: number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
}

function shop(n: number, seed: number): { features: TreeFeature[]; target: Float64Array } {
  const random = seeded(seed)
  const age = Float64Array.from({ length: n }, () => (random.unit() < 0.1 ? NaN : 18 + random.below(50)))
  const channels = Array.from({ length: n }, () => ['app', 'shop', 'web'][random.below(3)] ?? null)
  const noise = Float64Array.from({ length: n }, () => random.normal())
  const target = Float64Array.from({ length: n }, (_, i) => {
    const old = (age[i] ?? 0) > 40 ? 50 : 0
    return 100 + old + (channels[i] === 'app' ? 30 : 0) + 10 * random.normal()
  })
  return { features: [{ values: age }, categoriesOf(channels), { values: noise }], target }
}

const holds = (condition: Condition, feature: TreeFeature, row: number): boolean => {
  if ('codes' in feature) {
    const code = feature.codes[row] ?? -1
    if (condition.kind !== 'levels') return false
    return code < 0 ? condition.withMissing : condition.levels.includes(code)
  }
  const value = feature.values[row] ?? NaN
  if (condition.kind !== 'range') return false
  return Number.isFinite(value) ? value > condition.above && value <= condition.upTo : condition.withMissing
}

describe('segments', () => {
  test('every row belongs to one segment by its conditions; n and means follow', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const { features, target } = shop(1500, seed)
      const tree = segmentTree(features, target, { seed })
      const own = tree.segments.map((segment) =>
        [...target.keys()].filter((row) =>
          segment.conditions.every((condition) => holds(condition, features[condition.feature]!, row)),
        ),
      )
      expect(own.flat().sort((a, b) => a - b)).toEqual([...target.keys()])
      tree.segments.forEach((segment, at) => expect(segment.n + segment.heldOutN).toBe(own[at]?.length))
    }
  })

  test('planted: age 40 and the app are found, noise is pruned away, the hold-out confirms it', () => {
    const { features, target } = shop(4000, 7)
    const tree = segmentTree(features, target)
    expect(tree.heldOutR2).toBeGreaterThan(0.75)
    const used = new Set(tree.segments.flatMap(({ conditions }) => conditions.map(({ feature }) => feature)))
    expect([used.has(0), used.has(1)]).toEqual([true, true])
    const bounds = tree.segments.flatMap(({ conditions }) =>
      conditions.flatMap((one) => (one.kind === 'range' && one.feature === 0 ? [one.upTo] : [])),
    )
    expect(bounds).toContain(40)
    for (const { mean, heldOutMean } of tree.segments) expect(Math.abs(mean - heldOutMean)).toBeLessThan(8)
  })

  test('the same rows in another order give the same segments', () => {
    const { features, target } = shop(800, 3)
    const places = shuffled(800, 5)
    const turned = features.map((feature) =>
      'codes' in feature
        ? { ...feature, codes: places.map((row) => feature.codes[row] ?? -1) }
        : { values: Float64Array.from(places, (row) => feature.values[row] ?? NaN) },
    )
    const one = segmentTree(features, target)
    expect(
      segmentTree(
        turned,
        Float64Array.from(places, (row) => target[row] ?? NaN),
      ),
    ).toEqual(one)
  })

  test('nothing to find: one segment of all', () => {
    const random = seeded(11)
    const values = Float64Array.from({ length: 2000 }, () => random.normal())
    const target = Float64Array.from({ length: 2000 }, () => random.normal())
    const { segments: found } = segmentTree([{ values }], target)
    expect(found).toHaveLength(1)
    expect(found[0]?.conditions).toEqual([])
    const flat = segmentTree([{ values: new Float64Array(2000).fill(NaN) }], target)
    expect(flat.segments).toHaveLength(1)
  })

  test('a yes or no: Gini is the same rule', () => {
    const { features, target } = shop(3000, 9)
    const bought = target.map((value) => Number(value > 140))
    const tree = segmentTree(features, bought)
    expect(tree.segments.every(({ mean }) => mean >= 0 && mean <= 1)).toBe(true)
    expect(Math.max(...tree.segments.map(({ mean }) => mean))).toBeGreaterThan(0.8)
  })

  test('bad input has names', () => {
    const y = Float64Array.of(1, 2, 3, 4)
    expect(() => segmentTree([], y)).toThrow('noFeatures')
    expect(() => segmentTree([{ values: y }], new Float64Array(4).fill(2))).toThrow('constantTarget (4)')
    expect(() => segmentTree([{ values: y }], Float64Array.of(1, 2, NaN, 3))).toThrow('tooFewRows (4)')
    const infinite = segmentTree([{ values: Float64Array.of(1, Infinity, -Infinity, NaN) }], y)
    expect(infinite.segments).toHaveLength(1)
  })
})

describe('the kernel', () => {
  test('tells segments as facts, problems as codes', () => {
    const { features, target } = shop(2000, 4)
    const [age, channel] = features
    if (!age || 'codes' in age || !channel || !('codes' in channel)) throw new Error('other features')
    const input = frameOf({
      target,
      age: age.values,
      channel: Array.from(channel.codes, (code) => channel.levels[code] ?? null),
    })
    const run = (options: Record<string, string | number>, frame = input) => {
      const { columns, rows } = segments(frame, options, () => undefined)
      return Array.from({ length: rows }, (_, i) =>
        Object.fromEntries(columns.map(({ name, values }) => [name, values[i]])),
      )
    }
    const facts = run({ features: 'age', categories: 'channel' })
    const leaves = facts.find((fact) => fact['name'] === 'leaves')?.['value']
    expect(facts.filter((fact) => fact['kind'] === 'n')).toHaveLength(Number(leaves))
    expect(facts.some((fact) => fact['kind'] === 'up_to' && fact['value'] === 40)).toBe(true)
    expect(facts.some((fact) => fact['kind'] === 'level' && fact['label'] === 'app')).toBe(true)
    expect(facts.filter((fact) => fact['kind'] === 'step_chosen')).toHaveLength(1)
    expect(
      run({ features: 'age' }, frameOf({ target: new Float64Array(9), age: new Float64Array(9) })),
    ).toEqual([
      { kind: 'problem', cluster: NaN, position: NaN, name: 'constantTarget', label: null, value: 9 },
    ])
  })
})
