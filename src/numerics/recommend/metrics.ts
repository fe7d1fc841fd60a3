/** Variants in use under one name; each is said on screen. Gains are 0 or 1, discounts log₂(1 + rank). */
export interface Conventions {
  /** Precision ÷ k, or ÷ the length of the list where that is shorter. */
  precisionBy: 'k' | 'list'
  /** Recall ÷ all relevant items, or ÷ as many of them as fit into k. */
  recallBy: 'relevant' | 'achievable'
  /** Average precision ÷ min(relevant, k), or ÷ k. */
  averageBy: 'achievable' | 'k'
  /** The ideal of NDCG has min(relevant, k) hits, or k. */
  idealBy: 'achievable' | 'k'
}

export const CONVENTIONS: Conventions = {
  precisionBy: 'k',
  recallBy: 'relevant',
  averageBy: 'achievable',
  idealBy: 'achievable',
}

/** `k,relevant,achievable,achievable`: the four in the order of their declaration; what is not known is as shown first. */
export function conventionsIn(text: string): Conventions {
  const [precisionBy, recallBy, averageBy, idealBy] = text.split(',')
  return {
    precisionBy: precisionBy === 'list' ? 'list' : 'k',
    recallBy: recallBy === 'achievable' ? 'achievable' : 'relevant',
    averageBy: averageBy === 'k' ? 'k' : 'achievable',
    idealBy: idealBy === 'k' ? 'k' : 'achievable',
  }
}

export const conventionsText = (c: Conventions): string =>
  [c.precisionBy, c.recallBy, c.averageBy, c.idealBy].join(',')

export const ACCURACIES = ['precision', 'recall', 'f1', 'hit', 'mrr', 'map', 'ndcg'] as const
export type Accuracy = (typeof ACCURACIES)[number]

/** What the first `k` of one member's list say of what she went on to have: every accuracy follows from it. */
export interface Hits {
  /** Items in the list, k at most, and those of them that are relevant. */
  length: number
  hits: number
  /** Σ 1 ⁄ log₂(1 + rank) over hits. */
  gain: number
  /** Σ precision at the rank of each hit. */
  averaged: number
  /** Rank of the first hit; 0 for none. */
  first: number
  relevant: number
}

/** @param relevant sorted ascending. */
export function hitsOf(list: Int32Array, relevant: Int32Array, k: number): Hits {
  const length = Math.min(k, list.length)
  let [hits, gain, averaged, first] = [0, 0, 0, 0]
  for (let rank = 1; rank <= length; rank++) {
    if (!isAmong(list[rank - 1]!, relevant)) continue
    hits++
    gain += 1 / Math.log2(1 + rank)
    averaged += hits / rank
    if (first === 0) first = rank
  }
  return { length, hits, gain, averaged, first, relevant: relevant.length }
}

/**
 * Accuracy of the first `k` of one member's list, best first, against what she went on to have, sorted ascending and not
 * empty. `map` is her average precision, `mrr` one over the rank of the first hit, `hit` 1 if there is one; F1 is hers,
 * to be averaged after. An empty list is 0 throughout.
 */
export function accuracyOf(
  list: Int32Array,
  relevant: Int32Array,
  k: number,
  conventions: Conventions = CONVENTIONS,
): Record<Accuracy, number> {
  const { length, hits, gain, averaged, first } = hitsOf(list, relevant, k)
  const achievable = Math.min(k, relevant.length)
  const precision = hits / (conventions.precisionBy === 'k' ? k : Math.max(1, length))
  const recall = hits / (conventions.recallBy === 'relevant' ? relevant.length : achievable)
  return {
    precision,
    recall,
    f1: hits === 0 ? 0 : (2 * precision * recall) / (precision + recall),
    hit: Number(hits > 0),
    mrr: first === 0 ? 0 : 1 / first,
    map: averaged / (conventions.averageBy === 'k' ? k : achievable),
    ndcg: gain / idealGain(conventions.idealBy === 'k' ? k : achievable),
  }
}

const ideals: number[] = [0]

/** Gain of a list that is right as far as `hits`: Σ 1 ⁄ log₂(1 + rank). */
export function idealGain(hits: number): number {
  for (let n = ideals.length; n <= hits; n++) ideals.push(ideals[n - 1]! + 1 / Math.log2(1 + n))
  return ideals[hits]!
}

/** Whether a number is in a sorted list. O(log n). */
export function isAmong(value: number, sorted: Int32Array): boolean {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle]! < value) low = middle + 1
    else high = middle
  }
  return low < sorted.length && sorted[low] === value
}
