import { textWidth } from './text-width'

export interface PyramidRow {
  readonly label: string
  /** Null where there are too few to say. */
  readonly left: number | null
  readonly right: number | null
}

const ROW = 23
const TOP = 20

export const pyramidHeight = (count: number): number => TOP + count * ROW + 4

/** Labels in the middle, bars to both sides on one scale, their figures beyond. */
export function pyramidLayout(rows: readonly PyramidRow[], width: number, format: (value: number) => string) {
  const text = (value: number | null) => (value === null ? '·' : format(value))
  const labels = Math.max(30, ...rows.map(({ label }) => textWidth(label))) + 16
  const figures =
    Math.max(16, ...rows.flatMap(({ left, right }) => [left, right].map((v) => textWidth(text(v))))) + 8
  const middle = width / 2
  const room = Math.max(10, middle - labels / 2 - figures)
  const most = Math.max(1e-9, ...rows.flatMap(({ left, right }) => [left ?? 0, right ?? 0]))
  const side = (value: number | null) => ({ wide: ((value ?? 0) / most) * room, text: text(value) })
  return {
    height: pyramidHeight(rows.length),
    middle,
    leftEnd: middle - labels / 2,
    rightEnd: middle + labels / 2,
    rows: rows.map(({ label, left, right }, i) => ({
      label,
      y: TOP + i * ROW,
      left: side(left),
      right: side(right),
    })),
  }
}
