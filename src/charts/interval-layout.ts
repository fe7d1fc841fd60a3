import { scaleLinear } from 'd3-scale'
import { textWidth, truncate } from './text-width'

/** A mean with its interval, of so many. */
export interface IntervalItem {
  readonly key: string
  readonly label: string
  readonly n: number
  readonly mean: number
  readonly low: number
  readonly high: number
}

const ROW = 27
const TOP = 18

export const intervalHeight = (count: number): number => TOP + count * ROW

/** Rows of label, n, dot with its interval, figure, on one scale from zero. */
export function intervalLayout(
  items: readonly IntervalItem[],
  reference: number | null,
  width: number,
  format: (value: number) => string,
) {
  const labels = Math.min(width * 0.34, Math.max(40, ...items.map(({ label }) => textWidth(label))) + 8)
  const counts = Math.max(20, ...items.map(({ n }) => textWidth(n.toLocaleString('en')))) + 6
  const figures = Math.max(20, ...items.map(({ mean }) => textWidth(format(mean)))) + 10
  const left = labels + counts + 12
  const values = [...items.flatMap(({ low, high }) => [low, high]), reference ?? 0, 0]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const x = scaleLinear()
    .domain(most > least ? [least, most] : [0, 1])
    .range([left, Math.max(left + 40, width - figures - 6)])
  return {
    height: intervalHeight(items.length),
    nX: labels + counts,
    referenceX: reference === null ? null : x(reference),
    rows: items.map((item, i) => ({
      ...item,
      y: TOP + i * ROW,
      text: truncate(item.label, labels - 6),
      lowX: x(item.low),
      highX: x(item.high),
      meanX: x(item.mean),
      figure: format(item.mean),
    })),
  }
}
