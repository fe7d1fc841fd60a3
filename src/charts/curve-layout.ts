import { scaleLinear } from 'd3-scale'
import { area, curveLinear, curveStepAfter, line } from 'd3-shape'
import { spread } from './labels'
import { endLabelRoom, LINE, namesAbove } from './series-layout'
import { textWidth } from './text-width'
import { valueAxis, type ValueAxis } from './ticks'

export interface CurvePoint {
  readonly x: number
  readonly y: number
  /** Ends of an interval around y. */
  readonly low?: number
  readonly high?: number
}

/** A line over numbers: shares over periods, a survival curve over days. */
export interface Curve {
  readonly name: string
  /** By ascending x; a y that is not finite is a gap. */
  readonly points: readonly CurvePoint[]
  /** A CSS colour; the categorical tokens in order without it. */
  readonly colour?: string
  /** Holds each value until the next point. */
  readonly step?: boolean
  /** Drawn thin, for comparison: no name, no place in the tooltip. */
  readonly quiet?: boolean
}

export interface CurveLayoutInput {
  readonly curves: readonly Curve[]
  readonly width: number
  readonly height: number
  readonly yTitle: string
  readonly axisLabel: (value: number, axis: ValueAxis) => string
  readonly xLabel: (value: number) => string
  /** The highest x; that of the points without it. */
  readonly xMax?: number | undefined
  /** The only places an x tick may stand; round numbers without it. */
  readonly xTicks?: readonly number[] | undefined
}

const BELOW = 44
const TICK_ROOM = 16

/** Everything a chart of curves draws, in pixels. */
export function curveLayout(input: CurveLayoutInput) {
  const { curves, width, height, yTitle } = input
  const named = curves.filter(({ quiet }) => !quiet)
  const axis = valueAxis(heights(curves), height - BELOW)
  const yTicks = axis.ticks.map((value) => ({ value, text: input.axisLabel(value, axis) }))
  const left = Math.ceil(Math.max(20, ...yTicks.map(({ text }) => textWidth(text))) + 8)
  const { endLabels, right } = endLabelRoom(named, width, yTitle)
  const names = endLabels ? [] : namesAbove(named, width, yTitle)
  const lines = Math.max(yTitle ? 1 : 0, (names.at(-1)?.row ?? -1) + 1)
  const top = lines * LINE + 6
  const bottom = height - BELOW
  const xs = curves.flatMap(({ points }) => points.map(({ x }) => x))
  const from = xs.reduce((least, x) => Math.min(least, x), Infinity)
  const to = input.xMax ?? xs.reduce((most, x) => Math.max(most, x), -Infinity)
  const x = scaleLinear()
    .domain(
      from < to ? [from, to] : [Number.isFinite(from) ? from : 0, (Number.isFinite(from) ? from : 0) + 1],
    )
    .range([left, width - right])
  const y = scaleLinear().domain(axis.domain).range([bottom, top])
  const ends = named.map((curve) => {
    const last = curve.points.findLast(({ y: value }) => Number.isFinite(value))
    return last ? y(last.y) : bottom
  })
  const labelYs = spread(ends, LINE, top + 4, bottom - 4)
  let place = -1
  return {
    left,
    right,
    top,
    bottom,
    x,
    y,
    yTicks: yTicks.map(({ value, text }) => ({ text, y: y(value), zero: value === 0 })),
    xTicks: ticksThatFit(input, x, width - left - right),
    names: names.map(({ x: start, row }, index) => ({ x: start, y: 11 + row * LINE, index })),
    curves: curves.map((curve) => {
      if (!curve.quiet) place += 1
      return {
        ...curve,
        ...paths(curve, x, y),
        colour: curve.colour ?? (curve.quiet ? 'var(--ink-3)' : `var(--cat-${(place % 6) + 1})`),
      }
    }),
    labels: endLabels?.map((text, index) => ({ text, y: labelYs[index] ?? 0 })) ?? [],
  }
}

/** What a curve says at x: a point's own value, or on steps the one that still holds; null where there is none. */
export function pointAt({ points, step }: Curve, x: number): CurvePoint | null {
  const found = step ? points.findLast((point) => point.x <= x) : points.find((point) => point.x === x)
  return found && Number.isFinite(found.y) ? found : null
}

/** The places a cursor stops at: every x of a named curve, ascending. */
export const stopsOf = (curves: readonly Curve[]): number[] =>
  [...new Set(curves.filter(({ quiet }) => !quiet).flatMap(({ points }) => points.map(({ x }) => x)))].sort(
    (a, b) => a - b,
  )

function* heights(curves: readonly Curve[]): Generator<number> {
  for (const { points } of curves)
    for (const { y, high } of points) {
      yield y
      if (high !== undefined) yield high
    }
}

type Scale = (value: number) => number

function paths({ points, step }: Curve, x: Scale, y: Scale) {
  const bend = step ? curveStepAfter : curveLinear
  const drawn = line<CurvePoint>()
    .defined((point) => Number.isFinite(point.y))
    .x((point) => x(point.x))
    .y((point) => y(point.y))
    .curve(bend)
    .digits(1)
  const band = area<CurvePoint>()
    .defined(({ low, high }) => Number.isFinite(low) && Number.isFinite(high))
    .x((point) => x(point.x))
    .y0(({ low }) => y(low ?? 0))
    .y1(({ high }) => y(high ?? 0))
    .curve(bend)
    .digits(1)
  return { linePath: drawn(points) ?? '', bandPath: band(points) ?? '' }
}

function ticksThatFit(
  { xTicks, xLabel }: CurveLayoutInput,
  x: ReturnType<typeof scaleLinear<number>>,
  room: number,
) {
  const [from = 0, to = 1] = x.domain()
  const inside = (xTicks ?? x.ticks(Math.max(2, Math.floor(room / 56))))
    .filter((tick) => tick >= from && tick <= to)
    .map((value) => ({ value, x: x(value), text: xLabel(value) }))
  // Labels that round are alike over a short stretch: then whole numbers alone have one.
  const areAlike = new Set(inside.map(({ text }) => text)).size < inside.length
  const wanted = areAlike ? inside.filter(({ value }) => Number.isInteger(value)) : inside
  const widest = Math.max(1, ...wanted.map(({ text }) => textWidth(text)))
  const every = Math.max(1, Math.ceil((wanted.length * (widest + TICK_ROOM)) / Math.max(1, room)))
  return wanted.filter((_, index) => index % every === 0)
}
