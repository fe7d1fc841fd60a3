import { scaleLinear } from 'd3-scale'
import { textWidth } from './text-width'

/** A total stands on zero; a part begins where the one before it ended. */
export interface WaterfallStep {
  readonly key: string
  readonly label: string
  readonly value: number
  readonly kind: 'total' | 'part'
  /** Said under the label. */
  readonly note?: string
}

const ROW = 44
const BAR = 20
const TOP = 4

export const waterfallHeight = (count: number): number => TOP + count * ROW + 4

/** Rows from top to bottom, bars from left to right, their figures beside them. */
export function waterfallLayout(
  steps: readonly WaterfallStep[],
  width: number,
  format: (value: number) => string,
) {
  let running = 0
  const spans = steps.map((step) => {
    const from = step.kind === 'total' ? 0 : running
    const to = step.kind === 'total' ? step.value : running + step.value
    running = to
    return { from, to }
  })
  const ends = spans.flatMap(({ from, to }) => [from, to])
  const low = Math.min(0, ...ends)
  const high = Math.max(0, ...ends)
  const labels = Math.min(
    width * 0.44,
    Math.max(60, ...steps.flatMap(({ label, note }) => [textWidth(label, 13), textWidth(note ?? '')])) + 12,
  )
  const figures = Math.max(30, ...steps.map(({ value }) => textWidth(format(value), 13))) + 10
  const x = scaleLinear()
    .domain(high > low ? [low, high] : [0, 1])
    .range([labels + (low < 0 ? figures : 2), Math.max(labels + 40, width - figures)])
  return {
    height: waterfallHeight(steps.length),
    labelWidth: labels,
    zero: x(0),
    rows: steps.map((step, i) => {
      const { from, to } = spans[i] ?? { from: 0, to: 0 }
      const [left, right] = [x(Math.min(from, to)), x(Math.max(from, to))]
      const ahead = to >= from
      return {
        ...step,
        y: TOP + i * ROW,
        barY: TOP + i * ROW + (ROW - BAR) / 2,
        bar: BAR,
        x: left,
        width: Math.max(1, right - left),
        endX: x(to),
        figureX: ahead ? right + 6 : left - 6,
        anchor: ahead ? ('start' as const) : ('end' as const),
        figure: format(step.value),
        row: ROW,
      }
    }),
  }
}
