import { scaleUtc } from 'd3-scale'
import { utcMonth } from 'd3-time'
import { textWidth } from './text-width'

/** A mark on a time axis: its own label, and above a change of year (month, day) the larger unit under it. */
export interface TimeTick {
  readonly time: number
  readonly label: string
  readonly context: string
}

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Room for a label; its context may reach over its neighbours, which have none. */
const SPACING = 50

/**
 * Ticks between two times (epoch milliseconds, read as UTC) that fit a width in pixels.
 * @param step the data's own spacing: no ticks finer than it
 * @param locale a BCP 47 tag
 */
export function timeTicks(from: number, to: number, width: number, locale: string, step = 0): TimeTick[] {
  const times = tickTimes(from, to, Math.max(2, Math.floor(width / SPACING)), step)
  const spacing = (times[1] ?? to) - (times[0] ?? from)
  // One time alone has no spacing: a midnight is a day, not an hour.
  const unit = times.length === 1 && (times[0] ?? 0) % DAY === 0 ? 'day' : unitOf(Math.max(spacing, step))
  const { label, context } = formatters(unit, locale)
  const contexts = times.map(context)
  const ticks = times.map((time, index) => ({
    time,
    label: label(time),
    context: contexts[index] === contexts[index - 1] ? '' : (contexts[index] ?? ''),
  }))
  return withoutOverlap(ticks, to > from ? width / (to - from) : 0)
}

/** The smallest distance between neighbours, in milliseconds; 0 for fewer than two times. */
export function timeStep(times: ArrayLike<number>): number {
  let step = Infinity
  for (let index = 1; index < times.length; index += 1) {
    const distance = (times[index] ?? NaN) - (times[index - 1] ?? NaN)
    if (distance > 0 && distance < step) step = distance
  }
  return Number.isFinite(step) ? step : 0
}

/** Where the first context would run into the next one, the next one matters more: it marks a change. */
function withoutOverlap(ticks: TimeTick[], pixelsPerMs: number): TimeTick[] {
  const [first, ...rest] = ticks
  const next = rest.find((tick) => tick.context)
  if (!first || !next) return ticks
  const room = (next.time - first.time) * pixelsPerMs
  const needed = (textWidth(first.context) + textWidth(next.context)) / 2 + 8
  return room < needed ? [{ ...first, context: '' }, ...rest] : ticks
}

/** The most ticks that fit; half-years close the gap between quarters and years. */
function tickTimes(from: number, to: number, most: number, step: number): number[] {
  if (!(to > from)) return [from]
  const scale = scaleUtc().domain([from, to])
  const halfYears = utcMonth.every(6)?.range(new Date(from), new Date(to + 1)) ?? []
  const choices = [...Array.from({ length: most }, (_, index) => scale.ticks(most - index)), halfYears]
  let best: number[] = []
  for (const times of choices.map((dates) => dates.map(Number))) {
    const spacing = (times[1] ?? Infinity) - (times[0] ?? 0)
    if (times.length > best.length && times.length <= most + 1 && spacing >= step * 0.9) best = times
  }
  return best.length > 0 ? best : [from, to]
}

type Unit = 'year' | 'month' | 'day' | 'hour'

const unitOf = (spacing: number): Unit =>
  spacing >= 360 * DAY ? 'year' : spacing >= 27 * DAY ? 'month' : spacing >= 20 * HOUR ? 'day' : 'hour'

function formatters(unit: Unit, locale: string) {
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
    return (time: number) => format.format(time)
  }
  switch (unit) {
    case 'year':
      return { label: write({ year: 'numeric' }), context: () => '' }
    case 'month':
      return { label: write({ month: 'short' }), context: write({ year: 'numeric' }) }
    case 'day':
      return { label: write({ day: 'numeric' }), context: write({ year: 'numeric', month: 'short' }) }
    case 'hour':
      return {
        label: write({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
        context: write({ year: 'numeric', month: 'short', day: 'numeric' }),
      }
  }
}
