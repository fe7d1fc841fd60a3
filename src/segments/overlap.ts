/** From this Jaccard index on, two tags are taken for one. */
export const ALIKE = 0.95

/** Members who have both ÷ members who have either; 0 where nobody has either. */
export const jaccard = (a: number, b: number, both: number): number =>
  a + b - both > 0 ? both / (a + b - both) : 0

/** How many members have flags a and b at once, for any two of them. */
export class Overlap {
  readonly counts: readonly number[]
  readonly #both = new Map<number, number>()

  /** @param pairs a < b and both. */
  constructor(counts: readonly number[], pairs: Iterable<{ a: number; b: number; both: number }>) {
    this.counts = counts
    for (const { a, b, both } of pairs) this.#both.set(a * counts.length + b, both)
  }

  both(a: number, b: number): number {
    if (a === b) return this.counts[a] ?? 0
    return this.#both.get(Math.min(a, b) * this.counts.length + Math.max(a, b)) ?? 0
  }

  jaccard(a: number, b: number): number {
    return jaccard(this.counts[a] ?? 0, this.counts[b] ?? 0, this.both(a, b))
  }

  /** For each flag the first one before it that holds nearly the same members, or null; those of nobody have none. */
  doubles(): (number | null)[] {
    return this.counts.map((count, b) => {
      if (count === 0) return null
      for (let a = 0; a < b; a++) if (this.jaccard(a, b) >= ALIKE) return a
      return null
    })
  }
}
