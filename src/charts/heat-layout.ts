import { textWidth, truncate } from './text-width'

export interface HeatLayoutInput {
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly rowTitle: string
  readonly rowHints: readonly string[]
  readonly width: number
  readonly height: number
  /** Whether each column is a name of its own, and not a step on a scale: then all of them are labelled. */
  readonly namesColumns?: boolean
}

export interface HeatLayout {
  /** Of the drawing: more than was given where names stand upright below it. */
  readonly height: number
  readonly left: number
  readonly top: number
  readonly cellWidth: number
  readonly cellHeight: number
  /** Space between cells. */
  readonly gap: number
  /** Whether empty cells are worth an outline and a dash; in a dense map they would be noise. */
  readonly roomy: boolean
  readonly rowLabels: readonly string[]
  /** Every how many columns a label fits. */
  readonly columnEvery: number
  /** Whether they stand upright, each below its column; cut to what is here. */
  readonly upright: readonly string[] | null
  readonly bottom: number
  readonly x: (col: number) => number
  readonly y: (row: number) => number
}

const LABEL_GAP = 12
const BELOW = 46
const TITLE = 22
/** Room for names that stand upright, at most. */
const UPRIGHT = 110

/** Places the cells of a heat map: labels take what they need, up to a third of the width; cells share the rest. */
export function heatLayout({
  rows,
  columns,
  rowTitle,
  rowHints,
  width,
  height: given,
  namesColumns = false,
}: HeatLayoutInput): HeatLayout {
  const widest = Math.max(0, ...[...rows, ...rowHints].map((text) => textWidth(text)))
  const labelWidth = Math.min(widest, width * 0.34)
  const left = Math.ceil(labelWidth + LABEL_GAP)
  const top = rowTitle ? TITLE : 2
  const gap =
    Math.min((width - left) / Math.max(1, columns.length), given / Math.max(1, rows.length)) < 20 ? 1 : 4
  const cellWidth = Math.max(1, (width - left + gap) / Math.max(1, columns.length) - gap)
  const cellHeight = Math.max(1, (given - top - BELOW + gap) / Math.max(1, rows.length) - gap)
  const widestColumn = Math.max(1, ...columns.map((text) => textWidth(text)))
  const columnEvery = Math.max(1, Math.ceil((widestColumn + 8) / (cellWidth + gap)))
  const upright = namesColumns && columnEvery > 1 && cellWidth + gap >= 12
  const height = given + (upright ? Math.min(UPRIGHT, widestColumn) - 12 : 0)
  return {
    height,
    left,
    top,
    cellWidth,
    cellHeight,
    gap,
    roomy: cellWidth >= 24 && cellHeight >= 20,
    rowLabels: rows.map((text) => truncate(text, labelWidth)),
    columnEvery: upright ? 1 : columnEvery,
    upright: upright ? columns.map((text) => truncate(text, UPRIGHT)) : null,
    bottom: given - BELOW,
    x: (col) => left + col * (cellWidth + gap),
    y: (row) => top + row * (cellHeight + gap),
  }
}

/** Where a label under a column stands: in its middle, unless it would reach over an edge of the drawing. */
export function columnLabel(
  text: string,
  middle: number,
  width: number,
): { x: number; anchor: 'start' | 'middle' | 'end' } {
  const half = textWidth(text) / 2
  if (middle + half > width) return { x: width, anchor: 'end' }
  return middle < half ? { x: 0, anchor: 'start' } : { x: middle, anchor: 'middle' }
}

/** The first of the texts that fits in a cell, or none. */
export const fitting = (texts: readonly string[], cellWidth: number, fontSize = 12): string =>
  texts.find((text) => textWidth(text, fontSize) <= cellWidth - (fontSize < 12 ? 2 : 6)) ?? ''

/** The size of the numbers in cells: smaller, where not all of them fit otherwise. */
export const numberSize = (cells: readonly (readonly string[])[], cellWidth: number): number =>
  cells.every((texts) => fitting(texts, cellWidth) !== '') ? 12 : 10

/** Where the highest cell is; null when no cell holds a number. */
export function highestCell(values: readonly (readonly (number | null)[])[]) {
  let best: { row: number; col: number; value: number } | null = null
  values.forEach((line, row) =>
    line.forEach((value, col) => {
      if (value !== null && Number.isFinite(value) && (!best || value > best.value))
        best = { row, col, value }
    }),
  )
  return best as { row: number; col: number; value: number } | null
}
