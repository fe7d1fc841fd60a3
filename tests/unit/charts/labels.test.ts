import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchorAt, flow, laneLabels, spread } from '../../../src/charts/labels'

describe('spread', () => {
  it('leaves labels that do not touch where they are', () => {
    expect(spread([10, 50, 90], 16, 0, 100)).toEqual([10, 50, 90])
  })

  it('moves touching labels apart around their mean, in their order', () => {
    expect(spread([52, 50], 16, 0, 100)).toEqual([59, 43])
  })

  it('keeps order, distance and bounds for any wishes that fit', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -50, max: 250, noNaN: true }), { minLength: 1, maxLength: 10 }),
        (wishes) => {
          const placed = spread(wishes, 16, 0, 200)
          const sorted = [...placed].sort((a, b) => a - b)
          expect(sorted[0]).toBeGreaterThanOrEqual(-1e-9)
          expect(sorted.at(-1)).toBeLessThanOrEqual(200 + 1e-9)
          for (let index = 1; index < sorted.length; index += 1)
            expect((sorted[index] ?? 0) - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(16 - 1e-6)
          for (const [a, wishA] of wishes.entries())
            for (const [b, wishB] of wishes.entries())
              if (wishA < wishB) expect(placed[a] ?? 0).toBeLessThan(placed[b] ?? 0)
        },
      ),
    )
  })

  it('spreads evenly what cannot fit', () => {
    expect(spread([5, 5, 5, 5, 5], 16, 0, 40)).toEqual([0, 10, 20, 30, 40])
    expect(spread([], 16, 0, 40)).toEqual([])
  })
})

it('laneLabels uses the second row for a neighbour and drops a third', () => {
  const near = [50, 60, 70, 150].map((x) => ({ x, width: 40 }))
  expect(laneLabels(near, 2)).toEqual([0, 1, -1, 0])
})

it('flow starts a new row where a text would run out of the room', () => {
  expect(flow([40, 40, 40], 110, 10, 10)).toEqual([
    { x: 10, row: 0 },
    { x: 60, row: 0 },
    { x: 0, row: 1 },
  ])
})

it('anchorAt keeps a text between the edges', () => {
  expect([anchorAt(2, 30, 0, 100), anchorAt(50, 30, 0, 100), anchorAt(95, 30, 0, 100)]).toEqual([
    'start',
    'middle',
    'end',
  ])
})
