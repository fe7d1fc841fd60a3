import { extent } from 'd3-array'
import { scaleLinear } from 'd3-scale'
import { area, line } from 'd3-shape'
import { anchorAt, flow, laneLabels, spread } from './labels'
import { textWidth, truncate } from './text-width'
import { valueAxis, type ValueAxis } from './ticks'
import { timeStep, timeTicks } from './time-ticks'

export interface Series {
  readonly name: string
  readonly values: Float64Array | readonly number[]
  /** A CSS colour; the categorical tokens in order without it. */
  readonly colour?: string
  readonly kind?: 'line' | 'area' | 'bar'
}

export interface TimeMarker {
  readonly time: number
  readonly label: string
}

export interface SeriesLayoutInput {
  readonly series: readonly Series[]
  /** Ascending epoch milliseconds, read as UTC. */
  readonly times: Float64Array | readonly number[]
  readonly width: number
  readonly height: number
  readonly locale: string
  readonly yTitle: string
  readonly markers: readonly TimeMarker[]
  readonly axisLabel: (value: number, axis: ValueAxis) => string
}

export const LINE = 16
/** A dot in the series' colour before its name. */
const DOT = 12
const BELOW = 38

/** Everything a time chart draws, in pixels. */
export function seriesLayout(input: SeriesLayoutInput) {
  const { series, times, width, height, locale, yTitle, markers } = input
  const [from = 0, to = 1] = extent(times as ArrayLike<number> & Iterable<number>)
  const axis = valueAxis(finiteValues(series), height - BELOW)
  const axisLabels = axis.ticks.map((value) => ({ value, text: input.axisLabel(value, axis) }))
  const left = Math.ceil(Math.max(20, ...axisLabels.map(({ text }) => textWidth(text))) + 8)
  const { endLabels, right } = endLabelRoom(series, width, yTitle)
  const names = endLabels ? [] : namesAbove(series, width, yTitle)
  const step = timeStep(times)
  const half = series.some(({ kind }) => kind === 'bar')
    ? ((width - left - right) / Math.max(1, times.length)) * 0.5
    : 0
  const x = scaleLinear()
    .domain([from, to > from ? to : from + 1])
    .range([left + half, width - right - half])
  const marked = layoutMarkers(
    markers.filter(({ time }) => time >= from && time <= to),
    x,
    left,
    width,
  )
  const rows = marked.reduce((most, { lane }) => Math.max(most, lane + 1), 0)
  const lines = Math.max(yTitle ? 1 : 0, (names.at(-1)?.row ?? -1) + 1)
  const top = lines * LINE + 6 + rows * LINE
  const y = scaleLinear()
    .domain(axis.domain)
    .range([height - BELOW, top])
  const bar = Math.max(1, Math.min(40, (x(from + step) - x(from)) * 0.78))
  const drawn = series.map((one, index) => ({
    name: one.name,
    kind: one.kind ?? 'line',
    colour: one.colour ?? `var(--cat-${(index % 6) + 1})`,
    ...paths(one, times, x, y, bar),
    ...lastPoint(one, times, x, y),
  }))
  const wishes = drawn.map(({ lastY }) => lastY)
  const labelYs = spread(wishes, LINE, top + 4, height - BELOW - 4)
  return {
    left,
    right,
    top,
    /** The names, where there is no room for them at the lines' ends. */
    names: names.map(({ x: start, row }, index) => ({ x: start, y: 11 + row * LINE, index })),
    bottom: height - BELOW,
    x,
    y,
    yTicks: axisLabels.map(({ value, text }) => ({ text, y: y(value), zero: value === 0 })),
    xTicks: (times.length ? timeTicks(from, to, width - left - right, locale, step) : []).map((tick) => ({
      ...tick,
      x: x(tick.time),
      anchor: anchorAt(x(tick.time), Math.max(textWidth(tick.label), textWidth(tick.context)), 0, width),
    })),
    markers: marked,
    markerY: (lane: number) => top - 6 - lane * LINE,
    series: drawn.map((one, index) => ({
      ...one,
      labelY: labelYs[index] ?? one.lastY,
      label: endLabels?.[index] ?? '',
    })),
  }
}

