import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frameOf } from '../../../src/numerics/kernel'
import {
  ESTIMATORS,
  offPolicyValue,
  weightDiagnostics,
  type LoggedLines,
} from '../../../src/numerics/off-policy'
import { policyValue } from '../../../src/numerics/off-policy-kernel'
import { itemMeans, PRIOR_LINES } from '../../../src/numerics/off-policy-means'
import {
  bestItems,
  bestItemTarget,
  givenTarget,
  shownTarget,
  uniformTarget,
  withoutSupport,
} from '../../../src/numerics/off-policy-targets'
import { seeded } from '../../../src/numerics/random'
import { realFile } from '../shop-fixture'

/** Probability of a reward by context, then item. */
type Truth = readonly (readonly number[])[]

/** A log by a policy that shows items with the probabilities of `policy`, one line a member. */
function simulate(n: number, policy: Truth, truth: Truth, seed: number): LoggedLines {
  const random = seeded(seed)
  const items = truth[0]?.length ?? 0
  const lines = {
    context: new Int32Array(n),
    item: new Int32Array(n),
    reward: new Float64Array(n),
    propensity: new Float64Array(n),
    cluster: Int32Array.from({ length: n }, (_, i) => i),
    contexts: truth.length,
    items,
  }
  for (let i = 0; i < n; i++) {
    const context = random.below(truth.length)
    const shares = policy[context] ?? []
    let [item, left] = [0, random.unit() - (shares[0] ?? 0)]
    while (left > 0 && item < items - 1) left -= shares[++item] ?? 0
    lines.context[i] = context
    lines.item[i] = item
    lines.propensity[i] = shares[item] ?? NaN
    lines.reward[i] = random.unit() < (truth[context]?.[item] ?? 0) ? 1 : 0
  }
  return lines
}

const halfOf = (count: number, seed = 3): Uint8Array => {
  const random = seeded(seed)
  return Uint8Array.from({ length: count }, () => random.below(2))
}

const POLICY: Truth = [
  [0.7, 0.2, 0.1],
  [0.1, 0.3, 0.6],
]
const TRUTH: Truth = [
  [0.1, 0.3, 0.5],
  [0.4, 0.2, 0.1],
]
const few = { clip: 5, seed: 1, replicates: 200 }

describe('by hand', () => {
  const lines: LoggedLines = {
    context: Int32Array.from([0, 0, 0, 0]),
    item: Int32Array.from([0, 0, 1, 1]),
    reward: Float64Array.from([1, 0, 1, 0]),
    propensity: Float64Array.from([0.8, 0.8, 0.2, 0.1]),
    cluster: Int32Array.from([0, 1, 2, 3]),
    contexts: 1,
    items: 2,
  }

  test('IPS, clipped, SNIPS and the weights of a uniform policy', () => {
    const { estimates, weights } = offPolicyValue(lines, uniformTarget(2), halfOf(4), { ...few, clip: 2 })
    expect([...weights]).toEqual([0.625, 0.625, 2.5, 5])
    expect(estimates.logged.value).toBe(0.5)
    expect(estimates.ips.value).toBeCloseTo((0.625 + 2.5) / 4, 12)
    expect(estimates.clipped.value).toBeCloseTo((0.625 + 2) / 4, 12)
    expect(estimates.snips.value).toBeCloseTo((0.625 + 2.5) / 8.75, 12)
    const facts = weightDiagnostics(weights, lines.reward)
    expect(facts.ess).toBeCloseTo(8.75 ** 2 / (2 * 0.625 ** 2 + 2.5 ** 2 + 25), 12)
    expect(facts).toMatchObject({ largest: 5, largestShare: 5 / 8.75, mean: 8.75 / 4 })
    expect(facts.rewards).toBeCloseTo(3.125 ** 2 / (0.625 ** 2 + 2.5 ** 2), 12)
  })

  test('the mean of an item in a context is shrunk to the item, and the item to all', () => {
    const half = Uint8Array.from([0, 0, 0, 0])
    const means = itemMeans(lines, half, 0)
    const item = (1 + PRIOR_LINES * 0.5) / (2 + PRIOR_LINES)
    expect(means.of(0, 0)).toBeCloseTo((1 + PRIOR_LINES * item) / (2 + PRIOR_LINES), 12)
    expect([means.seen(0, 0), means.seen(0, 1)]).toEqual([2, 2])
    // Nothing is learnt from the other half.
    expect(itemMeans(lines, half, 1).of(0, 0)).toBe(0)
  })

  test('a policy that shows what the log never showed is without support there', () => {
    const never = { ...lines, items: 4 }
    expect(withoutSupport(never, uniformTarget(4), halfOf(4))).toBe(0.5)
    expect(withoutSupport(lines, uniformTarget(2, 8), halfOf(4))).toBe(0.75)
    expect(withoutSupport(lines, givenTarget(Float64Array.from([1, 1, 1, 1])), halfOf(4))).toBeNaN()
  })

  test('probabilities given with the lines leave the direct model and DR open', () => {
    const { estimates } = offPolicyValue(
      lines,
      givenTarget(Float64Array.from([0.4, 0.4, 0.6, 0.6])),
      halfOf(4),
      few,
    )
    expect(estimates.ips.value).toBeCloseTo((0.4 / 0.8 + 0.6 / 0.2) / 4, 12)
    expect([estimates.direct.value, estimates.dr.value]).toEqual([NaN, NaN])
  })

  test('the shares of another policy, by context', () => {
    const shown = shownTarget(
      { contexts: 2, items: 2 },
      { context: Int32Array.from([0, 0, 0]), item: Int32Array.from([1, 1, 0]) },
    )
    expect(shown.probability(-1, 0, 1, 0)).toBeCloseTo(2 / 3, 12)
    expect(shown.probability(-1, 1, 1, 0)).toBe(0)
  })
})

