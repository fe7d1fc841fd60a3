import { describe, expect, test } from 'vitest'
import { frameOf } from '../../../../src/numerics/kernel'
import { kernelOf } from '../../../../src/numerics/kernels'
import type { Catalogue } from '../../../../src/numerics/recommend/catalogue'
import { trainContent } from '../../../../src/numerics/recommend/content'
import { featuresOf, type Feature } from '../../../../src/numerics/recommend/features'
import { interactionsOf, tasteOf } from '../../../../src/numerics/recommend/interactions'
import { chineseSplitter, wordsOf } from '../../../../src/numerics/recommend/words'
import { columnsOf, scoresOf, shopOf } from './random-shop'

const catalogueOf = (
  rows: Partial<Record<'name' | 'category' | 'brand', string>>[],
  prices: number[] = [],
): Catalogue => ({
  names: rows.map(({ name }) => name ?? null),
  categories: rows.map(({ category }) => category ?? null),
  brands: rows.map(({ brand }) => brand ?? null),
  prices: Float64Array.from(rows, (_, row) => prices[row] ?? NaN),
})

describe('words of a name', () => {
  test('Latin in lower case, numbers with their unit, full-width made half-width', () => {
    const split = chineseSplitter(null)
    expect(wordsOf('WHITE Hanging HEART T-Light, 12 of 500ML', split)).toEqual([
      'white',
      'hanging',
      'heart',
      'light',
      'of',
      '500ml',
    ])
    expect(wordsOf('Nike２０２０新款 ＡＩＲ', split)).toEqual(['nike', '新款', 'air'])
    expect(wordsOf('', split)).toEqual([])
  })

  test('Chinese by a dictionary where there is one, else by pairs', () => {
    expect(wordsOf('纯牛奶250ml×12盒', chineseSplitter(null))).toEqual(['纯牛', '牛奶', '250ml', '盒'])
    const halves = { segment: () => [{ segment: '纯' }, { segment: '牛奶' }] as unknown as Intl.Segments }
    expect(wordsOf('纯牛奶250ml', chineseSplitter(halves))).toEqual(['纯', '牛奶', '250ml'])
    expect(wordsOf('婴儿奶粉', chineseSplitter()).join('')).toContain('奶粉')
  })
})

describe('vectors of items', () => {
  test('TF-IDF by hand, each kind scaled to what it counts for', () => {
    const catalogue = catalogueOf([
      { name: 'green tea tea', category: 'drinks/tea' },
      { name: 'green cup', category: 'drinks/cups' },
      { name: 'red tea' },
    ])
    const { vectors, features } = featuresOf(catalogue, { category: 0.5 })
    const keyOf = ({ kind, text }: Feature) => `${kind} ${text}`
    const of = (item: number) => {
      const cells = Array.from(vectors.columns.keys()).filter(
        (at) => at >= vectors.starts[item]! && at < vectors.starts[item + 1]!,
      )
      return new Map(cells.map((at) => [keyOf(features[vectors.columns[at]!]!), vectors.values[at]!]))
    }
    // Green and tea are in two of three names: the same IDF, tea twice. Only "drinks" is in two categories.
    const whole = Math.hypot(1, 0.5)
    expect(of(0).get('word tea')).toBeCloseTo(2 / Math.sqrt(5) / whole, 12)
    expect(of(0).get('word green')).toBeCloseTo(1 / Math.sqrt(5) / whole, 12)
    expect(of(0).get('category drinks')).toBeCloseTo(0.5 / whole, 12)
    expect(of(1).get('word cup')).toBe(0)
    expect(of(2).get('word tea')).toBeCloseTo(1, 12)
  })

  test('bands of prices hold as many items as equal prices allow', () => {
    const { vectors, features } = featuresOf(
      catalogueOf(
        Array.from({ length: 10 }, () => ({})),
        [1, 1, 1, 1, 1, 2, 3, 4, 5, NaN],
      ),
      { price: 1, bands: 3 },
    )
    expect(features.map(({ low, high }) => [low, high])).toEqual([
      [1, 3],
      [3, 5],
    ])
    expect(vectors.starts[10]).toBe(9)
  })
})

