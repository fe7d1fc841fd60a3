import { textWidth, truncate } from './text-width'

/** Cells are never smaller: what does not fit scrolls. */
const LEAST_CELL = 15
const MOST_CELL = 34

/**
 * A lower triangle whose names stand on its diagonal: each names its row to the left and its column below, so that forty
 * can be read. The names take the room that the upper triangle leaves.
 */
export function associationLayout(names: readonly string[], width: number) {
  const longest = Math.min(220, Math.max(40, ...names.map((name) => textWidth(name))) + 10)
  const count = Math.max(1, names.length)
  const cell = Math.max(LEAST_CELL, Math.min(MOST_CELL, Math.floor((width - longest) / count)))
  return {
    cell,
    width: Math.max(width, count * cell + longest),
    height: count * cell + 2,
    labels: names.map((name, i) => ({
      text: truncate(name, longest),
      x: i * cell + 6,
      y: i * cell + cell / 2 + 4,
    })),
  }
}

export const associationHeight = (count: number, width: number): number =>
  associationLayout(
    Array.from({ length: count }, () => 'mmmmmmmmmmmmmmmmmmmm'),
    width,
  ).height + 14
