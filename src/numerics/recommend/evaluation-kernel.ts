import { frameOf, numbers, type Frame, type Kernel, type KernelOptions } from '../kernel'
import { benjaminiHochberg } from '../proportions'
import { bootstrap } from './bootstrap'
import { evaluate, type Evaluation } from './evaluate'
import type { InteractionColumns } from './interactions'
import { columnsOf, optionsFor } from './kernels'
import { ACCURACIES, CONVENTIONS, type Conventions } from './metrics'
import { trainByName } from './registry'
import {
  kCore,
  PART,
  splitByMemberTime,
  splitByTime,
  splitLastOut,
  splitMembersRandomly,
  splitRandomly,
  type Split,
} from './splits'
import { trialOf, type Trial } from './trial'

/**
 * Recommenders held against what members went on to have. In as for `recommendations`; without a column `time` only the
 * random splits can be. Options: models (names of `RECOMMENDERS`, commas between), ks (5,10,20), split (time,
 * memberTime, lastOut, random, memberRandom), validation and test (shares: .1, .2), tested (test or validation), seen
 * (removed or kept), core (k of a k-core of training, 0 for none), draws (2,000), seed, precisionBy, recallBy, averageBy,
 * idealBy (see `Conventions`), and `model.option` for a model's own. Out: kind, model, other, metric, k, value, low,
 * high, p, p_adjusted, n. Kinds:
 * - figure: train_lines, train_members, train_items, catalogue, asked, cold_members, without_truth, relevant,
 *   cold_relevant, leak (0 none, 1 future, 2 order), validation_cut, test_cut.
 * - accuracy, by model, metric and k: mean over members, its bootstrap interval, n members asked.
 * - cold, by model, metric and k: the mean over members who are not in training.
 * - list, by model, metric (those of `ListFigures`, and without_list) and k.
 * - cost, by model: train_ms, request_ms, bytes.
 * - learning, by model that learns in epochs: train_loss and validation_loss, k the epoch from 1; kept_epoch.
 * - difference, by model and other (named first), metric and k: mean of model − other, paired bootstrap interval, p and
 *   p after Benjamini and Hochberg over all differences given.
 */
export const recommenderEvaluation: Kernel = (input, options, report) => {
  const columns = columnsOf(input)
  const split = splitOf(input, options)
  const among = split.parts.map((part) => Number(part < PART.test))
  const core = Number(options['core'] ?? 0)
  const tested = options['tested'] === 'validation' ? 'validation' : 'test'
  const seen = options['seen'] === 'kept' ? 'kept' : 'removed'
  const known = tested === 'test' ? among : split.parts.map((part) => Number(part === PART.train))
  const keep = core > 1 ? { keep: kCore(columns.member, columns.item, known, core) } : {}
  const trial = trialOf(columns, split.parts, { tested, seen, ...keep })
  const ks = listOf(options['ks'] ?? '5,10,20').map(Number)
  const models = listOf(options['models'] ?? '')
  const rows = new Rows()
  tellTrial(rows, trial, split)
  const evaluations = models.map((model, at) => {
    const step = (share: number) => report((at + share) / models.length)
    const started = performance.now()
    const trained = trainByName(model, trial.train, optionsFor(model, options), (share) => step(0.5 * share))
    const ready = performance.now()
    const evaluation = evaluate(trained, trial, { ks, seen, conventions: conventionsOf(options) }, (share) =>
      step(0.5 + 0.5 * share),
    )
    const asked = performance.now() - ready
    rows.add({ kind: 'cost', model, metric: 'train_ms', value: ready - started })
    rows.add({ kind: 'cost', model, metric: 'request_ms', value: asked / trial.asked.length })
    rows.add({ kind: 'cost', model, metric: 'bytes', value: trained.bytes })
    trained.learning?.epochs.forEach(({ train, validation }, epoch) => {
      rows.add({ kind: 'learning', model, metric: 'train_loss', k: epoch + 1, value: train })
      rows.add({ kind: 'learning', model, metric: 'validation_loss', k: epoch + 1, value: validation })
    })
    if (trained.learning)
      rows.add({ kind: 'learning', model, metric: 'kept_epoch', value: trained.learning.kept + 1 })
    return { model, evaluation }
  })
  const draws = { draws: Number(options['draws'] ?? 2000), seed: Number(options['seed'] ?? 1) }
  tellAccuracy(rows, evaluations, trial, draws)
  return rows.frame()
}

interface Judged {
  model: string
  evaluation: Evaluation
}

function tellTrial(
  rows: Rows,
  { train, asked, withoutTruth, relevant, coldRelevant }: Trial,
  split: Split,
): void {
  const figures = {
    train_lines: train.times.reduce((sum, n) => sum + n, 0),
    train_members: train.members,
    train_items: Array.from(train.byItem.starts).filter((start, i, all) => i > 0 && start > all[i - 1]!)
      .length,
    catalogue: train.items,
    asked: asked.length,
    cold_members: asked.filter(({ taste }) => taste.member < 0).length,
    without_truth: withoutTruth,
    relevant,
    cold_relevant: coldRelevant,
    leak: ['none', 'future', 'order'].indexOf(split.leak),
    validation_cut: split.cuts?.validation ?? NaN,
    test_cut: split.cuts?.test ?? NaN,
  }
  for (const [metric, value] of Object.entries(figures)) rows.add({ kind: 'figure', metric, value })
}

