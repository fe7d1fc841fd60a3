import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bootstrap } from '../../../../src/numerics/recommend/bootstrap'
import { interactionsOf, tasteOf } from '../../../../src/numerics/recommend/interactions'
import { gini, listFigures } from '../../../../src/numerics/recommend/lists'
import {
  ACCURACIES,
  accuracyOf,
  CONVENTIONS,
  type Conventions,
} from '../../../../src/numerics/recommend/metrics'
import { trialOf } from '../../../../src/numerics/recommend/trial'
import { topItems } from '../../../../src/numerics/recommend/top'
import { columnsOf, shopLines } from './random-shop'

describe("the recommenders project's fixture at k = 10", () => {
  const truth = [
    [1, 2, 3],
    [1, 4, 5, 6, 7],
    [2, 5, 6, 8, 9, 10, 11, 12, 13, 14],
  ].map((t) => Int32Array.from(t))
  const lists = [
    [3, 10, 12],
    [10, 3, 5, 11, 13],
    [4, 10, 7, 13, 1, 3, 5, 2, 11, 14],
  ].map((l) => Int32Array.from(l))
  const means = (conventions: Conventions) =>
    Object.fromEntries(
      ACCURACIES.map((name) => {
        const values = lists.map((list, at) => accuracyOf(list, truth[at]!, 10, conventions)[name])
        return [name, values.reduce((sum, value) => sum + value, 0) / values.length]
      }),
    )

  test('by the conventions shown first', () => {
    const found = means(CONVENTIONS)
    expect(found['precision']).toBeCloseTo(0.266667, 6)
    expect(found['recall']).toBeCloseTo(0.377778, 6)
    expect(found['hit']).toBe(1)
    expect(found['mrr']).toBeCloseTo(0.611111, 6)
    expect(found['map']).toBeCloseTo(0.236138, 6)
    expect(found['ndcg']).toBeCloseTo(0.381727, 6)
  })

  test('by the others', () => {
    const found = means({ ...CONVENTIONS, averageBy: 'k', idealBy: 'k' })
    expect(found['map']).toBeCloseTo(0.147249, 6)
    expect(found['ndcg']).toBeCloseTo(0.27882, 6)
  })
})

const lists = fc.tuple(
  fc.uniqueArray(fc.nat(15), { maxLength: 12 }),
  fc.uniqueArray(fc.nat(15), { minLength: 1, maxLength: 9 }),
  fc.integer({ min: 1, max: 10 }),
)

test('every metric is that of a naive reading', () => {
  fc.assert(
    fc.property(lists, fc.boolean(), ([list, relevant, k], other) => {
      const conventions: Conventions = other
        ? { precisionBy: 'list', recallBy: 'achievable', averageBy: 'k', idealBy: 'k' }
        : CONVENTIONS
      const found = accuracyOf(Int32Array.from(list), Int32Array.from(relevant).sort(), k, conventions)
      const cut = list.slice(0, k)
      const hits = cut.map((item) => Number(relevant.includes(item)))
      const count = hits.reduce((sum, hit) => sum + hit, 0)
      const fit = Math.min(k, relevant.length)
      const precision = count / (other ? Math.max(1, cut.length) : k)
      const recall = count / (other ? fit : relevant.length)
      const upTo = (place: number) => hits.slice(0, place + 1).reduce((sum, hit) => sum + hit, 0)
      const average = hits
        .map((hit, place) => (hit * upTo(place)) / (place + 1))
        .reduce((sum, one) => sum + one, 0)
      const gain = (of: number[]) =>
        of.map((hit, place) => hit / Math.log2(place + 2)).reduce((a, b) => a + b, 0)
      expect(found.precision).toBeCloseTo(precision, 12)
      expect(found.recall).toBeCloseTo(recall, 12)
      expect(found.f1).toBeCloseTo(count ? 2 / (1 / precision + 1 / recall) : 0, 12)
      expect(found.hit).toBe(Number(count > 0))
      expect(found.mrr).toBeCloseTo(count ? 1 / (hits.indexOf(1) + 1) : 0, 12)
      expect(found.map).toBeCloseTo(average / (other ? k : fit), 12)
      expect(found.ndcg).toBeCloseTo(gain(hits) / gain(new Array<number>(other ? k : fit).fill(1)), 12)
    }),
  )
})

test('the best items are those of sorting all, equal ones by code, without those left out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -3, max: 5 }), { maxLength: 30 }),
      fc.nat(12),
      fc.integer({ min: -2, max: 3 }),
      (values, n, floor) => {
        const without = Int32Array.from(values.keys()).filter((item) => item % 4 === 1)
        const scores = Float64Array.from(values)
        const expected = values
          .map((score, item) => ({ score, item }))
          .filter(({ score, item }) => score > floor && item % 4 !== 1)
          .sort((a, b) => b.score - a.score || a.item - b.item)
          .slice(0, n)
        const found = topItems(scores, n, { floor, without })
        expect([...found.places]).toEqual(expected.map(({ item }) => item))
        expect([...found.scores]).toEqual(expected.map(({ score }) => score))
        expect([...scores]).toEqual(values)
      },
    ),
  )
})

