import { textWidth, truncate } from './text-width'

export interface BarItem {
  readonly key: string
  readonly label: string
  readonly value: number
  /** A second figure or remark, at the end of the row. */
  readonly note?: string
  /** A CSS colour; the first categorical token without it. */
  readonly colour?: string
}

export interface BarLayoutInput {
  readonly items: readonly BarItem[]
  readonly values: readonly string[]
  readonly width: number
  /** The value of a bar as long as there is room; the highest of them without it. */
  readonly full?: number
}

const ROW = 34
const STACKED_ROW = 48
const NARROW = 440
const PAD = 8
const GAP = 14

/** How tall a list of bars is: for the frame around it. */
export const barsHeight = (count: number, width: number): number =>
  count * (width < NARROW ? STACKED_ROW : ROW) + 2

/**
 * Rows of label, value, bar and note; where it is narrow, the words stand above their bar.
 * Bars begin at zero; negative values draw no bar, their figure says enough.
 */
export function barRows({ items, values, width, full }: BarLayoutInput) {
  const stacked = width < NARROW
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map((text) => textWidth(text, 13)))
  const valueWidth = widest(values)
  const notes = items.map((item) => item.note ?? '')
  const noteWidth = Math.min(widest(notes), width * (stacked ? 0.36 : 0.24))
  const labelRoom = stacked
    ? width - 2 * PAD - valueWidth - GAP - (noteWidth ? noteWidth + GAP : 0)
    : width * 0.3
  const labelWidth = Math.min(widest(items.map((item) => item.label)), labelRoom)
  const noteX = width - PAD
  const valueX = stacked ? noteX - (noteWidth ? noteWidth + GAP : 0) : PAD + labelWidth + GAP + valueWidth
  const barX = stacked ? PAD : valueX + GAP
  const barRoom = Math.max(10, (stacked || !noteWidth ? noteX : noteX - noteWidth - GAP) - barX)
  const max = full ?? Math.max(0, ...items.map((item) => item.value).filter(Number.isFinite))
  const row = stacked ? STACKED_ROW : ROW
  return {
    row,
    height: barsHeight(items.length, width),
    labelX: PAD,
    valueX,
    noteX,
    barX,
    barRoom,
    textY: stacked ? 19 : row / 2 + 4.5,
    barY: stacked ? 28 : row / 2 - 4,
    rows: items.map((item, index) => ({
      y: index * row,
      label: truncate(item.label, labelWidth, 13),
      value: values[index] ?? '',
      note: truncate(notes[index] ?? '', noteWidth, 13),
      bar: max > 0 && item.value > 0 ? Math.max(1, (item.value / max) * barRoom) : 0,
    })),
  }
}
