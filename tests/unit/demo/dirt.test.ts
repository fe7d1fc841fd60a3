import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dirtCounts, planDirt, spread } from '../../../src/demo/dirt'
import { randomStream } from '../../../src/demo/random'

describe('dirtCounts', () => {
  it('are known from the size', () => {
    expect(dirtCounts(2_000, 20_000)).toEqual({
      ordersWithoutMember: 60,
      zeroAmounts: 20,
      negativeAmounts: 16,
      unreadableTimes: 12,
      futureTimes: 4,
      duplicateLines: 40,
      orphanLines: 24,
      repeatedMembers: 6,
    })
  })

  it('leave orders clean where there are too few', () => {
    expect(dirtCounts(2_000, 100)).toMatchObject({
      ordersWithoutMember: 0,
      orphanLines: 0,
      repeatedMembers: 6,
    })
  })
})

describe('spread', () => {
  it('gives rising, different places in range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.nat(500), fc.nat(), (count, more, seed) => {
        const places = Array.from(spread(randomStream(seed, 0), count + more, count))
        expect(places.length).toBe(count)
        expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
        expect(places.every((place) => place >= 0 && place < count + more)).toBe(true)
      }),
    )
  })
})

describe('planDirt', () => {
  it('holds each kind as often as it is counted', () => {
    const counts = dirtCounts(2_000, 20_000)
    const { kinds, places } = planDirt(randomStream(1, 0), 20_000, counts)
    expect(kinds.length).toBe(places.length)
    for (const kind of new Set(kinds))
      expect(kinds.filter((other) => other === kind).length).toBe(counts[kind])
  })
})
