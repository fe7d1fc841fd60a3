import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { frequentItemsets, itemsOf, type Itemsets } from '../../../../src/numerics/baskets/itemsets'
import { fisherOfRules, MEASURES, ruleMeasures } from '../../../../src/numerics/baskets/measures'
import { associationRules, type Rules } from '../../../../src/numerics/baskets/rules'
import { frameOf } from '../../../../src/numerics/kernel'
import { kernelOf } from '../../../../src/numerics/kernels'
import { benjaminiHochberg } from '../../../../src/numerics/proportions'
import { groceries } from './groceries'

const data = groceries()
const nothing = new Float64Array(0)

/** Itemsets as text with their counts. */
const asMap = (found: Itemsets) =>
  new Map(
    Array.from(found.count, (count, at) => [
      itemsOf(found, at)
        .sort((a, b) => a - b)
        .join(','),
      count,
    ]),
  )

const shops = fc.array(fc.uniqueArray(fc.nat(7), { maxLength: 7 }), { maxLength: 30 })
const columnsOf = (shop: number[][]) => ({
  baskets: Float64Array.from(shop.flatMap((basket, at) => basket.map(() => at * 3))),
  items: Float64Array.from(shop.flat()),
})

/** Every set of the items 0 to 7, counted one by one. */
function bruteForce(shop: number[][], minCount: number, maxLength: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let mask = 1; mask < 256; mask++) {
    const set = Array.from({ length: 8 }, (_, item) => item).filter((item) => (mask >> item) & 1)
    const count = shop.filter((basket) => set.every((item) => basket.includes(item))).length
    if (set.length <= maxLength && count >= minCount) counts.set(set.join(','), count)
  }
  return counts
}

test('itemsets, closed and maximal ones are those of counting every set', () => {
  fc.assert(
    fc.property(
      shops,
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 8 }),
      (shop, least, maxLength) => {
        const full = shop.filter((basket) => basket.length > 0)
        const { baskets, items } = columnsOf(full)
        const found = frequentItemsets(baskets, items, {
          minSupport: least / Math.max(1, full.length),
          maxLength,
        })
        const expected = bruteForce(full, least, maxLength)
        expect(Object.fromEntries(asMap(found))).toEqual(Object.fromEntries(expected))
        Array.from(found.count, (count, at) => {
          const own = itemsOf(found, at)
          const larger = [...expected].filter(([text]) => {
            const set = text.split(',').map(Number)
            return set.length === own.length + 1 && own.every((item) => set.includes(item))
          })
          expect(found.maximal[at]).toBe(Number(larger.length === 0))
          expect(found.closed[at]).toBe(Number(larger.every(([, n]) => n < count)))
        })
      },
    ),
  )
})

test('rules, and which are redundant, are those of a naive reading', () => {
  fc.assert(
    fc.property(shops, fc.integer({ min: 0, max: 10 }), (shop, tenths) => {
      const full = shop.filter((basket) => basket.length > 0)
      const { baskets, items } = columnsOf(full)
      const found = frequentItemsets(baskets, items, { minSupport: 0.1, maxLength: 4 })
      const rules = associationRules(found, { minConfidence: tenths / 10, maxConsequent: 2 })
      const counts = asMap(found)
      const countOf = (set: number[]) => counts.get([...set].sort((a, b) => a - b).join(',')) ?? 0
      const expected = [...counts.keys()].flatMap((text) => {
        const set = text.split(',').map(Number)
        return subsets(set)
          .filter((left) => left.length > 0 && left.length < set.length && set.length - left.length <= 2)
          .filter((left) => countOf(set) / countOf(left) >= tenths / 10 - 1e-12)
          .map((left) => {
            const right = set.filter((item) => !left.includes(item))
            const redundant = subsets(left)
              .filter((part) => part.length > 0 && part.length < left.length)
              .some((part) => countOf([...part, ...right]) * countOf(left) >= countOf(set) * countOf(part))
            return `${left.join(',')} > ${right.join(',')} ${redundant ? 'redundant' : ''}`
          })
      })
      expect(ruleTexts(found, rules).sort()).toEqual(expected.sort())
      expect([...rules.adjusted]).toEqual([...benjaminiHochberg(rules.p)])
    }),
    { numRuns: 60 },
  )
})

const subsets = (set: number[]): number[][] =>
  Array.from({ length: 2 ** set.length }, (_, mask) => set.filter((__, place) => (mask >> place) & 1))

const ruleTexts = (found: Itemsets, { antecedent, consequent, redundant }: Rules) =>
  Array.from(antecedent, (left, at) => {
    const side = (itemset: number) =>
      itemsOf(found, itemset)
        .sort((a, b) => a - b)
        .join(',')
    return `${side(left)} > ${side(consequent[at]!)} ${redundant[at] === 1 ? 'redundant' : ''}`
  })

