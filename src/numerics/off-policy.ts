import { seeded } from './random'
import { itemMeans, type ItemMeans } from './off-policy-means'
import type { TargetPolicy } from './off-policy-targets'

/** Lines of a log of recommendations, as codes from 0. All arrays are of one length. */
export interface LoggedLines {
  /** What the choice was made in: a slot and a position in it. */
  context: Int32Array
  /** The item shown. */
  item: Int32Array
  /** What came of it: 1 for a click, 0 for none. */
  reward: Float64Array
  /** With what probability the logging policy shows this item in this context, above 0. */
  propensity: Float64Array
  /** Lines of one member hang together: resampled and set apart as one. */
  cluster: Int32Array
  contexts: number
  items: number
}

export interface Estimate {
  value: number
  /** 95 % percentile interval of the bootstrap over clusters. */
  low: number
  high: number
}

export const ESTIMATORS = ['logged', 'ips', 'clipped', 'snips', 'direct', 'dr'] as const
export type Estimator = (typeof ESTIMATORS)[number]

export interface OffPolicyValue {
  /** The value of the log as it was, and of the target by each estimator; NaN where one cannot be had. */
  estimates: Record<Estimator, Estimate>
  /** Each less the value of the log, resampled together. */
  gains: Record<Estimator, Estimate>
  /** πₑ ÷ π_b of each line. */
  weights: Float64Array
  replicates: number
}

export interface OffPolicyOptions {
  /** Largest weight of the clipped estimator. */
  clip: number
  seed: number
  /** Bootstrap samples at most; fewer where there are many clusters, never below 200. */
  replicates: number
}

/** Draws of the bootstrap in all, so that it stays within seconds. */
const MOST_DRAWS = 2e8

/**
 * The value of another policy from a log with propensities.
 * IPS: mean(w·r), w = πₑ ÷ π_b (Horvitz & Thompson 1952). Clipped: w at most `clip`; biased towards 0, less variance.
 * SNIPS: Σwr ÷ Σw (Swaminathan & Joachims 2015). Direct: Σₐ πₑ(a)·q(context, a) with q from the other half of the
 * clusters. DR: direct + mean(w·(r − q)) (Dudík et al. 2011). O(lines + contexts·items + replicates·clusters).
 * @param half of each cluster, 0 or 1: what is learnt from one half is used on the other.
 */
export function offPolicyValue(
  lines: LoggedLines,
  target: TargetPolicy,
  half: Uint8Array,
  { clip, seed, replicates }: OffPolicyOptions,
  report: (share: number) => void = () => undefined,
): OffPolicyValue {
  const { context, item, reward, propensity, cluster } = lines
  const means = [itemMeans(lines, half, 1), itemMeans(lines, half, 0)] as const
  const expected = means.map((mean, fold) => expectedReward(lines, target, mean, fold))
  const weights = new Float64Array(context.length)
  const clusters = half.length
  const sums = new Float64Array(clusters * PARTS)
  for (let i = 0; i < context.length; i++) {
    const of = cluster[i] ?? 0
    const [c, a, r] = [context[i] ?? 0, item[i] ?? 0, reward[i] ?? 0]
    const fold = half[of] === 1 ? 1 : 0
    const w = target.probability(i, c, a, fold) / (propensity[i] ?? NaN)
    const direct = expected[fold]?.[c] ?? NaN
    weights[i] = w
    const q = means[fold].of(c, a)
    add(sums, of, [1, r, w * r, Math.min(w, clip) * r, w, direct, direct + w * (r - q)])
  }
  const drawn = resample(sums, clusters, seed, replicates, report)
  const whole = estimatesOf(totalOf(sums, clusters))
  const pick = (of: (values: readonly number[]) => number[]) =>
    ESTIMATORS.map((_, k) => {
      const sorted = drawn.map((values) => of(values)[k] ?? NaN).sort((x, y) => x - y)
      return { value: of(whole)[k] ?? NaN, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) }
    })
  const gain = (values: readonly number[]) => values.map((value) => value - (values[0] ?? NaN))
  return {
    estimates: named(pick((values) => [...values])),
    gains: named(pick(gain)),
    weights,
    replicates: drawn.length,
  }
}

