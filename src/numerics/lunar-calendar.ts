import { frameOf, numbers, type Kernel } from './kernel'
import { lunarDay } from './lunar'

/**
 * Days in the Chinese lunar calendar. In: day (days since 1970-01-01). Out: day, lunar_year, lunar_month (1 to 12), leap
 * (1 in a leap month), lunar_day, length (days of the month); all but day empty outside the lunar years 1900 to 2100.
 * O(rows).
 */
export const lunarCalendar: Kernel = (input) => {
  const day = numbers(input, 'day')
  const dates = Array.from(day, lunarDay)
  const column = (pick: (date: NonNullable<(typeof dates)[number]>) => number) =>
    Float64Array.from(dates, (date) => (date ? pick(date) : NaN))
  return frameOf({
    day,
    lunar_year: column(({ year }) => year),
    lunar_month: column(({ month }) => month),
    leap: column(({ leap }) => Number(leap)),
    lunar_day: column((date) => date.day),
    length: column(({ length }) => length),
  })
}
