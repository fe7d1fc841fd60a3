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
  /** For each of `ks` the share of the places in all lists that what completes the model has filled. */
  filled: readonly number[]
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
  const own: number[] = []
  const lists = trial.asked.map(({ taste }, at) => {
    if ((at & 63) === 0) report(at / trial.asked.length)
    recommender.score(taste, scores)
    const without = seen === 'removed' ? taste.items : undefined
    const { places } = topItems(scores, longest, { floor: recommender.floor, without })
    const from = recommender.ownFrom?.() ?? -Infinity
    const first = places.findIndex((item) => scores[item]! < from)
    own.push(first < 0 ? places.length : first)
    return places
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
    filled: ks.map((k) => filledShare(lists, own, k)),
  }
}

/** What is the model's own comes first in a list. */
function filledShare(lists: readonly Int32Array[], own: readonly number[], k: number): number {
  let [places, owned] = [0, 0]
  lists.forEach((list, at) => {
    places += Math.min(k, list.length)
    owned += Math.min(k, own[at]!)
  })
  return places > 0 ? (places - owned) / places : 0
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