test('the log itself as the target has weight 1 everywhere, and its own value by IPS and SNIPS', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 1000 }), (n, seed) => {
      const lines = simulate(n, POLICY, TRUTH, seed)
      const { estimates, gains } = offPolicyValue(lines, givenTarget(lines.propensity), halfOf(n), few)
      for (const name of ['ips', 'snips', 'clipped'] as const) {
        expect(estimates[name].value).toBeCloseTo(estimates.logged.value, 12)
        expect(gains[name]).toMatchObject({ value: 0, low: 0, high: 0 })
      }
    }),
  )
})

test('every estimator equals a naive sum on random logs', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 80 }), fc.integer({ min: 0, max: 1000 }), (n, seed) => {
      const lines = simulate(n, POLICY, TRUTH, seed)
      const half = halfOf(n, seed)
      const { estimates } = offPolicyValue(lines, uniformTarget(3), half, { ...few, clip: 1.5 })
      const rows = Array.from({ length: n }, (_, i) => {
        const q = itemMeans(lines, half, half[i] === 1 ? 0 : 1)
        const context = lines.context[i] ?? 0
        const [r, w] = [lines.reward[i] ?? 0, 1 / 3 / (lines.propensity[i] ?? 0)]
        const direct = (q.of(context, 0) + q.of(context, 1) + q.of(context, 2)) / 3
        return { r, w, direct, dr: direct + w * (r - q.of(context, lines.item[i] ?? 0)) }
      })
      const mean = (of: (row: (typeof rows)[number]) => number) =>
        rows.reduce((sum, row) => sum + of(row), 0) / n
      expect(estimates.ips.value).toBeCloseTo(
        mean(({ w, r }) => w * r),
        10,
      )
      expect(estimates.clipped.value).toBeCloseTo(
        mean(({ w, r }) => Math.min(w, 1.5) * r),
        10,
      )
      expect(estimates.snips.value).toBeCloseTo(mean(({ w, r }) => w * r) / mean(({ w }) => w), 10)
      expect(estimates.direct.value).toBeCloseTo(
        mean(({ direct }) => direct),
        10,
      )
      expect(estimates.dr.value).toBeCloseTo(
        mean(({ dr }) => dr),
        10,
      )
    }),
  )
})

describe('a simulated truth', () => {
  /** Of a uniform policy: the mean of all cells. */
  const uniform = TRUTH.flat().reduce((sum, p) => sum + p, 0) / 6
  const runs = Array.from({ length: 200 }, (_, seed) => {
    const lines = simulate(1500, POLICY, TRUTH, seed)
    return offPolicyValue(lines, uniformTarget(3), halfOf(1500, seed), { ...few, clip: 2 }).estimates
  })
  const mean = (of: number[]) => of.reduce((sum, value) => sum + value, 0) / of.length
  const spread = (of: number[]) => Math.sqrt(mean(of.map((value) => (value - mean(of)) ** 2)))

  test('IPS and DR are unbiased, SNIPS nearly so; clipping pulls down; the log itself is another value', () => {
    for (const name of ['ips', 'dr', 'snips'] as const) {
      const values = runs.map((run) => run[name].value)
      expect(Math.abs(mean(values) - uniform)).toBeLessThan((3.5 * spread(values)) / Math.sqrt(runs.length))
    }
    expect(mean(runs.map(({ clipped }) => clipped.value))).toBeLessThan(uniform - 0.02)
    expect(mean(runs.map(({ logged }) => logged.value))).toBeLessThan(uniform - 0.05)
  })

  test('DR varies less than IPS, and its 95 % intervals hold the truth about so often', () => {
    expect(spread(runs.map(({ dr }) => dr.value))).toBeLessThan(spread(runs.map(({ ips }) => ips.value)))
    for (const name of ['ips', 'snips', 'dr'] as const) {
      const held = runs.filter((run) => run[name].low <= uniform && uniform <= run[name].high).length
      expect(held / runs.length).toBeGreaterThan(0.89)
    }
  })

  test('the best item is found in each context, and valued by the half it was not chosen in', () => {
    const lines = simulate(6000, POLICY, TRUTH, 5)
    const half = halfOf(6000)
    expect([[...bestItems(lines, half, 0)], [...bestItems(lines, half, 1)]]).toEqual([
      [2, 0],
      [2, 0],
    ])
    const { estimates } = offPolicyValue(lines, bestItemTarget(lines, half), half, few)
    expect(Math.abs(estimates.dr.value - 0.45)).toBeLessThan(0.06)
  })

  test('where all items are alike, the best item is praised for nothing', () => {
    const flat: Truth = [Array.from({ length: 20 }, () => 0.1)]
    const even: Truth = [Array.from({ length: 20 }, () => 0.05)]
    const values = Array.from({ length: 60 }, (_, seed) => {
      const lines = simulate(800, even, flat, seed)
      const half = halfOf(800, seed)
      return offPolicyValue(lines, bestItemTarget(lines, half), half, few).estimates.ips.value
    })
    expect(Math.abs(mean(values) - 0.1)).toBeLessThan((3.5 * spread(values)) / Math.sqrt(60))
  })

  test('lines of one member are resampled together', () => {
    const alone = simulate(400, POLICY, TRUTH, 9)
    const twice = (of: Float64Array) => Float64Array.from([...of, ...of])
    const codes = (of: Int32Array) => Int32Array.from([...of, ...of])
    const doubled: LoggedLines = {
      ...alone,
      context: codes(alone.context),
      item: codes(alone.item),
      reward: twice(alone.reward),
      propensity: twice(alone.propensity),
      cluster: codes(alone.cluster),
    }
    const one = offPolicyValue(alone, uniformTarget(3), halfOf(400), few).estimates.ips
    const two = offPolicyValue(doubled, uniformTarget(3), halfOf(400), few).estimates.ips
    expect(two.low).toBeCloseTo(one.low, 12)
    expect(two.high).toBeCloseTo(one.high, 12)
  })
})

