import { scaleLinear } from 'd3-scale'
import { textWidth, truncate } from './text-width'

/** Five numbers of one group, and how many it holds. */
export interface BoxItem {
  readonly key: string
  readonly label: string
  readonly n: number
  /** Ends of the whiskers: the farthest values within the fences. */
  readonly low: number
  readonly q1: number
  readonly median: number
  readonly q3: number
  readonly high: number
}

const ROW = 30
const TOP = 4
const BELOW = 22

export const boxHeight = (count: number): number => TOP + count * ROW + BELOW

/** Rows of label, n and box on one scale. */
export function boxLayout(items: readonly BoxItem[], width: number, format: (value: number) => string) {
  const labels = Math.min(width * 0.34, Math.max(40, ...items.map(({ label }) => textWidth(label))) + 8)
  const counts = Math.max(20, ...items.map(({ n }) => textWidth(n.toLocaleString('en')))) + 6
  const left = labels + counts + 14
  const values = items.flatMap(({ low, high }) => [low, high])
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const x = scaleLinear()
    .domain(most > least ? [least, most] : [least - 1, least + 1])
    .range([left, Math.max(left + 40, width - 8)])
    .nice(4)
  const ticks = x.ticks(Math.max(2, Math.floor((width - left) / 90)))
  return {
    height: boxHeight(items.length),
    bottom: TOP + items.length * ROW,
    nX: labels + counts,
    ticks: ticks.map((value) => ({ x: x(value), text: format(value) })),
    rows: items.map((item, i) => ({
      ...item,
      y: TOP + i * ROW + ROW / 2,
      text: truncate(item.label, labels - 6),
      lowX: x(item.low),
      q1X: x(item.q1),
      medianX: x(item.median),
      q3X: x(item.q3),
      highX: x(item.high),
    })),
  }
}
