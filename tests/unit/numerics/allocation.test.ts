import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allocate, type Recipient } from '../../../src/numerics/allocation'

const recipient = fc.record({
  members: fc.integer({ min: 1, max: 200 }),
  most: fc.double({ min: 0.01, max: 2, noNaN: true }),
  half: fc.double({ min: 0.1, max: 20, noNaN: true }),
  worth: fc.double({ min: 0.5, max: 100, noNaN: true }),
  cap: fc.oneof(fc.constant(Infinity), fc.double({ min: 0.1, max: 30, noNaN: true })),
})

const valueOf = ({ members, worth, most, half }: Recipient, each: number) =>
  (members * worth * most * each) / (each + half)

/** Coin by coin to the group whose next coin brings most: right for concave responses, as coins get small. */
function greedy(recipients: readonly Recipient[], budget: number, coins: number): number {
  const coin = budget / coins
  const spent = recipients.map(() => 0)
  for (let c = 0; c < coins; c++) {
    const gains = recipients.map((one, i) => {
      const [now, next] = [(spent[i] ?? 0) / one.members, ((spent[i] ?? 0) + coin) / one.members]
      return next > one.cap ? 0 : valueOf(one, next) - valueOf(one, now)
    })
    const most = Math.max(...gains)
    if (!(most > 0)) break
    const at = gains.indexOf(most)
    spent[at] = (spent[at] ?? 0) + coin
  }
  return recipients.reduce((sum, one, i) => sum + valueOf(one, (spent[i] ?? 0) / one.members), 0)
}

test('two groups by hand: equal but for their half-saturation', () => {
  // Marginal returns 100·h ÷ (h + s)²: with h = 1 and h = 4 and 10 to spend, s₁ = 4 and s₂ = 6 give 4 each.
  const base = { members: 1, most: 1, worth: 100, cap: Infinity }
  const { shares, marginal, spent } = allocate(
    [
      { ...base, half: 1 },
      { ...base, half: 4 },
    ],
    10,
  )
  expect(shares.map(({ each }) => each)).toEqual([expect.closeTo(4, 9), expect.closeTo(6, 9)])
  expect(marginal).toBeCloseTo(4, 9)
  expect(spent).toBeCloseTo(10, 9)
})

test('never below coin by coin, never over the budget or a cap; all between nothing and their cap share one return', () => {
  fc.assert(
    fc.property(
      fc.array(recipient, { minLength: 1, maxLength: 5 }),
      fc.double({ min: 1, max: 3000, noNaN: true }),
      (recipients, budget) => {
        const { shares, spent, value, marginal } = allocate(recipients, budget)
        expect(spent).toBeLessThanOrEqual(budget * (1 + 1e-9))
        expect(value).toBeGreaterThanOrEqual(greedy(recipients, budget, 400) * (1 - 1e-9))
        shares.forEach(({ each, marginal: own }, i) => {
          const { cap } = recipients[i] ?? { cap: 0 }
          expect(each).toBeLessThanOrEqual(cap * (1 + 1e-9))
          if (each > 1e-9 && each < cap * (1 - 1e-9)) expect(own / marginal).toBeCloseTo(1, 6)
          if (each === 0) expect(own).toBeLessThanOrEqual(marginal * (1 + 1e-9))
        })
        const room = recipients.reduce((sum, { members, cap }) => sum + members * cap, 0)
        expect(spent).toBeCloseTo(Math.min(budget, room), 5)
      },
    ),
    { numRuns: 300 },
  )
})

test('stops where the next unit no longer pays', () => {
  const one = { members: 10, most: 0.5, half: 2, worth: 16, cap: Infinity }
  const { shares, spent, marginal } = allocate([one], 1e9, 1)
  // 16 · 0.5 · 2 ÷ (2 + s)² = 1 at s = 2.
  expect(shares[0]?.each).toBeCloseTo(2, 9)
  expect(spent).toBeCloseTo(20, 8)
  expect(marginal).toBe(1)
  expect(allocate([{ ...one, worth: 0.1 }], 100, 1)).toMatchObject({ spent: 0, value: 0 })
})

test('nothing to spend, nobody to spend it on, nothing to gain', () => {
  const one = { members: 10, most: 0.5, half: 2, worth: 16, cap: 5 }
  expect(allocate([], 100)).toMatchObject({ spent: 0, value: 0, shares: [] })
  expect(allocate([one], 0)).toMatchObject({ spent: 0, value: 0 })
  expect(
    allocate(
      [
        { ...one, members: 0 },
        { ...one, most: 0 },
        { ...one, half: 0 },
      ],
      100,
    ).spent,
  ).toBe(0)
  expect(allocate([one], 1000)).toMatchObject({ spent: 50, marginal: 0 })
})
