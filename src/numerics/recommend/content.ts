import type { Csr } from '../csr'
import { featuresOf, type Feature, type FeatureOptions } from './features'
import type { Interactions, Taste } from './interactions'
import type { Recommender } from './model'
import { float64, int32, numberOf, type Restore } from './parts'

export interface ContentOptions extends FeatureOptions {
  /** Time in which what a member had counts half, in the unit of the times; 0, no decay, unless told. */
  halfLife?: number
}

/** A feature that brings a member and an item together, and its share of their score. */
export interface SharedFeature extends Feature {
  share: number
}

export interface ContentRecommender extends Recommender {
  /** Why an item: the features that make up most of its score, largest first; none where the score is 0. */
  reasons: (taste: Taste, item: number, most?: number) => SharedFeature[]
}

/**
 * Content-based filtering (Lops, de Gemmis & Semeraro 2011): the cosine of an item's vector (see `featuresOf`) with the sum of
 * those of the member's items, each times its weight, decayed by the time since she last had it. Knows of no other
 * member, so it serves items and members that are new. Throws where nothing is said of the items.
 */
export function trainContent(
  { items, catalogue, last }: Interactions,
  { halfLife = 0, ...options }: ContentOptions = {},
): ContentRecommender {
  if (!catalogue)
    throw new Error(
      'Content-based recommendation needs to know what the items are: names, categories, brands or prices.',
    )
  const { vectors, features } = featuresOf(catalogue, options)
  const now = last.reduce((most, time) => (time > most ? time : most), -Infinity)
  return ofVectors({ ...vectors, rows: items }, { now, halfLife }, features)
}

/** The model that was saved: items by their vectors, without the words that made them. */
export const restoreContent: Restore = (parts) => {
  const starts = int32(parts, 'starts')
  const [columns, values] = [int32(parts, 'columns'), float64(parts, 'values')]
  const vectors = { rows: starts.length - 1, width: numberOf(parts, 'width'), starts, columns, values }
  return ofVectors(vectors, { now: numberOf(parts, 'now'), halfLife: numberOf(parts, 'halfLife') }, [])
}

function ofVectors(
  { rows: items, width, starts, columns, values }: Csr,
  { now, halfLife }: { now: number; halfLife: number },
  features: readonly Feature[],
): ContentRecommender {
  const profile = new Float64Array(width)
  return {
    items,
    floor: 0,
    bytes: starts.byteLength + columns.byteLength + values.byteLength,
    parts: {
      numbers: { width, now: Number.isFinite(now) ? now : 0, halfLife },
      arrays: { starts, columns, values },
    },
    pull: (from, to) => {
      profile.fill(0)
      add(from, 1)
      return product(to)
    },
    score: (taste, into) => {
      describe(taste)
      const length = Math.sqrt(profile.reduce((sum, value) => sum + value * value, 0))
      for (let item = 0; item < items; item++) into[item] = length > 0 ? product(item) / length : 0
    },
    reasons: (taste, item, most = 3) => {
      describe(taste)
      const cells = Array.from({ length: starts[item + 1]! - starts[item]! }, (_, i) => starts[item]! + i)
      const parts = cells.map((at) => values[at]! * profile[columns[at]!]!)
      const whole = parts.reduce((sum, part) => sum + part, 0)
      return cells
        .map((at, i) => ({ ...features[columns[at]!]!, share: parts[i]! / whole }))
        .filter(({ share }) => share > 0)
        .sort((a, b) => b.share - a.share)
        .slice(0, most)
    },
  }

  function product(item: number): number {
    let sum = 0
    for (let at = starts[item]!; at < starts[item + 1]!; at++) sum += values[at]! * profile[columns[at]!]!
    return sum
  }

  function add(item: number, weight: number): void {
    for (let at = starts[item]!; at < starts[item + 1]!; at++) profile[columns[at]!]! += weight * values[at]!
  }

  function describe(taste: Taste): void {
    profile.fill(0)
    taste.items.forEach((item, i) => {
      const age = now - (taste.last?.[i] ?? NaN)
      const decay = halfLife > 0 && Number.isFinite(age) ? 2 ** (-Math.max(0, age) / halfLife) : 1
      add(item, taste.weights[i]! * decay)
    })
  }
}
