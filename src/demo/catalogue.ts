import { monthOf } from './calendar'
import { CATEGORY_ITEMS } from './catalogue-items'
import { LAW } from './law'
import { aliasDraw, zipfWeights, type Draw } from './samplers'
import type { Bilingual } from '../text/bilingual'

export interface Product {
  readonly id: string
  readonly name: Bilingual
  readonly brand: Bilingual
  /** Index of the category. */
  readonly category: number
  readonly priceCents: number
  readonly costCents: number
  /** The need it serves (0 or 1 within its category) and the days it lasts; a need of -1 is none. */
  readonly need: number
  readonly days: number
}

export const CATEGORIES: readonly Bilingual[] = CATEGORY_ITEMS.map((category) => category.name)

/** Both brands of each item: the second dearer by about a third. Product numbers go by category. */
export const PRODUCTS: readonly Product[] = CATEGORY_ITEMS.flatMap((category, index) =>
  category.items.flatMap((item, itemIndex) =>
    category.brands.map((brand, brandIndex): Product => {
      const plain = Math.floor(item.price * 100 + 0.5)
      const priceCents = brandIndex === 0 ? plain : Math.floor((plain * 4) / 3000) * 1000 + 900
      return {
        id: `P${1001 + index * 100 + itemIndex * 2 + brandIndex}`,
        name: { en: `${brand.en} ${item.name.en}`, zh: `${brand.zh} ${item.name.zh}` },
        brand,
        category: index,
        priceCents,
        costCents: Math.floor(priceCents * category.cost + 0.5),
        need: item.staple?.need ?? -1,
        days: item.staple?.days ?? 0,
      }
    }),
  ),
)

export const PER_CATEGORY = PRODUCTS.length / CATEGORIES.length

/** A product's place within its category, by popularity. Steps of 5 through 12 products mix items and brands. */
const POPULAR = Array.from({ length: PER_CATEGORY }, (_, rank) => (rank * 5) % PER_CATEGORY)
const drawRank = aliasDraw(zipfWeights(PER_CATEGORY, LAW.popularity))

/** Draws a product of a category: an index into PRODUCTS. */
export const drawProduct = (random: Parameters<Draw>[0], category: number): number =>
  category * PER_CATEGORY + POPULAR[drawRank(random)]!

/** The products that serve a need of a category, as indices into PRODUCTS. Empty where there is no such need. */
export const productsForNeed = (category: number, need: number): readonly number[] =>
  PRODUCTS.flatMap((product, index) =>
    product.category === category && product.need === need ? [index] : [],
  )

/** A member's main category, by weight. */
export const drawMainCategory: Draw = aliasDraw(CATEGORY_ITEMS.map((category) => category.weight))

/** How much more often buyers of one category buy another than chance would have it; symmetric. */
function affinity(a: number, b: number): number {
  if (a === b) return 5
  return AFFINITIES.find(([x, y]) => (x === a && y === b) || (x === b && y === a))?.[2] ?? 0.8
}

const AFFINITIES: readonly (readonly [number, number, number])[] = [
  [0, 4, 1.8],
  [0, 7, 1.6],
  [0, 3, 1.4],
  [1, 5, 2],
  [1, 7, 1.7],
  [2, 3, 2.2],
  [3, 4, 1.7],
  [4, 7, 1.5],
  [4, 8, 1.4],
  [5, 9, 1.5],
  [6, 9, 1.6],
  [2, 6, 1.3],
]

/** Draws of a category for each month (0 to 11) and main category: season × weight × affinity. */
const CATEGORY_DRAWS: readonly (readonly Draw[])[] = Array.from({ length: 12 }, (_, month) =>
  CATEGORY_ITEMS.map((_main, main) =>
    aliasDraw(
      CATEGORY_ITEMS.map(
        (category, index) => category.weight * category.season[month]! * affinity(main, index),
      ),
    ),
  ),
)

/** Mean of the pieces of a line beyond the first, by category. */
export const MORE_PIECES: readonly number[] = CATEGORY_ITEMS.map((category) => category.morePieces)

/** How a day's buyers choose a category: a draw for each main category, by the season. */
export const drawsOn = (day: number): readonly Draw[] => CATEGORY_DRAWS[monthOf(day)]!
