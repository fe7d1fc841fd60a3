import { scaleLinear } from 'd3-scale'

export const ROW = 46
export const HEAD = 26
const INDENT = 18
/** Below this width a row is written in two lines, without bars. */
const NARROW = 640

export interface OutlineLayout {
  narrow: boolean
  height: number
  /** Left end of a row's words, by its depth. */
  left: (depth: number) => number
  /** Right ends of the columns of figures. */
  value: number
  change: number
  /** Bars of contributions, from zero. */
  bar: (value: number) => number
  bars: readonly [from: number, to: number]
  status: number
  /** Pixels that a name may take. */
  nameWidth: (depth: number) => number
}

/** Rows of a tree, one below the other, with columns of figures beside them. */
export function outlineLayout(count: number, width: number, contributions: readonly number[]): OutlineLayout {
  const narrow = width < NARROW
  const left = (depth: number) => 14 + depth * INDENT
  const bars = [width * 0.66, width * 0.86] as const
  const [low, high] = [Math.min(0, ...contributions), Math.max(0, ...contributions)]
  return {
    narrow,
    height: (narrow ? 0 : HEAD) + count * ROW + 4,
    left,
    value: narrow ? width - 4 : width * 0.47,
    change: narrow ? width - 4 : width * 0.63,
    bar: scaleLinear()
      .domain(high > low ? [low, high] : [0, 1])
      .range([bars[0] + 4, bars[1] - 4]),
    bars,
    status: width * 0.885,
    nameWidth: (depth) => (narrow ? width * 0.62 : width * 0.33) - left(depth),
  }
}
