import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readNumber } from '../../../src/ui/read-number'

test('reads a number, keeps it within the limits and on the step', () => {
  expect(readNumber(' 7 ')).toBe(7)
  expect(readNumber('12', { min: 2, max: 10 })).toBe(10)
  expect(readNumber('-3', { min: 2, max: 10 })).toBe(2)
  expect(readNumber('4.6', { step: 1 })).toBe(5)
  expect(readNumber('0.37', { min: 0, step: 0.1 })).toBe(0.4)
  expect(readNumber('6', { min: 1, step: 2 })).toBe(7)
})

test.each(['', '  ', 'abc', '1e999', '--'])('%j is no number', (text) => {
  expect(readNumber(text)).toBeNull()
})

test('what comes out is within the limits, and reading it again changes nothing', () => {
  const limits = fc.record({
    min: fc.integer({ min: -1000, max: 0 }),
    max: fc.integer({ min: 1, max: 1000 }),
  })
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), limits, (number, { min, max }) => {
      const once = readNumber(String(number), { min, max, step: 0.01 })
      expect(once).not.toBeNull()
      expect(once).toBeGreaterThanOrEqual(min)
      expect(once).toBeLessThanOrEqual(max)
      expect(readNumber(String(once), { min, max, step: 0.01 })).toBe(once)
    }),
  )
})
