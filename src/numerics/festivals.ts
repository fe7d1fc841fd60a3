import { dayOfLunar } from './lunar'

export type FestivalKind = 'lunar' | 'solar' | 'shopping'

/** A day that comes every year and that shops sell for. */
export interface Festival {
  id: string
  kind: FestivalKind
  /** In days since 1970-01-01; null in a year that has none or that is not known. */
  dayIn: (year: number) => number | null
}

const DAY = 86_400_000

const on =
  (month: number, day: number) =>
  (year: number): number =>
    Date.UTC(year, month - 1, day) / DAY

const lunar =
  (month: number, day: number) =>
  (year: number): number | null =>
    dayOfLunar(year, month, day)

/** The n-th given weekday (0: Sunday) of a month, and so many days after it. */
const nth =
  (month: number, weekday: number, n: number, after = 0) =>
  (year: number): number => {
    const first = on(month, 1)(year)
    const offset = (weekday - weekdayOf(first) + 7) % 7
    return first + offset + 7 * (n - 1) + after
  }

/** 0 is Sunday; 1970-01-01 was a Thursday. */
const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

/**
 * Days that shops in China and elsewhere sell for, computed without a table beyond the lunar calendar's: lunar from 1900
 * to 2100, 清明 from 1901 to 2099, the rest in any year of the Gregorian calendar. In no particular order within a year.
 */
export const FESTIVALS: readonly Festival[] = [
  { id: 'newYear', kind: 'solar', dayIn: on(1, 1) },
  { id: 'springFestival', kind: 'lunar', dayIn: lunar(1, 1) },
  { id: 'lantern', kind: 'lunar', dayIn: lunar(1, 15) },
  { id: 'valentine', kind: 'solar', dayIn: on(2, 14) },
  { id: 'women', kind: 'shopping', dayIn: on(3, 8) },
  { id: 'qingming', kind: 'lunar', dayIn: qingming },
  { id: 'easter', kind: 'solar', dayIn: easter },
  { id: 'labour', kind: 'solar', dayIn: on(5, 1) },
  { id: 'mother', kind: 'solar', dayIn: nth(5, 0, 2) },
  { id: 'children', kind: 'solar', dayIn: on(6, 1) },
  { id: 'dragonBoat', kind: 'lunar', dayIn: lunar(5, 5) },
  { id: 'sixEighteen', kind: 'shopping', dayIn: on(6, 18) },
  { id: 'father', kind: 'solar', dayIn: nth(6, 0, 3) },
  { id: 'qixi', kind: 'lunar', dayIn: lunar(7, 7) },
  { id: 'school', kind: 'solar', dayIn: on(9, 1) },
  { id: 'teacher', kind: 'solar', dayIn: on(9, 10) },
  { id: 'midAutumn', kind: 'lunar', dayIn: lunar(8, 15) },
  { id: 'national', kind: 'solar', dayIn: on(10, 1) },
  { id: 'doubleNinth', kind: 'lunar', dayIn: lunar(9, 9) },
  { id: 'halloween', kind: 'solar', dayIn: on(10, 31) },
  { id: 'doubleEleven', kind: 'shopping', dayIn: on(11, 11) },
  { id: 'blackFriday', kind: 'shopping', dayIn: nth(11, 4, 4, 1) },
  { id: 'doubleTwelve', kind: 'shopping', dayIn: on(12, 12) },
  { id: 'christmas', kind: 'solar', dayIn: on(12, 25) },
  { id: 'laba', kind: 'lunar', dayIn: lunar(12, 8) },
]

export interface FestivalDay {
  festival: Festival
  /** Days since 1970-01-01. */
  day: number
}

/** Festivals from one day to another, both included, in the order of their days. */
export function festivalsBetween(from: number, to: number): FestivalDay[] {
  // The last month of a lunar year falls into the Gregorian year after it.
  const [first, last] = [yearOf(from) - 1, yearOf(to)]
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  return FESTIVALS.flatMap((festival) =>
    years.flatMap((year) => {
      const day = festival.dayIn(year)
      return day !== null && day >= from && day <= to ? [{ festival, day }] : []
    }),
  ).sort((a, b) => a.day - b.day)
}

const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear()

/** Solar longitude 15° in China, by the mean length of the year: held to the Sun's place by tests, 1901 to 2099. */
function qingming(year: number): number | null {
  if (year < 1901 || year > 2099) return null
  const [inCentury, base] = [year % 100, year < 2000 ? 5.59 : 4.81]
  return on(4, Math.floor(inCentury * 0.2422 + base) - Math.floor(inCentury / 4))(year)
}

/** Western Easter (anonymous Gregorian computus). */
function easter(year: number): number {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100]
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return on(Math.floor(sum / 31), (sum % 31) + 1)(year)
}
