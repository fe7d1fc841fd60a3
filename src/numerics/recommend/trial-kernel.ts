import { frameOf, type Frame, type Kernel } from '../kernel'
import { evaluate, type Evaluation } from './evaluate'
import { completed } from './completed'
import { optionsFor } from './kernels'
import { sizesOf } from './interactions'
import { hitsOf, idealGain } from './metrics'
import type { Recommender } from './model'
import { trainPopular } from './popular'
import { prepare, type Prepared } from './prepared'
import { trainByName } from './registry'
import { ResultRows } from './rows'
import type { Seen, Trial } from './trial'

export const SEEN: readonly Seen[] = ['kept', 'removed']
const LEAKS = ['none', 'future', 'order']

/**
 * What is known and what is asked, before any model is trained. In as for `recommendations`, and `target` (above 0 for a
 * line that counts as found), options as for `prepare`. Out: seen, metric, value. For both ways with seen items: asked,
 * asked_of (before some were drawn), cold_members, without_truth, relevant, cold_relevant, repeat_relevant (pairs she had
 * before). Once: lines, train_lines, train_members, train_items, train_cells, pairs (Σ over members of her items²), item_pairs (Σ over items of their members²),
 * catalogue, outside_core, left_out, leak (0 none, 1 future, 2 order), without_times, validation_cut, test_cut (days since
 * 1970), most_lines (of one member).
 */
export const recommenderSplit: Kernel = (input, options) => {
  const prepared = prepare(input, options)
  const { split, columns, trial, all } = prepared
  const { train } = trial('kept')
  const rows = new ResultRows(['seen', 'metric'], ['value'])
  const tell = (metric: string, value: number, seen?: Seen) =>
    rows.add({ metric, value, ...(seen && { seen }) })
  const sizes = sizesOf(train)
  tell('lines', columns.member.length)
  tell('train_lines', sizes.lines)
  tell('train_members', train.members)
  tell('train_items', itemsHad(prepared))
  tell('train_cells', sizes.cells)
  tell('pairs', sizes.pairs)
  tell('item_pairs', sizes.itemPairs)
  tell('catalogue', train.items)
  tell('outside_core', prepared.outsideCore)
  tell(
    'left_out',
    split.parts.reduce((sum, part) => sum + Number(part === 3), 0),
  )
  tell('leak', LEAKS.indexOf(split.leak))
  tell('without_times', Number(prepared.isWithoutTimes))
  tell('validation_cut', split.cuts?.validation ?? NaN)
  tell('test_cut', split.cuts?.test ?? NaN)
  tell('most_lines', mostLines(columns.member))
  for (const seen of SEEN) {
    const { asked, withoutTruth, relevant, coldRelevant } = trial(seen)
    tell('asked', asked.length, seen)
    tell('asked_of', all(seen), seen)
    tell('cold_members', asked.filter(({ taste }) => taste.member < 0).length, seen)
    tell('without_truth', withoutTruth, seen)
    tell('relevant', relevant, seen)
    tell('cold_relevant', coldRelevant, seen)
    tell('repeat_relevant', trial('kept').relevant - trial('removed').relevant, seen)
  }
  return rows.frame()
}

const itemsHad = ({ trial }: Prepared): number => {
  const { starts } = trial('kept').train.byItem
  return starts.reduce((sum, start, i) => sum + Number(i > 0 && start > starts[i - 1]!), 0)
}

function mostLines(members: Float64Array): number {
  const counts = new Map<number, number>()
  let most = 0
  for (const member of members) {
    const n = (counts.get(member) ?? 0) + 1
    counts.set(member, n)
    most = Math.max(most, n)
  }
  return most
}

/**
 * One recommender held against what members went on to have. In and options as for `recommenderSplit`; model (a name of
 * `RECOMMENDERS`), ks (5,10,20), fill (popular: lists are
 * completed with what most members have, see `completed`; none), and `model.option` for its own. Out, by kind:
 * - member, for seen kept and removed, each k and member asked: member, had (items she has in training), length, hits, gain,
 *   averaged, first, relevant (see `Hits`), ideal (the gain of a list that is right throughout, min(relevant, k) items).
 * - list, for both and each k: metric and value: those of `ListFigures`, without_list, filled (share of the places that
 *   the most popular fill), cold_found and cold_relevant (pairs whose item nobody has in training), warm_found and
 *   warm_relevant.
 * - cost: train_ms, request_ms, bytes.
 * - epoch: metric train or validation, k the epoch from 1, value the mean loss; and metric kept, k the epoch whose weights count.
 */
