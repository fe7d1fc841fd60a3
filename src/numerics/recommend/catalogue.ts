/** What is said of items, a row each, in any order; of two rows of one item the later holds. */
export interface ItemRows {
  item: Float64Array
  name: readonly (string | null)[]
  category: readonly (string | null)[]
  brand: readonly (string | null)[]
  /** NaN where it is not known. */
  price: Float64Array
}

/** The segment of members, a row each. */
export interface MemberRows {
  member: Float64Array
  segment: readonly (string | null)[]
  /** From when on it is known, in the unit of times; NaN or none: always. */
  since?: Float64Array | undefined
}

/** What items are, by their codes; null or NaN where it is not known. */
export interface Catalogue {
  names: readonly (string | null)[]
  categories: readonly (string | null)[]
  brands: readonly (string | null)[]
  prices: Float64Array
}

/** The rows in the order of the ids. */
export function catalogueFor(ids: Float64Array, rows: ItemRows): Catalogue {
  const rowOf = new Map(Array.from(rows.item, (id, row) => [id, row]))
  const ofIds = Array.from(ids, (id) => rowOf.get(id) ?? -1)
  const text = (values: readonly (string | null)[]) => ofIds.map((row) => values[row] ?? null)
  return {
    names: text(rows.name),
    categories: text(rows.category),
    brands: text(rows.brand),
    prices: Float64Array.from(ofIds, (row) => rows.price[row] ?? NaN),
  }
}
