import { listFigures, type ListFigures } from './lists'
import { ACCURACIES, accuracyOf, CONVENTIONS, type Accuracy, type Conventions } from './metrics'
import type { Recommender } from './model'
import { topItems } from './top'
import type { Seen, Trial } from './trial'

export interface Evaluation {
  ks: readonly number[]
  /** For each of `ks` and each member asked, in her place. */
  members: readonly Record<Accuracy, Float64Array>[]
  /** Their means, over all members asked: who gets no list counts 0. */
  means: readonly Record<Accuracy, number>[]
  figures: readonly ListFigures[]
  /** Best first, as long as the largest k at most. */
  lists: readonly Int32Array[]
  /** Members asked who got no list. */
  withoutList: number
}

/**
 * Runs a recommender for every member asked, with the whole catalogue as candidates. `ks` are the lengths of lists.
 */
export function evaluate(
  recommender: Recommender,
  trial: Trial,
  {
    ks,
    seen = 'removed',
    conventions = CONVENTIONS,
  }: { ks: readonly number[]; seen?: Seen; conventions?: Conventions },
  report: (share: number) => void = () => undefined,
): Evaluation {
  const scores = new Float64Array(trial.train.items)
  const longest = Math.max(...ks)
  const lists = trial.asked.map(({ taste }, at) => {
    if ((at & 63) === 0) report(at / trial.asked.length)
    recommender.score(taste, scores)
    const without = seen === 'removed' ? taste.items : undefined
    return topItems(scores, longest, { floor: recommender.floor, without }).places
  })
  const members = ks.map((k) => {
    const columns = blank(lists.length)
    lists.forEach((list, at) => {
      const found = accuracyOf(list, trial.asked[at]!.relevant, k, conventions)
      for (const name of ACCURACIES) columns[name][at] = found[name]
    })
    return columns
  })
  return {
    ks,
    members,
    means: members.map(meansOf),
    figures: listFigures(lists, trial, ks),
    lists,
    withoutList: lists.filter((list) => list.length === 0).length,
  }
}

const blank = (length: number) =>
  Object.fromEntries(ACCURACIES.map((name) => [name, new Float64Array(length)])) as Record<
    Accuracy,
    Float64Array
  >

const meansOf = (columns: Record<Accuracy, Float64Array>) =>
  Object.fromEntries(
    ACCURACIES.map((name) => [
      name,
      columns[name].reduce((sum, value) => sum + value, 0) / columns[name].length,
    ]),
  ) as Record<Accuracy, number>
