import { textWidth, truncate } from './text-width'

export interface ArcNode {
  readonly key: string
  readonly label: string
  /** What the area of its dot shows. */
  readonly size: number
}

export interface Arc {
  /** Places of its nodes. */
  readonly from: number
  readonly to: number
  /** 0 to 1. */
  readonly weight: number
}

const ROW = 22
const LARGEST_DOT = 7
const THICKEST = 5
const MOST_DEPTH = 420
/** A bow to the next node reaches no further than this, or it would be a hairpin. */
const WIDEST_STEP = 34

/** Nodes down a line, labels to its left, and a bow to its right for each pair (Wattenberg 2002). Pixels. */
export function arcLayout(nodes: readonly ArcNode[], arcs: readonly Arc[], width: number) {
  const most = Math.max(1, ...nodes.map(({ size }) => size))
  const longest = Math.max(0, ...nodes.map(({ label }) => textWidth(label)))
  const room = Math.min(longest, width * 0.52)
  const line = Math.ceil(room + 2 * LARGEST_DOT + 8)
  const y = (place: number) => place * ROW + ROW / 2
  const reach = Math.max(1, ...arcs.map(({ from, to }) => Math.abs(to - from)))
  // Wider than half circles, so that short bows can be told apart; the longest reaches as far as there is room.
  const depth = Math.max(10, Math.min(MOST_DEPTH, width - line - LARGEST_DOT - THICKEST))
  const out = (span: number) => Math.min(WIDEST_STEP * span, depth * Math.sqrt(span / reach))
  return {
    height: Math.max(ROW, nodes.length * ROW),
    line,
    nodes: nodes.map(({ key, label, size }, place) => ({
      key,
      text: truncate(label, room),
      y: y(place),
      radius: Math.max(2, LARGEST_DOT * Math.sqrt(size / most)),
    })),
    arcs: arcs.map(({ from, to, weight }) => {
      const [top, bottom] = [y(Math.min(from, to)), y(Math.max(from, to))]
      const half = (bottom - top) / 2
      return {
        from,
        to,
        path: `M${line} ${top} A${out(Math.abs(to - from))} ${half} 0 0 1 ${line} ${bottom}`,
        thickness: 1 + (THICKEST - 1) * Math.max(0, Math.min(1, weight)),
      }
    }),
  }
}

export const arcHeight = (nodes: number): number => Math.max(1, nodes) * ROW