/** The index of the time nearest to a place on the x axis. */
export function nearestIndex(times: ArrayLike<number>, time: number): number {
  let low = 0
  let high = times.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) <= time) low = middle
    else high = middle
  }
  return Math.abs((times[high] ?? 0) - time) < Math.abs((times[low] ?? 0) - time) ? high : low
}

/** The series and index of the highest value; null where there is no value at all. */
export function highestPoint(
  series: readonly Series[],
): { series: number; index: number; value: number } | null {
  let best: { series: number; index: number; value: number } | null = null
  series.forEach(({ values }, at) =>
    values.forEach((value, index) => {
      if (Number.isFinite(value) && (!best || value > best.value)) best = { series: at, index, value }
    }),
  )
  return best as { series: number; index: number; value: number } | null
}

type Scale = (value: number) => number

function* finiteValues(series: readonly Series[]): Generator<number> {
  for (const { values } of series) for (const value of values) if (Number.isFinite(value)) yield value
}

/**
 * Names stand at the lines' ends where there is room, else above the drawing (null). One series under an axis title
 * that names it needs no name of its own.
 */
export function endLabelRoom(
  series: readonly { readonly name: string }[],
  width: number,
  yTitle: string,
): { endLabels: string[] | null; right: number } {
  if (series.length === 1 && yTitle) return { endLabels: [], right: 10 }
  const widest = Math.max(0, ...series.map(({ name }) => textWidth(name)))
  if (width < 480 || widest > width * 0.4) return { endLabels: null, right: 10 }
  const room = Math.min(widest, width * 0.24)
  return { endLabels: series.map(({ name }) => truncate(name, room)), right: Math.ceil(room + 18) }
}

/** Where the names stand that have no room at the lines' ends. */
export const namesAbove = (series: readonly { readonly name: string }[], width: number, yTitle: string) =>
  flow(
    series.map(({ name }) => textWidth(name) + DOT),
    width,
    yTitle ? textWidth(yTitle) + LINE : 0,
  )

function paths({ values, kind }: Series, times: ArrayLike<number>, x: Scale, y: Scale, bar: number) {
  const indices = Array.from({ length: Math.min(values.length, times.length) }, (_, index) => index)
  const at = (index: number) => x(times[index] ?? 0)
  const value = (index: number) => values[index] ?? NaN
  const defined = (index: number) => Number.isFinite(value(index))
  if (kind === 'bar') {
    const bars = indices.filter((index) => defined(index) && value(index) !== 0)
    const path = bars.map(
      (index) => `M${px(at(index) - bar / 2)},${px(y(0))}V${px(y(value(index)))}h${px(bar)}V${px(y(0))}Z`,
    )
    return { fillPath: path.join(''), linePath: '' }
  }
  const top = (index: number) => y(value(index))
  const fill = area<number>().defined(defined).x(at).y0(y(0)).y1(top).digits(1)
  return {
    fillPath: kind === 'area' ? (fill(indices) ?? '') : '',
    linePath: line<number>().defined(defined).x(at).y(top).digits(1)(indices) ?? '',
  }
}

function lastPoint({ values }: Series, times: ArrayLike<number>, x: Scale, y: Scale) {
  let index = Math.min(values.length, times.length) - 1
  while (index > 0 && !Number.isFinite(values[index])) index -= 1
  const value = values[index] ?? NaN
  return { lastX: x(times[index] ?? 0), lastY: Number.isFinite(value) ? y(value) : y(0) }
}

function layoutMarkers(markers: readonly TimeMarker[], x: Scale, left: number, width: number) {
  const placed = [...markers]
    .sort((a, b) => a.time - b.time)
    .map((marker) => {
      const length = textWidth(marker.label)
      const at = x(marker.time)
      const anchor = anchorAt(at, length, left, width)
      const centre = at + (anchor === 'start' ? length / 2 : anchor === 'end' ? -length / 2 : 0)
      return { ...marker, x: at, anchor, centre, width: length }
    })
  const lanes = laneLabels(
    placed.map((marker) => ({ x: marker.centre, width: marker.width })),
    2,
  )
  return placed.map((marker, index) => ({ ...marker, lane: lanes[index] ?? -1 }))
}

const px = (value: number) => Math.round(value * 10) / 10
