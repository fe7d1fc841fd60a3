import fc from 'fast-check'
import { expect, test } from 'vitest'
import { basketPairs } from '../../../../src/numerics/baskets/pairs'
import { fisherExact } from '../../../../src/numerics/proportions'

const columnsOf = (shop: readonly (readonly number[])[]) => ({
  baskets: Float64Array.from(shop.flatMap((basket, at) => basket.map(() => at))),
  items: Float64Array.from(shop.flat()),
})
const pairsOf = (shop: readonly (readonly number[])[], top: number) => {
  const { baskets, items } = columnsOf(shop)
  return basketPairs(baskets, items, top)
}

/** Mantel and Haenszel over baskets with k other items, k from 1, table by table. */
function naiveAtEqualSize(shop: readonly (readonly number[])[], a: number, b: number): number {
  let [agree, differ] = [0, 0]
  for (let others = 1; others < 12; others++) {
    const stratum = shop.filter(
      (basket) => basket.filter((item) => item !== a && item !== b).length === others,
    )
    const count = (hasA: boolean, hasB: boolean) =>
      stratum.filter((basket) => basket.includes(a) === hasA && basket.includes(b) === hasB).length
    if (stratum.length < 2) continue
    agree += (count(true, true) * count(false, false)) / stratum.length
    differ += (count(true, false) * count(false, true)) / stratum.length
  }
  return agree + differ > 0 ? (agree - differ) / (agree + differ) : NaN
}

test('counts, φ, Q and Q at equal size are those of counting every basket', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uniqueArray(fc.nat(6), { minLength: 1, maxLength: 7 }), { minLength: 2, maxLength: 40 }),
      (shop) => {
        const pairs = pairsOf(shop, 4)
        const seen = [0, 1, 2, 3].filter((item) => shop.some((basket) => basket.includes(item)))
        expect(pairs.a).toHaveLength((seen.length * (seen.length - 1)) / 2)
        pairs.a.forEach((a, at) => {
          const b = pairs.b[at] ?? NaN
          const having = (item: number) => shop.filter((basket) => basket.includes(item))
          const both = having(a).filter((basket) => basket.includes(b)).length
          const [x, y, n] = [having(a).length, having(b).length, shop.length]
          expect([pairs.both[at], pairs.countA[at], pairs.countB[at]]).toEqual([both, x, y])
          const neither = n - x - y + both
          const [agree, differ] = [both * neither, (x - both) * (y - both)]
          if (agree + differ > 0) expect(pairs.yule[at]).toBeCloseTo((agree - differ) / (agree + differ), 12)
          const spread = Math.sqrt(x * (n - x) * y * (n - y))
          if (spread > 0) expect(pairs.phi[at]).toBeCloseTo((agree - differ) / spread, 12)
          const equal = naiveAtEqualSize(shop, a, b)
          if (Number.isNaN(equal)) expect(pairs.equalYule[at]).toBeNaN()
          else expect(pairs.equalYule[at]).toBeCloseTo(equal, 12)
        })
      },
    ),
    { numRuns: 60 },
  )
})

test('p is small on both sides, and close to the exact two-sided test', () => {
  // 40 baskets with either of two, never both; then 40 with both.
  const apart = Array.from({ length: 80 }, (_, i) => [i % 2, 2])
  const together = Array.from({ length: 80 }, (_, i) => (i % 2 === 0 ? [0, 1, 2] : [2]))
  for (const shop of [apart, together]) {
    const pairs = pairsOf(shop, 2)
    expect(pairs.p[0]).toBeLessThan(1e-12)
    const both = pairs.both[0] ?? NaN
    const exact = fisherExact(both, 40, 40 - both, 40)
    expect(Math.log(pairs.p[0] ?? NaN)).toBeCloseTo(Math.log(exact), 6)
  }
})

test('large baskets hold more of everything: at equal size independent items show nothing', () => {
  // Half the baskets take each of thirty items with chance .05, half with .3, independently.
  let state = 7
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647
  const shop = Array.from({ length: 4000 }, (_, i) =>
    Array.from({ length: 30 }, (__, item) => item).filter(() => random() < (i % 2 === 0 ? 0.05 : 0.3)),
  ).filter((basket) => basket.length > 0)
  const pairs = pairsOf(shop, 8)
  const mean = (values: Float64Array) => values.reduce((sum, q) => sum + q, 0) / values.length
  expect(mean(pairs.yule)).toBeGreaterThan(0.2)
  expect(Math.abs(mean(pairs.equalYule))).toBeLessThan(0.08)
})

test('one item, and one basket, have no pair to speak of', () => {
  expect(pairsOf([[0], [0]], 5).a).toHaveLength(0)
  expect(pairsOf([], 5).a).toHaveLength(0)
  const lone = pairsOf([[0, 1]], 5)
  expect(lone.p[0]).toBe(1)
  expect(lone.equalYule[0]).toBeNaN()
})

test('at equal size a pair met once, of items met once or twice, is no finding; a frequent pair of rare items is one', () => {
  // 300 baskets of three other items each.
  const plain = Array.from({ length: 300 }, (_, i) => [10 + (i % 7), 20 + (i % 5), 30 + (i % 3)])
  const withItems = (places: Record<number, number[]>) =>
    plain.map((basket, i) => [...(places[i] ?? []), ...basket])
  const once = pairsOf(withItems({ 3: [0, 1], 9: [1] }), 2)
  // Poisson's tail of one or more where 2/300 are expected, at most, twice.
  expect(once.equalAdjusted[0]).toBeGreaterThan(0.005)
  const tenTimes = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [i * 7, [0, 1]]))
  const often = pairsOf(withItems(tenTimes), 2)
  expect(often.equalAdjusted[0]).toBeLessThan(1e-6)
})
