import { FESTIVALS, type Festival } from '../festivals'

/** Days of the data that a context is judged by: those of earlier years like the days ahead. */
export type Window = readonly [from: number, to: number]

/** Days before a festival in which people buy for it; the festival itself is the last. */
export const LEAD_DAYS = 21
const SEASON_HALF = 15
const YEAR = 365.2425

/** The weeks before a festival, each year that the data reaches back to and that lies before `now`. */
export function festivalWindows(festival: Festival, first: number, now: number): Window[] {
  const years = yearsBetween(first, now)
  return years.flatMap((year) => {
    const day = festival.dayIn(year)
    return day !== null && day - LEAD_DAYS >= first && day < now ? [[day - LEAD_DAYS, day + 1] as const] : []
  })
}

/** The month around this day of the year, each earlier year that the data holds whole. */
export function seasonWindows(first: number, now: number): Window[] {
  const windows: Window[] = []
  for (let ago = 1; now - ago * YEAR - SEASON_HALF >= first; ago++) {
    const middle = Math.round(now - ago * YEAR)
    windows.push([middle - SEASON_HALF, middle + SEASON_HALF + 1])
  }
  return windows
}

export const festivalById = (id: string): Festival | undefined =>
  FESTIVALS.find((festival) => festival.id === id)

/** Evidence, in lines, that an item's index is drawn to its category's by, and a category's to 1. */
const PRIOR_LINES = 5
const PRIOR_OF_CATEGORY = 20
/** Lines in the windows below which nothing is said of them. */
export const LEAST_LINES = 30

export interface Lift {
  /** By item: its lines in the windows ÷ those to be expected; all 1 where the windows hold too few. */
  index: Float64Array
  /** The same by category. */
  ofCategory: Float64Array
  /** Lines in the windows. */
  lines: number
  /** Lines in the windows by item, and by category. */
  within: Float64Array
  withinCategory: Float64Array
  /** Those to be expected there, were the windows like other days. */
  expected: Float64Array
  expectedOfCategory: Float64Array
}

/**
 * How much more of each item is had in windows of days than at other times: (a + k c) ⁄ (e + k), a lines of it in the
 * windows, e = its lines × the windows' share of all lines, k = 5, and c the same of its category with k = 20 and c = 1:
 * gamma–Poisson shrunk ratios, 1 where nothing is known.
 */
export function liftIn(
  windows: readonly Window[],
  category: Int32Array,
  item: Int32Array,
  times: Float64Array | null,
): Lift {
  const items = category.length
  const categories = category.reduce((most, one) => Math.max(most, one + 1), 0)
  const [within, all] = [new Float64Array(items), new Float64Array(items)]
  let [inside, timed] = [0, 0]
  for (let line = 0; times !== null && line < item.length; line++) {
    const at = times[line]!
    if (Number.isNaN(at)) continue
    timed++
    all[item[line]!]!++
    if (!windows.some(([from, to]) => at >= from && at < to)) continue
    inside++
    within[item[line]!]!++
  }
  const share = timed > 0 ? inside / timed : 0
  const isTold = inside >= LEAST_LINES
  const sums = (of: Float64Array) => {
    const total = new Float64Array(categories)
    category.forEach((one, at) => {
      if (one >= 0) total[one]! += of[at]!
    })
    return total
  }
  const [withinCategory, allOfCategory] = [sums(within), sums(all)]
  const drawn = (own: number, every: number, k: number, to: number) =>
    isTold ? (own + k * to) / (every * share + k) : 1
  const ofCategory = withinCategory.map((own, one) => drawn(own, allOfCategory[one]!, PRIOR_OF_CATEGORY, 1))
  const index = within.map((own, one) => drawn(own, all[one]!, PRIOR_LINES, ofCategory[category[one]!] ?? 1))
  const expected = all.map((every) => every * share)
  const expectedOfCategory = allOfCategory.map((every) => every * share)
  return { index, ofCategory, lines: inside, within, withinCategory, expected, expectedOfCategory }
}

function yearsBetween(first: number, last: number): number[] {
  const [from, to] = [first, last].map((day) => new Date(day * 86_400_000).getUTCFullYear()) as [
    number,
    number,
  ]
  return Array.from({ length: to - from + 2 }, (_, i) => from - 1 + i)
}