describe('content-based', () => {
  const rows = [
    { name: 'green tea' },
    { name: 'black tea' },
    { name: 'red shoe' },
    { name: 'blue shoe' },
    { name: 'tea cup' },
  ]
  const lines = [
    [1, 0, 1, 0],
    [1, 1, 1, 100],
    [2, 2, 1, 0],
    [2, 3, 1, 0],
    [2, 4, 1, 1],
  ] as const
  const shop = { ...shopOf(lines), catalogue: catalogueOf(rows) }

  test('the score is the cosine with the member’s items, newcomers and new items alike', () => {
    const model = trainContent(shop)
    const [own, newcomer] = [tasteOf(shop, 0), { ...tasteOf(shop, 0), member: -1 }]
    expect(scoresOf(model, own)).toEqual([1, 1, 0, 0, 1].map((value) => expect.closeTo(value, 12)))
    expect(scoresOf(model, newcomer)).toEqual(scoresOf(model, own))
    expect(scoresOf(model, { member: -1, items: new Int32Array(0), weights: [] })).toEqual([0, 0, 0, 0, 0])
  })

  test('what an item of hers brings to another, over all of hers, is the score but for one factor', () => {
    const { score, pull } = trainContent(shop)
    const [own, scores] = [tasteOf(shop, 1), new Float64Array(5)]
    score(own, scores)
    const brought = Array.from(scores, (_, to) =>
      own.items.reduce((sum, from, i) => sum + own.weights[i]! * pull!(from, to), 0),
    )
    const [first = NaN] = brought.map((sum, to) => sum / scores[to]!).filter(Number.isFinite)
    expect(first).toBeGreaterThan(0)
    expect(brought).toEqual(Array.from(scores, (value) => expect.closeTo(first * value, 12)))
  })

  test('what was had a half-life ago counts half', () => {
    const shoe = {
      ...shopOf([
        [1, 0, 1, 0],
        [1, 1, 1, 10],
        [2, 2, 1, 0],
        [2, 3, 1, 0],
      ]),
      catalogue: catalogueOf([{ brand: 'a' }, { brand: 'b' }, { brand: 'a' }, { brand: 'b' }]),
    }
    const scores = scoresOf(trainContent(shoe, { halfLife: 10 }), tasteOf(shoe, 0))
    expect(scores[2]! / scores[3]!).toBeCloseTo(0.5, 12)
  })

  test('reasons are the features that make up the score', () => {
    const described = {
      ...shop,
      catalogue: catalogueOf(rows.map((row, i) => ({ ...row, category: i < 2 ? 'drinks' : 'other' }))),
    }
    const model = trainContent(described)
    const reasons = model.reasons(tasteOf(described, 0), 1)
    expect(reasons.map(({ kind, text }) => `${kind} ${text}`).sort()).toEqual(['category drinks', 'word tea'])
    expect(reasons.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(model.reasons(tasteOf(described, 0), 3)).toEqual([])
  })

  test('where nothing is said of the items, it says so', () => {
    expect(() => trainContent(shopOf(lines))).toThrow('names, categories, brands or prices')
  })

  test('rows without a member describe items, rows without an item say segments; nobody has to have the item', async () => {
    const { member, item, time } = columnsOf(lines)
    const [none, nowhere] = [new Float64Array(6).fill(NaN), new Float64Array(2).fill(NaN)]
    const joined = (...parts: Float64Array[]) => Float64Array.from(parts.flatMap((part) => [...part]))
    const input = frameOf({
      member: joined(member, none, Float64Array.of(1, 2)),
      item: joined(item, Float64Array.of(0, 1, 2, 3, 4, 9), nowhere),
      time: joined(time, none, nowhere),
      name: [...lines.map(() => null), ...rows.map(({ name }) => name), 'shoe rack', null, null],
      segment: [...lines.map(() => null), ...none].map(() => null as string | null).concat(['new', 'old']),
    })
    const run = async (model: string) => {
      const { rows: count, columns } = (await kernelOf('recommendations'))(input, { model }, () => undefined)
      const of = (name: string) => columns.find((column) => column.name === name)?.values ?? []
      return Array.from({ length: count }, (_, i) => [of('member')[i], of('item')[i]])
    }
    expect(await run('content')).toEqual([
      [1, 4],
      [2, 9],
      [2, 0],
      [2, 1],
    ])
    expect(
      interactionsOf({ ...columnsOf(lines), belonging: { member: Float64Array.of(2), segment: ['old'] } })
        .segments,
    ).toEqual([null, 'old'])
    expect((await run('popularInSegment')).length).toBeGreaterThan(0)
  })
})