describe('the kernel', () => {
  const frame = (rows: readonly (readonly number[])[]) =>
    frameOf(
      Object.fromEntries(
        ['context', 'item', 'cluster', 'reward', 'propensity', 'target', 'logged'].map((name, k) => [
          name,
          Float64Array.from(rows, (row) => row[k] ?? NaN),
        ]),
      ),
    )
  const read = (of: ReturnType<typeof policyValue>) => {
    const [kind, name, value] = of.columns.map(({ values }) => values)
    return (k: string, n: string) => {
      const at = Array.from(kind as string[]).findIndex((one, i) => one === k && (name as string[])[i] === n)
      return at < 0 ? null : (value as Float64Array)[at]
    }
  }

  test('says that there is no line, and nothing else', () => {
    const found = policyValue(frame([]), {}, () => undefined)
    expect(found.rows).toBe(1)
    expect(read(found)('fact', 'lines')).toBe(0)
  })

  test('another policy of the log: its shares are the target, its own rate stands beside', () => {
    const rows = [
      [0, 0, 0, 1, 0.5, NaN, 1],
      [0, 1, 1, 0, 0.5, NaN, 1],
      [0, 1, 2, 1, NaN, NaN, 0],
      [0, 1, 3, 0, NaN, NaN, 0],
    ]
    const at = read(policyValue(frame(rows), { policy: 'shown' }, () => undefined))
    expect([at('fact', 'lines'), at('fact', 'target_lines')]).toEqual([2, 2])
    expect([at('estimate', 'ips'), at('estimate', 'observed')]).toEqual([0, 0.5])
    expect(at('estimate', 'logged')).toBe(0.5)
  })

  test('refuses more cells than fit, in a sentence', () => {
    expect(() => policyValue(frame([[9999, 9999, 0, 1, 0.5, NaN, 1]]), {}, () => undefined)).toThrow(
      /10000 positions × 10000 products/,
    )
  })
})

const men = realFile('zr_obd/bts_men.csv')
describe.skipIf(!men)('the Open Bandit log of men by Thompson sampling', () => {
  test('a uniform policy has the published values', async () => {
    if (!men) return
    const [head = '', ...lines] = (await men.text()).trim().split('\n')
    const at = (name: string) => head.split(',').indexOf(name)
    const read = (name: string) => Float64Array.from(lines, (line) => Number(line.split(',')[at(name)]))
    const item = read('item_id')
    const rows = frameOf({
      context: read('position').map((position) => position - 1),
      item,
      cluster: Float64Array.from(item, (_, i) => i),
      reward: read('click'),
      propensity: read('propensity_score'),
      target: new Float64Array(item.length).fill(NaN),
      logged: new Float64Array(item.length).fill(1),
    })
    const { columns } = policyValue(rows, { policy: 'uniform', seed: 1 }, () => undefined)
    const [kind, name, value] = columns.map(({ values }) => values)
    const of = (k: string, n: string) =>
      Number(value?.[(kind as string[]).findIndex((one, i) => one === k && name?.[i] === n)])
    expect(of('estimate', 'ips')).toBeCloseTo(0.003008626, 9)
    expect(of('estimate', 'snips')).toBeCloseTo(0.003189423, 9)
    expect(of('fact', 'ess')).toBeCloseTo(655.71, 2)
    expect(of('fact', 'largest')).toBeCloseTo(178.25, 2)
    expect(of('fact', 'without_support')).toBe(0)
    expect(ESTIMATORS.every((estimator) => of('estimate', estimator) > 0)).toBe(true)
  })
})
