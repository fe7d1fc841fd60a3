import { FESTIVALS } from '../../numerics/festivals'
import { promotionDays } from './parameters'

const DAY = 86_400_000

/** 18 June, 11 November and own days between two times, each year; one a day. */
export function promotionMarkers(
  given: string,
  times: Float64Array,
  names: { sixEighteen: string; doubleEleven: string },
): { time: number; label: string }[] {
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined) return []
  const own = promotionDays(given) ?? []
  const years = Array.from(
    { length: new Date(last).getUTCFullYear() - new Date(first).getUTCFullYear() + 1 },
    (_, i) => new Date(first).getUTCFullYear() + i,
  )
  const known = FESTIVALS.filter(({ id }) => id === 'sixEighteen' || id === 'doubleEleven').flatMap(
    ({ id, dayIn }) =>
      years.map((year) => ({
        time: (dayIn(year) ?? NaN) * DAY,
        label: id === 'sixEighteen' ? names.sixEighteen : names.doubleEleven,
      })),
  )
  const added = own.flatMap(({ year, month, day, label }) =>
    (year === null ? years : [year]).map((every) => ({ time: Date.UTC(every, month - 1, day), label })),
  )
  // Who names a day of 618 or 双11 calls it by that name.
  const named = new Map([...known, ...added].map(({ time, label }) => [time, label]))
  return [...named]
    .map(([time, label]) => ({ time, label }))
    .filter(({ time }) => time >= first && time <= last)
    .sort((a, b) => a.time - b.time)
}
