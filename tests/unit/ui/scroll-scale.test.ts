import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_TRACK, scrollScale } from '../../../src/ui/scroll-scale'

const heights = fc.record({
  list: fc.integer({ min: 0, max: 400_000_000 }),
  view: fc.integer({ min: 1, max: 2000 }),
})

test('a list that fits is scrolled pixel by pixel', () => {
  const scale = scrollScale(9_600_000, 600)
  expect(scale.trackHeight).toBe(9_600_000)
  expect(scale.factor).toBe(1)
  expect(scale.toOffset(1234)).toBe(1234)
})

test('the track never outgrows what browsers can show, and both ends are reached', () => {
  fc.assert(
    fc.property(heights, ({ list, view }) => {
      const scale = scrollScale(list, view)
      const furthest = Math.max(0, list - view)
      expect(scale.trackHeight).toBeLessThanOrEqual(MAX_TRACK)
      expect(scale.toOffset(0)).toBe(0)
      expect(scale.toOffset(Math.max(0, scale.trackHeight - view))).toBeCloseTo(furthest, 3)
    }),
  )
})

test('going to a place and reading the position back gives that place', () => {
  fc.assert(
    fc.property(heights, fc.double({ min: 0, max: 1, noNaN: true }), ({ list, view }, share) => {
      const scale = scrollScale(list, view)
      const place = Math.max(0, list - view) * share
      expect(scale.toOffset(scale.toScrollTop(place))).toBeCloseTo(place, 3)
    }),
  )
})
