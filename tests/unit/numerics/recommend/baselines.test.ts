import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { trainCopurchase } from '../../../../src/numerics/recommend/copurchase'
import { interactionsOf, tasteOf } from '../../../../src/numerics/recommend/interactions'
import {
  trainAgain,
  trainPopularInSegment,
  trainPopularRecently,
} from '../../../../src/numerics/recommend/recent'
import { columnsOf, scoresOf, shopLines, shopOf } from './random-shop'

const NOBODY = { member: -1, items: new Int32Array(0), weights: [] }

test('popular recently: members who had it within the window', () => {
  const shop = shopOf([
    [1, 0, 1, 0],
    [2, 0, 1, 5],
    [3, 1, 1, 40],
    [4, 1, 1, 50],
    [4, 0, 1, 51],
    [4, 0, 1, 52],
  ])
  expect(scoresOf(trainPopularRecently(shop, { days: 30 }), NOBODY)).toEqual([1, 2])
  expect(scoresOf(trainPopularRecently(shop, { days: 99 }), NOBODY)).toEqual([3, 2])
  const timeless = interactionsOf({ member: Float64Array.of(1, 2), item: Float64Array.of(7, 7) })
  expect(scoresOf(trainPopularRecently(timeless), NOBODY)).toEqual([2])
})

test('popular in her segment: its share, mixed with that of twenty average members', () => {
  const lines = Array.from({ length: 40 }, (_, member) => [member, member < 30 ? 0 : 1, 1, 0] as const)
  const segment = lines.map(([member]) => (member < 30 ? 'north' : 'south'))
  const belonging = { member: Float64Array.from(segment.keys()), segment }
  const model = trainPopularInSegment(interactionsOf({ ...columnsOf(lines), belonging }))
  const south = scoresOf(model, { ...NOBODY, segment: 'south' })
  expect(south).toEqual([(20 * 0.75) / 30, (10 + 20 * 0.25) / 30].map((value) => expect.closeTo(value, 12)))
  expect(scoresOf(model, NOBODY)).toEqual([0.75, 0.25])
  expect(scoresOf(model, { ...NOBODY, segment: 'elsewhere' })).toEqual([0.75, 0.25])
})

test('bought again: her own items, the latest first, then the most frequent, then the weightiest', () => {
  const shop = shopOf([
    [1, 0, 1, 9],
    [1, 1, 1, 9],
    [1, 1, 1, 3],
    [1, 2, 1, 12],
    [1, 3, 3, 9],
    [2, 4, 1, 1],
  ])
  expect(scoresOf(trainAgain(shop), tasteOf(shop, 0))).toEqual([1, 3, 4, 2, 0])
})

describe('co-purchase', () => {
  test('is the chance in the same basket of one member and day', () => {
    fc.assert(
      fc.property(shopLines, fc.integer({ min: 0, max: 4 }), (lines, shrinkage) => {
        const shop = shopOf(lines)
        const baskets = new Map<string, Set<number>>()
        for (const [member, item, , time] of lines) {
          const key = `${member} ${time}`
          baskets.set(key, (baskets.get(key) ?? new Set<number>()).add(item))
        }
        const having = (...items: number[]) =>
          [...baskets.values()].filter((basket) => items.every((item) => basket.has(item))).length
        const model = trainCopurchase(shop, { shrinkage })
        shop.itemIds.forEach((own, code) => {
          const scores = scoresOf(model, { member: -1, items: Int32Array.of(code), weights: [1] })
          shop.itemIds.forEach((other, at) => {
            const both = having(own, other)
            const expected =
              own === other || both === 0 ? 0 : (both / having(own)) * (both / (both + shrinkage))
            expect(scores[at]).toBeCloseTo(expected, 12)
          })
        })
      }),
      { numRuns: 40 },
    )
  })

  test('without times all of a member is one basket', () => {
    const shop = interactionsOf({ member: Float64Array.of(1, 1, 2), item: Float64Array.of(5, 6, 6) })
    expect(
      scoresOf(trainCopurchase(shop, { shrinkage: 0 }), { ...NOBODY, items: Int32Array.of(0), weights: [2] }),
    ).toEqual([0, 2])
  })
})
