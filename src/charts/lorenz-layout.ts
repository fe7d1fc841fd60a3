import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { spread } from './labels'
import { textWidth } from './text-width'

/** A point of the curve: that share of members, those who spend least first, holds that share of the money. */
export interface LorenzPoint {
  readonly members: number
  readonly money: number
}

/** The top `share` of members holds `money` of all money. */
export interface LorenzMark {
  readonly share: number
  readonly money: number
  readonly label: string
}

export interface LorenzLayoutInput {
  readonly points: readonly LorenzPoint[]
  readonly marks: readonly LorenzMark[]
  /** What stands beside each mark. */
  readonly markTexts: readonly string[]
  readonly width: number
  readonly height: number
}

const LEFT = 46
const TOP = 24
const BELOW = 42
const LINE = 17
const MOST_POINTS = 400

/** A square plot where there is room, with the marks' words to its right, or on the curve where it is narrow. */
export function lorenzLayout({ points, marks, markTexts, width, height }: LorenzLayoutInput) {
  const words = Math.max(0, ...markTexts.map((text) => textWidth(text))) + 26
  const beside = width - LEFT - words >= 240
  const side = Math.max(80, Math.min(width - LEFT - (beside ? words : 10), (height - TOP - BELOW) * 1.35))
  const right = LEFT + side
  const bottom = height - BELOW
  const x = scaleLinear([0, 1], [LEFT, right])
  const y = scaleLinear([0, 1], [bottom, TOP])
  const curve = thin(points)
  const wishes = marks.map((mark) => y(1 - mark.money))
  const labelYs = spread(wishes, LINE, TOP + 4, bottom - 4)
  return {
    left: LEFT,
    right,
    top: TOP,
    bottom,
    x,
    y,
    beside,
    curvePath:
      line<LorenzPoint>(
        (point) => x(point.members),
        (point) => y(point.money),
      ).digits(1)(curve) ?? '',
    /** Between the diagonal and the curve: half of the Gini coefficient. */
    gapPath:
      area<LorenzPoint>(
        (point) => x(point.members),
        (point) => y(point.members),
        (point) => y(point.money),
      ).digits(1)(curve) ?? '',
    marks: marks.map((mark, index) => ({
      x: x(1 - mark.share),
      y: y(1 - mark.money),
      labelX: beside ? right + 20 : x(1 - mark.share) - 10,
      labelY: labelYs[index] ?? 0,
      text: markTexts[index] ?? '',
    })),
  }
}

/** The share of money that the lower `members` hold, between two points by a straight line. */
export function moneyAt(points: readonly LorenzPoint[], members: number): number {
  let before: LorenzPoint = { members: 0, money: 0 }
  for (const point of points) {
    if (point.members >= members) {
      const width = point.members - before.members
      return width > 0
        ? before.money + ((members - before.members) / width) * (point.money - before.money)
        : point.money
    }
    before = point
  }
  return 1
}

/** Starts at the origin, ends at (1, 1), and keeps no more points than pixels could show. */
function thin(points: readonly LorenzPoint[]): LorenzPoint[] {
  const every = Math.max(1, Math.ceil(points.length / MOST_POINTS))
  const kept = points.filter((point, index) => point.members > 0 && point.members < 1 && index % every === 0)
  return [{ members: 0, money: 0 }, ...kept, { members: 1, money: 1 }]
}