test('the order of the lines and lines told twice do not matter', () => {
  fc.assert(
    fc.property(shops, fc.nat(1000), (shop, turn) => {
      const { baskets, items } = columnsOf(shop)
      const places = [...baskets.keys(), ...baskets.keys()].sort(
        (a, b) => ((a * 7919 + turn) % 101) - ((b * 7919 + turn) % 101),
      )
      const again = frequentItemsets(
        Float64Array.from(places, (at) => baskets[at]!),
        Float64Array.from(places, (at) => items[at]!),
        { minSupport: 0.1 },
      )
      const once = frequentItemsets(baskets, items, { minSupport: 0.1 })
      expect([...again.count]).toEqual([...once.count])
      expect([...again.rank]).toEqual([...once.rank])
      expect([...again.idOf]).toEqual([...once.idOf])
    }),
    { numRuns: 40 },
  )
})

describe('too many itemsets', () => {
  // All sets of ten items are in one basket, those of the first six in three.
  const shop = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [0, 1, 2, 3, 4, 5],
    [0, 1, 2, 3, 4, 5],
  ]
  const { baskets, items } = columnsOf(shop)

  test('the least count is raised until they fit; what is given is complete there', () => {
    const found = frequentItemsets(baskets, items, { minSupport: 0.001, maxLength: 10, most: 100 })
    expect(found.askedCount).toBe(1)
    expect(found.minCount).toBeGreaterThan(1)
    expect(found.count).toHaveLength(63)
    expect(frequentItemsets(baskets, items, { minSupport: 0.001, maxLength: 10 }).count).toHaveLength(1023)
  })

  test('at any limit it is what the raised count gives when asked for', () => {
    fc.assert(
      fc.property(shops, fc.integer({ min: 1, max: 60 }), (random, most) => {
        const columns = columnsOf(random)
        const cut = frequentItemsets(columns.baskets, columns.items, { minSupport: 0, maxLength: 8, most })
        expect(cut.count.length).toBeLessThanOrEqual(most)
        const asked = frequentItemsets(columns.baskets, columns.items, {
          minSupport: cut.minCount / Math.max(1, cut.baskets),
          maxLength: 8,
        })
        expect(Object.fromEntries(asMap(cut))).toEqual(Object.fromEntries(asMap(asked)))
      }),
    )
  })

  test('too many rules: all those of a higher confidence', () => {
    const found = frequentItemsets(baskets, items, { minSupport: 0.001, maxLength: 10 })
    const all = associationRules(found, { minConfidence: 0.1 })
    const cut = associationRules(found, { minConfidence: 0.1, most: 4000 })
    expect(cut.found).toBe(all.found)
    expect(cut.both.length).toBeLessThanOrEqual(4000)
    expect(cut.both).toHaveLength(all.confidence.filter((one) => one >= cut.minConfidence).length)
  })
})

describe('measures', () => {
  test('of a table by hand: 10 baskets, 4 with A, 5 with C, 3 with both', () => {
    const told = ruleMeasures({ both: 3, antecedent: 4, consequent: 5, all: 10 })
    expect(told.support).toBeCloseTo(0.3, 12)
    expect(told.confidence).toBeCloseTo(0.75, 12)
    expect(told.lift).toBeCloseTo(1.5, 12)
    expect(told.leverage).toBeCloseTo(0.1, 12)
    expect(told.conviction).toBeCloseTo(2, 12)
    expect(told.zhang).toBeCloseTo(0.1 / 0.18, 12)
    expect(told.jaccard).toBeCloseTo(0.5, 12)
    expect(told.certainty).toBeCloseTo(0.5, 12)
    expect(told.kulczynski).toBeCloseTo(0.675, 12)
    expect(told.cosine).toBeCloseTo(3 / Math.sqrt(20), 12)
  })

  test('confidence 1 has infinite conviction; what everybody has is pointed to by nothing', () => {
    expect(ruleMeasures({ both: 2, antecedent: 2, consequent: 3, all: 9 }).conviction).toBe(Infinity)
    const everybodys = ruleMeasures({ both: 2, antecedent: 2, consequent: 9, all: 9 })
    expect([everybodys.conviction, everybodys.zhang, everybodys.certainty]).toEqual([1, 0, 0])
  })

  test("Fisher's test is the sum of the hypergeometric distribution", () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (n / k) * choose(n - 1, k - 1))
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.nat(1000),
        fc.nat(1000),
        fc.nat(1000),
        (all, x, y, z) => {
          const [a, c] = [(x % all) + 1, (y % all) + 1]
          const [least, most] = [Math.max(0, a + c - all), Math.min(a, c)]
          const both = least + (z % (most - least + 1))
          let upper = 0
          for (let k = both; k <= most; k++) upper += (choose(c, k) * choose(all - c, a - k)) / choose(all, a)
          expect(fisherOfRules(all)({ both, antecedent: a, consequent: c })).toBeCloseTo(upper, 9)
        },
      ),
    )
  })
})

