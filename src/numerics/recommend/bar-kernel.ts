import type { Kernel } from '../kernel'
import { completed } from './completed'
import { evaluate } from './evaluate'
import { optionsFor } from './kernels'
import { ACCURACIES, conventionsIn } from './metrics'
import { trainPopular } from './popular'
import { prepare } from './prepared'
import { trainByName } from './registry'
import { ResultRows } from './rows'

/**
 * How simple recommenders do on the validation part: the bar for the others is chosen by it, so that no test decides what it
 * is held against. In and options as for `recommenderTrial`; models (names, commas between), metric (ndcg), k (10),
 * conventions, seen. Out: model, value, asked; nothing where validation asks nobody.
 */
export const recommenderBar: Kernel = (input, options, report) => {
  const rows = new ResultRows(['model'], ['value', 'asked'])
  const models = String(options['models'] ?? '')
    .split(',')
    .filter((name) => name !== '')
  if (input.rows === 0 || models.length === 0) return rows.frame()
  const seen = options['seen'] === 'kept' ? 'kept' : 'removed'
  const trial = prepare(input, { ...options, tested: 'validation' }).trial(seen)
  if (trial.asked.length === 0) return rows.frame()
  const metric = ACCURACIES.find((name) => name === options['metric']) ?? 'ndcg'
  const asked = {
    ks: [Number(options['k'] ?? 10)],
    seen,
    conventions: conventionsIn(String(options['conventions'] ?? '')),
  } as const
  models.forEach((model, at) => {
    const told = (share: number) => report((at + share) / models.length)
    const alone = trainByName(model, trial.train, optionsFor(model, options), told)
    const whole = options['fill'] === 'popular' ? completed(alone, trainPopular(trial.train)) : alone
    const value = evaluate(whole, trial, asked).means[0]?.[metric] ?? NaN
    rows.add({ model, value, asked: trial.asked.length })
  })
  return rows.frame()
}
