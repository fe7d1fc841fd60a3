import { describe, expect, test } from 'vitest'
import { FESTIVALS, festivalsBetween } from '../../../src/numerics/festivals'
import { dayOfLunar, lunarDay } from '../../../src/numerics/lunar'

const DAY = 86_400_000
const dateOf = (day: number | null) => (day === null ? null : new Date(day * DAY).toISOString().slice(0, 10))
const dayOf = (id: string, year: number) =>
  dateOf(FESTIVALS.find((festival) => festival.id === id)?.dayIn(year) ?? null)

test('a lunar date and the day it falls on lead to each other', () => {
  for (let day = -25_000; day < 47_000; day += 13) {
    const date = lunarDay(day)
    if (date && !date.leap) expect(dayOfLunar(date.year, date.month, date.day)).toBe(day)
  }
  expect(dayOfLunar(2101, 1, 1)).toBeNull()
})

// Announcements of the State Council and of the Hong Kong Observatory, and church calendars.
describe.each([
  ['springFestival', { 1985: '1985-02-20', 2023: '2023-01-22', 2024: '2024-02-10', 2025: '2025-01-29' }],
  ['lantern', { 2024: '2024-02-24' }],
  [
    'qingming',
    { 1949: '1949-04-05', 2000: '2000-04-04', 2019: '2019-04-05', 2024: '2024-04-04', 2027: '2027-04-05' },
  ],
  ['dragonBoat', { 2020: '2020-06-25', 2024: '2024-06-10', 2025: '2025-05-31' }],
  ['qixi', { 2024: '2024-08-10' }],
  ['midAutumn', { 2020: '2020-10-01', 2023: '2023-09-29', 2024: '2024-09-17' }],
  ['doubleNinth', { 2024: '2024-10-11' }],
  ['laba', { 2023: '2024-01-18' }],
  ['mother', { 2024: '2024-05-12' }],
  ['father', { 2024: '2024-06-16' }],
  ['blackFriday', { 2010: '2010-11-26', 2024: '2024-11-29' }],
  ['easter', { 1961: '1961-04-02', 2000: '2000-04-23', 2024: '2024-03-31', 2038: '2038-04-25' }],
  ['sixEighteen', { 2024: '2024-06-18' }],
])('%s', (id, dates) => {
  test.each(Object.entries(dates))('of %s is %s', (year, date) => {
    expect(dayOf(id, Number(year))).toBe(date)
  })
})

test('清明 is the day on which the Sun comes to 15° by the clocks of China', () => {
  for (let year = 1901; year <= 2099; year++) {
    const [from] = [FESTIVALS.find(({ id }) => id === 'qingming')!.dayIn(year)!]
    const [begin, end] = [from - 8 / 24, from + 1 - 8 / 24]
    // Two minutes of arc are an hour: closer to midnight the short series cannot tell.
    expect(longitude(begin), String(year)).toBeLessThan(15.02)
    expect(longitude(end), String(year)).toBeGreaterThan(14.98)
  }
})

/** Apparent longitude of the Sun in degrees (Meeus, Astronomical Algorithms, ch. 25), at a day since 1970 in UTC. */
function longitude(day: number): number {
  const t = (day + 2_440_587.5 - 2_451_545) / 36_525
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t
  const anomaly = radians(357.52911 + 35_999.05029 * t - 0.0001537 * t * t)
  const centre =
    (1.914602 - 0.004817 * t) * Math.sin(anomaly) +
    (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly)
  const apparent = mean + centre - 0.00569 - 0.00478 * Math.sin(radians(125.04 - 1934.136 * t))
  return ((apparent % 360) + 360) % 360
}

test('the days of a span are in order, each festival once a year, and the turn of the year loses none', () => {
  const [from, to] = [Date.UTC(2023, 11, 1) / DAY, Date.UTC(2024, 10, 30) / DAY]
  const found = festivalsBetween(from, to)
  expect(found.map(({ day }) => day)).toEqual(found.map(({ day }) => day).sort((a, b) => a - b))
  expect(found).toHaveLength(FESTIVALS.length)
  expect(new Set(found.map(({ festival }) => festival.id)).size).toBe(FESTIVALS.length)
  expect(dateOf(found.find(({ festival }) => festival.id === 'laba')?.day ?? null)).toBe('2024-01-18')
})
