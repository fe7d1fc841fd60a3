import { scaleLinear } from 'd3-scale'
import { truncate } from './text-width'

/** An exact combination of sets, and how many have it. */
export interface SetCombination {
  readonly key: string
  /** The places of its sets. */
  readonly sets: readonly number[]
  readonly count: number
}

export interface UpSetInput {
  readonly labels: readonly string[]
  readonly combinations: readonly SetCombination[]
  readonly width: number
  readonly format: (value: number) => string
}

const BARS = 150
const GAP = 14
const ROW = 24
const WIDEST_COLUMN = 44

export const upSetHeight = (sets: number): number => BARS + GAP + sets * ROW + 6

/**
 * A column for each combination: its count as a bar above, its sets as joined dots below (Lex et al. 2014, UpSet).
 * Counts are written above the bars where they fit.
 */
export function upSetLayout({ labels, combinations, width, format }: UpSetInput) {
  const left = Math.min(240, Math.max(92, width * 0.3))
  const column = Math.min(WIDEST_COLUMN, (width - left) / Math.max(1, combinations.length))
  const most = Math.max(1, ...combinations.map(({ count }) => count))
  const y = scaleLinear([0, most], [BARS, 18])
  const row = (set: number) => BARS + GAP + set * ROW + ROW / 2
  return {
    left,
    column,
    height: upSetHeight(labels.length),
    radius: Math.max(2.5, Math.min(6, column / 2 - 1)),
    base: BARS,
    rows: labels.map((label, set) => ({ text: truncate(label, left - 16), y: row(set), height: ROW })),
    columns: combinations.map((combination, i) => {
      const x = left + column * i + column / 2
      const places = combination.sets.map(row)
      return {
        ...combination,
        x,
        top: y(combination.count),
        dots: places,
        from: Math.min(...places),
        to: Math.max(...places),
        text: column >= 30 ? format(combination.count) : '',
      }
    }),
  }
}
