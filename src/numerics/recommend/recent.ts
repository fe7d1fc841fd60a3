import type { Interactions } from './interactions'
import type { ModelParts, Recommender } from './model'
import { float64, numberOf, textsOf, type Restore } from './parts'
import { trainPopular } from './popular'

/**
 * What most members had within a window up to the last time of the training; of all times where there are none.
 * `days` is in the unit of the times, 30 unless told.
 */
export function trainPopularRecently(data: Interactions, { days = 30 }: { days?: number } = {}): Recommender {
  const { items, byMember, last } = data
  const end = last.reduce((most, time) => (time > most ? time : most), -Infinity)
  if (end === -Infinity) return trainPopular(data)
  const counts = new Float64Array(items)
  byMember.columns.forEach((item, cell) => {
    if (last[cell]! > end - days) counts[item]!++
  })
  return trainPopular(data, { counts })
}

/** Weight of the whole shop beside a segment, in members. */
const PRIOR_MEMBERS = 20
/** Members of a segment below which its list could be read as theirs: it is not saved, and all that members have stands in. */
const LEAST_SAVED = 10

/**
 * What most members of her segment have: the share of the segment's members, mixed with the share of all as if twenty
 * more of them were average. Without a segment, what most members have.
 */
export function trainPopularInSegment({
  members,
  items,
  byMember,
  byItem,
  segments,
}: Interactions): Recommender {
  const names = [...new Set(segments ?? [])].filter((name) => name !== null)
  const codeOf = new Map(names.map((name, code) => [name, code]))
  const share = Float64Array.from(
    { length: items },
    (_, item) => (byItem.starts[item + 1]! - byItem.starts[item]!) / members,
  )
  const shares = names.map(() => share.map((value) => PRIOR_MEMBERS * value))
  const sizes = new Float64Array(names.length).fill(PRIOR_MEMBERS)
  segments?.forEach((name, member) => {
    const code = codeOf.get(name ?? '')
    if (name === null || code === undefined) return
    sizes[code]!++
    for (let at = byMember.starts[member]!; at < byMember.starts[member + 1]!; at++)
      shares[code]![byMember.columns[at]!]!++
  })
  shares.forEach((own, code) => own.forEach((count, item) => (own[item] = count / sizes[code]!)))
  const large = names.flatMap((name, code) =>
    sizes[code]! - PRIOR_MEMBERS >= LEAST_SAVED ? [[name, shares[code]!] as const] : [],
  )
  return {
    ...ofShares(share, new Map(names.map((name, code) => [name, shares[code]!]))),
    parts: partsOf(share, large),
  }
}

/** The model that was saved. */
export const restorePopularInSegment: Restore = (parts) => {
  const [share, shares, names] = [
    float64(parts, 'share'),
    float64(parts, 'shares'),
    textsOf(parts, 'segments'),
  ]
  const width = share.length
  return ofShares(
    share,
    new Map(names.map((name, code) => [name, shares.subarray(code * width, (code + 1) * width)])),
  )
}

const ofShares = (share: Float64Array, ofSegments: ReadonlyMap<string, Float64Array>): Recommender => ({
  items: share.length,
  floor: 0,
  bytes: share.byteLength * (1 + ofSegments.size),
  score: ({ segment }, into) => into.set(ofSegments.get(segment ?? '') ?? share),
})

function partsOf(
  share: Float64Array,
  ofSegments: readonly (readonly [name: string, own: Float64Array])[],
): ModelParts {
  const shares = new Float64Array(share.length * ofSegments.length)
  ofSegments.forEach(([, own], code) => shares.set(own, code * share.length))
  return {
    numbers: {},
    arrays: { share, shares },
    texts: { segments: ofSegments.map(([name]) => name) },
  }
}

/**
 * Recently bought again: a member's own items, the latest first, of one time the one she had most often, then the one
 * of more weight. A list only where items she has may be shown.
 */
export const trainAgain = ({ items }: Interactions): Recommender => againOf(items)

/** Nothing was learnt: the model that was saved is the rule. */
export const restoreAgain: Restore = (parts) => againOf(numberOf(parts, 'items'))

function againOf(items: number): Recommender {
  return {
    items,
    floor: 0,
    bytes: 0,
    parts: { numbers: { items }, arrays: {} },
    score: (taste, into) => {
      into.fill(0)
      const order = Array.from(taste.items.keys()).sort(
        (a, b) =>
          (taste.last?.[b] || 0) - (taste.last?.[a] || 0) ||
          (taste.times?.[b] ?? 1) - (taste.times?.[a] ?? 1) ||
          taste.weights[b]! - taste.weights[a]! ||
          a - b,
      )
      order.forEach((place, rank) => (into[taste.items[place]!] = order.length - rank))
    },
  }
}
