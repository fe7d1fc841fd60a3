import { csrOf, type Csr } from '../csr'
import type { Catalogue } from './catalogue'
import { chineseSplitter, wordsOf } from './words'

export const FEATURE_KINDS = ['word', 'category', 'brand', 'price'] as const
export type FeatureKind = (typeof FEATURE_KINDS)[number]

/** A word, a part of a category, a brand, or a band of prices from `low` to `high`. */
export interface Feature {
  kind: FeatureKind
  text: string
  low: number
  high: number
}

export interface FeatureOptions {
  /** What each kind counts for beside the others; 1, 1, .5 and .25 unless told, 0 leaves it out. */
  word?: number
  category?: number
  brand?: number
  price?: number
  /** Bands of prices, with as many items each as equal prices allow; 5 unless told. */
  bands?: number
}

/**
 * Items as vectors of length 1 (or 0: nothing is known): TF-IDF of the words of the name and of the parts of the category
 * (split at / | > ; ,), brand and price band; each kind is scaled to length 1, then to what it counts for. IDF is
 * ln((1 + n) ⁄ (1 + items that have it)) + 1. What a single item has is left out, for it joins nothing.
 */
export function featuresOf(
  { names, categories, brands, prices }: Catalogue,
  { word = 1, category = 1, brand = 0.5, price = 0.25, bands = 5 }: FeatureOptions = {},
): { vectors: Csr; features: Feature[] } {
  const items = names.length
  const weights: Record<FeatureKind, number> = { word, category, brand, price }
  const split = chineseSplitter()
  const bandOf = priceBands(prices, bands)
  const codes = new Map<string, number>()
  const features: Feature[] = []
  const [rows, columns]: [number[], number[]] = [[], []]
  const add = (item: number, kind: FeatureKind, text: string, low = NaN, high = NaN) => {
    if (weights[kind] <= 0) return
    const key = `${kind} ${text}`
    const code = codes.get(key) ?? codes.size
    if (code === codes.size) {
      codes.set(key, code)
      features.push({ kind, text, low, high })
    }
    rows.push(item)
    columns.push(code)
  }
  for (let item = 0; item < items; item++) {
    for (const found of wordsOf(names[item] ?? '', split)) add(item, 'word', found)
    for (const part of (categories[item] ?? '').split(/[/|>;,]/)) {
      if (part.trim() !== '') add(item, 'category', part.trim())
    }
    const made = brands[item]?.trim() ?? ''
    if (made !== '') add(item, 'brand', made)
    const band = bandOf(prices[item]!)
    if (band) add(item, 'price', `${band.low}–${band.high}`, band.low, band.high)
  }
  const counts = csrOf([items, features.length], Int32Array.from(rows), Int32Array.from(columns))
  return { vectors: weighted(counts, features, weights), features }
}

function weighted(counts: Csr, features: Feature[], weights: Record<FeatureKind, number>): Csr {
  const having = new Float64Array(features.length)
  for (const column of counts.columns) having[column]!++
  const values = counts.values.map((count, at) => {
    const n = having[counts.columns[at]!]!
    return n < 2 ? 0 : count * (Math.log((1 + counts.rows) / (1 + n)) + 1)
  })
  const kindOf = Uint8Array.from(features, ({ kind }) => FEATURE_KINDS.indexOf(kind))
  const squares = new Float64Array(FEATURE_KINDS.length)
  for (let row = 0; row < counts.rows; row++) {
    const [from, to] = [counts.starts[row]!, counts.starts[row + 1]!]
    squares.fill(0)
    for (let at = from; at < to; at++) squares[kindOf[counts.columns[at]!]!]! += values[at]! ** 2
    const whole = FEATURE_KINDS.reduce((sum, kind, k) => sum + (squares[k]! > 0 ? weights[kind] ** 2 : 0), 0)
    for (let at = from; at < to; at++) {
      const k = kindOf[counts.columns[at]!]!
      if (values[at]! > 0) values[at]! *= weights[FEATURE_KINDS[k]!] / Math.sqrt(squares[k]! * whole)
    }
  }
  return { ...counts, values }
}

function priceBands(
  prices: Float64Array,
  bands: number,
): (price: number) => { low: number; high: number } | null {
  const known = prices.filter((price) => Number.isFinite(price)).sort()
  if (known.length === 0) return () => null
  const at = (share: number) => known[Math.min(known.length - 1, Math.floor(share * known.length))]!
  const lows = [...new Set(Array.from({ length: bands }, (_, band) => at(band / bands)))]
  return (price) => {
    if (!Number.isFinite(price)) return null
    const band = lows.findLastIndex((low) => low <= price)
    return { low: lows[band]!, high: lows[band + 1] ?? known[known.length - 1]! }
  }
}
