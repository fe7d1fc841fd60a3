import { denseCodes } from '../csr'
import type { MemberRows } from './catalogue'
import {
  interactionsOf,
  tasteOf,
  type InteractionColumns,
  type Interactions,
  type Taste,
} from './interactions'
import { PART } from './splits'

/** What a recommender is held against: what it may know, and what members went on to have. */
export interface Trial {
  /** Its items are the catalogue: all that is in the data, in whichever part. */
  train: Interactions
  asked: readonly Asked[]
  /** Members of the tested part who have nothing left to find: all of it was seen, and seen items are removed. */
  withoutTruth: number
  /** Pairs of member and item to be found, and those of them whose item nobody has in training. */
  relevant: number
  coldRelevant: number
}

export interface Asked {
  id: number
  /** From training alone; member −1 and no items for somebody who is not in it. */
  taste: Taste
  /** Codes of items, ascending, at least one. */
  relevant: Int32Array
}

/** Whether items a member has may be recommended to her again. Removed, they are no truth either. */
export type Seen = 'kept' | 'removed'

interface TrialOptions {
  tested?: 'validation' | 'test'
  keep?: Uint8Array
}

/**
 * Training and truth of a split. `tested` is the part that is to be found; what comes before it is known: with the test,
 * validation is trained on as well. `keep` leaves lines out of training alone, as those outside a k-core.
 */
export const trialOf = (
  columns: InteractionColumns,
  parts: Uint8Array,
  { seen = 'removed', ...options }: TrialOptions & { seen?: Seen } = {},
): Trial => trialsOf(columns, parts, options)(seen)

/** The same for both ways with items a member had before, over one training. */
export function trialsOf(
  columns: InteractionColumns,
  parts: Uint8Array,
  { tested = 'test', keep }: TrialOptions = {},
): (seen: Seen) => Trial {
  const isIn = (line: number) => parts[line] !== PART.leftOut && parts[line]! <= PART[tested]
  const catalogue = denseCodes(columns.item.map((item, line) => (isIn(line) ? item : NaN))).ids
  const isKnown = (line: number) => parts[line]! < PART[tested] && keep?.[line] !== 0
  const isSought = (line: number) => parts[line] === PART[tested] && (columns.target?.[line] ?? 1) > 0
  const truth = interactionsOf(columns, isSought, catalogue)
  const belonging = columns.belonging && knownBefore(truth, columns.belonging)
  const train = interactionsOf({ ...columns, belonging }, isKnown, catalogue)
  const codeOf = new Map(Array.from(train.memberIds, (id, code) => [id, code]))
  const segmentOf = new Map(
    Array.from(belonging?.member ?? [], (id, row) => [id, belonging?.segment[row] ?? null]),
  )
  const isCold = (item: number) => train.byItem.starts[item] === train.byItem.starts[item + 1]
  return (seen) => {
    const asked: Asked[] = []
    let [withoutTruth, coldRelevant, all] = [0, 0, 0]
    truth.memberIds.forEach((id, member) => {
      const known = codeOf.get(id)
      const taste = known === undefined ? newcomer(segmentOf.get(id) ?? null) : tasteOf(train, known)
      const had = new Set(seen === 'removed' ? taste.items : [])
      const relevant = tasteOf(truth, member).items.filter((item) => !had.has(item))
      if (relevant.length === 0) withoutTruth++
      else asked.push({ id, taste, relevant })
      all += relevant.length
      for (const item of relevant) if (isCold(item)) coldRelevant++
    })
    return { train, asked, withoutTruth, relevant: all, coldRelevant }
  }
}

/** A segment that was not known before what is to be found would give it away: the first order's, say, of a newcomer. */
function knownBefore(truth: Interactions, { member, segment, since }: MemberRows): MemberRows {
  if (!since) return { member, segment }
  const soughtAt = new Map(
    Array.from(truth.memberIds, (id, code) => {
      const firsts = truth.first.subarray(truth.byMember.starts[code], truth.byMember.starts[code + 1])
      return [id, firsts.reduce((least, at) => (at < least ? at : least), Infinity)]
    }),
  )
  const isKnown = (row: number) => !(since[row]! >= (soughtAt.get(member[row]!) ?? Infinity))
  return { member, segment: segment.map((own, row) => (isKnown(row) ? own : null)) }
}

const NOTHING = new Int32Array(0)

const newcomer = (segment: string | null): Taste => ({ member: -1, items: NOTHING, weights: [], segment })
