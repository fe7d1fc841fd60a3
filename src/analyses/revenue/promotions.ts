import { promotionDays } from './parameters'

/** 18 June, 11 November and own days between two times, each year; at most so many that their names can be read. */
export function promotionMarkers(
  own: string,
  times: Float64Array,
  names: { sixEighteen: string; doubleEleven: string },
): { time: number; label: string }[] {
  const [first, last] = [times[0], times.at(-1)]
  if (first === undefined || last === undefined) return []
  const days = [
    { year: null, month: 6, day: 18, label: names.sixEighteen },
    { year: null, month: 11, day: 11, label: names.doubleEleven },
    ...(promotionDays(own) ?? []),
  ]
  const years = Array.from(
    { length: new Date(last).getUTCFullYear() - new Date(first).getUTCFullYear() + 1 },
    (_, i) => new Date(first).getUTCFullYear() + i,
  )
  return days
    .flatMap(({ year, month, day, label }) =>
      (year === null ? years : [year]).map((every) => ({ time: Date.UTC(every, month - 1, day), label })),
    )
    .filter(({ time }) => time >= first && time <= last)
    .sort((a, b) => a.time - b.time)
}