function tellAccuracy(
  rows: Rows,
  judged: readonly Judged[],
  { asked }: Trial,
  draws: { draws: number; seed: number },
): void {
  const cold = asked.flatMap(({ taste }, at) => (taste.member < 0 ? [at] : []))
  const cells = judged.flatMap(({ model, evaluation }) =>
    evaluation.ks.flatMap((k, at) =>
      ACCURACIES.map((metric) => ({ model, k, metric, values: evaluation.members[at]![metric] })),
    ),
  )
  const pairs = cells.flatMap((cell) =>
    cells
      .filter(({ k, metric }) => k === cell.k && metric === cell.metric)
      .filter(
        ({ model }) =>
          judged.findIndex((one) => one.model === model) >
          judged.findIndex((one) => one.model === cell.model),
      )
      .map((other) => ({
        ...cell,
        other: other.model,
        values: cell.values.map((v, i) => v - other.values[i]!),
      })),
  )
  const intervals = bootstrap(
    [...cells, ...pairs].map(({ values }) => values),
    draws,
  )
  const adjusted = benjaminiHochberg(intervals.slice(cells.length).map(({ p }) => p))
  cells.forEach(({ model, k, metric, values }, at) => {
    const { mean, low, high } = intervals[at]!
    rows.add({ kind: 'accuracy', model, metric, k, value: mean, low, high, n: values.length })
    const sum = cold.reduce((total, member) => total + values[member]!, 0)
    if (cold.length > 0)
      rows.add({ kind: 'cold', model, metric, k, value: sum / cold.length, n: cold.length })
  })
  for (const { model, evaluation } of judged) {
    evaluation.ks.forEach((k, at) => {
      const figures = { ...evaluation.figures[at]!, without_list: evaluation.withoutList }
      for (const [metric, value] of Object.entries(figures))
        rows.add({ kind: 'list', model, metric, k, value })
    })
  }
  pairs.forEach(({ model, other, k, metric, values }, at) => {
    const { mean, low, high, p } = intervals[cells.length + at]!
    const tested = { p, p_adjusted: adjusted[at]!, n: values.length }
    rows.add({ kind: 'difference', model, other, metric, k, value: mean, low, high, ...tested })
  })
}

function splitOf(input: Frame, options: KernelOptions): Split {
  const { member, time }: InteractionColumns = columnsOf(input)
  const shares = { validation: Number(options['validation'] ?? 0.1), test: Number(options['test'] ?? 0.2) }
  const seed = Number(options['seed'] ?? 1)
  const times = () => time ?? numbers(input, 'time')
  switch (options['split'] ?? 'time') {
    case 'time':
      return splitByTime(times(), shares)
    case 'memberTime':
      return splitByMemberTime(member, times(), shares)
    case 'lastOut':
      return splitLastOut(member, times())
    case 'random':
      return splitRandomly(member.length, shares, seed)
    case 'memberRandom':
      return splitMembersRandomly(member, shares, seed)
    default:
      throw new Error(`There is no split called ${String(options['split'])}.`)
  }
}

/** The conventions named in the options; one that is not known is refused. */
function conventionsOf(options: KernelOptions): Conventions {
  const chosen = <T extends string>(name: keyof Conventions, known: readonly T[], initial: T): T => {
    const asked = options[name] ?? initial
    const found = known.find((one) => one === asked)
    if (found === undefined) throw new Error(`${name} can be ${known.join(' or ')}; it is ${String(asked)}.`)
    return found
  }
  return {
    precisionBy: chosen('precisionBy', ['k', 'list'], CONVENTIONS.precisionBy),
    recallBy: chosen('recallBy', ['relevant', 'achievable'], CONVENTIONS.recallBy),
    averageBy: chosen('averageBy', ['achievable', 'k'], CONVENTIONS.averageBy),
    idealBy: chosen('idealBy', ['achievable', 'k'], CONVENTIONS.idealBy),
  }
}

const listOf = (text: string | number): string[] =>
  String(text)
    .split(',')
    .filter((part) => part !== '')

interface Row {
  kind: string
  metric: string
  value: number
  model?: string
  other?: string
  k?: number
  low?: number
  high?: number
  p?: number
  p_adjusted?: number
  n?: number
}

class Rows {
  readonly #rows: Row[] = []

  add(row: Row): void {
    this.#rows.push(row)
  }

  frame(): Frame {
    const text = (of: (row: Row) => string | undefined) => this.#rows.map((row) => of(row) ?? null)
    const number = (of: (row: Row) => number | undefined) =>
      Float64Array.from(this.#rows, (row) => of(row) ?? NaN)
    return frameOf({
      kind: text(({ kind }) => kind),
      model: text(({ model }) => model),
      other: text(({ other }) => other),
      metric: text(({ metric }) => metric),
      k: number(({ k }) => k),
      value: number(({ value }) => value),
      low: number(({ low }) => low),
      high: number(({ high }) => high),
      p: number(({ p }) => p),
      p_adjusted: number((row) => row.p_adjusted),
      n: number(({ n }) => n),
    })
  }
}
