import { frameOf, numbers, type Frame, type Kernel } from './kernel'
import { ESTIMATORS, offPolicyValue, weightDiagnostics, type LoggedLines } from './off-policy'
import {
  bestItemTarget,
  givenTarget,
  shownTarget,
  uniformTarget,
  withoutSupport,
  type TargetPolicy,
} from './off-policy-targets'
import { seeded } from './random'
import { wilson } from './proportions'

/** Cells of contexts × items that are held at most. */
export const MOST_CELLS = 2e7

/** Where bins of weights begin. */
export const WEIGHT_BINS = [0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]

/**
 * Rows of lines: context, item, cluster (codes from 0), reward, propensity, target (a probability, NaN without),
 * logged (1 for a line of the log that is valued, 0 for a line of the target policy itself). Options: policy (uniform,
 * best, shown, given), clip, items (0: those of the log), seed. Gives rows of kind, name, value, low, high: kind
 * `estimate` and `gain` by estimator, `fact` by name, `weights` by bin. Without a line it gives the fact lines = 0.
 * @throws where contexts × items are more than MOST_CELLS.
 */
export const policyValue: Kernel = (input, options, report) => {
  const logged = numbers(input, 'logged')
  const own = rowsWhere(logged, 1)
  const rows = new Rows()
  rows.add('fact', 'lines', own.length)
  if (own.length === 0) return rows.frame()
  const lines = linesOf(input, own)
  if (lines.contexts * lines.items > MOST_CELLS)
    throw new Error(
      `${lines.contexts} positions × ${lines.items} products are more than this page holds; choose one slot or fewer products.`,
    )
  const seed = Number(options['seed'] ?? 1)
  const half = halves(lines, seed)
  const others = rowsWhere(logged, 0)
  const target = targetOf(input, lines, half, own, others, options)
  const clip = Number(options['clip'] ?? 10)
  const found = offPolicyValue(lines, target, half, { clip, seed, replicates: 1000 }, report)
  for (const name of ESTIMATORS) rows.interval('estimate', name, found.estimates[name])
  for (const name of ESTIMATORS) rows.interval('gain', name, found.gains[name])
  const observed = others.length > 0 && options['policy'] === 'shown' ? ownRate(input, others) : null
  if (observed) rows.interval('estimate', 'observed', observed)
  const facts = weightDiagnostics(found.weights, lines.reward)
  rows.add('fact', 'ess', facts.ess)
  rows.add('fact', 'largest', facts.largest)
  rows.add('fact', 'largest_share', facts.largestShare)
  rows.interval('fact', 'mean_weight', {
    value: facts.mean,
    low: facts.mean - 3 * facts.meanError,
    high: facts.mean + 3 * facts.meanError,
  })
  rows.add('fact', 'rewards', facts.rewards)
  rows.add('fact', 'without_support', withoutSupport(lines, target, half))
  rows.add('fact', 'clusters', half.length)
  rows.add('fact', 'items', lines.items)
  rows.add('fact', 'contexts', lines.contexts)
  rows.add(
    'fact',
    'earned',
    lines.reward.reduce((sum, r) => sum + r, 0),
  )
  rows.add('fact', 'clipped', found.weights.filter((w) => w > clip).length)
  rows.add('fact', 'target_lines', others.length)
  rows.add('fact', 'replicates', found.replicates)
  WEIGHT_BINS.forEach((from, i) => {
    const to = WEIGHT_BINS[i + 1] ?? Infinity
    const count = found.weights.filter((w) => w >= from && w < to).length
    rows.interval('weights', String(from), { value: count, low: from, high: Number.isFinite(to) ? to : NaN })
  })
  return rows.frame()
}

class Rows {
  readonly #text: { kind: string[]; name: string[] } = { kind: [], name: [] }
  readonly #numbers: { value: number[]; low: number[]; high: number[] } = { value: [], low: [], high: [] }

  add(kind: string, name: string, value: number): void {
    this.interval(kind, name, { value, low: NaN, high: NaN })
  }

  interval(kind: string, name: string, of: { value: number; low: number; high: number }): void {
    this.#text.kind.push(kind)
    this.#text.name.push(name)
    this.#numbers.value.push(of.value)
    this.#numbers.low.push(of.low)
    this.#numbers.high.push(of.high)
  }

  frame(): Frame {
    const { value, low, high } = this.#numbers
    return frameOf({
      ...this.#text,
      value: Float64Array.from(value),
      low: Float64Array.from(low),
      high: Float64Array.from(high),
    })
  }
}

const rowsWhere = (flags: Float64Array, wanted: number): Int32Array => {
  const found: number[] = []
  flags.forEach((flag, i) => flag === wanted && found.push(i))
  return Int32Array.from(found)
}

const codesAt = (values: Float64Array, rows: Int32Array): Int32Array => rows.map((row) => values[row] ?? 0)
const numbersAt = (values: Float64Array, rows: Int32Array): Float64Array =>
  Float64Array.from(rows, (row) => values[row] ?? NaN)

/** Codes of items and contexts may be named by lines of the target too, so their counts are taken over all. */
function linesOf(input: Frame, rows: Int32Array): LoggedLines {
  const cluster = codesAt(numbers(input, 'cluster'), rows)
  return {
    context: codesAt(numbers(input, 'context'), rows),
    item: codesAt(numbers(input, 'item'), rows),
    reward: numbersAt(numbers(input, 'reward'), rows),
    propensity: numbersAt(numbers(input, 'propensity'), rows),
    cluster: dense(cluster),
    contexts: 1 + highest(numbers(input, 'context')),
    items: 1 + highest(numbers(input, 'item')),
  }
}

const highest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, value), 0)

/** The same groups, numbered from 0 without a gap. */
function dense(codes: Int32Array): Int32Array {
  const numbered = new Map<number, number>()
  return codes.map((code) => {
    const known = numbered.get(code) ?? numbered.size
    numbered.set(code, known)
    return known
  })
}

/** 0 or 1 for each cluster, by lot. */
function halves({ cluster }: LoggedLines, seed: number): Uint8Array {
  const random = seeded(seed + 7919)
  const count = cluster.reduce((most, code) => Math.max(most, code), -1) + 1
  return Uint8Array.from({ length: count }, () => random.below(2))
}

function targetOf(
  input: Frame,
  lines: LoggedLines,
  half: Uint8Array,
  own: Int32Array,
  others: Int32Array,
  options: Readonly<Record<string, string | number>>,
): TargetPolicy {
  switch (options['policy']) {
    case 'best':
      return bestItemTarget(lines, half)
    case 'shown':
      return shownTarget(lines, {
        context: codesAt(numbers(input, 'context'), others),
        item: codesAt(numbers(input, 'item'), others),
      })
    case 'given':
      return givenTarget(numbersAt(numbers(input, 'target'), own))
    default:
      return uniformTarget(lines.items, Number(options['items'] ?? 0))
  }
}

/** What the target earned on lines of its own; a mean of 0 and 1, so Wilson's interval. */
function ownRate(input: Frame, rows: Int32Array) {
  const reward = numbersAt(numbers(input, 'reward'), rows)
  const sum = reward.reduce((total, r) => total + r, 0)
  return { value: sum / reward.length, ...wilson(sum, reward.length) }
}