export const recommenderTrial: Kernel = (input, options, report) => {
  if (input.rows === 0) return trialFrame(new Members(0), new ResultRows(TEXTS, NUMBERS))
  const { trial } = prepare(input, options)
  const ks = String(options['ks'] ?? '5,10,20')
    .split(',')
    .map(Number)
  const name = String(options['model'])
  const train = trial('kept').train
  const started = performance.now()
  const alone = trainByName(name, train, optionsFor(name, options), (share) => report(0.6 * share))
  const trained = performance.now() - started
  const model = options['fill'] === 'popular' ? completed(alone, trainPopular(train)) : alone
  const rows = new ResultRows(TEXTS, NUMBERS)
  const members = new Members(ks.length * SEEN.reduce((sum, seen) => sum + trial(seen).asked.length, 0))
  let [asking, lists] = [0, 0]
  SEEN.forEach((seen, at) => {
    const asked = trial(seen)
    const began = performance.now()
    const evaluation = evaluate(model, asked, { ks, seen }, (share) => report(0.6 + 0.2 * (at + share)))
    asking += performance.now() - began
    lists += asked.asked.length
    tellMembers(members, asked, evaluation, seen)
    tellLists(rows, asked, evaluation, seen)
  })
  tellCost(rows, alone, trained, asking / lists)
  return trialFrame(members, rows)
}

function tellMembers(members: Members, { asked }: Trial, { ks, lists }: Evaluation, seen: Seen): void {
  for (const k of ks)
    asked.forEach(({ id, taste, relevant }, at) => {
      const found = hitsOf(lists[at]!, relevant, k)
      const ideal = idealGain(Math.min(k, relevant.length))
      members.add(seen, { k, member: id, had: taste.items.length, ...found, ideal })
    })
}

function tellLists(rows: LongRows, { asked, train }: Trial, evaluation: Evaluation, seen: Seen): void {
  const { starts } = train.byItem
  const isCold = (item: number) => starts[item] === starts[item + 1]
  evaluation.ks.forEach((k, place) => {
    const counts = { cold_found: 0, cold_relevant: 0, warm_found: 0, warm_relevant: 0 }
    asked.forEach(({ relevant }, at) => {
      const list = new Set(evaluation.lists[at]!.subarray(0, k))
      for (const item of relevant) {
        const kind = isCold(item) ? 'cold' : 'warm'
        counts[`${kind}_relevant`]++
        if (list.has(item)) counts[`${kind}_found`]++
      }
    })
    const figures = {
      ...evaluation.figures[place]!,
      without_list: evaluation.withoutList,
      filled: evaluation.filled[place]!,
      ...counts,
    }
    for (const [metric, value] of Object.entries(figures)) rows.add({ kind: 'list', seen, metric, k, value })
  })
}

function tellCost(rows: LongRows, model: Recommender, trained: number, request: number): void {
  const cost = { train_ms: trained, request_ms: request, bytes: model.bytes }
  for (const [metric, value] of Object.entries(cost)) rows.add({ kind: 'cost', metric, value })
  model.learning?.epochs.forEach(({ train, validation }, epoch) => {
    rows.add({ kind: 'epoch', metric: 'train', k: epoch + 1, value: train })
    rows.add({ kind: 'epoch', metric: 'validation', k: epoch + 1, value: validation })
  })
  if (model.learning) rows.add({ kind: 'epoch', metric: 'kept', k: model.learning.kept + 1 })
}

const TEXTS = ['kind', 'seen', 'metric'] as const
const NUMBERS = ['k', 'value'] as const
type LongRows = ResultRows<(typeof TEXTS)[number], (typeof NUMBERS)[number]>

const OF_MEMBER = [
  'member',
  'had',
  'length',
  'hits',
  'gain',
  'averaged',
  'first',
  'relevant',
  'ideal',
] as const

/** The rows of members, kept by columns: there are hundreds of thousands. */
class Members {
  readonly seen: Seen[] = []
  readonly k: Float64Array
  readonly columns: Record<(typeof OF_MEMBER)[number], Float64Array>

  constructor(rows: number) {
    this.k = new Float64Array(rows)
    this.columns = Object.fromEntries(
      OF_MEMBER.map((name) => [name, new Float64Array(rows)]),
    ) as Members['columns']
  }

  add(seen: Seen, { k, ...row }: Record<(typeof OF_MEMBER)[number] | 'k', number>): void {
    const at = this.seen.length
    this.seen.push(seen)
    this.k[at] = k
    for (const name of OF_MEMBER) this.columns[name][at] = row[name]
  }
}

/** The rows of members, and after them the others. */
function trialFrame({ seen, k, columns }: Members, others: LongRows): Frame {
  const rest = others.frame()
  const of = (name: string) => rest.columns.find((column) => column.name === name)!.values
  const none = seen.map(() => null)
  const numbers = (first: Float64Array, name: string | null): Float64Array => {
    const whole = new Float64Array(first.length + rest.rows).fill(NaN)
    whole.set(first)
    if (name !== null) whole.set(of(name) as Float64Array, first.length)
    return whole
  }
  const texts = (first: (string | null)[], name: string) => [...first, ...(of(name) as (string | null)[])]
  return frameOf({
    kind: texts(
      seen.map(() => 'member'),
      'kind',
    ),
    seen: texts(seen, 'seen'),
    metric: texts(none, 'metric'),
    k: numbers(k, 'k'),
    value: numbers(new Float64Array(k.length).fill(NaN), 'value'),
    ...Object.fromEntries(OF_MEMBER.map((name) => [name, numbers(columns[name], null)])),
  })
}
