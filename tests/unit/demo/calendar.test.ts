import { describe, expect, it } from 'vitest'
import {
  DAYS,
  FIRST_DAY,
  dateText,
  dayAt,
  dayOf,
  dayWeights,
  isSale,
  operationalTime,
} from '../../../src/demo/calendar'

describe('days', () => {
  it('run from 2024-01-01 to 2025-06-30 and back to dates', () => {
    expect(dateText(0)).toBe(FIRST_DAY)
    expect(dateText(DAYS - 1)).toBe('2025-06-30')
    expect(dateText(dayOf('2024-02-29'))).toBe('2024-02-29')
    expect(dayOf('2023-12-31')).toBe(-1)
  })

  it('know the sales', () => {
    expect(isSale(dayOf('2024-11-11'))).toBe(true)
    expect(isSale(dayOf('2025-06-18'))).toBe(true)
    expect(isSale(dayOf('2024-12-12'))).toBe(true)
    expect(isSale(dayOf('2024-11-12'))).toBe(false)
  })
})

describe('dayWeights', () => {
  const weights = dayWeights()
  const on = (date: string) => weights[dayOf(date)]!

  it('have mean 1', () => {
    expect(weights.reduce((sum, weight) => sum + weight, 0) / DAYS).toBeCloseTo(1, 12)
  })

  it('peak at the feasts and sink at the new year', () => {
    expect(Math.max(...weights)).toBe(on('2024-11-11'))
    expect(on('2024-06-18')).toBeGreaterThan(4)
    expect(on('2024-12-12')).toBeGreaterThan(3)
    expect(on('2024-02-12')).toBeLessThan(0.5)
  })

  it('have a weekly rhythm', () => {
    expect(on('2024-03-16') / on('2024-03-12')).toBeCloseTo(1.12 / 0.93, 12)
  })
})

describe('operational time', () => {
  it('finds the day that holds a time', () => {
    const sums = operationalTime(Float64Array.of(0.5, 2, 1))
    expect(Array.from(sums)).toEqual([0, 0.5, 2.5, 3.5])
    expect([0, 0.49, 0.5, 2.4, 2.5, 3.49].map((time) => dayAt(sums, time))).toEqual([0, 0, 1, 1, 2, 2])
  })
})