/** Lines, reward, w·r, clipped w·r, w, direct, doubly robust: summed over the lines of a cluster. */
const PARTS = 7

function add(sums: Float64Array, cluster: number, parts: readonly number[]): void {
  for (let k = 0; k < PARTS; k++)
    sums[cluster * PARTS + k] = (sums[cluster * PARTS + k] ?? 0) + (parts[k] ?? 0)
}

function totalOf(sums: Float64Array, clusters: number): Float64Array {
  const total = new Float64Array(PARTS)
  for (let i = 0; i < clusters * PARTS; i++) total[i % PARTS] = (total[i % PARTS] ?? 0) + (sums[i] ?? 0)
  return total
}

/** In the order of ESTIMATORS. */
function estimatesOf(total: Float64Array): number[] {
  const [n = 0, r = 0, wr = 0, clipped = 0, w = 0, direct = 0, dr = 0] = total
  return [r / n, wr / n, clipped / n, wr / w, direct / n, dr / n]
}

/** Estimates of samples of the clusters with replacement. */
function resample(
  sums: Float64Array,
  clusters: number,
  seed: number,
  most: number,
  report: (share: number) => void,
): number[][] {
  const count = Math.min(most, Math.max(200, Math.floor(MOST_DRAWS / Math.max(1, clusters))))
  const random = seeded(seed)
  return Array.from({ length: count }, (_, done) => {
    const total = new Float64Array(PARTS)
    for (let draw = 0; draw < clusters; draw++) {
      const from = random.below(clusters) * PARTS
      for (let k = 0; k < PARTS; k++) total[k] = (total[k] ?? 0) + (sums[from + k] ?? 0)
    }
    if (done % 20 === 0) report(done / count)
    return estimatesOf(total)
  })
}

/** By context: what the target is expected to earn by the direct model; NaN where the target says no probabilities. */
function expectedReward(
  { contexts, items }: LoggedLines,
  target: TargetPolicy,
  means: ItemMeans,
  fold: number,
): Float64Array {
  const expected = new Float64Array(contexts)
  if (!target.whole) return expected.fill(NaN)
  for (let c = 0; c < contexts; c++) {
    let sum = 0
    for (let a = 0; a < items; a++) {
      const p = target.probability(-1, c, a, fold)
      if (p > 0) sum += p * means.of(c, a)
    }
    // A uniform choice among more items than the log shows earns of the others what an item earns on average.
    expected[c] = sum + target.beyond * means.of(c, -1)
  }
  return expected
}

/** Of ascending values, by linear interpolation. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1)
  const [low, high] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN]
  return low + (high - low) * (at - Math.floor(at))
}

const named = (values: readonly Estimate[]): Record<Estimator, Estimate> =>
  Object.fromEntries(ESTIMATORS.map((name, k) => [name, values[k]])) as Record<Estimator, Estimate>

/** How far weights carry: all of a log weighted by πₑ ÷ π_b. */
export interface WeightDiagnostics {
  /** (Σw)² ÷ Σw²: as many lines shown by the target itself would say as much (Kish 1965). */
  ess: number
  largest: number
  /** The largest ÷ Σw. */
  largestShare: number
  /** Close to 1 where the propensities are right and the log shows all that the target shows. */
  mean: number
  /** Standard error of the mean. */
  meanError: number
  /** (Σwr)² ÷ Σ(wr)²: how many rewards the estimate rests on. */
  rewards: number
}

export function weightDiagnostics(weights: Float64Array, reward: Float64Array): WeightDiagnostics {
  let [sum, squares, rewards, rewardSquares, largest] = [0, 0, 0, 0, 0]
  weights.forEach((w, i) => {
    const earned = w * (reward[i] ?? 0)
    sum += w
    squares += w * w
    rewards += earned
    rewardSquares += earned * earned
    largest = Math.max(largest, w)
  })
  const n = weights.length
  const mean = sum / n
  return {
    ess: squares > 0 ? (sum * sum) / squares : 0,
    largest,
    largestShare: sum > 0 ? largest / sum : 0,
    mean,
    meanError: Math.sqrt(Math.max(0, squares / n - mean * mean) / n),
    rewards: rewardSquares > 0 ? (rewards * rewards) / rewardSquares : 0,
  }
}
