/** The first day of the export, which is day 0 everywhere in this room: a Monday. */
export const FIRST_DAY = '2024-01-01'
/** The export holds days 0 to DAYS − 1: 2024-01-01 to 2025-06-30. */
export const DAYS = 547
/** Members may have joined up to this many days before day 0: since 2022-01-01. */
export const DAYS_BEFORE = 730
export const DAY_SECONDS = 86_400

const DAY_MS = DAY_SECONDS * 1000
const START = Date.UTC(2024, 0, 1)
/** Files carry this date: midnight after the last day, in UTC. */
export const EXPORTED_AT = START + DAYS * DAY_MS

/** "2024-11-11" for a day; negative days lie before day 0. */
export const dateText = (day: number): string => new Date(START + day * DAY_MS).toISOString().slice(0, 10)

/** The day of a date like "2024-11-11". */
export const dayOf = (date: string): number => Math.round((Date.parse(`${date}T00:00:00Z`) - START) / DAY_MS)

/** Month of a day, 0 for January. */
export const monthOf = (day: number): number => new Date(START + day * DAY_MS).getUTCMonth()

/**
 * How much a day is busier than the average day: a factor for each of the DAYS, with mean 1. The week's rhythm
 * times the month's level times the feasts (618, double eleven, double twelve, the lull of the new year).
 */
export function dayWeights(): Float64Array {
  const weights = new Float64Array(DAYS)
  let total = 0
  for (let day = 0; day < DAYS; day++) {
    const date = dateText(day)
    weights[day] = WEEK[day % 7]! * MONTHS[monthOf(day)]! * feast(date)
    total += weights[day]!
  }
  return weights.map((weight) => (weight * DAYS) / total)
}

/** Whether prices fall and buyers stay up: the days of 618, double eleven and double twelve. */
export const isSale = (day: number): boolean => {
  const date = dateText(day).slice(5)
  return factorOn(SALES, date) !== undefined
}

/** Sums of the weights: entry d is the operational time at the start of day d, entry DAYS the end. */
export function operationalTime(weights: Float64Array): Float64Array {
  const sums = new Float64Array(weights.length + 1)
  weights.forEach((weight, day) => (sums[day + 1] = sums[day]! + weight))
  return sums
}

/** The day that holds an operational time from 0 to below the last sum. */
export function dayAt(sums: Float64Array, time: number): number {
  let low = 0
  let high = sums.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (sums[middle]! <= time) low = middle
    else high = middle
  }
  return low
}

/** Weights of the hours 0 to 23, on an ordinary day and on a sale day with its rush at midnight. */
export const HOURS = [8, 4, 2, 1, 1, 2, 6, 12, 20, 30, 36, 34, 38, 34, 28, 27, 28, 30, 34, 44, 56, 60, 46, 22]
export const SALE_HOURS = [
  70, 34, 10, 4, 2, 3, 7, 14, 22, 30, 34, 32, 34, 30, 26, 25, 26, 28, 34, 50, 74, 60, 48, 36,
]

/** Monday to Sunday. */
const WEEK = [0.95, 0.93, 0.94, 0.97, 1.02, 1.12, 1.07]
/** January to December. */
const MONTHS = [1.02, 0.9, 0.98, 0.97, 1.02, 1.05, 0.94, 0.95, 1, 1.02, 1.06, 1.05]

/** From, to (month-day), factor. */
type Span = readonly [from: string, to: string, factor: number]

const SALES: readonly Span[] = [
  ['06-01', '06-01', 2.6],
  ['06-02', '06-15', 1.5],
  ['06-16', '06-17', 2.2],
  ['06-18', '06-18', 6],
  ['06-19', '06-20', 1.6],
  ['11-01', '11-01', 3],
  ['11-02', '11-09', 1.7],
  ['11-10', '11-10', 2.5],
  ['11-11', '11-11', 12],
  ['12-12', '12-12', 4.5],
]
const AFTERMATHS: readonly Span[] = [
  ['06-21', '06-28', 0.8],
  ['11-12', '11-20', 0.72],
  ['12-13', '12-16', 0.85],
]
/** The lunar new year fell on 2024-02-10 and 2025-01-29: a rush before, a lull from the eve on. */
const NEW_YEARS: readonly Span[] = [
  ['2024-01-24', '2024-02-05', 1.25],
  ['2024-02-09', '2024-02-16', 0.4],
  ['2025-01-12', '2025-01-24', 1.25],
  ['2025-01-28', '2025-02-04', 0.4],
]

const feast = (date: string): number =>
  factorOn(NEW_YEARS, date) ?? factorOn(SALES, date.slice(5)) ?? factorOn(AFTERMATHS, date.slice(5)) ?? 1

const factorOn = (spans: readonly Span[], date: string): number | undefined =>
  spans.find(([from, to]) => from <= date && date <= to)?.[2]
