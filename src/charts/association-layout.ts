import { textWidth, truncate } from './text-width'

/** Cells are never smaller: what does not fit scrolls. */
const LEAST_CELL = 15
const MOST_CELL = 34
/** Names that are longer may be cut. */
const LONGEST = 220
const GAP = 6

/**
 * A lower triangle whose names stand on its diagonal: each names its row to the left and its column below, so that forty
 * can be read. The names take the room that the upper triangle leaves.
 */
export function associationLayout(names: readonly string[], width: number) {
  const room = names.map((name) => Math.min(LONGEST, textWidth(name)) + GAP)
  const count = Math.max(1, names.length)
  const each = room.map((long, i) => (width - long) / Math.max(1, i))
  const cell = Math.max(LEAST_CELL, Math.min(MOST_CELL, Math.floor(Math.min(width / count, ...each))))
  const all = Math.max(width, count * cell, ...room.map((long, i) => i * cell + long))
  return {
    cell,
    width: all,
    height: count * cell + 2,
    labels: names.map((name, i) => ({
      text: truncate(name, all - i * cell - GAP),
      x: i * cell + GAP,
      y: i * cell + cell / 2 + 4,
    })),
  }
}

export const associationHeight = (count: number, width: number): number =>
  associationLayout(
    Array.from({ length: count }, () => 'mmmmmmmmmmmmmmmmmmmm'),
    width,
  ).height + 14
