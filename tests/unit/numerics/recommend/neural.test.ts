import { describe, expect, test } from 'vitest'
import { interactionsOf, tasteOf, type Interactions } from '../../../../src/numerics/recommend/interactions'
import { canSave, restored } from '../../../../src/numerics/recommend/model-file'
import type { Recommender } from '../../../../src/numerics/recommend/model'
import { trainByName } from '../../../../src/numerics/recommend/registry'
import {
  endOf,
  gapsOf,
  packed,
  piecesOf,
  sequenceOfTaste,
  sequencesIn,
} from '../../../../src/numerics/recommend/sequences'
import { topItems } from '../../../../src/numerics/recommend/top'
import { seeded } from '../../../../src/numerics/random'
import { scoresOf, shopOf, type Lines } from './random-shop'

const silent = () => undefined
const NEURAL = ['neumf', 'gru4rec', 'sasrec'] as const

/** Members of three tastes with a third of the items of theirs, by lot. */
function lotteryShop(): Interactions {
  const random = seeded(2)
  const lines: [number, number, number, number][] = []
  for (let member = 0; member < 150; member++)
    for (let item = 0; item < 20; item++)
      if (random.unit() < 0.35) lines.push([member, (member % 3) * 20 + item, 1, random.below(30)])
  return shopOf(lines)
}

/** Members go round 24 items in one order, from anywhere; what they had says little, what they had last says all. */
function roundShop(members: number): { shop: Interactions; after: (member: number) => number } {
  const random = seeded(9)
  const next = (item: number) => (item * 7 + 5) % 24
  const ends: number[] = []
  const lines = Array.from({ length: members }, (_, member): Lines => {
    let item = random.below(24)
    return Array.from({ length: 6 + random.below(8) }, (__, day) => {
      const line = [member, item, 1, 3 * day] as const
      item = next(item)
      ends[member] = item
      return line
    })
  }).flat()
  return { shop: shopOf(lines), after: (member) => ends[member]! }
}

const firstOf = (model: Recommender, shop: Interactions, member: number, isNew = false) =>
  topItems(
    Float64Array.from(scoresOf(model, { ...tasteOf(shop, member), ...(isNew ? { member: -1 } : {}) })),
    1,
  ).places[0]

describe('sequences', () => {
  test('in order of time, an item at one time once, bought again twice', () => {
    const shop = shopOf([
      [1, 5, 1, 9],
      [1, 3, 1, 2],
      [1, 4, 1, 2],
      [1, 3, 1, 2],
      [1, 3, 1, 30],
      [2, 4, 1, 1],
    ])
    const [first, second] = sequencesIn(shop)
    expect([...first!.items]).toEqual([0, 1, 2, 0])
    expect([...first!.times]).toEqual([2, 2, 9, 30])
    expect([...second!.items]).toEqual([1])
    // Gaps: none, same time, 7 days (up to 8), 21 days (up to 32).
    expect([...gapsOf(first!)]).toEqual([0, 1, 5, 7])
    expect([...sequenceOfTaste(tasteOf(shop, 0)).items]).toEqual([0, 1, 2, 0])
  })

  test('pieces: everything follows something once, from the beginning', () => {
    const sequence = { items: Int32Array.of(4, 5, 6, 7, 8), times: Float64Array.of(1, 2, 3, 4, 5) }
    const pieces = piecesOf(sequence, 2)
    expect(pieces.map(({ items, next }) => [[...items], [...next]])).toEqual([
      [
        [-1, 4],
        [4, 5],
      ],
      [
        [5, 6],
        [6, 7],
      ],
      [[7], [8]],
    ])
    expect([...endOf(sequence, 3).items]).toEqual([6, 7, 8])
    expect([...endOf(sequence, 9).items]).toEqual([-1, 4, 5, 6, 7, 8])
    expect([...endOf({ items: new Int32Array(0), times: new Float64Array(0) }, 9).items]).toEqual([-1])
    const rows = packed([pieces[2]!, pieces[0]!])
    expect([[...rows.starts], [...rows.items], [...rows.next]]).toEqual([
      [0, 2, 3],
      [-1, 4, 7],
      [4, 5, 8],
    ])
  })
})

