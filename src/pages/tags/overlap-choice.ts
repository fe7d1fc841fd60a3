const USUAL = 8

/** The tags to compare first: the largest that leave out at least a tenth of the members. */
export const usualChoice = (counts: readonly number[], members: number): readonly number[] =>
  counts
    .map((count, place) => ({ count, place }))
    .filter(({ count }) => count > 0 && count <= members * 0.9)
    .sort((a, b) => b.count - a.count || a.place - b.place)
    .slice(0, USUAL)
    .map(({ place }) => place)
