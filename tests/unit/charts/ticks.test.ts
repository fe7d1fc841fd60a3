import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { valueAxis, wholeTicks } from '../../../src/charts/ticks'
import { timeStep, timeTicks } from '../../../src/charts/time-ticks'

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
const words = (ticks: { label: string; context: string }[]) =>
  ticks.map(({ label, context }) => `${label}|${context}`)

describe('valueAxis', () => {
  it('holds zero and every finite value, with ticks evenly apart', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 100)),
        fc.integer({ min: 40, max: 600 }),
        (values, height) => {
          const { domain, ticks, step } = valueAxis(values, height)
          for (const value of [0, ...values.filter(Number.isFinite)]) {
            expect(value).toBeGreaterThanOrEqual(domain[0])
            expect(value).toBeLessThanOrEqual(domain[1])
          }
          expect(domain[1]).toBeGreaterThan(domain[0])
          expect(ticks).toContain(0)
          expect(step).toBeGreaterThan(0)
        },
      ),
    )
  })

  it('stands nothing, gaps and a flat zero', () => {
    for (const values of [[], [0, 0], [NaN, 5e-324]]) expect(valueAxis(values, 200).domain).toEqual([0, 1])
  })

  it('has no fractions of a member', () => {
    expect(wholeTicks(valueAxis([1], 300)).every(Number.isInteger)).toBe(true)
  })
})

describe('timeTicks', () => {
  it('names one day by its day, not by its first minute', () => {
    const one = day('2024-05-06')
    expect(words(timeTicks(one, one, 400, 'en'))).toEqual(['6|May 2024'])
    expect(words(timeTicks(one + 3_600_000, one + 3_600_000, 400, 'en'))).toEqual(['01:00|May 6, 2024'])
  })

  it('names months, and years under their first month', () => {
    const ticks = timeTicks(day('2023-11-01'), day('2024-02-01'), 400, 'en', 86_400_000 * 28)
    expect(words(ticks)).toEqual(['Nov|2023', 'Dec|', 'Jan|2024', 'Feb|'])
    expect(words(timeTicks(day('2023-11-01'), day('2024-02-01'), 400, 'zh-CN', 86_400_000 * 28))).toEqual([
      '11月|2023年',
      '12月|',
      '1月|2024年',
      '2月|',
    ])
  })

  it('uses half-years where quarters do not fit', () => {
    const ticks = timeTicks(day('1997-01-01'), day('1998-06-30'), 200, 'en', 86_400_000)
    expect(words(ticks)).toEqual(['Jan|1997', 'Jul|', 'Jan|1998'])
  })

  it('drops the first context where the next would run into it', () => {
    const ticks = timeTicks(day('2024-10-31'), day('2024-11-03'), 220, 'zh-CN', 86_400_000)
    expect(words(ticks)).toEqual(['31日|', '1日|2024年11月', '2日|', '3日|'])
  })

  it('shows hours within a day, and one tick for one moment', () => {
    expect(words(timeTicks(day('2024-11-11'), day('2024-11-11') + 6 * 3_600_000, 160, 'en'))[0]).toBe(
      '00:00|Nov 11, 2024',
    )
    expect(timeTicks(day('2024-11-11'), day('2024-11-11'), 300, 'en')).toHaveLength(1)
  })

  it('never sets more ticks than fit, nor finer ones than the data', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2e12 }),
        fc.integer({ min: 3_600_000, max: 4e11 }),
        fc.integer({ min: 120, max: 1100 }),
        (from, length, width) => {
          const step = length / 10
          const ticks = timeTicks(from, from + length, width, 'en', step)
          expect(ticks.length).toBeGreaterThan(0)
          expect(ticks.length).toBeLessThanOrEqual(Math.max(2, Math.floor(width / 50)) + 1)
          for (let index = 1; index < ticks.length; index += 1)
            expect((ticks[index]?.time ?? 0) - (ticks[index - 1]?.time ?? 0)).toBeGreaterThan(step * 0.5)
        },
      ),
    )
  })
})

it('timeStep is the smallest distance', () => {
  expect(timeStep([0, 10, 13, 30])).toBe(3)
  expect(timeStep([5])).toBe(0)
})
