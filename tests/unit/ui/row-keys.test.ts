import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowAfterKey } from '../../../src/ui/row-keys'

test('each key goes where its name says', () => {
  expect(rowAfterKey('ArrowDown', 5, 100, 10)).toBe(6)
  expect(rowAfterKey('ArrowUp', 5, 100, 10)).toBe(4)
  expect(rowAfterKey('PageDown', 5, 100, 10)).toBe(15)
  expect(rowAfterKey('PageUp', 5, 100, 10)).toBe(0)
  expect(rowAfterKey('Home', 5, 100, 10)).toBe(0)
  expect(rowAfterKey('End', 5, 100, 10)).toBe(99)
  expect(rowAfterKey('x', 5, 100, 10)).toBeNull()
  expect(rowAfterKey('toString', 5, 100, 10)).toBeNull()
  expect(rowAfterKey('Home', 0, 0, 10)).toBeNull()
})

test('no sequence of keys leaves the table', () => {
  const key = fc.constantFrom('ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End')
  fc.assert(
    fc.property(fc.array(key), fc.integer({ min: 1, max: 500 }), fc.nat(40), (keys, rowCount, page) => {
      const last = keys.reduce((row, pressed) => rowAfterKey(pressed, row, rowCount, page) ?? row, 0)
      expect(last).toBeGreaterThanOrEqual(0)
      expect(last).toBeLessThan(rowCount)
    }),
  )
})