test('no basket, one basket, one item', () => {
  const none = frequentItemsets(nothing, nothing, { minSupport: 0.1 })
  expect([none.baskets, none.count.length, associationRules(none, { minConfidence: 0 }).found]).toEqual([
    0, 0, 0,
  ])
  const one = frequentItemsets(Float64Array.of(9, 9), Float64Array.of(4, 5), { minSupport: 1 })
  expect(Object.fromEntries(asMap(one))).toEqual({ '4': 1, '5': 1, '4,5': 1 })
  const same = frequentItemsets(Float64Array.of(1, 2, 2, NaN), Float64Array.of(7, 7, NaN, 7), {
    minSupport: 0.5,
  })
  expect([same.baskets, ...asMap(same)]).toEqual([2, ['7', 2]])
})

describe.skipIf(data === null)('groceries: published values', () => {
  const { baskets, items, names } = data ?? { baskets: nothing, items: nothing, names: [] }
  const at = (minSupport: number) => frequentItemsets(baskets, items, { minSupport, maxLength: 10 })
  const sideOf = (found: Itemsets, itemset: number) => itemsOf(found, itemset).map((item) => names[item])

  test('itemsets and rules at .01', () => {
    const found = at(0.01)
    expect([found.baskets, found.items, found.occurrences]).toEqual([9835, 169, 43367])
    const lengths = [1, 2, 3].map((length) => found.length.filter((one) => one === length).length)
    expect([found.count.length, ...lengths]).toEqual([333, 88, 213, 32])
    expect(associationRules(found, { minConfidence: 0.5 }).both).toHaveLength(15)
    const rules = associationRules(found, { minConfidence: 0.3 })
    const rule = rules.both.findIndex(
      (_, i) =>
        String(sideOf(found, rules.antecedent[i]!)) === 'other vegetables' &&
        String(sideOf(found, rules.consequent[i]!)) === 'whole milk',
    )
    expect(rules.support[rule]).toBeCloseTo(0.0748348, 7)
    expect(rules.confidence[rule]).toBeCloseTo(0.3867578, 7)
    expect(rules.lift[rule]).toBeCloseTo(1.5136341, 7)
    expect(rules.leverage[rule]).toBeCloseTo(0.0253943, 6)
    expect(rules.conviction[rule]).toBeCloseTo(1.2140129, 7)
  })

  test('itemsets and rules at .001 and .006', () => {
    const found = at(0.001)
    expect(found.count).toHaveLength(13_492)
    expect(associationRules(found, { minConfidence: 0.5 }).both).toHaveLength(5668)
    const rules = associationRules(found, { minConfidence: 0.8 })
    expect(rules.both).toHaveLength(410)
    const top = rules.lift.indexOf(Math.max(...rules.lift))
    expect(rules.lift[top]).toBeCloseTo(11.2353, 4)
    expect(sideOf(found, rules.antecedent[top]!).sort()).toEqual(['liquor', 'red/blush wine'])
    expect(sideOf(found, rules.consequent[top]!)).toEqual(['bottled beer'])
    expect(associationRules(at(0.006), { minConfidence: 0.25 }).both).toHaveLength(463)
  })
})

test('the kernels: figures first, then itemsets and rules by the given integers', async () => {
  const input = frameOf({
    basket: Float64Array.of(1, 1, 2, 2, 3, 4),
    item: Float64Array.of(30, 20, 20, 30, 30, 10),
  })
  const run = async (name: string, options: Record<string, number>) => {
    const { rows, columns } = (await kernelOf(name))(input, options, () => undefined)
    return Array.from({ length: rows }, (_, i) =>
      Object.fromEntries(columns.map(({ name: key, values }) => [key, values[i]])),
    )
  }
  const itemsets = await run('frequentItemsets', { min_support: 0.5 })
  const figures = itemsets.filter(({ kind }) => kind !== 'itemset').map(({ kind, value }) => [kind, value])
  expect(Object.fromEntries(figures)).toEqual({
    ...{ baskets: 4, items: 3, occurrences: 6 },
    ...{ asked_count: 2, min_count: 2, itemsets: 3 },
  })
  const told = itemsets.filter(({ kind }) => kind === 'itemset')
  expect(told.map(({ items, count, closed }) => [items, count, closed])).toEqual([
    ['30', 3, 1],
    ['20', 2, 0],
    ['20,30', 2, 1],
  ])
  const rules = await run('associationRules', { min_support: 0.5, min_confidence: 0.9 })
  expect(rules.filter(({ kind }) => kind === 'rule')).toMatchObject([
    { antecedent: '20', consequent: '30', both: 2, confidence: 1, conviction: Infinity, redundant: 0 },
  ])
  expect(Object.keys(rules[0] ?? {})).toEqual(expect.arrayContaining([...MEASURES, 'p', 'p_adjusted']))
})
