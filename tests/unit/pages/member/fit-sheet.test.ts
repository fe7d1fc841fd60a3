import { expect, test } from 'vitest'
import { scaleOf } from '../../../../src/pages/member/fit-sheet'

test('what is taller than a sheet is made smaller, as far as it can be read; the rest stays as it is', () => {
  expect(scaleOf(400)).toBe(1)
  expect(scaleOf(1000)).toBe(1)
  expect(scaleOf(1100)).toBeCloseTo(0.9375, 3)
  expect(scaleOf(9000)).toBe(0.6)
})