describe('lists beside being right', () => {
  test('Gini: 0 where all are shown alike, (n − 1) ⁄ n where one is', () => {
    expect(gini(Float64Array.of(3, 3, 3, 3))).toBeCloseTo(0, 12)
    expect(gini(Float64Array.of(0, 0, 0, 8))).toBeCloseTo(0.75, 12)
  })

  test('all figures are those of a naive reading', () => {
    fc.assert(
      fc.property(shopLines, fc.integer({ min: 1, max: 4 }), fc.nat(99), (lines, k, turn) => {
        const columns = columnsOf(lines)
        const parts = Uint8Array.from(lines, (_, line) => ((line * 13 + turn) % 3 === 0 ? 2 : 0))
        const trial = trialOf(columns, parts, { seen: 'kept' })
        fc.pre(trial.asked.length > 0 && trial.train.members > 0)
        const { items, members, byItem } = trial.train
        const shown = trial.asked.map((_, at) =>
          Int32Array.from({ length: items }, (__, item) => (item * 3 + at + turn) % items)
            .filter((item, place, all) => all.indexOf(item) === place)
            .slice(0, k + 1),
        )
        const having = (item: number) => [
          ...byItem.columns.subarray(byItem.starts[item], byItem.starts[item + 1]),
        ]
        const cosine = (a: number, b: number) => {
          const [x, y] = [having(a), having(b)]
          const common = x.filter((member) => y.includes(member)).length
          return common === 0 ? 0 : common / Math.sqrt(x.length * y.length)
        }
        // A longer and a shorter cut beside it change nothing.
        const found = listFigures(shown, trial, [k + 1, k, 1])[1]!
        const cut = shown.map((list) => [...list].slice(0, k))
        const all = cut.flat()
        const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
        expect(found.coverage).toBeCloseTo(new Set(all).size / items, 12)
        expect(found.popularity).toBeCloseTo(mean(all.map((item) => having(item).length / members)), 12)
        expect(found.novelty).toBeCloseTo(
          mean(all.map((item) => -Math.log2(Math.max(1, having(item).length) / members))),
          12,
        )
        const long = cut.filter((list) => list.length > 1)
        const pairs = (list: number[]) => list.flatMap((a, i) => list.slice(i + 1).map((b) => cosine(a, b)))
        if (long.length > 0)
          expect(found.diversity).toBeCloseTo(mean(long.map((list) => 1 - mean(pairs(list)))), 12)
        else expect(found.diversity).toBeNaN()
        const serendipity = mean(
          cut.map((list, at) => {
            const { taste, relevant } = trial.asked[at]!
            const like = (item: number) =>
              taste.items.length === 0 ? 0 : mean([...taste.items].map((own) => cosine(item, own)))
            return mean(list.map((item) => (relevant.includes(item) ? 1 - like(item) : 0)))
          }),
        )
        expect(found.serendipity).toBeCloseTo(serendipity, 12)
      }),
      { numRuns: 60 },
    )
  })
})

describe('bootstrap', () => {
  const noise = Float64Array.from({ length: 400 }, (_, i) => ((i * 37) % 101) / 100)

  test('the interval holds the mean, is as wide as theory says, and the same for the same seed', () => {
    const [found] = bootstrap([noise], { seed: 3 })
    const mean = noise.reduce((sum, value) => sum + value, 0) / 400
    const deviation = Math.sqrt(noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 400)
    expect(found?.mean).toBeCloseTo(mean, 12)
    expect(found!.high - found!.low).toBeCloseTo((2 * 1.96 * deviation) / 20, 2)
    expect(bootstrap([noise], { seed: 3 })).toEqual([found])
    expect(bootstrap([noise], { seed: 4 })).not.toEqual([found])
  })

  test('a constant difference is sure, none is not; nobody gives nothing', () => {
    const [sure, none] = bootstrap([noise.map(() => 0.2), noise.map(() => 0)])
    expect(sure).toMatchObject({ low: expect.closeTo(0.2, 12), high: expect.closeTo(0.2, 12), p: 2 / 2001 })
    expect(none?.p).toBe(1)
    expect(bootstrap([new Float64Array(0)])).toEqual([{ mean: NaN, low: NaN, high: NaN, p: NaN }])
  })

  test('likeness of items is the same in a catalogue too large for a table of its pairs', () => {
    const lines = { member: Float64Array.of(0, 0, 1, 1, 2, 2, 2), item: Float64Array.of(0, 1, 1, 2, 0, 1, 3) }
    const figuresAmong = (items: number) => {
      const train = interactionsOf(
        lines,
        undefined,
        Float64Array.from({ length: items }, (_, item) => item),
      )
      const asked = [0, 1, 2].map((id) => ({
        id,
        taste: tasteOf(train, id),
        relevant: Int32Array.of(2, 3),
      }))
      const lists = [
        [2, 3, 1],
        [0, 3],
        [2, 0, 1, 3],
      ].map((list) => Int32Array.from(list))
      return listFigures(lists, { train, asked, withoutTruth: 0, relevant: 6, coldRelevant: 0 }, [2, 4])
    }
    const [few, many] = [figuresAmong(4), figuresAmong(5000)]
    few.forEach(({ diversity, serendipity }, at) => {
      expect(diversity).toBeGreaterThan(0)
      expect(serendipity).toBeGreaterThan(0)
      expect(many[at]).toMatchObject({ diversity, serendipity })
    })
  })
})
