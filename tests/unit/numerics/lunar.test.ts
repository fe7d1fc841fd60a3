import { expect, test } from 'vitest'
import { lunarDay } from '../../../src/numerics/lunar'

const dayOf = (text: string) => Date.parse(text) / 86_400_000

/** Published by the Hong Kong Observatory: new years, leap months, and days that other tables have wrong. */
test.each<[string, string]>([
  ['1900-01-31', '1900-1-1'],
  ['1933-07-22', '1933-5闰-30'],
  ['1933-07-23', '1933-6-1'],
  ['1954-02-03', '1954-1-1'],
  ['1985-02-20', '1985-1-1'],
  ['1987-07-26', '1987-6闰-1'],
  ['1996-07-15', '1996-5-30'],
  ['1996-07-16', '1996-6-1'],
  ['2000-02-05', '2000-1-1'],
  ['2012-08-17', '2012-7-1'],
  ['2023-03-22', '2023-2闰-1'],
  ['2024-02-10', '2024-1-1'],
  ['2025-01-29', '2025-1-1'],
  ['2025-07-25', '2025-6闰-1'],
  ['2025-10-06', '2025-8-15'],
  ['2027-02-06', '2027-1-1'],
  ['2030-02-03', '2030-1-1'],
  ['2033-12-22', '2033-11闰-1'],
])('%s is %s', (solar, lunar) => {
  const date = lunarDay(dayOf(solar))
  expect(date && `${date.year}-${date.month}${date.leap ? '闰' : ''}-${date.day}`).toBe(lunar)
})

test('days follow each other without a gap, months have 29 or 30 of them, years 12 or 13 months', () => {
  let before = lunarDay(dayOf('1900-01-31'))
  let months = 1
  for (let day = dayOf('1900-02-01'); day < dayOf('2101-01-29'); day++) {
    const date = lunarDay(day)
    if (!date || !before) throw new Error(`Nothing on day ${day}.`)
    if (date.day === 1) {
      expect(before.day).toBe(before.length)
      if (date.year === before.year) months += 1
      else {
        expect([12, 13]).toContain(months)
        months = 1
      }
    } else expect(date).toEqual({ ...before, day: before.day + 1 })
    before = date
  }
})

test('nothing before and after', () => {
  expect(lunarDay(dayOf('1900-01-30'))).toBeNull()
  expect(lunarDay(dayOf('2101-01-29'))).toBeNull()
})
