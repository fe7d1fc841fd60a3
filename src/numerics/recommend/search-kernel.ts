import type { Kernel, KernelOptions } from '../kernel'
import { seeded, type Random } from '../random'
import { completed } from './completed'
import { evaluate } from './evaluate'
import { ACCURACIES, conventionsIn } from './metrics'
import { trainPopular } from './popular'
import { prepare } from './prepared'
import { trainByName } from './registry'
import { ResultRows } from './rows'

/** What is searched: a number between two limits, evenly or evenly by its logarithm, whole or not. */
export interface Range {
  name: string
  low: number
  high: number
  isLog: boolean
  isWhole: boolean
}

/**
 * Random search (Bergstra & Bengio 2012) of one model's options on the validation part; the test is not looked at. In and
 * options as for `recommenderTrial`; ranges (see `rangesOf`), trials, seconds (no further try is begun after them), metric
 * (ndcg) and k (10), conventions (see `conventionsIn`), seen. The first try has the model's own defaults. Out: trial (from 0), option, chosen (its value), value
 * (the metric on validation), train_ms; a row for each option of each try, and one without an option for a model that has none.
 */
export const recommenderSearch: Kernel = (input, options, report) => {
  const rows = new ResultRows(['option'], ['trial', 'chosen', 'value', 'train_ms'])
  if (input.rows === 0) return rows.frame()
  const seen = options['seen'] === 'kept' ? 'kept' : 'removed'
  const trial = prepare(input, { ...options, tested: 'validation' }).trial(seen)
  const metric = ACCURACIES.find((name) => name === options['metric']) ?? 'ndcg'
  const k = Number(options['k'] ?? 10)
  const conventions = conventionsIn(String(options['conventions'] ?? ''))
  const ranges = rangesOf(String(options['ranges'] ?? ''))
  const random = seeded(Number(options['seed'] ?? 1))
  const [trials, seconds] = [Number(options['trials'] ?? 20), Number(options['seconds'] ?? 60)]
  const began = performance.now()
  for (let at = 0; at < trials; at++) {
    const spent = (performance.now() - began) / 1000
    if (at > 0 && spent > seconds) break
    const chosen = at === 0 ? [] : ranges.map((range) => [range.name, drawn(range, random)] as const)
    const started = performance.now()
    const given: KernelOptions = { ...Object.fromEntries(chosen), seed: options['seed'] ?? 1 }
    const done = (share: number) => report(Math.min(0.999, Math.max((at + share) / trials, spent / seconds)))
    const alone = trainByName(String(options['model']), trial.train, given, done)
    const model = options['fill'] === 'popular' ? completed(alone, trainPopular(trial.train)) : alone
    const trained = performance.now() - started
    const value = evaluate(model, trial, { ks: [k], seen, conventions }).means[0]?.[metric] ?? NaN
    const row = { trial: at, value, train_ms: trained }
    if (chosen.length === 0) rows.add(row)
    for (const [option, number] of chosen) rows.add({ ...row, option, chosen: number })
  }
  return rows.frame()
}

/** `ridge:log:10:2000;k:whole:20:400`: name, scale (log, whole, whole log as `count`, or even), limits. */
export function rangesOf(text: string): Range[] {
  return text
    .split(';')
    .filter((part) => part !== '')
    .map((part) => {
      const [name = '', scale = '', low, high] = part.split(':')
      const range = {
        name,
        low: Number(low),
        high: Number(high),
        isLog: scale === 'log' || scale === 'count',
        isWhole: scale === 'whole' || scale === 'count',
      }
      if (!(range.low <= range.high) || (range.isLog && range.low <= 0))
        throw new Error(`${part} is no range to search.`)
      return range
    })
}

function drawn({ low, high, isLog, isWhole }: Range, random: Random): number {
  const at = random.unit()
  const value = isLog ? low * (high / low) ** at : low + (high - low) * at
  return isWhole ? Math.round(value) : value
}