describe.each(NEURAL)('%s', (name) => {
  const shop = lotteryShop()
  const options = { factors: 16, rate: 0.01, epochs: 15, seed: 3 }
  const model = trainByName(name, shop, options, silent)

  test('finds a planted taste, for members it knows and for new ones', () => {
    const shareOf = (isNew: boolean) => {
      const shares = Array.from({ length: 60 }, (_, member) => {
        const taste = { ...tasteOf(shop, member), ...(isNew ? { member: -1 } : {}) }
        const { places } = topItems(Float64Array.from(scoresOf(model, taste)), 8, { without: taste.items })
        return places.filter((item) => Math.floor(item / 20) === member % 3).length / 8
      })
      return shares.reduce((sum, share) => sum + share, 0) / 60
    }
    expect(shareOf(false)).toBeGreaterThan(0.9)
    expect(shareOf(true)).toBeGreaterThan(0.85)
  })

  test('tells its losses, and keeps the epoch of the least validation loss', () => {
    const { epochs = [], kept = -1 } = model.learning ?? {}
    expect(epochs.length).toBeGreaterThan(2)
    expect(epochs.length).toBeLessThanOrEqual(15)
    expect(epochs[kept]!.validation).toBe(Math.min(...epochs.map(({ validation }) => validation)))
    expect(epochs.at(-1)!.train).toBeLessThan(0.9 * epochs[0]!.train)
    expect(kept).toBeGreaterThanOrEqual(epochs.length - 4)
  })

  test('another seed gives another model; a throw from the report stops it', () => {
    const other = trainByName(name, shop, { ...options, epochs: 1, seed: 4 }, silent)
    const again = trainByName(name, shop, { ...options, epochs: 1, seed: 3 }, silent)
    expect(scoresOf(other, tasteOf(shop, 0))).not.toEqual(scoresOf(again, tasteOf(shop, 0)))
    let told = 0
    const stop = (share: number) => {
      if (share > 0.2) throw new Error('cancelled')
      told++
    }
    expect(() => trainByName(name, shop, options, stop)).toThrow('cancelled')
    expect(told).toBeGreaterThan(0)
  })
})

test('where the order tells what comes next, the sequence models know; the others cannot tell after from before', () => {
  const { shop, after } = roundShop(200)
  const share = (name: string, isNew = false) => {
    const model = trainByName(name, shop, { factors: 16, rate: 0.02, epochs: 15 }, silent)
    const members = Array.from({ length: 200 }, (_, member) => member)
    return members.filter((member) => firstOf(model, shop, member, isNew) === after(member)).length / 200
  }
  expect(share('gru4rec')).toBeGreaterThan(0.9)
  expect(share('sasrec')).toBeGreaterThan(0.9)
  expect(share('gru4rec', true)).toBeGreaterThan(0.9)
  for (const name of ['popular', 'itemBased', 'ease', 'als', 'neumf', 'copurchase'])
    expect(share(name), name).toBeLessThan(0.6)
})

test.each(['gru4rec', 'sasrec'])('%s saved and made again scores members by what they have', (name) => {
  const { shop } = roundShop(30)
  const model = trainByName(name, shop, { factors: 8, epochs: 3 }, silent)
  expect(canSave(name, model)).toBe(true)
  const about = { members: 30, lines: 0, until: '', level: 'product' }
  const again = restored({ model: name, products: [], about, parts: model.parts! })
  for (const member of [0, 7]) {
    const taste = { ...tasteOf(shop, member), member: -1 }
    expect(scoresOf(again, taste)).toEqual(scoresOf(model, taste))
  }
})

test('nothing known of a member: the sequence models begin where members begin', () => {
  const lines = Array.from({ length: 90 }, (_, member) => [member, member % 3 === 0 ? 1 : 0, 1, 0] as const)
  const shop = interactionsOf({
    member: Float64Array.from(lines, ([member]) => member),
    item: Float64Array.from(lines, ([, item]) => item),
  })
  const nobody = { member: -1, items: new Int32Array(0), weights: [] }
  for (const name of ['gru4rec', 'sasrec']) {
    const [often, seldom] = scoresOf(
      trainByName(name, shop, { factors: 4, rate: 0.02, epochs: 40 }, silent),
      nobody,
    )
    // Their odds are two to one.
    expect(often! - seldom!).toBeCloseTo(Math.log(2), 0)
  }
})
